"""Templates become rasters in the CRS of the scene, where they were found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.file_dialogs import open_folder
from nc_desktop.jobs.georeference_job import Georeferenced, GeoreferenceJob
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Message
from nc_desktop.model.project import Project
from nc_desktop.session.opening import Opening
from nc_desktop.session.spoken import Spoken


class Georeferencing(Spoken):
    """Writes the template of the current match, and lays it over the scene if wanted."""

    began = Signal(object)
    """`pathlib.Path` of the GeoTIFF that is being written."""
    progressed = Signal(object)
    """`nc.Progress` of it."""
    ended = Signal()
    """It is written, or will not be."""

    def __init__(
        self,
        project: Project,
        runner: JobRunner,
        opening: Opening,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._runner, self._opening = project, runner, opening
        runner.succeeded.connect(self._on_succeeded)
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        runner.finished.connect(self._on_finished)

    @property
    def obstacle(self) -> str:
        """Why the current match cannot be georeferenced; empty where it can."""
        findings = self._project.findings
        if findings is None or findings.current is None:
            return self.tr("Select a match first")
        if not findings.scene.raster.georeference.is_geographic:
            return self.tr("The scene has no CRS, so nobody knows where the picture would lie")
        return ""

    def write(self, result: nc.MatchResult, match: nc.Match, path: Path) -> None:
        """Write the picture of a match as a GeoTIFF with its ground control points.

        Args:
            result: with the scene where it lies now.
            match: one of its matches.
            path: of the GeoTIFF, which may be replaced: who chose it was asked. One that does not
                end with `.tif` gets that ending, and replaces nothing.
        """
        if path.suffix.lower() in (".tif", ".tiff"):
            job = GeoreferenceJob(result, match, path, (path,))
        else:
            job = GeoreferenceJob(result, match, path.with_name(f"{path.name}.tif"))
        self._runner.submit(job)

    def cancel(self) -> None:
        """Write nothing of what is being written."""
        if isinstance(self._runner.current, GeoreferenceJob):
            self._runner.cancel(self._runner.current)

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        if isinstance(job, GeoreferenceJob):
            self.began.emit(job.path)

    @Slot(object, object)
    def _on_progressed(self, job: Job, progress: nc.Progress) -> None:
        if isinstance(job, GeoreferenceJob):
            self.progressed.emit(progress)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if isinstance(job, GeoreferenceJob):
            text = self.tr("{name} was cancelled; nothing was written.")
            self.say("info", text.format(name=job.path.name))

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        if isinstance(job, GeoreferenceJob):
            self.ended.emit()

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if not isinstance(job, GeoreferenceJob) or not isinstance(result, Georeferenced):
            return
        if result.files is None:
            self._ask(job, result.existing)
            return
        self._tell(result.files)

    def _ask(self, job: GeoreferenceJob, existing: tuple[Path, ...]) -> None:
        names = ", ".join(path.name for path in existing)
        text = self.tr("Nothing was written: {names} would be replaced in {folder}.")
        self.message.emit(
            Message(
                "warning",
                text.format(names=names, folder=job.path.parent),
                action=self.tr("Replace"),
                do=lambda: self._runner.submit(replace(job, replaced=existing)),
            )
        )

    def _tell(self, files: nc.GeoreferencedTemplate) -> None:
        raster = files.raster
        text = self.tr("Saved to {path}").format(path=raster)
        self.message.emit(
            Message(
                "info",
                ". ".join([text, *files.notes]),
                action=self.tr("Add as a layer"),
                do=lambda: self._opening.overlay(raster),
                second_action=self.tr("Open folder"),
                do_second=lambda: open_folder(raster.parent),
            )
        )

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, GeoreferenceJob):
            text = self.tr("The template was not georeferenced: {reason}")
            self.say("error", text.format(reason=error.message), error.details)
