"""A line of text that gives way where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LEAST = 40


class ElidedLabel(QLabel):
    """Its end becomes an ellipsis, and the tool tip has all of it.

    The width that it asks for only grows, so that its neighbours stay where they are while the text
    changes with every move of the mouse.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._widest = 0
        self._tip = ""

    def setText(self, text: str) -> None:
        """Write another text."""
        if text == self.text():
            return
        super().setText(text)
        self._widest = max(self._widest, self.fontMetrics().horizontalAdvance(text) + 4)
        self.updateGeometry()
        self._tell_all()

    def set_tip(self, tip: str) -> None:
        """Say this when the cursor rests here, after the whole text where that is cut."""
        self._tip = tip
        self._tell_all()

    def forget_width(self) -> None:
        """Ask for no more than the text of now needs."""
        self._widest = self.fontMetrics().horizontalAdvance(self.text()) + 4
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All of the longest text so far; nothing where there was none."""
        return QSize(self._widest if self.text() else 0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Some letters."""
        least = min(_LEAST, self._widest) if self.text() else 0
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Another width may cut the text."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._tell_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._shown)
        painter.end()

    @property
    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def _tell_all(self) -> None:
        cut = self.text() if self._shown != self.text() else ""
        self.setToolTip("\n".join(part for part in (cut, self._tip) if part))
