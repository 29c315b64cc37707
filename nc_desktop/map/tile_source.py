"""Where tiles come from: a raster file, or a score map in memory. Runs on the reader thread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

import neurocorrelator as nc
from nc_desktop.map.tile_grid import TileGrid, TileKey

Lut = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class TileImage:
    """A tile as it was read.

    Attributes:
        image: its pixels; transparent where nothing could be read.
        damage: what is wrong with the file there, in one line; empty where nothing is.
    """

    image: QImage
    damage: str = ""


class TileSource(Protocol):
    """Pixels of a pyramid; `read` may be called from any thread."""

    @property
    def grid(self) -> TileGrid:
        """The pyramid."""

    def read(self, key: TileKey) -> TileImage:
        """The image of a tile.

        Raises:
            neurocorrelator.NeurocorrelatorError: the file is there no longer.
        """


@dataclass(frozen=True, eq=False)
class RasterSource:
    """Tiles of a raster file, read decimated, nodata and damage transparent."""

    raster: nc.Raster

    @property
    def grid(self) -> TileGrid:
        """The pyramid."""
        return TileGrid(self.raster.width, self.raster.height)

    def read(self, key: TileKey) -> TileImage:
        """See `TileSource.read`."""
        rect = self.grid.rect(key)
        left, top = int(rect.left), int(rect.top)
        window = nc.Window(left, top, int(rect.right) - left, int(rect.bottom) - top)
        image, damaged = self.raster.read_whole_blocks(window, self.grid.shape(key))
        if image.mask.all():
            return TileImage(opaque_image(image.rgb))
        drawn = masked_image(image.rgb, image.mask)
        if not damaged:
            return TileImage(drawn)
        col, row = damaged[0].col_off, damaged[0].row_off
        where = f"{self.raster.path}: damaged near column {col}, row {row}"
        return TileImage(drawn, f"{where}; get the file again")


@dataclass(frozen=True, eq=False)
class ScoreMapSource:
    """Tiles of a score map, coloured, NaN transparent; coarser levels keep the peaks.

    Attributes:
        values: [rows, cols] scores.
        low, high: scores that get the first and the last colour.
        lut: [256, 3] colours.
    """

    values: NDArray[np.float32]
    low: float
    high: float
    lut: Lut

    @property
    def grid(self) -> TileGrid:
        """The pyramid; its base pixels are cells."""
        return TileGrid(int(self.values.shape[1]), int(self.values.shape[0]))

    def read(self, key: TileKey) -> TileImage:
        """See `TileSource.read`."""
        rect = self.grid.rect(key)
        cells = self.values[int(rect.top) : int(rect.bottom), int(rect.left) : int(rect.right)]
        pooled = _block_maximum(cells, 1 << key.level)
        mask = np.isfinite(pooled)
        span = max(self.high - self.low, 1e-12)
        index = np.clip((np.where(mask, pooled, self.low) - self.low) / span * 255.0, 0, 255)
        return TileImage(masked_image(self.lut[index.astype(np.uint8)], mask))


def opaque_image(rgb: NDArray[np.uint8]) -> QImage:
    """[H, W, 3] to an image that blits without blending."""
    return _bgra_image(rgb, None, QImage.Format.Format_RGB32)


def masked_image(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> QImage:
    """[H, W, 3] and [H, W] to an image that is transparent outside of the mask."""
    return _bgra_image(rgb, mask, QImage.Format.Format_ARGB32_Premultiplied)


def _bgra_image(
    rgb: NDArray[np.uint8], mask: NDArray[np.bool_] | None, image_format: QImage.Format
) -> QImage:
    rows, cols = rgb.shape[:2]
    pixels = np.empty((rows, cols), np.uint32)  # 0xAARRGGBB in the machine's own byte order
    channels = rgb.astype(np.uint32)
    pixels[:] = 0xFF000000 | channels[..., 0] << 16 | channels[..., 1] << 8 | channels[..., 2]
    if mask is not None:
        pixels[~mask] = 0
    # copy: the image must not look into an array that Python may free
    return QImage(pixels.data, cols, rows, 4 * cols, image_format).copy()


def _block_maximum(values: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    if step == 1:
        return values
    rows, cols = values.shape
    padded = np.full(
        (math.ceil(rows / step) * step, math.ceil(cols / step) * step), -np.inf, np.float32
    )
    padded[:rows, :cols] = np.where(np.isfinite(values), values, -np.inf)
    blocks = padded.reshape(padded.shape[0] // step, step, padded.shape[1] // step, step)
    return np.asarray(blocks.max(axis=(1, 3)), np.float32)
