"""The menu *Training*."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

if TYPE_CHECKING:  # made late: the window is painted first
    from nc_desktop.training.training_window import TrainingWindow


class TrainingActions(MenuActions):
    """Trains weights, and lists those that there are.

    Attributes:
        wizard: the window of training, once it was opened.
    """

    def __init__(self, window: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self.wizard: TrainingWindow | None = None
        self.train = self.action(self.show_wizard)
        self.menu.addAction(self.train)
        self.retranslate()

    def show_wizard(self) -> None:
        """Open the window of training, as it was left."""
        if self.wizard is None:
            from nc_desktop.training.training_window import TrainingWindow

            self.wizard = TrainingWindow(self._session, self._settings, self._window)
        self.wizard.present()

    def ask_before_closing(self, then: Callable[[], object]) -> bool:
        """Ask whether a run that is watched shall go on; see `TrainingWindow`."""
        if self.wizard is None:
            return False
        asked = self.wizard.ask_before_leaving(then)
        if asked:
            self.wizard.present()
        return asked

    def shutdown(self) -> None:
        """Join the threads of the wizard; runs go on."""
        if self.wizard is not None:
            self.wizard.shutdown()

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Training"))
        set_texts(
            self.train,
            self.tr("&Train…"),
            self.tr("Train weights on pictures of the same places, and match with them"),
        )
