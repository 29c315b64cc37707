"""All matches that were asked for: those that wait and run, and what became of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot

from nc_desktop.jobs.job import JobError
from nc_desktop.messages import Message
from nc_desktop.model.findings import Findings
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.model.scene_outcome import SceneOutcome
from nc_desktop.session.match_queue import MatchRun
from nc_desktop.session.matching import Matching
from nc_desktop.session.spoken import Spoken

_MOST_ENDED = 500

EntryState = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, eq=False)
class QueueEntry:
    """A match that was asked for.

    Attributes:
        run: what was asked for.
        state: what became of it.
        outcome: of one that is done.
        reason: why it failed, in a line.
        seconds: how long it took.
    """

    run: MatchRun
    state: EntryState
    outcome: SceneOutcome | None = None
    reason: str = ""
    seconds: float = 0.0

    @property
    def can_be_retried(self) -> bool:
        """Whether it came to nothing."""
        return self.state in ("failed", "cancelled")

    @property
    def work(self) -> float:
        """How much it has to do, in pixels times templates: no more than a rule of thumb."""
        job = self.run.job
        return float(job.scene.width) * job.scene.height * len(job.templates)

    @property
    def ended(self) -> bool:
        """Whether it neither waits nor runs."""
        return self.state not in ("waiting", "running")


class QueueList(Spoken):
    """Remembers how matches ended, and tells once when those of several scenes are all over.

    What is asked for when nothing runs or waits begins the list anew; those that failed stay in it
    until they are tried again or removed. Lives on the Qt thread.
    """

    changed = Signal()
    """Other entries, or another state of one."""
    summary_wanted = Signal()
    """The user wants to see what all of them came to."""

    def __init__(self, project: Project, matching: Matching, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._matching, self._queue = project, matching, matching.queue
        self._ended: list[QueueEntry] = []
        self._results: dict[MatchRun, QueueEntry] = {}  # of those that are about to end
        self._waiting: dict[MatchRun, QueueEntry] = {}
        self._told: Message | None = None
        self._busy = False
        self._many = False  # whether several were asked for together since nothing waited
        self._queue.changed.connect(self._on_queue)
        self._queue.failed.connect(self._on_failed)
        self._queue.cancelled.connect(self._on_cancelled)
        self._queue.ended.connect(self._on_ended)
        matching.kept.connect(self._on_kept)
        project.layers.removed.connect(self._on_layer_removed)

    @property
    def entries(self) -> tuple[QueueEntry, ...]:
        """Those that ended, in the order in which they did; then those that run and wait."""
        current = self._queue.current
        going = []
        for run in self._queue.runs:
            state: EntryState = "running" if run is current else "waiting"
            known = self._waiting.get(run)
            if known is None or known.state != state:
                known = self._waiting[run] = QueueEntry(run, state)
            going.append(known)
        return (*self._ended, *going)

    @property
    def can_be_retried(self) -> tuple[QueueEntry, ...]:
        """Those that came to nothing and whose scene is still there."""
        layers = self._project.layers
        return tuple(e for e in self._ended if e.can_be_retried and e.run.layer in layers)

    def retry(self, entries: tuple[QueueEntry, ...]) -> None:
        """Ask once more for matches that came to nothing."""
        wanted = [entry for entry in entries if entry in self.can_be_retried]
        if not wanted:
            return
        for entry in wanted:
            self._ended.remove(entry)
        self._begin(many=any(entry.run.of_many for entry in wanted))
        for entry in wanted:
            self._matching.match_again(entry.run)
        self.changed.emit()

    def remove(self, entries: tuple[QueueEntry, ...]) -> None:
        """Forget matches; one that waits does not begin, one that runs is cancelled and stays.

        Results stay where they are.
        """
        for entry in reversed(entries):  # so that none of them begins
            if not entry.ended:
                self._queue.cancel(entry.run)
        self._ended = [e for e in self._ended if e.run not in {each.run for each in entries}]
        self.changed.emit()

    def remove_ended(self) -> None:
        """Forget all that ended."""
        self._ended = []
        self.changed.emit()

    def _begin(self, *, many: bool) -> None:
        """Something is asked for while nothing runs or waits."""
        if self._told is not None:
            self.withdrawn.emit(self._told)
            self._told = None
        self._busy, self._many = True, self._many or many

    @Slot()
    def _on_queue(self) -> None:
        runs = self._queue.runs
        if runs and not self._busy:
            self._ended = [entry for entry in self._ended if entry.state == "failed"]
            self._begin(many=False)
        self._many = self._many or any(run.of_many for run in runs)
        self._waiting = {run: own for run, own in self._waiting.items() if run in runs}
        if not runs and self._busy:
            self._busy = False
            if self._many and self._ended:
                self._tell()
            self._many = False
        self.changed.emit()

    @Slot(object, object, float)
    def _on_kept(self, run: MatchRun, findings: Findings, seconds: float) -> None:
        outcome = SceneOutcome.of(findings.result, findings.uid)
        self._results[run] = QueueEntry(run, "done", outcome, seconds=seconds)

    @Slot(object, object)
    def _on_failed(self, run: MatchRun, error: JobError) -> None:
        reason = error.message
        if error.out_of_memory:
            reason = self.tr("not enough memory")
        self._results[run] = QueueEntry(run, "failed", reason=reason)

    @Slot(object)
    def _on_cancelled(self, run: MatchRun) -> None:
        self._results[run] = QueueEntry(run, "cancelled")

    @Slot(object)
    def _on_ended(self, run: MatchRun) -> None:
        entry = self._results.pop(run, None) or QueueEntry(run, "cancelled")
        if run.layer in self._project.layers:
            self._ended = [*self._ended, entry][-_MOST_ENDED:]

    @Slot(object)
    def _on_layer_removed(self, layer: object) -> None:
        if isinstance(layer, SceneLayer):
            self._ended = [entry for entry in self._ended if entry.run.layer is not layer]
            self.changed.emit()

    def _tell(self) -> None:
        done = [entry for entry in self._ended if entry.outcome is not None]
        failed = sum(entry.state == "failed" for entry in self._ended)
        cancelled = sum(entry.state == "cancelled" for entry in self._ended)
        found = {
            each.template
            for entry in done
            if entry.outcome is not None
            for each in entry.outcome.templates
            if each.answer.verdict == "found"
        }
        parts = [self.tr("%n scene(s) matched", "", len(done))]
        if done:
            parts.append(self.tr("%n template(s) found", "", len(found)))
        if failed:
            parts.append(self.tr("%n scene(s) failed", "", failed))
        if cancelled:
            parts.append(self.tr("%n cancelled", "", cancelled))
        self._told = Message(
            "warning" if failed else "info",
            self.tr("The queue is done: {counts}.").format(counts=", ".join(parts)),
            action=self.tr("Summary…"),
            do=self.summary_wanted.emit,
        )
        self.message.emit(self._told)
