"""Pixels with their mask and their place on the ground, the value that all reading returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.geo.georeference import Georeference

RgbArray = NDArray[np.uint8]
MaskArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of pixels: offset and size, all in whole pixels of the raster."""

    col_off: int
    row_off: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Image:
    """A piece of a picture.

    Attributes:
        rgb: [H, W, 3], red, green and blue, 0-255.
        mask: [H, W], True where the pixel holds something.
        georeference: how this piece's own pixels lie on the ground.
    """

    rgb: RgbArray
    mask: MaskArray
    georeference: Georeference

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.rgb.shape[0])


def mean_of_blocks(rgb: RgbArray, mask: MaskArray, side: int) -> tuple[RgbArray, MaskArray]:
    """Pixels averaged by an integer factor: the mean of the valid ones of each square.

    Args:
        rgb: [h, w, 3]; the squares at the right and bottom border may be incomplete.
        mask: [h, w].
        side: pixels along a square.

    Returns:
        [ceil(h / side), ceil(w / side), 3] and [...] bool, True where more than half of a square's
        pixels are valid.
    """
    if side == 1:
        return rgb, mask
    valid = mask[:, :, None]
    total, count = _sums_of_blocks(rgb * valid, side), _sums_of_blocks(valid, side)
    inside = _sums_of_blocks(np.ones_like(valid), side)
    mean = np.rint(total / np.maximum(count, 1))
    return mean.astype(np.uint8), np.asarray(count * 2 > inside, np.bool_)[:, :, 0]


def _sums_of_blocks(values: RgbArray | MaskArray, side: int) -> NDArray[np.int32]:
    """[ceil(h / side), ceil(w / side), c] of [h, w, c]; rows first, both at once are slow."""
    height, width, channels = values.shape
    rows, cols = -(-height // side), -(-width // side)
    down = np.zeros((rows, cols * side, channels), np.int32)
    for offset in range(side):
        lines = values[offset::side]
        down[: len(lines), :width] += lines
    across = down.reshape(rows, cols, side, channels)
    total = np.zeros((rows, cols, channels), np.int32)
    for offset in range(side):
        total += across[:, :, offset]
    return total
