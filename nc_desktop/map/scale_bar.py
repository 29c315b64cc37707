"""A bar of a round length in true metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from nc_desktop.map.corner_widget import CornerWidget
from nc_desktop.map.ground import length_text, metres_per_pixel, pixels_text, round_length

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

_LONGEST = 150.0  # units of the screen
_PADDING = 9.0
_TICK = 5.0


class ScaleBar(CornerWidget):
    """True in the middle of the view, along the rows; in pixels where no metres are known."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.setObjectName("scale_bar")

    @property
    def length(self) -> tuple[float, str] | None:
        """Length of the bar in units of the screen, and what it stands for in words."""
        if self._view.extent.isEmpty():
            return None
        scale, locale = self._view.viewpoint.scale, QLocale()
        metres = metres_per_pixel(self._view)
        if metres is None:
            pixels = round_length(_LONGEST / scale)
            return pixels * scale, pixels_text(pixels, locale)
        stands_for = round_length(_LONGEST / scale * metres)
        return stands_for / metres * scale, length_text(stands_for, locale, digits=1)

    def sizeHint(self) -> QSize:
        """Room for the longest bar and a line of text."""
        height = self.fontMetrics().height() + _TICK + 1.2 * _PADDING
        return QSize(round(_LONGEST + 2 * _PADDING), round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar with its text above it."""
        drawn = self.length
        if drawn is None:
            return
        length, text = drawn
        painter = QPainter(self)
        painter.setFont(self.font())
        written = self.fontMetrics().horizontalAdvance(text)
        width = max(length, written) + 2 * _PADDING
        self.draw_ground(painter, QRectF(0, 0, width, self.height()))
        left = (width - length) / 2
        bottom = self.height() - _PADDING * 0.8
        painter.setPen(QPen(self.ink, 2.0, c=Qt.PenCapStyle.SquareCap))
        painter.drawLines(
            [
                QLineF(left, bottom, left + length, bottom),
                QLineF(left, bottom - _TICK, left, bottom),
                QLineF(left + length, bottom - _TICK, left + length, bottom),
            ]
        )
        above = QRectF(0, 3, width, self.fontMetrics().height())
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
