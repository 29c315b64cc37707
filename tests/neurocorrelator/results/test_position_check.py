"""The distance from a match to where the photograph was taken."""

from __future__ import annotations

from dataclasses import replace

import pyproj
import pytest

import neurocorrelator as nc
from neurocorrelator.results.position_check import distance_to_position_m


def test_the_distance_is_geodesic(write_scene, make_result) -> None:
    result = make_result(write_scene())  # EPSG:32615, 0.5 m
    georeference = result.scene.georeference
    photograph = nc.Template.open(nc.resource_path("demo/DJI_0032.jpg"))
    match = result.matches[0]
    distance = distance_to_position_m(photograph, match, georeference)
    # by pyproj directly: the match's place in EPSG:32615, and EXIF's position
    lonlat = pyproj.Transformer.from_crs(32615, 4326, always_xy=True).transform(
        576667.5 + 0.5 * match.centre[0], 5188201.5 - 0.5 * match.centre[1]
    )
    expected = pyproj.Geod(ellps="WGS84").inv(*lonlat, -91.99382930555556, 46.842458444444446)[2]
    assert distance == pytest.approx(expected, abs=1e-3)
    assert 1 < expected < 100


def test_it_is_not_known_without_position_or_crs(write_scene, make_result) -> None:
    result = make_result(write_scene())
    template, match = result.templates[0], result.matches[0]
    assert distance_to_position_m(template, match, result.scene.georeference) is None
    placed = replace(template, position=(8.0, 46.5))
    assert placed.known_from.position == "told"
    assert distance_to_position_m(placed, match, nc.Georeference()) is None
    far = replace(match, centre=(1e12, 1e12))  # beyond UTM
    assert distance_to_position_m(placed, far, result.scene.georeference) is None
