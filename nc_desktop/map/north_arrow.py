"""An arrow to true north."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPolygonF

import neurocorrelator as nc
from nc_desktop.map.corner_widget import CornerWidget
from nc_desktop.map.ground import middle_of

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

_SIZE = 58


class NorthArrow(CornerWidget):
    """Along the meridian in the middle of the view; nothing where that is not known."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.setObjectName("north_arrow")

    @property
    def angle(self) -> float | None:
        """Degrees clockwise from up."""
        view = self._view
        if view.extent.isEmpty() or not view.georeference.is_geographic:
            return None
        middle = middle_of(view)
        try:
            angle = view.georeference.north_deg(middle.x(), middle.y())
        except nc.RasterError:
            return None
        return angle if math.isfinite(angle) else None

    def sizeHint(self) -> QSize:
        """A disc."""
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a disc, the arrow, and the letter at its tip, upright."""
        angle = self.angle
        if angle is None:
            return
        painter = QPainter(self)
        disc = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self.draw_ground(painter, disc, disc.width() / 2)
        painter.translate(disc.center())
        painter.rotate(angle)
        tip, tail = QPointF(0, -9.5), QPointF(0, 14)
        painter.setPen(QPen(self.ink, 1.2, j=Qt.PenJoinStyle.RoundJoin))
        for side in (-1, 1):  # the left half is filled: which end is north is seen at a glance
            painter.setBrush(self.ink if side < 0 else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF([tip, QPointF(side * 8.5, 20), tail]))
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(13)
        painter.setFont(font)
        painter.translate(0, -18)
        painter.rotate(-angle)
        letter = QRectF(-12, -9, 24, 18)
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, self.tr("N"))
        painter.end()
