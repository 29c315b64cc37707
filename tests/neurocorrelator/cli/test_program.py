"""What only the program as a whole shows: help, version, encodings, `info`."""

from __future__ import annotations

import os

import pyproj
import pytest
import rasterio

import neurocorrelator as nc


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("match",),
        ("demo",),
        ("info",),
        ("doctor",),
        ("evaluate",),
        ("evaluate", "localisation"),
    ],
)
def test_every_command_has_help(command, cli) -> None:
    done = cli(*command, "--help")
    assert done.code == 0
    assert "Usage" in done.out
    assert len(done.out.splitlines()) > 6


def test_version(cli) -> None:
    assert cli("--version").out == f"neurocorrelator {nc.__version__}\n"


def test_info_tells_what_gdal_and_proj_tell(cli, data_dir) -> None:
    path = data_dir / "brighton_beach" / "DJI_0033_rotated_geotransform_utm15n.tif"
    done = cli("info", path, "--json")
    assert done.code == 0
    assert done.out.count("\n") == 1
    told = done.json
    with rasterio.open(path) as dataset:
        assert (told["width"], told["height"], told["bands"]) == (1000, 562, 3)
        assert (told["dtype"], told["driver"], told["crs"]) == ("uint8", "GTiff", "EPSG:32615")
        assert told["transform"] == pytest.approx(tuple(dataset.transform)[:6])
        to_lonlat = pyproj.Transformer.from_crs(dataset.crs.to_wkt(), 4326, always_xy=True)
        corners = [(0, 0), (1000, 0), (1000, 562), (0, 562)]
        expected = [to_lonlat.transform(*(dataset.transform * c)) for c in corners]
        for corner, lonlat in zip(told["corners_lonlat"], expected, strict=True):
            assert corner == pytest.approx(lonlat, abs=1e-9)
        x, y = zip(*(dataset.transform * c for c in corners), strict=True)
        assert told["bounds"] == pytest.approx([min(x), min(y), max(x), max(y)])
        geod = pyproj.Geod(ellps="WGS84")
        _, _, top = geod.inv(*expected[0], *expected[1])
        _, _, left = geod.inv(*expected[0], *expected[3])
    assert told["gsd_m"] == pytest.approx([top / 1000, left / 562], rel=1e-5)


def test_info_of_degrees_and_of_no_crs(cli, rasters_dir, tmp_path) -> None:
    told = cli("info", rasters_dir / "rio_tiler" / "mosaic_cog3.tif", "--json").json
    across, down = told["gsd_m"]  # .00766 by .01081 degrees at 46 N
    assert across == pytest.approx(590, rel=0.02)
    assert down == pytest.approx(1201, rel=0.01)
    assert told["overviews"] == [2]
    plain = cli("info", rasters_dir / "rasterio" / "float_nan.tif", "--json").json
    assert (plain["crs"], plain["gsd_m"], plain["corners_lonlat"]) == (None, None, None)
    assert plain["nodata"] is None  # NaN, which JSON has not
    assert any("no CRS" in note for note in plain["notes"])


def test_info_for_people(cli, rasters_dir) -> None:
    done = cli("info", rasters_dir / "rasterio" / "RGBA.uint16.tif")
    assert done.code == 0
    for words in ("634 x 411", "uint16", "EPSG:32612", "1.38 m along columns", "upper left"):
        assert words in done.out


def test_info_of_nothing(cli, tmp_path) -> None:
    done = cli("info", tmp_path / "нет.tif")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"error: {tmp_path / 'нет.tif'}: no such file; check the path\n"


def test_a_console_that_knows_no_cyrillic_does_not_end_it(program, small_scene) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = program("info", small_scene.path, env=env)
    assert done.code == 0
    assert "400 x 320" in done.out
    failed = program("info", small_scene.folder / "нет.tif", env=env)
    assert failed.code == 1
    assert len(failed.errors) == 1
