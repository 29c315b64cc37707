"""What the actions of every menu have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QMenu, QToolBar

from nc_desktop.icons import themed_icon


class MenuActions(QObject):
    """The actions of one menu. They do by themselves what they stand for.

    A subclass makes its actions, puts them into `menu`, and keeps their texts and whether they are
    enabled up to date.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.menu = QMenu()
        self.menu.setToolTipsVisible(True)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Put the frequent ones into the tool bar; none by default."""

    def retranslate(self) -> None:
        """Set every text again."""

    def retheme(self, palette: QPalette) -> None:
        """Tint the icons."""
        for action in self.findChildren(QAction):
            if name := action.property("icon_name"):
                action.setIcon(themed_icon(str(name), palette))

    def action(
        self,
        do: Callable[[], object] | None = None,
        *,
        icon: str = "",
        key: QKeySequence.StandardKey | str = "",
    ) -> QAction:
        """A new action.

        Args:
            do: called when it is triggered.
            icon: name of a file in `resources/icons`.
            key: shortcut in the whole window.
        """
        action = QAction(self)
        action.setProperty("icon_name", icon)
        if key:
            action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if do is not None:
            action.triggered.connect(lambda _=False: do())
        return action

    def choice(self, group: QActionGroup, value: str) -> QAction:
        """A new action of a group of which one is checked; `data()` is its value."""
        action = QAction(self)
        action.setCheckable(True)
        action.setData(value)
        group.addAction(action)
        return action


def set_texts(action: QAction, text: str, tip: str = "") -> None:
    """Text, and a tool tip with the key, as Qt would make it from the text alone."""
    action.setText(text)
    said = tip or text.replace("&", "").removesuffix("…")
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{said} ({key})" if key else said)
    action.setStatusTip(tip)
