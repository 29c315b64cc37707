"""The menu *Edit*: undo and redo."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.session.history import History


class EditActions(MenuActions):
    """Each says what it would undo or do again."""

    def __init__(self, window: QWidget, history: History) -> None:
        super().__init__(window)
        self._history = history
        self.undo = self.action(history.undo, icon="undo", key=QKeySequence.StandardKey.Undo)
        self.redo = self.action(history.redo, icon="redo")
        keys = [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")]  # some systems have one only
        self.redo.setShortcuts(keys)
        self.menu.addActions([self.undo, self.redo])
        history.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Edit"))
        history = self._history
        undone, redone = history.undo_text, history.redo_text
        text = self.tr("&Undo {edit}").format(edit=undone) if undone else self.tr("&Undo")
        set_texts(
            self.undo,
            text,
            self.tr("Take back the last edit of templates, layers, areas, settings or judgements"),
        )
        text = self.tr("&Redo {edit}").format(edit=redone) if redone else self.tr("&Redo")
        set_texts(self.redo, text, self.tr("Do again what was taken back last"))
        self.undo.setEnabled(bool(undone))
        self.redo.setEnabled(bool(redone))
