"""Matches: what is asked for, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.match_job import MatchJob, WarmUpJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Message
from nc_desktop.model.colours import area_colour
from nc_desktop.model.layers import AreaLayer, SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.model.search_scope import BesideSceneError, Limits, SearchScope, resolve, seen_in
from nc_desktop.session.kept_looks import KeptLooks
from nc_desktop.session.match_preview import MatchPreview
from nc_desktop.session.match_queue import MatchQueue, MatchRun
from nc_desktop.session.spoken import Spoken


class Matching(Spoken):
    """Looks for the enabled templates in the active scene.

    Attributes:
        queue: what runs and what waits.
        preview: the mean cosine of what runs.
        at_once: whether templates that are added are looked for without being asked.
        shows_preview: whether matches that are asked for from now on have a preview.
        visible: tells what the map shows, in pixels of the active scene; the window sets it.
    """

    started = Signal()
    """A match begins to run."""
    progressed = Signal(object)
    """`nc.Progress` of the match that runs."""
    ended = Signal()
    """A match is over, however."""
    matched = Signal(object, float)
    """A `MatchResult` is shown now, and how many seconds it took."""
    kept = Signal(object, object, float)
    """A `MatchRun`, the `Findings` of it that are in the project now, and how many seconds."""

    def __init__(self, project: Project, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._runner = project, runner
        self.queue = MatchQueue(runner, self)
        self.preview = MatchPreview(project, self.queue, self)
        self.at_once = False
        self.shows_preview = True
        self.visible: Callable[[], Limits] | None = None
        self._wrong_setting: Message | None = None
        self._failure: Message | None = None
        self._warmed_up = False
        self._answers = AnswerTexts(self)
        self._advice: dict[SceneLayer, Message] = {}
        self.queue.started.connect(lambda _run: self.started.emit())
        self.queue.progressed.connect(lambda _run, progress: self.progressed.emit(progress))
        self.queue.succeeded.connect(self._on_succeeded)
        self.queue.failed.connect(self._on_failed)
        self.queue.cancelled.connect(self._on_cancelled)
        self.queue.ended.connect(lambda _run: self.ended.emit())
        runner.failed.connect(self._on_engine_failed)
        project.options_changed.connect(self._on_options_changed)
        project.layers.removed.connect(self._on_layer_removed)

    @property
    def running(self) -> bool:
        """Whether a match runs or waits."""
        return bool(self.queue.runs)

    def warm_up(self) -> None:
        """Load torch on the compute thread, once, before the first match."""
        if not self._warmed_up:
            self._warmed_up = True
            self._runner.submit(WarmUpJob())

    def match(self) -> None:
        """Look for the enabled templates in the scene, after the matches that run or wait."""
        if self._project.scene_layer is not None:
            self.match_in((self._project.scene_layer,))

    def match_in(self, layers: Sequence[SceneLayer]) -> None:
        """Look for the enabled templates in scenes, one after the other."""
        project, templates = self._project, self._project.templates.enabled
        if not layers or not templates:
            return
        self._withdraw_wrong_setting()
        if self._failure is not None:  # what is asked for now may go well
            self.withdrawn.emit(self._failure)
            self._failure = None
        try:
            config = project.options.config()
            areas = [self._area_in(layer) for layer in layers]
        except nc.ConfigurationError as error:
            self._refuse(self.tr("A setting cannot be used: {reason}").format(reason=error))
            return
        except BesideSceneError:
            self._refuse(self._beside_text())
            return
        except nc.NeurocorrelatorError as error:
            self._refuse(self.tr("The area cannot be searched: {reason}").format(reason=error))
            return
        self.warm_up()  # a job of its own: the window says what it waits for, and need not wait
        for layer, area in zip(layers, areas, strict=True):
            feed = self.preview.feed() if self.shows_preview else None
            job = MatchJob(layer.raster, templates, config, area, feed, self.queue.hold)
            inputs = project.inputs_in(layer)
            self.queue.submit(MatchRun(job, layer, inputs, of_many=len(layers) > 1))

    def match_again(self, run: MatchRun) -> None:
        """Ask once more for a match that failed or was cancelled, with the settings of then."""
        feed = self.preview.feed() if self.shows_preview else None
        job = replace(run.job, scene=run.layer.raster, feed=feed)
        self.queue.submit(replace(run, job=job))

    def why_not_in(self, layer: SceneLayer) -> str:
        """Why the scope of now means nothing in a scene; empty where it does."""
        try:
            self._area_in(layer)
        except BesideSceneError:
            return self._beside_text()
        except nc.NeurocorrelatorError as error:
            return self.tr("The area cannot be searched: {reason}").format(reason=error)
        return ""

    def _area_in(self, layer: SceneLayer) -> nc.SearchArea | None:
        scope, active = self._project.scope, self._project.scene_layer
        view = self.visible() if self.visible is not None else None
        if scope.kind == "view" and view is not None and active not in (None, layer):
            view = seen_in(view, active, layer)
        return resolve(scope, layer, view)

    def match_if_wanted(self) -> None:
        """Templates were added: look for them if the user likes that."""
        if self.at_once:
            self.match()

    def cancel(self) -> None:
        """Stop the match that runs at its next tile; those that wait follow."""
        runs = self.queue.runs
        if runs:
            self.queue.cancel(self.queue.current or runs[0])

    def cancel_all(self) -> None:
        """Stop the match that runs, and forget those that wait."""
        for run in reversed(self.queue.runs):  # so that none of them begins
            self.queue.cancel(run)

    def search_in(self, polygon: list[tuple[float, float]], name: str) -> None:
        """Make a drawn polygon an area of interest, and the scope of the next match.

        Args:
            polygon: corners (col, row) in pixels of the active scene.
            name: of the area's layer.
        """
        scene = self._project.scene_layer
        if scene is None:
            return
        size = scene.raster.width, scene.raster.height
        try:
            area = nc.SearchArea.from_pixels([polygon], name, size)
        except nc.AreaError as error:
            self._refuse(self.tr("The area cannot be searched: {reason}").format(reason=error))
            return
        layer = AreaLayer(name, scene, area)
        layer.restyle(colour=area_colour(len(self._project.layers.of_kind(AreaLayer))))
        self._project.layers.insert(layer)
        self._project.set_scope(SearchScope("area", layer))

    def _beside_text(self) -> str:
        if self._project.scope.kind == "view":
            return self.tr("The map shows nothing of the scene; show some of it, or search all.")
        return self.tr("The area does not touch the scene; choose another one, or search all.")

    def _refuse(self, text: str) -> None:
        self._withdraw_wrong_setting()
        self._wrong_setting = self.say("error", text)

    @Slot(object, object, float)
    def _on_succeeded(self, run: MatchRun, result: object, seconds: float) -> None:
        if not isinstance(result, nc.MatchResult) or run.layer not in self._project.layers:
            return
        with self._project.unrecorded():
            looks = KeptLooks.of(self._project, run.layer, self.preview.layer)
            self.preview.clear()
            findings = self._project.add_result(result, run.inputs, run.layer)
            looks.give(self._project, findings)
        self.matched.emit(result, seconds)
        self.kept.emit(run, findings, seconds)
        if not run.of_many:  # those are told of at once, when all are done
            self._tell(result, run.layer.raster)
            self._advise(result, run.layer)

    def _tell(self, result: nc.MatchResult, raster: nc.Raster) -> None:
        told = {f"{raster.name}: {note}" for note in raster.notes}  # when it was opened
        for warning in result.warnings:
            if warning in told:
                continue
            self.say("warning", self.tr("While matching: {warning}").format(warning=warning))
        for failure in result.failures:
            text = self.tr("{template} was not matched: {reason}")
            self.say("error", text.format(template=failure.template, reason=failure.error))

    def _advise(self, result: nc.MatchResult, layer: SceneLayer) -> None:
        """Say which templates are not in the scene, instead of what was said of the run before."""
        former = self._advice.pop(layer, None)
        if former is not None:
            self.withdrawn.emit(former)
        advice = self._answers.advice(result)
        if advice:
            self._advice[layer] = self.say("warning", advice)
        elif not result.matches and not result.failures:
            self.say("warning", self.tr("No template was found in this scene."))

    @Slot(object, object)
    def _on_failed(self, run: MatchRun, error: JobError) -> None:
        if run.of_many and not error.details:
            return  # the queue has the reason
        if error.out_of_memory:
            text = self.tr(
                "The match failed: there is not enough memory. Choose smaller tiles or less memory"
                " under Advanced, or search a smaller area."
            )
        else:
            text = self.tr("The match failed: {reason}").format(reason=error.message)
        self._failure = self.say("error", text, error.details)

    @Slot(object, object)
    def _on_engine_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, WarmUpJob):
            text = self.tr("The matching engine cannot be loaded: {reason}")
            self.say("error", text.format(reason=error.message), error.details)

    @Slot(object)
    def _on_cancelled(self, run: MatchRun) -> None:
        if run is self.queue.current:
            self.say("info", self.tr("The match was cancelled."))

    @Slot()
    def _on_options_changed(self) -> None:
        self._withdraw_wrong_setting()

    def _withdraw_wrong_setting(self) -> None:
        if self._wrong_setting is not None:
            self.withdrawn.emit(self._wrong_setting)
            self._wrong_setting = None

    @Slot(object)
    def _on_layer_removed(self, layer: object) -> None:
        if isinstance(layer, SceneLayer):
            advice = self._advice.pop(layer, None)
            if advice is not None:
                self.withdrawn.emit(advice)
            for run in reversed(self.queue.runs):
                if run.layer is layer:
                    self.queue.cancel(run)
