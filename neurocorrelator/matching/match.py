"""The way through: a scene and templates in, score maps and matches out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import BlankSceneError, DeviceError, TemplateError
from neurocorrelator.features.device import resolve_device
from neurocorrelator.features.scene_features import BYTES_PER_CELL, SceneFeatures
from neurocorrelator.features.template_features import TemplateCells, template_cells
from neurocorrelator.features.vgg import TEMPLATE_PAD_PX, VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.matching.locate import Located, gather_evidence, locate
from neurocorrelator.matching.placement import Pose, poses
from neurocorrelator.matching.provenance import device_name, versions, warnings
from neurocorrelator.matching.scores import Evidence
from neurocorrelator.matching.shelf import Shelf
from neurocorrelator.matching.similarity import likelihood_sums, score_positions
from neurocorrelator.matching.variants import Variant, draw_variant, plan_variant
from neurocorrelator.matching.work import Work
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template, with_unique_names
from neurocorrelator.rasters.working_grid import CELL_PX, WorkingGrid
from neurocorrelator.results.match_result import MatchResult, TemplateFailure

_BYTES_PER_POSITION = 16  # quality, cosine, bag and coverage, float32


@dataclass(frozen=True, eq=False)
class _Search:
    """One template with its variants, and the evidence as it is gathered for them."""

    template: Template
    variants: tuple[Variant, ...]
    evidence: dict[Variant, Evidence] = field(default_factory=dict)
    blanks: list[BlankSceneError] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class _Run:
    """What all working resolutions of a run share."""

    raster: Raster
    config: MatchConfig
    network: VggCells
    work: Work
    shelf: Shelf


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
    notes: list[str] = []
    searches = _plan(raster, named, settings, failures=failures, notes=notes)
    levels = sorted({v.reduce for search in searches for v in search.variants})
    work = Work(progress, cancel)
    for reduce in levels:
        work.expect(_costs(WorkingGrid(raster, reduce), searches))
    work.expect({"candidates": float(len(searches))})
    found: list[Located] = []
    with _memory_errors(device), Shelf(settings.memory_mib) as shelf:
        run = _Run(raster, settings, VggCells(weights, device), work, shelf)
        for reduce in levels:
            _search_level(run, reduce, searches)
        with work.stage("candidates", len(searches)) as each:
            for done, search in enumerate(searches, start=1):
                try:
                    if not search.evidence:
                        raise search.blanks[0]
                    found.append(
                        locate(
                            raster,
                            search.template,
                            tuple(search.evidence),
                            tuple(search.evidence.values()),
                            settings,
                        )
                    )
                except (TemplateError, BlankSceneError) as error:
                    failures.append(TemplateFailure(search.template.name, error))
                search.evidence.clear()
                each(done)
    if not found:
        raise failures[0].error
    return MatchResult(
        scene=raster,
        templates=tuple(item.template for item in found),
        matches=tuple(m for item in found for m in item.matches),
        score_maps=tuple(item.score_map for item in found),
        config=settings,
        run={
            "versions": versions(),
            "device": device_name(device),
            "weights": {"name": weights.name, "sha256": weights.sha256},
            "reduce": {s.template.name: sorted({v.reduce for v in s.variants}) for s in searches},
            "variants": {s.template.name: len(s.variants) for s in searches},
            "seconds": work.seconds | {"total": time.perf_counter() - started},
        },
        failures=tuple(failures),
        warnings=(*warnings(raster, [item.template for item in found], settings), *notes),
    )


def _plan(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig,
    *,
    failures: list[TemplateFailure],
    notes: list[str],
) -> list[_Search]:
    """Variants of every template; a variant that cannot be is left out, and that is said."""
    searches: list[_Search] = []
    centre = raster.width / 2, raster.height / 2
    for template in templates:
        variants: dict[Variant, None] = {}
        errors: list[TemplateError] = []
        for pose in poses(template, raster.georeference, centre, config):
            try:
                variants[_plan_in_scene(raster, template, pose, config)] = None
            except TemplateError as error:
                errors.append(error)
        if variants:
            searches.append(_Search(template, tuple(variants)))
            if errors:
                notes.append(f"{len(errors)} variants left out, such as {errors[0]}")
        else:
            failures.append(TemplateFailure(template.name, errors[0]))
    if not searches:
        raise failures[0].error
    return searches


def _plan_in_scene(raster: Raster, template: Template, pose: Pose, config: MatchConfig) -> Variant:
    """A variant that has a chance to reach `min_coverage` in the scene.

    Raises:
        TemplateError: it is too small, or so large that most of it would lie outside: mostly a GSD
            in wrong units.
    """
    width, height = (pose.scale * side for side in (template.width, template.height))
    own = width * height * float(template.mask.mean())
    if raster.width * raster.height < config.min_coverage * own:
        raise TemplateError(
            f"{template.name}: would be {width:.0f}x{height:.0f} px in the scene of"
            f" {raster.width}x{raster.height}; check the GSD (metres per pixel) and the scale"
        )
    return plan_variant(template, pose, config.reduce)


def _search_level(run: _Run, reduce: int, searches: Sequence[_Search]) -> None:
    """All variants of one working resolution, over one reading of the scene."""
    config, work = run.config, run.work
    scene = SceneFeatures(
        WorkingGrid(run.raster, reduce),
        run.network,
        layer_weights=config.layer_weights,
        tile_px=config.tile_px,
        memory_mib=config.memory_mib,
    )
    try:
        with work.stage("statistics", scene.tile_count) as each:
            scene.prepare(each)
    except BlankSceneError as error:
        # perhaps so at this resolution only; templates without other variants fail with it
        work.skip(("templates", "likelihoods", "scores"))
        for search in searches:
            search.blanks.append(error)
        return
    wanted = [(s, v) for s in searches for v in s.variants if v.reduce == reduce]
    batches = _batches(wanted, scene.grid, config.memory_mib)
    work.divide(("templates", "likelihoods", "scores"), len(batches))
    for batch in batches:
        _search_batch(run, scene, batch)


def _search_batch(
    run: _Run, scene: SceneFeatures, batch: Sequence[tuple[_Search, Variant]]
) -> None:
    config, work = run.config, run.work
    cells: list[TemplateCells] = []
    with work.stage("templates", len(batch)) as each:
        for done, (search, variant) in enumerate(batch, start=1):
            drawn = draw_variant(search.template, variant)
            cells.append(template_cells(run.network, scene.standardiser, *drawn))
            each(done)
    alpha, bag = config.effective_alpha, config.score == "bag"
    steps = scene.tile_count * len(batch)
    with work.stage("likelihoods", steps) as each:
        sums = likelihood_sums(scene.tiles(), cells, alpha, each)
    with work.stage("scores", steps) as each:
        maps = score_positions(scene.tiles(), cells, sums, alpha, scene.valid, bag=bag, each=each)
    for (search, variant), own_cells, own_maps in zip(batch, cells, maps, strict=True):
        evidence = gather_evidence(
            run.raster,
            search.template,
            variant,
            own_maps,
            cells=own_cells,
            scene_cells=int(scene.valid.sum()),
            config=config,
        )
        search.evidence[variant] = run.shelf.keep(evidence)


def _batches(
    wanted: Sequence[tuple[_Search, Variant]], grid: WorkingGrid, memory_mib: int
) -> list[list[tuple[_Search, Variant]]]:
    """Variants whose cells and maps fit into memory together; each batch reads the scene again."""
    scene_rows, scene_cols = grid.cells
    batches: list[list[tuple[_Search, Variant]]] = [[]]
    held = 0
    for search, variant in wanted:
        rows, cols = -(-variant.height // CELL_PX), -(-variant.width // CELL_PX)
        size = rows * cols * BYTES_PER_CELL
        size += (scene_rows + rows) * (scene_cols + cols) * _BYTES_PER_POSITION
        if batches[-1] and held + size > memory_mib * 2**20:
            batches.append([])
            held = 0
        batches[-1].append((search, variant))
        held += size
    return batches


def _costs(grid: WorkingGrid, searches: Sequence[_Search]) -> dict[str, float]:
    """Rough operations of each stage, so that progress moves evenly."""
    per_cell, per_pair, pad = 3.6e6, 500.0, 2 * TEMPLATE_PAD_PX
    scene_cells = float(grid.cells[0] * grid.cells[1])
    variants = [v for s in searches for v in s.variants if v.reduce == grid.reduce]
    own_cells = sum(v.width * v.height for v in variants) / CELL_PX**2
    padded_cells = sum((v.width + pad) * (v.height + pad) for v in variants) / CELL_PX**2
    return {
        "statistics": scene_cells * per_cell,
        "templates": padded_cells * per_cell,
        "likelihoods": scene_cells * own_cells * per_pair,
        "scores": scene_cells * own_cells * per_pair * 1.5,
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
