"""Matches: one runs, others may wait."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.match_job import MatchJob, WarmUpJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Message
from nc_desktop.model.findings import MatchInputs
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.session.spoken import Spoken


class Matching(Spoken):
    """Looks for the enabled templates in the active scene."""

    started = Signal()
    progressed = Signal(object)
    """`nc.Progress` of the match that runs."""
    ended = Signal()
    matched = Signal(object, float)
    """A `MatchResult` is shown now, and how many seconds it took."""

    def __init__(self, project: Project, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._runner = project, runner
        self._job: MatchJob | None = None
        self._inputs: MatchInputs | None = None
        self._layer: SceneLayer | None = None
        self._began = 0.0
        self._wrong_setting: Message | None = None
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        runner.progressed.connect(self._on_progressed)
        runner.finished.connect(self._on_finished)
        project.options_changed.connect(self._on_options_changed)
        project.layers.removed.connect(self._on_layer_removed)

    @property
    def running(self) -> bool:
        """Whether a match runs, or waits for torch to be loaded."""
        return self._job is not None

    def warm_up(self) -> None:
        """Load torch on the compute thread, before a match asks for it."""
        self._runner.submit(WarmUpJob())

    def match(self) -> None:
        """Look for the enabled templates in the scene."""
        scene, templates = self._project.scene, self._project.templates.enabled
        if scene is None or not templates or self.running:
            return
        try:
            config = self._project.options.config()
        except nc.ConfigurationError as error:
            text = self.tr("A setting cannot be used: {reason}").format(reason=error)
            self._wrong_setting = self.say("error", text)
            return
        self._job = MatchJob(scene, templates, config)
        self._inputs, self._layer = self._project.inputs, self._project.scene_layer
        self._began = time.monotonic()
        self.started.emit()
        self._runner.submit(self._job)

    def cancel(self) -> None:
        """Stop the match at its next tile."""
        if self.running:
            self._runner.cancel()

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        layer = self._layer
        if isinstance(result, nc.MatchResult) and layer in self._project.layers:
            self._show(result)

    def _show(self, result: nc.MatchResult) -> None:
        self._project.add_result(result, self._inputs, self._layer)
        self.matched.emit(result, time.monotonic() - self._began)
        for warning in result.warnings:
            self.say("warning", self.tr("While matching: {warning}").format(warning=warning))
        for failure in result.failures:
            text = self.tr("{template} was not matched: {reason}")
            self.say("error", text.format(template=failure.template, reason=failure.error))
        if not result.matches and not result.failures:
            self.say("warning", self.tr("No template was found in this scene."))

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, MatchJob):
            text = self.tr("The match failed: {reason}")
        elif isinstance(job, WarmUpJob):
            text = self.tr("The matching engine cannot be loaded: {reason}")
        else:
            return
        self.say("error", text.format(reason=error.message), error.details)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if isinstance(job, MatchJob):
            self.say("info", self.tr("The match was cancelled."))

    @Slot(object, object)
    def _on_progressed(self, job: Job, progress: nc.Progress) -> None:
        if job is self._job:
            self.progressed.emit(progress)

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.ended.emit()

    @Slot()
    def _on_options_changed(self) -> None:
        if self._wrong_setting is not None:
            self.withdrawn.emit(self._wrong_setting)
            self._wrong_setting = None

    @Slot(object)
    def _on_layer_removed(self, layer: object) -> None:
        if self.running and layer is self._layer:
            self.cancel()
