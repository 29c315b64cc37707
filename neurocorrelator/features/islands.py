"""Parts of a scene that lie apart, and are searched as if they were a scene of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from neurocorrelator.rasters.image import MaskArray
from neurocorrelator.rasters.working_grid import Tile, WorkingGrid


@dataclass(frozen=True, eq=False)
class Island:
    """A rectangle of cells: those that are searched, and those that a template there can touch.

    Attributes:
        row: the first cell's row on the scene's grid.
        col: its column.
        counted: [rows, cols] bool, the cells that are searched.
    """

    row: int
    col: int
    counted: MaskArray

    @property
    def rows(self) -> int:
        """Number of rows of cells."""
        return int(self.counted.shape[0])

    @property
    def cols(self) -> int:
        """Number of columns of cells."""
        return int(self.counted.shape[1])

    def holds(self, top: int, left: int, bottom: int, right: int) -> bool:
        """Whether a rectangle of the scene's cells lies in it."""
        inside = self.row <= top and self.col <= left
        return inside and bottom <= self.row + self.rows and right <= self.col + self.cols


class Islands:
    """Islands of one grid, packed into a sheet: coordinates in it are those of all their maps.

    No two count the same cell. Between them lie cells that are not valid, for a template that
    overhangs the scene's border.

    Attributes:
        shape: rows and columns of the sheet.
        counted: [rows, cols] bool, the cells in it that are searched.
    """

    def __init__(self, islands: Sequence[Island], gap: int) -> None:
        """Pack them in rows, in this order, with so many cells between two."""
        self._islands = tuple(islands)
        self._firsts, self.shape = _packed([(own.rows, own.cols) for own in islands], gap)
        self.counted: MaskArray = np.zeros(self.shape, np.bool_)
        for own, row, col in self.placed():
            self.counted[row : row + own.rows, col : col + own.cols] = own.counted

    def placed(self) -> Iterator[tuple[Island, int, int]]:
        """Each with the row and the column of its first cell in the sheet."""
        for own, (row, col) in zip(self._islands, self._firsts, strict=True):
            yield own, row, col

    def tiles(self, grid: WorkingGrid, tile_px: int, halo_px: int) -> list[Tile]:
        """As `WorkingGrid.tiles`: their pixels are the scene's, their cells the sheet's."""
        found: list[Tile] = []
        for own, row, col in self.placed():
            box = own.row, own.col, own.rows, own.cols
            found += [
                replace(tile, row=tile.row - own.row + row, col=tile.col - own.col + col)
                for tile in grid.tiles_of(box, tile_px, halo_px)
            ]
        return found

    def shift(self, top: int, left: int, bottom: int, right: int) -> tuple[int, int] | None:
        """What to add to rows and columns of the scene's cells, for a rectangle that one holds."""
        for own, row, col in self.placed():
            if own.holds(top, left, bottom, right):
                return row - own.row, col - own.col
        return None


def _packed(
    sizes: Sequence[tuple[int, int]], gap: int
) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    """Rectangles side by side in rows as wide as the widest: first (row, col) of each, the size."""
    wide = max((cols for _, cols in sizes), default=0)
    firsts: list[tuple[int, int]] = []
    row = col = height = 0
    for rows, cols in sizes:
        if col and col + cols > wide:
            row, col, height = row + height + gap, 0, 0
        firsts.append((row, col))
        height = max(height, rows)
        col += cols + gap
    return firsts, (row + height, wide)
