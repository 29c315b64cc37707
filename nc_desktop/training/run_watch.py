"""Watches a run by its folder: of this window, one that it left behind, or one of a script."""

from __future__ import annotations

import math
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.training.run_folder import PAUSE, STOP, RunLook
from nc_desktop.training.run_history import RunHistory, RunState
from nc_desktop.training.run_jobs import DiscardJob, LookJob, MarkJob, StartJob

_LOOK_MS = 500  # so that curves are drawn at most twice a second
_READ_ON_MS = 10  # between the parts of a long run, for paints and clicks
_STARTING_S = 60.0


class RunWatch(QObject):
    """One run at a time; looks into its folder twice a second, on a thread of its own.

    Attributes:
        folder: of the run; None while none is watched.
        history: what is known of it.
        alive: whether its process lives.
        exit_code: how that ended; None while it is not known.
        errors: the end of what it wrote to stderr.
        can_resume: whether there is a checkpoint to go on from.
        has_best: whether its best weights are there.
    """

    changed = Signal()
    """Something new is known; at most twice a second."""
    started = Signal(object)
    """The folder of a run that has begun."""
    start_failed = Signal(str)
    """Why a run could not be started."""
    discarded = Signal(object)
    """The folder of a run that is no more."""
    failed = Signal(str)
    """Something that was asked for was not done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = JobRunner("training", self)
        self._looker = JobRunner("training events", self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.timeout.connect(self._tell)
        self._told_at = -math.inf
        self._began = self._asked = 0.0
        self._offset = 0
        self.folder: Path | None = None
        self._pausing: bool | None = None
        self._forget()
        self._runner.succeeded.connect(self._on_done)
        self._runner.failed.connect(self._on_failed)
        self._looker.succeeded.connect(self._on_look)
        self._looker.failed.connect(self._on_look_failed)

    @property
    def busy(self) -> bool:
        """Whether a run is being started, marked or discarded."""
        return self._runner.busy

    @property
    def wants_to_end(self) -> bool:
        """Whether the run was asked to stop early and is not at its end yet."""
        return self._stopping and self.alive

    def watch(self, folder: Path | None) -> None:
        """Watch another run; None for none."""
        if folder == self.folder:
            return
        self.folder = folder
        self._forget()
        if folder is None:
            self._asked = 0.0
        self.changed.emit()
        if folder is not None:
            self._began = time.monotonic()
            self._look()

    def start(self, folder: Path, config: nc.TrainConfig | None, *, resume: bool = False) -> None:
        """Begin a run, or go on with one, and watch it."""
        self._asked = time.time()
        self._runner.submit(StartJob(folder, config, resume))

    def stop_early(self) -> None:
        """Let the run end after the step at hand and keep its best."""
        self._stopping = True
        self._mark(STOP, True)

    def pause(self, paused: bool) -> None:
        """Halt the run, or let it go on."""
        self._pausing = paused
        self._mark(PAUSE, paused)

    @property
    def pausing(self) -> bool:
        """Whether the run was told to halt."""
        return self.state == "paused" if self._pausing is None else self._pausing

    @property
    def state(self) -> RunState:
        """What the run is doing; what it says of its former life is left aside."""
        history = self.history
        if history.over and history.time < self._asked:
            return "starting" if self.alive else "died"
        return history.state

    def discard(self, folder: Path) -> None:
        """End a run at once and remove all of it."""
        if folder == self.folder:
            self._timer.stop()
        self._runner.submit(DiscardJob(folder))

    def shutdown(self) -> None:
        """Join the threads; runs go on."""
        self._timer.stop()
        self._teller.stop()
        self._looker.shutdown()
        self._runner.shutdown()

    def _forget(self) -> None:
        self._timer.stop()
        self._teller.stop()
        self._told_at = -math.inf
        self.history = RunHistory()
        self._offset = 0
        self.begun, self.alive, self.can_resume, self.has_best = False, False, False, False
        self.exit_code: int | None = None
        self.errors = ""
        self._stopping = False
        self._pausing = None
        self.known = False

    def _mark(self, name: str, present: bool) -> None:
        if self.folder is not None:
            self._runner.submit(MarkJob(self.folder, name, present))
            self.changed.emit()

    @Slot()
    def _look(self) -> None:
        if self.folder is not None:
            self._looker.submit(LookJob(self.folder, self._offset))

    @Slot(object, object)
    def _on_look(self, job: Job, look: RunLook) -> None:
        if not isinstance(job, LookJob) or job.folder != self.folder or job.offset != self._offset:
            return  # another run is watched now
        if look.restarted:
            self.history = RunHistory()
        self._offset = look.offset
        for event in look.events:
            self.history.take(event)
        history = self.history
        self.begun, self.alive = look.begun, look.alive
        self.exit_code, self.errors = look.exit_code, look.errors
        self.can_resume, self.has_best = look.can_resume, look.has_best
        self.known = not look.more
        if not look.more and not look.alive and not history.over:
            waiting = not look.begun and time.monotonic() - self._began < _STARTING_S
            if not waiting:
                history.state = "died"
        self._tell_soon()
        # the next part of what is there soon, and nothing more where nobody writes
        self._timer.start(_READ_ON_MS if look.more else _LOOK_MS)
        if not look.more and not look.alive and self.state in ("ended", "failed", "died"):
            self._timer.stop()

    def _tell_soon(self) -> None:
        """At once, or half a second after the last time: a long run is read in parts."""
        if self._teller.isActive():
            return
        wait = self._told_at + _LOOK_MS / 1000 - time.monotonic()
        if wait > 0:
            self._teller.start(math.ceil(1000 * wait))
        else:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        self._told_at = time.monotonic()
        self.changed.emit()

    @Slot(object, object)
    def _on_look_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, LookJob) and job.folder == self.folder:
            self.failed.emit(error.message)
            self._timer.start(10 * _LOOK_MS)

    @Slot(object, object)
    def _on_done(self, job: Job, result: object) -> None:
        if isinstance(job, StartJob):
            if self.folder == job.folder:  # it goes on: look at it from the beginning
                self.folder = None
            self.started.emit(job.folder)
            self.watch(job.folder)
        elif isinstance(job, DiscardJob):
            if self.folder == job.folder:
                self.watch(None)
            self.discarded.emit(job.folder)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, StartJob):
            self.start_failed.emit(error.message)
        else:
            self.failed.emit(error.message)
            self._timer.start(_LOOK_MS)
