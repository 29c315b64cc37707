"""Baselines: what simpler methods find of the same templates in the same scenes.

`grey_ncc` and `gradient_ncc` are the normalised cross-correlation of brightness and of its gradient
(`ncc`), `cosine` is the mean cosine of the same features, `bag` the paper's score. All of them look
at the poses that the settings give, see each template as `draw_variant` shows it at the resolution
that `plan_variant` chooses, and may overhang the scene down to the same `min_coverage`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import CancelledError, NeurocorrelatorError, RasterError, TemplateError
from neurocorrelator.evaluation.methods import Answer, Found, Method, by_score
from neurocorrelator.evaluation.ncc import (
    Layer,
    SceneSpectra,
    gradient_magnitude,
    grey,
    masked_ncc,
)
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.rasters.image import MaskArray, RgbArray, Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.rasters.working_grid import WorkingGrid

if TYPE_CHECKING:  # loads torch, which --help does not need
    from neurocorrelator.matching.variants import Variant

MAX_NCC_PIXELS = 8_000_000  # of the scene with a template's margin; 200 bytes a pixel are held

Draw = Callable[[RgbArray, MaskArray], Layer]


@dataclass(frozen=True, eq=False)
class _Search:
    """A template and one of its variants."""

    template: Template
    variant: Variant


def by_ncc(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig,
    *,
    draw: Draw,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, Answer]:
    """The highest masked NCC over all poses, refined by a parabola; its score is the NCC.

    Args:
        raster: the scene.
        templates: with names that differ.
        config: poses, `reduce` and `min_coverage` have an effect.
        draw: what of a picture is correlated: `grey` or `gradient_magnitude`.
        progress: told how far the work is.
        cancel: checked once a pose.
    """
    searches, answers = _plan(raster, templates, config)
    by_reduce: dict[float, list[_Search]] = defaultdict(list)
    for search in searches:
        by_reduce[search.variant.reduce].append(search)
    done = 0
    try:
        for reduce, wanted in by_reduce.items():
            scene = _scene_spectra(raster, reduce, wanted, draw)
            for search in wanted:
                if cancel is not None:
                    cancel.raise_if_cancelled()
                if progress is not None:
                    progress(Progress("scores", done, len(searches), done / len(searches)))
                found = _find(raster, scene, search, draw, config.min_coverage)
                before = answers.get(search.template.name)
                if found and not (isinstance(before, Found) and before.score >= found.score):
                    answers[search.template.name] = found
                done += 1
    except CancelledError:
        raise
    except NeurocorrelatorError as error:
        return dict.fromkeys((template.name for template in templates), error)
    return answers


def may_be_too_large(raster: Raster) -> bool:
    """False where a scene is surely small enough for NCC; else `check_ncc_size` tells."""
    return 8 * raster.width * raster.height > MAX_NCC_PIXELS  # enlarged, and a template's margin


def check_ncc_size(raster: Raster, templates: Sequence[Template], config: MatchConfig) -> None:
    """Fail before a long run rather than in it.

    Raises:
        RasterError: the scene is too large for NCC at the resolution that a template needs.
    """
    for search in _plan(raster, templates, config)[0]:
        _check_size(raster, search.variant.reduce, [search])


BASELINES: Mapping[str, Method] = {
    "grey_ncc": partial(by_ncc, draw=grey),
    "gradient_ncc": partial(by_ncc, draw=gradient_magnitude),
    "cosine": partial(by_score, kind="cosine"),
    "bag": partial(by_score, kind="bag"),
}


def _plan(
    raster: Raster, templates: Sequence[Template], config: MatchConfig
) -> tuple[list[_Search], dict[str, Answer]]:
    """All variants to look for, and what stands for a template until it is found."""
    from neurocorrelator.matching.placement import poses
    from neurocorrelator.matching.variants import plan_variant

    centre = raster.width / 2, raster.height / 2
    searches: list[_Search] = []
    answers: dict[str, Answer] = {}
    for template in templates:
        answers[template.name] = TemplateError(f"{template.name}: no candidate was found")
        variants: dict[Variant, None] = {}
        for pose in poses(template, raster.georeference, centre, config, wide=False):
            try:
                variants[plan_variant(template, pose, config.reduce)] = None
            except TemplateError as error:
                answers[template.name] = error
        searches += [_Search(template, variant) for variant in variants]
    return searches, answers


def _check_size(raster: Raster, reduce: float, searches: Sequence[_Search]) -> tuple[int, int]:
    """Rows and columns of the largest template."""
    grid = WorkingGrid(raster, reduce)
    rows = max(search.variant.height for search in searches)
    cols = max(search.variant.width for search in searches)
    if (grid.height + rows) * (grid.width + cols) > MAX_NCC_PIXELS:
        raise RasterError(
            f"{raster.path}: {grid.width}x{grid.height} px at the templates' resolution are too"
            f" many for the baselines by NCC ({MAX_NCC_PIXELS // 1_000_000} Mpx at most); leave"
            " out --baselines, or evaluate on a smaller scene"
        )
    return rows, cols


def _scene_spectra(
    raster: Raster, reduce: float, searches: Sequence[_Search], draw: Draw
) -> SceneSpectra:
    largest = _check_size(raster, reduce, searches)
    grid = WorkingGrid(raster, reduce)
    rgb, mask, _ = grid.read_whole_blocks(Window(0, 0, grid.width, grid.height))
    return SceneSpectra.of(draw(rgb, mask), largest)  # damaged blocks are masked, as in `match`


def _find(
    raster: Raster, scene: SceneSpectra, search: _Search, draw: Draw, min_coverage: float
) -> Found | None:
    """The best place of one variant; None where no position may be a candidate."""
    from neurocorrelator.features.vgg import TEMPLATE_PAD_PX
    from neurocorrelator.matching.candidates import refine_peak
    from neurocorrelator.matching.scores import candidate_mask
    from neurocorrelator.matching.variants import draw_variant

    template, variant = search.template, search.variant
    padded, mask = draw_variant(template, variant)
    rows, cols = mask.shape
    inner = padded[TEMPLATE_PAD_PX : TEMPLATE_PAD_PX + rows, TEMPLATE_PAD_PX:][:, :cols]
    layer = draw(np.ascontiguousarray(inner), mask)
    if not layer.mask.any():
        return None
    ncc, count = masked_ncc(scene, layer)
    coverage = (count / layer.mask.sum()).astype(np.float32)
    col, row = variant.centre(template)
    step = float(variant.reduce)
    first = step * (col - (cols - 1)), step * (row - (rows - 1))
    size = raster.width, raster.height
    allowed = candidate_mask(coverage, first, step, size, min_coverage) & np.isfinite(ncc)
    if not allowed.any():
        return None
    score = np.where(allowed, ncc, np.nan).astype(np.float32)
    peak = np.unravel_index(np.nanargmax(score), score.shape)
    fine_row, fine_col = refine_peak(score, float(peak[0]), float(peak[1]))
    centre = first[0] + step * fine_col, first[1] + step * fine_row
    return Found(centre, variant.pose.linear, float(score[peak]))
