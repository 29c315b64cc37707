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
    """Islands of one grid, packed into a column: coordinates in it are those of all their maps.

    No two count the same cell. Between them lie cells that are not valid, for a template that
    overhangs the scene's border.

    Attributes:
        shape: rows and columns of the column.
        counted: [rows, cols] bool, the cells in it that are searched.
    """

    def __init__(self, islands: Sequence[Island], gap: int) -> None:
        """Pack them, in this order, with so many rows of cells between two."""
        self._islands = tuple(islands)
        self._tops = np.cumsum([0, *(own.rows + gap for own in islands)]).tolist()
        self.shape = self._tops[-1], max((own.cols for own in islands), default=0)
        self.counted: MaskArray = np.zeros(self.shape, np.bool_)
        for own, top in self.placed():
            self.counted[top : top + own.rows, : own.cols] = own.counted

    def placed(self) -> Iterator[tuple[Island, int]]:
        """Each with the row of its first cell in the column."""
        yield from zip(self._islands, self._tops, strict=False)

    def tiles(self, grid: WorkingGrid, tile_px: int, halo_px: int) -> list[Tile]:
        """As `WorkingGrid.tiles`: their pixels are the scene's, their cells the column's."""
        found: list[Tile] = []
        for own, top in self.placed():
            box = own.row, own.col, own.rows, own.cols
            found += [
                replace(tile, row=tile.row - own.row + top, col=tile.col - own.col)
                for tile in grid.tiles_of(box, tile_px, halo_px)
            ]
        return found

    def shift(self, top: int, left: int, bottom: int, right: int) -> tuple[int, int] | None:
        """What to add to rows and columns of the scene's cells, for a rectangle that one holds."""
        for own, first in self.placed():
            if own.holds(top, left, bottom, right):
                return first - own.row, -own.col
        return None
