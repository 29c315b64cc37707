"""Drawing a rectangle on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from nc_desktop.map.tools.drawing_tool import DrawingTool

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView


class DrawRectangle(DrawingTool):
    """Two opposite corners: by a drag, or by a click on each. Shift makes it a square."""

    drawn = Signal(list)
    """Its four corners as (col, row), clockwise from the upper left; `ended(True)` follows."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view, closed=True)
        self._pressed_at: QPointF | None = None
        self._square = False

    @property
    def hint(self) -> str:
        """What to do now."""
        if not self._corners:
            return self.tr("Draw a rectangle: drag, or click two corners · Esc gives up")
        return self.tr("Click the opposite corner · Backspace begins again · Esc gives up")

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The first corner, or the second of two clicks."""
        self._pressed_at = at
        self._square = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if not self._corners:
            self._corners = [at]
            self.refuse("")
        self.move(at)

    def move(self, at: QPointF) -> None:
        """The opposite corner follows the cursor."""
        self._cursor_at = at
        self.redraw()

    def release(self, at: QPointF) -> None:
        """The end of a drag, or of the second click."""
        if not self._corners or self._pressed_at is None:
            return
        first_click = self._pressed_at == self._corners[0]
        self._pressed_at = None
        self._cursor_at = at
        rect = self._rect(at)
        if max(rect.width(), rect.height()) <= self.radius and first_click:
            return  # a click: the second one is to come
        if min(rect.width(), rect.height()) * self._view.viewpoint.scale < 1:
            self.refuse(self.tr("A rectangle needs width and height"))
            return
        corners = [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()]
        self.drawn.emit([(corner.x(), corner.y()) for corner in corners])
        self.ended.emit(True)

    def double_click(self, at: QPointF) -> None:
        """Too close for two corners: the second one is still to come."""

    def key(self, event: QKeyEvent) -> bool:
        """Backspace begins again."""
        if event.key() == Qt.Key.Key_Backspace:
            self.undo_corner()
            return True
        return super().key(event)

    def redraw(self) -> None:
        """Show the rectangle between the first corner and the cursor."""
        if self._band is None:
            return
        if not self._corners or self._cursor_at is None:
            self._band.set_points([])
            return
        rect = self._rect(self._cursor_at)
        self._band.set_points(
            [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()]
        )

    def _rect(self, at: QPointF) -> QRectF:
        first = self._corners[0]
        size = at - first
        if self._square:
            side = max(abs(size.x()), abs(size.y()))
            size = QPointF(side if size.x() >= 0 else -side, side if size.y() >= 0 else -side)
        return QRectF(first, first + size).normalized()
