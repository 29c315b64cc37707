"""Files and pictures that are dragged onto a widget."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Makes widgets accept local files, and pictures without one; for as many as needed."""

    dropped = Signal(list)
    """`pathlib.Path`s, in the order of the drag."""
    picture_dropped = Signal(QImage, str)
    """A picture that a browser or a viewer gave away, and its name or an empty text."""
    hovering = Signal(bool)
    """Files are held over the widget, or no longer."""

    def install(self, widget: QWidget) -> None:
        """Let a widget accept files."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the drag events that carry local files or a picture."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if _paths(event.mimeData()) or event.mimeData().hasImage():
                _take_copy(event)
                if isinstance(event, QDragEnterEvent):
                    self.hovering.emit(True)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self.hovering.emit(False)
        elif isinstance(event, QDropEvent):
            self.hovering.emit(False)
            mime = event.mimeData()
            if paths := _paths(mime):
                _take_copy(event)
                self.dropped.emit(paths)
                return True
            if mime.hasImage():
                _take_copy(event)
                self.picture_dropped.emit(QImage(mime.imageData()), _name(mime))
                return True
        return super().eventFilter(watched, event)


def _take_copy(event: QDropEvent) -> None:
    """Whatever the source proposes: one that is told of a move may delete its files."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _paths(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _name(mime: QMimeData) -> str:
    """The name that the picture has where it comes from; an address may end with anything."""
    for url in mime.urls():
        name = PurePosixPath(url.path()).name
        if PurePosixPath(name).suffix and len(name) <= 60:
            return name
    return ""
