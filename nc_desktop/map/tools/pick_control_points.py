"""Control points on the map: clicked, dragged, and the footprint that they give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from nc_desktop.map.point_marks import HALO, INK, draw_point
from nc_desktop.map.tools.map_tool import MapTool
from nc_desktop.model.control_points import ControlPoints

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

_REACH = 10.0  # units of the screen: a press so near to a point takes it
_CLICK_RADIUS = 4.0
_ROOM = 60.0
_ABOVE_ALL = 1e6


class ControlPointsItem(QGraphicsObject):
    """The points, arrows to where the transform puts them, and the outline of the picture."""

    def __init__(self, points: ControlPoints) -> None:
        super().__init__()
        self.setZValue(_ABOVE_ALL)
        self._points = points
        self._scale = 1.0
        points.changed.connect(self._on_changed)

    def set_scale(self, scale: float) -> None:
        """The map shows a scene pixel in so many units of the screen now."""
        self.prepareGeometryChange()
        self._scale = scale

    def boundingRect(self) -> QRectF:
        """All that is drawn, with room for labels, in scene pixels."""
        places = [QPointF(*p.scene) for p in self._points.points if p.scene is not None]
        places += [QPointF(*corner) for corner in self._points.footprint or ()]
        if not places:
            return QRectF()
        margin = _ROOM / self._scale
        rect = QPolygonF(places).boundingRect()
        return rect.adjusted(-margin, -margin, margin, margin)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw in units of the screen."""
        to_screen, points = painter.worldTransform(), self._points
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if points.footprint is not None:
            corners = to_screen.map(QPolygonF([QPointF(*c) for c in points.footprint]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for extra, colour in ((2.5, HALO), (0.0, INK)):
                painter.setPen(QPen(colour, 2.0 + extra, j=Qt.PenJoinStyle.MiterJoin))
                painter.drawPolygon(corners)
                painter.setPen(QPen(colour, 4.0 + extra))
                painter.drawLine(corners.at(0), corners.at(1))
        fit = points.fit
        if fit is not None:
            for place, step in zip(fit.target.tolist(), fit.residuals.tolist(), strict=True):
                ends = QPolygonF([QPointF(*place), QPointF(*place) + QPointF(*step)])
                line = to_screen.map(ends)
                for width, colour in ((4.0, HALO), (2.0, INK)):
                    painter.setPen(QPen(colour, width))
                    painter.drawLine(line.at(0), line.at(1))
        for index, point in enumerate(points.points):
            if point.scene is not None:
                at = to_screen.map(QPolygonF([QPointF(*point.scene)])).at(0)
                selected = index == points.selected
                draw_point(painter, at, str(index + 1), selected=selected)
        painter.restore()

    @Slot()
    def _on_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()


class PickControlPoints(MapTool):
    """A click sets the scene's part of a point; a drag moves one; Delete takes it away."""

    def __init__(self, view: MapView, points: ControlPoints) -> None:
        super().__init__(view)
        self._points = points
        self._dragged: int | None = None
        self._start: QPointF | None = None
        self._before: tuple[float, float] | None = None
        self._moved = False
        points.changed.connect(self.hint_changed)

    @property
    def hint(self) -> str:
        """What to do now."""
        pending = [point for point in self._points.points if not point.whole]
        if pending and pending[0].scene is None:
            return self.tr("Now click the same place on the map · Esc ends")
        if pending:
            return self.tr("Now click the same place in the picture · Esc ends")
        return self.tr(
            "Click a place that the picture shows as well · drag a point to move it · Delete takes"
            " the selected one away · Esc ends"
        )

    def stop(self) -> None:
        """Let go of what is dragged."""
        self._dragged = None

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Take the point that lies there."""
        self._start, self._moved = at, False
        self._dragged = self._point_at(at)
        if self._dragged is not None:
            self._before = self._points.points[self._dragged].scene
            self._points.select(self._dragged)

    def move(self, at: QPointF) -> None:
        """The point follows."""
        if self._start is None:
            return
        away = (at - self._start).manhattanLength() * self._view.viewpoint.scale
        if not self._moved and away <= _CLICK_RADIUS:
            return
        self._moved = True
        if self._dragged is not None and self._before is not None:
            step = at - self._start
            col, row = self._before
            self._points.move_scene(self._dragged, (col + step.x(), row + step.y()))

    def release(self, at: QPointF) -> None:
        """Set a point where none was taken."""
        if self._start is not None and self._dragged is None and not self._moved:
            self._points.click_scene((at.x(), at.y()))
        self._start = self._dragged = self._before = None

    def key(self, event: QKeyEvent) -> bool:
        """Delete takes the selected point away; Esc puts one back that is dragged, or ends."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._points.selected is not None and self._dragged is None:
                self._points.remove(self._points.selected)
            return True
        if event.key() == Qt.Key.Key_Escape and self._dragged is not None:
            if self._before is not None:
                self._points.move_scene(self._dragged, self._before)
            self._start = self._dragged = None
            return True
        return super().key(event)

    def _point_at(self, at: QPointF) -> int | None:
        reach = _REACH / self._view.viewpoint.scale
        near = [
            (QLineF(at, QPointF(*point.scene)).length(), index)
            for index, point in enumerate(self._points.points)
            if point.scene is not None
        ]
        distance, index = min(near, default=(reach + 1, -1))
        return index if distance <= reach else None
