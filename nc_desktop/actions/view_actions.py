"""The menu *View*: what the map shows, which panels are open, language and theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.languages import LANGUAGES, LanguageSwitch
from nc_desktop.map.corner_widget import CornerWidget
from nc_desktop.map.map_view import MapView
from nc_desktop.map.north_arrow import NorthArrow
from nc_desktop.map.project_map import ProjectMap
from nc_desktop.map.scale_bar import ScaleBar
from nc_desktop.map.tools.map_tool import MapTool
from nc_desktop.map.tools.measure import MeasureTool
from nc_desktop.model.project import Project
from nc_desktop.panels.layer_titles import layer_title
from nc_desktop.settings import Settings
from nc_desktop.theme import THEMES, apply_theme


class ViewActions(MenuActions):
    """Zoom, history, tools, panels, language, theme."""

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
        self._project, self._map, self._project_map = project, map_view, project_map
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
        self.actual_pixels = self.action(
            map_view.zoom_to_pixels, icon="actual-pixels", key="Ctrl+1"
        )
        self.back = self.action(map_view.go_back, icon="back", key="Alt+Left")
        self.forward = self.action(map_view.go_forward, icon="forward", key="Alt+Right")
        self.go_to = self.action(icon="go-to", key="Ctrl+G")
        self._zoom_layer_menu = QMenu()
        self._zoom_layer_menu.aboutToShow.connect(self._list_layers)
        self.tools = QActionGroup(self)
        self.tools.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        distance, area = MeasureTool(map_view), MeasureTool(map_view, "area")
        self.pan = self._tool_action(None, "pan", "Ctrl+Shift+H")
        self.measure_distance = self._tool_action(distance, "measure-distance", "Ctrl+Shift+M")
        self.measure_area = self._tool_action(area, "measure-area", "Ctrl+Shift+J")
        self.instruments = (
            self._instrument(ScaleBar(map_view), Qt.Corner.BottomLeftCorner),
            self._instrument(NorthArrow(map_view), Qt.Corner.TopRightCorner),
        )
        self.languages = QActionGroup(self)
        for code, name in LANGUAGES.items():
            self.choice(self.languages, code).setText(name)
        self.themes = QActionGroup(self)
        for theme in THEMES:
            self.choice(self.themes, theme)
        self._fill_menu()
        self.languages.triggered.connect(self._choose_language)
        self.themes.triggered.connect(self._choose_theme)
        for group, value in (
            (self.languages, languages.current),
            (self.themes, settings.theme),
        ):
            for action in group.actions():
                action.setChecked(action.data() == value)
        map_view.history_changed.connect(self._refresh_history)
        map_view.tool_changed.connect(self._refresh_tools)
        project.scene_changed.connect(self._refresh)
        project.selection_changed.connect(self._refresh)
        project.layers.removed.connect(self._forget_layers)
        self.retranslate()
        self._refresh()

    def _fill_menu(self) -> None:
        self.menu.addActions([self.zoom_in, self.zoom_out, self.full_extent, self.zoom_selection])
        self.menu.addMenu(self._zoom_layer_menu)
        self.menu.addAction(self.actual_pixels)
        self.menu.addSeparator()
        self.menu.addActions([self.back, self.forward, self.go_to])
        self.menu.addSeparator()
        self.menu.addActions(self.tools.actions())
        self.menu.addSeparator()
        self.menu.addActions(self.instruments)
        self._panels_place = self.menu.addSeparator()
        self.menu.addSeparator()
        self.reset_layout = self.action()
        self.menu.addAction(self.reset_layout)
        self._language_menu = self.menu.addMenu("")
        self._language_menu.addActions(self.languages.actions())
        self._theme_menu = self.menu.addMenu("")
        self._theme_menu.addActions(self.themes.actions())

    def add_panels(self, toggles: Sequence[QAction]) -> None:
        """Offer to open and close the panels."""
        for toggle in toggles:
            self.menu.insertAction(self._panels_place, toggle)
        if toggles:
            self.menu.insertSeparator(toggles[0])

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Tools, zoom, history."""
        bar.addActions(self.tools.actions())
        bar.addSeparator()
        bar.addActions([self.zoom_in, self.zoom_out, self.full_extent, self.zoom_selection])
        bar.addActions([self.back, self.forward])

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&View"))
        for action, text, tip in (
            (
                self.zoom_in,
                self.tr("Zoom &in"),
                self.tr("See less ground in more detail; the wheel does it at the cursor"),
            ),
            (
                self.zoom_out,
                self.tr("Zoom &out"),
                self.tr("See more ground at once; the wheel does it at the cursor"),
            ),
            (
                self.full_extent,
                self.tr("&Full extent"),
                self.tr("Show the whole scene, to see where you are"),
            ),
            (
                self.zoom_selection,
                self.tr("Zoom to &selection"),
                self.tr("Show the selected matches with their surroundings"),
            ),
            (
                self.actual_pixels,
                self.tr("&Actual pixels"),
                self.tr(
                    "Show a pixel of the scene in a pixel of the screen, to judge how sharp it is"
                ),
            ),
            (
                self.back,
                self.tr("&Back"),
                self.tr("Show what the map has shown before, after a look elsewhere"),
            ),
            (
                self.forward,
                self.tr("For&ward"),
                self.tr("Show again what the map has shown before you went back"),
            ),
            (
                self.go_to,
                self.tr("&Go to coordinates…"),
                self.tr("Type or paste a position, and the map shows it"),
            ),
            (
                self.pan,
                self.tr("&Move and select"),
                self.tr("Drag to move the map, click to select a match"),
            ),
            (
                self.measure_distance,
                self.tr("Measure &distance"),
                self.tr("Click corners on the map: how far is it on the ground?"),
            ),
            (
                self.measure_area,
                self.tr("Measure a&rea"),
                self.tr("Click corners on the map: how much ground do they enclose?"),
            ),
            (
                self.instruments[0],
                self.tr("Scale &bar"),
                self.tr("Show on the map how long a distance on the ground is"),
            ),
            (
                self.instruments[1],
                self.tr("&North arrow"),
                self.tr("Show on the map where true north is, for scenes that are turned"),
            ),
        ):
            set_texts(action, text, tip)
        self._zoom_layer_menu.setTitle(self.tr("Zoom to la&yer"))
        set_texts(
            self.reset_layout,
            self.tr("&Reset layout"),
            self.tr("Put all panels back in their places, when one is lost or in the way"),
        )
        theme_texts = (
            (
                self.tr("As the &system"),
                self.tr("Change between light and dark when the system does"),
            ),
            (self.tr("&Light"), self.tr("Dark letters on a light ground, for a bright room")),
            (
                self.tr("&Dark"),
                self.tr("Light letters on a dark ground, to look at pictures in a dim room"),
            ),
        )
        for action, (text, tip) in zip(self.themes.actions(), theme_texts, strict=True):
            set_texts(action, text, tip)
        for action in self.languages.actions():
            tip = self.tr("Speak this language from now on, without a new start")
            set_texts(action, action.text(), tip)
        self._language_menu.setTitle(self.tr("&Language"))
        self._theme_menu.setTitle(self.tr("&Appearance"))

    @Slot()
    def _refresh(self) -> None:
        scene = self._project.scene is not None
        for action in (
            self.zoom_in,
            self.zoom_out,
            self.full_extent,
            self.actual_pixels,
            self.go_to,
            *self.tools.actions(),
        ):
            action.setEnabled(scene)
        self._zoom_layer_menu.setEnabled(scene)
        self._refresh_history()
        self._refresh_tools()
        self.zoom_selection.setEnabled(self._project.selected is not None)

    @Slot()
    def _refresh_history(self) -> None:
        self.back.setEnabled(self._map.history.can_go_back)
        self.forward.setEnabled(self._map.history.can_go_forward)

    @Slot()
    def _refresh_tools(self) -> None:
        """Check the tool in use; none while another part of the program lets draw."""
        for action in self.tools.actions():
            action.setChecked(self._map.tool is action.data())

    @Slot()
    def _forget_layers(self, *_: object) -> None:
        """A removed layer is not kept by the menu that listed it; the menu is filled when shown."""
        self._zoom_layer_menu.clear()

    @Slot()
    def _list_layers(self) -> None:
        self._zoom_layer_menu.clear()
        for layer in self._project.layers:
            if not self._project_map.extent_of(layer).isEmpty():
                action = self._zoom_layer_menu.addAction(layer_title(layer).replace("&", "&&"))
                action.triggered.connect(
                    lambda _=False, layer=layer: self._project_map.zoom_to_layer(layer)
                )

    def _tool_action(self, tool: MapTool | None, icon: str, key: str) -> QAction:
        action = self.action(icon=icon, key=key)
        action.setCheckable(True)
        action.setData(tool)
        self.tools.addAction(action)

        def choose(checked: bool) -> None:
            self._map.use_tool(tool if checked else None)
            self._refresh_tools()

        action.triggered.connect(choose)
        return action

    def _instrument(self, widget: CornerWidget, corner: Qt.Corner) -> QAction:
        name, action = widget.objectName(), self.action()
        self._map.add_overlay(widget, corner)
        action.setCheckable(True)
        action.setChecked(self._settings.shows(name))
        widget.setVisible(action.isChecked())

        def show(shown: bool) -> None:
            widget.setVisible(shown)
            self._settings.set_shown(name, shown)

        action.toggled.connect(show)
        return action

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
