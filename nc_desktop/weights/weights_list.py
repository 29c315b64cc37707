"""The list of weights: sorted, renamed in place, and files are dropped onto it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from nc_desktop.weights.known_weights import SHIPPED, KnownWeights
from nc_desktop.weights.weights_store import WeightsStore
from nc_desktop.weights.weights_texts import (
    date_text,
    gain_text,
    kind_text,
    places_text,
    size_text,
)

NAME, KIND, USED, GAIN, DATE, PLACES, SIZE = range(7)
_WEIGHTS = Qt.ItemDataRole.UserRole
_KEY = int(Qt.ItemDataRole.UserRole) + 1
_ROW_HEIGHT = 24
_WIDTHS = (190, 95, 170, 240, 130, 110, 70)


class _Row(QTreeWidgetItem):
    """Numbers are sorted as numbers."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = tree.sortColumn() if tree is not None else NAME
        own, their = self.data(column, _KEY), other.data(column, _KEY)
        if own is None or their is None:
            return self.text(column).casefold() < other.text(column).casefold()
        return bool(own < their)


class WeightsList(QTreeWidget):
    """A row for each of the weights that are known."""

    renamed = Signal(object, str)
    """The `KnownWeights` and the name that was typed."""
    dropped = Signal(object)
    """`Path` of a file that was let go here."""

    def __init__(self, store: WeightsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAcceptDrops(True)
        self.setColumnCount(len(_WIDTHS))
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setStretchLastSection(True)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.headerItem().setTextAlignment(SIZE, right)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.itemChanged.connect(self._on_changed)

    @property
    def chosen(self) -> KnownWeights | None:
        """Those of the current row."""
        item = self.currentItem()
        found = None if item is None else item.data(NAME, _WEIGHTS)
        return found if isinstance(found, KnownWeights) else None

    def choose(self, value: str) -> None:
        """Make the row of weights current, as the settings of a match call them."""
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            if item is not None and item.data(NAME, _WEIGHTS).value == value:
                self.setCurrentItem(item)

    def rename_current(self) -> None:
        """Type another name in place."""
        item = self.currentItem()
        if item is not None:
            self.editItem(item, NAME)

    def fill(self) -> None:
        """Show what is known now; the current row stays, and so does a name that is being typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            return
        before = self.chosen
        with QSignalBlocker(self):
            self.clear()
            for weights in self._store.known:
                self.addTopLevelItem(self._row(weights))
        self.choose(before.value if before is not None else SHIPPED)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome; whether they are weights is seen when they are read."""
        if _files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the list."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        files = _files(event)
        if files:
            event.acceptProposedAction()
        for path in files:
            self.dropped.emit(path)

    def _row(self, weights: KnownWeights) -> QTreeWidgetItem:
        used, default = self._store.is_used(weights), self._store.is_default(weights)
        states = (
            (used, self.tr("in use")),
            (default, self.tr("default")),
            (weights.training, self.tr("in training")),
        )
        texts = (
            self._store.name_of(weights),
            kind_text(weights),
            ", ".join(text for holds, text in states if holds),
            gain_text(weights),
            date_text(weights),
            places_text(weights),
            size_text(weights),
        )
        item = _Row(list(texts))
        item.setData(NAME, _WEIGHTS, weights)
        metric = weights.metric
        item.setData(GAIN, _KEY, -9.0 if metric is None else metric[2] - metric[1])
        item.setData(DATE, _KEY, weights.changed)
        item.setData(SIZE, _KEY, float(weights.size))
        item.setSizeHint(NAME, QSize(0, _ROW_HEIGHT))
        item.setTextAlignment(SIZE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, text in enumerate(texts):
            item.setToolTip(column, text)
        item.setToolTip(NAME, f"{texts[NAME]}\n{weights.path}")
        if weights.kind != "shipped":
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if used:
            font = item.font(NAME)
            font.setBold(True)
            item.setFont(NAME, font)
        return item

    @Slot(QTreeWidgetItem, int)
    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        weights = item.data(NAME, _WEIGHTS)
        if column == NAME and item.text(NAME).strip() != weights.name:
            self.renamed.emit(weights, item.text(NAME).strip())


def _files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
