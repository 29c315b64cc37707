"""Opening scenes and templates, from wherever they come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.open_files import (
    OpenDemoJob,
    OpenedFiles,
    OpenFilesJob,
    OpenSceneJob,
    OpenTemplatesJob,
)
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Message
from nc_desktop.model.project import Project
from nc_desktop.session.spoken import Spoken

_JOBS = (OpenDemoJob, OpenFilesJob, OpenSceneJob, OpenTemplatesJob)


class Opening(Spoken):
    """Files become layers and templates."""

    scene_opened = Signal(object)
    """Path of a scene that was opened."""
    demo_opened = Signal()
    """The demo is open, and its match was asked for."""
    templates_opened = Signal()
    """Templates were added to a scene that is open."""

    def __init__(self, project: Project, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._runner = project, runner
        self._match_after_demo = False
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)

    def files(self, paths: Sequence[Path]) -> None:
        """Open dropped or named files by the rules of `jobs.open_files`."""
        if paths:
            self._runner.submit(OpenFilesJob(self._without_known(paths), self._project.scene))

    def scene(self, path: Path) -> None:
        """Open a file as a scene, and make it the active one."""
        self._runner.submit(OpenSceneJob(path))

    def templates(self, paths: Sequence[Path]) -> None:
        """Open files as templates."""
        if paths:
            self._runner.submit(OpenTemplatesJob(self._without_known(paths)))

    def demo(self, *, match: bool = False) -> None:
        """Open the demo, and match it too if asked."""
        self._match_after_demo = match
        self._runner.submit(OpenDemoJob())

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
        self._take(result)
        if isinstance(job, OpenDemoJob) and self._match_after_demo:
            self._match_after_demo = False
            self.demo_opened.emit()
        elif result.templates and self._project.scene is not None:
            self.templates_opened.emit()

    def _take(self, opened: OpenedFiles) -> None:
        project = self._project
        if opened.scene is not None:
            project.add_scene(opened.scene)
            for note in opened.scene.notes:
                text = self.tr("{name}: {note}")
                self.say("info", text.format(name=opened.scene.name, note=note))
            self.scene_opened.emit(opened.scene.path)
        project.templates.add(opened.templates)
        for problem in opened.problems:
            self.say("error", self.tr("Cannot be opened: {reason}").format(reason=problem))
        for path in opened.too_large:
            self._offer_as_scene(path)
        if opened.templates and project.scene is None:
            self.say("info", self.tr("Templates are ready. Now open the scene to search in."))

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

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, _JOBS):
            text = self.tr("Cannot be opened: {reason}").format(reason=error.message)
            self.say("error", text, error.details)
