"""Gives one command another key, and says which other command would lose it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.commands.command import Command, as_written
from nc_desktop.commands.keys import KeyBindings
from nc_desktop.translated_widget import TranslatedWidget


class KeyEditor(TranslatedWidget):
    """A field that takes what is pressed.

    A free key is in force at once; one that another command has is taken away from it only when
    that is asked for.
    """

    def __init__(self, keys: KeyBindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._command: Command | None = None
        self._wanted: tuple[str, ...] = ()  # keys that another command has
        self.name, self.note = QLabel(), QLabel()
        for label in (self.name, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(2)
        self.remove, self.reset, self.reassign = QPushButton(), QPushButton(), QPushButton()
        for button in (self.remove, self.reset, self.reassign):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        for widget in (self.field, self.remove, self.reset):
            row.addWidget(widget)
        told = QHBoxLayout()
        told.addWidget(self.note, 1)
        told.addWidget(self.reassign, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.name)
        layout.addLayout(row)
        layout.addLayout(told)
        self.field.editingFinished.connect(self._on_typed)
        self.remove.clicked.connect(self._remove)
        self.reset.clicked.connect(self._reset)
        self.reassign.clicked.connect(self._reassign)
        keys.changed.connect(self._show)
        self.retranslate()
        self.edit(None)

    @property
    def command(self) -> Command | None:
        """Whose key is edited."""
        return self._command

    def edit(self, command: Command | None) -> None:
        """Edit the key of a command; without one there is nothing to be edited."""
        self._command = command if command is not None and command.name else None
        self._wanted = ()
        self._show()
        self.note.setText(self._hint())

    def retranslate(self) -> None:
        """Set every text again."""
        self.remove.setText(self.tr("No key"))
        self.remove.setToolTip(
            self.tr("Take the key away, for a command that gets in your way when it is hit")
        )
        self.reset.setText(self.tr("Reset"))
        self.reset.setToolTip(self.tr("Give the command its key of the first start again"))
        self.reassign.setText(self.tr("Reassign"))
        self.reassign.setToolTip(self.tr("Take the key away from the other command"))
        self.field.setToolTip(
            self.tr("Click here and press the keys that shall run the command, in place of others")
        )
        for line in self.field.findChildren(QLineEdit):
            line.setPlaceholderText(self.tr("Press the new keys here"))
        self.note.setText(self._hint())
        self._show()

    def _hint(self) -> str:
        if self._command is None:
            return self.tr("Choose a command, to give it another key.")
        return self.tr("Press the new keys in the field. They are in force at once.")

    @Slot()
    def _show(self) -> None:
        command = self._command
        self.name.setText(command.title if command is not None else "")
        self.setEnabled(command is not None)
        self.reassign.setVisible(bool(self._wanted))
        if command is None:
            with QSignalBlocker(self.field):
                self.field.clear()
            return
        self.remove.setEnabled(bool(command.keys))
        self.reset.setEnabled(not self._keys.is_own(command))
        if not self._wanted:
            keys = command.action.shortcuts()
            with QSignalBlocker(self.field):
                self.field.setKeySequence(keys[0] if keys else QKeySequence())

    @Slot()
    def _on_typed(self) -> None:
        command, key = self._command, self.field.keySequence().toString()
        if command is None or not key or key in [k.toString() for k in command.action.shortcuts()]:
            return
        if not self._keys.is_free(key) and key not in self._keys.default(command):
            self._wanted = ()
            self._show()
            text = self.tr("{key} is needed by lists, fields and the map. Take another one.")
            self.note.setText(text.format(key=_written(key)))
            return
        self._ask_or_assign(command, (key,))

    def _ask_or_assign(self, command: Command, keys: tuple[str, ...]) -> None:
        rivals = self._keys.rivals(command, keys)
        if not rivals:
            self._assign(command, keys)
            return
        self._wanted = keys
        names = "», «".join(rival.title for rival in rivals)
        self._show()
        with QSignalBlocker(self.field):
            self.field.setKeySequence(QKeySequence.fromString(keys[0]))
        text = self.tr("{key} belongs to «{command}», which would have no key then.")
        self.note.setText(text.format(key=_written(keys[0]), command=names))

    def _assign(self, command: Command, keys: tuple[str, ...]) -> None:
        self._wanted = ()
        self._keys.assign(command, keys)
        self._show()
        if keys:
            text = self.tr("{key} is in force.")
            written = as_written([QKeySequence.fromString(key) for key in keys])
            self.note.setText(text.format(key=written))
        else:
            self.note.setText(self.tr("The command has no key now."))

    @Slot()
    def _remove(self) -> None:
        if self._command is not None:
            self._assign(self._command, ())

    @Slot()
    def _reset(self) -> None:
        if self._command is not None:
            keys = self._keys.default(self._command)
            if keys:
                self._ask_or_assign(self._command, keys)
            else:
                self._assign(self._command, ())

    @Slot()
    def _reassign(self) -> None:
        if self._command is not None and self._wanted:
            self._assign(self._command, self._wanted)


def _written(key: str) -> str:
    return as_written([QKeySequence.fromString(key)])
