"""Levels on a worker: scenes at a resolution, with the cells that are kept between the passes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import torch

from neurocorrelator.cluster.messages import BatchTask, Call, LevelTask, Packed, SceneSource
from neurocorrelator.errors import ClusterError, RasterError
from neurocorrelator.features.cell_cache import CellCache
from neurocorrelator.features.device import product_precision, resolve_device
from neurocorrelator.features.scene_features import SceneFeatures, Settled
from neurocorrelator.features.standardise import Standardiser
from neurocorrelator.features.survey import Place, place_of
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.whitening import Projection
from neurocorrelator.matching.passes import tile_likelihoods, tile_qualities
from neurocorrelator.progress import Check
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.working_grid import Tile, WorkingGrid

_IDLE_S = 600.0  # a level so long unused belongs to a client that was killed
_WAIT_S = 0.1
_UNPACKED = 4  # shared things that stay unpacked: those of a pass, and of the one before

_levels: dict[str, Level] = {}
_lock = threading.Lock()


class Level:
    """A scene at one resolution, of which this worker sees to some tiles.

    A worker that takes over from one that was lost has none of its tiles: they are surveyed and
    computed again when they are asked for.
    """

    def __init__(self, task: LevelTask, worker: str, check: Check) -> None:
        """Open the scene.

        Raises:
            ClusterError: this machine has no such file, or another one of this name.
        """
        self.lock = threading.Lock()
        self.used = time.monotonic()
        self.threads = task.threads
        device = resolve_device(task.device)
        self._raster = open_source(task.source, worker)
        self._cache = CellCache.opened(task.cache_gib) if device.type == "cpu" else None
        plan = task.plan
        self._scene = SceneFeatures(
            WorkingGrid(self._raster, task.reduce),
            VggCells(task.weights, device, task.layer_weights, precision=task.precision),
            tile_px=plan.tile_px,
            memory_mib=task.memory_mib,
            area=plan.area,
            reach=plan.reach,
            keep_raw=plan.keep_raw,
            sample_px=plan.sample_px,
            islands=plan.islands,
            directions=plan.directions,
            cache=self._cache,
            keep_some=True,
            read_ahead=False,  # a tile a call, and `check` knows its own thread only
            check=check,
        )
        self._tiles = {place_of(tile): tile for tile in self._scene.first_tiles}
        self._surveyed: set[Place] = set()
        self._settled = False
        self._device = device
        self._precision = task.precision
        self._unpacked: dict[str, Any] = {}

    @property
    def cached(self) -> int:
        """Tiles that came from disk so far."""
        return 0 if self._cache is None else self._cache.found

    @property
    def problem(self) -> str:
        """Why nothing is put on disk any more; empty while all is well."""
        return "" if self._cache is None else self._cache.problem

    def answer(self, call: Call, shared: Sequence[Packed]) -> Any:
        """What a tile gives to a pass.

        Args:
            call: which tile and pass.
            shared: after the first pass what it settled; then for `likelihoods` and `qualities`
                the batch, and for `qualities` exp L of its templates.
        """
        tile = self._tiles[call.tile]
        if call.kind == "survey":
            (found,) = self._scene.survey([tile])
            self._surveyed.add(call.tile)
            return found
        if call.tile not in self._surveyed:  # it was another worker's
            list(self._scene.survey([tile], counting=False))
            self._surveyed.add(call.tile)
        if call.kind == "count":
            (statistics,) = self._scene.count([tile])
            return statistics
        more = [self._unpack(packed) for packed in shared]
        self._settle(more[0])
        if call.kind == "cells":
            return self._cells_of(tile, call.inner)
        batch: BatchTask = more[1]
        if call.kind == "likelihoods":
            sums = tile_likelihoods(self._scene, tile, batch.templates, batch.alpha)
            return [(own.likelihood.cpu().numpy(), own.cosine.cpu().numpy()) for own in sums]
        likelihoods = [torch.from_numpy(likelihood) for likelihood in more[2]]
        qualities = tile_qualities(
            self._scene, tile, batch.templates, likelihoods, batch.alpha, bag=batch.bag
        )
        return [(own.quality.cpu().numpy(), own.best) for own in qualities]

    def products(self) -> AbstractContextManager[None]:
        """How exactly it compares, see `product_precision`."""
        return product_precision(self._precision, self._device)

    def close(self) -> None:
        """Let go of the file."""
        self._raster.close()

    def _settle(self, settled: Settled) -> None:
        if not self._settled:
            self._scene.settle(settled)
            self._settled = True

    def _cells_of(self, tile: Tile, inner: tuple[int, int, int, int] | None) -> Any:
        (found,) = self._scene.tiles(among=[tile])
        if inner is None:
            return found.cells.cpu().numpy()
        top, bottom, left, right = inner
        return found.cells[top:bottom, left:right].cpu().numpy()

    def _unpack(self, packed: Packed) -> Any:
        if packed.name not in self._unpacked:
            while len(self._unpacked) >= _UNPACKED:
                del self._unpacked[next(iter(self._unpacked))]
            self._unpacked[packed.name] = _onto(packed.unpacked(), self._device)
        return self._unpacked[packed.name]


@contextmanager
def open_level(packed: Packed, worker: str, threads: int, check: Check) -> Iterator[Level]:
    """The level, which no other task of this worker uses meanwhile: each has all of its threads.

    Args:
        packed: `LevelTask`.
        worker: this one's address.
        threads: that it was started with.
        check: may raise to stop.
    """
    with _lock:
        level = _levels.get(packed.name)
    if level is None:
        task: LevelTask = packed.unpacked()
        opened = Level(task, worker, check)
        with _lock:
            level = _levels.setdefault(packed.name, opened)
        if level is not opened:
            opened.close()
        _drop_idle()
    while not level.lock.acquire(timeout=_WAIT_S):
        check()
    try:
        torch.set_num_threads(level.threads or threads)
        with level.products():
            yield level
    finally:
        level.used = time.monotonic()
        level.lock.release()


def drop_levels(names: Sequence[str]) -> None:
    """Forget levels and what is kept for them."""
    with _lock:
        dropped = [_levels.pop(name) for name in names if name in _levels]
    for level in dropped:
        level.close()


def _drop_idle() -> None:
    """Forget what nobody uses any more, and look again later."""
    now = time.monotonic()
    with _lock:
        idle = [name for name, level in _levels.items() if now - level.used > _IDLE_S]
        waiting = len(_levels) > len(idle)
    drop_levels(idle)
    if waiting:
        timer = threading.Timer(_IDLE_S, _drop_idle)
        timer.daemon = True
        timer.start()


def open_source(source: SceneSource, worker: str) -> Raster:
    """The scene as the client has it.

    Raises:
        ClusterError: it cannot be read here, or is another one.
    """
    try:
        raster = Raster.open(source.path, bands=source.bands, stretch=source.stretch or "none")
        if source.crs is not None and not _is_placed(raster, source):
            raster.close()  # the user has told the CRS
            raster = Raster.open(
                source.path, bands=source.bands, stretch=source.stretch or "none", crs=source.crs
            )
    except RasterError as error:
        raise ClusterError(
            f"the worker {worker} cannot read the scene ({error}); put it where all machines see"
            " it by the same path"
        ) from error
    if not _is_placed(raster, source) or _bytes_of(source.path) != source.file_bytes:
        raster.close()
        raise ClusterError(
            f"the worker {worker} has another file as {source.path}; put the same scene on all"
            " machines"
        )
    return raster


def _is_placed(raster: Raster, source: SceneSource) -> bool:
    own = raster.georeference
    return (
        (raster.width, raster.height) == source.size
        and own.transform == source.transform
        and (None if own.crs is None else own.crs.to_wkt()) == source.crs
    )


def source_of(raster: Raster) -> SceneSource:
    """What a worker needs to open a scene as it is open here."""
    georeference = raster.georeference
    path = os.path.abspath(raster.path)  # noqa: PTH100 - keeps symbolic links
    return SceneSource(
        path,
        _bytes_of(path),
        raster.bands,
        raster.stretch,
        None if georeference.crs is None else georeference.crs.to_wkt(),
        georeference.transform,
        (raster.width, raster.height),
    )


def _bytes_of(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError as error:
        raise RasterError(f"{path}: cannot be read ({error.strerror})") from error


def _onto(value: Any, device: torch.device) -> Any:
    """What was packed, with its tensors on the worker's device."""
    if isinstance(value, Settled):
        scene, projection = value.standardiser, value.projection
        moved = Standardiser(scene.mean.to(device), scene.factor.to(device))
        if projection is not None:
            projection = Projection(projection.matrix.to(device))
        return Settled(moved, projection)
    if isinstance(value, BatchTask):
        templates = tuple(
            TemplateCells(own.cells.to(device), own.offsets, own.shape) for own in value.templates
        )
        return BatchTask(templates, value.alpha, value.bag)
    return value
