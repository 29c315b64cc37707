"""GSD, heading and place of templates that are georeferenced rasters."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import PIL.Image
import pyproj
import pytest
import rasterio
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

import neurocorrelator as nc
from neurocorrelator import Template
from neurocorrelator.rasters.ground_facts import georeferenced_facts

GEOD = pyproj.Geod(ellps="WGS84")
PIXELS = np.random.default_rng(5).integers(0, 255, (3, 60, 80), np.uint8)


def write(path: Path, transform: Affine, crs: str | None) -> Path:
    profile = {"driver": "GTiff", "count": 3, "dtype": "uint8", "photometric": "rgb"}
    with rasterio.open(
        path, "w", width=80, height=60, crs=crs, transform=transform, **profile
    ) as dataset:
        dataset.write(PIXELS)
    return path


def measured(path: Path) -> tuple[float, float, float, float]:
    """Bearing of the up direction, metres of a pixel along columns and rows, and the angle between.

    By rasterio, pyproj's transformer and its geodesic over the whole picture.
    """
    with rasterio.open(path) as raster:
        to_lonlat = pyproj.Transformer.from_crs(raster.crs.to_wkt(), "EPSG:4326", always_xy=True)
        width, height, transform = raster.width, raster.height, raster.transform
    middle = [(0, height / 2), (width, height / 2), (width / 2, 0), (width / 2, height)]
    left, right, top, bottom = (to_lonlat.transform(*(transform * point)) for point in middle)
    up, _, down_m = GEOD.inv(*bottom, *top)
    across, _, across_m = GEOD.inv(*left, *right)
    return up % 360, across_m / width, down_m / height, (across - up) % 360


def test_a_rotated_photograph_of_the_flight(data_dir: Path) -> None:
    file = data_dir / "brighton_beach" / "DJI_0033_rotated_geotransform_utm15n.tif"
    template = Template.open(file)
    heading, across, down, _ = measured(file)
    assert template.heading_deg == pytest.approx(heading, abs=0.01)
    assert template.gsd_m == pytest.approx(math.sqrt(across * down), rel=1e-4)
    # of the registration: GSD at 1000 px, grid heading + 0.73 degrees of convergence
    assert template.gsd_m == pytest.approx(0.06707, rel=0.01)
    assert template.heading_deg == pytest.approx(38.20 + 0.73, abs=1)
    lonlat = (-91.99370269, 46.84254325)  # of the photograph's EXIF
    assert template.position is not None
    assert GEOD.inv(*template.position, *lonlat)[2] < 3
    assert set(vars_of(template)) == {"georeference"}
    assert template.notes == ()


def vars_of(template: Template) -> tuple[str | None, str | None, str | None]:
    known = template.known_from
    return known.gsd, known.heading, known.position


@pytest.mark.parametrize(
    ("transform", "crs"),
    [
        (Affine(0.5, 0, 576700, 0, -0.5, 5188200), "EPSG:32615"),
        (Affine(2, 0, 8.4e6, 0, -2, 8.4e6), "EPSG:3857"),  # 60 degrees north: half of it
        (Affine.translation(4e5, 9e6) * Affine.rotation(200) * Affine.scale(3, -3), "EPSG:3413"),
        (Affine(10, 0, 2e6, 0, -10, 6e6), "EPSG:28402"),  # Pulkovo 1942, Gauss-Krüger
    ],
)
def test_gsd_and_heading_are_of_the_ground_not_of_the_grid(transform, crs, tmp_path: Path) -> None:
    file = write(tmp_path / "карта.tif", transform, crs)
    template = Template.open(file)
    heading, across, down, _ = measured(file)
    assert template.gsd_m == pytest.approx(math.sqrt(across * down), rel=1e-3)
    assert (template.heading_deg - heading + 180) % 360 - 180 == pytest.approx(0, abs=0.05)
    np.testing.assert_array_equal(template.rgb, PIXELS.transpose(1, 2, 0))


def test_pixels_that_are_not_square_become_square(tmp_path: Path) -> None:
    file = write(tmp_path / "a.tif", Affine(1e-5, 0, 30.0, 0, -1e-5, 60.0), "EPSG:4326")
    template = Template.open(file)
    heading, across, down, _ = measured(file)
    assert across / down == pytest.approx(0.5, abs=0.01)  # a degree of longitude at 60 north
    assert template.gsd_m == pytest.approx(across, rel=1e-3)
    assert (template.width, template.height) == (80, round(60 * down / across))
    assert template.heading_deg == pytest.approx(heading, abs=1e-6)
    told = Template.open(file, gsd_m=1.0)
    assert (told.width, told.height) == (80, 60)
    blind = Template.open(file, metadata=False)
    assert (blind.width, blind.height, blind.position) == (80, 60, None)


def test_the_mask_is_made_square_with_the_picture(tmp_path: Path) -> None:
    file = write(tmp_path / "a.tif", Affine(1e-5, 0, 30.0, 0, -1e-5, 60.0), "EPSG:4326")
    drawn = np.full((60, 80), 255, np.uint8)
    drawn[:30] = 0
    PIL.Image.fromarray(drawn).save(tmp_path / "mask.png")
    template = Template.open(file, mask=tmp_path / "mask.png")
    assert template.mask.shape == template.rgb.shape[:2]
    share = template.mask.mean(axis=1)
    assert share[: template.height // 2].max() == 0
    assert share[template.height // 2 + 1 :].min() == 1


@pytest.mark.parametrize(
    ("transform", "reason"),
    [
        (Affine(0.5, 0, 576700, 0, 0.5, 5188200), "mirrors the picture"),  # rows run north
        (Affine(-0.5, 0, 576700, 0, -0.5, 5188200), "mirrors the picture"),
        (Affine(0.5, 0, 576700, 0, -5, 5188200), "10 times as long"),
    ],
)
def test_a_georeference_that_is_no_picture_of_the_ground(
    transform: Affine, reason: str, tmp_path: Path
) -> None:
    template = Template.open(write(tmp_path / "a.tif", transform, "EPSG:32615"))
    assert template.gsd_m is None
    assert reason in template.notes[0]
    assert (template.heading_deg is None) == ("mirrors" in reason)
    assert template.position is not None
    assert (template.width, template.height) == (80, 60)


def test_real_rasters(rasters_dir: Path) -> None:
    upside_down = Template.open(rasters_dir / "landsat_2020_epsg4326.tif")
    assert upside_down.position is not None
    plain = Template.open(rasters_dir / "rasterio" / "RGB.byte.tif")
    with rasterio.open(plain.path) as raster:
        assert plain.gsd_m == pytest.approx(raster.res[0], rel=2e-3)  # UTM 18N: 300 m


def test_without_a_crs_nothing_is_known(tmp_path: Path) -> None:
    template = Template.open(write(tmp_path / "a.tif", Affine(0.5, 0, 10, 0, -0.5, 20), None))
    assert (template.gsd_m, template.heading_deg, template.position) == (None, None, None)
    assert template.notes == ()


def test_a_picture_takes_the_georeference_that_lies_beside_it(tmp_path: Path) -> None:
    """A JPEG with a world file and an .aux.xml, as gdal_translate writes them."""
    file = tmp_path / "кадр.jpg"
    shutil.copyfile(nc.resource_path("demo/DJI_0032.jpg"), file)
    assert Template.open(file).known_from.gsd is None
    transform = Affine.translation(576700, 5188200) * Affine.rotation(-30) * Affine.scale(0.1, -0.1)
    with rasterio.open(file, "r+") as raster:
        raster.transform, raster.crs = transform, "EPSG:32615"
    assert file.with_suffix(".jpg.aux.xml").exists()
    template = Template.open(file)
    heading, across, _, _ = measured(file)
    assert template.gsd_m == pytest.approx(across, rel=1e-4)
    assert template.heading_deg == pytest.approx(heading, abs=0.01)
    assert set(vars_of(template)) == {"georeference"}  # its place, not EXIF's
    assert Template.open(file, heading_deg=5).known_from.heading == "told"


@given(
    lon=st.floats(-179, 179),
    lat=st.floats(-79, 83),
    turn=st.floats(0, 360),
    gsd=st.floats(0.02, 30),
)
def test_a_picture_laid_out_from_a_heading_gives_that_heading_back(
    lon: float, lat: float, turn: float, gsd: float
) -> None:
    """Drawn in an azimuthal projection of its own centre, where grid north is true north."""
    crs = pyproj.CRS.from_proj4(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m")
    centred = Affine.rotation(-turn) * Affine.scale(gsd, -gsd) * Affine.translation(-40, -30)
    facts = georeferenced_facts(nc.Georeference(centred, crs), 80, 60)
    assert facts.gsd_m == pytest.approx(gsd, rel=1e-4)
    assert (facts.heading_deg - turn + 180) % 360 - 180 == pytest.approx(0, abs=0.01)
    assert GEOD.inv(*facts.position, lon, lat)[2] == pytest.approx(0, abs=0.01)
