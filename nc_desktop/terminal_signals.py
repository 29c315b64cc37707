"""Ctrl-C in the terminal and `kill` close the window as its cross does."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

_INTERVAL_MS = 200


class TerminalSignals(QObject):
    """Handlers of SIGINT and SIGTERM.

    Python runs a handler only between two of its own instructions, and Qt's event loop is none: a
    slow timer gives it the chance. The handler just notes the signal, for it may come in the middle
    of anything; the timer then closes the windows. A second signal ends the process at once.

    Attributes:
        before_closing: what is to be done first; there is nobody to be asked.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.before_closing: Callable[[], object] | None = None
        self._noted: int | None = None
        self._closing = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(_INTERVAL_MS)

    @property
    def exit_code(self) -> int | None:
        """128 and the signal's number, as shells have it; None if there was no signal."""
        return None if self._noted is None else 128 + self._noted

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._noted = number
        signal.signal(number, signal.SIG_DFL)

    def _on_tick(self) -> None:
        if self._noted is not None and not self._closing:
            self._closing = True
            if self.before_closing is not None:
                self.before_closing()
            self._app.closeAllWindows()
            self._app.exit(128 + self._noted)
