"""The outline of an area of interest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

_HALO = QColor(0, 0, 0, 130)
_FILL_ALPHA = 28


class AreaItem(QGraphicsObject):
    """Rings in scene units, drawn with a line that keeps its width, and a faint fill."""

    def __init__(self) -> None:
        super().__init__()
        self._rings: tuple[QPolygonF, ...] = ()
        self._colour = QColor("#00b8d4")

    def set_rings(self, rings: Sequence[QPolygonF], colour: str) -> None:
        """Draw these; a ring inside of another is a hole."""
        self.prepareGeometryChange()
        self._rings, self._colour = tuple(rings), QColor(colour)
        self.update()

    def boundingRect(self) -> QRectF:
        """The rectangle around all rings, in scene units."""
        rect = QRectF()
        for ring in self._rings:
            rect = rect.united(ring.boundingRect())
        return rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a dark line, the colour over it, and the fill."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(self._colour)
        fill.setAlpha(_FILL_ALPHA)
        for width, colour in ((4.0, _HALO), (2.0, self._colour)):
            pen = QPen(colour, width)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(fill if width == 2.0 else QColor(0, 0, 0, 0))
            for ring in self._rings:
                painter.drawPolygon(ring)
