"""What a person moves or makes has the pose of where it lies, and never lies impossibly."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

import neurocorrelator as nc

PIXELS = np.arange(40 * 60 * 3, dtype=np.uint8).reshape(40, 60, 3)
TEMPLATE = nc.Template("piece", PIXELS, np.ones((40, 60), np.bool_))


def corners(
    centre: tuple[float, float], turn_deg: float, scale: float
) -> tuple[tuple[float, float], ...]:
    sin, cos = math.sin(math.radians(turn_deg)), math.cos(math.radians(turn_deg))
    return tuple(
        (centre[0] + scale * (x * cos - y * sin), centre[1] + scale * (x * sin + y * cos))
        for x, y in ((-30.0, -20.0), (30.0, -20.0), (30.0, 20.0), (-30.0, 20.0))
    )


def turned_by(a: float, b: float) -> float:
    return abs((a - b + 180) % 360 - 180)


poses = st.tuples(
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)), st.floats(0, 360), st.floats(0.05, 20)
)


@given(poses, poses)
def test_a_corrected_match_has_the_pose_of_where_it_was_put(
    found: tuple[tuple[float, float], float, float], put: tuple[tuple[float, float], float, float]
) -> None:
    match = replace(
        nc.hand_match(TEMPLATE, corners(*found)),
        score=2.0,
        confidence=0.9,
        inliers=50,
        origin="search",
    )
    assert turned_by(match.rotation_deg, found[1]) < 1e-6
    assert match.scale == pytest.approx(found[2])
    now = nc.corrected_match(match, corners(*put))
    assert now.origin == "corrected"
    assert turned_by(now.rotation_deg, put[1]) < 1e-5
    assert now.scale == pytest.approx(put[2], rel=1e-6)
    assert now.centre == pytest.approx(put[0], abs=1e-4)
    assert (now.score, now.confidence, now.inliers) == (2.0, 0.9, 50)  # of the place found


def test_a_quadrilateral_has_the_pose_at_the_picture_s_centre() -> None:
    match = nc.hand_match(TEMPLATE, [(0, 0), (60, 0), (60, 40), (0, 40)])
    tilted = [(0.0, 0.0), (60.0, 5.0), (50.0, 40.0), (5.0, 38.0)]
    now = nc.corrected_match(match, tilted)
    assert now.footprint == tuple(tilted)
    assert now.origin == "hand"  # it stays what it was
    made = nc.hand_match(TEMPLATE, tilted)
    assert now.centre == pytest.approx(made.centre)
    assert now.scale == pytest.approx(made.scale)
    assert now.rotation_deg == pytest.approx(made.rotation_deg)


@pytest.mark.parametrize(
    "footprint",
    [
        [(60, 0), (0, 0), (0, 40), (60, 40)],  # mirrored
        [(0, 0), (60, 40), (60, 0), (0, 40)],  # crosses itself
        [(0, 0), (60, 0), (20, 10), (0, 40)],  # not convex
        [(0, 0), (60, 0), (30, 0), (0, 0)],  # a line
        [(5, 5)] * 4,
    ],
)
def test_impossible_footprints_are_refused(footprint: list[tuple[float, float]]) -> None:
    match = nc.hand_match(TEMPLATE, [(0, 0), (60, 0), (60, 40), (0, 40)])
    with pytest.raises(nc.PlacementError, match="the picture cannot lie there"):
        nc.corrected_match(match, footprint)
    with pytest.raises(nc.PlacementError):
        nc.hand_match(TEMPLATE, footprint)


def test_where_rows_run_north_a_picture_lies_mirrored() -> None:
    north = nc.Georeference(Affine(1, 0, 5e5, 0, 1, 5e6), CRS.from_epsg(32615))
    seen = [(0.0, 40.0), (60.0, 40.0), (60.0, 0.0), (0.0, 0.0)]
    match = nc.hand_match(TEMPLATE, seen, mirrored=nc.lies_mirrored(north))
    assert nc.is_mirrored(seen)
    assert not nc.lies_mirrored(nc.Georeference())
    assert match.rotation_deg == pytest.approx(180)  # the picture's up is the scene's down
    moved = nc.corrected_match(match, [(c + 3, r) for c, r in seen])
    assert moved.centre == pytest.approx((33, 20))
    with pytest.raises(nc.PlacementError, match="mirrored"):
        nc.hand_match(TEMPLATE, seen)
