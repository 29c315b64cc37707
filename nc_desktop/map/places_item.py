"""Places of training on the map: a square each, in the colour of its side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from nc_desktop.plotting import pg

_FILL_ALPHA = 60
_LINE = 1.5


class PlacesItem(QGraphicsObject):
    """Many quadrangles in scene units; they are drawn as one path."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = QColor(colour)
        self._path = QPainterPath()
        self._count = 0

    @property
    def count(self) -> int:
        """How many are drawn."""
        return self._count

    def set_squares(self, corners: NDArray[np.float64]) -> None:
        """Draw these.

        Args:
            corners: [N, 4, 2] columns and rows, in turn around each.
        """
        self.prepareGeometryChange()
        self._count = len(corners)
        closed = np.concatenate([corners, corners[:, :1]], axis=1).reshape(-1, 2)
        joined = np.tile(np.array([1, 1, 1, 1, 0], np.int32), len(corners))
        self._path = QPainterPath()
        if len(corners):
            self._path = pg.arrayToQPath(closed[:, 0], closed[:, 1], joined)
        self.update()

    def boundingRect(self) -> QRectF:
        """The rectangle around all of them, in scene units."""
        return self._path.boundingRect()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a faint fill and thin lines."""
        fill = QColor(self._colour)
        fill.setAlpha(_FILL_ALPHA)
        painter.fillPath(self._path, fill)
        pen = QPen(self._colour, _LINE)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(self._path)
