"""Where a large scene is searched finely: around what a coarse search found, and a sample of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from neurocorrelator.geo.polygons import Bounds
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.judgement import Judged

SAMPLE_PX = 16_000_000  # working pixels that stand for the whole scene
_PLACES = 8  # of a template, the surest
_AROUND_PX = 64  # working pixels from a place to each side that are searched
_SIDE_PX = 1024  # working pixels, of a square of the sample: around each lie tiles that it touches


def focus_of(
    found: Iterable[Judged], area: SearchArea | None, bounds: Bounds, reduce: float
) -> SearchArea:
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
    squares = [
        _square(place, _AROUND_PX * reduce) for own in found for place in own.places[:_PLACES]
    ]
    squares += _sample(bounds, reduce)
    focus = SearchArea.from_pixels(squares, "what a coarse search found")
    return focus if area is None else area.and_(focus)


def _sample(bounds: Bounds, reduce: float) -> Iterator[list[tuple[float, float]]]:
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


def _square(centre: tuple[float, float], half: float) -> list[tuple[float, float]]:
    col, row = centre
    return [
        (col - half, row - half),
        (col + half, row - half),
        (col + half, row + half),
        (col - half, row + half),
    ]
