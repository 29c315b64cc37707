"""Projects: new, open, save, kept for recovery, recovered."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.project_jobs import (
    AutosaveJob,
    DiscardJob,
    FindRecoveriesJob,
    Opened,
    OpenProjectJob,
    ReadMapsJob,
    Saved,
    SaveProjectJob,
)
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Message
from nc_desktop.model.findings import Findings
from nc_desktop.model.kept_project import KeptProject
from nc_desktop.model.layers import AreaLayer, HeatmapLayer, MatchesLayer, SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.model.search_scope import Limits
from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.fingerprint import Fingerprints
from nc_desktop.project_file.lock import Holder, ProjectLock
from nc_desktop.project_file.recovery import Recovery, RecoverySlot, default_recovery_folder
from nc_desktop.session.history import History
from nc_desktop.session.keeping_texts import KeepingTexts
from nc_desktop.session.spoken import Spoken

if TYPE_CHECKING:
    from nc_desktop.project_file.reading import LostFile, ReadProject

SUFFIX = ".ncproj"
_AUTOSAVE_MS = 30_000
_MOST_CHANGED = 3  # files that are told one by one
_MAPS_AFTER_MS = 50  # what was opened is painted first: heatmaps may have gigabytes


@dataclass(frozen=True, eq=False)
class LostFiles:
    """A project that waits to be told where its files are.

    Attributes:
        job: that found them lost.
        lost: what is not where it was, or cannot be read.
    """

    job: OpenProjectJob
    lost: tuple[LostFile, ...]


class Keeping(Spoken):
    """The file of the open project. All is done by jobs; nothing here asks whether it may.

    Attributes:
        visible: tells what the map shows, in pixels of the active scene; the window sets it.
        recovery_folder: where states that were not saved are kept.
    """

    changed = Signal()
    """Another file, or it is modified now, or not any more."""
    opened = Signal(object)
    """A project is open; what the map showed, or None."""
    kept = Signal(object)
    """`Path` of a project that was opened or saved."""
    files_lost = Signal(object)
    """`LostFiles`: the user must say where they are."""
    scene_opened = Signal(object)
    """A `SceneLayer` of an opened project."""
    saving_ended = Signal(bool)
    """A save is over; whether the project is saved."""
    began = Signal(str)
    """A project is being opened; its name."""
    progressed = Signal(float)
    """How much of it is done, 0-1."""
    ended = Signal()
    """It is open, or cannot be."""

    def __init__(
        self,
        project: Project,
        history: History,
        runner: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._history, self._runner = project, history, runner
        self.visible: Callable[[], Limits] | None = None
        self.recovery_folder = default_recovery_folder()
        self._texts = KeepingTexts(self)
        self._path: Path | None = None
        self._lock: ProjectLock | None = None
        self._slot: RecoverySlot | None = None
        self._prints = Fingerprints()
        self._maps: dict[str, tuple[Findings, Path]] = {}  # that were not read yet, by run
        self._maps_timer = QTimer(self)
        self._maps_timer.setSingleShot(True)
        self._maps_timer.setInterval(_MAPS_AFTER_MS)
        self._maps_timer.timeout.connect(self._read_maps)
        self._recoveries: list[Recovery] = []
        self._recovered: Recovery | None = None
        self._fresh = False  # whether anything differs from the state that was kept last
        self._failure: Message | None = None
        self._autosave_failed = False
        self._timer = QTimer(self)
        self._timer.setInterval(_AUTOSAVE_MS)
        self._timer.timeout.connect(self.autosave)
        history.changed.connect(self._on_history)
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)
        runner.finished.connect(self._on_finished)

    @property
    def path(self) -> Path | None:
        """The file of the project; None for one that was never saved."""
        return self._path

    @property
    def modified(self) -> bool:
        """Whether anything differs from the file."""
        return self._history.modified

    @property
    def saving(self) -> bool:
        """Whether a save that was asked for is not over."""
        jobs = (self._runner.current, *self._runner.waiting)
        return any(isinstance(job, SaveProjectJob) for job in jobs)

    @property
    def maps_wait(self) -> bool:
        """Whether score maps of the project that was opened are going to be read."""
        return self._maps_timer.isActive()

    @property
    def has_work(self) -> bool:
        """Whether something would be lost that is not made again by opening the same files."""
        project = self._project
        return self.modified and bool(
            self._path is not None
            or project.layers.of_kind(MatchesLayer)
            or project.layers.of_kind(AreaLayer)
            or any(e.altered or e.template.path is None for e in project.templates.entries)
        )

    def start_autosave(self) -> None:
        """Keep unsaved states from now on, and offer those that an earlier program left."""
        self._timer.start()
        self._runner.submit(FindRecoveriesJob(self.recovery_folder))

    def new(self) -> None:
        """Close the project and begin an empty one."""
        with self._project.unrecorded():
            self._project.clear()
        self._forget_file()
        self._history.forget()
        self.changed.emit()

    def open(self, path: Path, *, copy: bool = False) -> None:
        """Open a project in place of the present one, which is closed once that can be done.

        Args:
            path: the file.
            copy: open it also if another program has it, to be saved under another name.
        """
        path = path.absolute()
        lock = self._lock if self._path == path and not copy else None
        self._runner.submit(OpenProjectJob(path, lock=lock, copy=copy))

    def open_with(self, lost: LostFiles, found: Mapping[str, Path | None]) -> None:
        """Open a project whose files were lost.

        What is opened without some of its files is a copy: the next save asks for a name, and the
        project keeps what was left out.

        Args:
            lost: what `files_lost` told.
            found: by id of a file, where it is now; None leaves it out with all that needs it.
        """
        job = lost.job
        known = {**job.found, **found}
        if None in known.values():
            self._runner.submit(OpenProjectJob(job.path, known, None, True, job.recovery))
        else:
            self._runner.submit(OpenProjectJob(job.path, known, job.lock, job.copy, job.recovery))

    def cancel_opening(self) -> None:
        """Do not open the project that is being opened."""
        if isinstance(self._runner.current, OpenProjectJob):
            self._runner.cancel(self._runner.current)

    def save(self, path: Path | None = None) -> None:
        """Write the project; `saving_ended` follows.

        Args:
            path: under which name; None for the one that it has.
        """
        target = path or self._path
        if target is None:
            raise ValueError("a project that was never saved needs a name")
        target = target.absolute()
        self._withdraw_failure()
        lock = self._lock if target == self._path else None
        kept = self._kept()
        self._history.note_kept()
        self._runner.submit(SaveProjectJob(kept, target, self._prints, lock, self._own_slot()))

    @Slot()
    def autosave(self) -> None:
        """Keep the present state for recovery, if it is not kept yet."""
        busy = isinstance(self._runner.current, AutosaveJob | SaveProjectJob)
        if self._fresh and self.has_work and not busy:
            self._fresh = False
            self._runner.submit(self._autosaving())

    def keep_at_once(self) -> None:
        """The program must end now: keep what is unsaved, for the next start."""
        if self.has_work:
            self._runner.shutdown()  # what it writes now is older
            self._autosaving().run(lambda _progress: None, nc.CancelToken())
            self._slot = None

    def restore(self, recovery: Recovery) -> None:
        """Open a state that an earlier program left."""
        path = recovery.original or recovery.file
        lock = self._lock if self._path == path else None
        copy = recovery.original is None
        self._runner.submit(OpenProjectJob(path, {}, lock, copy, recovery))

    def discard(self, recovery: Recovery) -> None:
        """Remove a state that an earlier program left."""
        if recovery in self._recoveries:
            self._recoveries.remove(recovery)
        recovery.discard()

    def close(self) -> None:
        """The program ends: nothing is to be recovered; states of earlier programs stay."""
        self._timer.stop()
        self._maps_timer.stop()
        if self._slot is not None:
            self._slot.discard()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        for recovery in self._recoveries:
            recovery.release()
        self._recoveries = []

    def _kept(self) -> KeptProject:
        self._history.settle()
        view = self.visible() if self.visible is not None else None
        wanted = self._project.former.keeps_maps
        places = {uid: path for uid, (own, path) in self._maps.items() if wanted(own)}
        return KeptProject.of(self._project, view, places)

    def _own_slot(self) -> RecoverySlot:
        if self._slot is None:
            self._slot = RecoverySlot(self.recovery_folder)
        return self._slot

    def _autosaving(self) -> AutosaveJob:
        return AutosaveJob(self._kept(), self._own_slot(), self._prints, self._path)

    def _forget_file(self, *, keeps_lock: bool = False) -> None:
        """The present project is closed: nobody needs its lock or its unsaved state."""
        slot, self._slot = self._slot, None
        lock, self._lock = (None, self._lock) if keeps_lock else (self._lock, None)
        self._path, self._fresh, self._maps = None, False, {}
        self._maps_timer.stop()
        self._withdraw_failure()
        if slot is not None or lock is not None:
            self._runner.submit(DiscardJob(slot or RecoverySlot(self.recovery_folder), lock))

    @Slot()
    def _on_history(self) -> None:
        self._fresh = True
        self.changed.emit()

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        if isinstance(job, OpenProjectJob):
            self.began.emit(job.path.name)

    @Slot(object, object)
    def _on_progressed(self, job: Job, progress: nc.Progress) -> None:
        if isinstance(job, OpenProjectJob):
            self.progressed.emit(progress.fraction)

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        if isinstance(job, OpenProjectJob):
            self.ended.emit()

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if isinstance(job, SaveProjectJob):
            self._on_saved(job, result)
        elif isinstance(job, AutosaveJob):
            self._on_autosaved(job, result)
        elif isinstance(job, OpenProjectJob):
            self._on_opened(job, result)
        elif isinstance(job, ReadMapsJob):
            self._on_maps(job, result)
        elif isinstance(job, FindRecoveriesJob) and isinstance(result, tuple):
            self._offer(result)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, SaveProjectJob):
            self._not_saved(self._texts.not_saved(error.message), error.details)
        elif isinstance(job, OpenProjectJob):
            text = self.tr("{name} cannot be opened: {reason}")
            self.say("error", text.format(name=job.path.name, reason=error.message), error.details)
        elif isinstance(job, AutosaveJob):
            self._tell_autosave(error.message)

    def _on_saved(self, job: SaveProjectJob, result: object) -> None:
        if isinstance(result, ProjectFileError):
            self._not_saved(self._texts.not_saved(self._texts.reason(result)))
            return
        if not isinstance(result, Saved):
            return
        if isinstance(result.lock, Holder):
            self._not_saved(self._texts.held(result.path.name, result.lock))
            return
        former = self._lock
        if former is not None and former is not result.lock:
            former.release()
        self._path, self._lock = result.path, result.lock
        self._autosave_failed = False
        self.changed.emit()
        self.kept.emit(result.path)
        self.saving_ended.emit(True)

    def _not_saved(self, text: str, details: str = "") -> None:
        self._history.note_lost()
        self._failure = self.say("error", text, details)
        self.saving_ended.emit(False)

    def _on_autosaved(self, job: AutosaveJob, result: object) -> None:
        if isinstance(result, ProjectFileError):
            self._tell_autosave(self._texts.reason(result))
            return
        self._autosave_failed = False
        if self._recovered is not None:  # it is kept anew
            self.discard(self._recovered)
            self._recovered = None
        if not self.has_work and self._slot is not None:  # it was saved or undone since
            self._runner.submit(DiscardJob(self._slot))

    def _tell_autosave(self, reason: str) -> None:
        """Once: the next attempts are silent until one succeeds."""
        self._fresh = True
        if not self._autosave_failed:
            self._autosave_failed = True
            text = self.tr(
                "Unsaved work cannot be kept for recovery: {reason}. Nothing is lost; save the"
                " project to another place."
            )
            self.say("warning", text.format(reason=reason))

    def _on_opened(self, job: OpenProjectJob, result: object) -> None:
        if isinstance(result, ProjectFileError):
            self.say("error", self._texts.not_opened(result))
        elif isinstance(result, Opened) and isinstance(result.lock, Holder):
            self._tell_held(result.path, result.lock)
        elif isinstance(result, Opened) and result.read is not None:
            if result.read.project is None:
                self.files_lost.emit(LostFiles(job, result.read.lost))
            else:
                self._take(job, result, result.read, result.read.project)

    def _take(
        self, job: OpenProjectJob, opened: Opened, read: ReadProject, kept: KeptProject
    ) -> None:
        self._forget_file(keeps_lock=opened.lock is self._lock and self._lock is not None)
        with self._project.unrecorded():
            findings = kept.open_in(self._project)
        self._history.forget()
        for layer in self._project.layers.of_kind(SceneLayer):
            self.scene_opened.emit(layer)
        if isinstance(opened.lock, ProjectLock) and read.problems:
            # what is left out stands in the file still: nothing is saved over it
            self._lock = None
            self._runner.submit(DiscardJob(RecoverySlot(self.recovery_folder), opened.lock))
        elif isinstance(opened.lock, ProjectLock):
            self._path, self._lock = opened.path, opened.lock
        for run in kept.runs:
            if run.maps_file is not None and (run.heatmap is not None or run.is_former):
                self._maps[run.uid] = findings[run.uid], run.maps_file
        if job.recovery is None:
            self._maps_timer.start()
        else:
            self._read_maps()  # before they are kept anew, and the former state is removed
        self._tell_opened(read)
        self._tell_left_out(job)
        if job.copy or job.found or read.problems or job.recovery is not None:
            self._history.note_lost()  # it is not what stands in the file
        self.changed.emit()
        self.opened.emit(kept.view)
        if self._path is not None:
            self.kept.emit(self._path)
        if job.recovery is not None:
            self._recovered = job.recovery
            self._fresh = True
            self.autosave()

    def _tell_opened(self, read: ReadProject) -> None:
        changed = read.changed
        if len(changed) > _MOST_CHANGED:
            text = self.tr(
                "%n file(s) are others than when the project was saved, the first of them {name}:"
                " check what was found in them.",
                "",
                len(changed),
            )
            details = "\n".join(map(str, changed))
            self.say("warning", text.format(name=changed[0].name), details)
        for path in changed if len(changed) <= _MOST_CHANGED else ():
            text = self.tr(
                "{name} is another file than when the project was saved: check what was found in"
                " it, or match again."
            )
            self.say("warning", text.format(name=path.name))
        for problem in read.problems:
            text = self.tr(
                "A part of the project is left out: {reason}. Saving asks for a new name, so that"
                " the project keeps the rest of it."
            )
            self.say("error", text.format(reason=self._texts.reason(problem)))

    def _tell_left_out(self, job: OpenProjectJob) -> None:
        count = sum(place is None for place in job.found.values())
        if count:
            text = self.tr(
                "{name} was opened without %n file(s). Saving asks for a new name, so that the"
                " project keeps what belongs to them.",
                "",
                count,
            )
            self.say("info", text.format(name=job.path.name))

    def _tell_held(self, path: Path, holder: Holder) -> None:
        self.message.emit(
            Message(
                "warning",
                self._texts.held(path.name, holder),
                action=self.tr("Open a copy"),
                do=lambda: self.open(path, copy=True),
            )
        )

    @Slot()
    def _read_maps(self) -> None:
        for uid, (_, path) in self._maps.items():
            self._runner.submit(ReadMapsJob(uid, path))

    def _on_maps(self, job: ReadMapsJob, result: object) -> None:
        findings, _ = self._maps.pop(job.uid, (None, None))
        if findings is None or not self._project.former.keeps_maps(findings):
            return
        if isinstance(result, ProjectFileError):
            text = self.tr("A heatmap cannot be shown: {reason}")
            self.say("error", text.format(reason=self._texts.reason(result)))
        elif isinstance(result, tuple):
            if not result:
                self._project.former.note_mapless(findings)
            with self._project.unrecorded():
                findings.take_maps(result)
                for heatmap in self._project.layers.of_kind(HeatmapLayer):
                    if heatmap.findings is findings:
                        heatmap.set_maps(result)

    def _offer(self, recoveries: tuple[Recovery, ...]) -> None:
        self._recoveries += recoveries
        for recovery in recoveries:
            self.message.emit(
                Message(
                    "warning",
                    self._texts.left_behind(recovery.original, recovery.when),
                    action=self.tr("Restore"),
                    do=functools.partial(self.restore, recovery),
                    second_action=self.tr("Discard"),
                    do_second=functools.partial(self.discard, recovery),
                )
            )

    def _withdraw_failure(self) -> None:
        if self._failure is not None:
            self.withdrawn.emit(self._failure)
            self._failure = None
