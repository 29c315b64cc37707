"""The transform that control points give: least squares, with what is left at each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurocorrelator.errors import PlacementError
from neurocorrelator.geo.homography import Homography

if TYPE_CHECKING:
    from neurocorrelator.geo.georeference import Georeference  # pyproj: not for the window's start

FloatArray = NDArray[np.float64]
Point = tuple[float, float]
FitModel = Literal["similarity", "affine", "homography"]

LEAST_POINTS: Mapping[FitModel, int] = MappingProxyType(
    {"similarity": 2, "affine": 3, "homography": 4}
)
"""Pairs of points that a transform needs, the simplest first."""
_LEAST_SPREAD = 1e-7  # of the largest singular value: below it nothing tells the transform
_STEPS = 20
_ENOUGH = 1e-12  # of the sum of squares: what a step gains at least


@dataclass(frozen=True, eq=False)
class ControlPointFit:
    """A transform of a picture's pixels to those of a scene, and how well it fits.

    Attributes:
        model: its kind.
        transform: picture to scene, corner coordinates.
        source: [n, 2] the points (x, y) in the picture.
        target: [n, 2] the points (col, row) in the scene that were given for them.
    """

    model: FitModel
    transform: Homography
    source: FloatArray
    target: FloatArray

    @property
    def residuals(self) -> FloatArray:
        """[n, 2] from each point that was given in the scene to where the transform puts it."""
        cols, rows = self.transform(self.source[:, 0], self.source[:, 1])
        return np.stack([cols, rows], axis=1) - self.target

    @property
    def errors(self) -> FloatArray:
        """[n] lengths of the residuals in scene pixels."""
        return np.asarray(np.hypot(*self.residuals.T), np.float64)

    @property
    def rmse(self) -> float:
        """Root of the mean square of `errors`, in scene pixels; 0 with as few points as needed."""
        return _root_mean_square(self.errors)

    def errors_m(self, georeference: Georeference) -> FloatArray:
        """[n] lengths of the residuals on the ground, in metres.

        Raises:
            RasterError: the scene has no CRS, or a point lies beyond what it can express.
        """
        ends = self.target + self.residuals
        pairs = zip(self.target.tolist(), ends.tolist(), strict=True)
        return np.array([georeference.distance_m(tuple(a), tuple(b)) for a, b in pairs])

    def rmse_m(self, georeference: Georeference) -> float:
        """Root of the mean square of `errors_m`."""
        return _root_mean_square(self.errors_m(georeference))

    def footprint(self, size: tuple[float, float]) -> tuple[Point, Point, Point, Point]:
        """Where the corners of a picture lie in the scene, from the upper left one on, clockwise.

        Args:
            size: its width and height.

        Raises:
            PlacementError: a corner lies beyond the horizon of the transform.
        """
        width, height = size
        places = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], float)
        depths = places @ self.transform.matrix[2]
        within = self.source @ self.transform.matrix[2, :2] + self.transform.matrix[2, 2]
        if not (np.sign(depths) == np.sign(within[0])).all():
            raise PlacementError(
                "a corner of the picture would lie beyond the horizon: spread the points, or choose"
                " a simpler transform"
            )
        cols, rows = self.transform(places[:, 0], places[:, 1])
        a, b, c, d = zip(cols.tolist(), rows.tolist(), strict=True)
        return a, b, c, d


def model_for(count: int) -> FitModel | None:
    """The freest transform that so many pairs of points determine; None for less than two."""
    fitting = [model for model, least in LEAST_POINTS.items() if least <= count]
    return fitting[-1] if fitting else None


def fit_control_points(
    source: ArrayLike,
    target: ArrayLike,
    model: FitModel | None = None,
    *,
    mirrored: bool = False,
) -> ControlPointFit:
    """The transform with the least sum of squared residuals in the scene.

    The similarity in closed form (Umeyama, 1991), the affine by linear least squares, the
    homography by the direct linear transform with normalised points (Hartley and Zisserman,
    "Multiple View Geometry", 2nd edition, section 4.4), refined by Gauss-Newton steps.

    Args:
        source: [n, 2] points (x, y) in the picture, corner coordinates.
        target: [n, 2] the same points (col, row) in the scene.
        model: the kind; None for the freest that so many points determine (`model_for`).
        mirrored: whether pictures lie mirrored in this scene.

    Raises:
        PlacementError: too few points, or they are at one place, on one line or swapped.
    """
    given, wanted = _points(source), _points(target)
    if given.shape != wanted.shape:
        raise ValueError("source and target: must have the same number of points")
    kind = model or model_for(len(given))
    if kind is None or len(given) < LEAST_POINTS[kind]:
        raise PlacementError("too few control points for this transform: add some")
    flip = np.diag([1.0, -1.0 if mirrored else 1.0, 1.0])
    seen = wanted @ flip[:2, :2]
    before, after = _normalising(given), _normalising(seen)
    a, b = _mapped(before, given), _mapped(after, seen)
    fitted = {"similarity": _similarity, "affine": _affine, "homography": _homography}[kind](a, b)
    matrix = flip @ np.linalg.inv(after) @ fitted @ before
    fit = ControlPointFit(kind, Homography(matrix / matrix[2, 2]), given, wanted)
    if not _keeps_its_face(Homography(fitted), a):
        raise PlacementError("the picture would lie turned over: look which point belongs to which")
    return fit


def _points(values: ArrayLike) -> FloatArray:
    points = np.asarray(values, np.float64).reshape(-1, 2)
    if not np.isfinite(points).all():
        raise ValueError("control points: must be finite")
    return points


def _normalising(points: FloatArray) -> FloatArray:
    """[3, 3] that brings points around zero, about one away from it."""
    centre = points.mean(axis=0)
    spread = float(np.sqrt(((points - centre) ** 2).sum(axis=1).mean()))
    if spread <= _LEAST_SPREAD * max(1.0, float(np.abs(centre).max())):
        raise _unspread()
    return np.array(
        [[1 / spread, 0, -centre[0] / spread], [0, 1 / spread, -centre[1] / spread], [0, 0, 1.0]]
    )


def _unspread() -> PlacementError:
    return PlacementError(
        "control points lie at one place or on one line: spread them over the picture"
    )


def _mapped(matrix: FloatArray, points: FloatArray) -> FloatArray:
    return np.asarray(points @ matrix[:2, :2].T + matrix[:2, 2], np.float64)


def _similarity(a: FloatArray, b: FloatArray) -> FloatArray:
    """Both are centred: one complex factor turns and scales."""
    z, w = a @ (1, 1j), b @ (1, 1j)
    factor = complex((z.conj() @ w) / (z.conj() @ z).real)
    if abs(factor) <= _LEAST_SPREAD:
        raise _unspread()
    c, s = factor.real, factor.imag
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def _affine(a: FloatArray, b: FloatArray) -> FloatArray:
    for points in (a, b):
        spread = np.linalg.svd(points, compute_uv=False)
        if spread[1] <= _LEAST_SPREAD * spread[0]:
            raise _unspread()
    linear, *_ = np.linalg.lstsq(a, b, rcond=None)
    matrix = np.eye(3)
    matrix[:2, :2] = linear.T
    return matrix


def _homography(a: FloatArray, b: FloatArray) -> FloatArray:
    one, zero = np.ones(len(a)), np.zeros(len(a))
    x, y, u, v = a[:, 0], a[:, 1], b[:, 0], b[:, 1]
    across = np.stack([x, y, one, zero, zero, zero, -u * x, -u * y, -u], axis=1)
    down = np.stack([zero, zero, zero, x, y, one, -v * x, -v * y, -v], axis=1)
    _, values, vectors = np.linalg.svd(np.concatenate([across, down]))
    if values[7] <= _LEAST_SPREAD * values[0]:
        raise _unspread()
    matrix = vectors[-1].reshape(3, 3)
    if abs(float(np.linalg.det(matrix))) <= _LEAST_SPREAD**2:
        raise _unspread()  # all of the scene's points are on one line
    depths = a @ matrix[2, :2] + matrix[2, 2]
    matrix = matrix * np.sign(depths.sum() or 1.0)
    return _refined(matrix, a, b) if len(a) > LEAST_POINTS["homography"] else matrix


def _refined(matrix: FloatArray, a: FloatArray, b: FloatArray) -> FloatArray:
    """The direct linear transform weighs points by their depth; what is wanted does not."""
    best, least = matrix / np.linalg.norm(matrix), _squares(matrix, a, b)
    for _ in range(_STEPS):
        x, y, w = (np.column_stack([a, np.ones(len(a))]) @ best.T).T
        u, v = x / w, y / w
        place = np.column_stack([a, np.ones(len(a))]) / w[:, None]
        none = np.zeros_like(place)
        slopes = np.concatenate(
            [
                np.hstack([place, none, -place * u[:, None]]),
                np.hstack([none, place, -place * v[:, None]]),
            ]
        )
        left = np.concatenate([b[:, 0] - u, b[:, 1] - v])
        step, *_rest = np.linalg.lstsq(slopes, left, rcond=1e-10)
        wanted = best + step.reshape(3, 3)
        squares = _squares(wanted, a, b)
        if not squares < least * (1 - _ENOUGH):
            break
        best, least = wanted / np.linalg.norm(wanted), squares
    return best


def _squares(matrix: FloatArray, a: FloatArray, b: FloatArray) -> float:
    u, v = Homography(matrix)(a[:, 0], a[:, 1])
    return float(((u - b[:, 0]) ** 2 + (v - b[:, 1]) ** 2).sum())


def _keeps_its_face(transform: Homography, points: FloatArray) -> bool:
    """At every point: in front of the horizon, and not turned over."""
    depths = points @ transform.matrix[2, :2] + transform.matrix[2, 2]
    if not ((depths > 0).all() or (depths < 0).all()):
        return False
    turns = np.linalg.det(transform.jacobian(points[:, 0], points[:, 1]))
    return bool((turns > 0).all())


def _root_mean_square(errors: Sequence[float] | FloatArray) -> float:
    return float(np.sqrt(np.mean(np.square(errors)))) if len(errors) else 0.0
