"""The scale of the map, to read and to set."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from nc_desktop.map.ground import denominator, scale_of
from nc_desktop.map.map_view import MapView

_SCALES = (100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000)
_PERCENTS = (6.25, 12.5, 25, 50, 100, 200, 400, 800)


class ScaleBox(QComboBox):
    """1:N in the middle of the view; how large a pixel is shown where no metres are known."""

    chosen = Signal()
    """The user has set a scale; the map shows it."""

    def __init__(self, view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._on_ground: bool | None = None
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(11)
        self.setFrame(False)
        view.view_changed.connect(self.refresh)
        self.activated.connect(self._on_entered)
        line = self.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._on_entered)
            line.editingFinished.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the scale of the map."""
        line = self.lineEdit()
        if line is not None and line.hasFocus() and line.isModified():
            return  # something is being typed
        view = self._view
        self.setEnabled(not view.extent.isEmpty())
        if view.extent.isEmpty():
            self.setEditText("")
            return
        now = denominator(view)
        self._offer(now is not None)
        if now is not None:
            self.setEditText(_ratio(now))
        else:
            percent = 100 * view.viewpoint.scale * view.devicePixelRatioF()
            self.setEditText(_percent(percent))

    def wheelEvent(self, event: object) -> None:
        """A wheel that happens to turn here must not move the map."""
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[arg-type]
        else:
            event.ignore()  # type: ignore[attr-defined]

    def _offer(self, on_ground: bool) -> None:
        if on_ground == self._on_ground:
            return
        self._on_ground = on_ground
        self.clear()
        if on_ground:
            self.addItems([_ratio(scale) for scale in _SCALES])
        else:
            self.addItems([_percent(percent) for percent in _PERCENTS])

    @Slot()
    def _on_entered(self, *_: object) -> None:
        number = parse_scale(self.currentText())
        line = self.lineEdit()
        if line is not None:
            line.setModified(False)
        if number is not None:
            scale = (
                scale_of(self._view, number)
                if self._on_ground
                else number / 100 / self._view.devicePixelRatioF()
            )
            if scale is not None:
                self._view.zoom_to_scale(scale)
        self.refresh()
        self.chosen.emit()


def parse_scale(text: str) -> float | None:
    """N of `1:N`, `1/N`, `N` or `N %`, with or without marks of thousands; None for anything else.

    A comma or point before one, two or more than three last digits is that of a decimal.
    """
    number = re.sub(r"^\s*1\s*[:/]", "", text.strip()).strip(" %\u00a0\u202f")
    number = re.sub(r"[\s\u00a0\u202f'’]", "", number)
    groups = re.fullmatch(r"\d{1,3}([.,]\d{3})+", number)
    number = re.sub(r"[.,]", "", number) if groups else number.replace(",", ".")
    try:
        value = float(number)
    except ValueError:
        return None
    return value if 0 < value < 1e12 else None


def _ratio(number: float) -> str:
    digits = 0 if number >= 10 else 2
    return f"1:{QLocale().toString(float(number), 'f', digits)}"


def _percent(number: float) -> str:
    digits = 0 if abs(number - round(number)) < 0.05 else 1 if number >= 1 else 3
    return f"{QLocale().toString(float(number), 'f', digits)} %"
