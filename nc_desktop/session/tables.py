"""Tables of dialogs become files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from nc_desktop.file_dialogs import open_folder
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.jobs.table_job import Table, TableJob
from nc_desktop.messages import Message
from nc_desktop.session.spoken import Spoken


class Tables(Spoken):
    """Writes tables, and says what became of it."""

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)

    def save(self, table: Table, path: Path) -> None:
        """Write a table as CSV; a message follows."""
        self._runner.submit(TableJob(table, path))

    @Slot(object, object)
    def _on_succeeded(self, job: Job, _result: object) -> None:
        if isinstance(job, TableJob):
            folder = job.path.parent
            self.message.emit(
                Message(
                    "info",
                    self.tr("Saved to {path}").format(path=job.path),
                    action=self.tr("Open folder"),
                    do=lambda: open_folder(folder),
                    passing=True,
                )
            )

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, TableJob):
            text = self.tr("The table cannot be saved: {reason}").format(reason=error.message)
            self.say("error", text, error.details)
