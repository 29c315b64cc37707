"""Which scenes show the same ground, whatever their CRS."""

from __future__ import annotations

from affine import Affine
from pyproj import CRS

from neurocorrelator.geo.common_ground import scenes_of_one_ground
from neurocorrelator.geo.georeference import Georeference


def degrees(west: float, north: float, side: float = 1.0):
    return Georeference(Affine(side / 100, 0, west, 0, -side / 100, north), CRS(4326)), 100, 100


def groups(*scenes) -> list[list[int]]:
    numbers = scenes_of_one_ground(scenes)
    return sorted([i for i, n in enumerate(numbers) if n == group] for group in set(numbers))


def test_overlaps_join_over_others_between() -> None:
    chain = [degrees(0, 50), degrees(1.6, 50), degrees(0.8, 50.2), degrees(4, 50)]
    assert groups(*chain) == [[0, 1, 2], [3]]


def test_scenes_that_only_touch_are_two() -> None:
    assert groups(degrees(0, 50), degrees(1, 50), degrees(0, 49)) == [[0], [1], [2]]


def test_across_180_degrees() -> None:
    assert groups(degrees(179.5, 10), degrees(-180, 10), degrees(-179.4, 10)) == [[0, 1, 2]]
    assert groups(degrees(179.5, 10), degrees(-179.4, 10)) == [[0], [1]]
    assert groups(degrees(359.5, 10), degrees(0, 10), degrees(-1, 12)) == [[0, 1], [2]]


def test_turned_scenes_whose_boxes_overlap_alone() -> None:
    turned = Georeference(
        Affine.translation(0, 50) * Affine.rotation(45) * Affine.scale(0.01), CRS(4326)
    )
    corner = degrees(0.45, 50.35, 0.2)  # in the box of the turned one, not in itself
    assert groups((turned, 100, 100), corner) == [[0], [1]]
    assert groups((turned, 100, 100), degrees(-0.1, 50.8, 0.2)) == [[0, 1]]


def test_another_crs_and_none() -> None:
    utm = Georeference(Affine(10, 0, 500_000, 0, -10, 5_540_000), CRS(32631))  # 3 E, 50.01 N
    plain = Georeference()
    assert groups((utm, 100, 100), degrees(2.5, 50.2), (plain, 9, 9), (plain, 9, 9)) == [
        [0, 1],
        [2],
        [3],
    ]
