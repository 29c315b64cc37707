"""Jobs run in order on one thread, and every one of them ends with a signal."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

import neurocorrelator as nc
from nc_desktop.jobs.job import JobError, Report
from nc_desktop.jobs.runner import JobRunner


@dataclass(frozen=True, eq=False)
class _Job:
    name: str
    error: Exception | None = None
    seconds: float = 0.0

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[str, int]:
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            cancel.raise_if_cancelled()
            time.sleep(0.005)
        report(nc.Progress("scores", 1, 1, 1.0))
        if self.error is not None:
            raise self.error
        return self.name, threading.get_ident()


def _record(runner: JobRunner) -> list[tuple[str, str]]:
    seen: list[tuple[str, str]] = []
    runner.started.connect(lambda job: seen.append(("started", job.name)))
    runner.succeeded.connect(lambda job, _: seen.append(("succeeded", job.name)))
    runner.failed.connect(lambda job, _: seen.append(("failed", job.name)))
    runner.cancelled.connect(lambda job: seen.append(("cancelled", job.name)))
    runner.finished.connect(lambda job: seen.append(("finished", job.name)))
    return seen


def test_jobs_run_in_order_off_the_qt_thread(runner: JobRunner, qtbot: QtBot) -> None:
    seen, idents = _record(runner), set()
    runner.succeeded.connect(lambda _, result: idents.add(result[1]))
    for name in "ab":
        runner.submit(_Job(name))
    qtbot.waitUntil(lambda: not runner.busy)
    steps = ("started", "succeeded", "finished")
    assert seen == [(step, name) for name in "ab" for step in steps]
    assert len(idents) == 1
    assert threading.get_ident() not in idents


@pytest.mark.parametrize(
    ("error", "has_details"),
    [(nc.RasterError("a.tif: damaged"), False), (RuntimeError("CUDA error"), True)],
)
def test_a_failure_is_reported_and_the_next_job_runs(
    runner: JobRunner, qtbot: QtBot, error: Exception, has_details: bool
) -> None:
    seen, errors = _record(runner), []
    runner.failed.connect(lambda _, failure: errors.append(failure))
    runner.submit(_Job("bad", error))
    runner.submit(_Job("good"))
    qtbot.waitUntil(lambda: not runner.busy)
    assert ("finished", "bad") in seen
    assert ("succeeded", "good") in seen
    assert str(error) in errors[0].message
    assert bool(errors[0].details) == has_details


def test_cancel_ends_the_running_job_and_drops_the_waiting(runner: JobRunner, qtbot: QtBot) -> None:
    seen = _record(runner)
    runner.submit(_Job("long", seconds=60))
    runner.submit(_Job("waiting"))
    start = time.monotonic()
    runner.cancel()
    qtbot.waitUntil(lambda: not runner.busy)
    assert time.monotonic() - start < 30  # half of what the job would take
    for name in ("long", "waiting"):
        assert ("cancelled", name) in seen
        assert ("finished", name) in seen
    assert ("started", "waiting") not in seen
    runner.submit(_Job("after"))
    qtbot.waitUntil(lambda: ("succeeded", "after") in seen)


def test_shutdown_joins_a_running_job(qtbot: QtBot) -> None:
    runner = JobRunner("compute")
    runner.submit(_Job("long", seconds=60))
    start = time.monotonic()
    runner.shutdown()
    assert time.monotonic() - start < 30  # half of what the job would take
    runner.deleteLater()


def test_one_of_several_can_be_cancelled(runner: JobRunner, qtbot: QtBot) -> None:
    seen = _record(runner)
    long, dropped, kept = _Job("long", seconds=60), _Job("dropped"), _Job("kept")
    for job in (long, dropped, kept):
        runner.submit(job)
    assert runner.current is long
    assert runner.waiting == (dropped, kept)
    runner.cancel(dropped)
    assert runner.waiting == (kept,)
    assert runner.current is long
    runner.cancel(long)
    qtbot.waitUntil(lambda: not runner.busy)
    assert ("started", "dropped") not in seen
    assert ("cancelled", "long") in seen
    assert ("succeeded", "kept") in seen
    assert [step for step, name in seen if name == "dropped"] == ["cancelled", "finished"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), True),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), True),
        (RuntimeError("could not create a primitive"), True),  # oneDNN's, in the first convolution
        (RuntimeError("std::bad_alloc"), True),
        (RuntimeError("CUDA error"), False),
    ],
)
def test_a_lack_of_memory_is_told_apart(
    runner: JobRunner, qtbot: QtBot, error: Exception, expected: bool
) -> None:
    errors: list[JobError] = []
    runner.failed.connect(lambda _, failure: errors.append(failure))
    runner.submit(_Job("bad", error))
    qtbot.waitUntil(lambda: not runner.busy)
    assert errors[0].out_of_memory is expected
