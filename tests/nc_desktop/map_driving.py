"""Mouse, wheel and keys on the map, as a person uses them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from nc_desktop.map.map_view import MapView
from tests.nc_desktop.driving import App

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
NO_KEYS = Qt.KeyboardModifier.NoModifier


def send(
    view: MapView,
    kind: QEvent.Type,
    at: QPointF,
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
    *,
    held: Qt.MouseButton = Qt.MouseButton.NoButton,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    """Send a mouse event with its buttons and keys."""
    on_screen = QPointF(view.viewport.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(view.viewport, QMouseEvent(kind, at, on_screen, button, held, keys))


def drag(
    view: MapView,
    start: QPointF,
    end: QPointF,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    """Press, move in steps, release."""
    send(view, QEvent.Type.MouseButtonPress, start, button, held=button, keys=keys)
    for step in range(1, 6):
        at = start + (end - start) * (step / 5)
        send(view, QEvent.Type.MouseMove, at, held=button, keys=keys)
    send(view, QEvent.Type.MouseButtonRelease, end, button, keys=keys)


def move(view: MapView, at: QPointF) -> None:
    """Move without a button."""
    send(view, QEvent.Type.MouseMove, at)


def click(view: MapView, at: QPointF, button: Qt.MouseButton = LEFT) -> None:
    """Move there, press and release."""
    move(view, at)
    send(view, QEvent.Type.MouseButtonPress, at, button, held=button)
    send(view, QEvent.Type.MouseButtonRelease, at, button)


def double_click(view: MapView, at: QPointF) -> None:
    """What Qt makes of two quick clicks: press, release, double click, release."""
    click(view, at)
    send(view, QEvent.Type.MouseButtonDblClick, at, LEFT, held=LEFT)
    send(view, QEvent.Type.MouseButtonRelease, at, LEFT)


def turn_wheel(
    view: MapView, at: QPointF, delta: int = 120, keys: Qt.KeyboardModifier = NO_KEYS
) -> None:
    """Turn the wheel by so many eighths of a degree."""
    event = QWheelEvent(
        at,
        QPointF(view.viewport.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport, event)


def press_key(app: App, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Press a key where the focus of the window is."""
    target = QApplication.focusWidget() or app.window
    app.qtbot.keyClick(target, key, keys)


def at(view: MapView, col: float, row: float) -> QPointF:
    """Point of the viewport over a pixel, rounded as a mouse has it."""
    return QPointF(view.point_of(col, row).toPoint())
