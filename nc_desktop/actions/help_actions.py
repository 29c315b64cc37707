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
        self.guide = self.action(dialogs.show_guide, key=QKeySequence.StandardKey.HelpContents)
        self.commands = self.action(key="Ctrl+Shift+P")
        self.tour = self.action()
        self.shortcuts = self.action(dialogs.show_shortcuts, key="Ctrl+F1")
        self.doctor = self.action(dialogs.show_doctor)
        self.about = self.action(dialogs.show_about)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self._log_place = self.menu.addSeparator()
        first = self.menu.insertSeparator(self._log_place)
        self.menu.insertActions(first, [self.guide, self.commands, self.tour])
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
            (
                self.guide,
                self.tr("&User guide"),
                self.tr("How to work with the program and how it finds a place, without a network"),
            ),
            (
                self.commands,
                self.tr("All &commands…"),
                self.tr("Run any command by some letters of its name, without the mouse"),
            ),
            (
                self.tour,
                self.tr("Take the &tour"),
                self.tr("Be led through a first match on the demo, in about a minute"),
            ),
            (
                self.shortcuts,
                self.tr("&Keyboard and mouse"),
                self.tr("All keys, to be searched and changed"),
            ),
            (
                self.doctor,
                self.tr("&Examine this machine…"),
                self.tr("What may hinder the program here, and the ways out"),
            ),
            (self.about, self.tr("&About"), self.tr("Versions and licences")),
        ):
            set_texts(action, text, tip)
