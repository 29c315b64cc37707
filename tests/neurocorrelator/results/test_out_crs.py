"""Results in another CRS: table, warnings and run.json."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
import rasterio.warp
import shapely
from affine import Affine

import neurocorrelator as nc

MOSCOW = Affine(2, 0, 410000, 0, -2, 6180000)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def run_of(folder):
    return json.loads((folder / "run.json").read_text("utf-8"))


@pytest.mark.parametrize("epsg", [28407, 20907, 7683])
def test_columns_are_gdals(epsg, write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(transform=MOSCOW, crs="EPSG:32637"))
    out = tmp_path / "out"
    nc.write_results(replace(result, out_crs=nc.parse_crs(str(epsg))), out)
    for row, match in zip(rows_of(out / "boxes.csv"), result.matches, strict=True):
        assert row["crs"] == f"EPSG:{epsg}"
        corners = [MOSCOW * corner for corner in (match.centre, *match.footprint)]
        expected = np.transpose(
            rasterio.warp.transform("EPSG:32637", f"EPSG:{epsg}", *zip(*corners, strict=True))
        )
        found = [[float(row["x"]), float(row["y"])]]
        found += shapely.get_coordinates(shapely.from_wkt(row["footprint"])).tolist()[:4]
        atol = 1e-6 if epsg == 7683 else 0.05
        np.testing.assert_allclose(found, expected, rtol=0, atol=atol)
        lon, lat = rasterio.warp.transform("EPSG:32637", "EPSG:4326", *np.transpose(corners[:1]))
        assert (float(row["lon"]), float(row["lat"])) == pytest.approx((lon[0], lat[0]), abs=1e-8)
    told = run_of(out)["out_crs"]
    assert told["crs"] == f"EPSG:{epsg}"
    assert told["accuracy_m"] == (3.0 if epsg == 28407 else 1.0)
    assert "to WGS 84" in told["operation"]
    geojson = json.loads((out / "boxes.geojson").read_text("utf-8"))
    assert geojson["features"][0]["properties"]["crs"] == f"EPSG:{epsg}"
    (lon, lat), *_ = geojson["features"][0]["geometry"]["coordinates"][0]
    assert (37 < lon < 38, 55 < lat < 56) == (True, True)  # the geometry stays RFC 7946


def test_the_scenes_own_crs_unless_told(write_scene, make_result, tmp_path) -> None:
    nc.write_results(make_result(write_scene()), tmp_path / "out")
    assert run_of(tmp_path / "out")["out_crs"] is None
    assert {row["crs"] for row in rows_of(tmp_path / "out" / "boxes.csv")} == {"EPSG:32615"}


def test_what_the_crs_cannot_express_is_empty_and_said(write_scene, make_result, tmp_path) -> None:
    world = Affine(1, 0, -180, 0, -1, 90)
    result = make_result(
        write_scene(transform=world, crs="EPSG:4326", size=(360, 180)),
        centres=((190.0, 80.0), (20.0, 80.0)),  # near the meridian of Greenwich, and far from it
        half=(4.0, 3.0),
    )
    globe = nc.parse_crs("+proj=ortho +lat_0=0 +lon_0=0 +datum=WGS84")
    result = replace(result, out_crs=globe)
    out = tmp_path / "out"
    nc.write_results(result, out, formats=("csv", "geojson", "gpkg", "kml"))
    near, far = rows_of(out / "boxes.csv")
    assert near["x"] != ""
    assert near["footprint"].startswith("POLYGON ((")
    assert (far["x"], far["y"], far["crs"], far["footprint"]) == ("", "", "", "")
    assert (float(far["lon"]), float(far["lat"])) == pytest.approx((-160, 10))
    warnings = run_of(out)["warnings"]
    assert any(warning.startswith("1 of 2 matches lie outside") for warning in warnings)


def test_a_scene_without_a_crs(write_scene, make_result, tmp_path) -> None:
    result = replace(make_result(write_scene(crs=None)), out_crs=nc.parse_crs("28407"))
    with pytest.raises(nc.ConfigurationError, match="the scene has no CRS"):
        nc.write_results(result, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_area_and_positions_in_run_json(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), names=("a.jpg", "b.jpg"))
    first, second = result.templates
    where = result.scene.georeference
    at = tuple(float(v) for v in where.lonlat(*result.matches[0].centre))
    area = nc.SearchArea.from_extent(where, 576667, 5188101, 576767, 5188201)
    result = replace(
        result,
        templates=(replace(first, position=at), second),
        area=area,
        areas={"a.jpg": nc.SearchArea.near(where, *at, 25)},
    )
    nc.write_results(result, tmp_path / "out")
    run = run_of(tmp_path / "out")
    assert run["area"] == "extent 576667 5188101 576767 5188201"
    assert list(run["areas"]) == ["a.jpg"]
    assert run["areas"]["a.jpg"].startswith("within 25 m of -91.99")
    known, unknown = run["templates"]
    assert known["distances_to_position_m"] == pytest.approx([0, 0.5 * 64.03], abs=0.05)
    assert unknown["distances_to_position_m"] is None
