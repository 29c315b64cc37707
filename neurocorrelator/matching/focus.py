"""Where a large scene is searched finely: around what a coarse search found, and a sample of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from neurocorrelator.config import MatchConfig
from neurocorrelator.features.islands import Island, Islands
from neurocorrelator.geo.polygons import Bounds
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.locate import coarse_separation
from neurocorrelator.matching.plan import Search
from neurocorrelator.rasters.working_grid import CELL_PX, WorkingGrid

SAMPLE_PX = 16_000_000  # working pixels that stand for the whole scene
DOUBTED_PX = 16_000_000  # working pixels around the places of a template of which none is sure
SURE_PLACES = 8  # of a template that a coarse search is sure of
_FEWEST, _MOST = 128, 512  # places of a template of which none is sure
_MARGIN_PX = 8  # of a template's reach beyond half of it, about
_SIDE_PX = 1024  # working pixels, of a square of the sample, if a template reaches a quarter of it

_Cells = tuple[slice, slice]  # rows and columns of the grid


@dataclass(frozen=True)
class Focus:
    """What of a scene is searched finely.

    The scores of a place are compared with those of the scene's other places, and L sums over its
    cells: an even sample stands for them, and is much larger than the scenes that confidences were
    fitted on.

    Attributes:
        places: (col, row) in pixels of the scene, the likeliest first.
        around: pixels of the scene to each side of a place that are searched.
        bounds: of what is searched, within the scene, see `searched_bounds`.
        area: the searched one; None for the whole scene.
    """

    places: tuple[tuple[float, float], ...]
    around: float
    bounds: Bounds
    area: SearchArea | None

    def islands(self, grid: WorkingGrid, reach: int) -> Islands:
        """The cells of the sample and around the places; what several count, the first one counts.

        The squares of the sample are the same ones for templates of many sizes, so that their
        features are kept for all of them: what is searched is as much less as a template reaches.

        Args:
            grid: of the fine search.
            reach: cells around a searched one that a template with its centre there can touch.
        """
        sample = sample_squares(self.bounds, grid.reduce, reach)
        near = self.around
        places = [(col - near, row - near, col + near, row + near) for col, row in self.places]
        return islands_of(grid, sample, places, reach, self.area)


def islands_of(
    grid: WorkingGrid,
    sample: Iterable[Bounds],
    places: Iterable[Bounds],
    reach: int,
    area: SearchArea | None,
) -> Islands:
    """Islands of squares, in pixels of the scene.

    Args:
        grid: of the fine search.
        sample: what of these a template does not reach beyond is searched.
        places: all of these are searched, and the islands are as much larger as a template reaches.
        reach: cells around a searched one that a template with its centre there can touch.
        area: the searched one; None for the whole scene.
    """
    boxes = []
    for square in sample:
        part = _cells(square, grid)
        boxes.append((part, _each(_inset, part, reach, grid)))
    for square in places:
        part = _cells(square, grid)
        boxes.append((_each(_grown, part, reach, grid), part))
    found: list[Island] = []
    for around, searched in boxes:
        own = _island(around, searched, area, CELL_PX * grid.reduce)
        for other in found:
            _uncount(own, other)
        if own.counted.any():
            found.append(own)
    return Islands(found, gap=reach)


def around_of(search: Search, config: MatchConfig) -> float:
    """Pixels of the scene to each side of a place: to where a better place hides others."""
    return coarse_separation(config) / 2 * search.shorter_side


def places_of(search: Search, config: MatchConfig) -> int:
    """How many places of a coarse search for a told pose are searched finely, if none is sure."""
    if search.told is None:
        return 0
    around = around_of(search, config) / search.told.reduce
    across, down = (
        side + 2 * (around + _MARGIN_PX) for side in (search.told.width, search.told.height)
    )
    return min(max(round(DOUBTED_PX / (across * down)), _FEWEST), _MOST)


def sample_squares(bounds: Bounds, reduce: float, reach: int) -> list[Bounds]:
    """Squares that lie apart, one in each cell of a regular grid, the same ones each time.

    Args:
        bounds: of what is searched, in pixels of the scene.
        reduce: scene pixels per working pixel.
        reach: cells around a place that a template there can touch.
    """
    side = _SIDE_PX
    while side < 4 * reach * CELL_PX:
        side *= 2
    left, top, right, bottom = bounds
    half = side * reduce / 2
    step = math.sqrt((right - left) * (bottom - top) / max(1.0, SAMPLE_PX / side**2))
    generator = np.random.default_rng(0)
    found: list[Bounds] = []
    for row in np.arange(top, bottom, step):
        for col in np.arange(left, right, step):
            down, across = generator.uniform(half, max(half, step - half), 2)
            x, y = float(col + across), float(row + down)
            found.append((x - half, y - half, x + half, y + half))
    return found


def _cells(bounds: Bounds, grid: WorkingGrid) -> _Cells:
    """Those of the grid in a box, nearest to it."""
    found = []
    for size, first, last in ((grid.cells[0], 1, 3), (grid.cells[1], 0, 2)):
        begin, end = (
            math.floor(bounds[edge] / (CELL_PX * grid.reduce) + 0.5) for edge in (first, last)
        )
        found.append(_within(begin, end, size))
    return found[0], found[1]


def _each(
    change: Callable[[slice, int, int], slice], cells: _Cells, by: int, grid: WorkingGrid
) -> _Cells:
    rows, cols = (change(part, by, size) for part, size in zip(cells, grid.cells, strict=True))
    return rows, cols


def _grown(part: slice, by: int, size: int) -> slice:
    return _within(part.start - by, part.stop + by, size)


def _inset(part: slice, by: int, size: int) -> slice:
    """Smaller, but for ends at the scene's border: a template may overhang that."""
    begin = part.start if part.start <= 0 else part.start + by
    return _within(begin, part.stop if part.stop >= size else part.stop - by, size)


def _within(begin: int, end: int, size: int) -> slice:
    begin = min(max(begin, 0), size)
    return slice(begin, min(max(end, begin), size))


def _island(around: _Cells, searched: _Cells, area: SearchArea | None, cell: float) -> Island:
    rows, cols = around
    counted = np.zeros((rows.stop - rows.start, cols.stop - cols.start), np.bool_)
    inner = (
        slice(part.start - whole.start, part.stop - whole.start)
        for part, whole in zip(searched, around, strict=True)
    )
    counted[tuple(inner)] = True
    if area is not None and counted.any():
        first = (cols.start + 0.5) * cell, (rows.start + 0.5) * cell
        counted &= area.mask((len(counted), counted.shape[1]), first, cell)
    return Island(rows.start, cols.start, counted)


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
