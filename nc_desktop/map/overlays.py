"""Small widgets in the corners of the map: scale bar, north arrow, legends."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

_MARGIN = 10
_GAP = 8


class Overlays(QObject):
    """Keeps widgets in the corners of another, one above the other where they share a corner."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self._placed: list[tuple[QWidget, Qt.Corner]] = []
        ground.installEventFilter(self)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """All of them, in the order in which they were added."""
        return tuple(widget for widget, _ in self._placed)

    def add(self, widget: QWidget, corner: Qt.Corner) -> None:
        """Put a widget into a corner; it has the size that it hints at."""
        widget.setParent(self._ground)
        self._placed.append((widget, corner))
        widget.installEventFilter(self)
        widget.show()
        self.arrange()

    def remove(self, widget: QWidget) -> None:
        """Take one away; its owner destroys it."""
        widget.removeEventFilter(self)
        self._placed = [placed for placed in self._placed if placed[0] is not widget]
        widget.setParent(None)
        self.arrange()

    def arrange(self) -> None:
        """Put all in their places."""
        room = self._ground.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        used = dict.fromkeys(Qt.Corner, 0)
        for widget, corner in self._placed:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            left = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.BottomLeftCorner)
            top = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)
            x = room.left() if left else room.right() + 1 - size.width()
            y = (
                room.top() + used[corner]
                if top
                else room.bottom() + 1 - used[corner] - size.height()
            )
            used[corner] += size.height() + _GAP
            widget.resize(size)
            widget.move(QPoint(x, y))
            widget.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sizes change, and widgets come and go."""
        kind = event.type()
        if watched is self._ground:
            if kind == QEvent.Type.Resize:
                self.arrange()
        elif kind in (
            QEvent.Type.LayoutRequest,
            QEvent.Type.Resize,
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
        ):
            self.arrange()
        return super().eventFilter(watched, event)
