"""A match that is no longer wanted ends, wherever it is."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

import neurocorrelator as nc
from tests.neurocorrelator.plain import plain


class _Counting(nc.CancelToken):
    """Counts how often it is looked at, and can cancel itself at one of these times."""

    def __init__(self, at: int | None = None) -> None:
        super().__init__()
        self.looks = 0
        self._at = at

    def raise_if_cancelled(self) -> None:
        self.looks += 1
        if self.looks == self._at:
            self.cancel()
        super().raise_if_cancelled()


@dataclass(frozen=True)
class _Job:
    """A match with variants, an area, a shelf and both passes."""

    scene: Path
    templates: list[nc.Template]
    config: nc.MatchConfig

    def run(self, cancel: nc.CancelToken, **watchers: object) -> nc.MatchResult:
        with nc.Raster.open(self.scene) as scene:
            area = nc.SearchArea.from_extent(scene.georeference, *_inner(scene))
            return nc.match(
                scene, self.templates, self.config, area=area, cancel=cancel, **watchers
            )


def _inner(scene: nc.Raster) -> tuple[float, float, float, float]:
    left, top = scene.georeference.transform * (30, 30)
    right, bottom = scene.georeference.transform * (scene.width - 30, scene.height - 30)
    return left, bottom, right, top


@pytest.fixture(scope="module")
def job() -> _Job:
    path = Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"
    with nc.Raster.open(path) as raster:
        image = raster.read(nc.Window(100, 60, 70, 60))
    template = nc.Template("cut", image.rgb, image.mask)
    config = plain(tile_px=128, rotations="0:60:30", top=50, memory_mib=64, cache_gib=0)
    return _Job(path, [template, template], config)


def test_every_look_at_the_token_can_be_the_last(job: _Job) -> None:
    counting = _Counting()
    job.run(counting)
    assert counting.looks > 200
    generator = random.Random(0)  # noqa: S311 (moments)
    for at in [1, 2, counting.looks, *generator.sample(range(3, counting.looks), 12)]:
        token = _Counting(at)
        with pytest.raises(nc.CancelledError):
            job.run(token)
        assert token.looks == at  # nothing more was begun


def test_verification_can_be_stopped_at_each_candidate(job: _Job) -> None:
    config = job.config.model_copy(update={"rotations": "none", "verify": 2})
    job = replace(job, templates=job.templates[:1], config=config)
    looks: list[int] = []
    counting = _Counting()

    def watch(progress: nc.Progress) -> None:
        if progress.stage == "verification":
            looks.append(counting.looks)

    job.run(counting, progress=watch)
    assert looks[-1] - looks[0] > 10
    for at in range(looks[0], looks[-1], (looks[-1] - looks[0]) // 3):
        token = _Counting(at)
        with pytest.raises(nc.CancelledError):
            job.run(token)
        assert token.looks == at


def test_a_cancel_from_another_thread_at_any_moment(job: _Job) -> None:
    generator = random.Random(1)  # noqa: S311 (moments)
    for _ in range(6):
        wanted, moment, token = generator.uniform(0, 0.8), threading.Event(), nc.CancelToken()

        def watch(progress: nc.Progress, wanted: float = wanted, moment=moment) -> None:
            if progress.fraction >= wanted:
                moment.set()

        def stop(moment=moment, token=token) -> None:
            moment.wait()
            token.cancel()

        other = threading.Thread(target=stop)
        other.start()
        with pytest.raises(nc.CancelledError):
            job.run(token, progress=watch)
        other.join()


def test_a_cancel_before_the_start_reads_no_weights(job: _Job) -> None:
    token = nc.CancelToken()
    token.cancel()
    config = job.config.model_copy(update={"weights": "nowhere.safetensors"})
    with pytest.raises(nc.CancelledError):
        _Job(job.scene, job.templates, config).run(token)


def test_a_watcher_of_the_preview_can_cancel(job: _Job) -> None:
    token = nc.CancelToken()
    patches: list[nc.PreviewPatch] = []

    def show(patch: nc.PreviewPatch) -> None:
        patches.append(patch)
        token.cancel()

    with pytest.raises(nc.CancelledError):
        job.run(token, preview=show)
    assert len(patches) == 1


def test_a_large_template_can_be_stopped_while_it_is_prepared(job: _Job) -> None:
    generator = np.random.default_rng(0)
    rgb = generator.integers(0, 256, (40, 900, 3), dtype=np.uint8)
    large = nc.Template("large", rgb, np.ones((40, 900), np.bool_))
    config = plain(reduce=1, min_coverage=0.05)
    looks: list[int] = []
    counting = _Counting()

    def watch(progress: nc.Progress) -> None:
        if progress.stage == "templates":
            looks.append(counting.looks)

    _Job(job.scene, [large], config).run(counting, progress=watch)
    assert looks[1] - looks[0] > 30
