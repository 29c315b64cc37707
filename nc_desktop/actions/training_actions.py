"""The menu *Training*."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.map.map_view import MapView
from nc_desktop.panels.match_details import MatchDetails
from nc_desktop.panels.match_settings_form import MatchSettingsForm
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings
from nc_desktop.weights.weights_store import WeightsStore

if TYPE_CHECKING:  # made late: the window is painted first
    from nc_desktop.training.training_window import TrainingWindow
    from nc_desktop.weights.models_window import ModelsWindow


class TrainingActions(MenuActions):
    """Trains weights, and lists those that there are.

    Attributes:
        wizard: the window of training, once it was opened.
        models: the window of weights, once it was opened.
        weights: those that there are.
    """

    def __init__(
        self, window: QWidget, session: Session, settings: Settings, view: MapView
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings, self._map = window, session, settings, view
        self.wizard: TrainingWindow | None = None
        self.models: ModelsWindow | None = None
        self.weights = WeightsStore(session.project, settings, self)
        self.train = self.action(self.show_wizard)
        self.show_models = self.action(self._show_models)
        self.menu.addAction(self.train)
        self.menu.addAction(self.show_models)
        if session.project.default_options != session.project.options:
            session.project.set_options(session.project.default_options)
            session.history.forget()  # nobody did that
        self.retranslate()

    def show_wizard(self) -> None:
        """Open the window of training, as it was left."""
        if self.wizard is None:
            from nc_desktop.training.training_window import TrainingWindow

            self.wizard = TrainingWindow(self._session, self._settings, self._map, self._window)
            self.wizard.offer_weights(self.weights)
        self.wizard.present()

    def offer_weights(self, form: MatchSettingsForm) -> None:
        """Let weights be chosen by name in the settings of a match."""
        self.weights.changed.connect(lambda: form.weights.offer(self.weights.choices()))
        form.advanced.toggled.connect(lambda _open: self.weights.refresh())
        self.weights.refresh()

    def name_weights(self, details: MatchDetails) -> None:
        """Let weights be called in the details of a match as they are in the list of models."""
        self.weights.changed.connect(
            lambda: details.name_weights({path: name for name, path in self.weights.choices()})
        )

    def _show_models(self) -> None:
        if self.models is None:
            from nc_desktop.weights.models_window import ModelsWindow

            self.models = ModelsWindow(self.weights, self._settings, self._window)
        self.models.present()

    def ask_before_closing(self, then: Callable[[], object]) -> bool:
        """Ask whether a run that is watched shall go on; see `TrainingWindow`."""
        if self.wizard is None:
            return False
        asked = self.wizard.ask_before_leaving(then)
        if asked:
            self.wizard.present()
        return asked

    def shutdown(self) -> None:
        """Join the threads; runs go on."""
        self.weights.shutdown()
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
        set_texts(
            self.show_models,
            self.tr("&Models…"),
            self.tr("List the weights that there are; use, import, rename, export, delete them"),
        )
