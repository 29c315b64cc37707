"""What every tool of the map has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView


class MapTool(QObject):
    """Gets the left button, the moves and the keys of the map while `MapView.use_tool` has it.

    It may be used again after it has ended. Positions are in the pixels of the active scene.
    """

    ended = Signal(bool)
    """True: done; False: given up with Esc, by another tool, or because the scene was closed."""
    hint_changed = Signal()

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self._view = view
        self._problem = ""

    @property
    def hint(self) -> str:
        """What to do now, for the status bar, in the user's language."""
        return ""

    @property
    def problem(self) -> str:
        """Why the last step was refused; empty when it was not."""
        return self._problem

    @property
    def cursor(self) -> Qt.CursorShape:
        """How the cursor looks over the map."""
        return Qt.CursorShape.CrossCursor

    def start(self) -> None:
        """The map uses it from now on."""

    def stop(self) -> None:
        """The map uses another one, or none: give up what is not done. Called by the map."""

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The left button goes down."""

    def move(self, at: QPointF) -> None:
        """The cursor moves, with the left button up or down."""

    def release(self, at: QPointF) -> None:
        """The left button goes up after a `press`."""

    def double_click(self, at: QPointF) -> None:
        """Comes after a press and a release, in place of the second press; no release follows."""

    def right_click(self) -> None:
        """The right button was clicked: give up."""
        self.ended.emit(False)

    def wants_key(self, event: QKeyEvent) -> bool:
        """Whether a key is the tool's although it is the shortcut of an action."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """A key was pressed on the map; True if it was the tool's."""
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit(False)
            return True
        return False

    def refuse(self, reason: str) -> None:
        """Say beside the work why a step is not possible; an empty reason takes it back."""
        self._problem = reason
        self.hint_changed.emit()
