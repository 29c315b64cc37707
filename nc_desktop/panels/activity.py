"""What goes on beside the search, in the status bar: opening, overviews, slow reading."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

import neurocorrelator as nc
from nc_desktop.icons import themed_icon
from nc_desktop.session.session import Session
from nc_desktop.translated_widget import TranslatedWidget

_DELAY_MS = 400  # what is done sooner is not told
_SURE_S = 3.0  # of work, before a time is foretold


@dataclass(slots=True)
class _Task:
    """One thing that goes on.

    Attributes:
        name: of the file.
        began: monotonic seconds.
        fraction: done so far; None if that is not known.
        cancel: stops it; None if it cannot be stopped.
        cancelled: it was asked to stop.
    """

    name: str
    began: float
    fraction: float | None = None
    cancel: Callable[[], object] | None = None
    cancelled: bool = False


class Activity(TranslatedWidget):
    """A line with a bar and a button to cancel; hidden while nothing takes long."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks: dict[str, _Task] = {}
        self._told: _Task | None = None
        self.text = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(110)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(self.fontMetrics().height())
        self.cancel = QToolButton()
        self.cancel.setAutoRaise(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.addWidget(self.text)
        layout.addWidget(self.bar)
        layout.addWidget(self.cancel)
        self._delay = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._delay.timeout.connect(self._show)
        self.cancel.clicked.connect(self._on_cancel)
        opening, layering = session.opening, session.layering
        opening.began.connect(self._on_opening)
        opening.ended.connect(lambda: self._end("opening"))
        keeping = session.keeping
        keeping.began.connect(self._on_project)
        keeping.progressed.connect(self._on_project_progress)
        keeping.ended.connect(lambda: self._end("project"))
        layering.overviews_began.connect(self._on_overviews)
        layering.overviews_progressed.connect(lambda done: self._on_progress("overviews", done))
        layering.overviews_ended.connect(lambda: self._end("overviews"))
        georeferencing = session.georeferencing
        georeferencing.began.connect(self._on_writing)
        georeferencing.progressed.connect(lambda done: self._on_progress("writing", done))
        georeferencing.ended.connect(lambda: self._end("writing"))
        self.hide()
        self.retranslate()
        self.retheme()

    def set_reading(self, reading: bool) -> None:
        """The map reads a tile that takes long, or no longer."""
        if reading:
            self._begin("reading", _Task("", time.monotonic()))
        else:
            self._end("reading")

    def retranslate(self) -> None:
        """Set every text again."""
        self.cancel.setToolTip(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel"))
        self._show()

    def retheme(self) -> None:
        """Tint the icon."""
        self.cancel.setIcon(themed_icon("close", self.palette()))

    @Slot(str)
    def _on_opening(self, name: str) -> None:
        self._begin("opening", _Task(name, time.monotonic(), cancel=self._session.opening.cancel))

    @Slot(str)
    def _on_project(self, name: str) -> None:
        cancel = self._session.keeping.cancel_opening
        self._begin("project", _Task(name, time.monotonic(), 0.0, cancel))

    @Slot(float)
    def _on_project_progress(self, fraction: float) -> None:
        if "project" in self._tasks:
            self._tasks["project"].fraction = fraction
            self._show()

    @Slot(object)
    def _on_overviews(self, path: Path) -> None:
        cancel = self._session.layering.cancel_overviews
        self._begin("overviews", _Task(path.name, time.monotonic(), 0.0, cancel))

    @Slot(object)
    def _on_writing(self, path: Path) -> None:
        cancel = self._session.georeferencing.cancel
        self._begin("writing", _Task(path.name, time.monotonic(), 0.0, cancel))

    def _on_progress(self, kind: str, progress: nc.Progress) -> None:
        if kind in self._tasks:
            self._tasks[kind].fraction = progress.fraction
            self._show()

    def _begin(self, kind: str, task: _Task) -> None:
        self._tasks[kind] = task
        self._delay.start()

    def _end(self, kind: str) -> None:
        self._tasks.pop(kind, None)
        self._show()

    @Slot()
    def _show(self) -> None:
        now = time.monotonic()
        told = [
            (kind, task)
            for kind, task in self._tasks.items()
            if now - task.began >= 0.9 * _DELAY_MS / 1000
        ]
        self.setVisible(bool(told))
        if not told:
            return
        # what can be waited for tells more than that the map reads
        kind, task = min(told, key=lambda each: each[0] == "reading")
        self._told = task
        self.text.setText(self._words(kind, task, now))
        if task.fraction is None:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(task.fraction * 1000))
        self.cancel.setVisible(task.cancel is not None)
        self.cancel.setEnabled(not task.cancelled)

    def _words(self, kind: str, task: _Task, now: float) -> str:
        if kind == "reading":
            return self.tr("Reading the scene…")
        if kind in ("opening", "project"):
            if not task.name:
                return self.tr("Opening…")
            return self.tr("Opening {name}…").format(name=task.name)
        if kind == "writing":
            text = self.tr("Writing {name}").format(name=task.name)
        else:
            text = self.tr("Building overviews of {name}").format(name=task.name)
        spent, done = now - task.began, task.fraction or 0.0
        if spent < _SURE_S or done < 0.02:
            return text
        left = spent * (1 - done) / done
        if left < 90:
            return text + " · " + self.tr("{n} s left").format(n=max(1, round(left)))
        return (
            text + " · " + self.tr("{n} min left").format(n=QLocale().toString(left / 60, "f", 0))
        )

    @Slot()
    def _on_cancel(self) -> None:
        task = self._told
        if task is not None and task.cancel is not None:
            task.cancelled = True
            self.cancel.setEnabled(False)
            task.cancel()
