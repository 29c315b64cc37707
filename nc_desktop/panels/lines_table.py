"""A table of given lines: sorted by its titles, copied, and chosen by a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from nc_desktop.panels.hinted_table import HintedTable

_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_ANY_INDEX = QModelIndex()
_WIDEST = 320
_ROOM = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and what it is sorted by.

    Attributes:
        text: as it is shown.
        key: the number that it stands for; None for a text, and for a number that is not known.
        is_number: whether it stands at the right side.
        tip: more, when the cursor rests on it.
    """

    text: str = ""
    key: float | None = None
    is_number: bool = False
    tip: str = ""


@dataclass(frozen=True, eq=False)
class Line:
    """A row.

    Attributes:
        cells: one a column.
        about: what a click on it is about; None for nothing.
    """

    cells: tuple[Cell, ...]
    about: object = None


class LinesModel(QAbstractTableModel):
    """The lines in the order in which they were given, or sorted by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._given: tuple[Line, ...] = ()
        self._lines: list[Line] = []
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    @property
    def titles(self) -> tuple[str, ...]:
        """Of the columns."""
        return self._titles

    @property
    def lines(self) -> tuple[Line, ...]:
        """From the first row to the last."""
        return tuple(self._lines)

    def show_lines(self, titles: Sequence[str], lines: Sequence[Line]) -> None:
        """Replace all."""
        self.beginResetModel()
        self._titles, self._given = tuple(titles), tuple(lines)
        self._arrange()
        self.endResetModel()

    def rowCount(self, parent: Any = _ANY_INDEX) -> int:
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Any = _ANY_INDEX) -> int:
        """One column a title."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._titles):
            return None
        if role == _DISPLAY:
            return self._titles[section]
        first = self._given[0].cells[section] if self._given else Cell()
        if role == Qt.ItemDataRole.TextAlignmentRole and first.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Any, role: int = _DISPLAY) -> Any:
        """What a cell shows."""
        cell = self._lines[index.row()].cells[index.column()]
        if role == _DISPLAY:
            return cell.text
        if role == Qt.ItemDataRole.TextAlignmentRole and cell.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or cell.text
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or as the lines were given for -1."""
        self.beginResetModel()
        self._sorted_by = column, order
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self._lines = list(self._given)
        column, order = self._sorted_by
        if not 0 <= column < len(self._titles):
            return
        descending = order == Qt.SortOrder.DescendingOrder
        if any(line.cells[column].is_number for line in self._lines):
            known = [line for line in self._lines if line.cells[column].key is not None]
            rest = [line for line in self._lines if line.cells[column].key is None]
            known.sort(key=lambda line: line.cells[column].key or 0.0, reverse=descending)
            self._lines = known + rest  # what is not known comes last in any case
        else:
            self._lines.sort(
                key=lambda line: line.cells[column].text.casefold(), reverse=descending
            )


class LinesTable(HintedTable):
    """Shows lines. `Ctrl+C` copies the selected ones with the titles, for a spreadsheet."""

    chosen = Signal(object, int)
    """What a line is about that was clicked, or entered by a key, and the column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setDefaultSectionSize(24)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_lines(self, titles: Sequence[str], lines: Sequence[Line]) -> None:
        """Replace all; columns become as wide as their texts."""
        self.lines.show_lines(titles, lines)
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        for column in range(self.lines.columnCount()):
            header.resizeSection(column, min(header.sectionSize(column) + _ROOM, _WIDEST))

    def copy(self) -> None:
        """Put the selected lines, or all where none is, on the clipboard."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = self.lines.lines
        chosen = [lines[row] for row in rows] if len(rows) > 1 else list(lines)
        texts = ["\t".join(self.lines.titles)]
        texts += ["\t".join(cell.text for cell in line.cells) for line in chosen]
        QGuiApplication.clipboard().setText("\n".join(texts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy lines, where Qt's table would copy a cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        about = self.lines.lines[index.row()].about
        if about is not None:
            self.chosen.emit(about, index.column())
