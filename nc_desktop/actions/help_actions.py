"""The menu *Help*."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.dialogs.program_dialogs import ProgramDialogs


class HelpActions(MenuActions):
    """What the program says of itself."""

    def __init__(self, window: QWidget, dialogs: ProgramDialogs) -> None:
        super().__init__(window)
        self.shortcuts = self.action(
            dialogs.show_shortcuts, key=QKeySequence.StandardKey.HelpContents
        )
        self.doctor = self.action(dialogs.show_doctor)
        self.about = self.action(dialogs.show_about)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self._log_place = self.menu.addSeparator()
        self.menu.insertActions(self._log_place, [self.shortcuts, self.doctor])
        self.menu.addAction(self.about)
        self.retranslate()

    def add_log(self, toggle: QAction) -> None:
        """Offer to open the log panel."""
        self.menu.insertAction(self._log_place, toggle)

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Help"))
        for action, text, tip in (
            (self.shortcuts, self.tr("&Keyboard and mouse"), self.tr("All keys, searchable")),
            (
                self.doctor,
                self.tr("&Examine this machine…"),
                self.tr("What may hinder the program here, and the ways out"),
            ),
            (self.about, self.tr("&About"), self.tr("Versions and licences")),
        ):
            set_texts(action, text, tip)
