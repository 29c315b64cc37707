"""From the position maps of a template's variants to its score map and its candidates."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.config import MatchConfig, ScoreName
from neurocorrelator.errors import TemplateError
from neurocorrelator.features.islands import Island, Islands
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.features.vgg import STRIDE
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.candidates import find_peaks, refine_peak
from neurocorrelator.matching.scores import (
    Combination,
    Evidence,
    FloatMap,
    SceneCells,
    resample_to_scene_cells,
)
from neurocorrelator.matching.similarity import PositionMaps
from neurocorrelator.matching.variants import Variant
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.image import MaskArray
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.results.match_result import ScoreMap

_SAME_SIZE = 0.05  # logarithm of scale within which variants are of one size
_TURNS = 8  # variants of one size, from which on their mean says what a place shows at any turn
_CONTRAST = 0.75  # of that mean is taken from the scores that a coarse search ranks by
_COARSE_SEPARATION = 0.5  # of the template's shorter side
_CROWD = 8  # times as many peaks as candidates are looked at: variants of one place are neighbours


@dataclass(frozen=True, slots=True)
class Candidate:
    """A peak of a template's score map, refined within its variant.

    Attributes:
        col: scene pixel of the template's centre, corner coordinates.
        row: likewise.
        variant: the one that has the peak.
        score: value of the score map there.
        log_quality: the size-corrected score there, see `Evidence.log_quality`.
    """

    col: float
    row: float
    variant: Variant
    score: float
    log_quality: float


@dataclass(frozen=True, eq=False)
class Located:
    """What was found of one template: its score map and its best candidates, best first."""

    template: Template
    score_map: ScoreMap
    candidates: tuple[Candidate, ...]


def gather_evidence(
    raster: Raster,
    template: Template,
    variant: Variant,
    maps: PositionMaps,
    *,
    cells: TemplateCells,
    scene_cells: int,
    config: MatchConfig,
    areas: Sequence[SearchArea] = (),
    islands: Islands | None = None,
    check: Check = unchecked,
) -> list[Evidence]:
    """Position maps of a variant, placed in the scene.

    Args:
        raster: the scene.
        template: the picture.
        variant: one of its variants.
        maps: of that variant.
        cells: of that variant.
        scene_cells: number of valid cells of the scene at the variant's resolution, N_s.
        config: settings.
        areas: where candidates may be; in all of them.
        islands: that the maps are of, in place of the whole scene.
        check: called on the way; may raise to stop.

    Returns:
        Of the whole scene, or of each island.
    """
    (left, top), step = place_of_positions(template, variant, cells.shape)
    place = functools.partial(
        Evidence.of,
        sizes=(scene_cells, cells.count),
        step=step,
        scene_size=(raster.width, raster.height),
        min_coverage=config.min_coverage,
        blur_cells=config.blur_cells,
        areas=areas,
        check=check,
    )
    if islands is None:
        return [place(maps, first_centre=(left, top))]
    found: list[Evidence] = []
    for island, row, col in islands.placed():
        own = maps.part(
            slice(row, row + island.rows + cells.shape[0] - 1),
            slice(col, col + island.cols + cells.shape[1] - 1),
        )
        rows, cols = (
            _cells_under(start + step * first_cell, step, length, size) - first_cell
            for start, first_cell, length, size in (
                (top, island.row, own.quality.shape[0], raster.height),
                (left, island.col, own.quality.shape[1], raster.width),
            )
        )
        here = left + step * island.col, top + step * island.row
        found.append(place(own, first_centre=here, within=_centred(island, rows, cols)))
    return found


def _cells_under(first: float, step: float, positions: int, size: float) -> NDArray[np.int_]:
    """The cell that each position is centred on; the last one, for one on the scene's far edge."""
    cell = np.floor(first / step + np.arange(positions) + 1e-9).astype(int)
    return np.asarray(np.minimum(cell, math.ceil(size / step) - 1))


def _centred(island: Island, rows: NDArray[np.int_], cols: NDArray[np.int_]) -> MaskArray:
    """Which positions are centred on counted cells, by rows and columns from the first cell."""
    inside = np.zeros((rows.size, cols.size), np.bool_)
    down = np.flatnonzero((rows >= 0) & (rows < island.rows))
    across = np.flatnonzero((cols >= 0) & (cols < island.cols))
    inside[np.ix_(down, across)] = island.counted[np.ix_(rows[down], cols[across])]
    return inside


def place_of_positions(
    template: Template, variant: Variant, shape: tuple[int, int]
) -> tuple[tuple[float, float], float]:
    """Where the positions of a variant lie in the scene.

    Args:
        template: the picture.
        variant: one of its variants.
        shape: rows and columns of the variant's cells.

    Returns:
        `first_centre` and `step` of `Evidence`.
    """
    # at position [0, 0] the template's last cell lies on the scene's first
    col, row = variant.centre(template)
    first_col, first_row = col - STRIDE * (shape[1] - 1), row - STRIDE * (shape[0] - 1)
    return (variant.reduce * first_col, variant.reduce * first_row), float(STRIDE * variant.reduce)


def locate(
    raster: Raster,
    template: Template,
    variants: Sequence[Variant],
    evidence: Sequence[Evidence],
    config: MatchConfig,
    *,
    top: int,
    coarse: bool = False,
    check: Check = unchecked,
) -> Located:
    """Score map and candidates of one template.

    Args:
        raster: the scene.
        template: the picture.
        variants: of the template; one for each of its islands.
        evidence: for each variant.
        config: settings.
        top: candidates at most.
        coarse: rank the candidates by how much better one turn is than the others.
        check: called on the way; may raise to stop.

    Raises:
        TemplateError: no position reaches `min_coverage`.
    """
    if not any(e.candidates.any() for e in evidence):
        raise TemplateError(
            f"{template.name}: nowhere does {config.min_coverage:.0%} of it lie on valid ground of"
            " the scene or the area searched; check the GSD, the scale and the area, or lower"
            " min_coverage"
        )
    combinations = _combinations(variants, evidence, config.score, check)
    cells = SceneCells.of(raster.width, raster.height)
    sizes = _sizes(variants)
    usual = _usual_scores(evidence, combinations, sizes, cells, check) if coarse else {}
    merged = _merge(evidence, combinations, [usual.get(size) for size in sizes], cells, check)
    score_map = ScoreMap(
        template=template.name,
        values=merged.values,
        georeference=raster.georeference.window(0, 0, cells.stride),
        stride=cells.stride,
    )
    separation = coarse_separation(config) if coarse else config.separation
    shorter = separation * min(template.width, template.height) / cells.stride
    scales = [variant.pose.scale for variant in variants]
    one_size = max(scales) <= 1.01 * min(scales)
    winner = merged.winner
    peaks = find_peaks(
        merged.ranked, top if one_size else _CROWD * top, shorter * min(scales), check
    )
    places: dict[tuple[int, int], Candidate] = {}
    for index in sorted({int(winner[peak]) for peak in peaks}):
        check()
        score = combinations[index].score(
            evidence[index]
        )  # once a variant, however many peaks it has
        for peak in peaks:
            if winner[peak] == index:
                value = float(merged.score[peak])
                places[peak] = _refine(
                    evidence[index], score, peak, variants[index], value=value, stride=cells.stride
                )
    candidates = [places[peak] for peak in peaks]
    if not one_size:
        candidates = _apart(candidates, shorter * cells.stride, top)
    return Located(template, score_map, tuple(candidates))


def coarse_separation(config: MatchConfig) -> float:
    """That of the candidates of a coarse search, which stand for their surroundings."""
    return max(config.separation, _COARSE_SEPARATION)


def _apart(candidates: Sequence[Candidate], shorter: float, top: int) -> list[Candidate]:
    """The best ones, none nearer to a better one than its own size allows."""
    kept: list[Candidate] = []
    for own in candidates:
        if all(
            np.hypot(own.col - other.col, own.row - other.row)
            >= shorter * min(own.variant.pose.scale, other.variant.pose.scale)
            for other in kept
        ):
            kept.append(own)
        if len(kept) == top:
            break
    return kept


def _combinations(
    variants: Sequence[Variant], evidence: Sequence[Evidence], kind: ScoreName, check: Check
) -> list[Combination]:
    """How each variant's evidence becomes its score: pooled over the variants of its size.

    A template of few cells looks like many places by chance: beside larger ones its scores would
    have nothing to do with theirs.
    """
    sizes = _sizes(variants)
    pooled = {
        size: Combination.of(
            [own for own, its in zip(evidence, sizes, strict=True) if its == size], kind, check
        )
        for size in sorted(set(sizes))
    }
    return [pooled[size] for size in sizes]


def _sizes(variants: Sequence[Variant]) -> list[int]:
    """Variants of one size have the same number."""
    return [round(math.log(variant.pose.scale) / _SAME_SIZE) for variant in variants]


def _layers(
    evidence: Sequence[Evidence],
    combinations: Sequence[Combination],
    cells: SceneCells,
    check: Check,
) -> Iterator[tuple[tuple[slice, slice], FloatMap]]:
    """Each variant's score at the scene's cells, and which cells these are."""
    for own, combination in zip(evidence, combinations, strict=True):
        check()
        score = combination.score(own)
        rows, cols = cells.under(score.shape, own.first_centre, own.step)
        left, top = (
            first - cells.stride * part.start
            for first, part in zip(own.first_centre, (cols, rows), strict=True)
        )
        part = SceneCells((rows.stop - rows.start, cols.stop - cols.start), cells.stride)
        yield (rows, cols), resample_to_scene_cells(score, (left, top), own.step, part, check)


def _usual_scores(
    evidence: Sequence[Evidence],
    combinations: Sequence[Combination],
    sizes: Sequence[int],
    cells: SceneCells,
    check: Check,
) -> dict[int, FloatMap]:
    """By size, what the turns of a template score at each cell in the mean, or a part of it.

    A place that looks a little like the template at any turn, such as a wood like a wood, is no
    place of it. Sizes with few turns are left out.
    """
    turned = {size for size in sizes if sizes.count(size) >= _TURNS}
    total = {size: np.zeros(cells.shape, np.float32) for size in turned}
    count = {size: np.zeros(cells.shape, np.uint16) for size in turned}
    layers = _layers(evidence, combinations, cells, check)
    for size, (place, layer) in zip(sizes, layers, strict=True):
        if size in turned:
            there, part = np.isfinite(layer), total[size][place]
            np.add(part, layer, out=part, where=there)
            count[size][place] += there
    for size in turned:
        total[size] *= np.float32(_CONTRAST) / np.maximum(count[size], np.float32(1))
    return total


@dataclass(frozen=True, eq=False)
class _Merged:
    """All variants at every cell of the scene.

    Attributes:
        values: the highest score; NaN where there is none.
        ranked: the highest of what candidates are ranked by; likewise.
        winner: the variant that has it.
        score: of that variant.
    """

    values: FloatMap
    ranked: FloatMap
    winner: NDArray[np.int32]
    score: FloatMap


def _merge(
    evidence: Sequence[Evidence],
    combinations: Sequence[Combination],
    usual: Sequence[FloatMap | None],
    cells: SceneCells,
    check: Check,
) -> _Merged:
    """The maximum over variants, whose usual scores are taken off the ones that rank."""
    values = np.full(cells.shape, np.nan, np.float32)
    winner = np.zeros(cells.shape, np.int32)
    ranked = score = values
    if any(own is not None for own in usual):
        ranked, score = values.copy(), values.copy()
    layers = _layers(evidence, combinations, cells, check)
    for index, ((place, layer), own) in enumerate(zip(layers, usual, strict=True)):
        rank = layer if own is None else layer - own[place]
        better = np.isfinite(rank) & ~(ranked[place] >= rank)
        ranked[place][better] = rank[better]
        winner[place][better] = index
        if ranked is not values:
            score[place][better] = layer[better]
            np.fmax(values[place], layer, out=values[place])
    return _Merged(values, ranked, winner, score)


def _refine(
    evidence: Evidence,
    score: FloatMap,
    peak: tuple[int, int],
    variant: Variant,
    *,
    value: float,
    stride: int,
) -> Candidate:
    """The sub-cell place of a peak of the score map, in the winning variant's own map."""
    row, col = (stride * (p + 0.5) for p in peak)
    (first_col, first_row), step = evidence.first_centre, evidence.step
    around = max(1, math.ceil(stride / step / 2))
    fine_row, fine_col = refine_peak(
        score, (row - first_row) / step, (col - first_col) / step, around
    )
    rows, cols = score.shape
    nearest = min(max(round(fine_row), 0), rows - 1), min(max(round(fine_col), 0), cols - 1)
    # within a cell of the peak, so that table and map never disagree
    limit = max(stride, step / 2)
    return Candidate(
        col=float(np.clip(first_col + step * fine_col, col - limit, col + limit)),
        row=float(np.clip(first_row + step * fine_row, row - limit, row + limit)),
        variant=variant,
        score=value,
        log_quality=evidence.log_quality(*nearest),
    )
