from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyogrio
import pyproj
import pytest
import rasterio
import rasterio.transform
import shapely
from affine import Affine

import neurocorrelator as nc
from neurocorrelator.results.match_result import COLUMNS

ROTATED = (
    Affine.translation(576714.9, 5188195.0) * Affine.rotation(38.7) * Affine.scale(0.07, -0.07)
)
SCENES = {
    "north up": (None, "EPSG:32615"),
    "rotated": (ROTATED, "EPSG:32615"),
    "degrees": (Affine(0.0008, 0, -74.72, 0, -0.0008, -8.28), "EPSG:4326"),
    "web mercator": (Affine(4.0, 0, 19474931.8, 0, -4.0, -4794130.4), "EPSG:3857"),
    "rows from the south": (Affine(0.01, 0, 20.0, 0, 0.01, 55.0), "EPSG:4326"),
}


def strict(path: Path) -> dict[str, Any]:
    def never(text: str) -> None:
        raise AssertionError(f"{text} is not JSON")

    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_constant=never)
    return loaded


def check_rfc7946(collection: dict[str, Any]) -> None:
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        geometry = feature["geometry"]
        assert geometry["type"] in ("Polygon", "MultiPolygon")
        polygons = geometry["coordinates"]
        for polygon in [polygons] if geometry["type"] == "Polygon" else polygons:
            (ring,) = polygon
            assert len(ring) >= 4
            assert ring[0] == ring[-1]
            assert shapely.is_ccw(shapely.LinearRing(ring))
            for lon, lat in ring:
                assert -180 <= lon <= 180
                assert -90 <= lat <= 90
                assert (lon, lat) == (round(lon, 7), round(lat, 7))


@pytest.mark.parametrize("kind", SCENES)
def test_footprints_agree_with_gdal_and_proj(kind, write_scene, make_result, tmp_path) -> None:
    transform, crs = SCENES[kind]
    result = make_result(write_scene(transform=transform, crs=crs))
    path = nc.write_geojson(result, tmp_path / "out" / "footprints.geojson")
    collection = strict(path)
    check_rfc7946(collection)
    with rasterio.open(result.scene.path) as dataset:
        to_lonlat = pyproj.Transformer.from_crs(dataset.crs.to_wkt(), "EPSG:4326", always_xy=True)
        for feature, match in zip(collection["features"], result.matches, strict=True):
            ring = feature["geometry"]["coordinates"][0]
            assert len(ring) == 5  # four corners, closed
            # back to pixels by rasterio and pyproj directly, within a hundredth of a pixel
            # (7 decimals of a degree are 1.1 cm on the ground, more than that on a fine raster)
            lon, lat = zip(*ring[:-1], strict=True)
            x, y = to_lonlat.transform(lon, lat, direction="INVERSE")
            back = [~dataset.transform * point for point in zip(x, y, strict=True)]
            step = 0.006 / result.scene.georeference.gsd_m(100, 80)[0]
            for col, row in match.footprint:
                nearest = min(abs(col - c) + abs(row - r) for c, r in back)
                assert nearest < 0.01 + 2 * step


@pytest.mark.parametrize("kind", SCENES)
def test_another_library_reads_it_back_on_the_scene(
    kind, write_scene, make_result, tmp_path
) -> None:
    transform, crs = SCENES[kind]
    result = make_result(write_scene(transform=transform, crs=crs))
    path = nc.write_geojson(result, tmp_path / "результат.geojson")
    meta, _, geometry, fields = pyogrio.raw.read(path)
    assert pyproj.CRS.from_user_input(meta["crs"]) == pyproj.CRS.from_epsg(4326)
    assert set(COLUMNS) <= set(meta["fields"])
    names = dict(zip(meta["fields"], fields, strict=True))
    assert set(names["template"]) == {"снимок №1.jpg"}
    with rasterio.open(result.scene.path) as dataset:
        corners = [dataset.transform * c for c in ((0, 0), (300, 0), (300, 200), (0, 200))]
        to_lonlat = pyproj.Transformer.from_crs(dataset.crs.to_wkt(), "EPSG:4326", always_xy=True)
    scene = shapely.Polygon([to_lonlat.transform(*corner) for corner in corners])
    for footprint, lon, lat in zip(
        shapely.from_wkb(geometry), names["lon"], names["lat"], strict=True
    ):
        assert scene.covers(footprint)
        assert footprint.contains(shapely.Point(lon, lat))


def test_a_footprint_over_the_antimeridian_becomes_two_polygons(
    write_scene, make_result, tmp_path
) -> None:
    # 180 E at 52.6 N lies at x = 703104 of UTM zone 60
    scene = write_scene(transform=Affine(100, 0, 692000, 0, -100, 5840000), crs="EPSG:32660")
    result = make_result(scene, centres=((111.0, 100.0),), half=(40.0, 30.0))
    collection = strict(nc.write_geojson(result, tmp_path / "dateline.geojson"))
    check_rfc7946(collection)
    (feature,) = collection["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    longitudes = [lon for part in feature["geometry"]["coordinates"] for lon, _ in part[0]]
    assert (min(longitudes), max(longitudes)) == (-180.0, 180.0)


def test_unknown_values_are_null(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene())
    collection = strict(nc.write_geojson(result, tmp_path / "a.geojson"))
    properties = collection["features"][0]["properties"]
    assert list(properties) == list(COLUMNS)
    assert properties["confidence"] is None
    assert properties["inliers"] is None
    assert properties["rank"] == 1
    assert properties["score"] == 10.125


def test_a_choice_of_matches_is_written_in_its_order(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene())
    chosen = [result.matches[1]]
    collection = strict(nc.write_geojson(result, tmp_path / "a.geojson", chosen))
    assert [f["properties"]["rank"] for f in collection["features"]] == [2]


def test_without_a_crs_nothing_is_written(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(crs=None))
    target = tmp_path / "out" / "a.geojson"
    with pytest.raises(nc.OutputError, match=r"scene\.tif.*no CRS"):
        nc.write_geojson(result, target)
    assert not target.parent.exists()
