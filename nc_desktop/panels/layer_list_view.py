"""The list of layers as a widget: order by drag, a mark on the active scene, a hint when empty."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from nc_desktop.icons import tinted_pixmap
from nc_desktop.panels.layers_model import ACTIVE_ROLE

_MARK = 16
_ROW = 30


class LayerListView(QListView):
    """Rows with check mark, picture and name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        self._delegate = _LayerDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(3 * _ROW)

    @property
    def hint(self) -> str:
        """The text of the empty list."""
        return self._hint

    def set_hint(self, text: str) -> None:
        """Change the text of the empty list."""
        self._hint = text
        self.viewport().update()

    def set_mark_tip(self, text: str) -> None:
        """What is said of the mark on the active scene."""
        self._delegate.mark_tip = text

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the hint."""
        super().paintEvent(event)
        if self.model() is None or self.model().rowCount() > 0:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        area = self.viewport().rect().adjusted(16, 16, -16, -16)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(flags), self._hint)
        painter.end()


class _LayerDelegate(QStyledItemDelegate):
    """The style's own row, and the mark at its right end."""

    mark_tip = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Room for the picture."""
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Leave room for the mark where there is one."""
        if not index.data(ACTIVE_ROLE):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        ground = QStyle.PrimitiveElement.PE_PanelItemViewItem  # under the mark too
        option.widget.style().drawPrimitive(ground, option, painter, option.widget)
        mark = _mark_rect(option.rect)
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -(_MARK + 8), 0)
        super().paint(painter, narrow, index)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Link
        painter.drawPixmap(mark, tinted_pixmap("match", option.palette.color(role), _MARK))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Any,
    ) -> bool:
        """The mark explains itself."""
        if (
            event.type() == QEvent.Type.ToolTip
            and index.data(ACTIVE_ROLE)
            and _mark_rect(option.rect).contains(event.pos())
        ):
            QToolTip.showText(event.globalPos(), self.mark_tip, view)
            return True
        return super().helpEvent(event, view, option, index)


def _mark_rect(row: QRect) -> QRect:
    return QRect(row.right() - _MARK - 3, row.center().y() - _MARK // 2 + 1, _MARK, _MARK)
