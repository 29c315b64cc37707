"""Where tiles come from: a raster file, or a score map in memory.

Reading runs on the reader's threads. What is read is kept as values; colouring them is quick and
runs on the Qt thread (`colouring`), so that a change of contrast needs no reading.
"""

from __future__ import annotations

import importlib
import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

import neurocorrelator as nc
from nc_desktop.map.tile_grid import TileGrid, TileKey
from nc_desktop.model.reading import reads_from_top

Lut = NDArray[np.uint8]

# GDAL would keep 5 % of the memory's size in blocks; the map keeps tiles itself (in MB)
os.environ.setdefault("GDAL_CACHEMAX", "128")

_SLOW_PIXELS = 4096 * 4096  # reading more of a file keeps the reader for a second or longer
_STRIP_PIXELS = 8_000_000  # of the file: a strip of a slow tile, after which reading may stop
_STRIP_ROWS = 512  # at least: whole blocks, which are read once then
_QUICK_TYPES = ("uint8", "int8", "uint16", "int16", "float32")  # that OpenCV colours


@dataclass(frozen=True, slots=True, eq=False)
class TileValues:
    """A tile as it was read.

    Attributes:
        values: [bands, H, W], one band for grey or three; or [H, W] of scores.
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


HandOver = Callable[[TileValues], None]
"""Takes the part of a slow tile that is read; raises `CancelledError` if nobody wants the rest."""


class TileSource(Protocol):
    """Values of a pyramid."""

    @property
    def grid(self) -> TileGrid:
        """The pyramid."""

    def is_slow(self, key: TileKey) -> bool:
        """Whether reading a tile may take seconds."""

    def read(self, key: TileKey, hand_over: HandOver | None = None) -> TileValues:
        """The values of a tile; from any thread.

        Args:
            key: the tile.
            hand_over: called with what is there so far, again and again, for a slow tile.

        Raises:
            neurocorrelator.NeurocorrelatorError: the file is there no longer, or is another one.
            neurocorrelator.CancelledError: `hand_over` said so.
        """


@dataclass(frozen=True, eq=False)
class RasterSource:
    """Tiles of a raster file, read decimated: the values of the bands shown."""

    raster: nc.Raster

    @property
    def grid(self) -> TileGrid:
        """The pyramid."""
        return TileGrid(self.raster.width, self.raster.height)

    def is_slow(self, key: TileKey) -> bool:
        """Whether so much of the file lies under a tile; reduced copies make it less.

        Of a large file that can only be read from its top, every tile is slow.
        """
        if reads_from_top(self.raster):
            return True
        rect = self.grid.rect(key)
        usable = [f for f in self.raster.overviews if f <= (1 << key.level)]
        factor = max(usable, default=1)
        pixels = (rect.right - rect.left) * (rect.bottom - rect.top)
        return pixels / factor**2 > _SLOW_PIXELS

    def read(self, key: TileKey, hand_over: HandOver | None = None) -> TileValues:
        """See `TileSource.read`."""
        importlib.import_module("cv2")  # here rather than at the first paint, on the Qt thread
        rect = self.grid.rect(key)
        left, top = int(rect.left), int(rect.top)
        window = nc.Window(left, top, int(rect.right) - left, int(rect.bottom) - top)
        if hand_over is not None and self.is_slow(key):
            return self._read_in_strips(key, window, hand_over)
        return self._read_window(window, self.grid.shape(key))

    def _read_window(self, window: nc.Window, shape: tuple[int, int]) -> TileValues:
        found, damaged = self.raster.read_values(window, shape)
        values = found.values
        if values.dtype.name not in _QUICK_TYPES:
            values = values.astype(np.float32)
        if len(set(self.raster.bands)) == 1 and self.raster.palette is None:
            values = values[:1]  # grey is kept once
        mask = None if found.mask.all() else found.mask
        if not damaged:
            return TileValues(np.ascontiguousarray(values), mask)
        col, row = damaged[0].col_off, damaged[0].row_off
        where = f"{self.raster.path}: damaged near column {col}, row {row}"
        return TileValues(np.ascontiguousarray(values), mask, f"{where}; get the file again")

    def _read_in_strips(self, key: TileKey, window: nc.Window, hand_over: HandOver) -> TileValues:
        rows, cols = self.grid.shape(key)
        step = 1 << key.level
        strip = max(1, _STRIP_ROWS // step, _STRIP_PIXELS // (step * window.width))
        values: NDArray[np.generic] | None = None
        mask = np.zeros((rows, cols), np.bool_)
        damage = ""
        for row in range(0, rows, strip):
            end = min(rows, row + strip)
            first = window.row_off + row * step
            last = min(window.row_off + end * step, window.row_off + window.height)
            part = nc.Window(window.col_off, first, window.width, last - first)
            read = self._read_window(part, (end - row, cols))
            if values is None:
                values = np.zeros((read.values.shape[0], rows, cols), read.values.dtype)
            values[:, row:end] = read.values
            mask[row:end] = True if read.mask is None else read.mask
            damage = damage or read.damage
            if end < rows:
                hand_over(TileValues(values.copy(), mask.copy()))
        assert values is not None  # noqa: S101 - a tile has a row
        return TileValues(values, None if mask.all() else mask, damage)


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

    def is_slow(self, key: TileKey) -> bool:
        """Never: it is in memory."""
        return False

    def read(self, key: TileKey, hand_over: HandOver | None = None) -> TileValues:
        """See `TileSource.read`."""
        importlib.import_module("cv2")  # as above
        rect = self.grid.rect(key)
        cells = self.values[int(rect.top) : int(rect.bottom), int(rect.left) : int(rect.right)]
        pooled = _block_maximum(cells, 1 << key.level)
        return TileValues(pooled, np.isfinite(pooled))


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
