"""Writing what was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

import neurocorrelator as nc
from nc_desktop.file_dialogs import open_folder
from nc_desktop.jobs.export_job import (
    Exported,
    ExportJob,
    ExportRequest,
    MapPicture,
    PictureJob,
    TextFormat,
    TextJob,
)
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Message
from nc_desktop.model.match_scope import MatchScope, matches_in
from nc_desktop.model.project import Project
from nc_desktop.session.spoken import Spoken


class Exporting(Spoken):
    """Results become files, or text on the clipboard.

    What becomes of an export is told to whoever asked for it by signals, and to the user by a
    message once it is done.
    """

    progressed = Signal(object, float)
    """An `ExportRequest`, and how much of it is done, 0-1."""
    saved = Signal(object)
    """An `ExportRequest` whose files are written."""
    files_exist = Signal(object, tuple)
    """An `ExportRequest` that was not carried out, and the names that it would replace."""
    failed = Signal(object, str)
    """An `ExportRequest`, and why nothing was written."""
    cancelled = Signal(object)
    """An `ExportRequest` of which nothing was written."""

    def __init__(self, project: Project, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._runner = project, runner
        self._jobs: list[ExportJob] = []
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        runner.progressed.connect(self._on_progressed)

    def result_of(self, scope: MatchScope) -> nc.MatchResult | None:
        """The current result with the matches of a scope, in the result's order.

        Its files say what the user says of each match.
        """
        findings = self._project.findings
        if findings is None:
            return None
        result = replace(findings.located, judged=True)
        return result if scope == "all" else result.subset(matches_in(findings, scope))

    def export(self, request: ExportRequest) -> None:
        """Write the files of a request."""
        job = ExportJob(request)
        self._jobs.append(job)
        self._runner.submit(job)

    def cancel(self, request: ExportRequest) -> None:
        """Give a request up; nothing is written."""
        for job in tuple(self._jobs):
            if job.request is request:
                self._runner.cancel(job)

    def save_picture(self, picture: MapPicture, path: Path) -> None:
        """Write a picture of the map."""
        self._runner.submit(PictureJob(picture, path))

    def copy_selected(self, text_format: TextFormat) -> None:
        """Put the selected matches on the clipboard as the text of a file."""
        result = self.result_of("selected")
        if result is not None and result.matches:
            self._runner.submit(TextJob(result, text_format))

    @Slot(object, object)
    def _on_progressed(self, job: Job, progress: nc.Progress) -> None:
        if isinstance(job, ExportJob):
            self.progressed.emit(job.request, progress.fraction)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if isinstance(job, ExportJob) and isinstance(result, Exported):
            self._jobs.remove(job)
            self._tell(job.request, result)
        elif isinstance(job, PictureJob):
            self._tell_saved(self.tr("Saved to {path}").format(path=job.path), job.path.parent)
        elif isinstance(job, TextJob):
            QGuiApplication.clipboard().setText(str(result))
            count = len(job.result.matches)
            self.say("info", self.tr("%n match(es) copied to the clipboard", "", count))

    def _tell(self, request: ExportRequest, result: Exported) -> None:
        if result.missing_folder:
            text = self.tr("There is no folder {folder}. Choose another one, or make it first.")
            self.failed.emit(request, text.format(folder=request.folder))
        elif result.existing:
            self.files_exist.emit(request, result.existing)
        else:
            self.saved.emit(request)
            count = len(result.paths)
            if count == 1:
                text = self.tr("Saved to {path}").format(path=result.paths[0])
            else:
                text = self.tr("%n file(s) saved to {folder}", "", count)
                text = text.format(folder=request.folder)
            self._tell_saved(text, request.folder)

    def _tell_saved(self, text: str, folder: Path) -> None:
        if self._project.stale:
            text += ". " + self.tr("These results were made with other templates or settings.")
        self.message.emit(
            Message(
                "info",
                text,
                action=self.tr("Open folder"),
                do=lambda: open_folder(folder),
                passing=True,
            )
        )

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        text = self.tr("The export failed: {reason}").format(reason=error.message)
        if isinstance(job, ExportJob):
            self._jobs.remove(job)
            self.failed.emit(job.request, text)
            if error.details:  # not the user's mistake: there is something to be copied
                self.say("error", text, error.details)
        elif isinstance(job, PictureJob | TextJob):
            self.say("error", text, error.details)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if isinstance(job, ExportJob):
            self._jobs.remove(job)
            self.cancelled.emit(job.request)


def allowed_to_replace(request: ExportRequest) -> ExportRequest:
    """The same request after the user agreed to replace files."""
    return replace(request, replace=True)
