"""The passes over a scene's tiles, divided among the workers of a cluster."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from neurocorrelator.cluster.levels import source_of
from neurocorrelator.cluster.messages import BatchTask, Call, CallKind, LevelTask, Packed
from neurocorrelator.cluster.rounds import Rounds
from neurocorrelator.config import MatchConfig
from neurocorrelator.features.cell_cache import CellCache
from neurocorrelator.features.scene_features import SceneFeatures, SceneTile, Settled, cells_of
from neurocorrelator.features.standardise import Standardiser
from neurocorrelator.features.survey import Place, Survey, place_of
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.features.weights import Weights
from neurocorrelator.features.whitening import Projection
from neurocorrelator.matching.passes import Each, LocalPasses, Seen, positions_of
from neurocorrelator.matching.similarity import (
    PairSums,
    PositionMaps,
    QualitySums,
    position_maps,
)
from neurocorrelator.progress import Check
from neurocorrelator.rasters.working_grid import Tile

if TYPE_CHECKING:
    from distributed import Future


@dataclass(eq=False)
class _SharedLevel:
    """A level that workers see to.

    Attributes:
        packed: what they were told of it.
        told: the same, as the cluster holds it.
        homes: by tile, the worker that has it.
        tiles: those of the later passes, which have a valid cell.
        settled: what the first pass came to; None before.
    """

    packed: Packed
    told: Future
    homes: dict[Place, str] = field(default_factory=dict)
    tiles: list[Tile] = field(default_factory=list)
    settled: Future | None = None


class ClusterPasses:
    """See `Passes`.

    Answers are added in the order of the tiles, whenever they come: the result does not depend on
    which worker was the quicker, nor on one that died.
    """

    def __init__(
        self,
        rounds: Rounds,
        config: MatchConfig,
        weights: Weights,
        cache: CellCache | None,
        versions: Mapping[str, str],
        *,
        workers: int,
        memory_mib: int,
        threads: int | None,
    ) -> None:
        """For one match.

        Args:
            rounds: to the workers.
            config: settings.
            weights: of the network.
            cache: counts what the workers found on their disks.
            versions: that the workers must have.
            workers: how many there are.
            memory_mib: in which each of them keeps cells.
            threads: of each; None for those that it was started with.
        """
        self._rounds = rounds
        self._config = config
        self._weights = weights
        self._cache = cache
        self._versions = versions
        self._workers = workers
        self._memory_mib = memory_mib
        self._threads = threads
        self._levels: weakref.WeakKeyDictionary[SceneFeatures, _SharedLevel] = (
            weakref.WeakKeyDictionary()
        )
        self._open: list[str] = []
        self._unused: list[str] = []
        self._local = LocalPasses()

    def prepare(self, scene: SceneFeatures, each: Each) -> None:
        """See `Passes`. A level of one tile stays here, as does joint standardisation."""
        self._forget_unused()
        if scene.plan.keep_raw or scene.tile_count < 2:
            self._local.prepare(scene, each)
            return
        level = self._shared(scene)
        found = Survey(scene.statistics.mean.numel())
        for own in self._sums(level, "survey", scene.first_tiles, [], each):
            found.add(own)
        for statistics in self._sums(level, "count", scene.beyond_sample(found), [], _unheard):
            found.count(statistics)
        scene.conclude(found)
        level.settled = self._tell(_on_cpu(scene.settled))
        level.tiles = [t for t in scene.searched_tiles if found.valid[place_of(t)].any()]
        scene.fetch_from(self._fetcher(level))

    def likelihoods(
        self,
        scene: SceneFeatures,
        templates: Sequence[TemplateCells],
        alpha: float,
        *,
        standardiser: Standardiser,
        each: Each,
        seen: Seen | None,
    ) -> list[PairSums]:
        """See `Passes`."""
        level = self._levels.get(scene)
        if level is None:
            return self._local.likelihoods(
                scene, templates, alpha, standardiser=standardiser, each=each, seen=seen
            )
        batch = self._tell_batch(templates, alpha, bag=False)
        totals = [
            PairSums(
                torch.zeros(template.count, dtype=torch.float64),
                torch.zeros(_map_shape(scene, template)),
            )
            for template in templates
        ]
        count = len(templates)
        sums = self._sums(level, "likelihoods", level.tiles, [batch], lambda n: each(n * count))
        for tile, found in zip(level.tiles, sums, strict=True):
            for template, total, (likelihood, cosine) in zip(templates, totals, found, strict=True):
                total.likelihood.add_(torch.from_numpy(likelihood))
                total.cosine[positions_of(tile, template)] += torch.from_numpy(cosine)
            if seen is not None:
                _show(scene, tile, totals, seen)
        return totals

    def scores(
        self,
        scene: SceneFeatures,
        templates: Sequence[TemplateCells],
        sums: list[PairSums],
        alpha: float,
        *,
        bag: bool,
        standardiser: Standardiser,
        each: Each,
        check: Check,
    ) -> list[PositionMaps]:
        """See `Passes`."""
        level = self._levels.get(scene)
        if level is None:
            return self._local.scores(
                scene,
                templates,
                sums,
                alpha,
                bag=bag,
                standardiser=standardiser,
                each=each,
                check=check,
            )
        batch = self._tell_batch(templates, alpha, bag=bag)
        likelihoods = self._tell([own.likelihood.numpy() for own in sums])
        totals = [
            QualitySums(
                torch.zeros(_map_shape(scene, template)),
                np.zeros(scene.shape, np.float32) if bag else None,
            )
            for template in templates
        ]
        count = len(templates)
        shared = [batch, likelihoods]
        found = self._sums(level, "qualities", level.tiles, shared, lambda n: each(n * count))
        for tile, own in zip(level.tiles, found, strict=True):
            for template, total, (quality, best) in zip(templates, totals, own, strict=True):
                total.quality[positions_of(tile, template)] += torch.from_numpy(quality)
                if total.best is not None:
                    total.best[cells_of(tile)] = best
        return position_maps(templates, scene.valid, sums, totals, check)

    def close(self) -> None:
        """Let the workers forget all levels."""
        self._levels.clear()
        self._rounds.forget(self._open)

    def _shared(self, scene: SceneFeatures) -> _SharedLevel:
        config = self._config
        task = LevelTask(
            source=source_of(scene.grid.raster),
            reduce=scene.grid.reduce,
            plan=scene.plan,
            weights=self._weights,
            layer_weights=config.layer_weights,
            device=config.device,
            precision=config.precision,
            cache_gib=config.cache_gib,
            memory_mib=self._memory_mib,
            threads=self._threads,
        )
        packed = Packed.of(task, self._versions)
        level = _SharedLevel(packed, self._rounds.share(packed))
        self._levels[scene] = level
        self._open.append(packed.name)
        # workers keep cells for as long as this process would
        weakref.finalize(scene, self._unused.append, packed.name)
        return level

    def _forget_unused(self) -> None:
        unused, self._unused[:] = list(self._unused), []
        self._open = [name for name in self._open if name not in unused]
        self._rounds.forget(unused)

    def _tell(self, value: object) -> Future:
        return self._rounds.share(Packed.of(value, self._versions))

    def _tell_batch(self, templates: Sequence[TemplateCells], alpha: float, *, bag: bool) -> Future:
        here = tuple(TemplateCells(own.cells.cpu(), own.offsets, own.shape) for own in templates)
        return self._tell(BatchTask(here, alpha, bag))

    def _sums(
        self,
        level: _SharedLevel,
        kind: CallKind,
        tiles: Sequence[Tile],
        shared: Sequence[Future],
        each: Each,
    ) -> Iterator[Any]:
        """What the workers find in the tiles, in their order.

        `each` is called with the number of tiles done, as they are done.
        """
        calls = {number: Call(kind, place_of(tile)) for number, tile in enumerate(tiles)}
        told = [level.told, *([] if level.settled is None else [level.settled]), *shared]
        early: dict[int, Any] = {}
        following = 0
        answers = self._rounds.answers(
            calls, told, lambda number: level.homes.get(calls[number].tile)
        )
        for done, (number, answer) in enumerate(answers, start=1):
            level.homes[calls[number].tile] = answer.worker
            if self._cache is not None:
                self._cache.found += answer.cached
                self._cache.problem = self._cache.problem or answer.problem
            each(done)
            early[number] = answer.value
            while following in early:
                yield early.pop(following)
                following += 1

    def _fetcher(self, level: _SharedLevel) -> Callable[[Tile, tuple[slice, slice]], torch.Tensor]:
        def fetch(tile: Tile, inner: tuple[slice, slice]) -> torch.Tensor:
            rows, cols = inner
            box = (rows.start, rows.stop, cols.start, cols.stop)
            call = Call("cells", place_of(tile), box)
            assert level.settled is not None  # noqa: S101 (a level is fetched from after its first pass)
            told = [level.told, level.settled]
            answers = self._rounds.answers({0: call}, told, lambda _: level.homes.get(call.tile))
            ((_, answer),) = answers
            return torch.from_numpy(answer.value)

        return fetch


def _map_shape(scene: SceneFeatures, template: TemplateCells) -> tuple[int, int]:
    """Positions of a template on a scene, as in `PositionMaps`."""
    (rows, cols), (height, width) = scene.shape, template.shape
    return rows + height - 1, cols + width - 1


def _show(scene: SceneFeatures, tile: Tile, totals: Sequence[PairSums], seen: Seen) -> None:
    """Tell a preview that a tile has been seen."""
    valid = torch.from_numpy(scene.valid[cells_of(tile)])
    shown = SceneTile(tile.row, tile.col, torch.empty(0), valid, valid)
    for index, total in enumerate(totals):
        seen(shown, index, total.cosine)


def _unheard(done: int) -> None:
    """Progress that nobody is told of."""


def _on_cpu(settled: Settled) -> Settled:
    """As it travels."""
    standardiser, projection = settled.standardiser, settled.projection
    if projection is not None:
        projection = Projection(projection.matrix.cpu())
    return Settled(Standardiser(standardiser.mean.cpu(), standardiser.factor.cpu()), projection)
