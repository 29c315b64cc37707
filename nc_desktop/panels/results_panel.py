"""The panel of results: a sortable table in step with the map."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from nc_desktop.model.project import Project
from nc_desktop.panels.hinted_table import HintedTable
from nc_desktop.panels.results_model import SORT_ROLE, ResultsModel
from nc_desktop.panels.translated_widget import TranslatedWidget


class ResultsPanel(TranslatedWidget):
    """Table of matches. Choosing a row selects the match and asks the map to go there."""

    match_chosen = Signal()
    """The user chose a row here (not the map)."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._following = False
        self.model = ResultsModel(project, self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        self.sorted.setSortRole(SORT_ROLE)
        self.table = HintedTable(self)
        self.table.setModel(self.sorted)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # the result's own order at first
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().setDefaultSectionSize(24)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        font = self.note.font()
        font.setBold(True)
        self.note.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.note)
        layout.addWidget(self.table)
        self.table.selectionModel().selectionChanged.connect(self._on_table_selection)
        self.table.clicked.connect(self.match_chosen)  # a second click goes there again
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_selected)
        project.selection_changed.connect(self._on_project_selection)
        project.result_changed.connect(self._on_result)
        for signal in (
            project.result_changed,
            project.options_changed,
            project.templates.reset,
            project.templates.entry_changed,
        ):
            signal.connect(self._show_note)
        self.retranslate()

    def copy_selected(self) -> None:
        """Put the selected row, with the titles, on the clipboard as tab-separated text."""
        rows = self.table.selectionModel().selectedRows()
        if not rows:
            return
        columns = range(self.sorted.columnCount())
        horizontal = Qt.Orientation.Horizontal
        lines = ["\t".join(str(self.sorted.headerData(c, horizontal)) for c in columns)]
        lines += [
            "\t".join(str(self.sorted.index(row.row(), c).data()) for c in columns) for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def retranslate(self) -> None:
        """Set every text again."""
        self.table.set_hint(self.tr("Matches will be listed here."))
        self.note.setText(
            self.tr("These results were made with other templates or settings. Match again.")
        )
        self._show_note()
        self.model.retranslate()
        self._fit_columns()

    def _on_result(self) -> None:
        result = self._project.result
        empty = result is not None and not result.matches
        self.table.set_hint(
            self.tr("No template was found in this scene.")
            if empty
            else self.tr("Matches will be listed here.")
        )
        self._fit_columns()

    def _show_note(self, *_: object) -> None:
        self.note.setVisible(self._project.stale)

    def _fit_columns(self) -> None:
        self.table.resizeColumnsToContents()
        header = self.table.horizontalHeader()
        for column in range(self.sorted.columnCount()):
            header.resizeSection(column, header.sectionSize(column) + 8)

    def _on_table_selection(self, *_: object) -> None:
        if self._following:
            return
        rows = self.table.selectionModel().selectedRows()
        self._project.select_all(self.sorted.mapToSource(row).row() for row in rows)
        if rows:
            self.match_chosen.emit()

    def _on_project_selection(self) -> None:
        index = self._project.selected
        selection = self.table.selectionModel()
        self._following = True
        try:
            if index is None:
                selection.clearSelection()
                return
            row = self.sorted.mapFromSource(self.model.index(index, 0))
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(row, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(row)
        finally:
            self._following = False
