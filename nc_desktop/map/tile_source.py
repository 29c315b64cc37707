"""Where tiles come from: a raster file, or a score map in memory.

Reading runs on the reader thread. What is read is kept as values; colouring them is quick and runs
on the Qt thread, so that a change of contrast needs no reading.
"""

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
class TileValues:
    """A tile as it was read.

    Attributes:
        values: [bands, H, W] of any type, or [H, W] of scores.
        mask: [H, W]; None where all is valid.
        damage: what is wrong with the file there, in one line; empty where nothing is.
    """

    values: NDArray[np.generic]
    mask: NDArray[np.bool_] | None
    damage: str = ""

    @property
    def size_bytes(self) -> int:
        """What it holds."""
        return self.values.nbytes + (0 if self.mask is None else self.mask.nbytes)


class TileSource(Protocol):
    """Values of a pyramid."""

    @property
    def grid(self) -> TileGrid:
        """The pyramid."""

    def read(self, key: TileKey) -> TileValues:
        """The values of a tile; from any thread.

        Raises:
            neurocorrelator.NeurocorrelatorError: the file is there no longer.
        """


class Colouring(Protocol):
    """Turns values into an image; equal ones make equal images."""

    def image(self, tile: TileValues) -> QImage:
        """Colour a tile; within a few milliseconds."""


@dataclass(frozen=True, eq=False)
class RasterSource:
    """Tiles of a raster file, read decimated."""

    raster: nc.Raster

    @property
    def grid(self) -> TileGrid:
        """The pyramid."""
        return TileGrid(self.raster.width, self.raster.height)

    def read(self, key: TileKey) -> TileValues:
        """See `TileSource.read`."""
        rect = self.grid.rect(key)
        left, top = int(rect.left), int(rect.top)
        window = nc.Window(left, top, int(rect.right) - left, int(rect.bottom) - top)
        image, damaged = self.raster.read_whole_blocks(window, self.grid.shape(key))
        values = np.ascontiguousarray(image.rgb.transpose(2, 0, 1))
        mask = None if image.mask.all() else image.mask
        if not damaged:
            return TileValues(values, mask)
        col, row = damaged[0].col_off, damaged[0].row_off
        where = f"{self.raster.path}: damaged near column {col}, row {row}"
        return TileValues(values, mask, f"{where}; get the file again")


@dataclass(frozen=True, eq=False)
class ScoreMapSource:
    """Tiles of a score map, NaN masked; coarser levels keep the peaks.

    Attributes:
        values: [rows, cols] scores.
    """

    values: NDArray[np.float32]

    @property
    def grid(self) -> TileGrid:
        """The pyramid; its base pixels are cells."""
        return TileGrid(int(self.values.shape[1]), int(self.values.shape[0]))

    def read(self, key: TileKey) -> TileValues:
        """See `TileSource.read`."""
        rect = self.grid.rect(key)
        cells = self.values[int(rect.top) : int(rect.bottom), int(rect.left) : int(rect.right)]
        pooled = _block_maximum(cells, 1 << key.level)
        return TileValues(pooled, np.isfinite(pooled))


@dataclass(frozen=True)
class BandColours:
    """Three bands as red, green and blue.

    Attributes:
        stretch: values that become black and white; None where values are 8 bits already.
        gamma: above 1 lightens the middle tones.
    """

    stretch: nc.Stretch | None = None
    gamma: float = 1.0

    def image(self, tile: TileValues) -> QImage:
        """See `Colouring.image`."""
        values = tile.values
        if self.stretch is not None:
            values = _stretched(values, self.stretch)
        rgb = values.astype(np.uint8, copy=False)
        if self.gamma != 1.0:
            rgb = _gamma_lut(self.gamma)[rgb]
        return packed_image(rgb, tile.mask)


@dataclass(frozen=True)
class ScoreColours:
    """Scores through a colour map.

    Attributes:
        low, high: scores that get the first and the last colour.
        lut: [256, 3] colours as bytes: hashable.
    """

    low: float
    high: float
    lut: bytes

    def image(self, tile: TileValues) -> QImage:
        """See `Colouring.image`."""
        lut = np.frombuffer(self.lut, np.uint8).reshape(256, 3)
        scores = tile.values.astype(np.float32, copy=False)
        span = max(self.high - self.low, 1e-12)
        finite = scores if tile.mask is None else np.where(tile.mask, scores, self.low)
        index = np.clip((finite - self.low) * (255.0 / span), 0, 255).astype(np.uint8)
        packed = lut.astype(np.uint32)
        words = np.uint32(0xFF000000) | packed[:, 0] << 16 | packed[:, 1] << 8 | packed[:, 2]
        pixels = np.asarray(words[index], np.uint32)
        if tile.mask is not None:
            pixels[~tile.mask] = 0
        return _image(pixels, opaque=tile.mask is None)


def packed_image(rgb: NDArray[np.uint8], mask: NDArray[np.bool_] | None) -> QImage:
    """[3, H, W] to an image: one that blits without blending, or transparent beyond the mask."""
    red, green, blue = (rgb[band].astype(np.uint32) for band in range(3))
    # 0xAARRGGBB in the machine's byte order
    pixels = np.asarray(np.uint32(0xFF000000) | red << 16 | green << 8 | blue, np.uint32)
    if mask is not None:
        pixels[~mask] = 0
    return _image(pixels, opaque=mask is None)


def _image(pixels: NDArray[np.uint32], *, opaque: bool) -> QImage:
    rows, cols = pixels.shape
    format_ = QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
    # copy: the image must not look into an array that Python may free
    return QImage(np.ascontiguousarray(pixels).data, cols, rows, 4 * cols, format_).copy()


def _stretched(values: NDArray[np.generic], stretch: nc.Stretch) -> NDArray[np.uint8]:
    return stretch.apply(values)


def _gamma_lut(gamma: float) -> NDArray[np.uint8]:
    ramp = np.linspace(0.0, 1.0, 256) ** (1.0 / gamma)
    return np.asarray(np.rint(ramp * 255.0), np.uint8)


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
