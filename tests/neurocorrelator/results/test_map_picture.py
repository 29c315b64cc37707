"""Pictures of the map as GDAL (and so QGIS) opens them."""

from __future__ import annotations

import subprocess
import sys
import warnings

import numpy as np
import PIL.Image
import pytest
import rasterio
import rasterio.warp
from affine import Affine
from pyproj import CRS, Transformer
from rasterio.errors import NotGeoreferencedWarning

import neurocorrelator as nc

RGB = np.random.default_rng(5).integers(0, 255, (40, 60, 3), np.uint8)
UTM = Affine(0.37, 0, 576667.53, 0, -0.37, 5188201.41)
ROTATED = Affine.translation(5e5, 5e6) * Affine.rotation(38.7) * Affine.scale(0.5, -0.25)
SUFFIXES = [".png", ".jpg", ".jpeg", ".tif", ".tiff", ".PNG"]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("transform", "crs"),
    [
        (UTM, "EPSG:32615"),
        (ROTATED, "EPSG:28407"),
        (Affine(0.0001, 0, 177.99, 0, -0.0001, -38.2), "EPSG:4326"),
        (Affine(2.0, 0, 1e6, 0, -2.0, 8e6), "EPSG:3857"),
        (Affine(2.0, 0, 1e6, 0, -2.0, 8e6), "ESRI:54009"),
        (Affine(2.0, 0, 1e3, 0, -2.0, 1e3), "+proj=laea +lat_0=55 +lon_0=37 +datum=WGS84"),
    ],
)
def test_gdal_finds_transform_and_crs(suffix, transform, crs, tmp_path) -> None:
    path = tmp_path / "Снимки №1" / f"карта{suffix}"
    files = nc.write_map_picture(RGB, nc.Georeference(transform, nc.parse_crs(crs)), path)
    assert files[0] == path
    assert sorted(files) == sorted(path.parent.iterdir())
    with rasterio.open(path) as dataset:
        assert tuple(dataset.transform) == pytest.approx(tuple(transform), rel=1e-15, abs=1e-9)
        xy = dataset.transform * (17, 5)
        lon, lat = rasterio.warp.transform(dataset.crs, "EPSG:4326", *([v] for v in xy))
        way = Transformer.from_crs(crs, 4326, always_xy=True, only_best=False)
        assert (lon[0], lat[0]) == pytest.approx(way.transform(*xy), abs=1e-8)
        if crs.startswith("EPSG"):
            assert dataset.crs.to_epsg() == int(crs[5:])
        pixels = np.moveaxis(dataset.read(), 0, 2)
    if "j" in suffix:
        assert np.abs(pixels.astype(int) - RGB).mean() < 12
    else:
        np.testing.assert_array_equal(pixels, RGB)


@pytest.mark.parametrize(
    ("suffix", "world"), [(".png", ".pgw"), (".jpg", ".jgw"), (".tif", ".tfw")]
)
def test_the_world_file_names_the_centre_of_the_first_pixel(suffix, world, tmp_path) -> None:
    nc.write_map_picture(RGB, nc.Georeference(ROTATED), tmp_path / f"a{suffix}")
    values = [float(line) for line in (tmp_path / f"a{world}").read_text().splitlines()]
    t = ROTATED
    assert values == pytest.approx([t.a, t.d, t.b, t.e, *(t * (0.5, 0.5))], rel=1e-15)
    with rasterio.open(tmp_path / f"a{suffix}") as dataset:
        assert dataset.crs is None
        assert tuple(dataset.transform) == pytest.approx(tuple(t), rel=1e-12)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_without_place_there_is_only_the_picture(suffix, tmp_path) -> None:
    path = tmp_path / f"a{suffix}"
    placed = nc.Georeference(UTM, CRS.from_epsg(32615))
    nc.write_map_picture(RGB, placed, path)
    (tmp_path / "a.txt").write_text("mine")
    (tmp_path / f"{path.name}.aux.xml").write_text("<PAMDataset/>")
    assert nc.write_map_picture(RGB, nc.Georeference(), path) == [path]
    # what was beside the earlier picture would put the new one where it does not lie
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name, "a.txt"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(path) as dataset:
            assert dataset.transform.is_identity
            assert dataset.crs is None


def test_a_place_that_takes_no_files(tmp_path) -> None:
    placed = nc.Georeference(UTM, CRS.from_epsg(32615))
    (tmp_path / "a.png").mkdir()
    with pytest.raises(nc.OutputError, match=r"a\.png: is a folder"):
        nc.write_map_picture(RGB, placed, tmp_path / "a.png")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(nc.OutputError, match="is a file, not a folder"):
        nc.write_map_picture(RGB, placed, tmp_path / "file" / "a.png")
    with pytest.raises(nc.OutputError, match=r"\.png, \.jpg or \.tif"):
        nc.write_map_picture(RGB, placed, tmp_path / "a.bmp")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.png", "file"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_folder_that_is_read_only() -> None:
    with pytest.raises(nc.OutputError, match=r"^/proc/.*") as caught:
        nc.write_map_picture(RGB, nc.Georeference(UTM), "/proc/neurocorrelator/a.png")
    assert "\n" not in str(caught.value)


def test_a_picture_too_large_for_jpeg(tmp_path) -> None:
    with pytest.raises(nc.OutputError, match="too large for JPEG"):
        nc.write_map_picture(
            np.zeros((1, 70000, 3), np.uint8), nc.Georeference(), tmp_path / "a.jpg"
        )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "array", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3)), np.zeros((0, 4, 3), np.uint8)]
)
def test_an_array_that_is_no_picture(array, tmp_path) -> None:
    with pytest.raises(ValueError, match="a picture is"):
        nc.write_map_picture(array, nc.Georeference(), tmp_path / "a.png")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are of Unix")
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_a_full_disk_leaves_the_earlier_picture(suffix, tmp_path) -> None:
    path = tmp_path / f"a{suffix}"
    nc.write_map_picture(RGB, nc.Georeference(UTM, CRS.from_epsg(32615)), path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    code = f"""
import resource, sys
import numpy as np
import neurocorrelator as nc
rgb = np.random.default_rng(0).integers(0, 255, (600, 600, 3), np.uint8)
georeference = nc.Georeference(crs=nc.parse_crs("32615"))
nc.write_map_picture, nc.OutputError  # loaded before the limit holds
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    nc.write_map_picture(rgb, georeference, {str(path)!r})
except nc.OutputError as error:
    print(error)
    sys.exit(7)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 7, done.stderr
    assert "cannot be written" in done.stdout
    assert done.stdout.count("\n") == 1
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_pillow_opens_them_too(tmp_path) -> None:
    for suffix, kind in ((".png", "PNG"), (".jpeg", "JPEG"), (".tif", "TIFF")):
        path = nc.write_map_picture(RGB, nc.Georeference(UTM), tmp_path / f"a{suffix}")[0]
        with PIL.Image.open(path) as picture:
            assert (picture.format, picture.size) == (kind, (60, 40))
