"""The matches that were asked for: one runs, the others wait."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.job import Job
from nc_desktop.jobs.match_job import MatchJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.model.findings import MatchInputs
from nc_desktop.model.layers import SceneLayer


@dataclass(frozen=True, eq=False)
class MatchRun:
    """A match that was asked for.

    Attributes:
        job: what the computing thread gets.
        layer: the scene layer that it searches.
        inputs: settings, templates and scope when it was asked for.
    """

    job: MatchJob
    layer: SceneLayer
    inputs: MatchInputs


class MatchQueue(QObject):
    """Hands matches to the runner one after the other, and tells which job is which run's.

    Every run gets `ended` after all else; one that is cancelled while it waits, that alone beside
    `cancelled`.
    """

    changed = Signal()
    """Other runs are in the queue, or another one runs."""
    started = Signal(object)
    progressed = Signal(object, object)
    succeeded = Signal(object, object, float)
    """The run, its `nc.MatchResult`, and how many seconds it took."""
    failed = Signal(object, object)
    cancelled = Signal(object)
    ended = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._runs: list[MatchRun] = []
        self._current: MatchRun | None = None
        self._cancelling: MatchRun | None = None
        self._began = 0.0
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        runner.finished.connect(self._on_finished)

    @property
    def runs(self) -> tuple[MatchRun, ...]:
        """All that is not done, in the order in which they run."""
        return tuple(self._runs)

    @property
    def current(self) -> MatchRun | None:
        """The one that runs; None also while the first one waits for the engine to be loaded."""
        return self._current

    @property
    def cancelling(self) -> bool:
        """Whether the one that runs was asked to stop."""
        return self._current is not None and self._cancelling is self._current

    def submit(self, run: MatchRun) -> None:
        """Match after those that were asked for before."""
        self._runs.append(run)
        self.changed.emit()
        self._runner.submit(run.job)

    def cancel(self, run: MatchRun) -> None:
        """Stop a run if it is the current one, or let it not begin."""
        if run is self._current:
            self._cancelling = run
            self.changed.emit()
        self._runner.cancel(run.job)

    def _run_of(self, job: Job) -> MatchRun | None:
        return next((run for run in self._runs if run.job is job), None)

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        run = self._run_of(job)
        if run is not None:
            self._current, self._began = run, time.monotonic()
            self.started.emit(run)
            self.changed.emit()

    @Slot(object, object)
    def _on_progressed(self, job: Job, progress: nc.Progress) -> None:
        run = self._run_of(job)
        if run is not None:
            self.progressed.emit(run, progress)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        run = self._run_of(job)
        if run is not None:
            self.succeeded.emit(run, result, time.monotonic() - self._began)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: object) -> None:
        run = self._run_of(job)
        if run is not None:
            self.failed.emit(run, error)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        run = self._run_of(job)
        if run is not None:
            self.cancelled.emit(run)

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        run = self._run_of(job)
        if run is None:
            return
        self._runs.remove(run)
        if run is self._current:
            self._current = None
        self.ended.emit(run)
        self.changed.emit()
