"""The scene at the resolution that is worked in: whole pixels averaged by an integer factor."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from neurocorrelator.rasters.image import Image, MaskArray, RgbArray, Window
from neurocorrelator.rasters.raster import Raster

CELL_PX = 4  # side of a cell in working pixels


@dataclass(frozen=True, slots=True)
class Tile:
    """A rectangle of cells and the working pixels needed to compute them.

    Attributes:
        row: the first cell's row.
        col: the first cell's column.
        rows: number of rows of cells.
        cols: number of columns of cells.
        pixels: window of working pixels, halo included, clipped at the scene's border.
        skip_rows: rows of halo cells above the first cell.
        skip_cols: columns of halo cells left of it.
    """

    row: int
    col: int
    rows: int
    cols: int
    pixels: Window
    skip_rows: int
    skip_cols: int


@dataclass(frozen=True, slots=True)
class WorkingGrid:
    """A raster seen through a reduction: working pixel (c, r) covers `reduce` x `reduce` pixels."""

    raster: Raster
    reduce: int = 1

    @property
    def width(self) -> int:
        """Columns of working pixels; the last may be partly outside and then averages the rest."""
        return -(-self.raster.width // self.reduce)

    @property
    def height(self) -> int:
        """Rows of working pixels."""
        return -(-self.raster.height // self.reduce)

    @property
    def cells(self) -> tuple[int, int]:
        """Rows and columns of the grid of cells."""
        return -(-self.height // CELL_PX), -(-self.width // CELL_PX)

    def tiles(self, tile_px: int, halo_px: int) -> list[Tile]:
        """Tiles that cover the grid once, row by row.

        Args:
            tile_px: largest side without the halo, a multiple of 4. All tiles are about equally
                large: a narrow rest would cost more than its share.
            halo_px: a multiple of 4.
        """
        rows, cols = (_parts(length, tile_px // CELL_PX) for length in self.cells)
        return [
            self._tile(row, col, rows_, cols_, halo_px)
            for row, rows_ in rows
            for col, cols_ in cols
        ]

    def _tile(self, row: int, col: int, rows: int, cols: int, halo_px: int) -> Tile:
        top, left = max(0, row * CELL_PX - halo_px), max(0, col * CELL_PX - halo_px)
        bottom = min(self.height, (row + rows) * CELL_PX + halo_px)
        right = min(self.width, (col + cols) * CELL_PX + halo_px)
        return Tile(
            row=row,
            col=col,
            rows=rows,
            cols=cols,
            pixels=Window(left, top, right - left, bottom - top),
            skip_rows=row - top // CELL_PX,
            skip_cols=col - left // CELL_PX,
        )

    def read(self, window: Window) -> tuple[RgbArray, MaskArray]:
        """Working pixels of a window: the mean of the valid pixels under each.

        A working pixel is valid if more than half of the raster's pixels under it are.

        Returns:
            [h, w, 3] uint8 and [h, w] bool.

        Raises:
            RasterError: the file is damaged there.
        """
        return self._reduced(self.raster.read(self._scene_window(window)), window)

    def read_whole_blocks(self, window: Window) -> tuple[RgbArray, MaskArray, tuple[Window, ...]]:
        """Working pixels as `read` gives them, masked out where the file is damaged.

        Returns:
            [h, w, 3] uint8, [h, w] bool, and the file's damaged blocks in pixels of the scene (not
            working pixels), whole: the same block is the same window in every tile.

        Raises:
            RasterError: the file is there no longer.
        """
        image, damaged = self.raster.read_whole_blocks(self._scene_window(window))
        return *self._reduced(image, window), damaged

    def _scene_window(self, window: Window) -> Window:
        left, top = window.col_off * self.reduce, window.row_off * self.reduce
        width = min(window.width * self.reduce, self.raster.width - left)
        height = min(window.height * self.reduce, self.raster.height - top)
        return Window(left, top, width, height)

    def _reduced(self, image: Image, window: Window) -> tuple[RgbArray, MaskArray]:
        k = self.reduce
        if k == 1:
            return image.rgb, image.mask
        pad = (0, window.height * k - image.height), (0, window.width * k - image.width)
        mask = np.pad(image.mask, pad)
        rgb = np.pad(image.rgb * image.mask[:, :, None], (*pad, (0, 0)))
        blocks = (window.height, k, window.width, k)
        count = mask.reshape(blocks).sum(axis=(1, 3), dtype=np.int32)
        total = rgb.reshape(*blocks, 3).sum(axis=(1, 3), dtype=np.int32)
        mean = np.rint(total / np.maximum(count, 1)[:, :, None])
        inside = np.pad(np.ones_like(image.mask), pad).reshape(blocks).sum(axis=(1, 3))
        return mean.astype(np.uint8), np.asarray(count * 2 > inside, dtype=np.bool_)


def _parts(length: int, longest: int) -> list[tuple[int, int]]:
    """Start and length of the fewest equal parts, up to one cell, none longer than `longest`."""
    count = -(-length // longest)
    edges = [length * i // count for i in range(count + 1)]
    return [(start, end - start) for start, end in pairwise(edges)]
