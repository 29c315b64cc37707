"""A tilted template that overhangs the scene, in every file that is written; by shapely."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pyogrio
import pyproj
import pytest
import rasterio
import shapely
from affine import Affine

import neurocorrelator as nc
from neurocorrelator.results.result_picture import result_picture

TILTED = ((240.0, 30.0), (330.5, 55.25), (420.0, 190.0), (150.0, 120.0))  # the scene has 300 x 200
SCENES = {
    "north up": Affine(0.5, 0, 576667.5, 0, -0.5, 5188201.5),
    "rotated": Affine.translation(576714.9, 5188195)
    * Affine.rotation(38.7)
    * Affine.scale(0.5, -0.5),
    "south up": Affine(0.5, 0, 576667.5, 0, 0.5, 5188101.5),
}


@pytest.fixture(params=SCENES)
def tilted(request, write_scene, make_result) -> tuple[nc.MatchResult, shapely.Polygon]:
    """A result, and the outline in the CRS of the scene."""
    transform = SCENES[request.param]
    result = make_result(write_scene(transform=transform), centres=((280, 95),))
    corners = TILTED if request.param != "south up" else tuple(reversed(TILTED))
    match = replace(result.matches[0], footprint=corners, confidence=0.97, inliers=71)
    outline = shapely.Polygon([transform * corner for corner in corners])
    return replace(result, matches=(match,), answers={}), outline


def same(a: shapely.Polygon, b: shapely.Polygon, within: float) -> bool:
    return a.symmetric_difference(b).area < within * b.area


def test_in_every_file(tilted, tmp_path) -> None:
    result, outline = tilted
    nc.write_results(result, tmp_path, ("csv", "geojson", "gpkg", "kml"), georeference=True)
    lonlat = pyproj.Transformer.from_crs("EPSG:32615", "EPSG:4326", always_xy=True)
    on_earth = shapely.Polygon([lonlat.transform(*p) for p in outline.exterior.coords])

    table = pd.read_csv(tmp_path / "boxes.csv")
    assert same(shapely.from_wkt(table["footprint"][0]), outline, 1e-9)
    assert table["confidence"][0] == 0.97
    assert table["inliers"][0] == 71
    box = table.loc[0, ["col_min", "row_min", "col_max", "row_max"]].tolist()
    assert box == [150.0, 30.0, 420.0, 190.0]

    feature = json.loads((tmp_path / "boxes.geojson").read_text("utf-8"))["features"][0]
    ring = shapely.LinearRing(feature["geometry"]["coordinates"][0])
    assert ring.is_ccw
    assert len(ring.coords) == 5
    assert same(shapely.Polygon(ring), on_earth, 1e-3)  # 7 decimals are a centimetre
    assert feature["properties"]["confidence"] == 0.97

    meta, _, geometry, columns = pyogrio.raw.read(tmp_path / "boxes.gpkg", layer="footprints")
    assert same(shapely.from_wkb(geometry[0]), outline, 1e-9)
    assert columns[list(meta["fields"]).index("confidence")][0] == 0.97

    kml = ElementTree.parse(tmp_path / "boxes.kml").getroot()  # noqa: S314 (our own file)
    space = {"k": "http://www.opengis.net/kml/2.2"}
    text = kml.find(".//k:coordinates", space).text
    drawn = shapely.LinearRing([tuple(map(float, p.split(","))) for p in text.split()])
    assert drawn.is_ccw
    assert same(shapely.Polygon(drawn), on_earth, 1e-3)
    assert "confidence 0.97" in kml.find(".//k:Placemark/k:description", space).text

    with rasterio.open(next((tmp_path / "templates").glob("*.tif"))) as made:
        alpha, transform = made.read(4), made.transform
    shapes = rasterio.features.shapes((alpha > 0).astype(np.uint8), alpha > 0, transform=transform)
    seen = shapely.union_all([shapely.geometry.shape(shape) for shape, _ in shapes])
    assert same(seen, outline, 0.1)  # of 30 x 20 pixels


def test_the_picture_shows_all_of_it(tilted) -> None:
    result, _ = tilted
    picture = result_picture(result)
    plain = result_picture(replace(result, matches=()))
    assert picture.shape[1] / picture.shape[0] > plain.shape[1] / plain.shape[0]
