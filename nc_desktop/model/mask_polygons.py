"""Polygons that say what of a template's picture is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import neurocorrelator as nc

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MaskPolygon:
    """An outline on the picture.

    Attributes:
        include: True: what lies in no such polygon is masked. False: what lies inside is masked.
        corners: (x, y) in template pixels, corner coordinates.
    """

    include: bool
    corners: tuple[Point, ...]


MaskPolygons = tuple[MaskPolygon, ...]


def drawn_mask(base: NDArray[np.bool_], polygons: Sequence[MaskPolygon]) -> NDArray[np.bool_]:
    """A picture's own mask without what polygons mask: their order does not matter.

    Args:
        base: [H, W] of the picture as it was opened, False where it shows nothing.
        polygons: drawn on it.

    Raises:
        neurocorrelator.AreaError: a polygon has no inside.
    """
    included = [polygon for polygon in polygons if polygon.include]
    excluded = [polygon for polygon in polygons if not polygon.include]
    mask = base
    if included:
        mask = mask & _inside(included, base.shape)
    if excluded:
        mask = mask & ~_inside(excluded, base.shape)
    return mask


def _inside(polygons: Sequence[MaskPolygon], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Pixels whose centre lies in any of them."""
    area = nc.SearchArea.from_pixels([list(each.corners) for each in polygons], "mask")
    return area.mask((shape[0], shape[1]), (0.5, 0.5), 1.0)
