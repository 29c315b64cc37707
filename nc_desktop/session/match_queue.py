"""The matches that were asked for: one runs, the others wait."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.hold import Hold
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
        of_many: whether it was asked for together with others: all of them are told of at once.
    """

    job: MatchJob
    layer: SceneLayer
    inputs: MatchInputs
    of_many: bool = False


class MatchQueue(QObject):
    """Hands matches to the runner one after the other, and tells which job is which run's.

    While it is paused none begins, and the one that runs halts after the tile at hand. Once nothing
    is left in it, it is paused no more.

    Every run gets `ended` after all else; one that is cancelled while it waits, that alone beside
    `cancelled`.

    Attributes:
        hold: for the jobs, which halt at it.
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
        self.hold = Hold()
        self._runs: list[MatchRun] = []
        self._handed: MatchRun | None = None  # to the runner
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

    @property
    def paused(self) -> bool:
        """Whether none begins, and the one that runs halts after the tile at hand."""
        return self.hold.held

    @property
    def halted(self) -> bool:
        """Whether the one that runs has come to the end of its tile, and halts."""
        return self.hold.reached

    @property
    def clock(self) -> float:
        """Seconds of a clock that stands still while the one that runs halts."""
        return time.monotonic() - self.hold.waited_s

    def submit(self, run: MatchRun) -> None:
        """Match after those that were asked for before."""
        self._runs.append(run)
        self.changed.emit()
        self._hand_on()

    def pause(self) -> None:
        """Let the one that runs halt after the tile at hand, and no other begin."""
        if self._runs and not self.paused:
            self.hold.hold()
            self.changed.emit()

    def toggle_pause(self) -> None:
        """Pause, or go on."""
        if self.paused:
            self.resume()
        else:
            self.pause()

    def resume(self) -> None:
        """Go on."""
        if self.paused:
            self.hold.release()
            self.changed.emit()
            self._hand_on()

    def move(self, run: MatchRun, places: int) -> None:
        """Let one that waits run so many places later; earlier if negative."""
        waiting = [each for each in self._runs if each is not self._handed]
        if run not in waiting:
            return
        place = waiting.index(run)
        waiting.remove(run)
        waiting.insert(max(0, place + places), run)
        self._runs = ([] if self._handed is None else [self._handed]) + waiting
        self.changed.emit()

    def cancel(self, run: MatchRun) -> None:
        """Stop a run if it is the current one, or let it not begin."""
        if run is self._handed:
            if run is self._current:
                self._cancelling = run
                self.changed.emit()
            self._runner.cancel(run.job)
        elif run in self._runs:
            self.cancelled.emit(run)
            self._runs.remove(run)
            self._end(run)

    def _hand_on(self) -> None:
        if self._handed is None and self._runs and not self.paused:
            self._handed = self._runs[0]
            self._runner.submit(self._handed.job)

    def _end(self, run: MatchRun) -> None:
        self.ended.emit(run)
        if not self._runs:
            self.hold.release()
        self.changed.emit()

    def _run_of(self, job: Job) -> MatchRun | None:
        return next((run for run in self._runs if run.job is job), None)

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        run = self._run_of(job)
        if run is not None:
            self._current, self._began = run, self.clock
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
            self.succeeded.emit(run, result, self.clock - self._began)

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
        self._handed = self._current = None
        self._end(run)
        self._hand_on()
