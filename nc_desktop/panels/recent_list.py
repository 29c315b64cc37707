"""The scenes that were opened last, on the start page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nc_desktop.icons import themed_icon

_PATH, _GONE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_MARGIN, _CROSS = 8, 16


class RecentList(QListWidget):
    """Name and folder of each; a click or Enter opens, Delete or the cross takes off the list."""

    requested = Signal(object)
    """A `Path` to open."""
    removed = Signal(object)
    """A `Path` that the list shall lose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Row(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.itemClicked.connect(self._open)

    def show_paths(self, paths: Sequence[Path], missing: frozenset[Path]) -> None:
        """Fill the list.

        Args:
            paths: the newest first.
            missing: those of them that are not there now.
        """
        row = self.currentRow()
        self.clear()
        for path in paths:
            item = QListWidgetItem(path.name or str(path))
            item.setData(_PATH, str(path))
            item.setData(_GONE, path in missing)
            item.setToolTip(self._tip(path, gone=path in missing))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{path.name}, {path.parent}")
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))
        self.updateGeometry()

    def retranslate(self) -> None:
        """Say again what is missing."""
        self.setAccessibleName(self.tr("Recent projects and scenes"))
        for row in range(self.count()):
            item = self.item(row)
            item.setToolTip(self._tip(Path(item.data(_PATH)), gone=bool(item.data(_GONE))))

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(560, height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Two rows; more are scrolled."""
        rows = min(2, self.count())
        return QSize(200, sum(self.sizeHintForRow(row) for row in range(rows)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(item)
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(Path(item.data(_PATH)))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross of a row is no click on the row."""
        item = self.itemAt(event.position().toPoint())
        if (
            item is not None
            and event.button() == Qt.MouseButton.LeftButton
            and self.cross_of(item).contains(event.position().toPoint())
        ):
            self.removed.emit(Path(item.data(_PATH)))
        else:
            super().mouseReleaseEvent(event)

    def cross_of(self, item: QListWidgetItem) -> QRect:
        """Where the cross of a row is, in the viewport."""
        return _cross(self.visualItemRect(item)).adjusted(-4, -4, 4, 4)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open or remove."""
        item = self.itemAt(event.pos())
        if item is None:
            return
        path = Path(item.data(_PATH))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        opens = QAction(self.tr("Open"), menu)
        opens.setEnabled(not item.data(_GONE))
        opens.triggered.connect(lambda: self.requested.emit(path))
        removes = QAction(self.tr("Remove from the list"), menu)
        removes.triggered.connect(lambda: self.removed.emit(path))
        menu.addActions([opens, removes])
        menu.popup(event.globalPos())

    def _open(self, item: QListWidgetItem) -> None:
        if not item.data(_GONE):
            self.requested.emit(Path(item.data(_PATH)))

    def _tip(self, path: Path, *, gone: bool) -> str:
        return self.tr("{path} is not there now").format(path=path) if gone else str(path)


class _Row(QStyledItemDelegate):
    """A name, below it its folder in a paler ink, and a cross while the cursor is there."""

    def __init__(self, view: RecentList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        lines = QFontMetrics(self._bold()).lineSpacing() + QFontMetrics(self._small()).lineSpacing()
        return QSize(200, lines + 2 * _MARGIN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        path, gone = Path(index.data(_PATH)), bool(index.data(_GONE))
        state, palette, area = option.state, option.palette, option.rect
        painter.save()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if hovered or focused:
            self._mark(painter, palette, area, focused=focused)
        text = area.adjusted(_MARGIN + 4, _MARGIN, -2 * _MARGIN - _CROSS, -_MARGIN)
        name, folder = path.name or str(path), str(path.parent)
        if gone:
            missing = QCoreApplication.translate("RecentList", "{name} – not found")
            name = missing.format(name=name)
        group = QPalette.ColorGroup.Disabled if gone else QPalette.ColorGroup.Active
        ink = palette.color(group, QPalette.ColorRole.Text)
        painter.setPen(ink)
        painter.setFont(self._bold())
        _write(painter, text, Qt.AlignmentFlag.AlignTop, name)
        if not gone:
            ink.setAlphaF(0.72)
        painter.setPen(ink)
        painter.setFont(self._small())
        _write(painter, text, Qt.AlignmentFlag.AlignBottom, folder)
        if hovered or focused or gone:
            themed_icon("close", palette).paint(painter, _cross(area))
        painter.restore()

    def _mark(self, painter: QPainter, palette: QPalette, area: QRect, *, focused: bool) -> None:
        """The row of the cursor or of the keyboard."""
        ground = palette.color(QPalette.ColorRole.Text)
        ground.setAlphaF(0.08)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(ground)
        frame = palette.color(QPalette.ColorRole.Highlight)
        painter.setPen(frame if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)

    def _bold(self) -> QFont:
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * 0.92)
        return font


def _cross(row: QRect) -> QRect:
    corner = QPoint(row.right() - _MARGIN - _CROSS, row.center().y() - _CROSS // 2)
    return QRect(corner, QSize(_CROSS, _CROSS))


def _write(painter: QPainter, area: QRect, edge: Qt.AlignmentFlag, text: str) -> None:
    middle = Qt.TextElideMode.ElideMiddle
    elided = painter.fontMetrics().elidedText(text, middle, area.width())
    painter.drawText(area, edge | Qt.AlignmentFlag.AlignLeft, elided)
