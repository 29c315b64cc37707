"""One view that several panes share: what moves or zooms one, moves and zooms the others."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

GAP = 4  # between two panes, units of the screen
_CLOSEST = 64.0  # units of the screen for a pixel of the scene
_FARTHEST = 4.0  # times what is shown at first
_TALL = 1.3  # a widget so many times as high as wide has its panes below each other


class LinkedView:
    """Middle and scale of what is shown, in pixels of the scene.

    Attributes:
        home: what `fit` shows.
        centre: in the middle of each pane.
        scale: units of the screen in a pixel of the scene.
        fitted: whether all of `home` is shown since `fit`.
    """

    def __init__(self) -> None:
        self.home = QRectF()
        self.centre, self.scale = QPointF(), 1.0
        self.fitted = True

    def fit(self, pane: QRectF) -> None:
        """Show `home` in a pane of this size."""
        self.fitted = True
        if self.home.isEmpty() or pane.isEmpty():
            return
        self.centre = self.home.center()
        scale = min(pane.width() / self.home.width(), pane.height() / self.home.height())
        self.scale = min(scale, _CLOSEST)

    def zoom_by(self, factor: float, at: QPointF, pane: QRectF) -> None:
        """Zoom in (above 1) or out; a point of a pane stays where it is."""
        fixed = self.position(at, pane)
        least = min(pane.width() / max(_FARTHEST * self.home.width(), 1e-9), 1.0)
        self.scale = min(max(self.scale * factor, least), _CLOSEST)
        self.centre = fixed - (at - pane.center()) * (1 / self.scale)
        self.fitted = False

    def pan_by(self, step: QPointF) -> None:
        """Move what is shown, in units of the screen."""
        self.centre -= step * (1 / self.scale)
        self.fitted = False

    def position(self, at: QPointF, pane: QRectF) -> QPointF:
        """Pixel of the scene under a point of a pane."""
        return self.centre + (at - pane.center()) * (1 / self.scale)

    def to_pane(self, pane: QRectF) -> QTransform:
        """Pixels of the scene to points of a pane."""
        middle, scale = pane.center(), self.scale
        right = middle.x() - scale * self.centre.x()
        down = middle.y() - scale * self.centre.y()
        return QTransform(scale, 0.0, 0.0, scale, right, down)


def panes_of(size: QSizeF, count: int) -> list[QRectF]:
    """One pane, or two beside each other, or below each other where that is larger."""
    width, height = size.width(), size.height()
    if count == 1:
        return [QRectF(0, 0, width, height)]
    if height > _TALL * width:
        half = (height - GAP) / 2
        return [QRectF(0, 0, width, half), QRectF(0, half + GAP, width, half)]
    half = (width - GAP) / 2
    return [QRectF(0, 0, half, height), QRectF(half + GAP, 0, half, height)]
