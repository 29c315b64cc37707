"""The simplest transform that explains where the cells of a template lie in the scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Model = Literal["similarity", "affine", "homography"]

MAX_ANISOTROPY = 1.6  # of the two axes: an oblique view, but of the same ground
MAX_SCALE = 1.5  # away from the pose that was drawn, either way
MAX_ROTATION_DEG = 35.0
_LEAST = {"similarity": 4, "affine": 8, "homography": 16}  # inliers that a model needs
_BETTER = 1.15  # times the inliers of the simpler model, for one more free
_ITERATIONS = 1000


@dataclass(frozen=True, eq=False)
class Fit:
    """A transform and what it explains.

    Attributes:
        model: its kind.
        matrix: [3, 3], from the first points to the second.
        inliers: [n] bool, which pairs it explains.
    """

    model: Model
    matrix: FloatArray
    inliers: NDArray[np.bool_]

    @property
    def count(self) -> int:
        """Number of inliers."""
        return int(self.inliers.sum())


def fit_transform(
    source: FloatArray, target: FloatArray, tolerance: float, *, extent: FloatArray
) -> Fit | None:
    """A similarity, or an affine or homography where that explains clearly more.

    RANSAC for the similarity and USAC with MAGSAC scoring (Barath et al., "MAGSAC++", CVPR 2020)
    for the others, all of OpenCV, which draws from a seed of its own: the same points give the same
    transform.

    Args:
        source: [n, 2] points.
        target: [n, 2] points, about where a translation puts the source.
        tolerance: largest distance of an inlier, in units of the points.
        extent: [4, 2] corners of the picture in the source: the transform must be sane there.

    Returns:
        None where nothing sane explains at least four pairs: no mirror, no anisotropy above
        `MAX_ANISOTROPY`, no scale or rotation far from none.
    """
    if len(source) < _LEAST["similarity"]:
        return None
    limits: dict[str, Any] = {
        "ransacReprojThreshold": tolerance,
        "maxIters": _ITERATIONS,
        "confidence": 0.999,
    }
    linear, inside = cv2.estimateAffinePartial2D(
        source,
        target,
        method=cv2.RANSAC,
        **limits,
    )
    best = _checked("similarity", linear, inside, extent)
    if best is None:
        return None
    linear, inside = cv2.estimateAffine2D(
        source,
        target,
        method=cv2.USAC_MAGSAC,
        **limits,
    )
    best = _better(best, _checked("affine", linear, inside, extent))
    if len(source) >= _LEAST["homography"]:
        matrix, inside = cv2.findHomography(
            source,
            target,
            method=cv2.USAC_MAGSAC,
            **limits,
        )
        best = _better(best, _checked("homography", matrix, inside, extent))
    return best


def _better(simple: Fit, other: Fit | None) -> Fit:
    if other is None or other.count < max(_LEAST[other.model], _BETTER * simple.count):
        return simple
    return other


def _checked(
    model: Model,
    matrix: Any,
    inside: Any,
    extent: FloatArray,
) -> Fit | None:
    """The fit if it is sane."""
    if matrix is None or inside is None or not np.isfinite(matrix).all():
        return None
    whole = np.eye(3)
    whole[: len(matrix)] = matrix
    fit = Fit(model, whole, inside.ravel().astype(np.bool_))
    if fit.count < _LEAST[model]:
        return None
    # a homography is judged at every corner, the others are the same everywhere
    places = extent if model == "homography" else extent[:1]
    return fit if all(_is_sane(jacobian(whole, place)) for place in places) else None


def jacobian(matrix: FloatArray, place: FloatArray) -> FloatArray:
    """[2, 2] derivative of a homography [3, 3] at a point (x, y)."""
    x, y, w = matrix @ (place[0], place[1], 1.0)
    if w <= 1e-9:
        return np.zeros((2, 2))  # behind the horizon: nothing that can be sane
    top = matrix[:2, :2] * w - np.outer((x, y), matrix[2, :2])
    return np.asarray(top / w**2)


def _is_sane(linear: FloatArray) -> bool:
    if np.linalg.det(linear) <= 0:
        return False
    large, small = np.linalg.svd(linear, compute_uv=False)
    scale = float(np.sqrt(large * small))
    rotation = np.degrees(np.arctan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1]))
    return bool(
        large <= MAX_ANISOTROPY * small
        and 1 / MAX_SCALE <= scale <= MAX_SCALE
        and abs(rotation) <= MAX_ROTATION_DEG
    )
