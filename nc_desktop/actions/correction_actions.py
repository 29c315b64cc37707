"""The part of the menu *Results* that corrects: footprints by handles, matches by hand."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.actions.results_actions import ResultsActions
from nc_desktop.dialogs.add_match import AddMatchDialog
from nc_desktop.map.map_view import MapView
from nc_desktop.map.tools.edit_footprint import EditFootprint
from nc_desktop.map.tools.pick_control_points import ControlPointsItem, PickControlPoints
from nc_desktop.model.layers import SceneLayer
from nc_desktop.panels.results_panel import ResultsPanel
from nc_desktop.panels.templates_panel import TemplatesPanel
from nc_desktop.session.session import Session


class CorrectionActions(MenuActions):
    """What the user says of where a match lies."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        results: ResultsActions,
        panels: tuple[ResultsPanel, TemplatesPanel],
        map_view: MapView,
    ) -> None:
        super().__init__(window)
        panel, templates = panels
        self.menu = results.menu  # its own actions come below those of the results
        self._session, self._map = session, map_view
        project = session.project
        self.tool = EditFootprint(map_view, project)
        self.edit_footprint = self.action(icon="edit-footprint", key="Ctrl+T")
        self.edit_footprint.setCheckable(True)
        self.edit_footprint.triggered.connect(self._use)
        self.restore = self.action(self._restore, icon="reset")
        separator = QAction(self)
        separator.setSeparator(True)
        self.add_match = self.action(self._add_match, icon="add-match", key="Ctrl+Shift+T")
        self.remove_match = self.action(session.correcting.remove, icon="remove")
        self.menu.addSeparator()
        self.menu.addActions([self.edit_footprint, self.restore])
        self.menu.addActions([self.add_match, self.remove_match])
        panel.extra_actions += [separator, self.edit_footprint, self.restore, self.remove_match]
        self._templates = templates
        self.dialog = AddMatchDialog(project.templates, window)
        self.picker = PickControlPoints(map_view, self.dialog.points)
        self._item: ControlPointsItem | None = None
        self._scene: SceneLayer | None = None
        self._connect_dialog()
        map_view.tool_changed.connect(self._refresh)
        for signal in (
            project.scene_changed,
            project.result_changed,
            project.selection_changed,
            project.judged,
        ):
            signal.connect(self._refresh)
        self.retranslate()

    def _connect_dialog(self) -> None:
        dialog, templating = self.dialog, self._session.templating
        dialog.picture_wanted.connect(templating.view)
        templating.picture_ready.connect(dialog.show_picture)
        dialog.began.connect(self._pick)
        dialog.points.changed.connect(self._pick_again)
        dialog.ended.connect(self._end_picking)
        dialog.adding.connect(self._session.correcting.add)
        self._map.view_changed.connect(self._on_view)
        self._session.project.scene_changed.connect(self._on_scene)
        self._session.project.templates.reset.connect(self._refresh)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """The tools."""
        bar.addActions([self.edit_footprint, self.add_match])

    def retranslate(self) -> None:
        """Set every text again."""
        for action, text, tip in (
            (
                self.edit_footprint,
                self.tr("&Edit footprint"),
                self.tr("Move, turn and scale the selected match on the map by handles"),
            ),
            (
                self.restore,
                self.tr("Restore the found &footprint"),
                self.tr("Put the selected matches back where the search found them"),
            ),
            (
                self.add_match,
                self.tr("Add a match by &hand…"),
                self.tr("Click places in a picture and on the map where the search found nothing"),
            ),
            (
                self.remove_match,
                self.tr("Remove match"),
                self.tr("Take the selected matches away that were made by hand"),
            ),
        ):
            set_texts(action, text, tip)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        findings = self._session.project.findings
        some = findings is not None and bool(findings.result.matches)
        self.edit_footprint.setEnabled(some)
        self.edit_footprint.setChecked(self._map.tool is self.tool)
        self.restore.setEnabled(
            findings is not None
            and any(findings.judgement(index).footprint for index in findings.selected)
        )
        project = self._session.project
        self.add_match.setEnabled(project.scene is not None and len(project.templates) > 0)
        self.remove_match.setEnabled(bool(self._session.correcting.removable))

    def _use(self, checked: bool) -> None:
        self._map.use_tool(self.tool if checked else None)
        self._refresh()

    def _restore(self) -> None:
        findings = self._session.project.findings
        if findings is not None:
            findings.judge(findings.selected, footprint=None)

    def _add_match(self) -> None:
        """Begin with the template that is selected, or the first one."""
        project = self._session.project
        chosen = [*self._templates.selected, *project.templates.entries]
        if project.scene is None or not chosen:
            return
        self._scene = project.scene_layer
        self.dialog.begin(chosen[0], project.scene.georeference)

    @Slot()
    def _pick(self) -> None:
        """The map takes points, and shows those that it has."""
        if self._item is None:
            self._item = ControlPointsItem(self.dialog.points)
            self._map.add_item(self._item)
            self._on_view()
        self._map.use_tool(self.picker)

    @Slot()
    def _pick_again(self) -> None:
        """A half of a point was set in the picture while the map did something else."""
        points = self.dialog.points.points
        pending = any(point.scene is None for point in points)
        if self._item is not None and pending and self._map.tool is not self.picker:
            self._map.use_tool(self.picker)

    @Slot()
    def _end_picking(self) -> None:
        if self._map.tool is self.picker:
            self._map.use_tool(None)
        if self._item is not None:
            self._map.remove_item(self._item)
            self._item = None

    @Slot()
    def _on_view(self) -> None:
        if self._item is not None:
            self._item.set_scale(self._map.viewpoint.scale)

    @Slot()
    def _on_scene(self) -> None:
        if self._session.project.scene_layer is not self._scene:
            self._scene = None
            self.dialog.forget()
