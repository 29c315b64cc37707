"""The menu *Project*: open, export, quit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.actions.project_files import ProjectFiles
from nc_desktop.file_dialogs import ask_picture, ask_scenes, ask_templates
from nc_desktop.jobs.export_job import MapPicture
from nc_desktop.map.map_picture import MapCamera
from nc_desktop.map.map_view import MapView
from nc_desktop.messages import Message
from nc_desktop.panels.recent_menu import RecentMenu
from nc_desktop.recent_scenes import RecentScenes
from nc_desktop.session.keeping import SUFFIX
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

if TYPE_CHECKING:  # made late: nobody exports at once
    from nc_desktop.dialogs.export import ExportDialog


class ProjectActions(MenuActions):
    """Files in and out."""

    assign_crs_requested = Signal()
    """The user wants to say in which CRS the active scene is."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        recent: RecentScenes,
        *,
        map_view: MapView,
        leave: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self.dialog: ExportDialog | None = None
        self._camera = MapCamera(map_view, self)
        self._picture_path: Path | None = None
        self._window, self._session, self._settings = window, session, settings
        self.files = ProjectFiles(window, session, settings)
        standard = QKeySequence.StandardKey
        self.new = self.action(self.files.new, icon="new", key=standard.New)
        self.open_project = self.action(self.files.ask_open, icon="project", key="Ctrl+Alt+O")
        self.save = self.action(self.files.save, icon="save", key=standard.Save)
        self.save_as = self.action(self.files.save_as, key="Ctrl+Shift+S")
        self.open_scene = self.action(
            self.ask_scenes, icon="open", key=QKeySequence.StandardKey.Open
        )
        self.add_templates = self.action(
            self.ask_templates, icon="add-templates", key="Ctrl+Shift+O"
        )
        self.open_demo = self.action(session.opening.demo, icon="demo")
        self.export = self.action(self.show_export, icon="export", key="Ctrl+E")
        self.save_picture = self.action(self._ask_picture, icon="picture", key="Ctrl+Shift+E")
        self.recent = RecentMenu(recent, window)
        self.recent.requested.connect(self.open_recent)
        self.quit = self.action(leave, key=QKeySequence.StandardKey.Quit)
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.menu.addActions([self.new, self.open_project])
        self.menu.addMenu(self.recent)
        self.menu.addActions([self.save, self.save_as])
        self.menu.addSeparator()
        self.menu.addAction(self.open_scene)
        self.menu.addActions([self.add_templates, self.open_demo])
        self.menu.addSeparator()
        self.menu.addActions([self.export, self.save_picture])
        self.menu.addSeparator()
        self.menu.addAction(self.quit)
        session.keeping.changed.connect(self._refresh)
        session.project.scene_changed.connect(self._refresh)
        session.project.result_changed.connect(self._refresh)
        self._camera.taken.connect(self._on_picture)
        self._camera.given_up.connect(self._on_no_picture)
        self.retranslate()
        self._refresh()

    def add_export(self, action: QAction) -> None:
        """Put something else that writes files below the export."""
        self.menu.insertAction(self.save_picture, action)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Open, add, export."""
        bar.addActions([self.open_scene, self.add_templates, self.save, self.export])

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Project"))
        for action, text, tip in (
            (self.new, self.tr("&New"), self.tr("Close the project and begin an empty one")),
            (
                self.open_project,
                self.tr("Open pro&ject…"),
                self.tr("Open scenes, templates and results as they were saved"),
            ),
            (
                self.save,
                self.tr("&Save"),
                self.tr("Keep scenes, templates, settings and results, to go on with them later"),
            ),
            (self.save_as, self.tr("Save &as…"), self.tr("Save the project under another name")),
            (self.open_scene, self.tr("&Open scene…"), self.tr("Open rasters to search in")),
            (self.add_templates, self.tr("Add &templates…"), self.tr("Add pictures to look for")),
            (
                self.open_demo,
                self.tr("Open the &demo"),
                self.tr("A real scene and photographs, to try what the program can do"),
            ),
            (
                self.export,
                self.tr("&Export…"),
                self.tr("Save matches, heatmaps and the map for a GIS or a spreadsheet"),
            ),
            (
                self.save_picture,
                self.tr("Save &picture of the map…"),
                self.tr("Save what the map shows, with a world file"),
            ),
            (
                self.quit,
                self.tr("&Quit"),
                self.tr("End the program; unsaved work is asked about"),
            ),
        ):
            set_texts(action, text, tip)

    def open_recent(self, path: Path) -> None:
        """Open a project or a scene of the list."""
        if path.suffix.lower() == SUFFIX:
            self.files.open(path)
        else:
            self._session.opening.scene(path)

    def ask_scenes(self) -> None:
        """Ask for rasters and open them as scenes."""
        for path in ask_scenes(self._window, self._settings):
            self._session.opening.scene(path)

    def ask_templates(self) -> None:
        """Ask for pictures and open them as templates."""
        self._session.opening.templates(ask_templates(self._window, self._settings))

    def show_export(self) -> None:
        """Open the dialog that exports."""
        if self.dialog is None:
            from nc_desktop.dialogs.export import ExportDialog

            self.dialog = ExportDialog(self._session, self._settings, self._camera, self._window)
            self.dialog.crs.assign_requested.connect(self.assign_crs_requested)
        self.dialog.open_anew()

    def _ask_picture(self) -> None:
        scene = self._session.project.scene
        if scene is None or self._camera.busy:
            return
        self._picture_path = ask_picture(self._window, self._settings, f"{scene.path.stem}_map")
        if self._picture_path is not None:
            self._camera.take()

    @Slot(object)
    def _on_picture(self, picture: MapPicture) -> None:
        path, self._picture_path = self._picture_path, None
        if path is not None:
            self._session.exporting.save_picture(picture, path)

    @Slot()
    def _on_no_picture(self) -> None:
        path, self._picture_path = self._picture_path, None
        if path is not None:
            text = self.tr("The map is not drawn completely yet. Try again in a moment.")
            self._session.message.emit(Message("warning", text))

    def _refresh(self) -> None:
        project = self._session.project
        self.export.setEnabled(project.findings is not None)
        self.save_picture.setEnabled(project.scene is not None)
        keeping = self._session.keeping
        holds = bool(len(project.layers) or len(project.templates))
        self.save.setEnabled(keeping.modified if keeping.path is not None else holds)
        self.save_as.setEnabled(holds)
