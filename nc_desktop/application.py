"""Starts the program: application, language, theme, window, and what the command line asked for."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Sequence
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.arguments import Arguments
from nc_desktop.jobs.job import JobError
from nc_desktop.languages import LanguageSwitch
from nc_desktop.main_window import MainWindow
from nc_desktop.messages import Message
from nc_desktop.qt_log import log_qt_messages
from nc_desktop.screenshot import ScreenshotWhenDone, can_be_written
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings, default_settings_file
from nc_desktop.terminal_signals import TerminalSignals
from nc_desktop.theme import apply_theme

_WARM_UP_DELAY_MS = 400  # the window is painted first

_log = logging.getLogger("nc_desktop")


def run(arguments: Arguments, argv: Sequence[str]) -> int:
    """Show the window until it is closed.

    Args:
        arguments: what was asked for.
        argv: the whole command line; Qt takes its own options from it.

    Returns:
        The exit code.
    """
    if arguments.screenshot is not None and not can_be_written(arguments.screenshot):
        return 1
    log_qt_messages()
    app = QApplication(list(argv[:1]))
    signals = TerminalSignals(app)
    app.setApplicationName("neurocorrelator")
    app.setApplicationVersion(nc.__version__)
    app.setDesktopFileName("neurocorrelator")
    settings = Settings(default_settings_file())
    languages = LanguageSwitch(app)
    languages.use(arguments.language or settings.language)
    apply_theme(app, settings.theme)
    session = Session()
    window = MainWindow(session, settings, languages)
    _report_unexpected_errors(session)
    if arguments.screenshot is not None:
        camera = ScreenshotWhenDone(window, arguments.screenshot)
        session.message.connect(camera.note)
    else:
        window.restore_layout()
        QTimer.singleShot(_WARM_UP_DELAY_MS, session, session.matching.warm_up)
    window.show()
    if arguments.demo:
        session.opening.demo(match=True)
    session.opening.files(arguments.paths)
    code = app.exec()
    session.close()  # also when the event loop ended without the window being closed
    window.map.shutdown()
    window.deleteLater()
    app.processEvents()
    return code if signals.exit_code is None else signals.exit_code


def _report_unexpected_errors(session: Session) -> None:
    """Turn exceptions that nothing caught into a message with details and a line in the log."""

    def show(error: BaseException) -> None:
        _log.error("unexpected error", exc_info=error)
        described = JobError.of(error)
        frame = QCoreApplication.translate("Application", "Unexpected error: {reason}")
        text = frame.format(reason=described.message)
        session.message.emit(Message("error", text, described.details or described.message))

    def on_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            show(error)

    def on_thread(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            show(hook.exc_value)

    sys.excepthook = on_main
    threading.excepthook = on_thread
