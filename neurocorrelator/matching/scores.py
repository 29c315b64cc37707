"""From the position maps of a template's variants to one score at every cell of the scene."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.config import ScoreName
from neurocorrelator.features.standardise import NEGLIGIBLE
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.similarity import PositionMaps
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.working_grid import CELL_PX

FloatMap = NDArray[np.float32]
MaskMap = NDArray[np.bool_]

_BAND_VALUES = 2**21  # of a map, worked on between two looks at whether to stop
_TINY = 1e-30
_MOST_CELLS = 2**26  # of a score map: 256 MiB


@dataclass(frozen=True, eq=False)
class Evidence:
    """What speaks for one variant at each of its positions; all maps are [rows, cols].

    Attributes:
        quality: blurred pair quality times sqrt(N_s N_t), comparable between sizes.
        cosine: mean cosine.
        bag: the paper's score plus (log N_s + log N_t) / 2; None unless asked for.
        candidates: positions that may be candidates.
        first_centre: scene pixels (col, row) of the template's centre at position [0, 0].
        step: scene pixels from one position to the next.
    """

    quality: FloatMap
    cosine: FloatMap
    bag: FloatMap | None
    candidates: MaskMap
    first_centre: tuple[float, float]
    step: float

    @classmethod
    def of(
        cls,
        maps: PositionMaps,
        *,
        sizes: tuple[int, int],
        first_centre: tuple[float, float],
        step: float,
        scene_size: tuple[int, int],
        min_coverage: float,
        blur_cells: int,
        areas: Sequence[SearchArea] = (),
        within: MaskMap | None = None,
        check: Check = unchecked,
    ) -> Evidence:
        """From the maps of a variant.

        Args:
            maps: of the variant.
            sizes: number of valid cells of scene and template, N_s and N_t.
            first_centre: as above.
            step: as above.
            scene_size: width and height in pixels.
            min_coverage: positions below it are no candidates and stay out of the blur.
            blur_cells: side of G.
            areas: where a candidate's centre must lie; in all of them.
            within: [rows, cols], positions that may be candidates; None for all.
            check: called on the way; may raise to stop.
        """
        size = float(np.sqrt(sizes[0] * sizes[1]))
        blurred = blur(maps.quality, maps.coverage >= min_coverage, blur_cells, check)
        candidates = candidate_mask(maps.coverage, first_centre, step, scene_size, min_coverage)
        if within is not None:
            candidates &= within
        for area in areas:
            check()
            candidates &= area.mask(candidates.shape, first_centre, step)
        return cls(
            quality=blurred * np.float32(size),
            cosine=maps.cosine,
            bag=None if maps.bag is None else maps.bag + np.float32(np.log(size)),
            candidates=candidates,
            first_centre=first_centre,
            step=step,
        )

    def log_quality(self, row: int, col: int) -> float:
        """The size-corrected score of a position: log q + (log N_s + log N_t) / 2."""
        return float(np.log(max(float(self.quality[row, col]), _TINY)))


def candidate_mask(
    coverage: FloatMap,
    first_centre: tuple[float, float],
    step: float,
    scene_size: tuple[int, int],
    min_coverage: float,
) -> MaskMap:
    """Positions that may be candidates: covered enough, and with their centre on the scene.

    Args:
        coverage: of `PositionMaps`.
        first_centre: scene pixels (col, row) of the centre at position [0, 0].
        step: scene pixels between positions.
        scene_size: width and height in pixels.
        min_coverage: least share of valid pairs.
    """
    rows, cols = coverage.shape
    col = first_centre[0] + step * np.arange(cols)
    row = first_centre[1] + step * np.arange(rows)
    on_scene = ((row >= 0) & (row <= scene_size[1]))[:, None] & (
        (col >= 0) & (col <= scene_size[0])
    )[None, :]
    return np.asarray(on_scene & (coverage >= min_coverage))


def blur(values: FloatMap, valid: MaskMap, side: int, check: Check = unchecked) -> FloatMap:
    """G: mean over a square of `side` cells, of the valid positions under it only.

    Zero padding instead would be a prior for the centre in disguise. `check` is called on the way
    and may raise to stop.
    """
    if side == 1:
        return values
    out = np.empty(values.shape, np.float32)
    rows, half = len(values), side // 2
    for band in _bands(values.shape):
        check()
        first = max(0, band.start - half)
        around = slice(first, min(rows, band.stop + half))
        own = slice(band.start - first, band.stop - first)
        total = _box_sum(np.where(valid[around], values[around], 0.0).astype(np.float64), side)
        count = _box_sum(valid[around].astype(np.float64), side)
        out[band] = (total[own] / np.maximum(count[own], 1.0)).astype(np.float32)
    return out


def _bands(shape: tuple[int, ...]) -> Iterator[slice]:
    """Rows of a map, so many at once that a step over them takes a small part of a second."""
    step = max(1, _BAND_VALUES // max(shape[1], 1))
    for first in range(0, shape[0], step):
        yield slice(first, min(first + step, shape[0]))


def _box_sum(values: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    half = side // 2
    rows, cols = values.shape
    table = np.zeros((rows + side, cols + side))
    table[half + 1 : half + 1 + rows, half + 1 : half + 1 + cols] = values
    table = table.cumsum(axis=0).cumsum(axis=1)
    out = table[side:, side:] - table[:-side, side:] - table[side:, :-side] + table[:-side, :-side]
    return np.asarray(out)


@dataclass(frozen=True, slots=True)
class Combination:
    """How the evidence of one template's variants becomes its score.

    `aligned` is the sum of the z-scores of quality and of cosine, their statistics pooled over all
    candidate positions of all variants: mean and 1 / deviation of each. `bag` and `cosine` need
    none: they are the maps themselves.
    """

    kind: ScoreName
    quality: tuple[float, float]
    cosine: tuple[float, float]

    @classmethod
    def of(
        cls, evidence: Sequence[Evidence], kind: ScoreName, check: Check = unchecked
    ) -> Combination:
        """From the evidence of all variants of a template; `check` may raise to stop."""
        if kind != "aligned":
            return cls(kind, (0.0, 0.0), (0.0, 0.0))
        return cls(
            kind,
            _pooled(((e.quality, e.candidates) for e in evidence), check),
            _pooled(((e.cosine, e.candidates) for e in evidence), check),
        )

    def score(self, evidence: Evidence) -> FloatMap:
        """The score at every position of a variant; NaN where no candidate may be."""
        if self.kind == "bag":
            assert evidence.bag is not None  # noqa: S101 (asked for with the kind)
            score = evidence.bag
        elif self.kind == "cosine":
            score = evidence.cosine
        else:
            (q_mean, q_factor), (k_mean, k_factor) = self.quality, self.cosine
            quality = (evidence.quality - np.float64(q_mean)) * q_factor
            score = (quality + (evidence.cosine - np.float64(k_mean)) * k_factor).astype(np.float32)
        return np.where(evidence.candidates, score, np.float32(np.nan))


def _pooled(maps: Iterable[tuple[FloatMap, MaskMap]], check: Check) -> tuple[float, float]:
    """Mean and 1 / deviation over all masked values; factor 0 where the deviation is negligible.

    One map at a time, merged as the channels' statistics are (Chan, Golub and LeVeque, 1979).
    """
    count, mean, m2 = 0, 0.0, 0.0
    for values, mask in maps:
        check()
        chosen = values[mask].astype(np.float64)
        if chosen.size == 0:
            continue
        own_mean = float(chosen.mean())
        own_m2 = float(np.square(chosen - own_mean).sum())
        total, delta = count + chosen.size, own_mean - mean
        m2 += own_m2 + delta * delta * count * chosen.size / total
        mean += delta * chosen.size / total
        count = total
    deviation = np.sqrt(m2 / max(count, 1))
    if deviation <= NEGLIGIBLE * np.hypot(mean, deviation):
        return mean, 0.0
    return mean, float(1.0 / deviation)


@dataclass(frozen=True, slots=True)
class SceneCells:
    """The cells of a scene that a score map is of.

    Attributes:
        shape: rows and columns.
        stride: scene pixels from one to the next, and their side.
    """

    shape: tuple[int, int]
    stride: int

    @classmethod
    def of(cls, width: int, height: int) -> SceneCells:
        """Of a scene: four pixels wide; 8, 16 and so on in scenes that have more than 2^26 such."""
        stride = CELL_PX
        while (-(-height // stride)) * (-(-width // stride)) > _MOST_CELLS:
            stride *= 2
        return cls((-(-height // stride), -(-width // stride)), stride)

    def under(
        self, shape: tuple[int, int], first_centre: tuple[float, float], step: float
    ) -> tuple[slice, slice]:
        """Rows and columns of the cells between the first and the last of a map's positions."""
        parts = []
        for axis, first in enumerate(first_centre[::-1]):
            last = first + step * (shape[axis] - 1)
            begin = min(max(math.floor(first / self.stride), 0), self.shape[axis])
            end = min(max(math.floor(last / self.stride + 1e-9) + 1, begin), self.shape[axis])
            parts.append(slice(begin, end))
        return parts[0], parts[1]


def resample_to_scene_cells(
    values: FloatMap,
    first_centre: tuple[float, float],
    step: float,
    cells: SceneCells,
    check: Check = unchecked,
) -> FloatMap:
    """A variant's map at the scene's cells.

    The best position of those that lie in a cell, so that no peak is lost between two cells; where
    positions are rarer than cells, bilinearly at the cells' centres.

    Args:
        values: [rows, cols] at the variant's positions; NaN where no candidate may be.
        first_centre: pixels (col, row) of position [0, 0] from the first cell's corner.
        step: scene pixels between positions.
        cells: of the scene, or of a part of it.
        check: called on the way; may raise to stop.

    Returns:
        [rows, cols] of `cells`; a cell is NaN where no valid position lies in it, or where valid
        positions carry less than half of its weight.
    """
    if step <= cells.stride:
        return _best_in_cells(values, first_centre, step, cells, check)
    shape = cells.shape
    top, bottom, row_weight = cell_neighbours(cells, 0, first_centre[1], step, values.shape[0])
    left, right, col_weight = cell_neighbours(cells, 1, first_centre[0], step, values.shape[1])
    valid = np.isfinite(values)
    filled = np.where(valid, values, np.float32(0))
    out = np.full(shape, np.nan, np.float32)

    # `take`, unlike an index in brackets, leaves Python's lock to other threads
    def bilinear(grid: NDArray[np.float32], band: slice) -> NDArray[np.float32]:
        down = row_weight[band, None]
        rows = grid.take(top[band], axis=0) * (1 - down) + grid.take(bottom[band], axis=0) * down
        across = rows.take(left, axis=1) * (1 - col_weight) + rows.take(right, axis=1) * col_weight
        return np.asarray(across)

    there = valid.astype(np.float32)
    for band in _bands(shape):
        check()
        weight = bilinear(there, band)
        total = bilinear(filled, band)
        np.divide(total, weight, out=out[band], where=weight >= 0.5 - 1e-6)
    return out


def cells_of_positions(
    cells: SceneCells, axis: int, first: float, step: float, positions: int
) -> NDArray[np.int64]:
    """The cell that every position lies in, along an axis; beyond the ends, the last one."""
    cell = np.floor((first + step * np.arange(positions)) / cells.stride + 1e-9).astype(np.int64)
    # a centre on the scene's far edge is in the last cell
    return np.clip(cell, 0, cells.shape[axis] - 1)


def _best_in_cells(
    values: FloatMap,
    first_centre: tuple[float, float],
    step: float,
    cells: SceneCells,
    check: Check,
) -> FloatMap:
    rows = cells_of_positions(cells, 0, first_centre[1], step, values.shape[0])
    cols = cells_of_positions(cells, 1, first_centre[0], step, values.shape[1])
    best = np.full(cells.shape, -np.inf, np.float32)
    for band in _bands(values.shape):
        check()
        there = np.isfinite(values[band])
        index = np.add.outer(rows[band] * cells.shape[1], cols)[there]
        # numpy holds Python's lock meanwhile
        np.maximum.at(best.reshape(-1), index, values[band][there])
    return np.where(np.isfinite(best), best, np.float32(np.nan))


def cell_neighbours(
    cells: SceneCells, axis: int, first: float, step: float, positions: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """For every cell centre the positions before and behind it, and the weight of the latter."""
    place = (cells.stride * np.arange(cells.shape[axis]) + cells.stride / 2 - first) / step
    place = np.clip(place, 0, positions - 1)
    before = np.floor(place + 1e-9).astype(np.int64)
    weight = np.clip(place - before, 0, 1).astype(np.float32)
    return before, np.minimum(before + 1, positions - 1), weight
