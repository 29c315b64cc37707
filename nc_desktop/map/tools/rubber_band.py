"""The line that follows the cursor while something is drawn on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

_HALO = QColor(0, 0, 0, 170)
_INK = QColor("#ffd21f")
_WRONG = QColor("#ff5a4d")
_FILL_ALPHA = 40
_HANDLE = 3.0  # half the side of a corner's mark, in units of the screen
_ROOM = 260.0  # around the line, for the labels
_ABOVE_ALL = 1e6


@dataclass(frozen=True, slots=True)
class BandLabel:
    """A text that stands at a position of the map.

    Attributes:
        at: in scene pixels.
        text: one line.
        main: the result, in bold letters beside the position; others stand on it.
    """

    at: QPointF
    text: str
    main: bool = False


class RubberBand(QGraphicsObject):
    """Corners, the line through them, and texts; drawn in units of the screen."""

    def __init__(self, *, closed: bool) -> None:
        super().__init__()
        self.setZValue(_ABOVE_ALL)
        self._closed = closed
        self._points: tuple[QPointF, ...] = ()
        self._fixed = 0
        self._labels: tuple[BandLabel, ...] = ()
        self._valid = True
        self._margin = _ROOM

    @property
    def points(self) -> tuple[QPointF, ...]:
        """What is drawn now, in scene pixels."""
        return self._points

    @property
    def labels(self) -> tuple[BandLabel, ...]:
        """The texts that are drawn now."""
        return self._labels

    @property
    def valid(self) -> bool:
        """Whether it is drawn as something that may be."""
        return self._valid

    def set_points(
        self,
        points: Sequence[QPointF],
        *,
        fixed: int | None = None,
        labels: Sequence[BandLabel] = (),
        valid: bool = True,
    ) -> None:
        """Draw another line.

        Args:
            points: its corners in scene pixels.
            fixed: how many of them, from the first, are marked as set; None for all.
            labels: texts beside it.
            valid: False draws it as something that cannot be.
        """
        self.prepareGeometryChange()
        self._points = tuple(points)
        self._fixed = len(self._points) if fixed is None else fixed
        self._labels, self._valid = tuple(labels), valid
        self.update()

    def move_end(self, at: QPointF, *, fixed: int) -> None:
        """Let the line end at the cursor; its texts stay as they are until `set_points`."""
        self.prepareGeometryChange()
        self._points = (*self._points[:fixed], at)
        self._labels = tuple(
            BandLabel(at, label.text, main=True) if label.main else label for label in self._labels
        )
        self.update()

    def set_scale(self, scale: float) -> None:
        """The map shows a scene pixel in so many units of the screen now."""
        self.prepareGeometryChange()
        self._margin = _ROOM / scale

    def boundingRect(self) -> QRectF:
        """The line with room for its texts, in scene pixels."""
        if not self._points:
            return QRectF()
        rect = QPolygonF(self._points).boundingRect()
        return rect.adjusted(-self._margin, -self._margin, self._margin, self._margin)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a dark line, a bright one over it, the corners and the texts."""
        to_screen = painter.worldTransform()
        line = to_screen.map(QPolygonF(self._points))
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = _INK if self._valid else _WRONG
        fill = QColor(ink)
        fill.setAlpha(_FILL_ALPHA)
        for width, colour in ((4.0, _HALO), (2.0, ink)):
            painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.RoundJoin))
            if self._closed and len(self._points) > 2:
                painter.setBrush(fill if width == 2.0 else Qt.BrushStyle.NoBrush)
                painter.drawPolygon(line)
            else:
                painter.drawPolyline(line)
        painter.setPen(QPen(_HALO, 1.0))
        painter.setBrush(ink)
        for index in range(min(self._fixed, line.size())):
            at = line.at(index)
            painter.drawRect(QRectF(at.x() - _HANDLE, at.y() - _HANDLE, 2 * _HANDLE, 2 * _HANDLE))
        for label in self._labels:
            _draw_label(painter, to_screen.map(label.at), label)
        painter.restore()


def _draw_label(painter: QPainter, at: QPointF, label: BandLabel) -> None:
    font = QFont(painter.font())
    font.setBold(label.main)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(label.text) + 10, metrics.height() + 4)
    if label.main:
        box.moveTopLeft(at + QPointF(14, 10))
    else:
        box.moveCenter(at)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 205))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label.text)
