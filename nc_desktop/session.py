"""What a user does, in terms of model and jobs. Knows no widget.

The window calls a method here; the answer comes back as a change of the model or as a message.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.export_job import ExportFormat, ExportJob
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.match_job import MatchJob, WarmUpJob
from nc_desktop.jobs.open_files import (
    OpenDemoJob,
    OpenedFiles,
    OpenFilesJob,
    OpenSceneJob,
    OpenTemplatesJob,
)
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Level, Message
from nc_desktop.model.project import MatchInputs, Project

OPEN_AS_SCENE = "open-as-scene:"


class Session(QObject):
    """The open project and the two threads that work for it: one computes, one handles files."""

    message = Signal(object)
    """A `Message` for the user."""
    withdrawn = Signal(object)
    """A `Message` that is true no more."""
    match_started = Signal()
    match_progressed = Signal(object)
    match_ended = Signal()
    matched = Signal(object, float)
    """A `MatchResult` is shown now, and how many seconds it took."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = Project(self)
        self._compute = JobRunner("compute", self)
        self._files = JobRunner("files", self)
        self._match_after_demo = False
        self._match_job: MatchJob | None = None
        self._match_inputs: MatchInputs | None = None
        self._match_began = 0.0
        self._wrong_setting: Message | None = None
        self._closed = False
        for runner in (self._compute, self._files):
            runner.succeeded.connect(self._on_succeeded)
            runner.failed.connect(self._on_failed)
            runner.cancelled.connect(self._on_cancelled)
        self._compute.progressed.connect(self._on_compute_progressed)
        self._compute.finished.connect(self._on_compute_finished)
        self.project.options_changed.connect(self._on_options_changed)

    @property
    def busy(self) -> bool:
        """Whether anything that was asked for is not done yet."""
        return self._compute.busy or self._files.busy

    @property
    def matching(self) -> bool:
        """Whether a match runs, or waits for torch to be loaded."""
        return self._match_job is not None

    def warm_up(self) -> None:
        """Load torch on the compute thread, before a match asks for it."""
        self._compute.submit(WarmUpJob())

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open dropped or named files by the rules of `jobs.open_files`."""
        if paths:
            self._files.submit(OpenFilesJob(self._without_known(paths), self.project.scene))

    def open_scene(self, path: Path) -> None:
        """Open a file as the scene, in place of the former."""
        self._files.submit(OpenSceneJob(path))

    def open_templates(self, paths: Sequence[Path]) -> None:
        """Open files as templates."""
        if paths:
            self._files.submit(OpenTemplatesJob(self._without_known(paths)))

    def open_demo(self, *, match: bool = False) -> None:
        """Open the demo, and match it too if asked."""
        self._match_after_demo = match
        self._files.submit(OpenDemoJob())

    def match(self) -> None:
        """Look for the enabled templates in the scene."""
        scene, templates = self.project.scene, self.project.templates.enabled
        if scene is None or not templates or self.matching:
            return
        try:
            config = self.project.options.config()
        except nc.ConfigurationError as error:
            text = self.tr("A setting cannot be used: {reason}").format(reason=error)
            self._wrong_setting = Message("error", text)
            self.message.emit(self._wrong_setting)
            return
        self._match_job = MatchJob(scene, templates, config)
        self._match_inputs, self._match_began = self.project.inputs, time.monotonic()
        self.match_started.emit()
        self._compute.submit(self._match_job)

    def cancel_match(self) -> None:
        """Stop the match at its next tile."""
        if self.matching:
            self._compute.cancel()

    def export(self, path: Path, file_format: ExportFormat) -> None:
        """Write the result to a file."""
        if self.project.result is not None:
            self._files.submit(ExportJob(self.project.result, path, file_format))

    def act(self, action_id: str) -> None:
        """Do what a message's button stands for."""
        if action_id.startswith(OPEN_AS_SCENE):
            self.open_scene(Path(action_id.removeprefix(OPEN_AS_SCENE)))

    def close(self) -> None:
        """Cancel what runs, join both threads and close the scene's files."""
        if self._closed:
            return
        self._closed = True
        self._compute.shutdown()
        self._files.shutdown()
        if self.project.scene is not None:
            self.project.scene.close()

    def _without_known(self, paths: Sequence[Path]) -> tuple[Path, ...]:
        known = [path for path in paths if self.project.templates.holds(path)]
        for path in known:
            text = self.tr("{name} is in the list of templates already.")
            self._say("info", text.format(name=path.name))
        return tuple(path for path in paths if path not in known)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if isinstance(result, OpenedFiles):
            self._take(result)
            if isinstance(job, OpenDemoJob) and self._match_after_demo:
                self._match_after_demo = False
                self.match()
        elif isinstance(result, nc.MatchResult):
            if result.scene is self.project.scene:
                self._show(result)
        elif isinstance(job, ExportJob):
            text = self.tr("Saved to {path}")
            if self.project.stale and job.result is self.project.result:
                text = self.tr(
                    "Saved to {path}. These results were made with other templates or settings."
                )
            self._say("info", text.format(path=job.path))

    def _take(self, opened: OpenedFiles) -> None:
        if opened.scene is not None:
            self.cancel_match()
            self.project.set_scene(opened.scene)
            for note in opened.scene.notes:
                text = self.tr("{name}: {note}")
                self._say("info", text.format(name=opened.scene.name, note=note))
        self.project.templates.add(opened.templates)
        for problem in opened.problems:
            self._say("error", self.tr("Cannot be opened: {reason}").format(reason=problem))
        for path in opened.too_large:
            text = self.tr("{name} covers more ground than the scene, so it was not added.")
            self.message.emit(
                Message(
                    "warning",
                    text.format(name=path.name),
                    action=self.tr("Open it as the scene"),
                    action_id=f"{OPEN_AS_SCENE}{path}",
                )
            )
        if opened.templates and self.project.scene is None:
            self._say("info", self.tr("Templates are ready. Now open the scene to search in."))

    def _show(self, result: nc.MatchResult) -> None:
        self.project.set_result(result, self._match_inputs)
        self.matched.emit(result, time.monotonic() - self._match_began)
        for warning in result.warnings:
            self._say("warning", self.tr("While matching: {warning}").format(warning=warning))
        for failure in result.failures:
            text = self.tr("{template} was not matched: {reason}")
            self._say("error", text.format(template=failure.template, reason=failure.error))
        if not result.matches and not result.failures:
            self._say("warning", self.tr("No template was found in this scene."))

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        frame = {
            MatchJob: self.tr("The match failed: {reason}"),
            ExportJob: self.tr("The export failed: {reason}"),
            WarmUpJob: self.tr("The matching engine cannot be loaded: {reason}"),
        }.get(type(job), self.tr("Cannot be opened: {reason}"))
        self._say("error", frame.format(reason=error.message), error.details)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if isinstance(job, MatchJob):
            self._say("info", self.tr("The match was cancelled."))

    @Slot(object, object)
    def _on_compute_progressed(self, job: Job, progress: nc.Progress) -> None:
        if isinstance(job, MatchJob):
            self.match_progressed.emit(progress)

    @Slot()
    def _on_options_changed(self) -> None:
        if self._wrong_setting is not None:
            self.withdrawn.emit(self._wrong_setting)
            self._wrong_setting = None

    @Slot(object)
    def _on_compute_finished(self, job: Job) -> None:
        if job is self._match_job:
            self._match_job = None
            self.match_ended.emit()

    def _say(self, level: Level, text: str, details: str = "") -> None:
        self.message.emit(Message(level, text, details))
