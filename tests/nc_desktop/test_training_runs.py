"""Runs as folders: what is read of them, and processes that end when they shall and not before."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import neurocorrelator as nc
from nc_desktop.training import run_folder
from nc_desktop.training.run_folder import EVENTS, EXIT, look
from nc_desktop.training.run_history import RunHistory
from nc_desktop.training.run_jobs import DiscardJob, end_processes
from nc_desktop.training.run_texts import failure_text

START = {
    "v": 1, "event": "start", "time": 1.0, "config": {}, "places": 26, "held_out": 9,
    "device": "cpu", "epochs": 3, "steps": 4,
}  # fmt: skip


def step(epoch: int, number: int, **values: object) -> dict[str, object]:
    known = {"loss": 1.0 / epoch, "active": 0.5, "learning_rate": 1e-4, "seconds_left": 9.0}
    return {"v": 1, "event": "step", "epoch": epoch, "step": number, "steps": 4} | known | values


def write(folder: Path, *lines: object) -> None:
    folder.mkdir(exist_ok=True)
    with (folder / EVENTS).open("ab") as stream:
        for line in lines:
            stream.write(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n")


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_garbage_among_events_is_left_out(tmp_path: Path) -> None:
    garbage = (b"Traceback (most recent call last):\n", b"\xff\xfe\x00\n", b"[1, 2]\n", b"{}\n")
    deep = b"[" * 100_000 + b"\n"
    unknown = {"v": 9, "event": "dance", "time": "soon"}
    damaged = step(1, 2, loss="much", learning_rate=None) | {"epoch": "first"}
    write(tmp_path, START, *garbage, deep, unknown, damaged, step(1, 3, loss=float("nan")))
    history, offset, more = RunHistory(), 0, True
    while more:
        seen = look(tmp_path, offset)
        for event in seen.events:
            history.take(event)
        offset, more = seen.offset, seen.more
    assert offset == (tmp_path / EVENTS).stat().st_size
    assert (history.state, history.places, history.epoch, history.step) == ("running", 26, 1, 3)
    assert history.steps_curves["active"].ys == [0.5]
    assert "loss" not in history.steps_curves


def test_a_line_that_is_being_written_is_read_when_it_is_whole(tmp_path: Path) -> None:
    line = json.dumps(step(1, 1)).encode()
    write(tmp_path, START, line[:20])
    first = look(tmp_path, 0)
    assert [event["event"] for event in first.events] == ["start"]
    write(tmp_path, line[20:] + b"\n")
    assert [event["event"] for event in look(tmp_path, first.offset).events] == ["step"]


def test_events_that_begin_anew_are_read_from_their_beginning(tmp_path: Path) -> None:
    write(tmp_path, START, step(1, 1), step(1, 2))
    before = look(tmp_path, 0)
    (tmp_path / EVENTS).unlink()
    write(tmp_path, START)
    again = look(tmp_path, before.offset)
    assert again.restarted
    assert len(again.events) == 1


def test_ten_thousand_epochs_keep_memory_flat() -> None:
    history = RunHistory()
    history.take(START | {"epochs": 10_000})
    for epoch in range(1, 10_001):
        for number in (1, 2):
            history.take(step(epoch, number))
        metrics = {"r@1": epoch / 10_000, "ap": 0.5}
        history.take(
            {"event": "epoch_end", "epoch": epoch, "metrics": metrics, "best_epoch": epoch}
        )
    curves = [*history.steps_curves.values(), *history.metrics_curves.values()]
    assert max(len(curve.xs) for curve in curves) <= 2000
    assert len(history.told) <= 500
    recall = history.metrics_curves["r@1"]
    assert recall.xs[-1] > 9_900  # the end is kept, and the order
    assert recall.xs == sorted(recall.xs)
    assert history.best_epoch == 10_000


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Keeps a Python program as a run is kept; all of it is ended afterwards."""
    kept: list[Path] = []
    processes: list[subprocess.Popen[bytes]] = []

    def start(program: str) -> Path:
        folder = tmp_path / f"Запуск {len(kept)}"
        folder.mkdir()
        command = [sys.executable, "-m", "nc_desktop.training.keeper", str(folder)]
        command += [sys.executable, "-c", program]
        processes.append(subprocess.Popen(command, start_new_session=True))
        kept.append(folder)
        return folder

    yield start
    for folder in kept:
        if folder.is_dir():
            end_processes(folder)
    for process in processes:
        process.wait(10)


def test_how_a_process_ended_is_written_down(keep: Callable[[str], Path]) -> None:
    folder = keep("import sys; print('not JSON'); sys.exit('x.jpg: no space left on device')")
    wait_for(lambda: (folder / EXIT).is_file() and not run_folder.is_alive(folder))
    seen = look(folder, 0)
    assert (seen.begun, seen.alive, seen.exit_code) == (True, False, 1)
    said = failure_text(RunHistory(), seen.exit_code, seen.errors)
    assert said.splitlines() == [
        "x.jpg: no space left on device",
        "The process ended with exit code 1.",
        "The disk is full: make room, then go on from the last epoch.",
    ]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_child_that_is_killed_is_told_of(keep: Callable[[str], Path]) -> None:
    folder = keep("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    wait_for((folder / EXIT).is_file)
    said = failure_text(RunHistory(), look(folder, 0).exit_code, "")
    assert "signal 9" in said
    assert "memory" in said


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_run_lives_on_without_its_keeper(keep: Callable[[str], Path]) -> None:
    folder = keep("import time; time.sleep(60)")
    wait_for(lambda: run_folder.process_of(folder) > 0 and run_folder.is_alive(folder))
    time.sleep(0.3)  # the command begins
    group = os.getpgid(run_folder.process_of(folder))
    os.kill(run_folder.process_of(folder), signal.SIGKILL)
    time.sleep(0.2)
    assert run_folder.is_alive(folder)
    os.killpg(group, signal.SIGKILL)
    wait_for(lambda: not run_folder.is_alive(folder))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_outlives_a_run_that_is_discarded(
    keep: Callable[[str], Path], tmp_path: Path
) -> None:
    program = (  # it does not listen to SIGTERM, and has a child of its own
        "import signal, subprocess, sys, time, pathlib\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "pathlib.Path('{place}').write_text(str(child.pid))\n"
        "time.sleep(60)"
    )
    place = tmp_path / "grandchild"
    folder = keep(program.replace("{place}", place.as_posix()))
    wait_for(lambda: place.is_file() and bool(place.read_text()))
    grandchild = int(place.read_text())
    DiscardJob(folder).run(lambda _progress: None, nc.CancelToken())
    assert not folder.exists()
    wait_for(lambda: not _lives(grandchild))


def _lives(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
