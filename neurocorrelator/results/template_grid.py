"""The north-up pixels that a template is warped to."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from affine import Affine

from neurocorrelator.rasters.warp import Grid
from neurocorrelator.results.template_ground import FloatArray, TemplateGround

MOST_PIXELS = 2**27  # 134 million: a frame of 60 Mpx turned by 45 degrees
_SAMPLES = 9  # a side of the template


@dataclass(frozen=True, slots=True)
class TemplateGrid:
    """The pixels of a georeferenced template.

    Attributes:
        grid: transform from its pixels to the ground, columns, rows; north is up.
        coarser: how many times its pixels are as long as half of the template's own are at most.
    """

    grid: Grid
    coarser: float = 1.0


def plan_grid(place: TemplateGround, most_pixels: int = MOST_PIXELS) -> TemplateGrid:
    """The grid around a footprint: as fine as the template is on the ground, not finer.

    On the ground the pixels of a tilted template differ; their median is taken. In a CRS of degrees
    a pixel is about a square on the ground.

    Args:
        place: where the template lies.
        most_pixels: a grid of more is made coarser.
    """
    x, y = place.xy(*place.outline())
    left, right, bottom, top = (float(v) for v in (x.min(), x.max(), y.min(), y.max()))
    side = float(np.median(np.sqrt(np.abs(np.linalg.det(_steps(place))))))
    stretch = 1.0
    if place.crs is not None and place.crs.is_geographic:
        radians = float(place.crs.axis_info[0].unit_conversion_factor)
        stretch = 1 / math.sqrt(max(0.01, math.cos((top + bottom) / 2 * radians)))
    count = (right - left) / side * (top - bottom) / side
    coarser = max(1.0, math.sqrt(count / most_pixels))
    across, down = side * stretch * coarser, side / stretch * coarser
    return TemplateGrid(
        Grid(
            Affine(across, 0, left, 0, -down, top),
            max(1, math.ceil((right - left) / across - 1e-6)),
            max(1, math.ceil((top - bottom) / down - 1e-6)),
        ),
        coarser,
    )


def _steps(place: TemplateGround) -> FloatArray:
    """What a template pixel to the right and one down move on the ground, [n, 2, 2]."""
    width, height = place.size
    across, down = np.meshgrid(
        *((np.arange(_SAMPLES) + 0.5) / _SAMPLES * side for side in (width, height))
    )
    steps = []
    for step in ((0.5, 0.0), (0.0, 0.5)):
        ahead = place.xy(across + step[0], down + step[1])
        behind = place.xy(across - step[0], down - step[1])
        steps.append(np.stack([(a - b).ravel() for a, b in zip(ahead, behind, strict=True)], -1))
    return np.stack(steps, axis=-1)
