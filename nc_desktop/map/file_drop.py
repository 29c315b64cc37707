"""Files that are dragged onto a widget."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Makes widgets accept local files; install it on as many as needed."""

    dropped = Signal(list)
    """`pathlib.Path`s, in the order of the drag."""
    hovering = Signal(bool)
    """Files are held over the widget, or no longer."""

    def install(self, widget: QWidget) -> None:
        """Let a widget accept files."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the drag events that carry local files."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if _paths(event):
                event.acceptProposedAction()
                if isinstance(event, QDragEnterEvent):
                    self.hovering.emit(True)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self.hovering.emit(False)
        elif isinstance(event, QDropEvent):
            self.hovering.emit(False)
            if paths := _paths(event):
                event.acceptProposedAction()
                self.dropped.emit(paths)
                return True
        return super().eventFilter(watched, event)


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
