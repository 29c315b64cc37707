"""Transforms that are known are found again among outliers; those that cannot be are refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurocorrelator.matching.robust_fit import fit_transform, jacobian

FloatArray = NDArray[np.float64]
SIDE = 100.0
EXTENT = np.array([[0, 0], [SIDE, 0], [SIDE, SIDE], [0, SIDE]], float)
TOLERANCE = 2.0


def _similarity(angle_deg: float, scale: float, right: float = 3, down: float = -5) -> FloatArray:
    sin, cos = (scale * f(np.radians(angle_deg)) for f in (np.sin, np.cos))
    return np.array([[cos, -sin, right], [sin, cos, down], [0, 0, 1]])


def _points(count: int = 120, seed: int = 0) -> FloatArray:
    return np.random.default_rng(seed).uniform(0, SIDE, (count, 2))


def _moved(points: FloatArray, matrix: FloatArray) -> FloatArray:
    out = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(out[:, :2] / out[:, 2:])


def _spoilt(points: FloatArray, count: int) -> FloatArray:
    """The first so many are anywhere."""
    out = points.copy()
    out[:count] = np.random.default_rng(1).uniform(-SIDE, 2 * SIDE, (count, 2))
    return out


@given(
    angle=st.floats(-30, 30),
    scale=st.floats(0.75, 1.4),
    right=st.floats(-40, 40),
    down=st.floats(-40, 40),
)
def test_a_similarity_among_outliers(angle: float, scale: float, right: float, down: float) -> None:
    truth = _similarity(angle, scale, right, down)
    source = _points()
    fit = fit_transform(source, _spoilt(_moved(source, truth), 50), TOLERANCE, extent=EXTENT)
    assert fit is not None
    assert fit.model == "similarity"
    assert fit.count >= 70
    assert np.abs(_moved(EXTENT, fit.matrix) - _moved(EXTENT, truth)).max() < 0.5


@pytest.mark.parametrize(
    ("model", "truth"),
    [
        ("affine", np.array([[1.2, 0.25, 4], [0.05, 0.85, -3], [0, 0, 1]])),
        ("homography", np.array([[1.1, 0.1, 2], [0.0, 1.0, 1], [2e-3, -1e-3, 1]])),
    ],
)
def test_a_view_that_no_similarity_explains(model: str, truth: FloatArray) -> None:
    source = _points()
    fit = fit_transform(source, _spoilt(_moved(source, truth), 30), TOLERANCE, extent=EXTENT)
    assert fit is not None
    assert fit.model == model
    assert not fit.inliers[:30].all()
    assert np.abs(_moved(EXTENT, fit.matrix) - _moved(EXTENT, truth)).max() < 0.5


@pytest.mark.parametrize(
    "truth",
    [
        np.diag([-1.0, 1.0, 1.0]) + np.array([[0, 0, SIDE], [0, 0, 0], [0, 0, 0]]),
        _similarity(0, 1.8),
        _similarity(0, 0.5),
        _similarity(60, 1.0),
    ],
    ids=["mirrored", "far larger", "far smaller", "far turned"],
)
def test_what_cannot_be_is_refused(truth: FloatArray) -> None:
    """A few points may agree by chance with something sane, but never many."""
    source = _points()
    fit = fit_transform(source, _moved(source, truth), TOLERANCE, extent=EXTENT)
    assert fit is None or fit.count < 20


def test_a_squeezed_picture_is_refused() -> None:
    source = _points()
    truth = np.array([[1.4, 0, 0], [0, 0.7, 0], [0, 0, 1]])
    fit = fit_transform(source, _moved(source, truth), TOLERANCE, extent=EXTENT)
    assert fit is None or fit.count < 40


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_points_tell_nothing(count: int) -> None:
    points = _points(count)
    assert fit_transform(points, points, TOLERANCE, extent=EXTENT) is None


def test_the_same_points_give_the_same_transform() -> None:
    source = _points()
    target = _spoilt(_moved(source, _similarity(10, 1.1)), 60)
    one, other = (fit_transform(source, target, TOLERANCE, extent=EXTENT) for _ in range(2))
    assert one is not None
    assert other is not None
    assert np.array_equal(one.matrix, other.matrix)


def test_the_jacobian_is_the_difference_quotient() -> None:
    matrix = np.array([[1.1, 0.1, 2], [0.0, 1.0, 1], [2e-3, -1e-3, 1]])
    place, step = np.array([30.0, 40.0]), 1e-4
    columns = [
        (_moved((place + d)[None], matrix) - _moved((place - d)[None], matrix))[0] / (2 * step)
        for d in (np.array([step, 0]), np.array([0, step]))
    ]
    assert np.allclose(jacobian(matrix, place), np.stack(columns, axis=1), atol=1e-6)
