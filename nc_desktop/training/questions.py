"""What is asked before a run is discarded, or its window closed. Neither blocks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget


class DiscardQuestion(QMessageBox):
    """Shall a run end, and all that it made be removed?"""

    discard_wanted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Discard the run"))
        self.setText(self.tr("End {name} and remove all that it has made?").format(name=name))
        self.setInformativeText(
            self.tr("It cannot be undone. “Stop early” ends it too, and keeps the best epoch.")
        )
        roles = QMessageBox.ButtonRole
        self.discard = self.addButton(self.tr("Discard"), roles.DestructiveRole)
        self.stay = self.addButton(self.tr("Keep it"), roles.RejectRole)
        _plain((self.discard, self.stay))
        self.setDefaultButton(self.stay)
        self.setEscapeButton(self.stay)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: QAbstractButton) -> None:
        if button is self.discard:
            self.discard_wanted.emit()


class LeaveQuestion(QMessageBox):
    """Shall the training go on while nobody looks?"""

    keep_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Training is not done"))
        self.setText(self.tr("Shall {name} go on?").format(name=name))
        self.setInformativeText(
            self.tr("It needs neither this window nor the program; it is found again under Train.")
        )
        roles = QMessageBox.ButtonRole
        self.keep = self.addButton(self.tr("Keep training"), roles.AcceptRole)
        self.stop = self.addButton(self.tr("Stop early"), roles.DestructiveRole)
        self.stay = self.addButton(self.tr("Stay here"), roles.RejectRole)
        _plain((self.keep, self.stop, self.stay))
        self.setDefaultButton(self.keep)
        self.setEscapeButton(self.stay)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: QAbstractButton) -> None:
        if button is self.keep:
            self.keep_wanted.emit()
        elif button is self.stop:
            self.stop_wanted.emit()


def _plain(buttons: tuple[QAbstractButton, ...]) -> None:
    for button in buttons:
        button.setIcon(QIcon())  # Qt's own are black, in the dark theme too
