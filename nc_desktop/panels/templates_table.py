"""The table of templates: rows that are dragged, sorted, renamed and looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nc_desktop.panels.hinted_table import HintedTable
from nc_desktop.panels.templates_model import GSD, HEADING, NAME, TemplatesModel
from nc_desktop.panels.thumbnails import THUMBNAIL

_MEASURED_ROWS = 30  # of hundreds, each time that a column is fitted to its numbers


class _Delegate(QStyledItemDelegate):
    """Knows where in a cell the picture is."""

    def picture_rect(self, option: QStyleOptionViewItem, index: Any, view: QWidget) -> QRect:
        self.initStyleOption(option, index)
        part = QStyle.SubElement.SE_ItemViewItemDecoration
        return view.style().subElementRect(part, option, view)


class TemplatesTable(HintedTable):
    """A double click on a picture shows it, one on a text edits it; rows can be dragged."""

    picture_activated = Signal(int)
    """Row whose picture is to be shown."""
    sort_asked = Signal(int, bool)
    """Column, and whether in descending order."""

    def __init__(self, model: TemplatesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setIconSize(THUMBNAIL)
        self.verticalHeader().setDefaultSectionSize(THUMBNAIL.height() + 6)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (GSD, HEADING):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(_MEASURED_ROWS)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header_clicked)
        self._sorted: tuple[int, bool] | None = None

    def forget_sorting(self) -> None:
        """The rows are in no order of a column any more."""
        self._sorted = None
        self.horizontalHeader().setSortIndicatorShown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the picture under the cursor; elsewhere, edit."""
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and self._is_picture(index, event.position().toPoint()):
            self.picture_activated.emit(index.row())
            return
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the picture."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in keys and not editing and self.currentIndex().isValid():
            self.picture_activated.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def edit(self, index: Any, *arguments: Any) -> Any:
        """Digits begin to edit a number, but letters do not rename: they go to the row so named."""
        if len(arguments) == 2 and index.column() == NAME:
            trigger, event = arguments
            letter = isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Space
            if trigger == QAbstractItemView.EditTrigger.AnyKeyPressed and letter:
                return False
        return super().edit(index, *arguments)

    def _is_picture(self, index: Any, at: QPoint) -> bool:
        if index.column() != NAME:
            return False
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return self._delegate.picture_rect(option, index, self).contains(at)

    def _on_header_clicked(self, column: int) -> None:
        descending = self._sorted == (column, False)
        self.sort_asked.emit(column, descending)
        self._sorted = (column, descending)
        header = self.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)
        header.setSortIndicatorShown(True)
