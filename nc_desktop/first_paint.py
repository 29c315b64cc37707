"""Tells when the window was painted first, for `benchmarks/start_up.py`."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

VARIABLE = "NC_DESKTOP_FIRST_PAINT"
"""Set it, and the program prints `time.monotonic()` at its window's first paint, then quits."""


def tell_first_paint(window: QWidget) -> None:
    """Watch a window that is not shown yet, if the variable asks for it."""
    if os.environ.get(VARIABLE, "0") not in {"", "0"}:
        window.installEventFilter(_Watch(window))


class _Watch(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._window:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._on_painted)  # the whole of it is on the screen then
        return False

    def _on_painted(self) -> None:
        sys.stdout.write(f"{time.monotonic():.6f}\n")
        sys.stdout.flush()
        self._window.close()
        QApplication.exit(0)
