"""A mark that flashes at a place of the map for a moment."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

_FOR_MS = 3000
_BLINK_MS = 300
_RADIUS = 15.0
_ARM = 9.0
_ABOVE_ALL = 2e6


class FlashMarker(QGraphicsObject):
    """A ring with four arms around a position, in units of the screen."""

    ended = Signal()

    def __init__(self, col: float, row: float) -> None:
        super().__init__()
        self.position = QPointF(col, row)
        self._bright = True
        self._margin = 0.0
        self.setZValue(_ABOVE_ALL)
        self._blink = QTimer(self, interval=_BLINK_MS)
        self._blink.timeout.connect(self._on_blink)
        self._blink.start()
        self._end = QTimer(self, interval=_FOR_MS, singleShot=True)
        self._end.timeout.connect(self.ended)
        self._end.start()

    def set_scale(self, scale: float) -> None:
        """The map shows a scene pixel in so many units of the screen now."""
        self.prepareGeometryChange()
        self._margin = (_RADIUS + _ARM + 4) / scale

    def boundingRect(self) -> QRectF:
        """The ring with its arms, in scene pixels."""
        side, at = 2 * self._margin, self.position
        return QRectF(at.x() - self._margin, at.y() - self._margin, side, side)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw it bright, or dark in between."""
        at = painter.worldTransform().map(self.position)
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bright, dark = QColor("#ff2d6f"), QColor(0, 0, 0, 190)
        lines = ((6.0, dark), (3.0, bright)) if self._bright else ((6.0, bright), (3.0, dark))
        for width, colour in lines:
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, _RADIUS, _RADIUS)
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                way = QPointF(x, y)
                painter.drawLine(at + way * (_RADIUS - 5), at + way * (_RADIUS + _ARM))
        painter.restore()

    @Slot()
    def _on_blink(self) -> None:
        self._bright = not self._bright
        self.update()
