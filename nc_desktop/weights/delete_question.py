"""What is asked before weights are deleted. It does not block."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from nc_desktop.weights.known_weights import WeightsKind


class DeleteQuestion(QMessageBox):
    """Shall weights be deleted, with what that means?"""

    delete_wanted = Signal()

    def __init__(
        self, name: str, kind: WeightsKind, parent: QWidget, *, used: bool, default: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Delete weights"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(self.tr("Delete the weights {name}?").format(name=name))
        said = [self.tr("It cannot be undone.")]
        if kind == "trained":
            said.append(self.tr("Log and curves of the run stay."))
        else:
            said.append(self.tr("The file that was imported stays where it was."))
        if used:
            said.append(
                self.tr("The open project matches with them; it would use the shipped ones.")
            )
        if default:
            said.append(self.tr("They are the default; the shipped ones would be."))
        self.setInformativeText(" ".join(said))
        roles = QMessageBox.ButtonRole
        self.delete = self.addButton(self.tr("Delete"), roles.DestructiveRole)
        self.stay = self.addButton(self.tr("Keep"), roles.RejectRole)
        for button in (self.delete, self.stay):
            button.setIcon(QIcon())  # Qt's own are black, in the dark theme too
        self.setDefaultButton(self.stay)
        self.setEscapeButton(self.stay)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: QAbstractButton) -> None:
        if button is self.delete:
            self.delete_wanted.emit()
