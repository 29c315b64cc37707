"""One long-lived thread that runs jobs one after the other."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError

_PROGRESS_INTERVAL_S = 0.05  # a person sees no more, and the event loop stays free


class _WorkerThread(QThread):
    """An event loop inside a Python frame: Python's state of the thread lives as long as it.

    Otherwise every slot would make and destroy that state, and with it the PROJ context that pyproj
    (3.7.0 to 3.7.2) keeps a pointer to: the second slot that touches a CRS would crash
    (pyproj issues 1509 and 1622).
    """

    def run(self) -> None:
        """The thread's work; `start` calls it.

        At the window's own priority: with a lower one the threads of torch, which wait for each
        other, took four times as long beside any other busy program, and the window was no better.
        """
        self.exec()


class _Worker(QObject):
    """Lives on the thread. `finished` comes after every job, whatever happened in it."""

    progressed = Signal(object, object)
    succeeded = Signal(object, object)
    failed = Signal(object, object)
    cancelled = Signal(object)
    finished = Signal(object)

    @Slot(object, object)
    def run(self, job: Job, cancel: nc.CancelToken) -> None:
        last = 0.0

        def report(progress: nc.Progress) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _PROGRESS_INTERVAL_S or progress.fraction >= 1.0:
                last = now
                self.progressed.emit(job, progress)

        try:
            cancel.raise_if_cancelled()
            self.succeeded.emit(job, job.run(report, cancel))
        except nc.CancelledError:
            self.cancelled.emit(job)
        except Exception as error:  # noqa: BLE001 - the job ends here, and says so
            self.failed.emit(job, JobError.of(error))
        finally:
            self.finished.emit(job)


class JobRunner(QObject):
    """Queue of jobs in front of one thread. All methods and signals belong to the Qt thread.

    Every job that was submitted gets `started`, then one of `succeeded`, `failed` and `cancelled`,
    then `finished`; one that is cancelled while it waits gets the last two only.

    Args:
        name: of the thread.
        parent: as Qt has it.
    """

    started = Signal(object)
    progressed = Signal(object, object)
    succeeded = Signal(object, object)
    failed = Signal(object, object)
    cancelled = Signal(object)
    finished = Signal(object)
    _run = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Job] = deque()
        self._current: Job | None = None
        self._token = nc.CancelToken()
        self._thread = _WorkerThread(self)
        self._thread.setObjectName(name)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._run.connect(self._worker.run, queued)
        self._worker.progressed.connect(self.progressed, queued)
        self._worker.succeeded.connect(self.succeeded, queued)
        self._worker.failed.connect(self.failed, queued)
        self._worker.cancelled.connect(self.cancelled, queued)
        self._worker.finished.connect(self._on_finished, queued)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._current is not None or bool(self._waiting)

    @property
    def current(self) -> Job | None:
        """The job that runs."""
        return self._current

    @property
    def waiting(self) -> tuple[Job, ...]:
        """The jobs that come after it, the next one first."""
        return tuple(self._waiting)

    def submit(self, job: Job) -> None:
        """Run a job after those that were submitted before."""
        self._waiting.append(job)
        self._start_next()

    def cancel(self, job: Job | None = None) -> None:
        """Ask a job to stop if it runs, or drop it if it waits; without one, all of them."""
        if job is None or job is self._current:
            self._token.cancel()
        dropped = [each for each in self._waiting if job is None or each is job]
        for each in dropped:
            self._waiting.remove(each)
        for each in dropped:
            self.cancelled.emit(each)
            self.finished.emit(each)

    def stop(self) -> None:
        """Cancel everything and say no more; the thread ends soon, and nobody waits for it here."""
        self.blockSignals(True)
        self.cancel()
        self._thread.quit()

    def shutdown(self) -> None:
        """Cancel everything and join the thread; returns when it has ended."""
        self.stop()
        self._thread.wait()

    @property
    def ended(self) -> bool:
        """Whether the thread is no more."""
        return self._thread.isFinished()

    def _start_next(self) -> None:
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            self._token = nc.CancelToken()
            self.started.emit(self._current)
            self._run.emit(self._current, self._token)

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        self._current = None
        self.finished.emit(job)
        self._start_next()
