"""Matches of many scenes: one place on the ground counts once, and confidences add up to one."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from pyproj import CRS, Geod, Transformer

import neurocorrelator as nc
from neurocorrelator.results.one_place import merge_matches
from neurocorrelator.results.verdict import answers_to

UTM15, UTM16 = CRS.from_epsg(32615), CRS.from_epsg(32616)
SIDE_M = 20.0  # of a footprint
X, Y = 576_700.0, 5_188_200.0  # near the zone's edge would be 50 times as far


def scene(
    name: str,
    matches: list[tuple[float, float, float | None]],
    *,
    origin: tuple[float, float] = (X, Y),
    crs: CRS | None = UTM15,
    size: int = 400,
    template: str = "t",
) -> nc.SceneRecord:
    """A scene of half a metre a pixel with matches at (x, y, confidence), x and y of UTM 15."""
    transform = Affine(0.5, 0, origin[0], 0, -0.5, origin[1])
    if crs == UTM16:
        x, y = Transformer.from_crs(UTM15, UTM16, always_xy=True).transform(*origin)
        transform = Affine(0.5, 0, x, 0, -0.5, y)
    where = nc.Georeference(transform, crs)
    found = []
    for rank, (x, y, confidence) in enumerate(matches, start=1):
        place = (x, y)
        if crs == UTM16:
            place = Transformer.from_crs(UTM15, UTM16, always_xy=True).transform(x, y)
        col, row = (float(v) for v in where.colrow(*place))
        half = SIDE_M  # pixels of half a metre
        corners = [
            (col + half * a, row + half * b) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        found.append(
            nc.Match(
                rank=rank,
                template=template,
                score=10.0 / rank,
                size_corrected_score=-float(rank),
                confidence=confidence,
                inliers=None,
                rotation_deg=0.0,
                scale=1.0,
                footprint=(corners[0], corners[1], corners[2], corners[3]),
                centre=(col, row),
            )
        )
    return nc.SceneRecord(
        path=Path(name),
        width=size,
        height=size,
        bands=(1, 2, 3),
        dtype="uint8",
        georeference=where,
        templates=(template,),
        matches=tuple(found),
        answers=answers_to([template], found),
    )


def merged(*records: nc.SceneRecord):
    found, answers = merge_matches(records, ["t"], 0.5)
    return [(m.scene.path.name, [o.path.name for o in m.also_in]) for m in found], found, answers


def test_one_place_in_scenes_of_two_crs_counts_once() -> None:
    first = scene("a", [(X + 50, Y - 50, 0.6)])
    second = scene("b", [(X + 54, Y - 50, 0.95)], crs=UTM16)  # 4 m beside; half a side is 10 m
    where, found, answers = merged(first, second)
    assert where == [("b", ["a"])]
    assert (found[0].match.rank, found[0].match.confidence) == (1, pytest.approx(0.95))
    assert answers["t"].verdict == "found"


@pytest.mark.parametrize(("away", "places"), [(9.9, 1), (10.1, 2)])
def test_how_far_is_one_place(away, places) -> None:
    a, b = scene("a", [(X + 50, Y - 50, None)]), scene("b", [(X + 50, Y - 50 - away, None)])
    where, found, _ = merged(a, b)
    assert len(found) == places
    assert where[0][0] == "a"  # of equal ones the first
    if places == 2:
        lonlat = [m.scene.georeference.lonlat(*m.match.centre) for m in found]
        apart = Geod(ellps="WGS84").inv(*lonlat[0], *lonlat[1])[2]
        assert float(apart) == pytest.approx(away, rel=1e-3)


def test_matches_of_one_scene_stay_apart() -> None:
    where, _, _ = merged(scene("a", [(X + 50, Y - 50, None), (X + 55, Y - 50, None)]))
    assert where == [("a", []), ("a", [])]


def test_where_scenes_overlap_a_template_is_at_one_place_at_most() -> None:
    a = scene("a", [(X + 50, Y - 50, 0.9)])
    b = scene("b", [(X + 180, Y - 180, 0.8)], origin=(X + 100, Y - 100))
    _, found, answers = merged(a, b)
    # odds of 9 and 4 against none of them
    assert [m.match.confidence for m in found] == pytest.approx([9 / 14, 4 / 14])
    assert answers["t"].presence == pytest.approx(13 / 14)
    assert answers["t"].verdict == "uncertain"


def test_two_disjoint_scenes_may_both_show_it() -> None:
    a = scene("a", [(X + 50, Y - 50, 0.96)])
    b = scene("b", [(X + 5050, Y - 50, 0.97)], origin=(X + 5000, Y))
    where, found, answers = merged(a, b)
    assert where == [("b", []), ("a", [])]
    assert [m.match.confidence for m in found] == pytest.approx([0.97, 0.96])
    assert [m.match.rank for m in found] == [1, 2]
    assert answers["t"].presence == pytest.approx(1 - 0.04 * 0.03)


def test_two_alike_places_of_one_scene_are_not_settled_by_a_scene_of_one_of_them() -> None:
    both = scene("both", [(X + 50, Y - 50, 0.4999), (X + 150, Y - 150, 0.4999)])
    one = scene("one", [(X + 50, Y - 50, 0.99)], size=200)
    _, found, answers = merged(both, one)
    assert [round(m.match.confidence or 0, 2) for m in found] == [0.5, 0.5]
    assert [o.path.name for o in found[0].also_in] or [o.path.name for o in found[1].also_in]
    assert answers["t"].verdict == "uncertain"


def test_scenes_without_a_crs_are_compared_with_none() -> None:
    a, b = (scene(name, [(X + 50, Y - 50, 0.97)], crs=None) for name in "ab")
    where, found, _ = merged(a, b)
    assert where == [("a", []), ("b", [])]
    assert [m.match.confidence for m in found] == pytest.approx([0.97, 0.97])


def test_nowhere() -> None:
    absent = [scene("a", []), scene("b", [(X, Y, 0.01)], origin=(X + 5000, Y))]
    _, found, answers = merged(*absent)
    assert (answers["t"].verdict, len(found)) == ("absent", 1)
    _, _, unknown = merged(scene("a", [(X, Y, None)]))
    assert (unknown["t"].verdict, unknown["t"].presence) == (None, None)


def test_many_scenes_are_merged_quickly() -> None:
    """A row of scenes that overlap, each with five places, of which neighbours share one."""
    records = [
        scene(
            f"{n}",
            [(X + 150 * n + d, Y - 100, 0.1) for d in (10, 40, 70, 100, 160)],
            origin=(X + 150 * n, Y),
        )
        for n in range(60)
    ]
    _, found, _ = merged(*records)
    assert len(found) == 60 * 5 - 59
    assert math.isclose(sum(m.match.confidence or 0 for m in found), 1, abs_tol=0.05)
    assert sum(len(m.also_in) for m in found) == 59
    assert np.all(np.diff([m.match.confidence for m in found]) <= 0)
