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
