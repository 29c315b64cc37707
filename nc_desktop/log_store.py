"""The program's log: the last records in memory for the log panel, all of them in a file.

Every run writes a file of its own, so that several instances never share one, and old ones are
deleted at the start: the folder stays small for ever.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, Signal

MESSAGES = "nc_desktop.messages"
"""Logger of what the window told its user: in the log, not on the terminal."""

_RECORDS = 2000
_FILE_BYTES = 1_000_000  # of one file; each run has this one and the one before
_FILES_KEPT = 20
_PREFIX = "nc-desktop-"
_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s"


def default_log_folder() -> Path:
    """Where logs live on this system."""
    return platformdirs.user_log_path("neurocorrelator", appauthor=False)


@dataclass(frozen=True, slots=True)
class LogRecord:
    """A line of the log.

    Attributes:
        moment: seconds since the epoch.
        level: as in `logging`.
        source: name of the logger.
        text: the message, with its traceback if there is one.
    """

    moment: float
    level: int
    source: str
    text: str

    @property
    def level_name(self) -> str:
        """The level in words: INFO, WARNING and so on."""
        return logging.getLevelName(self.level)

    def __str__(self) -> str:
        clock = time.strftime("%H:%M:%S", time.localtime(self.moment))
        return f"{clock} {self.level_name} {self.source}: {self.text}"


class LogStore(QObject):
    """Gathers what Python's `logging` gets, from any thread."""

    added = Signal(object)
    """A `LogRecord`; emitted on the thread that logged, so connect it with a queue."""
    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: deque[LogRecord] = deque(maxlen=_RECORDS)
        self._handlers: list[logging.Handler] = []
        self.file: Path | None = None
        self.problem = ""

    @property
    def records(self) -> tuple[LogRecord, ...]:
        """The last ones, the oldest first."""
        return tuple(self._records)

    def start(self, folder: Path | None, *, to_terminal: bool = True) -> None:
        """Listen to the root logger.

        Args:
            folder: where a file is written; None for none. Where it cannot be, `problem` tells why.
            to_terminal: warnings are written to stderr too, if there is a terminal.
        """
        root = logging.getLogger()
        root.setLevel(logging.INFO)
        logging.captureWarnings(True)
        self._handlers.append(_Forward(self))
        if to_terminal and sys.stderr is not None:  # pythonw of Windows has none
            terminal = logging.StreamHandler()
            terminal.setLevel(logging.WARNING)
            terminal.addFilter(lambda record: record.name != MESSAGES)
            self._handlers.append(terminal)
        if folder is not None:
            self._open_file(folder)
        for handler in self._handlers:
            root.addHandler(handler)

    def stop(self) -> None:
        """Leave the root logger and close the file."""
        root = logging.getLogger()
        for handler in self._handlers:
            root.removeHandler(handler)
            handler.close()
        self._handlers.clear()

    def tail(self, lines: int = 200) -> str:
        """The last records as text."""
        return "".join(f"{record}\n" for record in self.records[-lines:])

    def clear(self) -> None:
        """Forget what is in memory; the file keeps it."""
        self._records.clear()
        self.cleared.emit()

    def take(self, record: LogRecord) -> None:
        """Add a record; callable from any thread."""
        self._records.append(record)
        self.added.emit(record)

    def _open_file(self, folder: Path) -> None:
        name = f"{_PREFIX}{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _delete_old(folder)
            handler = RotatingFileHandler(
                folder / name, maxBytes=_FILE_BYTES, backupCount=1, encoding="utf-8"
            )
        except OSError as error:  # a read-only home must not keep the window shut
            self.problem = f"{folder}: {error.strerror or error}"
            return
        handler.setFormatter(logging.Formatter(_FORMAT))
        self._handlers.append(handler)
        self.file = folder / name


class _Forward(logging.Handler):
    """Hands records to the store."""

    def __init__(self, store: LogStore) -> None:
        super().__init__(logging.INFO)
        self._store = store
        self._formatter = logging.Formatter()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = self._formatter.format(record)
            self._store.take(LogRecord(record.created, record.levelno, record.name, text))
        except Exception:  # noqa: BLE001 - logging's own way: a log must not end the program
            self.handleError(record)


def _delete_old(folder: Path) -> None:
    files = sorted(folder.glob(f"{_PREFIX}*.log*"), key=lambda file: file.name)
    for file in files[: -_FILES_KEPT + 1]:
        with suppress(OSError):  # open in another instance on Windows, or gone by now
            file.unlink()
