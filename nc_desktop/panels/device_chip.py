"""The chip in the status bar that names what computes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.match_job import MatchJob, WarmUpJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.reasons import in_users_language
from nc_desktop.theme import is_dark

State = Literal["loading", "ready", "problem"]

_ICON, _DOT = 16, 9
_INKS = {  # on a light and on a dark ground
    "loading": ("#9a7400", "#ffc861"),
    "ready": ("#1c7c3c", "#5fd38d"),
    "problem": ("#c9302c", "#ff8f8a"),
}


class DeviceChip(QToolButton):
    """Says whether the engine is loaded, and on what it computes; `clicked` asks for the doctor.

    Args:
        compute: the runner that loads the engine and matches.
        parent: as Qt has it.
    """

    def __init__(self, compute: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compute = compute
        self.setAutoRaise(True)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setObjectName("device_chip")
        self._state: State = "loading"
        self._device: nc.ComputeDevice | None = None
        self._reason = ""
        compute.started.connect(self._on_started)
        compute.succeeded.connect(self._on_succeeded)
        compute.failed.connect(self._on_failed)
        self._show()

    @property
    def state(self) -> State:
        """What it tells now."""
        return self._state

    def show_loading(self) -> None:
        """The engine is being loaded."""
        self._state = "loading"
        self._show()

    def show_device(self, device: nc.ComputeDevice) -> None:
        """The engine is there."""
        self._state, self._device = "ready", device
        self._show()

    def show_problem(self, reason: str) -> None:
        """The engine or its device does not work; the reason is one line."""
        self._state, self._reason = "problem", reason
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._show()

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        if isinstance(job, WarmUpJob):
            self.show_loading()

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if isinstance(result, nc.ComputeDevice):
            self.show_device(result)
        elif isinstance(job, MatchJob) and self._state != "ready":
            self._compute.submit(WarmUpJob())  # the engine is loaded by now; what is it?

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, WarmUpJob):
            self.show_problem(error.message)

    def _show(self) -> None:
        click = self.tr("Click to examine this machine.")
        if self._state == "problem":
            text = self.tr("Engine: problem")
            tip = in_users_language(self._reason)
        elif self._state == "ready" and self._device is not None:
            text, tip = self._named(self._device), self.tr("Matches are computed here.")
        else:
            text = self.tr("Loading the engine…")
            tip = self.tr("Scenes can be opened and looked at meanwhile.")
        self.setText(text)
        self.setToolTip(f"{tip}\n{click}")
        self.setAccessibleName(text)
        self.setIcon(self._dot())

    def _named(self, device: nc.ComputeDevice) -> str:
        if device.kind == "cpu":
            return self.tr("CPU · %n thread(s)", "", device.threads)
        return device.name or device.kind.upper()

    def _dot(self) -> QIcon:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(_ICON * ratio), round(_ICON * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_INKS[self._state][is_dark(self.palette())]))
        painter.drawEllipse(QPointF(_ICON / 2, _ICON / 2), _DOT / 2, _DOT / 2)
        painter.end()
        return QIcon(pixmap)
