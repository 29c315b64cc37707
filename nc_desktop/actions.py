"""Everything that menus and tool bar offer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar

from nc_desktop.icons import themed_icon
from nc_desktop.languages import LANGUAGES
from nc_desktop.theme import THEMES


class Actions(QObject):
    """The actions, and the menus and the tool bar made of them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open_scene = self._action("open", QKeySequence.StandardKey.Open)
        self.add_templates = self._action("add-templates", "Ctrl+Shift+O")
        self.open_demo = self._action("demo")
        self.export_csv = self._action("export", "Ctrl+E")
        self.export_geojson = self._action("export", "Ctrl+Shift+E")
        self.quit = self._action("", QKeySequence.StandardKey.Quit)
        self.match = self._action("match", "Ctrl+Return")
        self.cancel = self._action("close", "Esc")
        self.zoom_in = self._action("zoom-in", QKeySequence.StandardKey.ZoomIn)
        self.zoom_out = self._action("zoom-out", QKeySequence.StandardKey.ZoomOut)
        self.full_extent = self._action("full-extent", "Ctrl+0")
        self.zoom_selection = self._action("zoom-selection", "Ctrl+J")
        self.about = self._action("")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.languages = QActionGroup(self)
        for code, name in LANGUAGES.items():
            self._choice(self.languages, code).setText(name)
        self.themes = QActionGroup(self)
        for theme in THEMES:
            self._choice(self.themes, theme)
        self.can_export_geojson = True
        self.menus: list[QMenu] = []

    def fill_menu_bar(self, bar: QMenuBar, panels: list[QAction]) -> None:
        """Make the menus."""
        self.menus = [bar.addMenu("") for _ in range(4)]
        project, view, search, guide = self.menus
        project.addActions([self.open_scene, self.add_templates, self.open_demo])
        project.addSeparator()
        project.addActions([self.export_csv, self.export_geojson])
        project.addSeparator()
        project.addAction(self.quit)
        view.addActions([self.zoom_in, self.zoom_out, self.full_extent, self.zoom_selection])
        view.addSeparator()
        view.addActions(panels)
        view.addSeparator()
        self._language_menu = view.addMenu("")
        self._language_menu.addActions(self.languages.actions())
        self._theme_menu = view.addMenu("")
        self._theme_menu.addActions(self.themes.actions())
        search.addActions([self.match, self.cancel])
        guide.addAction(self.about)
        for menu in self.menus:
            menu.setToolTipsVisible(True)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Put the frequent ones into the tool bar."""
        bar.addActions([self.open_scene, self.add_templates])
        bar.addSeparator()
        bar.addActions([self.zoom_in, self.zoom_out, self.full_extent, self.zoom_selection])
        bar.addSeparator()
        bar.addActions([self.match, self.cancel])
        bar.addSeparator()
        bar.addAction(self.export_csv)

    def retranslate(self) -> None:
        """Set every text again."""
        for action, text, tip in (
            (self.open_scene, self.tr("&Open scene…"), self.tr("Open the raster to search in")),
            (self.add_templates, self.tr("Add &templates…"), self.tr("Add pictures to look for")),
            (self.open_demo, self.tr("Open the &demo"), self.tr("A real scene and photographs")),
            (self.export_csv, self.tr("Export &CSV…"), self.tr("Save the table of matches")),
            (self.quit, self.tr("&Quit"), ""),
            (self.match, self.tr("&Match"), self.tr("Look for the checked templates")),
            (self.cancel, self.tr("&Cancel the match"), self.tr("Stop at the next tile")),
            (self.zoom_in, self.tr("Zoom &in"), ""),
            (self.zoom_out, self.tr("Zoom &out"), ""),
            (self.full_extent, self.tr("&Full extent"), self.tr("Show the whole scene")),
            (
                self.zoom_selection,
                self.tr("Zoom to &selection"),
                self.tr("Show the selected match with its surroundings"),
            ),
            (self.about, self.tr("&About"), ""),
        ):
            action.setText(text)
            _set_tip(action, tip)
        self._retranslate_geojson()
        theme_texts = (self.tr("As the &system"), self.tr("&Light"), self.tr("&Dark"))
        for action, text in zip(self.themes.actions(), theme_texts, strict=True):
            action.setText(text)
        if self.menus:
            titles = (self.tr("&Project"), self.tr("&View"), self.tr("&Search"), self.tr("&Help"))
            for menu, title in zip(self.menus, titles, strict=True):
                menu.setTitle(title)
            self._language_menu.setTitle(self.tr("&Language"))
            self._theme_menu.setTitle(self.tr("&Appearance"))

    def retheme(self, palette: QPalette) -> None:
        """Tint the icons."""
        for action in self.findChildren(QAction):
            if name := action.property("icon_name"):
                action.setIcon(themed_icon(str(name), palette))

    def enable(self, *, scene: bool, ready: bool, running: bool, matches: bool, crs: bool) -> None:
        """Offer what makes sense now.

        Args:
            scene: a scene is open.
            ready: there is a scene and something to look for.
            running: a match runs.
            matches: there is a result with matches.
            crs: the scene of the result has a CRS.
        """
        for action in (self.zoom_in, self.zoom_out, self.full_extent):
            action.setEnabled(scene)
        self.match.setEnabled(ready and not running)
        self.cancel.setEnabled(running)
        self.export_csv.setEnabled(matches)
        self.export_geojson.setEnabled(matches and crs)
        self.can_export_geojson = crs or not scene
        self._retranslate_geojson()

    def _retranslate_geojson(self) -> None:
        if self.can_export_geojson:
            self.export_geojson.setText(self.tr("Export &GeoJSON…"))
            _set_tip(self.export_geojson, self.tr("Save the footprints for a GIS"))
        else:
            self.export_geojson.setText(self.tr("Export &GeoJSON (the scene has no CRS)"))
            reason = self.tr("GeoJSON needs longitude and latitude, and the scene has no CRS")
            _set_tip(self.export_geojson, reason)

    def _action(self, icon: str, key: QKeySequence.StandardKey | str = "") -> QAction:
        action = QAction(self)
        action.setProperty("icon_name", icon)
        if key:
            action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        return action

    def _choice(self, group: QActionGroup, value: str) -> QAction:
        action = QAction(self)
        action.setCheckable(True)
        action.setData(value)
        group.addAction(action)
        return action


def _set_tip(action: QAction, tip: str) -> None:
    """Tool tip with the key, as Qt would make it from the text alone."""
    text = tip or action.text().replace("&", "")
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{text} ({key})" if key else text)
    action.setStatusTip(tip)
