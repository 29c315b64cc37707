"""Control points on the picture of a template."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter

from nc_desktop.dialogs.picture_view import PictureView
from nc_desktop.map.point_marks import draw_point
from nc_desktop.model.control_points import ControlPoints

_REACH = 10.0  # units of the screen: a press so near to a point takes it


class PicturePoints:
    """A click sets the picture's part of a point; a drag moves one."""

    def __init__(self, view: PictureView, points: ControlPoints) -> None:
        self._view, self._points = view, points
        self._dragged: int | None = None
        self._missed = QPointF()

    def press(self, at: QPointF, keys: Qt.KeyboardModifier) -> bool:
        """Take the point that lies there."""
        self._dragged = self._point_at(at)
        if self._dragged is None:
            return False
        place = self._points.points[self._dragged].picture
        self._missed = QPointF(*place) - at if place is not None else QPointF()
        self._points.select(self._dragged)
        return True

    def move(self, at: QPointF) -> None:
        """It follows, within the picture."""
        template = self._points.template
        if self._dragged is None or template is None:
            return
        to = at + self._missed
        x = min(max(to.x(), 0.0), float(template.width))
        y = min(max(to.y(), 0.0), float(template.height))
        if (x, y) != self._points.points[self._dragged].picture:
            self._points.move_picture(self._dragged, (x, y))

    def release(self, at: QPointF) -> None:
        """It stays."""
        self._dragged = None

    def click(self, at: QPointF) -> None:
        """Set a point, if it lies on the picture."""
        template = self._points.template
        if template is not None and (
            0 <= at.x() <= template.width and 0 <= at.y() <= template.height
        ):
            self._points.click_picture((at.x(), at.y()))

    def double_click(self, at: QPointF) -> bool:
        """Two clicks are two clicks."""
        return False

    def cursor_at(self, at: QPointF) -> Qt.CursorShape:
        """A cross, and arrows over a point."""
        taken = self._dragged is not None or self._point_at(at) is not None
        return Qt.CursorShape.SizeAllCursor if taken else Qt.CursorShape.CrossCursor

    def paint(self, painter: QPainter, point_of: Callable[[QPointF], QPointF]) -> None:
        """Draw the points as the map does."""
        for index, point in enumerate(self._points.points):
            if point.picture is not None:
                selected = index == self._points.selected
                at = point_of(QPointF(*point.picture))
                draw_point(painter, at, str(index + 1), selected=selected)

    def _point_at(self, at: QPointF) -> int | None:
        here = self._view.point_of(at)
        near = [
            (QLineF(here, self._view.point_of(QPointF(*point.picture))).length(), index)
            for index, point in enumerate(self._points.points)
            if point.picture is not None
        ]
        distance, index = min(near, default=(_REACH + 1, -1))
        return index if distance <= _REACH else None
