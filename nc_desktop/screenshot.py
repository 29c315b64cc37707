"""Saves the window when all that was asked for is done, and quits."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from nc_desktop.main_window import MainWindow
from nc_desktop.messages import Message

_INTERVAL_MS = 100
_QUIET_TICKS = 4  # idle this often in a row: repaints may ask for more tiles


def can_be_written(file: Path) -> bool:
    """Make the folder for a picture; if it cannot be written there, say why on stderr.

    Asked before the work begins, so that nobody waits for a match in vain.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _complain(f"{file}: {error.strerror}")
        return False
    if file.is_dir():
        _complain(f"{file}: is a folder; name a file in it")
        return False
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        _complain(f"{file}: cannot be written; choose another folder")
        return False
    return True


class ScreenshotWhenDone(QObject):
    """Watches a window, for `nc-desktop --screenshot`.

    What went wrong is written to stderr, one line each; the picture is saved in any case, and the
    exit code is then 1.
    """

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self._window, self._file = window, file
        self._quiet = 0
        self._failed = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(_INTERVAL_MS)

    def note(self, message: Message) -> None:
        """A message was shown; an error decides the exit code."""
        if message.level == "error":
            self._fail(message.text)

    def _on_tick(self) -> None:
        self._quiet = self._quiet + 1 if self._window.idle else 0
        if self._quiet < _QUIET_TICKS:
            return
        self._timer.stop()
        if not self._window.grab().save(str(self._file)):
            self._fail(f"{self._file}: cannot be written; choose another folder or .png")
        self._window.close()
        QCoreApplication.exit(1 if self._failed else 0)

    def _fail(self, text: str) -> None:
        self._failed = True
        _complain(text)


def _complain(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(" ".join(text.split()) + "\n")
