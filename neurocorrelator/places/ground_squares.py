"""Squares of ground, and pictures drawn into them: all affines are of corner pixel coordinates."""

from __future__ import annotations

import math

import cv2
import numpy as np
from affine import Affine

from neurocorrelator.places.tree import GroundPose
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.opencv_matrix import opencv_matrix


def square_grid(
    size: int,
    centre: tuple[float, float],
    heading_deg: float,
    side: float,
    moved: tuple[float, float] = (0.0, 0.0),
) -> Affine:
    """Pixels of a square picture to the plane (east, north).

    Args:
        size: of the picture, pixels.
        centre: on the plane.
        heading_deg: where its up points, clockwise from north.
        side: on the plane, in its units.
        moved: how far the centre lies beside the picture's, shares of its size.
    """
    unit, turn = side / size, math.radians(heading_deg)
    right = math.cos(turn) * unit, -math.sin(turn) * unit
    down = -math.sin(turn) * unit, -math.cos(turn) * unit
    onto = Affine(right[0], down[0], centre[0], right[1], down[1], centre[1])
    return onto * Affine.translation(-(0.5 + moved[0]) * size, -(0.5 + moved[1]) * size)


def own_grid(cols: int, rows: int, pose: GroundPose) -> Affine:
    """Pixels of a picture as it lies on the ground; one that is not square by its width."""
    grid = square_grid(cols, (pose.east, pose.north), pose.heading_deg, pose.side_m)
    return grid * Affine.translation(0, (cols - rows) / 2)


def shrinking(to_source: Affine) -> float:
    """Source pixels along the side of a pixel that is drawn."""
    return math.sqrt(abs(to_source.determinant))


def seen_by(
    rgb: RgbArray,
    to_source: Affine,
    size: int,
    *,
    blur_above: float,
    border: int = cv2.BORDER_CONSTANT,
    interpolation: int = cv2.INTER_LINEAR,
) -> RgbArray:
    """[size, size, 3], a picture drawn anew.

    Args:
        rgb: [H, W, 3] uint8.
        to_source: pixels that are drawn to those of it.
        size: of the square.
        blur_above: shrinking from which it is blurred first: else thin lines would be lost between
            the pixels that are looked at.
        border: of OpenCV, beside the source.
        interpolation: of OpenCV.
    """
    shrink = shrinking(to_source)
    if shrink > blur_above:
        rgb = np.asarray(cv2.GaussianBlur(rgb, (0, 0), 0.4 * shrink), np.uint8)
    flags = interpolation | cv2.WARP_INVERSE_MAP
    drawn = cv2.warpAffine(
        rgb, opencv_matrix(to_source), (size, size), flags=flags, borderMode=border
    )
    return np.asarray(drawn, np.uint8)


def mask_seen_by(mask: MaskArray, to_source: Affine, size: int) -> MaskArray:
    """[size, size], where a picture that is drawn anew has pixels of its own."""
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    matrix = opencv_matrix(to_source)
    return np.asarray(
        cv2.warpAffine(mask.astype(np.uint8), matrix, (size, size), flags=flags) > 0, np.bool_
    )
