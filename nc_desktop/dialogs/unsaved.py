"""What shall become of unsaved work before the project is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget


class UnsavedQuestion(QMessageBox):
    """Save, do not save, or stay. It does not block: the answer is a signal."""

    save_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Unsaved changes"))
        if name:
            self.setText(self.tr("Save the changes of {name}?").format(name=name))
        else:
            self.setText(self.tr("Save this project?"))
        self.setInformativeText(self.tr("What is not saved is lost."))
        roles = QMessageBox.ButtonRole
        self.save = self.addButton(self.tr("Save"), roles.AcceptRole)
        self.discard = self.addButton(self.tr("Do not save"), roles.DestructiveRole)
        self.stay = self.addButton(self.tr("Cancel"), roles.RejectRole)
        for button in (self.save, self.discard, self.stay):
            button.setIcon(QIcon())  # Qt's own are black, in the dark theme too
        self.setDefaultButton(self.save)
        self.setEscapeButton(self.stay)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: object) -> None:
        if button is self.save:
            self.save_wanted.emit()
        elif button is self.discard:
            self.discard_wanted.emit()
