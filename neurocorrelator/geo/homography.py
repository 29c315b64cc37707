"""The plane seen in perspective: an invertible 3x3 map of pixel coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
Point = tuple[float, float]

_LEAST_TURN = 1e-6  # of the longest side squared: below it three corners lie on a line


@dataclass(frozen=True, eq=False)
class Homography:
    """(u, v) = (X / W, Y / W) with (X, Y, W) = matrix (x, y, 1).

    Hartley and Zisserman, "Multiple View Geometry", 2nd edition, section 2.3.

    Attributes:
        matrix: [3, 3] float64, invertible.
    """

    matrix: FloatArray

    @classmethod
    def of_footprint(cls, size: tuple[float, float], corners: Sequence[Point]) -> Homography:
        """The one map that takes a picture's four corners to the corners of its footprint.

        Args:
            size: the picture's width and height in pixels; its corners are (0, 0), (width, 0),
                (width, height) and (0, height).
            corners: where these are, in that order: a convex quadrilateral.

        Raises:
            ValueError: the corners are mirrored, or are no convex quadrilateral.
        """
        quad = np.asarray(corners, np.float64)
        _check_quad(quad)
        unit = _of_unit_square(quad)
        width, height = size
        return cls(np.asarray(unit @ np.diag([1 / width, 1 / height, 1.0]), np.float64))

    def __call__(self, x: ArrayLike, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Map positions; arrays of any shapes that go together.

        A position on the horizon becomes infinite, and one beyond it comes out on the other side.
        """
        m = self.matrix
        px, py = np.asarray(x, np.float64), np.asarray(y, np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            w = m[2, 0] * px + m[2, 1] * py + m[2, 2]
            u = (m[0, 0] * px + m[0, 1] * py + m[0, 2]) / w
            v = (m[1, 0] * px + m[1, 1] * py + m[1, 2]) / w
        return u, v

    @property
    def inverse(self) -> Homography:
        """The way back."""
        back = np.asarray(np.linalg.inv(self.matrix), np.float64)
        return Homography(back / back[2, 2] if back[2, 2] != 0 else back)

    def jacobian(self, x: ArrayLike, y: ArrayLike) -> FloatArray:
        """What a step of one in x and in y moves, at positions of shape [...].

        Returns:
            [..., 2, 2]: [..., i, j] is the derivative of output i by input j.
        """
        m = self.matrix
        px, py = np.asarray(x, np.float64), np.asarray(y, np.float64)
        w = m[2, 0] * px + m[2, 1] * py + m[2, 2]
        u, v = self(px, py)
        rows = [
            np.stack([(m[i, j] - place * m[2, j]) / w for j in (0, 1)], axis=-1)
            for i, place in ((0, u), (1, v))
        ]
        return np.stack(rows, axis=-2)


def _check_quad(quad: FloatArray) -> None:
    """A picture's corners run clockwise as seen; row grows downward, so turns are positive."""
    if quad.shape != (4, 2) or not np.isfinite(quad).all():
        raise ValueError("the corners are not four places")
    sides = np.roll(quad, -1, axis=0) - quad
    onward = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * onward[:, 1] - sides[:, 1] * onward[:, 0]
    least = _LEAST_TURN * float((sides**2).sum(axis=1).max())
    if (turns < -least).all():
        raise ValueError("the corners are mirrored")
    if not (turns > least).all():
        raise ValueError("the corners are no convex quadrilateral")


def _of_unit_square(quad: FloatArray) -> FloatArray:
    """From (0, 0), (1, 0), (1, 1), (0, 1) in closed form (Heckbert, 1989, section 2.2.3)."""
    origin = quad.mean(axis=0)  # near zero the products keep their digits
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad - origin
    dx1, dx2, sx = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, sy = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    area = dx1 * dy2 - dx2 * dy1
    g, h = (sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area
    local = np.array(
        [
            [x1 - x0 + g * x1, x3 - x0 + h * x3, x0],
            [y1 - y0 + g * y1, y3 - y0 + h * y3, y0],
            [g, h, 1.0],
        ]
    )
    shift = np.array([[1.0, 0.0, origin[0]], [0.0, 1.0, origin[1]], [0.0, 0.0, 1.0]])
    return np.asarray(shift @ local, np.float64)
