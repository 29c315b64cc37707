"""Overlaps against shapely."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from neurocorrelator.geo.overlap import outline_iou

SQUARE = np.array([[0, 0], [2, 0], [2, 2], [0, 2]], float)


def moved(x: float, y: float) -> np.ndarray:
    return SQUARE + np.array([x, y])


def test_by_hand() -> None:
    assert outline_iou(SQUARE, SQUARE) == 1.0
    assert outline_iou(SQUARE, moved(1, 0)) == pytest.approx(2 / 6)
    assert outline_iou(SQUARE[::-1], moved(1, 1)) == pytest.approx(1 / 7)
    assert outline_iou(SQUARE, moved(3, 0)) == 0.0
    assert outline_iou(SQUARE, moved(2, 0)) == 0.0
    assert outline_iou(SQUARE, 0.5 * SQUARE) == pytest.approx(0.25)


def test_metres_of_a_projected_crs_keep_their_digits() -> None:
    far = np.array([576_653.0, 5_188_173.0])
    assert outline_iou(SQUARE + far, SQUARE + far + [1, 0]) == pytest.approx(2 / 6, abs=1e-9)


@pytest.mark.parametrize(
    "ring",
    [
        SQUARE[[0, 2, 1, 3]],  # crosses itself
        np.array([[0, 0], [2, 0], [0.2, 0.2], [0, 2]]),  # a dent
        np.array([[0, 0], [1, 1], [2, 2], [3, 3]], float),  # a line
        np.array([[0, 0], [np.nan, 0], [2, 2], [0, 2]]),
    ],
)
def test_what_is_no_picture_of_any_ground(ring) -> None:
    assert outline_iou(ring, SQUARE) == 0.0


angles = st.lists(st.floats(0, 2 * np.pi), min_size=4, max_size=4)
corners = st.lists(
    st.tuples(st.floats(0.5, 10), st.floats(0.1, 1)), min_size=3, max_size=7
)  # radius, share of the circle: an outline around its centre, dented or not


@given(around=angles, centre=st.tuples(st.floats(-8, 8), st.floats(-8, 8)), star=corners)
def test_convex_and_any_simple_outline_as_shapely_has_it(around, centre, star) -> None:
    around = np.sort(around)
    assume(np.diff(around).min() > 0.05)
    first = 6 * np.column_stack([np.cos(around), np.sin(around)])  # on a circle: convex
    radii, shares = np.array(star).T
    turns = np.cumsum(shares) * 2 * np.pi / shares.sum()
    second = np.column_stack([np.cos(turns), np.sin(turns)]) * radii[:, None] + centre
    a, b = shapely.Polygon(first), shapely.Polygon(second)
    assume(a.area > 0.1 and b.is_valid and b.area > 0.1)
    theirs = a.intersection(b).area / a.union(b).area
    assert outline_iou(first, second) == pytest.approx(theirs, abs=1e-6)
    assert outline_iou(first[::-1], second[::-1]) == pytest.approx(theirs, abs=1e-6)
