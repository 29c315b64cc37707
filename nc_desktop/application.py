"""Starts the program: application, language, theme, window, and what the command line asked for."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from types import TracebackType
from typing import NoReturn

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.arguments import Arguments
from nc_desktop.crash_reports import RunTrace, default_runs_folder
from nc_desktop.dialogs.program_dialogs import ProgramDialogs
from nc_desktop.first_paint import tell_first_paint
from nc_desktop.jobs.job import JobError
from nc_desktop.languages import LanguageSwitch
from nc_desktop.log_store import MESSAGES, LogStore, default_log_folder
from nc_desktop.main_window import MainWindow
from nc_desktop.messages import Message
from nc_desktop.plotting import GarbageCollector
from nc_desktop.qt_log import log_qt_messages
from nc_desktop.screenshot import ScreenshotWhenDone, can_be_written
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings, default_settings_file
from nc_desktop.terminal_signals import TerminalSignals
from nc_desktop.theme import apply_theme
from nc_desktop.versions import known_versions

_DESCRIBE_DELAY_MS = 200  # the window is painted first
_WARM_UP_DELAY_MS = 400
_TOUR_DELAY_MS = 900
_LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}

_log = logging.getLogger("nc_desktop")


def run(arguments: Arguments, argv: Sequence[str]) -> int:
    """Show the window until it is closed.

    Args:
        arguments: what was asked for.
        argv: the whole command line; Qt takes its own options from it.

    Returns:
        The exit code.
    """
    if arguments.screenshot is not None:
        if not can_be_written(arguments.screenshot):
            return 1
        return _run(arguments, argv, None)  # a script sees by itself how it ends
    trace = RunTrace.begin(default_runs_folder())
    with trace or nullcontext():
        return _run(arguments, argv, trace)


def _run(arguments: Arguments, argv: Sequence[str], trace: RunTrace | None) -> int:
    log_qt_messages()
    app = QApplication(list(argv[:1]))
    # Widgets that a closed dialog left in a cycle must die on this thread, not in the one that
    # happens to make many objects: there they take the program with them.
    garbage = GarbageCollector()
    log = LogStore(app)
    log.start(default_log_folder() if arguments.screenshot is None else None)
    signals = TerminalSignals(app)
    app.setApplicationName("neurocorrelator")
    app.setDesktopFileName("neurocorrelator")
    settings = Settings(default_settings_file())
    languages = LanguageSwitch(app)
    languages.use(arguments.language or settings.language)
    apply_theme(app, settings.theme)
    session = Session()
    session.leaves_loading = True
    window = MainWindow(session, settings, languages, log)
    session.message.connect(_log_message)
    with _unexpected_errors_told(window.dialogs):
        if arguments.screenshot is not None:
            camera = ScreenshotWhenDone(window, arguments.screenshot)
            session.message.connect(camera.note)
        else:
            window.restore_layout()
            if not arguments.paths and not arguments.demo:
                QTimer.singleShot(_TOUR_DELAY_MS, window, window.wayfinding.offer_tour)
            window.asks_before_closing = True
            signals.before_closing = window.close_for_good
            QTimer.singleShot(_DESCRIBE_DELAY_MS, session, session.keeping.start_autosave)
            QTimer.singleShot(_WARM_UP_DELAY_MS, session, session.matching.warm_up)
            QTimer.singleShot(
                _DESCRIBE_DELAY_MS, window, lambda: _describe_run(trace, log, window.dialogs)
            )
        tell_first_paint(window)
        window.show()
        if arguments.demo:
            session.opening.demo(match=True)
        window.project_actions.files.open_any(arguments.paths)
        code = app.exec()
        window.asks_before_closing = False
        window.close()  # also when the event loop ended without it
        window.shutdown()
        if not session.still_loading:
            window.deleteLater()
            app.processEvents()
        garbage.timer.stop()
        gc.enable()  # no widget is left
        log.stop()
    code = code if signals.exit_code is None else signals.exit_code
    if session.still_loading:
        _end_at_once(code, trace)
    return code


def _end_at_once(code: int, trace: RunTrace | None) -> NoReturn:
    """End the process while a thread of it still loads torch.

    Its constructors cannot be interrupted, and Python and Qt tear down what it uses. All that the
    program keeps was written before.
    """
    if trace is not None:
        trace.close()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None without a console on Windows
            stream.flush()
    os._exit(code)


def _describe_run(trace: RunTrace | None, log: LogStore, dialogs: ProgramDialogs) -> None:
    """Once the window is painted: what a report of this run would need; then earlier crashes."""
    QApplication.setApplicationVersion(nc.__version__)
    versions = known_versions()
    _log.info("started: %s", "; ".join(f"{each.name} {each.version}" for each in versions))
    if log.problem:
        _log.warning("the log is not written: %s", log.problem)
    if trace is not None:
        trace.describe(versions, log.file)
        dialogs.look_for_crashes(default_runs_folder())


def _log_message(message: Message) -> None:
    text = f"{message.text}\n{message.details}" if message.details else message.text
    logging.getLogger(MESSAGES).log(_LEVELS[message.level], "%s", text)


@contextmanager
def _unexpected_errors_told(dialogs: ProgramDialogs) -> Iterator[None]:
    """Turn exceptions that nothing caught into a message that offers a report."""

    def tell(error: BaseException) -> None:
        _log.error("unexpected error", exc_info=error)
        trace = "".join(traceback.format_exception(error))
        dialogs.unexpected.emit(JobError.of(error).message, trace)

    def on_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            tell(error)

    def on_thread(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            tell(hook.exc_value)

    sys.excepthook, threading.excepthook = on_main, on_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
