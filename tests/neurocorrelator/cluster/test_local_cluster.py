"""Two processes give what one gives, whatever happens to them on the way."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import neurocorrelator as nc
from neurocorrelator.matching import focus, plan
from tests.neurocorrelator.cluster.conftest import check_same, wait_until, worker_processes
from tests.neurocorrelator.conftest import SmallScene, make_small_scene
from tests.neurocorrelator.plain import plain

pytest.importorskip("distributed", reason="the extra cluster")

SMALL = {"tile_px": 100, "cache_gib": 0}  # a dozen tiles of the scene
USUAL = plain(**SMALL, verify=2)


@pytest.fixture(scope="module")
def cluster() -> Iterator[nc.Cluster]:
    before = worker_processes(os.getpid())
    with nc.open_cluster("local:2") as two:
        assert two.workers == 2
        yield two
    assert worker_processes(os.getpid()) == before


@pytest.fixture(scope="module")
def scene(tmp_path_factory) -> SmallScene:
    return make_small_scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture(scope="module")
def raster(scene) -> Iterator[nc.Raster]:
    with nc.Raster.open(scene.path) as opened:
        yield opened


@pytest.fixture(scope="module")
def templates(scene) -> list[nc.Template]:
    return [nc.Template.open(scene.cut(*place)) for place in ((120, 80, 96), (230, 150, 72))]


@pytest.fixture(scope="module")
def together(cluster, raster, templates) -> nc.MatchResult:
    return nc.match(raster, templates, USUAL, cluster=cluster)


def test_two_processes_give_what_one_gives(raster, templates, together) -> None:
    alone = nc.match(raster, templates, USUAL)
    check_same(alone, together)
    assert together.run["cluster"] == {"address": "local:2", "workers": 2}
    assert "cluster" not in alone.run


@pytest.mark.parametrize(
    "settings",
    [
        {"score": "bag", "layer_weights": (1.0, 1.0)},
        {"standardisation": "joint"},
    ],
)
def test_so_they_do_with_other_settings(cluster, raster, templates, settings) -> None:
    config = plain(**(SMALL | settings))
    alone = nc.match(raster, templates[:1], config)
    check_same(alone, nc.match(raster, templates[:1], config, cluster=cluster))


def test_an_area_and_a_coarse_search(cluster, raster, templates) -> None:
    config = nc.MatchConfig(**SMALL, rotations=(0.0, 90.0), scales="none", verify=2, reduce=1)
    area = nc.SearchArea.from_pixels([[(60, 40), (300, 40), (300, 260), (60, 260)]], "here")
    told: list[float] = []
    alone = nc.match(raster, templates[:1], config, area=area)
    together = nc.match(
        raster,
        templates[:1],
        config,
        area=area,
        cluster=cluster,
        progress=lambda progress: told.append(progress.fraction),
    )
    check_same(alone, together)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_large_scene_and_its_islands(cluster, raster, templates, monkeypatch) -> None:
    monkeypatch.setattr(plan, "LARGE_PX", 0)
    monkeypatch.setattr(focus, "SAMPLE_PX", 16_384)
    monkeypatch.setattr(focus, "_SIDE_PX", 64)
    alone = nc.match(raster, templates, USUAL)
    together = nc.match(raster, templates, USUAL, cluster=cluster)
    assert len(together.run["focused"]) == len(templates)
    check_same(alone, together)


def test_a_preview_ends_as_the_cosine_does(cluster, raster, templates) -> None:
    patches: list[nc.PreviewPatch] = []
    found = nc.match(
        raster,
        templates[:1],
        plain(**SMALL, score="cosine"),
        cluster=cluster,
        preview=patches.append,
    )
    values = found.score_maps[0].values
    for patch in patches:
        rows, cols = patch.values.shape
        here = values[patch.row : patch.row + rows, patch.col : patch.col + cols]
        there = patch.values == patch.values
        assert abs(here[there] - patch.values[there]).max() < 1e-5
    assert len(patches) > 4


@pytest.mark.parametrize("stage", ["statistics", "likelihoods"])
def test_a_killed_worker_changes_nothing(cluster, raster, templates, together, stage) -> None:
    victims = worker_processes(os.getpid())
    assert len(victims) == 2
    killed: list[int] = []

    def kill(progress: nc.Progress) -> None:
        if progress.stage == stage and progress.done >= 2 and not killed:
            killed.append(victims[0])
            os.kill(victims[0], signal.SIGKILL)

    found = nc.match(raster, templates, USUAL, cluster=cluster, progress=kill)
    assert killed
    check_same(together, found, near=0.0)
    # the process is replaced, so that the next scene has two again
    assert wait_until(lambda: len(set(worker_processes(os.getpid())) - set(killed)) == 2, 30)


def test_cancelling_ends_within_a_second_and_leaves_the_cluster(
    cluster, raster, templates, together
) -> None:
    cancel = nc.CancelToken()
    sent: list[float] = []

    def stop(progress: nc.Progress) -> None:
        if progress.stage == "statistics" and progress.done >= 1 and not sent:
            cancel.cancel()
            sent.append(time.monotonic())

    with pytest.raises(nc.CancelledError):
        nc.match(raster, templates, USUAL, cluster=cluster, cancel=cancel, progress=stop)
    assert time.monotonic() - sent[0] < 1.5
    check_same(together, nc.match(raster, templates, USUAL, cluster=cluster), near=0.0)


def test_a_scene_that_the_workers_cannot_read(cluster, scene, templates) -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("a path that means something else in every process")
    with scene.path.open("rb") as stream:
        own = f"/proc/self/fd/{stream.fileno()}"  # this process has it, others do not
        with (
            nc.Raster.open(own) as here,
            pytest.raises(nc.ClusterError, match=r"the worker tcp://.* cannot read the scene"),
        ):
            nc.match(here, templates, plain(**SMALL), cluster=cluster)


def test_many_scenes_share_the_workers(cluster, scene, templates, together, tmp_path) -> None:
    (outcome,) = nc.match_scenes([scene.path], templates, USUAL, out=tmp_path, cluster=cluster)
    assert outcome.record is not None
    scores = [match.score for match in outcome.record.matches]
    assert scores == [match.score for match in together.matches]


def test_a_closed_cluster_says_so(raster, templates) -> None:
    closed = nc.open_cluster("local:1")
    closed.close()
    with pytest.raises(nc.ClusterError, match="is closed"):
        nc.match(raster, templates, plain(), cluster=closed)
