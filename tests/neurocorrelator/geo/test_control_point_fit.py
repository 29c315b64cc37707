"""Control points give the transform they were made with, or the best one where they disagree."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from affine import Affine
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import CRS

import neurocorrelator as nc

MODELS: tuple[nc.FitModel, ...] = ("similarity", "affine", "homography")
RNG = np.random.default_rng(5)
SPREAD = np.array([[3, 5], [620, 12], [600, 470], [15, 440], [310, 230], [480, 90]], float)


def made(model: nc.FitModel, angle: float, scale: float, shift: float) -> np.ndarray:
    """A transform of a kind; its own mathematics, not the library's."""
    c, s = scale * math.cos(angle), scale * math.sin(angle)
    matrix = np.array([[c, -s, shift], [s, c, -2 * shift], [0, 0, 1.0]])
    if model != "similarity":
        matrix = matrix @ np.array([[1.2, 0.15, 0], [0, 0.9, 0], [0, 0, 1]])
    if model == "homography":
        matrix = matrix @ np.array([[1, 0, 0], [0, 1, 0], [2e-4, -1e-4, 1]])
    return matrix


def applied(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    x, y, w = matrix @ np.column_stack([points, np.ones(len(points))]).T
    return np.stack([x / w, y / w], axis=1)


@settings(max_examples=40)
@given(
    st.sampled_from(MODELS),
    st.tuples(st.floats(0, 2 * math.pi), st.floats(0.01, 50), st.floats(-1e5, 1e5)),
    st.integers(0, 2),
    st.booleans(),
)
def test_a_transform_is_found_again_by_its_points(
    model: nc.FitModel, pose: tuple[float, float, float], more: int, mirrored: bool
) -> None:
    _, scale, shift = pose
    matrix = made(model, *pose)
    if mirrored:
        matrix = np.diag([1.0, -1.0, 1.0]) @ matrix
    count = nc.LEAST_POINTS[model] + more
    target = applied(matrix, SPREAD[:count])
    fit = nc.fit_control_points(SPREAD[:count], target, model, mirrored=mirrored)
    tolerance = 1e-7 * (abs(shift) + 1000 * scale)
    assert fit.rmse <= tolerance
    corners = np.array([[0, 0], [640, 0], [640, 480], [0, 480]], float)
    assert np.allclose(fit.footprint((640, 480)), applied(matrix, corners), atol=10 * tolerance)


@settings(max_examples=12)
@given(st.lists(st.floats(-3, 3), min_size=12, max_size=12))
def test_no_other_transform_near_it_fits_better(noise: list[float]) -> None:
    target = applied(made("homography", 0.4, 1.3, 50), SPREAD) + np.reshape(noise, (6, 2))
    fits = {model: nc.fit_control_points(SPREAD, target, model) for model in MODELS}
    for fit in fits.values():
        for place in np.ndindex(3, 3):
            if place[0] == 2 and fit.model != "homography":
                continue
            for step in (1e-4, -1e-4):
                other = fit.transform.matrix.copy()
                if fit.model == "similarity":
                    if place != (0, 0):
                        continue
                    other[:2, :2] *= 1 + step
                else:
                    other[place] *= 1 + step
                errors = np.hypot(*(applied(other, SPREAD) - target).T)
                assert np.sqrt(np.mean(errors**2)) >= fit.rmse * (1 - 1e-6)
    assert fits["homography"].rmse <= fits["affine"].rmse + 1e-9
    assert fits["affine"].rmse <= fits["similarity"].rmse + 1e-9


def test_it_is_the_transform_of_opencv() -> None:
    target = applied(made("homography", 2.5, 0.7, 900), SPREAD) + RNG.normal(0, 1.5, (6, 2))
    similarity = nc.fit_control_points(SPREAD, target, "similarity")
    homography = nc.fit_control_points(SPREAD, target)
    assert homography.model == "homography"
    other, _ = cv2.findHomography(SPREAD, target, 0)
    corners = np.array([[0, 0], [640, 0], [640, 480], [0, 480]], float)
    assert np.allclose(homography.footprint((640, 480)), applied(other, corners), atol=0.01)
    turn, _ = cv2.estimateAffinePartial2D(SPREAD, target, ransacReprojThreshold=1e9)
    assert np.allclose(similarity.transform.matrix[:2, :2], turn[:, :2], atol=1e-4)


def test_residuals_are_told_in_pixels_and_on_the_ground() -> None:
    target = SPREAD[:4] * 2 + [[4, 0], [-4, 0], [4, 0], [-4, 0]]
    fit = nc.fit_control_points(SPREAD[:4], target, "similarity")
    assert fit.rmse == pytest.approx(np.sqrt(np.mean(fit.errors**2)))
    assert fit.errors == pytest.approx(np.hypot(*fit.residuals.T))
    ground = nc.Georeference(Affine(0.5, 0, 5e5, 0, -0.5, 5e6), CRS.from_epsg(32615))
    assert fit.rmse_m(ground) == pytest.approx(fit.rmse / 2, rel=1e-3)
    assert nc.fit_control_points(SPREAD[:2], target[:2]).rmse == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("source", "target", "model", "says"),
    [
        (SPREAD[:1], SPREAD[:1], None, "too few"),
        (SPREAD[:3], SPREAD[:3], "homography", "too few"),
        (SPREAD[[0, 0]], SPREAD[:2], None, "one place"),
        (SPREAD[:2], SPREAD[[0, 0]], None, "one place"),
        ([[0, 0], [1, 1], [2, 2]], SPREAD[:3], None, "one line"),
        (SPREAD[:3], [[0, 0], [1, 1], [2, 2]], None, "one line"),
        ([[0, 0], [1, 1], [2, 2], [0, 5]], SPREAD[:4], None, "one line"),
        (SPREAD[:3], SPREAD[:3] * [-1, 1], None, "turned over"),
        (SPREAD[:4], SPREAD[[1, 0, 2, 3]], None, "turned over"),
    ],
)
def test_points_that_place_nothing_are_refused(
    source: object, target: object, model: nc.FitModel | None, says: str
) -> None:
    with pytest.raises(nc.PlacementError, match=says):
        nc.fit_control_points(source, target, model)  # type: ignore[arg-type]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=8, max_size=8))
def test_whatever_is_clicked_gives_a_picture_that_can_lie_there_or_an_error(
    clicked: list[tuple[int, int]],
) -> None:
    template = nc.Template(
        "a", np.arange(300, dtype=np.uint8).reshape(10, 10, 3), np.ones((10, 10), np.bool_)
    )
    for count in (2, 3, 4):
        try:
            fit = nc.fit_control_points(clicked[:count], clicked[4 : 4 + count])
            match = nc.hand_match(template, fit.footprint((10, 10)))
        except nc.PlacementError:
            continue
        assume(np.isfinite(match.footprint).all())
        assert match.scale > 0
        assert not nc.is_mirrored(match.footprint)
