"""A small drawing in a corner of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette

from nc_desktop.translated_widget import TranslatedWidget

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

_ALPHA = 225  # the picture shines through a little
_RADIUS = 4.0


class CornerWidget(TranslatedWidget):
    """Lets the mouse through, and is drawn again when the map shows something else."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.view_changed.connect(self.update)

    @property
    def ink(self) -> QColor:
        """Legible on the ground that `draw_ground` draws."""
        return self.palette().color(QPalette.ColorRole.WindowText)

    def draw_ground(self, painter: QPainter, rect: QRectF, radius: float = _RADIUS) -> None:
        """A pale ground in the colour of the window, so that any picture may lie below."""
        ground = self.palette().color(QPalette.ColorRole.Window)
        ground.setAlpha(_ALPHA)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, radius, radius)

    def retranslate(self) -> None:
        """Write again."""
        self.update()

    def retheme(self) -> None:
        """Draw again."""
        self.update()
