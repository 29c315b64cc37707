"""What can be wrong with a cluster: each one line, and nothing left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import neurocorrelator as nc
from neurocorrelator.cluster import rounds
from tests.neurocorrelator.cluster.conftest import (
    check_same,
    is_running,
    scheduler_alone,
    wait_until,
    worker_of,
    worker_processes,
)
from tests.neurocorrelator.plain import PLAIN_FLAGS, plain


def test_without_the_extra(cli, small_scene, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    picture = small_scene.cut(120, 80, 48)
    done = cli("match", small_scene.path, picture, "--cluster", "local:2")
    assert done.code == 1
    assert 'pip install "neurocorrelator[cluster]"' in done.errors[0]


def test_nobody_answers(program, small_scene) -> None:
    pytest.importorskip("distributed", reason="the extra cluster")
    picture = small_scene.cut(120, 80, 48)
    began = time.monotonic()
    address = "tcp://127.0.0.1:9"
    done = program("match", small_scene.path, picture, "--cluster", address)
    assert time.monotonic() - began < 30
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"error: {address}: no scheduler answers; is it running")
    assert len(done.err.splitlines()) == 1


def test_a_scheduler_without_workers_then_one_of_another_version(tmp_path, monkeypatch) -> None:
    with scheduler_alone() as address:
        monkeypatch.setattr("neurocorrelator.cluster.connect._CONNECT_S", 0.5)
        with pytest.raises(nc.ClusterError, match="the scheduler has no workers; start some"):
            nc.open_cluster(address)
        info = tmp_path / "neurocorrelator-9.9.9.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            "Metadata-Version: 2.1\nName: neurocorrelator\nVersion: 9.9.9\n"
        )
        monkeypatch.setattr("neurocorrelator.cluster.connect._CONNECT_S", 30.0)
        with worker_of(address, tmp_path), pytest.raises(nc.ClusterError) as caught:
            nc.open_cluster(address)
    text = str(caught.value)
    assert "the worker tcp://127.0.0.1:" in text
    assert f"has neurocorrelator 9.9.9 (here {nc.__version__})" in text
    assert "torch" not in text


def test_a_scheduler_elsewhere_until_all_workers_are_lost(small_scene, monkeypatch) -> None:
    monkeypatch.setattr(rounds, "PATIENCE_S", 2.0)
    monkeypatch.setattr("neurocorrelator.cluster.connect._CONNECT_S", 30.0)
    template = nc.Template.open(small_scene.cut(120, 80, 96))
    with (
        scheduler_alone() as address,
        worker_of(address) as worker,
        nc.open_cluster(address) as cluster,
        nc.Raster.open(small_scene.path) as raster,
    ):
        config = plain(tile_px=100, cache_gib=0)
        alone = nc.match(raster, [template], config)
        check_same(alone, nc.match(raster, [template], config, cluster=cluster))

        def kill(progress: nc.Progress) -> None:
            if progress.stage == "statistics" and progress.done >= 1:
                worker.kill()

        with pytest.raises(nc.ClusterError, match="all workers of the cluster are lost"):
            nc.match(raster, [template], config, cluster=cluster, progress=kill)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes as Linux has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_running(number, small_scene) -> None:
    pytest.importorskip("distributed", reason="the extra cluster")
    picture = small_scene.cut(40, 40, 240)
    out = small_scene.folder / "out"
    command = [sys.executable, "-m", "neurocorrelator", "match", small_scene.path, picture]
    # hundreds of variants take minutes, so the signal comes while it computes
    command += [*map(str, PLAIN_FLAGS[2:]), "--rotations", "0:359:1", "--out", out]
    command += ["--cluster", "local:2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert wait_until(lambda: len(worker_processes(process.pid)) == 2, 60)
        workers = worker_processes(process.pid)
        time.sleep(1 if number == signal.SIGINT else 3)  # while they start, and while they work
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does: the workers get it as well
        else:
            process.kill()
        said, complained = process.communicate(timeout=60)
        assert wait_until(lambda: not any(map(is_running, workers)), 20)
    assert said == b""
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert complained == b"interrupted; nothing was written\n"
        assert not out.exists()
