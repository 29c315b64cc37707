"""The menu *Project*: open, export, quit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.file_dialogs import ask_export, ask_scenes, ask_templates
from nc_desktop.panels.recent_menu import RecentMenu
from nc_desktop.recent_scenes import RecentScenes
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


class ProjectActions(MenuActions):
    """Files in and out."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        recent: RecentScenes,
        leave: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self.open_scene = self.action(
            self.ask_scenes, icon="open", key=QKeySequence.StandardKey.Open
        )
        self.add_templates = self.action(
            self.ask_templates, icon="add-templates", key="Ctrl+Shift+O"
        )
        self.open_demo = self.action(session.opening.demo, icon="demo")
        self.export_csv = self.action(self._ask_csv, icon="export", key="Ctrl+E")
        self.export_geojson = self.action(self._ask_geojson, icon="export", key="Ctrl+Shift+E")
        self.recent = RecentMenu(recent, window)
        self.recent.requested.connect(session.opening.scene)
        self.quit = self.action(leave, key=QKeySequence.StandardKey.Quit)
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.menu.addAction(self.open_scene)
        self.menu.addMenu(self.recent)
        self.menu.addActions([self.add_templates, self.open_demo])
        self.menu.addSeparator()
        self.menu.addActions([self.export_csv, self.export_geojson])
        self.menu.addSeparator()
        self.menu.addAction(self.quit)
        session.project.scene_changed.connect(self._refresh)
        session.project.result_changed.connect(self._refresh)
        self.retranslate()
        self._refresh()

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Open, add, export."""
        bar.addActions([self.open_scene, self.add_templates, self.export_csv])

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Project"))
        for action, text, tip in (
            (self.open_scene, self.tr("&Open scene…"), self.tr("Open rasters to search in")),
            (self.add_templates, self.tr("Add &templates…"), self.tr("Add pictures to look for")),
            (self.open_demo, self.tr("Open the &demo"), self.tr("A real scene and photographs")),
            (self.export_csv, self.tr("Export &CSV…"), self.tr("Save the table of matches")),
            (self.quit, self.tr("&Quit"), ""),
        ):
            set_texts(action, text, tip)
        self._refresh()

    def ask_scenes(self) -> None:
        """Ask for rasters and open them as scenes."""
        for path in ask_scenes(self._window, self._settings):
            self._session.opening.scene(path)

    def ask_templates(self) -> None:
        """Ask for pictures and open them as templates."""
        self._session.opening.templates(ask_templates(self._window, self._settings))

    def _ask_csv(self) -> None:
        path = ask_export(self._window, self._settings, ".csv", "CSV")
        if path is not None:
            self._session.exporting.export(path, "csv")

    def _ask_geojson(self) -> None:
        path = ask_export(self._window, self._settings, ".geojson", "GeoJSON")
        if path is not None:
            self._session.exporting.export(path, "geojson")

    def _refresh(self) -> None:
        result, scene = self._session.project.result, self._session.project.scene
        matches = result is not None and bool(result.matches)
        located = scene is None or scene.georeference.is_geographic
        self.export_csv.setEnabled(matches)
        self.export_geojson.setEnabled(matches and located)
        if located:
            text, tip = self.tr("Export &GeoJSON…"), self.tr("Save the footprints for a GIS")
        else:
            text = self.tr("Export &GeoJSON (the scene has no CRS)")
            tip = self.tr("GeoJSON needs longitude and latitude, and the scene has no CRS")
        set_texts(self.export_geojson, text, tip)
