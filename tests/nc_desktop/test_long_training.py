"""A run of ten thousand epochs: read in parts, drawn at most twice a second, in flat memory."""

from __future__ import annotations

import itertools
import json
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import neurocorrelator as nc
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.training.run_folder import EVENTS
from nc_desktop.training.run_history import RunHistory
from nc_desktop.training.run_list import FindRunsJob, ReadSoFar
from nc_desktop.training.run_page import RunPage
from nc_desktop.training.run_watch import RunWatch
from tests.nc_desktop.test_training_runs import START, step

EPOCHS = 10_000
READ_MS = 60_000


def write_epochs(folder: Path, first: int, last: int) -> None:
    with (folder / EVENTS).open("a", encoding="ascii", newline="\n") as stream:
        for epoch in range(first, last + 1):
            ended = {
                "v": 1, "event": "epoch_end", "epoch": epoch, "best_epoch": epoch, "best": True,
                "metrics": {"r@1": epoch / EPOCHS, "ap": 0.5, "hit": 0.25},
            }  # fmt: skip
            for event in (step(epoch, 2), step(epoch, 4), ended):
                stream.write(json.dumps(event) + "\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run = tmp_path / "Долгий запуск"
    run.mkdir()
    (run / EVENTS).write_text(json.dumps(START | {"epochs": EPOCHS}) + "\n")
    write_epochs(run, 1, EPOCHS)
    return run


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[RunPage]:
    watch, files = RunWatch(), JobRunner("training files")
    made = RunPage(watch, files)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    watch.shutdown()
    files.shutdown()
    for each in (made, watch, files):
        each.deleteLater()


def test_a_long_run_is_drawn_at_most_twice_a_second(
    qtbot: QtBot, page: RunPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, drawn, taken = page._watch, list[float](), list[float]()
    show = page.plots.show_history
    monkeypatch.setattr(
        page.plots, "show_history", lambda *given: (drawn.append(time.monotonic()), show(*given))
    )
    watch.changed.connect(lambda: taken.append(watch.history.epoch))
    watch.watch(folder)
    qtbot.waitUntil(lambda: watch.known and watch.history.epoch == EPOCHS, timeout=READ_MS)
    qtbot.waitUntil(lambda: taken[-1] == EPOCHS, timeout=READ_MS)
    drawn = drawn[1:]  # the first one clears what another run had drawn
    assert len(drawn) > 2  # it is seen to grow, and not only when all of it is read
    assert min(b - a for a, b in itertools.pairwise(drawn)) > 0.45
    lines = [line for line in page.plots._lines.values() if line.xData is not None]
    assert len(lines) > 4
    assert max(len(line.xData) for line in lines) <= 501
    assert page.plots._lines["metrics", "r@1"].xData[-1] > EPOCHS - 10


def test_the_list_reads_only_what_is_new(folder: Path) -> None:
    """A run that goes on is looked at every few seconds; what is shown meanwhile stays."""
    job = FindRunsJob(folder.parent, {})
    [first], known = job.run(lambda _: None, nc.CancelToken())
    tracemalloc.start()
    begun = time.perf_counter()
    write_epochs(folder, EPOCHS + 1, EPOCHS + 10)
    [second], again = FindRunsJob(folder.parent, known).run(lambda _: None, nc.CancelToken())
    taken, (_, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (first.history.epoch, second.history.epoch) == (EPOCHS, EPOCHS + 10)
    assert again[folder].offset == (folder / EVENTS).stat().st_size
    assert peak < 16 * 2**20  # the whole file is some MiB, its events many times that
    assert taken < 2
    whole = ReadSoFar().go_on(folder, 0, nc.CancelToken()).history
    assert whole == second.history


def test_memory_stays_flat(folder: Path) -> None:
    history, sizes = RunHistory(), []
    tracemalloc.start()
    for epoch in range(1, EPOCHS + 1):
        for number in (1, 2, 3, 4):
            history.take(step(epoch, number))
        history.take({"event": "epoch_end", "epoch": epoch, "metrics": {"r@1": 0.5}})
        if epoch in (EPOCHS // 4, EPOCHS):
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert sizes[1] < 1.3 * sizes[0]
