"""What mouse, wheel and keys do on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QRubberBand, QWidget

from nc_desktop.map.view_history import Viewpoint

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

_NOTCH = 120.0  # Qt's units of a step of a usual wheel
_PER_NOTCH = 1.4
_FINER = 4.0  # steps with Ctrl are so many times smaller
_KEY_FACTOR = 1.5
_KEY_STEP = 0.15  # of the view, for an arrow key
_CLICK_FACTOR = 2.0
_CLICK_RADIUS = 4  # a press that moves no farther is a click
_SMALLEST_BOX = 6  # pixels of the screen that a box must have to be zoomed to

_LEFT, _MIDDLE, _RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ARROWS = {
    Qt.Key.Key_Left: QPointF(1, 0),
    Qt.Key.Key_Right: QPointF(-1, 0),
    Qt.Key.Key_Up: QPointF(0, 1),
    Qt.Key.Key_Down: QPointF(0, -1),
}
_TOOL_KEYS = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Delete,
)


class Navigation(QObject):
    """Takes the events of the map's viewport before pyqtgraph does.

    The wheel zooms at the cursor (finer with Ctrl); a drag with the left button moves the map, with
    Shift it zooms to a box, with Ctrl it selects; the middle button and Space with a drag move the
    map in every tool. Everything else goes to the tool in use.
    """

    def __init__(self, view: MapView, graphics: QWidget) -> None:
        super().__init__(view)
        self._view, self._graphics = view, graphics
        self.modifiers = Qt.KeyboardModifier.NoModifier
        self._pressed: tuple[Qt.MouseButton, QPointF, Viewpoint] | None = None
        self._moved = False
        self._double = False
        self._pans = False
        self._to_tool = False
        self._space = False
        self._band: QRubberBand | None = None
        self._cursor: QPointF | None = None
        view.cursor_left.connect(self._on_left)
        graphics.installEventFilter(self)
        view.viewport.installEventFilter(self)

    def show_cursor(self) -> None:
        """Show what the mouse would do."""
        tool = self._view.tool
        if self._pressed is not None and self._pans and self._moved:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = Qt.CursorShape.ArrowCursor if tool is None else tool.cursor
        self._view.viewport.setCursor(shape)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what belongs to the map."""
        if watched is self._graphics:
            return self._on_keys(event)
        handler: Any = {
            QEvent.Type.MouseButtonPress: self._on_press,
            QEvent.Type.MouseMove: self._on_move,
            QEvent.Type.MouseButtonRelease: self._on_release,
            QEvent.Type.MouseButtonDblClick: self._on_double_click,
            QEvent.Type.Wheel: self._on_wheel,
            QEvent.Type.NativeGesture: self._on_gesture,
        }.get(event.type())
        if handler is None:
            return False
        if not self._view.extent.isEmpty():
            handler(event)
        event.accept()
        return True

    def _on_wheel(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()  # Alt swaps them
        if self._pressed is not None or not turned:
            return
        notches = turned / _NOTCH
        if event.modifiers() & _CTRL:
            notches /= _FINER
        self._view.zoom_by(_PER_NOTCH**notches, event.position())

    def _on_gesture(self, event: QNativeGestureEvent) -> None:
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._view.zoom_by(max(1 + event.value(), 0.1), event.position())

    def _on_press(self, event: QMouseEvent) -> None:
        view, button = self._view, event.button()
        self._graphics.setFocus(Qt.FocusReason.MouseFocusReason)
        self.modifiers = event.modifiers()
        if button == Qt.MouseButton.BackButton:
            view.go_back()
        elif button == Qt.MouseButton.ForwardButton:
            view.go_forward()
        elif self._pressed is None and button in (_LEFT, _MIDDLE, _RIGHT):
            self._pressed = (button, event.position(), view.viewpoint)
            self._moved = self._double = False
            tool = view.tool
            self._to_tool = tool is not None and button == _LEFT and not self._space
            held = self.modifiers & (_SHIFT | _CTRL)
            self._pans = button == _MIDDLE or (
                button == _LEFT and not self._to_tool and (self._space or not held)
            )
            if self._to_tool and tool is not None:
                tool.press(view.position_at(event.position()), self.modifiers)

    def _on_move(self, event: QMouseEvent) -> None:
        view, tool, at = self._view, self._view.tool, event.position()
        if self._pressed is not None:
            button, start, before = self._pressed
            if not event.buttons() & button:  # the release went elsewhere
                self._forget_press()
                return
            if not self._moved and (at - start).manhattanLength() > _CLICK_RADIUS:
                self._moved = True
                self.show_cursor()
            if self._moved and self._pans:
                step = (at - start) * (1 / before.scale)
                view.move_without_record(
                    Viewpoint(before.col - step.x(), before.row - step.y(), before.scale)
                )
            elif self._moved and button == _LEFT and not self._to_tool and not self._double:
                self._draw_box(start, at)
        position = view.position_at(at)
        self._cursor = at
        if tool is not None and not self._pans:
            tool.move(position)
        view.cursor_moved.emit(position.x(), position.y())

    def _on_release(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != self._pressed[0]:
            return
        button, start, _ = self._pressed
        moved, double, pans, to_tool = self._moved, self._double, self._pans, self._to_tool
        box = self._band.geometry() if self._band is not None else QRect()
        self._forget_press()
        view, position = self._view, self._view.position_at(event.position())
        if to_tool:
            if view.tool is not None and not double:
                view.tool.release(position)
        elif pans and moved:
            view.record("drag")
        elif button == _LEFT and moved:
            self._use_box(box)
        elif button == _LEFT and not double and not self._space:
            place = view.position_at(start)
            view.clicked.emit(place.x(), place.y())
        elif button == _RIGHT and not moved:
            if view.tool is not None:
                view.tool.right_click()
            else:
                screen = event.globalPosition().toPoint()
                view.context_requested.emit(position.x(), position.y(), screen)

    def _on_double_click(self, event: QMouseEvent) -> None:
        view, tool = self._view, self._view.tool
        if event.button() != _LEFT:
            self._on_press(event)
            return
        self._pressed = (_LEFT, event.position(), view.viewpoint)
        self._moved, self._double, self._pans = False, True, False
        self._to_tool = tool is not None and not self._space
        self.modifiers = event.modifiers()
        if tool is not None and self._to_tool:
            tool.double_click(view.position_at(event.position()))
        elif tool is None:
            view.zoom_by(_CLICK_FACTOR, event.position(), "jump")

    def _forget_press(self) -> None:
        self._pressed = None
        if self._band is not None:
            self._band.hide()
            self._band.deleteLater()
            self._band = None
        self.show_cursor()

    def _draw_box(self, start: QPointF, at: QPointF) -> None:
        if self._band is None:
            self._band = QRubberBand(QRubberBand.Shape.Rectangle, self._view.viewport)
        rect = QRectF(start, at).normalized()
        self._band.setGeometry(rect.toRect() & self._view.viewport.rect())
        self._band.show()

    def _use_box(self, box: QRect) -> None:
        view = self._view
        corner = view.position_at(QPointF(box.topLeft()))
        scale = view.viewpoint.scale
        ground = QRectF(corner.x(), corner.y(), box.width() / scale, box.height() / scale)
        if self.modifiers & _CTRL:
            view.rectangle_dragged.emit(ground)
        elif max(box.width(), box.height()) >= _SMALLEST_BOX:
            view.zoom_to(ground, span=1.0)

    def _on_keys(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._space:
            self._space = False
            self.show_cursor()
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # the map's own Esc must not be taken for that of a running match
            tool = self._view.tool
            flash = self._view.flash is not None and event.key() == Qt.Key.Key_Escape
            used = tool is not None and (event.key() in _TOOL_KEYS or tool.wants_key(event))
            if flash or used:
                event.accept()
                return True
            return False
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = event.type() == QEvent.Type.KeyPress
            self.show_cursor()
            return True
        return event.type() == QEvent.Type.KeyPress and self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        view, key = self._view, event.key()
        tool = view.tool
        if view.flash is not None and key == Qt.Key.Key_Escape:
            view.end_flash()
            return True
        if tool is not None and tool.key(event):
            return True
        if view.extent.isEmpty() or event.modifiers() & (
            _CTRL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        ):
            return False
        if key in _ARROWS:
            size, step = view.viewport.size(), _ARROWS[Qt.Key(key)] * _KEY_STEP
            if event.modifiers() & _SHIFT:
                step *= 1 / _FINER
            view.pan_by(QPointF(step.x() * size.width(), step.y() * size.height()), "keys")
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            view.zoom_by(_KEY_FACTOR, move="keys")
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            view.zoom_by(1 / _KEY_FACTOR, move="keys")
        elif key == Qt.Key.Key_Home:
            view.zoom_to_extent()
        else:
            return False
        if self._cursor is not None:  # other ground lies under it now
            position = view.position_at(self._cursor)
            view.cursor_moved.emit(position.x(), position.y())
        return True

    def _on_left(self) -> None:
        self._cursor = None
