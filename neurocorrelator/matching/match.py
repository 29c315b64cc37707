"""The way through: a scene and templates in, score maps and matches out."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import DeviceError, TemplateError
from neurocorrelator.features.device import resolve_device
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.template_features import TemplateCells, template_cells
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.matching.locate import DrawnTemplate, Located, locate
from neurocorrelator.matching.placement import poses
from neurocorrelator.matching.provenance import device_name, versions, warnings
from neurocorrelator.matching.similarity import likelihood_sums, score_positions
from neurocorrelator.matching.variants import draw_variant
from neurocorrelator.matching.work import Work
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template, with_unique_names
from neurocorrelator.rasters.working_grid import CELL_PX, WorkingGrid
from neurocorrelator.results.match_result import MatchResult, TemplateFailure

REDUCE_TO_PX = 128  # when reduced, a template keeps at least so much on its shorter side


@dataclass(frozen=True, eq=False)
class _Run:
    """What all groups of a run share."""

    raster: Raster
    config: MatchConfig
    network: VggCells
    work: Work
    failures: list[TemplateFailure]


def match(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig | None = None,
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> MatchResult:
    """Find where in a scene each template is.

    All variants of all templates of one working resolution share one reading of the scene. The
    call may run on any thread; nothing is written.

    Args:
        raster: the scene.
        templates: what to look for; renamed where two have the same name.
        config: settings; the defaults if None.
        progress: called on this thread with how far the work is.
        cancel: checked once a tile.

    Returns:
        Score maps and the best matches of every template. Templates that could not be matched
        while others could are in `failures`.

    Raises:
        NeurocorrelatorError: a subclass says what is wrong: the scene, the device, the weights, or
            all of the templates.
        CancelledError: `cancel` was set.
    """
    started = time.perf_counter()
    settings = config or MatchConfig()
    if not templates:
        raise TemplateError("no template was given; name at least one picture")
    device = resolve_device(settings.device)
    weights = load_weights(settings.weights)
    named = with_unique_names(templates)
    failures: list[TemplateFailure] = []
    groups = _draw_all(raster, named, settings, failures)
    work = Work(progress, cancel)
    for reduce, group in groups.items():
        work.expect(_costs(WorkingGrid(raster, reduce), group))
    found: dict[str, Located] = {}
    with _memory_errors(device):
        run = _Run(raster, settings, VggCells(weights, device), work, failures)
        for reduce, group in groups.items():
            found |= {item.template.name: item for item in _match_group(run, reduce, group)}
    if not found:
        raise failures[0].error
    ordered = [found[t.name] for t in named if t.name in found]
    return MatchResult(
        scene=raster,
        templates=tuple(item.template for item in ordered),
        matches=tuple(m for item in ordered for m in item.matches),
        score_maps=tuple(item.score_map for item in ordered),
        config=settings,
        run={
            "versions": versions(),
            "device": device_name(device),
            "weights": {"name": weights.name, "sha256": weights.sha256},
            "reduce": {t.template.name: r for r, group in groups.items() for t in group},
            "variants": {t.template.name: len(t.variants) for g in groups.values() for t in g},
            "seconds": work.seconds | {"total": time.perf_counter() - started},
        },
        failures=tuple(failures),
        warnings=tuple(warnings(raster, [item.template for item in ordered], settings)),
    )


def _draw_all(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig,
    failures: list[TemplateFailure],
) -> dict[int, list[DrawnTemplate]]:
    """Variants of every template, grouped by working resolution."""
    groups: dict[int, list[DrawnTemplate]] = defaultdict(list)
    centre = raster.width / 2, raster.height / 2
    for template in templates:
        wanted = poses(template, raster.georeference, centre, config)
        smallest = min(pose.scale for pose in wanted) * min(template.width, template.height)
        reduce = config.reduce or _automatic_reduction(smallest)
        try:
            variants = tuple(draw_variant(template, pose, reduce) for pose in wanted)
        except TemplateError as error:
            failures.append(TemplateFailure(template.name, error))
            continue
        groups[reduce].append(DrawnTemplate(template, reduce, variants))
    if not groups:
        raise failures[0].error
    return dict(sorted(groups.items()))


def _automatic_reduction(shorter_side_px: float) -> int:
    """The largest power of two that leaves `REDUCE_TO_PX` on the template's shorter side."""
    reduce = 1
    while shorter_side_px >= 2 * reduce * REDUCE_TO_PX:
        reduce *= 2
    return reduce


def _match_group(run: _Run, reduce: int, group: Sequence[DrawnTemplate]) -> list[Located]:
    """Three passes over the scene for all templates of one working resolution."""
    config, work = run.config, run.work
    scene = SceneFeatures(
        WorkingGrid(run.raster, reduce),
        run.network,
        layer_weights=config.layer_weights,
        tile_px=config.tile_px,
        memory_mib=config.memory_mib,
    )
    with work.stage("statistics", scene.tile_count) as each:
        standardiser = scene.prepare(each)
    variants = [variant for item in group for variant in item.variants]
    cells: list[TemplateCells] = []
    with work.stage("templates", len(variants)) as each:
        for done, variant in enumerate(variants, start=1):
            cells.append(template_cells(run.network, standardiser, variant.rgb, variant.mask))
            each(done)
    alpha, bag = config.effective_alpha, config.score == "bag"
    with work.stage("likelihoods", scene.tile_count) as each:
        sums = likelihood_sums(scene.tiles(), cells, alpha, each)
    with work.stage("scores", scene.tile_count) as each:
        maps = score_positions(scene.tiles(), cells, sums, alpha, scene.valid, bag=bag, each=each)
    scene_cells = int(scene.valid.sum())
    found: list[Located] = []
    start = 0
    with work.stage("candidates", len(group)) as each:
        for done, item in enumerate(group, start=1):
            own = slice(start, start + len(item.variants))
            start = own.stop
            try:
                found.append(
                    locate(
                        run.raster,
                        item,
                        maps[own],
                        cells[own],
                        scene_cells=scene_cells,
                        config=config,
                    )
                )
            except TemplateError as error:
                run.failures.append(TemplateFailure(item.template.name, error))
            each(done)
    return found


def _costs(grid: WorkingGrid, group: Sequence[DrawnTemplate]) -> dict[str, float]:
    """Rough operations of each stage, so that progress moves evenly."""
    per_cell, per_pair = 3.6e6, 500.0
    scene_cells = float(grid.cells[0] * grid.cells[1])
    variants = [variant for item in group for variant in item.variants]
    template_cells_ = sum(int(v.mask.sum()) for v in variants) / CELL_PX**2
    padded_cells = sum(v.rgb.shape[0] * v.rgb.shape[1] for v in variants) / CELL_PX**2
    return {
        "statistics": scene_cells * per_cell,
        "templates": padded_cells * per_cell,
        "likelihoods": scene_cells * template_cells_ * per_pair,
        "scores": scene_cells * template_cells_ * per_pair * 1.5,
        "candidates": scene_cells * per_cell * 0.01,
    }


@contextmanager
def _memory_errors(device: torch.device) -> Iterator[None]:
    """Out of memory becomes an error with a way out."""
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise DeviceError(
            f"{device}: not enough memory; use a smaller tile_px or memory_mib, or --device cpu"
        ) from error
