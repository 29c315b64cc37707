from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.geo.homography import Homography

SIZES = st.tuples(st.integers(8, 8000), st.integers(8, 8000))
SHARES = st.floats(0, 1)


@st.composite
def footprints(draw: st.DrawFn):
    """Convex quadrilaterals: a rectangle, turned, sheared and tilted as a camera sees it."""
    angle = math.radians(draw(st.floats(0, 360)))
    scale = draw(st.floats(0.05, 20))
    far = [draw(st.floats(0.4, 1)) for _ in range(2)]  # how narrow the far side is, and how near
    shift = draw(st.floats(-0.3, 0.3))
    square = np.array(
        [
            [-far[0] + shift, -far[1]],
            [far[0] + shift, -far[1]],
            [1, 1],
            [-1, 1],
        ]
    )
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    centre = np.array([draw(st.floats(-500, 50_000)), draw(st.floats(-500, 50_000))])
    corners = square @ turn.T * scale * 100 + centre
    return [(float(x), float(y)) for x, y in corners]


@given(SIZES, footprints(), SHARES, SHARES)
def test_there_and_back(size, corners, across, down) -> None:
    place = Homography.of_footprint(size, corners)
    x, y = across * size[0], down * size[1]
    back = place.inverse(*place(x, y))
    assert back[0] == pytest.approx(x, abs=1e-5 * size[0])
    assert back[1] == pytest.approx(y, abs=1e-5 * size[1])


@given(SIZES, footprints())
def test_corners_go_to_the_corners(size, corners) -> None:
    width, height = size
    u, v = Homography.of_footprint(size, corners)([0, width, width, 0], [0, 0, height, height])
    assert np.abs(np.column_stack([u, v]) - corners).max() < 1e-6


def test_it_is_opencvs() -> None:
    size, corners = (640, 480), [(210.5, 90.25), (505, 130), (590.75, 420), (60, 350)]
    rectangle = np.array([(0, 0), (640, 0), (640, 480), (0, 480)], np.float32)
    golden = cv2.getPerspectiveTransform(rectangle, np.array(corners, np.float32))
    matrix = Homography.of_footprint(size, corners).matrix
    assert matrix / matrix[2, 2] == pytest.approx(golden, rel=1e-9, abs=1e-12)
    points = np.random.default_rng(0).uniform(0, 480, (50, 2))
    expected = cv2.perspectiveTransform(points[None], golden)[0]
    u, v = Homography.of_footprint(size, corners)(*points.T)
    assert np.abs(np.column_stack([u, v]) - expected).max() < 1e-9


@given(footprints(), SHARES, SHARES)
def test_the_jacobian_is_that_of_small_steps(corners, across, down) -> None:
    place = Homography.of_footprint((300, 200), corners)
    x, y, step = 1 + 298 * across, 1 + 198 * down, 1e-3
    numeric = [
        (np.array(place(x + dx, y + dy)) - np.array(place(x - dx, y - dy))) / (2 * step)
        for dx, dy in ((step, 0), (0, step))
    ]
    exact = place.jacobian(x, y)
    assert np.column_stack(numeric) == pytest.approx(exact, rel=1e-3, abs=1e-3)


@pytest.mark.parametrize(
    ("corners", "why"),
    [
        ([(0, 0), (0, 10), (10, 10), (10, 0)], "mirrored"),
        ([(0, 0), (10, 10), (10, 0), (0, 10)], "no convex"),  # crosses itself
        ([(0, 0), (10, 0), (3, 3), (0, 10)], "no convex"),  # a dent
        ([(0, 0), (5, 0), (10, 0), (0, 10)], "no convex"),  # a triangle
        ([(4, 4)] * 4, "no convex"),
        ([(0, 0), (10, 0), (10, math.nan), (0, 10)], "not four places"),
    ],
)
def test_what_is_no_footprint(corners, why) -> None:
    with pytest.raises(ValueError, match=why):
        Homography.of_footprint((10, 10), corners)
