"""How a user finds the way: the list of all commands, keys of one's own, and the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from nc_desktop.languages import LanguageSwitch
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

if TYPE_CHECKING:  # made late: the window is painted first
    from nc_desktop.dialogs.command_palette import CommandPalette
    from nc_desktop.main_window import MainWindow
    from nc_desktop.tour.tour import Tour


class Wayfinding(QObject):
    """Made when the window is whole: what it gathers must be there.

    Attributes:
        palette: the list of all commands, once it was asked for.
        tour: once it was begun.
    """

    def __init__(
        self, window: MainWindow, session: Session, settings: Settings, languages: LanguageSwitch
    ) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._settings, self._languages = settings, languages
        self.palette: CommandPalette | None = None
        self.tour: Tour | None = None
        window.help_actions.commands.triggered.connect(self.show_commands)
        window.help_actions.tour.triggered.connect(self.start_tour)
        window.dialogs.keys.changed.connect(self._tell_keys)
        window.dialogs.keys.refresh()
        self._tell_keys()

    @Slot()
    def show_commands(self) -> None:
        """Open the list of all commands, or close it."""
        if self.palette is None:
            from nc_desktop.commands.obstacles import Obstacles
            from nc_desktop.dialogs.command_palette import CommandPalette

            window = self._window
            obstacles = Obstacles(self._session, window.templates, window.layers, self)
            self.palette = CommandPalette(
                window, window.dialogs.keys, obstacles, self._settings, self._languages
            )
        self.palette.toggle()

    @Slot()
    def start_tour(self) -> None:
        """Begin the tour, from its first step."""
        if self.tour is None:
            self.tour = self._make_tour()
        self.tour.start()

    def offer_tour(self) -> None:
        """Begin the tour at the very first start, and never again by itself."""
        if not self._settings.tour_shown:
            self._settings.tour_shown = True
            self.start_tour()

    @Slot()
    def _tell_keys(self) -> None:
        """Tool tips name the keys that are in force."""
        self._window.retranslate()
        self._window.match_panel.show_keys(self._window.search_actions.match)

    def _make_tour(self) -> Tour:
        from nc_desktop.tour.steps import TourSteps
        from nc_desktop.tour.tour import Tour

        window = self._window
        steps = TourSteps(
            self._session,
            start_page=window.start_page.demo,
            menu=window.menuBar(),
            map_view=window.map,
            templates=window.templates,
            match=window.match_panel.match,
            results=window.results,
            details=window.details,
            export=self._export_button,
            judge=self._judging,
            guide=window.help_actions.guide,
            palette=window.help_actions.commands,
            parent=self,
        )
        return Tour(window, steps)

    def _export_button(self) -> QWidget | None:
        action = self._window.project_actions.export
        for bar in self._window.findChildren(QToolBar):
            button = bar.widgetForAction(action)
            if button is not None:
                return button
        return None

    def _judging(self) -> QAction | None:
        """The action that accepts a match."""
        self._window.dialogs.keys.refresh()
        named = (c for c in self._window.dialogs.keys.commands if c.name.endswith(".accept"))
        return next((command.action for command in named), None)
