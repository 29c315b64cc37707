"""Clusters of real processes, and what is the same in two results."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest

import neurocorrelator as nc

# the command line's fixtures serve here, too
from tests.neurocorrelator.cli.conftest import Cli, Done, cli, program  # noqa: F401

NEAR = 1e-5
QUIET = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}


def check_same(one: nc.MatchResult, other: nc.MatchResult, near: float = NEAR) -> None:
    """The same table and heatmaps; texts to the letter."""
    assert list(one.table.columns) == list(other.table.columns)
    assert len(one.table) == len(other.table) > 0
    for name in one.table.columns:
        a, b = one.table[name], other.table[name]
        if a.dtype.kind == "f":
            assert np.allclose(a, b, rtol=0, atol=near, equal_nan=True), name
        else:
            assert a.tolist() == b.tolist(), name
    for a_map, b_map in zip(one.score_maps, other.score_maps, strict=True):
        assert np.allclose(a_map.values, b_map.values, rtol=0, atol=near, equal_nan=True)


def worker_processes(parent: int) -> list[int]:
    """Processes of workers that a process has started."""
    psutil = pytest.importorskip("psutil", reason="comes with the extra cluster")
    found = []
    for child in psutil.Process(parent).children():
        with suppress(psutil.Error):
            if any("spawn_main" in part for part in child.cmdline()):
                found.append(child.pid)
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether something comes to hold in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def scheduler_alone() -> Iterator[str]:
    """The address of a scheduler that has no workers."""
    distributed = pytest.importorskip("distributed", reason="the extra cluster")
    with distributed.LocalCluster(n_workers=0, scheduler_kwargs=QUIET) as local:
        yield local.scheduler_address


@contextmanager
def worker_of(address: str, path: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of a scheduler, started as on another machine.

    Args:
        address: of the scheduler.
        path: a folder in which it looks for packages first.
    """
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address]
    command += ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
    folders = [str(folder) for folder in (path, Path(nc.__file__).parents[1]) if folder]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(folders), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()
