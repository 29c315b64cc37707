"""The colours of a heatmap with the scores at their ends."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nc_desktop.map.colour_maps import fading_table
from nc_desktop.model.layers import COLOUR_MAPS


class ColourBar(QWidget):
    """A strip of colour over two numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits: tuple[float, float] | None = None
        self._colour_map = COLOUR_MAPS[0]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_range(self, colour_map: str, limits: tuple[float, float] | None) -> None:
        """Show a colour map and the scores of its first and last colour."""
        self._colour_map, self._limits = colour_map, limits
        self.update()

    def sizeHint(self) -> QSize:
        """A strip of colour over a line of text."""
        return QSize(120, 14 + self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip and the numbers."""
        painter = QPainter(self)
        strip = QRect(0, 1, self.width(), 11)
        if self._limits is None or not self.isEnabled():
            painter.fillRect(strip, self.palette().mid())
            painter.end()
            return
        lut = fading_table(self._colour_map)
        image = QImage(256, 1, QImage.Format.Format_ARGB32)
        for i, (red, green, blue, alpha) in enumerate(lut.tolist()):
            image.setPixelColor(i, 0, QColor(red, green, blue, alpha))
        painter.drawImage(strip, image)
        low, high = (QLocale().toString(value, "f", 2) for value in self._limits)
        low, high = f"≤ {low}", f"≥ {high}"
        text = QRect(0, 13, self.width(), self.height() - 13)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(text, Qt.AlignmentFlag.AlignRight, high)
        painter.end()
