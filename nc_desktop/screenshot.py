"""Saves the window when all that was asked for is done, and quits."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from nc_desktop.main_window import MainWindow
from nc_desktop.messages import Message

_INTERVAL_MS = 100
_QUIET_TICKS = 4  # idle this often in a row: repaints may ask for more tiles


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
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._fail(f"{self._file}: {error.strerror}")
        else:
            if not self._window.grab().save(str(self._file)):
                self._fail(f"{self._file}: cannot be written; choose another folder or .png")
        self._window.close()
        QCoreApplication.exit(1 if self._failed else 0)

    def _fail(self, text: str) -> None:
        self._failed = True
        if sys.stderr is not None:
            sys.stderr.write(" ".join(text.split()) + "\n")
