"""The menu *Results*: going through the matches, selecting, copying, georeferencing them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

import neurocorrelator as nc
from nc_desktop.actions.menu_actions import MenuActions, set_texts
from nc_desktop.actions.run_actions import RunActions
from nc_desktop.file_dialogs import as_file_name
from nc_desktop.panels.results_panel import ResultsPanel
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings


class ResultsActions(MenuActions):
    """What can be done with the matches that are listed."""

    def __init__(
        self, window: QWidget, session: Session, settings: Settings, panel: ResultsPanel
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self.save_dialog: QFileDialog | None = None
        self._runs: RunActions | None = None
        project, exporting = session.project, session.exporting
        self.next = self.action(lambda: panel.step(1), icon="next", key="N")
        self.previous = self.action(lambda: panel.step(-1), icon="previous", key="Shift+N")
        self.select_all = self.action(panel.select_all, key=QKeySequence.StandardKey.SelectAll)
        self.select_same = self.action(panel.select_same_template)
        self.select_none = self.action(lambda: project.select(None), key="Ctrl+Shift+A")
        self.copy_rows = self.action(panel.copy_selected, icon="copy")
        self.copy_csv = self.action(lambda: exporting.copy_selected("csv"))
        self.copy_geojson = self.action(lambda: exporting.copy_selected("geojson"))
        self.georeference = self.action(self._ask_file)
        # the other tables of the window select their own rows by this key
        self.select_all.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        panel.addAction(self.select_all)
        self.menu.addActions([self.next, self.previous])
        self.menu.addSeparator()
        self.menu.addActions([self.select_all, self.select_same, self.select_none])
        self.menu.addSeparator()
        self.menu.addActions([self.copy_rows, self.copy_csv, self.copy_geojson])
        self.menu.addSeparator()
        self.menu.addAction(self.georeference)
        panel.extra_actions += [self.copy_csv, self.copy_geojson, self.georeference]
        project.result_changed.connect(self._refresh)
        project.filter_changed.connect(self._refresh)
        project.selection_changed.connect(self._refresh)
        project.scene_changed.connect(self._refresh)
        self.retranslate()
        self._refresh()

    def add_runs(self, runs: RunActions) -> None:
        """Show the actions about several runs among these."""
        self._runs = runs
        runs.setParent(self)
        self.menu.addSeparator()
        self.menu.addActions([runs.compare, runs.forget])

    def retranslate(self) -> None:
        """Set every text again."""
        self.menu.setTitle(self.tr("&Results"))
        if self._runs is not None:
            self._runs.retranslate()
        for action, text, tip in (
            (self.next, self.tr("&Next match"), self.tr("Show the next match of the table")),
            (
                self.previous,
                self.tr("&Previous match"),
                self.tr("Show the previous match of the table"),
            ),
            (
                self.select_all,
                self.tr("Select &all"),
                self.tr("Select all matches that are shown"),
            ),
            (
                self.select_same,
                self.tr("Select all of this &template"),
                self.tr("Select all matches of the same template"),
            ),
            (
                self.select_none,
                self.tr("Select n&othing"),
                self.tr("Select no match, so that the map shows all of them alike"),
            ),
            (
                self.copy_rows,
                self.tr("Copy &rows"),
                self.tr("Copy the selected rows with the titles, for a spreadsheet"),
            ),
            (
                self.copy_csv,
                self.tr("Copy as &CSV"),
                self.tr("Copy the selected matches as the text of a CSV file"),
            ),
            (
                self.copy_geojson,
                self.tr("Copy as &GeoJSON"),
                self.tr("Copy the selected matches as the text of a GeoJSON file"),
            ),
        ):
            set_texts(action, text, tip)
        self._refresh()

    def _refresh(self) -> None:
        findings, scene = self._session.project.findings, self._session.project.scene
        some = findings is not None and bool(findings.shown)
        selected = findings is not None and bool(findings.selected)
        located = scene is not None and scene.georeference.is_geographic
        for action in (self.next, self.previous, self.select_all):
            action.setEnabled(some)
        for action in (self.select_same, self.select_none, self.copy_rows, self.copy_csv):
            action.setEnabled(selected)
        self.copy_geojson.setEnabled(selected and located)
        obstacle = self._session.georeferencing.obstacle
        self.georeference.setEnabled(not obstacle)
        tip = self.tr("Save the picture as a GeoTIFF where the selected match lies on the ground")
        set_texts(self.georeference, self.tr("Georeferenced te&mplate…"), obstacle or tip)

    def _ask_file(self) -> None:
        """Ask where to, beside the work; the dialog asks before a file is replaced."""
        findings = self._session.project.findings
        if findings is None or findings.current is None:
            return
        result = findings.located
        match = result.matches[findings.current]
        title = self.tr("Save georeferenced template")
        dialog = QFileDialog(self._window, title, self._settings.folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["GeoTIFF (*.tif *.tiff)"])
        dialog.setDefaultSuffix("tif")
        stem = as_file_name(f"{Path(match.template).stem}_{match.rank}")
        dialog.selectFile(f"{stem}.tif")
        dialog.fileSelected.connect(lambda name: self._write(result, match, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.save_dialog = dialog
        dialog.open()

    def _write(self, result: nc.MatchResult, match: nc.Match, path: Path) -> None:
        self._settings.folder = str(path.parent)
        self._session.georeferencing.write(result, match, path)
