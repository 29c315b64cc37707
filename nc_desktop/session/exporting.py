"""Writing what was found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from nc_desktop.jobs.export_job import ExportFormat, ExportJob
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.model.project import Project
from nc_desktop.session.spoken import Spoken


class Exporting(Spoken):
    """Results become files."""

    def __init__(self, project: Project, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._runner = project, runner
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)

    def export(self, path: Path, file_format: ExportFormat) -> None:
        """Write the current result to a file."""
        if self._project.result is not None:
            self._runner.submit(ExportJob(self._project.result, path, file_format))

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if not isinstance(job, ExportJob):
            return
        text = self.tr("Saved to {path}")
        if self._project.stale and job.result is self._project.result:
            text = self.tr(
                "Saved to {path}. These results were made with other templates or settings."
            )
        self.say("info", text.format(path=job.path))

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, ExportJob):
            text = self.tr("The export failed: {reason}").format(reason=error.message)
            self.say("error", text, error.details)
