"""Polygons of a mask, drawn and adjusted on a template's picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from nc_desktop.dialogs.picture_view import PictureView
from nc_desktop.map.tools.outline import area, crosses
from nc_desktop.model.mask_polygons import MaskPolygon, MaskPolygons

_REACH = 9.0  # units of the screen: a press so near to a corner or side takes it
_HALF = 4.0
_HALO = QColor(0, 0, 0, 190)
_IN, _OUT, _WRONG = QColor("#39d353"), QColor("#ffd21f"), QColor("#ff5a4d")
_SHADE, _HATCH = QColor(0, 0, 0, 120), QColor(255, 255, 255, 90)


class MaskEditor(QObject):
    """A click begins or goes on with a polygon, a drag moves a corner; steps are undone here.

    What is masked is shaded as it is drawn. Lives on the Qt thread; a guest of a `PictureView`.
    """

    changed = Signal()
    """Other polygons, another one is selected, or another corner is set."""
    refused = Signal(str)
    """Why the last step was not made; empty once another one is."""

    def __init__(self, view: PictureView) -> None:
        super().__init__(view)
        self._view = view
        self._size = (1, 1)
        self._polygons: MaskPolygons = ()
        self._first: MaskPolygons = ()
        self._undo: list[MaskPolygons] = []
        self._redo: list[MaskPolygons] = []
        self._corners: list[QPointF] = []
        self._cursor: QPointF | None = None
        self._selected: tuple[int, int | None] | None = None
        self._dragged = False
        self._before: MaskPolygons = ()
        self.include = True

    @property
    def polygons(self) -> MaskPolygons:
        """All that are closed."""
        return self._polygons

    @property
    def altered(self) -> bool:
        """Whether anything differs from what it began with."""
        return self._polygons != self._first or bool(self._corners)

    @property
    def drawing(self) -> bool:
        """Whether a polygon is begun and not closed."""
        return bool(self._corners)

    @property
    def selected(self) -> int | None:
        """The polygon that `remove` takes away."""
        return None if self._selected is None else self._selected[0]

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self._undo or self._corners)

    @property
    def can_redo(self) -> bool:
        """Whether a step can be done again."""
        return bool(self._redo)

    def begin(self, polygons: MaskPolygons, size: tuple[int, int]) -> None:
        """Work on these, on a picture of this width and height."""
        self._polygons = self._first = polygons
        self._size = size
        self._undo, self._redo, self._corners = [], [], []
        self._selected, self._dragged = None, False
        self._tell()

    def undo(self) -> None:
        """Take the last step back: a corner while one is drawn."""
        if self._corners:
            self._corners.pop()
        elif self._undo:
            self._redo.append(self._polygons)
            self._polygons = self._undo.pop()
            self._selected = None
        self._tell()

    def redo(self) -> None:
        """Do a step again."""
        if self._redo and not self._corners:
            self._undo.append(self._polygons)
            self._polygons = self._redo.pop()
            self._selected = None
            self._tell()

    def remove(self) -> None:
        """Take away the selected corner, of three the polygon with it; or the selected polygon."""
        if self._selected is None:
            return
        index, corner = self._selected
        polygon = self._polygons[index]
        kept = [each for i, each in enumerate(polygon.corners) if i != corner]
        if corner is not None and len(kept) >= 3:
            if not _is_simple(kept):
                self._refuse_crossing()
                return
            self._keep(self._with(index, kept))
            self._selected = index, None
        else:
            self.remove_polygon()
        self._tell()

    def remove_polygon(self) -> None:
        """Take the selected polygon away."""
        if self._selected is not None:
            index = self._selected[0]
            self._selected = None
            self._keep(tuple(p for i, p in enumerate(self._polygons) if i != index))
            self._tell()

    def clear(self) -> None:
        """Take all away."""
        self._corners, self._selected = [], None
        if self._polygons:
            self._keep(())
        self._tell()

    def switch(self) -> None:
        """Let the selected polygon mask what it showed, or the other way round."""
        if self._selected is not None:
            index = self._selected[0]
            polygon = self._polygons[index]
            changed = replace(polygon, include=self.include)
            if changed != polygon:
                self._keep(
                    tuple(changed if i == index else p for i, p in enumerate(self._polygons))
                )
                self._tell()

    def give_up(self) -> bool:
        """Forget the polygon that is begun, or take a drag back; False if there is neither."""
        if self._dragged:
            self._polygons, self._dragged = self._before, False
        elif self._corners:
            self._corners = []
        else:
            return False
        self._tell()
        return True

    def close_polygon(self) -> None:
        """End the one that is begun, if it encloses something."""
        corners = self._corners
        if len(corners) < 3 or area(corners) < 1:
            self.refused.emit(self.tr("A polygon needs three corners that do not lie on one line"))
        elif crosses(corners, corners[0], closing=True):
            self._refuse_crossing()
        else:
            made = MaskPolygon(self.include, tuple((c.x(), c.y()) for c in corners))
            self._corners = []
            self._keep((*self._polygons, made))
            self._selected = None  # the kind that is chosen now is that of the next one
            self._tell()

    def press(self, at: QPointF, keys: Qt.KeyboardModifier) -> bool:
        """Take the corner or side that lies there."""
        if self._corners:
            return False
        corner = self._corner_at(at)
        if corner is not None:
            self._selected = corner
            self._dragged, self._before = True, self._polygons
            self._tell()
            return True
        side = self._side_at(at)
        self._selected = (side[0], None) if side is not None else None
        self._tell()
        return side is not None

    def move(self, at: QPointF) -> None:
        """The corner follows, or the line to the next one."""
        self._cursor = self._within(at)
        if self._dragged and self._selected is not None:
            index, corner = self._selected
            corners = list(self._polygons[index].corners)
            corners[corner or 0] = (self._cursor.x(), self._cursor.y())
            if _is_simple(corners):
                self._polygons = self._with(index, corners)
                self.refused.emit("")
                self.changed.emit()
            else:
                self._refuse_crossing()

    def release(self, at: QPointF) -> None:
        """The corner stays there."""
        if self._dragged and self._polygons != self._before:
            now, self._polygons = self._polygons, self._before
            self._keep(now)
        self._dragged = False
        self._tell()

    def click(self, at: QPointF) -> None:
        """Another corner, or the first one again; beside the picture, at its edge."""
        place = self._within(at)
        corners = self._corners
        if len(corners) > 2 and self._near(place, corners[0]):
            self.close_polygon()
            return
        if corners and self._near(place, corners[-1]):
            return
        if crosses(corners, place):
            self._refuse_crossing()
            return
        corners.append(place)
        self._cursor = place
        self._tell()

    def double_click(self, at: QPointF) -> bool:
        """The click before it has set the last corner; on a side it sets one there."""
        if self._corners:
            self.close_polygon()
            return True
        side = self._side_at(at)
        if side is None or self._corner_at(at) is not None:
            return False
        index, start = side
        corners = list(self._polygons[index].corners)
        corners.insert(start + 1, (at.x(), at.y()))
        self._keep(self._with(index, corners))
        self._selected = index, start + 1
        self._tell()
        return True

    def cursor_at(self, at: QPointF) -> Qt.CursorShape:
        """A cross, and what takes a corner or a side."""
        if self._dragged or (not self._corners and self._corner_at(at) is not None):
            return Qt.CursorShape.SizeAllCursor
        if not self._corners and self._side_at(at) is not None:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.CrossCursor

    def paint(self, painter: QPainter, point_of: Callable[[QPointF], QPointF]) -> None:
        """Shade what is masked, and draw the outlines over it."""
        outlines = [
            QPolygonF([point_of(QPointF(*corner)) for corner in polygon.corners])
            for polygon in self._polygons
        ]
        masked = self._masked(outlines, point_of)
        painter.fillPath(masked, _SHADE)
        painter.fillPath(masked, QBrush(_HATCH, Qt.BrushStyle.BDiagPattern))
        for index, (polygon, outline) in enumerate(zip(self._polygons, outlines, strict=True)):
            chosen = index == self.selected
            colour = _IN if polygon.include else _OUT
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for extra, ink in ((2.5, _HALO), (0.0, colour)):
                painter.setPen(QPen(ink, (3.0 if chosen else 1.8) + extra))
                painter.drawPolygon(outline)
            for number in range(outline.size()):
                taken = self._selected == (index, number)
                _draw_corner(painter, outline.at(number), colour if taken else QColor("#ffffff"))
        self._paint_begun(painter, point_of)

    def _paint_begun(self, painter: QPainter, point_of: Callable[[QPointF], QPointF]) -> None:
        if not self._corners:
            return
        points = list(self._corners)
        wrong = False
        if self._cursor is not None and not self._near(self._cursor, points[-1]):
            closes = len(points) > 2 and self._near(self._cursor, points[0])
            wrong = crosses(points, self._cursor) and not closes
            points.append(self._cursor)
        line = QPolygonF([point_of(point) for point in points])
        colour = _WRONG if wrong else _IN if self.include else _OUT
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, ink in ((4.5, _HALO), (2.0, colour)):
            painter.setPen(QPen(ink, width))
            painter.drawPolyline(line)
        for corner in self._corners:
            _draw_corner(painter, point_of(corner), QColor("#ffffff"))

    def _masked(
        self, outlines: list[QPolygonF], point_of: Callable[[QPointF], QPointF]
    ) -> QPainterPath:
        whole, shown, hidden = QPainterPath(), QPainterPath(), QPainterPath()
        whole.addRect(QRectF(point_of(QPointF()), point_of(QPointF(*self._size))))
        for polygon, outline in zip(self._polygons, outlines, strict=True):
            own = QPainterPath()
            own.addPolygon(outline)
            own.closeSubpath()
            if polygon.include:
                shown = shown.united(own)
            else:
                hidden = hidden.united(own)
        masked = QPainterPath()
        if any(polygon.include for polygon in self._polygons):
            masked = whole.subtracted(shown)
        return masked.united(hidden).intersected(whole)

    def _with(self, index: int, corners: list[tuple[float, float]]) -> MaskPolygons:
        changed = replace(self._polygons[index], corners=tuple(corners))
        return tuple(changed if i == index else p for i, p in enumerate(self._polygons))

    def _keep(self, polygons: MaskPolygons) -> None:
        self._undo.append(self._polygons)
        self._redo = []
        self._polygons = polygons

    def _tell(self) -> None:
        self.refused.emit("")
        self.changed.emit()

    def _refuse_crossing(self) -> None:
        self.refused.emit(self.tr("This side would cross another one"))

    def _within(self, at: QPointF) -> QPointF:
        width, height = self._size
        return QPointF(min(max(at.x(), 0.0), width), min(max(at.y(), 0.0), height))

    def _near(self, a: QPointF, b: QPointF) -> bool:
        return self._distance(a, b) <= _REACH / 2

    def _distance(self, a: QPointF, b: QPointF) -> float:
        return QLineF(self._view.point_of(a), self._view.point_of(b)).length()

    def _corner_at(self, at: QPointF) -> tuple[int, int] | None:
        near = [
            (self._distance(at, QPointF(*corner)), (index, number))
            for index, polygon in enumerate(self._polygons)
            for number, corner in enumerate(polygon.corners)
        ]
        distance, found = min(near, default=(_REACH + 1, (0, 0)))
        return found if distance <= _REACH else None

    def _side_at(self, at: QPointF) -> tuple[int, int] | None:
        """The polygon and the corner that a side begins at."""
        here = self._view.point_of(at)
        for index, polygon in enumerate(self._polygons):
            places = [self._view.point_of(QPointF(*corner)) for corner in polygon.corners]
            for number, start in enumerate(places):
                end = places[(number + 1) % len(places)]
                if _from_segment(here, start, end) <= _REACH / 2:
                    return index, number
        return None


def _is_simple(corners: list[tuple[float, float]]) -> bool:
    """Whether an outline encloses something and no side meets another."""
    points = [QPointF(*corner) for corner in corners]
    if area(points) < 1:
        return False
    begun = points[:1]
    for point in points[1:]:
        if point == begun[-1] or crosses(begun, point):
            return False
        begun.append(point)
    return not crosses(begun, begun[0], closing=True)


def _from_segment(at: QPointF, start: QPointF, end: QPointF) -> float:
    along, away = end - start, at - start
    length = QPointF.dotProduct(along, along)
    share = 0.0 if length == 0 else QPointF.dotProduct(away, along) / length
    nearest = start + along * min(max(share, 0.0), 1.0)
    return QLineF(at, nearest).length()


def _draw_corner(painter: QPainter, at: QPointF, colour: QColor) -> None:
    painter.setPen(QPen(_HALO, 1.5))
    painter.setBrush(colour)
    painter.drawRect(QRectF(at.x() - _HALF, at.y() - _HALF, 2 * _HALF, 2 * _HALF))
