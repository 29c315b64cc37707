"""Drawing a polygon on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from nc_desktop.map.tools.drawing_tool import DrawingTool
from nc_desktop.map.tools.outline import area, crosses

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView


class DrawPolygon(DrawingTool):
    """A click for each corner; a double click, Enter, a right click or the first corner closes.

    Sides that would cross an earlier one are refused, so that an area is always enclosed.
    """

    drawn = Signal(list)
    """Its corners as (col, row), the first not repeated; `ended(True)` follows."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view, closed=True)

    @property
    def hint(self) -> str:
        """What to do now."""
        if not self._corners:
            return self.tr("Draw a polygon: click its corners · Esc gives up")
        return self.tr(
            "Double click or Enter closes the polygon · Backspace takes the last corner away"
            " · Esc gives up"
        )

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Another corner, or the first one again."""
        self.move(at)
        if len(self._corners) > 2 and self._near(at, self._corners[0]):
            self.close()
        elif not self._corners or not self._near(at, self._corners[-1]):
            if crosses(self._corners, at):
                self._refuse_crossing()
            else:
                self._corners.append(at)
                self.refuse("")
        self.redraw()

    def move(self, at: QPointF) -> None:
        """The next corner follows the cursor."""
        self._cursor_at = at
        self.redraw()

    def double_click(self, at: QPointF) -> None:
        """The click before it has set the last corner."""
        self.close()

    def right_click(self) -> None:
        """Close what can be closed, as other GIS do; give up what is hardly begun."""
        if len(self._corners) > 2:
            self.close()
        else:
            self.ended.emit(False)

    def key(self, event: QKeyEvent) -> bool:
        """Enter closes, Backspace takes the last corner away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
            return True
        if event.key() == Qt.Key.Key_Backspace:
            self.undo_corner()
            return True
        return super().key(event)

    def close(self) -> None:
        """End with the corners that are set, if they enclose an area."""
        corners = self._corners
        if len(corners) < 3 or area(corners) * self._view.viewpoint.scale**2 < 1:
            self.refuse(self.tr("A polygon needs three corners that do not lie on one line"))
        elif crosses(corners, corners[0], closing=True):
            self._refuse_crossing()
        else:
            self.drawn.emit([(corner.x(), corner.y()) for corner in corners])
            self.ended.emit(True)

    def redraw(self) -> None:
        """Show the outline through the cursor; in red where that cannot be its next corner."""
        if self._band is None:
            return
        at = self._cursor_at
        points = list(self._corners)
        wrong = False
        if at is not None and points and not self._near(at, points[-1]):
            wrong = crosses(points, at) and not (len(points) > 2 and self._near(at, points[0]))
            points.append(at)
        self._band.set_points(points, fixed=len(self._corners), valid=not wrong)

    def _refuse_crossing(self) -> None:
        self.refuse(self.tr("This side would cross another one"))

    def _near(self, a: QPointF, b: QPointF) -> bool:
        return (a - b).manhattanLength() <= self.radius
