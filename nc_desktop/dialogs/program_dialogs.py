"""Opens the dialogs about the program itself, each made when it is first asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from nc_desktop.commands.keys import KeyBindings
from nc_desktop.crash_reports import Crash, compose
from nc_desktop.jobs.find_crashes_job import FindCrashesJob
from nc_desktop.jobs.job import Job
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.languages import LanguageSwitch
from nc_desktop.log_store import LogStore
from nc_desktop.messages import Message
from nc_desktop.versions import as_text, known_versions

if TYPE_CHECKING:  # made late: the window is painted first
    from nc_desktop.dialogs.about import AboutDialog
    from nc_desktop.dialogs.doctor import DoctorDialog
    from nc_desktop.dialogs.error_report import ErrorReportDialog, Kind
    from nc_desktop.dialogs.guide import GuideDialog
    from nc_desktop.dialogs.shortcuts import ShortcutsDialog


class ProgramDialogs(QObject):
    """About, keys, doctor and reports, in front of one window.

    `shutdown` must be called before the window goes: some of them have a thread.
    """

    message = Signal(object)
    """A `Message` to be shown beside the work."""
    unexpected = Signal(str, str)
    """Emit it, on any thread, with the line and the traceback of an error that nothing caught."""

    def __init__(
        self,
        window: QMainWindow,
        log: LogStore | None,
        keys: KeyBindings,
        languages: LanguageSwitch,
    ) -> None:
        super().__init__(window)
        self._window, self._log = window, log
        self.keys, self._languages = keys, languages
        self.about: AboutDialog | None = None
        self.doctor: DoctorDialog | None = None
        self.shortcuts: ShortcutsDialog | None = None
        self.guide: GuideDialog | None = None
        self.report: ErrorReportDialog | None = None
        self._crashes: tuple[Crash, ...] = ()
        self._searcher: JobRunner | None = None
        self.unexpected.connect(self._tell_error, Qt.ConnectionType.QueuedConnection)

    def show_about(self) -> None:
        """What the program is, and its versions."""
        if self.about is None:
            from nc_desktop.dialogs.about import AboutDialog

            self.about = AboutDialog(self._window)
        self.about.present()

    def show_shortcuts(self) -> None:
        """All keys."""
        if self.shortcuts is None:
            from nc_desktop.dialogs.shortcuts import ShortcutsDialog

            self.shortcuts = ShortcutsDialog(self._window, self.keys)
        self.shortcuts.refresh()
        self.shortcuts.present()

    def show_guide(self) -> None:
        """The documents that ship with the program."""
        if self.guide is None:
            from nc_desktop.dialogs.guide import GuideDialog

            self.guide = GuideDialog(self._languages, self._window)
        self.guide.present()

    def show_doctor(self) -> None:
        """What may hinder the program on this machine; examines when it is first shown."""
        if self.doctor is None:
            from nc_desktop.dialogs.doctor import DoctorDialog

            self.doctor = DoctorDialog(self._window)
        self.doctor.present()

    def show_error(self, headline: str, trace: str) -> None:
        """The report of an error that happened just now."""
        log = self._log.tail() if self._log is not None else ""
        self._show_report("error", compose(headline, as_text(known_versions()), trace, log))

    def with_report(self, message: Message) -> Message:
        """The message with a button for a report, if it is an error that nobody expected."""
        if message.level != "error" or not message.details or message.action:
            return message
        return replace(
            message,
            action=self.tr("Details…"),
            do=lambda: self.show_error(message.text, message.details),
        )

    def look_for_crashes(self, runs: Path) -> None:
        """Offer the reports of earlier runs that ended in a crash, once.

        Args:
            runs: where runs leave their traces.
        """
        self._searcher = JobRunner("crashes", self)
        self._searcher.succeeded.connect(self._on_crashes)
        self._searcher.submit(FindCrashesJob(runs))

    @Slot(object, object)
    def _on_crashes(self, job: Job, crashes: tuple[Crash, ...]) -> None:
        self._crashes = crashes
        if not crashes:
            return
        text = self.tr("The program ended unexpectedly last time ({when}).")
        report = "\n\n".join(crash.report for crash in crashes)
        self.message.emit(
            Message(
                "warning",
                text.format(when=crashes[0].when),
                "",
                self.tr("Show the report"),
                lambda: self._show_report("crash", report),
            )
        )

    def shutdown(self) -> None:
        """End the threads of the dialogs. Crashes were offered: the next start is silent."""
        for crash in self._crashes:
            crash.forget()
        self._crashes = ()
        if self._searcher is not None:
            self._searcher.shutdown()
        if self.about is not None:
            self.about.shutdown()
        if self.doctor is not None:
            self.doctor.shutdown()

    @Slot(str, str)
    def _tell_error(self, headline: str, trace: str) -> None:
        self.message.emit(
            Message("error", self.tr("Unexpected error: {reason}").format(reason=headline), trace)
        )

    def _show_report(self, kind: Kind, text: str) -> None:
        from nc_desktop.dialogs.error_report import ErrorReportDialog

        if self.report is not None:
            self.report.close()
            self.report.deleteLater()
        self.report = ErrorReportDialog(kind, text, self._window)
        self.report.present()
