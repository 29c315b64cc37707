"""The scene at the resolution that is worked in: averaged by a whole factor, or enlarged by one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from neurocorrelator.rasters.image import Image, MaskArray, RgbArray, Window, mean_of_blocks
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
    """A raster seen through a reduction: working pixel (c, r) covers `reduce` x `reduce` pixels.

    Attributes:
        raster: the scene.
        reduce: scene pixels per working pixel: a number of halves from 1, or 1 over a whole number
            where the scene is enlarged (bilinearly).
    """

    raster: Raster
    reduce: float = 1

    @property
    def width(self) -> int:
        """Columns of working pixels; the last may be partly outside and then averages the rest."""
        return math.ceil(self.raster.width / self.reduce)

    @property
    def height(self) -> int:
        """Rows of working pixels."""
        return math.ceil(self.raster.height / self.reduce)

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
        return self.tiles_of((0, 0, *self.cells), tile_px, halo_px)

    def tiles_of(self, box: tuple[int, int, int, int], tile_px: int, halo_px: int) -> list[Tile]:
        """As `tiles`, of a rectangle of cells: first row and column, rows, columns."""
        top, left, height, width = box
        rows, cols = (_parts(length, tile_px // CELL_PX) for length in (height, width))
        return [
            self.tile(top + row, left + col, rows_, cols_, halo_px)
            for row, rows_ in rows
            for col, cols_ in cols
        ]

    def tile(self, row: int, col: int, rows: int, cols: int, halo_px: int) -> Tile:
        """The tile of a rectangle of cells, with the halo as far as the scene reaches."""
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
        wanted = self._scene_window(window)
        return self._worked(self.raster.read(wanted), wanted, window)

    def read_whole_blocks(self, window: Window) -> tuple[RgbArray, MaskArray, tuple[Window, ...]]:
        """Working pixels as `read` gives them, masked out where the file is damaged.

        Returns:
            [h, w, 3] uint8, [h, w] bool, and the file's damaged blocks in pixels of the scene (not
            working pixels), whole: the same block is the same window in every tile.

        Raises:
            RasterError: the file is there no longer.
        """
        wanted = self._scene_window(window)
        image, damaged = self.raster.read_whole_blocks(wanted)
        return *self._worked(image, wanted, window), damaged

    @property
    def _fraction(self) -> tuple[int, int]:
        """`reduce` as a fraction: so many scene pixels are as wide as so many working pixels."""
        if self.reduce < 1:
            return 1, round(1 / self.reduce)
        halves = round(2 * self.reduce)
        return (halves, 2) if halves % 2 else (halves // 2, 1)

    def _scene_window(self, window: Window) -> Window:
        """The scene's pixels under a window, and one more around it to interpolate from."""
        k, enlarge = self._fraction
        margin = 1 if self.reduce < 1 else 0
        left = max(0, window.col_off * k // enlarge - margin)
        top = max(0, window.row_off * k // enlarge - margin)
        right = -(-(window.col_off + window.width) * k // enlarge) + margin
        bottom = -(-(window.row_off + window.height) * k // enlarge) + margin
        width, height = min(right, self.raster.width), min(bottom, self.raster.height)
        return Window(left, top, width - left, height - top)

    def _worked(self, image: Image, read: Window, window: Window) -> tuple[RgbArray, MaskArray]:
        if self.reduce == 1:
            return image.rgb, image.mask
        if self.reduce < 1:
            return self._enlarged(image, read, window)
        k, parts = self._fraction
        if parts == 1:
            return mean_of_blocks(image.rgb, image.mask, k)
        rgb = image.rgb.repeat(parts, axis=0).repeat(parts, axis=1)
        mask = image.mask.repeat(parts, axis=0).repeat(parts, axis=1)
        top = window.row_off * k - read.row_off * parts
        left = window.col_off * k - read.col_off * parts
        part = slice(top, top + window.height * k), slice(left, left + window.width * k)
        return mean_of_blocks(rgb[part], mask[part], k)

    def _enlarged(self, image: Image, read: Window, window: Window) -> tuple[RgbArray, MaskArray]:
        """Bilinear between valid pixels only; a working pixel is as valid as the one it lies in."""
        _, k = self._fraction
        size = image.width * k, image.height * k
        share = image.mask.astype(np.float32)
        colours = cv2.resize(image.rgb * share[:, :, None], size, interpolation=cv2.INTER_LINEAR)
        weight = cv2.resize(share, size, interpolation=cv2.INTER_LINEAR)
        mean = np.rint(colours / np.maximum(weight, 1e-6)[:, :, None]).astype(np.uint8)
        mask = image.mask.repeat(k, axis=0).repeat(k, axis=1)
        top, left = window.row_off - read.row_off * k, window.col_off - read.col_off * k
        part = slice(top, top + window.height), slice(left, left + window.width)
        return np.ascontiguousarray(mean[part]), np.ascontiguousarray(mask[part])


def _parts(length: int, longest: int) -> list[tuple[int, int]]:
    """Start and length of the fewest equal parts, up to one cell, none longer than `longest`."""
    count = -(-length // longest)
    edges = [length * i // count for i in range(count + 1)]
    return [(start, end - start) for start, end in pairwise(edges)]
