"""The panel of results: a table in step with the map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.model.project import Project
from nc_desktop.panels.elided_label import ElidedLabel
from nc_desktop.panels.hinted_table import HintedTable
from nc_desktop.panels.match_filter_bar import MatchFilterBar
from nc_desktop.panels.results_model import ResultsModel
from nc_desktop.settings import Settings
from nc_desktop.translated_widget import TranslatedWidget

_COMMENT_WIDTH = 150  # at least: room to write
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ResultsPanel(TranslatedWidget):
    """The answers, and a table of the matches that pass the filter. Its rows select them."""

    match_chosen = Signal()
    """The user chose one row here (not on the map): go there."""

    def __init__(self, project: Project, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._settings = project, settings
        self._following = False
        self._fitted: tuple[object, ...] = ()
        self.extra_actions: list[QAction] = []
        self.model = ResultsModel(project, self)
        self.filters = MatchFilterBar(project, self.model)
        self.table = HintedTable(self)
        self.table.setModel(self.model)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # the result's own order at first
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)  # comments
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.verticalHeader().setDefaultSectionSize(24)
        header = self.table.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setResizeContentsPrecision(30)  # rows that are measured, of thousands
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        font = self.note.font()
        font.setBold(True)
        self.note.setFont(font)
        self._answers = AnswerTexts(self)
        self.answers = ElidedLabel(self)
        self.answers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.note)
        self._head = QHBoxLayout()
        self._head.addWidget(self.answers, 1)
        layout.addLayout(self._head)
        layout.addWidget(self.filters)
        layout.addWidget(self.table)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        project = self._project
        self.table.selectionModel().selectionChanged.connect(self._on_table_selection)
        self.table.clicked.connect(self._on_clicked)
        self.table.customContextMenuRequested.connect(self._on_context)
        self.table.horizontalHeader().customContextMenuRequested.connect(self._on_header_context)
        self.table.installEventFilter(self)
        self.model.modelReset.connect(self._on_reset)
        project.selection_changed.connect(self._show_selection)
        project.result_changed.connect(self._on_result)
        project.filter_changed.connect(self._show_hint)
        for signal in (
            project.result_changed,
            project.options_changed,
            project.scene_changed,
            project.templates.reset,
            project.templates.entry_changed,
        ):
            signal.connect(self._show_note)

    def add_beside_answers(self, bar: QWidget) -> None:
        """Show a bar before the answers, in their line."""
        self._head.insertWidget(0, bar)

    def step(self, rows: int) -> None:
        """Select the match that is so many rows further down; from the end on to the beginning."""
        count = self.model.rowCount()
        if not count:
            return
        current = self._project.selected
        row = self.model.row_of(current) if current is not None else None
        if row is None:
            row = -1 if rows > 0 else count
        self._project.select(self.model.match_at((row + rows) % count))
        self.match_chosen.emit()

    def select_all(self) -> None:
        """Select all matches that are shown."""
        current = self._project.selected
        last = [current] if current is not None else []
        self._project.select_all([*(m for m in self.model.matches if m != current), *last])

    def select_same_template(self) -> None:
        """Select all matches, of those that are shown, of the current one's template."""
        findings, match = self._project.findings, self._project.selected_match
        if findings is None or match is None:
            return
        matches, current = findings.result.matches, findings.selected[-1]
        same = [i for i in findings.shown if matches[i].template == match.template]
        self._project.select_all([*(i for i in same if i != current), current])

    def copy_selected(self) -> None:
        """Put the selected rows, with the titles, on the clipboard as tab-separated text."""
        if self._project.findings is None:
            return
        rows = self.model.rows_of(self._project.findings.selected)
        if not rows:
            return
        header, horizontal = self.table.horizontalHeader(), Qt.Orientation.Horizontal
        places = range(self.model.columnCount())
        columns = [c for c in map(header.logicalIndex, places) if not header.isSectionHidden(c)]
        lines = ["\t".join(str(self.model.headerData(c, horizontal)) for c in columns)]
        lines += ["\t".join(str(self.model.index(row, c).data()) for c in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def copy_wgs84(self) -> None:
        """Put latitude and longitude of the selected matches on the clipboard, a line each.

        In degrees with a point, as web maps take them.
        """
        findings = self._project.findings
        if findings is None:
            return
        lat, lon = findings.columns.numbers["lat"], findings.columns.numbers["lon"]
        matches = [self.model.match_at(row) for row in self.model.rows_of(findings.selected)]
        lines = [f"{lat[i]:.7f}, {lon[i]:.7f}" for i in matches if lat[i] == lat[i]]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def retranslate(self) -> None:
        """Set every text again."""
        self._show_answers()
        self._show_hint()
        self.note.setText(
            self.tr("These results were made with other templates or settings. Match again.")
        )
        self._show_note()
        self.model.retranslate()
        self._fit_columns()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copy rows, where Qt's table would copy a cell."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            self.copy_selected()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_reset(self) -> None:
        shown = self._project.findings, self.model.columns
        if shown != self._fitted:  # others, or a correction brings a column
            self._fit_columns()
        self._hide_columns()
        self._show_selection()

    @Slot()
    def _on_result(self) -> None:
        self._show_answers()
        self._show_hint()

    def _show_answers(self) -> None:
        result = self._project.result
        answers = result.answers if result is not None else {}
        line = self._answers.line(answers)
        self.answers.setText(line)
        self.answers.set_tip("\n".join(self._answers.lines(answers)))
        self.answers.setVisible(bool(line))

    @Slot()
    def _show_hint(self) -> None:
        findings = self._project.findings
        if findings is None:
            hint = self.tr("Matches will be listed here.")
        elif not findings.result.matches:
            hint = self.tr("No template was found in this scene.")
        else:
            hint = self.tr("No match passes the filter.")
        self.table.set_hint(hint)

    @Slot()
    def _show_note(self, *_: object) -> None:
        self.note.setVisible(self._project.stale)

    def _fit_columns(self) -> None:
        self._fitted = self._project.findings, self.model.columns
        self.table.resizeColumnsToContents()
        header = self.table.horizontalHeader()
        for column in range(self.model.columnCount()):
            header.resizeSection(column, header.sectionSize(column) + 12)
        comment = self.model.column_of("comment")
        if comment is not None:
            header.resizeSection(comment, max(header.sectionSize(comment), _COMMENT_WIDTH))

    @Slot()
    def _on_table_selection(self, *_: object) -> None:
        if self._following:
            return
        findings = self._project.findings
        if findings is None:
            return
        chosen = dict.fromkeys(
            self.model.match_at(row)
            for part in self._selected_ranges()
            for row in range(part.top(), part.bottom() + 1)
        )
        # in the order in which they were selected: the last one is the current one
        kept = [index for index in findings.selected if index in chosen]
        ordered = dict.fromkeys([*kept, *chosen])
        row = self.table.currentIndex().row()
        if row >= 0 and (current := self.model.match_at(row)) in ordered:
            ordered.pop(current)
            ordered[current] = None
        self._following = True
        try:
            self._project.select_all(ordered)
        finally:
            self._following = False
        if len(ordered) == 1:
            self.match_chosen.emit()

    def _selected_ranges(self) -> list[QItemSelectionRange]:
        selection = self.table.selectionModel().selection()
        return [selection.at(number) for number in range(selection.size())]

    @Slot(QModelIndex)
    def _on_clicked(self, _: QModelIndex) -> None:
        """A second click on a row goes there again."""
        if not QGuiApplication.keyboardModifiers() & _HELD:
            self.match_chosen.emit()

    @Slot()
    def _show_selection(self) -> None:
        if self._following:
            return
        findings, selection = self._project.findings, self.table.selectionModel()
        rows = self.model.rows_of(findings.selected) if findings is not None else []
        last = self.model.columnCount() - 1
        ranges = QItemSelection()
        for first, end in _runs(rows):
            ranges.select(self.model.index(first, 0), self.model.index(end, last))
        flags = QItemSelectionModel.SelectionFlag
        self._following = True
        try:
            selection.select(ranges, flags.ClearAndSelect)  # whole rows already
            current = self._project.selected
            row = self.model.row_of(current) if current is not None else None
            if row is not None:
                index = self.model.index(row, max(self.table.currentIndex().column(), 0))
                selection.setCurrentIndex(index, flags.NoUpdate)
                self.table.scrollTo(index)
        finally:
            self._following = False

    @Slot(QPoint)
    def _on_context(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if index.isValid():
            self.context_menu(index).popup(self.table.viewport().mapToGlobal(place))

    def context_menu(self, index: QModelIndex) -> QMenu:
        """What can be done with a cell and the selected rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        clipboard = QGuiApplication.clipboard()
        cell = menu.addAction(self.tr("Copy the &cell"))
        cell.triggered.connect(lambda: clipboard.setText(str(index.data())))
        rows = menu.addAction(self.tr("Copy the &rows"))
        rows.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        rows.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        rows.triggered.connect(self.copy_selected)
        place = menu.addAction(self.tr("Copy &latitude and longitude"))
        findings = self._project.findings
        place.setEnabled(findings is not None and findings.columns.known("lat"))
        place.triggered.connect(self.copy_wgs84)
        menu.addSeparator()
        menu.addAction(self.tr("&Zoom to")).triggered.connect(self.match_chosen)
        same = menu.addAction(self.tr("&Select all of this template"))
        same.triggered.connect(self.select_same_template)
        if self.extra_actions:
            menu.addSeparator()
            menu.addActions(self.extra_actions)
        return menu

    @Slot(QPoint)
    def _on_header_context(self, place: QPoint) -> None:
        header = self.table.horizontalHeader()
        self.columns_menu().popup(header.viewport().mapToGlobal(place))

    def columns_menu(self) -> QMenu:
        """Which columns are shown; the last one cannot be hidden."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self.table.horizontalHeader()
        shown = header.count() - header.hiddenSectionCount()
        for number, column in enumerate(self.model.columns):
            action = menu.addAction(self.model.title(column.name))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setEnabled(shown > 1 or not action.isChecked())
            action.setData(column.name)
            action.toggled.connect(lambda on, name=column.name: self._show_column(name, visible=on))
        return menu

    def _show_column(self, name: str, *, visible: bool) -> None:
        hidden = set(self._settings.hidden_columns)
        hidden = hidden - {name} if visible else hidden | {name}
        self._settings.hidden_columns = tuple(sorted(hidden))
        self._hide_columns()

    def _hide_columns(self) -> None:
        hidden = set(self._settings.hidden_columns)
        header = self.table.horizontalHeader()
        names = [column.name for column in self.model.columns]
        if names and hidden.issuperset(names):
            hidden = set()
        for number, name in enumerate(names):
            header.setSectionHidden(number, name in hidden)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of consecutive numbers; the numbers are sorted."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs
