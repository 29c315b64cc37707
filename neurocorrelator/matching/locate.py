"""From the position maps of a template's variants to its score map and its matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import TemplateError
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.features.vgg import STRIDE
from neurocorrelator.matching.candidates import find_peaks, refine_peak
from neurocorrelator.matching.scores import (
    VariantScores,
    candidate_mask,
    combine,
    resample_to_scene_cells,
)
from neurocorrelator.matching.similarity import PositionMaps
from neurocorrelator.matching.variants import Variant
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.results.match_result import Match, ScoreMap


@dataclass(frozen=True, eq=False)
class DrawnTemplate:
    """A template with all its variants at one working resolution."""

    template: Template
    reduce: int
    variants: tuple[Variant, ...]


@dataclass(frozen=True, eq=False)
class Located:
    """What was found of one template."""

    template: Template
    score_map: ScoreMap
    matches: tuple[Match, ...]


def locate(
    raster: Raster,
    item: DrawnTemplate,
    maps: Sequence[PositionMaps],
    cells: Sequence[TemplateCells],
    *,
    scene_cells: int,
    config: MatchConfig,
) -> Located:
    """Score map and candidates of one template.

    Args:
        raster: the scene.
        item: the template and its variants.
        maps: of each variant.
        cells: of each variant.
        scene_cells: number of valid cells of the scene, N_s.
        config: settings.

    Raises:
        TemplateError: no position reaches `min_coverage`.
    """
    template, step = item.template, float(STRIDE * item.reduce)
    size = raster.width, raster.height
    firsts, masks = [], []
    for variant, position_maps, template_ in zip(item.variants, maps, cells, strict=True):
        first = _first_centre(variant, template, template_.shape, item.reduce)
        firsts.append(first)
        masks.append(candidate_mask(position_maps.coverage, first, step, size, config.min_coverage))
    if not any(mask.any() for mask in masks):
        raise TemplateError(
            f"{template.name}: nowhere does {config.min_coverage:.0%} of it lie on valid ground of"
            " the scene; check the GSD and the scale, or lower min_coverage"
        )
    combined = combine(
        maps,
        masks,
        [c.count for c in cells],
        scene_cells,
        min_coverage=config.min_coverage,
        blur_cells=config.blur_cells,
        kind=config.score,
    )
    scores = [
        VariantScores(score, quality, first, step)
        for (score, quality), first in zip(combined, firsts, strict=True)
    ]
    values, winner = _merge(scores, (-(-raster.height // STRIDE), -(-raster.width // STRIDE)))
    score_map = ScoreMap(
        template=template.name,
        values=values,
        georeference=raster.georeference.window(0, 0, STRIDE),
        stride=STRIDE,
    )
    shorter = min(
        min(v.pose.scale for v in item.variants) * s for s in (template.width, template.height)
    )
    peaks = find_peaks(values, config.top, config.separation * shorter / STRIDE)
    matches = [
        _match_at(
            template,
            item.variants[winner[peak]],
            scores[winner[peak]],
            values,
            peak=peak,
            rank=rank,
        )
        for rank, peak in enumerate(peaks, start=1)
    ]
    least = template.min_score if template.min_score is not None else config.min_score
    kept = tuple(m for m in matches if least is None or m.score >= least)
    return Located(template, score_map, kept)


def _first_centre(
    variant: Variant, template: Template, shape: tuple[int, int], reduce: int
) -> tuple[float, float]:
    """Scene pixels of the template's centre when its last cell lies on the scene's first."""
    col, row = variant.centre(template)
    return reduce * (col - STRIDE * (shape[1] - 1)), reduce * (row - STRIDE * (shape[0] - 1))


def _merge(
    scores: Sequence[VariantScores], shape: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """The maximum over variants at every cell of the scene, and which variant it is."""
    values = np.full(shape, np.nan, np.float32)
    winner = np.zeros(shape, np.int32)
    for index, variant in enumerate(scores):
        layer = resample_to_scene_cells(variant.score, variant.first_centre, variant.step, shape)
        better = np.isfinite(layer) & ~(values >= layer)
        values[better] = layer[better]
        winner[better] = index
    return values, winner


def _match_at(
    template: Template,
    variant: Variant,
    scores: VariantScores,
    values: NDArray[np.float32],
    *,
    peak: tuple[int, int],
    rank: int,
) -> Match:
    """A match at a peak of the score map, its centre refined in the variant's own map."""
    row, col = (STRIDE * (p + 0.5) for p in peak)
    first_col, first_row = scores.first_centre
    place = (row - first_row) / scores.step, (col - first_col) / scores.step
    fine = refine_peak(scores.score, *place)
    # within a cell of the peak, so that table and map never disagree
    centre_row = float(np.clip(first_row + scores.step * fine[0], row - STRIDE, row + STRIDE))
    centre_col = float(np.clip(first_col + scores.step * fine[1], col - STRIDE, col + STRIDE))
    at = tuple(
        int(np.clip(round(p), 0, n - 1)) for p, n in zip(fine, scores.score.shape, strict=True)
    )
    (a, b), (d, e) = variant.pose.linear
    width, height = template.width, template.height
    to_scene = (
        Affine.translation(centre_col, centre_row)
        * Affine(a, b, 0, d, e, 0)
        * Affine.translation(-width / 2, -height / 2)
    )
    upper_left, upper_right, lower_right, lower_left = (
        (float(c), float(r))
        for c, r in (to_scene * p for p in ((0, 0), (width, 0), (width, height), (0, height)))
    )
    return Match(
        rank=rank,
        template=template.name,
        score=float(values[peak]),
        size_corrected_score=float(scores.log_quality[at]),
        confidence=None,
        inliers=None,
        rotation_deg=variant.pose.rotation_deg,
        scale=variant.pose.scale,
        footprint=(upper_left, upper_right, lower_right, lower_left),
        centre=(centre_col, centre_row),
    )
