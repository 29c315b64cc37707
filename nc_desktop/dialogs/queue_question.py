"""Shall matches that run and wait be given up?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget


class QueueQuestion(QMessageBox):
    """Give them up, or stay. It does not block: the answer is a signal."""

    give_up_wanted = Signal()

    def __init__(self, matches: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Matches are not done"))
        self.setText(self.tr("%n match(es) run or wait. Cancel them?", "", matches))
        self.setInformativeText(self.tr("Results of those that are done stay."))
        roles = QMessageBox.ButtonRole
        self.give_up = self.addButton(self.tr("Cancel the matches"), roles.DestructiveRole)
        self.stay = self.addButton(self.tr("Keep working"), roles.RejectRole)
        for button in (self.give_up, self.stay):
            button.setIcon(QIcon())  # Qt's own are black, in the dark theme too
        self.setDefaultButton(self.stay)
        self.setEscapeButton(self.stay)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: object) -> None:
        if button is self.give_up:
            self.give_up_wanted.emit()
