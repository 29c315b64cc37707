"""The menu *View*: what the map shows, which panels are open, language and theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.languages import LANGUAGES, LanguageSwitch
from nc_desktop.map.map_view import MapView
from nc_desktop.map.project_map import ProjectMap
from nc_desktop.model.project import Project
from nc_desktop.settings import Settings
from nc_desktop.theme import THEMES, apply_theme


class ViewActions(MenuActions):
    """Zoom, panels, language, theme."""

    def __init__(
        self,
        window: QWidget,
        *,
        project: Project,
        map_view: MapView,
        project_map: ProjectMap,
        settings: Settings,
        languages: LanguageSwitch,
    ) -> None:
        super().__init__(window)
        self._project, self._map = project, map_view
        self._settings, self._languages = settings, languages
        standard = QKeySequence.StandardKey
        self.zoom_in = self.action(
            lambda: map_view.zoom_by(1.5), icon="zoom-in", key=standard.ZoomIn
        )
        self.zoom_out = self.action(
            lambda: map_view.zoom_by(1 / 1.5), icon="zoom-out", key=standard.ZoomOut
        )
        self.full_extent = self.action(map_view.zoom_to_extent, icon="full-extent", key="Ctrl+0")
        self.zoom_selection = self.action(
            project_map.zoom_to_selection, icon="zoom-selection", key="Ctrl+J"
        )
        self.languages = QActionGroup(self)
        for code, name in LANGUAGES.items():
            self.choice(self.languages, code).setText(name)
        self.themes = QActionGroup(self)
        for theme in THEMES:
            self.choice(self.themes, theme)
        self.menu.addActions([self.zoom_in, self.zoom_out, self.full_extent, self.zoom_selection])
        self._panels_place = self.menu.addSeparator()
        self.menu.addSeparator()
        self.reset_layout = self.action()
        self.menu.addAction(self.reset_layout)
        self._language_menu = self.menu.addMenu("")
        self._language_menu.addActions(self.languages.actions())
        self._theme_menu = self.menu.addMenu("")
        self._theme_menu.addActions(self.themes.actions())
        self.languages.triggered.connect(self._choose_language)
        self.themes.triggered.connect(self._choose_theme)
        for group, value in (
            (self.languages, languages.current),
            (self.themes, settings.theme),
        ):
            for action in group.actions():
                action.setChecked(action.data() == value)
        project.scene_changed.connect(self._refresh)
        project.selection_changed.connect(self._refresh)
        self.retranslate()
        self._refresh()

    def add_panels(self, toggles: Sequence[QAction]) -> None:
        """Offer to open and close the panels."""
        for toggle in toggles:
            self.menu.insertAction(self._panels_place, toggle)
        if toggles:
            self.menu.insertSeparator(toggles[0])

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Zoom."""
        bar.addActions([self.zoom_in, self.zoom_out, self.full_extent, self.zoom_selection])

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&View"))
        for action, text, tip in (
            (self.zoom_in, self.tr("Zoom &in"), ""),
            (self.zoom_out, self.tr("Zoom &out"), ""),
            (self.full_extent, self.tr("&Full extent"), self.tr("Show the whole scene")),
            (
                self.zoom_selection,
                self.tr("Zoom to &selection"),
                self.tr("Show the selected matches with their surroundings"),
            ),
        ):
            set_texts(action, text, tip)
        set_texts(
            self.reset_layout,
            self.tr("&Reset layout"),
            self.tr("Put all panels back in their places"),
        )
        theme_texts = (self.tr("As the &system"), self.tr("&Light"), self.tr("&Dark"))
        for action, text in zip(self.themes.actions(), theme_texts, strict=True):
            action.setText(text)
        self._language_menu.setTitle(self.tr("&Language"))
        self._theme_menu.setTitle(self.tr("&Appearance"))

    @Slot()
    def _refresh(self) -> None:
        scene = self._project.scene is not None
        for action in (self.zoom_in, self.zoom_out, self.full_extent):
            action.setEnabled(scene)
        self.zoom_selection.setEnabled(self._project.selected is not None)

    @Slot(QAction)
    def _choose_language(self, action: QAction) -> None:
        self._settings.language = str(action.data())
        self._languages.use(self._settings.language)

    @Slot(QAction)
    def _choose_theme(self, action: QAction) -> None:
        self._settings.theme = action.data()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._settings.theme)
