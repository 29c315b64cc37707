"""What can be done while a template's mask is drawn: below its picture."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.dialogs.mask_editor import MaskEditor
from nc_desktop.icons import themed_icon
from nc_desktop.translated_widget import TranslatedWidget


class MaskBar(TranslatedWidget):
    """Kind of the next polygon, steps, removal; apply or discard. Its keys work while it shows."""

    applied = Signal()
    """The polygons are to be the template's mask."""
    discarded = Signal()
    """They are not."""

    def __init__(self, editor: MaskEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._said = ""
        self.include, self.exclude = QRadioButton(), QRadioButton()
        self.undo, self.redo = QToolButton(), QToolButton()
        self.remove, self.clear = QToolButton(), QToolButton()
        self.apply, self.discard = QPushButton(), QPushButton()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.include.setChecked(True)
        row = QHBoxLayout()
        row.addWidget(self.include)
        row.addWidget(self.exclude)
        row.addSpacing(12)
        for button in (self.undo, self.redo, self.remove, self.clear):
            button.setAutoRaise(True)
            row.addWidget(button)
        row.addStretch(1)
        for push in (self.apply, self.discard):
            push.setAutoDefault(False)
            row.addWidget(push)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.hint)
        layout.addLayout(row)
        self._connect()
        self.retranslate()
        self.retheme()

    def _connect(self) -> None:
        editor = self._editor
        self.include.clicked.connect(self._on_kind)
        self.exclude.clicked.connect(self._on_kind)
        self.undo.clicked.connect(editor.undo)
        self.redo.clicked.connect(editor.redo)
        self.remove.clicked.connect(editor.remove_polygon)
        self.clear.clicked.connect(editor.clear)
        self.apply.clicked.connect(self.applied)
        self.discard.clicked.connect(self.discarded)
        editor.changed.connect(self.refresh)
        editor.refused.connect(self.say)
        standard = QKeySequence.StandardKey
        for keys, do in (
            (standard.Undo, editor.undo),
            (standard.Redo, editor.redo),
            (standard.Delete, editor.remove),
            ("Backspace", editor.undo),
            ("Return", editor.close_polygon),
            ("Enter", editor.close_polygon),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def retranslate(self) -> None:
        """Set every text again."""
        self.include.setText(self.tr("&Keep inside"))
        self.include.setToolTip(self.tr("Look only for what lies in such polygons"))
        self.exclude.setText(self.tr("&Mask inside"))
        self.exclude.setToolTip(self.tr("Do not look for what lies in such a polygon"))
        for button, text in (
            (self.undo, self.tr("Undo (Ctrl+Z)")),
            (self.redo, self.tr("Redo (Ctrl+Shift+Z)")),
            (self.remove, self.tr("Remove the selected polygon")),
            (self.clear, self.tr("Remove all polygons")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.apply.setText(self.tr("&Apply"))
        self.apply.setToolTip(self.tr("Mask the template like this; the next match follows"))
        self.discard.setText(self.tr("&Discard"))
        self.discard.setToolTip(self.tr("Leave the mask as it was"))
        self.refresh()

    def retheme(self) -> None:
        """Tint the icons."""
        palette = self.palette()
        for button, icon in (
            (self.undo, "undo"),
            (self.redo, "redo"),
            (self.remove, "remove"),
            (self.clear, "reset"),
        ):
            button.setIcon(themed_icon(icon, palette))

    @Slot(str)
    def say(self, problem: str) -> None:
        """Say why something was not done; an empty text takes it back."""
        self._said = problem
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Follow the editor."""
        editor = self._editor
        self.undo.setEnabled(editor.can_undo)
        self.redo.setEnabled(editor.can_redo)
        self.remove.setEnabled(editor.selected is not None)
        if editor.selected is not None:
            editor.include = editor.polygons[editor.selected].include
        chosen = self.include if editor.include else self.exclude
        chosen.setChecked(True)
        self.clear.setEnabled(bool(editor.polygons) or editor.drawing)
        self.apply.setEnabled(editor.altered and not editor.drawing)
        self.hint.setText(self._said or self._what_to_do())

    def _what_to_do(self) -> str:
        if self._editor.drawing:
            return self.tr(
                "Click the corners · double click or Enter closes the polygon · Backspace takes a"
                " corner back · Esc gives it up"
            )
        if self._editor.polygons:
            return self.tr(
                "Click to draw another polygon · drag a corner · double click a side for a new"
                " corner, Delete removes one"
            )
        return self.tr("Click the corners of a polygon on the picture; what is shaded is masked")

    @Slot()
    def _on_kind(self) -> None:
        self._editor.include = self.include.isChecked()
        self._editor.switch()
