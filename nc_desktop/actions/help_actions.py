"""The menu *Help*."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QWidget

import neurocorrelator as nc
from nc_desktop.actions.menu_actions import MenuActions, set_texts


class HelpActions(MenuActions):
    """What the program says of itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.about = self.action(self._show_about)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.menu.addAction(self.about)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Help"))
        set_texts(self.about, self.tr("&About"))

    def _show_about(self) -> None:
        text = self.tr(
            "Neurocorrelator {version}\n\nFinds where in a large georeferenced scene a"
            " picture was taken."
        ).format(version=nc.__version__)
        QMessageBox.about(self._window, self.tr("About Neurocorrelator"), text)
