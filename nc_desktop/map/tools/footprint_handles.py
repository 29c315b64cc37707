"""The outline of a footprint with handles to drag, on the map."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from nc_desktop.model.judgement import Footprint

Handle = int | Literal["turn", "inside"]
"""A corner by its place in the footprint, the handle that turns, or the picture itself."""

_HALO = QColor(0, 0, 0, 190)
_INK = QColor("#ffd21f")
_PAPER = QColor("#ffffff")
_HALF = 5.0  # half a corner's handle; all in units of the screen
_REACH = 9.0  # a press so near to a handle takes it
_ARM = 30.0  # from the upper edge to the handle that turns
_ROOM = 60.0
_ABOVE_ALL = 1e6


class FootprintHandles(QGraphicsObject):
    """Drawn in units of the screen: dark below bright, so that any picture may lie under it."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(_ABOVE_ALL)
        self._footprint: Footprint | None = None
        self._scale = 1.0
        self._hovered: Handle | None = None

    @property
    def footprint(self) -> Footprint | None:
        """The corners that are drawn, in scene pixels; None for none."""
        return self._footprint

    @property
    def hovered(self) -> Handle | None:
        """What is drawn as the one that a press would take."""
        return self._hovered

    def show_footprint(self, footprint: Footprint | None) -> None:
        """Draw other corners, or none."""
        self.prepareGeometryChange()
        self._footprint = footprint
        self.update()

    def set_scale(self, scale: float) -> None:
        """The map shows a scene pixel in so many units of the screen now."""
        self.prepareGeometryChange()
        self._scale = scale

    def set_hovered(self, handle: Handle | None) -> None:
        """Draw one as the one that a press would take."""
        if handle != self._hovered:
            self._hovered = handle
            self.update()

    def place_of(self, handle: Handle) -> QPointF:
        """Where a handle is, in scene pixels; the middle for `inside`."""
        corners = self._corners()
        middle = (corners[0] + corners[1] + corners[2] + corners[3]) * 0.25
        if handle == "inside":
            return middle
        if handle == "turn":
            edge = (corners[0] + corners[1]) * 0.5
            away = edge - middle
            length = math.hypot(away.x(), away.y()) or 1.0
            return edge + away * (_ARM / self._scale / length)
        return corners[int(handle)]

    def handle_at(self, at: QPointF) -> Handle | None:
        """What a press at a position of the scene would take; None for nothing.

        Of a footprint that is small on the screen handles give way to its inside.
        """
        if self._footprint is None:
            return None
        corners = self._corners()
        sides = [QLineF(corners[i], corners[(i + 1) % 4]).length() for i in range(4)]
        reach = min(_REACH / self._scale, min(sides) / 3)
        near: list[tuple[float, Handle]] = [
            (QLineF(at, corner).length(), index) for index, corner in enumerate(corners)
        ]
        distance, corner = min(near, key=lambda each: each[0])
        if QLineF(at, self.place_of("turn")).length() <= _REACH / self._scale:
            return "turn"
        if distance <= max(reach, _HALF / self._scale if not self._holds(at) else 0.0):
            return corner
        return "inside" if self._holds(at) else None

    def boundingRect(self) -> QRectF:
        """The outline with room for the handles, in scene pixels."""
        if self._footprint is None:
            return QRectF()
        margin = _ROOM / self._scale
        return QPolygonF(self._corners()).boundingRect().adjusted(-margin, -margin, margin, margin)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the outline, its upper edge thick, and the handles."""
        if self._footprint is None:
            return
        to_screen = painter.worldTransform()
        corners = [to_screen.map(corner) for corner in self._corners()]
        turn = to_screen.map(self.place_of("turn"))
        edge = (corners[0] + corners[1]) * 0.5
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for extra, colour in ((2.5, _HALO), (0.0, _INK)):
            painter.setPen(QPen(colour, 2.0 + extra, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawPolygon(QPolygonF(corners))
            painter.drawLine(edge, turn)
            painter.setPen(QPen(colour, 4.0 + extra))
            painter.drawLine(corners[0], corners[1])
        for index, corner in enumerate(corners):
            self._begin_handle(painter, index)
            painter.drawRect(QRectF(corner.x() - _HALF, corner.y() - _HALF, 2 * _HALF, 2 * _HALF))
        self._begin_handle(painter, "turn")
        painter.drawEllipse(turn, _HALF + 1.0, _HALF + 1.0)
        painter.restore()

    def _begin_handle(self, painter: QPainter, handle: Handle) -> None:
        painter.setPen(QPen(_HALO, 2.0))
        painter.setBrush(_INK if handle == self._hovered else _PAPER)

    def _corners(self) -> list[QPointF]:
        return [QPointF(col, row) for col, row in self._footprint or ()]

    def _holds(self, at: QPointF) -> bool:
        return QPolygonF(self._corners()).containsPoint(at, Qt.FillRule.OddEvenFill)
