"""From a picture's pixels to where a method put them in the scene."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.overlap import outline_iou

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Matrix = tuple[tuple[float, float], tuple[float, float]]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Projection:
    """The map of the plane that takes a picture's corners to a footprint.

    Attributes:
        matrix: [3, 3], picture pixels to scene pixels, corner coordinates of both.
    """

    matrix: FloatArray

    @classmethod
    def of(cls, width: int, height: int, footprint: Sequence[Point]) -> Projection:
        """Of a picture's size and the places of its four corners.

        Args:
            width: columns of the picture.
            height: its rows.
            footprint: (col, row) of upper left, upper right, lower right, lower left.

        Raises:
            ValueError: three of the corners lie on a line, so that there is no such map.
        """
        rows: list[list[float]] = []
        corners = _corners(width, height)
        for (x, y), (u, v) in zip(corners, footprint, strict=True):
            rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
            rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        places = np.asarray(footprint, np.float64).ravel()
        try:
            solved = np.linalg.solve(np.asarray(rows, np.float64), places)
        except np.linalg.LinAlgError:
            raise ValueError(f"no picture looks like {tuple(footprint)}") from None
        return cls(np.append(solved, 1.0).reshape(3, 3))

    def places(self, points: ArrayLike) -> FloatArray:
        """[N, 2] scene pixels of [N, 2] picture pixels."""
        given = np.asarray(points, np.float64)
        mapped = np.column_stack([given, np.ones(len(given))]) @ self.matrix.T
        return np.asarray(mapped[:, :2] / mapped[:, 2:], np.float64)

    def linear_at(self, point: Point) -> FloatArray:
        """[2, 2] derivative at a picture pixel: how far a step of one pixel leads in the scene."""
        x, y, w = self.matrix @ (*point, 1.0)
        place = np.array([[x / w], [y / w]])
        return np.asarray((self.matrix[:2, :2] - place * self.matrix[2, :2]) / w, np.float64)


def footprint_of(centre: Point, linear: Matrix, width: int, height: int) -> Quad:
    """Where the corners of a picture lie that was put somewhere without any tilt.

    Args:
        centre: scene pixel of the picture's centre.
        linear: [2][2], picture pixels to scene pixels.
        width: columns of the picture.
        height: its rows.
    """
    away = np.asarray(_corners(width, height), np.float64) - (width / 2, height / 2)
    upper_left, upper_right, lower_right, lower_left = (
        (float(col), float(row)) for col, row in away @ np.asarray(linear).T + centre
    )
    return upper_left, upper_right, lower_right, lower_left


def inner_quad(width: int, height: int, canvas: tuple[int, int], turn_deg: float) -> FloatArray:
    """[4, 2] corners of a picture that was turned about its centre onto a larger canvas.

    Args:
        width: columns of the picture before the turn.
        height: its rows.
        canvas: width and height of the canvas, in the middle of which it is.
        turn_deg: clockwise.
    """
    sin, cos = math.sin(math.radians(turn_deg)), math.cos(math.radians(turn_deg))
    away = np.asarray(_corners(width, height), np.float64) - (width / 2, height / 2)
    turned = away @ np.array([[cos, -sin], [sin, cos]]).T
    return np.asarray(turned + np.array(canvas) / 2, np.float64)


def ground_iou(found: FloatArray, truth: FloatArray, georeference: Georeference) -> float:
    """IoU of a footprint with the true one, in the plane of the scene's CRS.

    Args:
        found: [4, 2] corners in scene pixels.
        truth: [N, 2] corners in the scene's CRS.
        georeference: of the scene.
    """
    return outline_iou(np.column_stack(georeference.xy(found[:, 0], found[:, 1])), truth)


def heading_and_gsd(
    linear: FloatArray, place: Point, georeference: Georeference
) -> tuple[float, float]:
    """What a picture put in a scene has: true-north bearing of its up (degrees), and its GSD (m).

    Args:
        linear: [2, 2], picture pixels to scene pixels.
        place: (col, row) of the scene where it lies.
        georeference: of the scene.
    """
    ground = georeference.jacobian_m(*place) @ linear
    east, north = -ground[:, 1]
    gsd_m = math.sqrt(abs(float(np.linalg.det(ground))))
    return math.degrees(math.atan2(east, north)) % 360, gsd_m


def angle_between(first_deg: float, second_deg: float) -> float:
    """The smaller angle between two bearings, 0 to 180 degrees."""
    return abs((first_deg - second_deg + 180) % 360 - 180)


def _corners(width: int, height: int) -> tuple[Point, Point, Point, Point]:
    return (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))
