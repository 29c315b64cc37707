"""The menu *Layer*: what can be done with the layer that is selected in the panel."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.dialogs.assign_crs import AssignCrsDialog
from nc_desktop.file_dialogs import ask_areas
from nc_desktop.map.project_map import ProjectMap
from nc_desktop.model.layers import Layer, SceneLayer, scene_of
from nc_desktop.panels.layer_titles import layer_title
from nc_desktop.panels.layers_panel import LayersPanel
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


class LayerActions(MenuActions):
    """Also the context menu of the panel."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        panel: LayersPanel,
        project_map: ProjectMap,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self._panel, self._map = panel, project_map
        self.open_area = self.action(self._ask_areas, icon="area-polygon")
        self.activate = self.action(self._activate, icon="match")
        self.zoom = self.action(self._zoom, icon="zoom-layer")
        self.rename = self.action(panel.rename, key="F2")
        self.up = self.action(lambda: panel.shift(-1), key="Ctrl+Up")
        self.down = self.action(lambda: panel.shift(1), key="Ctrl+Down")
        self.folder = self.action(self._show_folder, icon="open")
        self.assign_crs = self.action(self._ask_crs)
        self.build_overviews = self.action(self._build)
        self.reload = self.action(self._reload)
        self.remove = self.action(self._remove, icon="remove", key=QKeySequence.StandardKey.Delete)
        self.menu.addActions([self.open_area])
        self.menu.addSeparator()
        self.menu.addActions([self.activate, self.zoom])
        self.menu.addSeparator()
        self.menu.addActions([self.assign_crs, self.build_overviews, self.reload, self.folder])
        self.menu.addSeparator()
        self.menu.addActions([self.up, self.down, self.rename, self.remove])
        in_list = [self.rename, self.up, self.down, self.remove]
        for action in in_list:  # other panels have these keys too
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        panel.add_actions(in_list)
        panel.current_changed.connect(self._refresh)
        panel.menu_requested.connect(self._show_menu)
        project = session.project
        for signal in (project.scene_changed, project.layers.moved, project.layers.inserted):
            signal.connect(self._refresh)
        session.layering.overviews_began.connect(self._refresh)
        session.layering.overviews_ended.connect(self._refresh)
        self.retranslate()
        self._refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Layer"))
        for action, text, tip in (
            (
                self.open_area,
                self.tr("Open &area of interest…"),
                self.tr("Show the polygons of a vector file"),
            ),
            (
                self.activate,
                self.tr("&Search in this scene"),
                self.tr("Search in this scene, and show coordinates in its CRS"),
            ),
            (
                self.zoom,
                self.tr("&Zoom to the layer"),
                self.tr("Show all of this layer on the map"),
            ),
            (
                self.rename,
                self.tr("Re&name"),
                self.tr("Give the layer a name that says more than that of its file"),
            ),
            (self.up, self.tr("Move &up"), self.tr("Draw the layer above the next one")),
            (self.down, self.tr("Move &down"), self.tr("Draw the layer below the next one")),
            (
                self.folder,
                self.tr("Show file in &folder"),
                self.tr("Open the folder in which the file of the scene lies"),
            ),
            (
                self.assign_crs,
                self.tr("Assign &CRS…"),
                self.tr("Say in which CRS the coordinates of the scene are"),
            ),
            (
                self.build_overviews,
                self.tr("&Build overviews"),
                self.tr("Make reduced copies beside the file, so that the map shows it quickly"),
            ),
            (
                self.reload,
                self.tr("Re&load"),
                self.tr("Read the file anew, after another program has changed it"),
            ),
            (self.remove, self.tr("&Remove"), self.tr("Take the layer away; the file stays")),
        ):
            set_texts(action, text, tip)

    def _refresh(self, *_: object) -> None:
        layer, project = self._panel.current, self._session.project
        scene = layer if isinstance(layer, SceneLayer) else None
        owner = scene_of(layer) if layer is not None else None
        known = layer is not None and layer in project.layers
        place = project.layers.index(layer) if known and layer is not None else -1
        for action, enabled in (
            (self.open_area, project.scene is not None),
            (self.activate, owner is not None and owner is not project.scene_layer),
            (self.zoom, layer is not None),
            (self.rename, layer is not None),
            (self.remove, layer is not None),
            (self.up, place > 0),
            (self.down, 0 <= place < len(project.layers) - 1),
            (self.folder, scene is not None),
            (self.assign_crs, scene is not None),
            (self.reload, scene is not None),
            (
                self.build_overviews,
                scene is not None
                and scene.raster.wants_overviews
                and not self._session.layering.builds_overviews(scene),
            ),
        ):
            action.setEnabled(enabled)

    def ask_crs_of(self, layer: SceneLayer) -> AssignCrsDialog:
        """Ask for the CRS of a scene, beside the work."""
        dialog = AssignCrsDialog(layer, self._session.files, self._settings, self._window)
        dialog.assigned.connect(self._session.layering.assign_crs)
        dialog.present()
        return dialog

    def _show_menu(self, position: QPoint) -> None:
        self._refresh()
        self.menu.popup(position)

    def _scene(self) -> SceneLayer | None:
        layer = self._panel.current
        return layer if isinstance(layer, SceneLayer) else None

    def _ask_areas(self) -> None:
        self._session.opening.areas(ask_areas(self._window, self._settings))

    def _activate(self) -> None:
        layer: Layer | None = self._panel.current
        if layer is not None:
            self._session.project.activate(scene_of(layer))

    def _zoom(self) -> None:
        if self._panel.current is not None:
            self._map.zoom_to_layer(self._panel.current)

    def _show_folder(self) -> None:
        if (scene := self._scene()) is not None:
            show_in_folder(scene.raster.path)

    def _ask_crs(self) -> None:
        if (scene := self._scene()) is not None:
            self.ask_crs_of(scene)

    def _build(self) -> None:
        if (scene := self._scene()) is not None:
            self._session.layering.build_overviews(scene)

    def _reload(self) -> None:
        if (scene := self._scene()) is not None:
            self._session.layering.reload(scene)

    def _remove(self) -> None:
        layer = self._panel.current
        if layer is not None:
            self._session.layering.remove(layer, layer_title(layer))


def show_in_folder(path: Path) -> None:
    """Open the folder of a file in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute().parent)))
