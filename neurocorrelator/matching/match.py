"""The way through: a scene and templates in, score maps and matches out."""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

import torch

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import BlankSceneError, TemplateError
from neurocorrelator.features.cell_cache import CellCache
from neurocorrelator.features.device import is_out_of_memory, product_precision, resolve_device
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.standardise import ChannelStatistics, Standardiser
from neurocorrelator.features.template_features import TemplateCells, raw_template_cells
from neurocorrelator.features.vgg import TEMPLATE_PAD_PX, VggCells
from neurocorrelator.features.weights import Weights, load_weights
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.costs import FINE_POSES, cost, cost_of_fine, levels, stage_costs
from neurocorrelator.matching.focus import SURE_PLACES, Focus, around_of, places_of
from neurocorrelator.matching.judgement import Judged, Verifiers, judge
from neurocorrelator.matching.locate import Located, gather_evidence, locate, place_of_positions
from neurocorrelator.matching.passes import LocalPasses, Passes, Workers
from neurocorrelator.matching.placement import contradicts
from neurocorrelator.matching.plan import (
    BYTES_OF_POSITION,
    Search,
    middle,
    plan_fine,
    plan_searches,
    plan_told,
    reason_of_all,
    searched_bounds,
)
from neurocorrelator.matching.preview import CosinePreview, Previewed
from neurocorrelator.matching.provenance import (
    damage_warning,
    device_name,
    focus_warning,
    small_warning,
    versions,
    warnings,
)
from neurocorrelator.matching.shelf import Shelf
from neurocorrelator.matching.sparing import free_memory, no_memory, sparing_ways
from neurocorrelator.matching.variants import COARSE_PAD_PX, Variant, draw_variant
from neurocorrelator.matching.work import Work
from neurocorrelator.progress import CancelToken, Check, PreviewCallback, ProgressCallback
from neurocorrelator.rasters.image import MaskArray, Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template, with_unique_names
from neurocorrelator.rasters.working_grid import CELL_PX, WorkingGrid
from neurocorrelator.results.match_result import MatchResult, TemplateFailure

_COARSE_DIRECTIONS = 64  # principal directions of the cells that a coarse search looks at
_KEPT_DRAWINGS = 512  # cells of coarse variants, of which each takes some 200 KiB


@dataclass(frozen=True, eq=False)
class _Run:
    """What all working resolutions of a run share."""

    raster: Raster
    config: MatchConfig
    network: VggCells
    work: Work
    shelf: Shelf
    area: SearchArea | None
    areas: Mapping[str, SearchArea]
    preview: PreviewCallback | None
    cache: CellCache | None
    passes: Passes
    focus: Focus | None = None
    damaged: dict[Window, None] = field(default_factory=dict)
    levels: dict[float, SceneFeatures] = field(default_factory=dict)

    @functools.cached_property
    def coarse_cells(self) -> Callable[[Template, Variant], TemplateCells]:
        """Cells of a drawing of a template; many coarse variants are the same drawing."""
        return functools.lru_cache(_KEPT_DRAWINGS)(
            lambda template, drawing: self.raw_cells(template, drawing, COARSE_PAD_PX)
        )

    def raw_cells(self, template: Template, variant: Variant, pad_px: int) -> TemplateCells:
        """Cells of a template as a variant shows it."""
        drawn = draw_variant(template, variant, pad_px)
        return raw_template_cells(self.network, *drawn, self.work.check)

    def areas_of(self, template: Template) -> tuple[SearchArea, ...]:
        """Where a template's candidates may be."""
        own = self.areas.get(template.name)
        return tuple(area for area in (self.area, own) if area is not None)

    @property
    def whole(self) -> bool:
        """Whether the whole scene is searched."""
        return self.area is None and self.focus is None


def match(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig | None = None,
    *,
    area: SearchArea | None = None,
    areas: Mapping[str, SearchArea] | None = None,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    preview: PreviewCallback | None = None,
    cluster: Workers | None = None,
) -> MatchResult:
    """Find where in a scene each template is.

    All variants of all templates of one working resolution share one reading of the scene. The
    call may run on any thread; nothing is written. Blocks of the file that are damaged count as
    nodata and are listed in the result.

    Args:
        raster: the scene.
        templates: what to look for; renamed where two have the same name.
        config: settings; the defaults if None.
        area: where to search: candidates have their centre in it, and L sums over it. The channels'
            statistics are the whole scene's.
        areas: by the template's name, where its candidates may be, besides `area`.
        progress: called on this thread with how far the work is.
        cancel: checked several times a second.
        preview: called on this thread with the mean cosine of parts of the scene as they come.
        cluster: other processes that go over the scene's tiles, see `open_cluster`; None to do it
            here. The answer is the same.

    Returns:
        Score maps and the best matches of every template. Templates that could not be matched
        while others could are in `failures`.

    Raises:
        NeurocorrelatorError: a subclass says what is wrong: the scene, the device, the weights, the
            workers, or all of the templates.
        CancelledError: `cancel` was set.
    """
    started = time.perf_counter()
    settings = config or MatchConfig()
    if not templates:
        raise TemplateError("no template was given; name at least one picture")
    check = Work(progress, cancel).check
    check()
    device = resolve_device(settings.device)
    weights = load_weights(settings.weights, check)
    named = with_unique_names(templates)
    limits = {
        new.name: areas[old.name]
        for old, new in zip(templates, named, strict=True)
        if areas is not None and old.name in areas
    }
    spared: list[str] = []
    for last, way in sparing_ways(settings, device):
        try:
            found = _match_on(
                way.device,
                raster,
                named,
                way.config,
                weights=weights,
                area=area,
                limits=limits,
                work=Work(progress, cancel),
                preview=preview,
                cluster=cluster,
            )
            break
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            if last:
                raise no_memory(way.device) from error
            spared.append(way.failed)
        free_memory(way.device)  # not before the error and all that it held are gone
    found.run["seconds"]["total"] = time.perf_counter() - started
    return replace(found, config=settings, warnings=(*spared, *found.warnings))


def _match_on(
    device: torch.device,
    raster: Raster,
    named: Sequence[Template],
    settings: MatchConfig,
    *,
    weights: Weights,
    area: SearchArea | None,
    limits: Mapping[str, SearchArea],
    work: Work,
    preview: PreviewCallback | None,
    cluster: Workers | None,
) -> MatchResult:
    """`match` on a device, with all that it needs."""
    failures: list[TemplateFailure] = []
    notes: list[str] = []
    plan = functools.partial(
        plan_searches,
        raster,
        config=settings,
        area=area,
        failures=failures,
        notes=notes,
    )
    searches = plan(named, wide=False)
    if not searches:
        raise reason_of_all(failures)
    cache = CellCache.opened(settings.cache_gib) if device.type == "cpu" else None
    going: AbstractContextManager[Passes] = nullcontext(LocalPasses())
    if cluster is not None:
        going = cluster.passes(settings, weights, cache, work.check)
    precision = product_precision(settings.precision, device)
    with Shelf(settings.memory_mib) as shelf, going as passes, precision:
        network = VggCells(weights, device, settings.layer_weights, precision=settings.precision)
        run = _Run(raster, settings, network, work, shelf, area, limits, preview, cache, passes)
        wider = plan(named, wide=True) if settings.effective_verify else []
        doubting, believing = (
            cost(raster, each) + cost_of_fine(raster, each, settings) for each in (wider, searches)
        )
        # mostly needless, and many times as long: it gets no more than half of the progress
        reserved = min(doubting, believing)
        work.reserve(reserved)
        found = _search_round(run, searches, failures)
        work.release(reserved)
        wider = [own for own in wider if _is_unsure(found.get(own.template.name))]
        if wider:
            work.weigh(reserved / doubting)
            for name, own in _search_round(run, wider, []).items():
                found[name] = found[name].beside(own)
        work.finish()
    if not found:
        raise reason_of_all(failures)
    order = [found[template.name] for template in named if template.name in found]
    every = [*searches, *wider]
    focused = sorted({search.template.name for search in every if search.large})
    return MatchResult(
        scene=raster,
        templates=tuple(item.template for item in order),
        matches=tuple(m for item in order for m in item.matches(settings)),
        score_maps=tuple(item.score_map for item in order),
        config=settings,
        run={
            "versions": versions(),
            "device": device_name(device),
            "weights": {"name": weights.name, "sha256": weights.sha256},
            "reduce": {
                template.name: sorted(
                    {v.reduce for s in every if s.template is template for v in s.variants}
                )
                for template in named
            },
            "variants": {
                template.name: sum(len(s.variants) for s in every if s.template is template)
                for template in named
            },
            "coarse": sorted({s.template.name for s in every if s.coarse}),
            "focused": focused,
            "widened": sorted({s.template.name for s in wider}),
            "cached": 0 if cache is None else cache.found,
            **({} if cluster is None else {"cluster": cluster.facts}),
            "seconds": dict(work.seconds),
        },
        failures=tuple(failures),
        warnings=(
            *warnings(raster, [item.template for item in order], settings),
            *notes,
            *small_warning({s.template.name: s.shorter_side for s in searches}),
            *focus_warning([name for name in focused if _is_unsure(found.get(name))]),
            *damage_warning(raster, len(run.damaged)),
            *([cache.problem] if cache is not None and cache.problem else []),
        ),
        damaged=tuple(run.damaged),
        area=area,
        areas=limits,
    )


def _is_unsure(found: Judged | None) -> bool:
    """Whether a template was searched for, and nothing sure was found."""
    return found is not None and not found.is_sure


def _search_round(
    run: _Run, searches: Sequence[Search], failures: list[TemplateFailure]
) -> dict[str, Judged]:
    """What is found of each template; what a coarse search found is searched again finely."""
    coarse = [search for search in searches if search.coarse]
    parts = [[search for search in coarse if not search.large]]
    parts += [[search] for search in coarse if search.large]
    reserved = [cost_of_fine(run.raster, part, run.config) for part in parts]
    work = run.work
    work.reserve(sum(reserved))
    found = _search(run, searches, failures)
    for part, cost_of_part in zip(parts, reserved, strict=True):
        work.release(cost_of_part)
        there = [search for search in part if search.template.name in found]
        if not run.config.effective_verify or not there:
            continue
        if there[0].large:
            found |= _search_large(run, there[0], found[there[0].template.name])
        else:
            found |= _search(run, _finer(run, there, found), [])
    return found


def _finer(run: _Run, coarse: Sequence[Search], found: Mapping[str, Judged]) -> list[Search]:
    """The poses that coarse searches found, at full resolution."""
    poses = {s.template.name: found[s.template.name].poses(FINE_POSES) for s in coarse}
    return plan_fine(run.raster, poses, coarse, run.config)


def _search_large(run: _Run, coarse: Search, rough: Judged) -> dict[str, Judged]:
    """A template in a large scene, around what a coarse search found of it.

    Where a pose was told and nothing is sure, all places that look a little like it are searched;
    each template by itself, so that what is found of one does not depend on the others.
    """
    if coarse.told is None or rough.is_beyond_doubt:
        fine = _finer(run, [coarse], {rough.template.name: rough})
        places = rough.places[:SURE_PLACES]
    else:
        fine = [plan_told(coarse, run.config)]
        places = rough.places[: places_of(coarse, run.config)]
    focus = Focus(
        tuple(places),
        around_of(coarse, run.config),
        searched_bounds(run.raster, run.area),
        run.area,
    )
    found = _search(replace(run, focus=focus, levels={}), fine, [])
    return {name: own.over(rough.score_map) for name, own in found.items()}


def _search(
    run: _Run, searches: Sequence[Search], failures: list[TemplateFailure]
) -> dict[str, Judged]:
    """All variants of all templates: what is found of each, verified and judged."""
    config, work = run.config, run.work
    if not searches:
        return {}
    for costs in stage_costs(run.raster, searches):
        work.expect(costs)
    scenes: dict[float, SceneFeatures] = {}
    for coarse, reduce in levels(searches):
        own = [search for search in searches if search.coarse is coarse]
        scene = _search_level(run, reduce, own, coarse=coarse)
        if scene is not None and not coarse:
            scenes[reduce] = scene
    located: list[tuple[Search, Located]] = []
    with work.stage("candidates", len(searches)) as each:
        for done, search in enumerate(searches, start=1):
            try:
                if not search.evidence:
                    raise search.blanks[0]
                parts = [(v, own) for v, each_of in search.evidence.items() for own in each_of]
                variants, evidence = zip(*parts, strict=True)
                located.append(
                    (
                        search,
                        locate(
                            run.raster,
                            search.template,
                            variants,
                            evidence,
                            config,
                            top=max(config.top, search.verified, places_of(search, config)),
                            coarse=search.coarse,
                            check=work.check,
                        ),
                    )
                )
            except (TemplateError, BlankSceneError) as error:
                failures.append(TemplateFailure(search.template.name, error))
            search.evidence.clear()
            each(done)
    verifiers = Verifiers(
        run.raster,
        run.network,
        scenes | run.levels,
        run.damaged,
        work.check,
        config=config,
        cache=run.cache,
        expected=sum(search.verified for search, _ in located),
    )
    found: dict[str, Judged] = {}
    with work.stage("verification", len(located)) as each:
        for done, (search, place) in enumerate(located, start=1):
            found[place.template.name] = judge(
                place,
                verifiers,
                search.verified,
                coarse=search.coarse,
                enough=config.effective_verify,
                hypotheses=search.hypotheses,
                contradicts=functools.partial(
                    contradicts,
                    template=search.template,
                    georeference=run.raster.georeference,
                    centre=middle(run.raster, run.area),
                    config=run.config,
                ),
                areas=run.areas_of(search.template),
            )
            each(done)
    if run.whole and config.standardisation == "scene":
        run.levels.update(verifiers.whole)
    return found


def _search_level(
    run: _Run, reduce: float, searches: Sequence[Search], *, coarse: bool
) -> SceneFeatures | None:
    """All variants of one working resolution, over one reading of the scene.

    Returns:
        The scene's cells; None where there is nothing to search in.
    """
    config, work = run.config, run.work
    wanted = [(s, v) for s in searches for v in s.variants if v.reduce == reduce]
    joint = config.standardisation == "joint"
    if not coarse and not joint and reduce in run.levels:
        scene = run.levels[reduce]
        with work.stage("statistics", 1) as each:
            each(1)
        _search_batches(run, scene, wanted)
        return scene
    grid = WorkingGrid(run.raster, reduce)
    reach = _reach(wanted, config.blur_cells)
    scene = SceneFeatures(
        grid,
        run.network,
        tile_px=config.tile_px,
        memory_mib=config.memory_mib,
        area=None if run.focus is not None else _area_cells(run.area, grid),
        islands=None if run.focus is None else run.focus.islands(grid, reach),
        reach=reach,
        keep_raw=joint,
        directions=_COARSE_DIRECTIONS if coarse and not joint else None,
        cache=run.cache,
        check=work.check,
    )
    try:
        with work.stage("statistics", scene.first_pass) as each:
            run.passes.prepare(scene, each)
    except BlankSceneError as error:
        # perhaps so at this resolution only; templates without other variants fail with it
        work.skip(("templates", "likelihoods", "scores"))
        for search in searches:
            search.blanks.append(error)
        return None
    finally:
        run.damaged.update(dict.fromkeys(scene.damaged))
    if not coarse and not joint and run.whole and scene.keeps:
        run.levels[reduce] = scene
    _search_batches(run, scene, wanted)
    return scene


def _search_batches(
    run: _Run, scene: SceneFeatures, wanted: Sequence[tuple[Search, Variant]]
) -> None:
    """All variants of a level, so many at once as memory allows."""
    # statistics of scene and template together are another scene for every variant
    joint = run.config.standardisation == "joint"
    batches = [[one] for one in wanted] if joint else _batches(wanted, scene, run)
    run.work.divide(("templates", "likelihoods", "scores"), len(batches))
    for batch in batches:
        _search_batch(run, scene, batch)


def _area_cells(area: SearchArea | None, grid: WorkingGrid) -> MaskArray | None:
    """Which cells of a grid lie in the area."""
    if area is None:
        return None
    centre = grid.reduce * CELL_PX / 2
    return area.mask(grid.cells, (centre, centre), grid.reduce * CELL_PX)


def _reach(wanted: Sequence[tuple[Search, Variant]], blur_cells: int) -> int:
    """Cells around the searched area that a variant with its centre there can touch.

    The centre is that of the picture, not of what of it is not masked. Neighbours that the blur of
    the qualities looks at count as well.
    """
    farthest = 0.0
    for search, variant in wanted:
        col, row = variant.centre(search.template)
        farthest = max(farthest, col, variant.width - col, row, variant.height - row)
    return math.ceil(farthest / CELL_PX) + blur_cells // 2 + 1


def _search_batch(run: _Run, scene: SceneFeatures, batch: Sequence[tuple[Search, Variant]]) -> None:
    config, work = run.config, run.work
    raw: list[TemplateCells] = []
    with work.stage("templates", len(batch)) as each:
        for done, (search, variant) in enumerate(batch, start=1):
            work.check()
            if search.coarse:
                raw.append(run.coarse_cells(search.template, variant.drawing))
            else:
                raw.append(run.raw_cells(search.template, variant, TEMPLATE_PAD_PX))
            each(done)
    standardiser = scene.standardiser
    if config.standardisation == "joint":
        (only,) = raw
        together = scene.statistics.merge(ChannelStatistics.of(only.cells))
        standardiser = scene.standardiser_of(together)
    cells = [_comparable(own, scene, standardiser, work.check) for own in raw]
    del raw
    alpha, bag = config.effective_alpha, config.score == "bag"
    steps = scene.tile_count * len(batch)
    seen = _preview_of(run, scene, batch, cells)
    with work.stage("likelihoods", steps) as each:
        sums = run.passes.likelihoods(
            scene, cells, alpha, standardiser=standardiser, each=each, seen=seen
        )
    with work.stage("scores", steps) as each:
        maps = run.passes.scores(
            scene,
            cells,
            sums,
            alpha,
            bag=bag,
            standardiser=standardiser,
            each=each,
            check=work.check,
        )
    for (search, variant), own_cells, own_maps in zip(batch, cells, maps, strict=True):
        found = gather_evidence(
            run.raster,
            search.template,
            variant,
            own_maps,
            cells=own_cells,
            scene_cells=int(scene.counted.sum()),
            config=config,
            areas=run.areas_of(search.template),
            islands=scene.plan.islands,
            check=work.check,
        )
        work.check()
        search.evidence[variant] = run.shelf.keep(found)


def _comparable(
    cells: TemplateCells, scene: SceneFeatures, standardiser: Standardiser, check: Check
) -> TemplateCells:
    check()
    return replace(cells, cells=scene.comparable(cells.cells, standardiser))


def _preview_of(
    run: _Run,
    scene: SceneFeatures,
    batch: Sequence[tuple[Search, Variant]],
    cells: Sequence[TemplateCells],
) -> CosinePreview | None:
    """What tells the batch's mean cosines, if somebody wants to know.

    Of a large scene they were told by the coarse search.
    """
    if run.preview is None or run.focus is not None:
        return None
    variants = [
        Previewed(
            search.template.name,
            own,
            *place_of_positions(search.template, variant, own.shape),
            run.areas_of(search.template),
        )
        for (search, variant), own in zip(batch, cells, strict=True)
    ]
    size, least = (run.raster.width, run.raster.height), run.config.min_coverage
    return CosinePreview(variants, scene.valid, size, least, run.preview)


def _batches(
    wanted: Sequence[tuple[Search, Variant]], scene: SceneFeatures, run: _Run
) -> list[list[tuple[Search, Variant]]]:
    """Variants whose cells and maps fit into memory together; each batch reads the scene again."""
    scene_rows, scene_cols = scene.shape
    batches: list[list[tuple[Search, Variant]]] = [[]]
    held = 0
    for search, variant in wanted:
        rows, cols = -(-variant.height // CELL_PX), -(-variant.width // CELL_PX)
        size = rows * cols * 4 * run.network.channels
        size += (scene_rows + rows) * (scene_cols + cols) * BYTES_OF_POSITION
        if batches[-1] and held + size > run.config.memory_mib * 2**20:
            batches.append([])
            held = 0
        batches[-1].append((search, variant))
        held += size
    return batches
