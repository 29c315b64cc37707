"""The outline of an area of interest."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

_HALO = QColor(0, 0, 0, 130)
_FILL_ALPHA = 28
_MOST_STYLED = 10_000  # corners; wide smooth lines of more take too long for a moving map


class AreaItem(QGraphicsObject):
    """Rings in scene units, drawn with a line that keeps its width, and a faint fill.

    Attributes:
        made_of: what the rings were made of, for one who would make them again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rings: tuple[QPolygonF, ...] = ()
        self._path = QPainterPath()
        self._bounds = QRectF()
        self._colour = QColor("#00b8d4")
        self.made_of: tuple[object, ...] = ()

    def set_rings(self, rings: Iterable[QPolygonF], made_of: tuple[object, ...] = ()) -> None:
        """Draw these: outlines that go round one way, and their holes the other way."""
        self.prepareGeometryChange()
        self._rings, self._path, self.made_of = tuple(rings), QPainterPath(), made_of
        self._path.setFillRule(Qt.FillRule.WindingFill)  # odd-even: a hole where two overlap
        for ring in self._rings:
            self._path.addPolygon(ring)
            self._path.closeSubpath()
        self._bounds = self._path.boundingRect()
        self.update()

    def set_colour(self, colour: str) -> None:
        """Draw in another colour, `#rrggbb`."""
        self._colour = QColor(colour)
        self.update()

    def boundingRect(self) -> QRectF:
        """The rectangle around all rings, in scene units."""
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the fill, a dark line, and the colour over it."""
        simply = self._path.elementCount() > _MOST_STYLED
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not simply)
        fill = QColor(self._colour)
        fill.setAlpha(_FILL_ALPHA)
        painter.fillPath(self._path, fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, colour in ((4.0, _HALO), (2.0, self._colour)):
            pen = QPen(colour, 0.0 if simply else width)
            pen.setCosmetic(True)
            painter.setPen(pen)
            for ring in self._rings:  # Qt's time for wide lines grows faster than the path
                painter.drawPolygon(ring)
