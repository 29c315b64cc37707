"""Handing matches over: a report, or all files of a delivery in one go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.file_dialogs import open_file, open_folder
from nc_desktop.jobs.delivery_job import Delivered, DeliveryJob, DeliveryRequest
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Message
from nc_desktop.model.findings import Findings
from nc_desktop.model.match_scope import MatchScope, findings_of_scenes, matches_in
from nc_desktop.model.project import Project
from nc_desktop.report.request import ReportRequest
from nc_desktop.report_texts import ReportTexts
from nc_desktop.session.spoken import Spoken


class Delivering(Spoken):
    """Matches become files for others.

    What becomes of a delivery is told to whoever asked for it by signals, and to the user by a
    message once it is done.
    """

    progressed = Signal(object, float)
    """A `DeliveryRequest`, and how much of it is done, 0-1."""
    delivered = Signal(object, object)
    """A `DeliveryRequest` that was carried out, and the `Delivered` of it."""
    files_exist = Signal(object, tuple)
    """A `DeliveryRequest` that was not carried out, and the names that it would replace."""
    failed = Signal(object, str)
    """A `DeliveryRequest`, and why nothing was written."""
    cancelled = Signal(object)
    """A `DeliveryRequest` of which nothing was written."""

    def __init__(self, project: Project, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._runner = project, runner
        self.texts = ReportTexts(self)
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        runner.progressed.connect(self._on_progressed)

    @property
    def obstacle(self) -> str:
        """Why matches cannot be georeferenced; empty where they can."""
        findings = self._project.findings
        if findings is None or findings.scene.raster.georeference.is_geographic:
            return ""
        return self.tr("The scene has no CRS, so nobody knows where the pictures would lie")

    def result_of(self, scope: MatchScope) -> nc.MatchResult | None:
        """The current result with the matches of a scope, in the result's order."""
        findings = self._project.findings
        if findings is None:
            return None
        return findings.located.subset(matches_in(findings, scope))

    def report_of(
        self,
        scope: MatchScope,
        title: str,
        author: str,
        *,
        heatmaps: bool = True,
        all_scenes: bool = False,
    ) -> ReportRequest | None:
        """A report of the matches of a scope, in the language of now; None without a result.

        Args:
            scope: which matches.
            title: in the user's words; a proposal where it is empty.
            author: in the user's words; may be empty.
            heatmaps: whether it has the templates' heatmaps.
            all_scenes: whether it is of all scenes, the active one first.
        """
        findings = self._project.findings
        if findings is None:
            return None
        listed = findings_of_scenes(self._project) if all_scenes else (findings,)
        made = [self._chapter(each, scope, title, author, heatmaps) for each in listed]
        if not title:
            title = self.texts.title(*(each.result for each in made))
        return replace(made[0], title=title, further=tuple(made[1:]))

    def _chapter(
        self, findings: Findings, scope: MatchScope, title: str, author: str, heatmaps: bool
    ) -> ReportRequest:
        """What a report tells of one scene."""
        result = findings.located.subset(matches_in(findings, scope))
        names = {template.name for template in result.templates}
        positions = matches_in(findings, scope)
        return ReportRequest(
            result,
            title,
            author,
            self.texts.now(),
            self.texts.of(result, scope),
            {name: self._project.templates.colour_of(name) for name in names},
            frozenset(
                number
                for number, index in enumerate(positions)
                if findings.judgement(index).footprint is not None
            ),
            heatmaps,
        )

    def deliver(self, request: DeliveryRequest) -> None:
        """Write the files of a request."""
        self._runner.submit(DeliveryJob(request))

    def deliver_replacing(self, request: DeliveryRequest) -> DeliveryRequest:
        """Write them after the user agreed to replace files; returns the request of that."""
        agreed = replace(request, replace=True)
        self.deliver(agreed)
        return agreed

    def cancel(self, request: DeliveryRequest) -> None:
        """Give a request up; nothing is written."""
        for job in (self._runner.current, *self._runner.waiting):
            if isinstance(job, DeliveryJob) and job.request is request:
                self._runner.cancel(job)

    @Slot(object, object)
    def _on_progressed(self, job: Job, progress: nc.Progress) -> None:
        if isinstance(job, DeliveryJob):
            self.progressed.emit(job.request, progress.fraction)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, made: object) -> None:
        if not isinstance(job, DeliveryJob) or not isinstance(made, Delivered):
            return
        request = job.request
        if made.missing_folder:
            text = self.tr("There is no folder {folder}. Choose another one, or make it first.")
            self.failed.emit(request, text.format(folder=request.folder))
        elif made.existing:
            self.files_exist.emit(request, made.existing)
        else:
            self.delivered.emit(request, made)
            self._tell(request, made)

    def _tell(self, request: DeliveryRequest, made: Delivered) -> None:
        report = request.report_path
        if report is not None and request.opens:
            open_file(report)
        if report is not None and len(made.paths) == 1:
            text = self.tr("Saved to {path}").format(path=report)
            self._offer(text, request.folder, report)
            return
        if not made.paths:
            self.say("warning", self.tr("Nothing was written: no match can be georeferenced."))
            return
        text = self.tr("%n file(s) saved to {folder}", "", len(made.paths))
        text = text.format(folder=request.folder)
        if made.left_out:
            text += ". " + self.tr(
                "%n match(es) could not be georeferenced", "", len(made.left_out)
            )
        self._offer(text, request.folder, report)

    def _offer(self, text: str, folder: Path, report: Path | None) -> None:
        if self._project.stale:
            text += ". " + self.tr("These results were made with other templates or settings.")
        message = Message(
            "info",
            text,
            action=self.tr("Open folder"),
            do=lambda: open_folder(folder),
            passing=True,
        )
        if report is not None:
            message = replace(
                message,
                second_action=self.tr("Open report"),
                do_second=lambda: open_file(report),
            )
        self.message.emit(message)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, DeliveryJob):
            text = self.tr("Nothing was written: {reason}").format(reason=error.message)
            self.failed.emit(job.request, text)
            if error.details:  # not the user's mistake: there is something to be copied
                self.say("error", text, error.details)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if isinstance(job, DeliveryJob):
            self.cancelled.emit(job.request)
