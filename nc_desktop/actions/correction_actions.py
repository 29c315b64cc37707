"""The part of the menu *Results* that corrects: footprints by handles."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.actions.results_actions import ResultsActions
from nc_desktop.map.map_view import MapView
from nc_desktop.map.tools.edit_footprint import EditFootprint
from nc_desktop.panels.results_panel import ResultsPanel
from nc_desktop.session.session import Session


class CorrectionActions(MenuActions):
    """What the user says of where a match lies."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        results: ResultsActions,
        panel: ResultsPanel,
        map_view: MapView,
    ) -> None:
        super().__init__(window)
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
        self.menu.addSeparator()
        self.menu.addActions([self.edit_footprint, self.restore])
        panel.extra_actions += [separator, self.edit_footprint, self.restore]
        map_view.tool_changed.connect(self._refresh)
        for signal in (
            project.scene_changed,
            project.result_changed,
            project.selection_changed,
            project.judged,
        ):
            signal.connect(self._refresh)
        self.retranslate()

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """The tool."""
        bar.addAction(self.edit_footprint)

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

    def _use(self, checked: bool) -> None:
        self._map.use_tool(self.tool if checked else None)
        self._refresh()

    def _restore(self) -> None:
        findings = self._session.project.findings
        if findings is not None:
            findings.judge(findings.selected, footprint=None)
