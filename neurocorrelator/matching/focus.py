"""Where a large scene is searched finely: around what a coarse search found, and a sample of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from neurocorrelator.features.islands import Island, Islands
from neurocorrelator.geo.polygons import Bounds
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.judgement import Judged
from neurocorrelator.rasters.working_grid import CELL_PX, WorkingGrid

SAMPLE_PX = 16_000_000  # working pixels that stand for the whole scene
_PLACES = 8  # of a template, the surest
_AROUND_PX = 64  # working pixels from a place to each side that are searched
_SIDE_PX = 1024  # working pixels, of a square of the sample


@dataclass(frozen=True)
class Focus:
    """What of a scene is searched finely.

    Attributes:
        squares: left, top, right and bottom in pixels of the scene, beyond which some may reach.
        area: the searched one; None for the whole scene.
    """

    squares: tuple[Bounds, ...]
    area: SearchArea | None

    def islands(self, grid: WorkingGrid, reach: int) -> Islands:
        """The squares' cells; one that lies in several squares counts in the first of them.

        Args:
            grid: of the fine search.
            reach: cells around a square that a template with its centre in it can touch.
        """
        found: list[Island] = []
        for square in self.squares:
            own = self._island(grid, square, reach)
            if own is None:
                continue
            for other in found:
                _uncount(own, other)
            if own.counted.any():
                found.append(own)
        return Islands(found, gap=reach)

    def _island(self, grid: WorkingGrid, square: Bounds, reach: int) -> Island | None:
        cell = CELL_PX * grid.reduce
        rows, cols = grid.cells
        left, top = (max(0, math.floor(edge / cell + 0.5)) for edge in square[:2])
        right = min(cols, math.floor(square[2] / cell + 0.5))
        bottom = min(rows, math.floor(square[3] / cell + 0.5))
        if right <= left or bottom <= top:
            return None
        row, col = max(0, top - reach), max(0, left - reach)
        shape = min(rows, bottom + reach) - row, min(cols, right + reach) - col
        counted = np.zeros(shape, np.bool_)
        counted[top - row : bottom - row, left - col : right - col] = True
        if self.area is not None:
            first = (col + 0.5) * cell, (row + 0.5) * cell
            counted &= self.area.mask(shape, first, cell)
        return Island(row, col, counted)


def _uncount(own: Island, other: Island) -> None:
    """Take off an island what another counts."""
    top, left = max(own.row, other.row), max(own.col, other.col)
    bottom = min(own.row + own.rows, other.row + other.rows)
    right = min(own.col + own.cols, other.col + other.cols)
    if bottom > top and right > left:
        mine, its = (
            each.counted[top - each.row : bottom - each.row, left - each.col : right - each.col]
            for each in (own, other)
        )
        mine &= ~its


def focus_of(
    found: Iterable[Judged], area: SearchArea | None, bounds: Bounds, reduce: float
) -> Focus:
    """The surroundings of the places that a coarse search found, and an even sample of the scene.

    The scores of a place are compared with those of the scene's other places, and L sums over its
    cells: the sample stands for them, and is much larger than the scenes that confidences were
    fitted on.

    Args:
        found: of all templates of a round.
        area: the searched one; None for the whole scene.
        bounds: of what is searched, within the scene, see `searched_bounds`.
        reduce: scene pixels per working pixel of the fine search.
    """
    squares = list(_sample(bounds, reduce))
    squares += [
        _square(place, _AROUND_PX * reduce) for own in found for place in own.places[:_PLACES]
    ]
    return Focus(tuple(squares), area)


def _sample(bounds: Bounds, reduce: float) -> Iterator[Bounds]:
    """Squares that lie apart, one in each cell of a regular grid, the same ones each time."""
    left, top, right, bottom = bounds
    half = _SIDE_PX * reduce / 2
    count = SAMPLE_PX / _SIDE_PX**2
    step = math.sqrt((right - left) * (bottom - top) / count)
    generator = np.random.default_rng(0)
    for row in np.arange(top, bottom, step):
        for col in np.arange(left, right, step):
            down, across = generator.uniform(half, max(half, step - half), 2)
            yield _square((float(col + across), float(row + down)), half)


def _square(centre: tuple[float, float], half: float) -> Bounds:
    col, row = centre
    return col - half, row - half, col + half, row + half
