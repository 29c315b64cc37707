"""Two processes give what one gives, whatever happens to them on the way."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

import neurocorrelator as nc
from tests.neurocorrelator.cluster.conftest import check_same, wait_until, worker_processes
from tests.neurocorrelator.plain import plain

pytest.importorskip("distributed", reason="the extra cluster")

SMALL = {"tile_px": 100, "cache_gib": 0}  # a dozen tiles of the scene


@pytest.fixture(scope="module")
def cluster() -> Iterator[nc.Cluster]:
    before = worker_processes(os.getpid())
    with nc.open_cluster("local:2") as two:
        assert two.workers == 2
        yield two
    assert worker_processes(os.getpid()) == before


@pytest.fixture
def raster(small_scene) -> Iterator[nc.Raster]:
    with nc.Raster.open(small_scene.path) as opened:
        yield opened


@pytest.fixture
def templates(small_scene) -> list[nc.Template]:
    places = {"a.png": (120, 80, 96), "b.png": (230, 150, 72)}
    return [nc.Template.open(small_scene.cut(*place, name)) for name, place in places.items()]


@pytest.mark.parametrize(
    "settings",
    [
        {"verify": 4},
        {"score": "bag", "layer_weights": (1.0, 1.0)},
        {"verify": 2, "memory_mib": 64, "tile_px": 64, "cache_gib": 1},
        {"standardisation": "joint"},
    ],
)
def test_two_processes_give_what_one_gives(
    cluster, raster, templates, settings, tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv("NEUROCORRELATOR_CACHE", str(tmp_path / "cache"))
    config = plain(**(SMALL | settings))
    alone = nc.match(raster, templates, config)
    together = nc.match(raster, templates, config, cluster=cluster)
    check_same(alone, together)
    assert together.run["cluster"] == {"address": "local:2", "workers": 2}
    assert "cluster" not in alone.run


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
def test_a_killed_worker_changes_nothing(cluster, raster, templates, stage) -> None:
    config = plain(**SMALL, verify=2)
    undisturbed = nc.match(raster, templates, config, cluster=cluster)
    victims = worker_processes(os.getpid())
    assert len(victims) == 2
    killed: list[int] = []

    def kill(progress: nc.Progress) -> None:
        if progress.stage == stage and progress.done >= 2 and not killed:
            killed.append(victims[0])
            os.kill(victims[0], signal.SIGKILL)

    found = nc.match(raster, templates, config, cluster=cluster, progress=kill)
    assert killed
    check_same(undisturbed, found, near=0.0)
    # the process is replaced, so that the next scene has two again
    assert wait_until(lambda: len(set(worker_processes(os.getpid())) - set(killed)) == 2, 30)


def test_cancelling_ends_within_a_second_and_leaves_the_cluster(cluster, raster, templates) -> None:
    cancel = nc.CancelToken()
    sent: list[float] = []

    def stop(progress: nc.Progress) -> None:
        if progress.stage == "statistics" and progress.done >= 1 and not sent:
            cancel.cancel()
            sent.append(time.monotonic())

    config = plain(**SMALL)
    with pytest.raises(nc.CancelledError):
        nc.match(raster, templates, config, cluster=cluster, cancel=cancel, progress=stop)
    assert time.monotonic() - sent[0] < 1.5
    check_same(
        nc.match(raster, templates, config), nc.match(raster, templates, config, cluster=cluster)
    )


def test_a_scene_that_the_workers_cannot_read(cluster, raster, small_scene, templates) -> None:
    if not os.path.exists("/proc/self/fd"):
        pytest.skip("a path that means something else in every process")
    with small_scene.path.open("rb") as stream:
        own = f"/proc/self/fd/{stream.fileno()}"  # this process has it, others do not
        with (
            nc.Raster.open(own) as here,
            pytest.raises(nc.ClusterError, match="the worker tcp://.* cannot read the scene"),
        ):
            nc.match(here, templates, plain(**SMALL), cluster=cluster)


def test_many_scenes_share_the_workers(cluster, small_scene, templates, tmp_path) -> None:
    config = plain(**SMALL)
    outcomes = list(
        nc.match_scenes(
            [small_scene.path], templates, config, out=tmp_path / "out", cluster=cluster
        )
    )
    with nc.Raster.open(small_scene.path) as raster:
        alone = nc.match(raster, templates, config)
    assert outcomes[0].record is not None
    scores = [match.score for match in outcomes[0].record.matches]
    assert scores == pytest.approx([match.score for match in alone.matches], abs=1e-5)


def test_a_closed_cluster_says_so(raster, templates) -> None:
    closed = nc.open_cluster("local:1")
    closed.close()
    with pytest.raises(nc.ClusterError, match="is closed"):
        nc.match(raster, templates, plain(), cluster=closed)
