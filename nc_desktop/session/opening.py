"""Opening scenes, templates and areas, from wherever they come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.open_files import (
    DemoPart,
    OpenAreasJob,
    OpenDemoJob,
    OpenedArea,
    OpenedFiles,
    OpenFilesJob,
    OpenOverlayJob,
    OpenSceneJob,
    OpenTemplatesJob,
)
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.jobs.style_job import CloseJob
from nc_desktop.messages import Message
from nc_desktop.model.colours import area_colour
from nc_desktop.model.layers import AreaLayer, SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.session.spoken import Spoken

_MOST_PROBLEMS = 3  # that are told one by one
_JOBS = (
    OpenAreasJob,
    OpenDemoJob,
    OpenFilesJob,
    OpenOverlayJob,
    OpenSceneJob,
    OpenTemplatesJob,
)


class Opening(Spoken):
    """Files become layers and templates."""

    scene_opened = Signal(object)
    """Path of a scene that was opened."""
    demo_opened = Signal()
    """The demo is open, and its match was asked for."""
    templates_opened = Signal()
    """Templates were added to a scene that is open."""
    scene_added = Signal(object)
    """A `SceneLayer` is new, or its file was opened once more."""
    began = Signal(str)
    """Files are being opened: the name of the first, empty for the demo."""
    ended = Signal()
    """They are open, or cannot be."""

    def __init__(self, project: Project, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._runner = project, runner
        self._match_after_demo = False
        self._beneath: dict[Job, SceneLayer | None] = {}
        runner.started.connect(self._on_started)
        runner.finished.connect(self._on_finished)
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)

    def files(self, paths: Sequence[Path]) -> None:
        """Open dropped or named files by the rules of `jobs.open_files`."""
        if paths:
            self._submit(OpenFilesJob(self._without_known(paths), self._project.scene))

    def scene(self, path: Path) -> None:
        """Open a file as a scene, and make it the active one."""
        self._runner.submit(OpenSceneJob(path))

    def overlay(self, path: Path) -> None:
        """Show a raster over the scenes; the active one stays."""
        self._runner.submit(OpenOverlayJob(path))

    def areas(self, paths: Sequence[Path]) -> None:
        """Open vector files as areas of interest in the active scene."""
        scene = self._project.scene
        if paths and scene is not None:
            self._submit(OpenAreasJob(tuple(paths), scene))

    def cancel(self) -> None:
        """Open nothing more of what was asked for."""
        if isinstance(self._runner.current, _JOBS):
            self._runner.cancel(self._runner.current)

    def templates(self, paths: Sequence[Path]) -> None:
        """Open files as templates."""
        if paths:
            self._runner.submit(OpenTemplatesJob(self._without_known(paths)))

    def demo(self, *, match: bool = False, part: DemoPart = "all") -> None:
        """Open the demo or a part of it, and match it too if asked."""
        self._match_after_demo = match
        self._runner.submit(OpenDemoJob(part))

    def _submit(self, job: OpenFilesJob | OpenAreasJob) -> None:
        self._beneath[job] = self._project.scene_layer
        self._runner.submit(job)

    def _without_known(self, paths: Sequence[Path]) -> tuple[Path, ...]:
        known = [path for path in paths if self._project.templates.holds(path)]
        for path in known:
            text = self.tr("{name} is in the list of templates already.")
            self.say("info", text.format(name=path.name))
        return tuple(path for path in paths if path not in known)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if not isinstance(result, OpenedFiles):
            return
        self._take(result, self._beneath.get(job))
        if isinstance(job, OpenDemoJob) and self._match_after_demo:
            self._match_after_demo = False
            self.demo_opened.emit()
        elif result.templates and self._project.scene is not None:
            self.templates_opened.emit()

    def _take(self, opened: OpenedFiles, beneath: SceneLayer | None) -> None:
        project = self._project
        if opened.scene is not None:
            beneath = self._take_scene(opened.scene, active=True)
        for raster in opened.further:
            self._take_scene(raster, active=False)
        for raster in opened.overlays:
            self._take_scene(raster, active=False, on_top=True)
        for area in opened.areas:
            self._take_area(area, beneath)
        new = self._new_ones(opened.templates)
        project.templates.add(new)
        self._tell_problems(opened.problems)
        for path in opened.too_large:
            self._offer_as_scene(path)
        if new and project.scene is None:
            self.say("info", self.tr("Templates are ready. Now open the scene to search in."))

    def _new_ones(self, templates: Sequence[nc.Template]) -> list[nc.Template]:
        """Those that are not in the list: what a folder holds is known only now."""
        holds = self._project.templates.holds
        new = [each for each in templates if each.path is None or not holds(each.path)]
        count = len(templates) - len(new)
        if count:
            self.say(
                "info", self.tr("%n picture(s) are in the list of templates already.", "", count)
            )
        return new

    def _tell_problems(self, problems: Sequence[str]) -> None:
        """One line each; many would push each other out of the message bar, unread."""
        if len(problems) <= _MOST_PROBLEMS:
            for problem in problems:
                self.say("error", self.tr("Cannot be opened: {reason}").format(reason=problem))
            return
        text = self.tr(
            "%n file(s) cannot be opened, the first of them: {reason}", "", len(problems)
        )
        self.say("warning", text.format(reason=problems[0]), "\n".join(problems))

    def _take_scene(self, raster: nc.Raster, *, active: bool, on_top: bool = False) -> SceneLayer:
        known = (
            former
            for scene in self._project.layers.of_kind(SceneLayer)
            if scene.raster.path == raster.path
            for former in scene.rasters
        )
        replaced = tuple(known)
        layer = self._project.add_scene(raster, active=active, on_top=on_top)
        if replaced:
            self._runner.submit(CloseJob(replaced))
        for note in raster.notes if active else ():  # the others say it in the list of layers
            text = self.tr("{name}: {note}")
            self.say("info", text.format(name=raster.name, note=note))
        if not on_top:
            self.scene_opened.emit(raster.path)
        self.scene_added.emit(layer)
        return layer

    def _take_area(self, opened: OpenedArea, beneath: SceneLayer | None) -> None:
        if beneath is not None and beneath in self._project.layers:
            layers = self._project.layers
            layer = AreaLayer(opened.path.stem, beneath, opened.area)
            layer.restyle(colour=area_colour(len(layers.of_kind(AreaLayer))))
            layers.insert(layer)

    def _offer_as_scene(self, path: Path) -> None:
        text = self.tr("{name} covers more ground than the scene, so it was not added.")
        self.message.emit(
            Message(
                "warning",
                text.format(name=path.name),
                action=self.tr("Open it as the scene"),
                do=lambda: self.scene(path),
            )
        )

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        if isinstance(job, OpenSceneJob | OpenOverlayJob):
            self.began.emit(job.path.name)
        elif isinstance(job, OpenAreasJob | OpenFilesJob | OpenTemplatesJob):
            self.began.emit(job.paths[0].name if job.paths else "")
        elif isinstance(job, OpenDemoJob):
            self.began.emit("")

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        self._beneath.pop(job, None)
        if isinstance(job, _JOBS):
            self.ended.emit()

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, _JOBS):
            text = self.tr("Cannot be opened: {reason}").format(reason=error.message)
            self.say("error", text, error.details)
