"""A picture to look at, and to work on: points and outlines over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QMouseEvent,
    QPainter,
    QPalette,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

ZOOM_STEP = 1.25
_CLOSEST = 32.0  # screen pixels a template pixel
_SQUARE = 8  # of the chequered ground under what is masked
_CLICK_RADIUS = 4.0  # units of the screen: a press that moves no farther is a click


class PictureGuest(Protocol):
    """Draws over a picture and takes the left button there; positions are template pixels."""

    def press(self, at: QPointF, keys: Qt.KeyboardModifier) -> bool:
        """The button goes down; False leaves the drag to the picture, and `click` may come."""

    def move(self, at: QPointF) -> None:
        """The cursor moves, with nothing taken or with what `press` took."""

    def release(self, at: QPointF) -> None:
        """What `press` took is let go."""

    def click(self, at: QPointF) -> None:
        """A click where `press` took nothing; it may lie beside the picture."""

    def double_click(self, at: QPointF) -> bool:
        """Comes in place of the second press; False lets it be one."""

    def cursor_at(self, at: QPointF) -> Qt.CursorShape:
        """How the cursor looks there."""

    def paint(self, painter: QPainter, point_of: Callable[[QPointF], QPointF]) -> None:
        """Draw in units of the viewport; `point_of` tells where a position is there."""


class PictureView(QGraphicsView):
    """One pixmap with zoom at the cursor; its units are template pixels, corner coordinates.

    A drag moves it, unless a guest takes what lies under the cursor.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene = QGraphicsScene(self)
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self._fits = True
        self._guest: PictureGuest | None = None
        self._pressed: QPointF | None = None
        self._taken = False

    def set_guest(self, guest: PictureGuest | None) -> None:
        """Let something be drawn over the picture and be worked on there."""
        self._guest = guest
        self.viewport().setMouseTracking(guest is not None)
        self.viewport().update()

    @property
    def empty(self) -> bool:
        """Whether there is no picture."""
        return bool(self._item.pixmap().isNull())

    @property
    def scale_now(self) -> float:
        """Screen units per template pixel."""
        return float(self.transform().m11())

    def clear(self) -> None:
        """Show nothing until the picture is there."""
        self._item.setPixmap(QPixmap())

    def show_image(self, pixmap: QPixmap, reduced: int) -> None:
        """Show a picture whose pixels are `reduced` template pixels wide."""
        self._item.setPixmap(pixmap)
        self._item.setScale(reduced)
        self._scene.setSceneRect(self._item.sceneBoundingRect())
        self.fit()

    def fit(self) -> None:
        """Show the whole picture; a small one pixel by pixel, or larger by whole pixels."""
        self._fits = True
        rect = self._scene.sceneRect()
        if not rect.isEmpty():
            self.fitInView(rect, Qt.AspectRatioMode.KeepAspectRatio)
            self._sharpen()

    def actual(self) -> None:
        """A pixel of the picture is one of the screen."""
        self._fits = False
        self.resetTransform()
        self.scale(1 / self.devicePixelRatioF(), 1 / self.devicePixelRatioF())
        self._sharpen()

    def zoom(self, factor: float) -> None:
        """Zoom in (above 1) or out."""
        wanted = self.scale_now * factor
        if self._item.pixmap().isNull() or not 0.01 <= wanted <= _CLOSEST:
            return
        self._fits = False
        self.scale(factor, factor)
        self._sharpen()

    def point_of(self, at: QPointF) -> QPointF:
        """Point of the viewport over a position of the picture."""
        return self.viewportTransform().map(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The guest takes it, or a drag begins that moves the picture."""
        if event.button() == Qt.MouseButton.LeftButton and not self.empty:
            self._pressed = event.position()
            guest = self._guest
            self._taken = guest is not None and guest.press(
                self._position(event), event.modifiers()
            )
            if self._taken:
                event.accept()
                return
        super().mousePressEvent(event)
        if self._guest is not None:
            self._show_cursor(self._position(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What was taken follows."""
        at = self._position(event)
        if self._guest is not None and not self.empty and (self._taken or not event.buttons()):
            self._guest.move(at)
            self.viewport().update()
            self._show_cursor(at)
        if not self._taken:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was taken is let go; a press that did not move is a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        still = (event.position() - self._pressed).manhattanLength() <= _CLICK_RADIUS
        at, guest, taken = self._position(event), self._guest, self._taken
        self._pressed, self._taken = None, False
        if not taken:
            super().mouseReleaseEvent(event)
        if guest is not None:
            if taken:
                guest.release(at)
            elif still:
                guest.click(at)
            self._show_cursor(at)
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click is one as well, but for a guest that takes both together."""
        if self._guest is not None and self._guest.double_click(self._position(event)):
            self.viewport().update()
            event.accept()
            return
        self.mousePressEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """What the guest draws, in units of the viewport."""
        if self._guest is None or self.empty:
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._guest.paint(painter, self.point_of)
        painter.restore()

    def _position(self, event: QMouseEvent) -> QPointF:
        inverse, _ = self.viewportTransform().inverted()
        return inverse.map(event.position())

    def _show_cursor(self, at: QPointF) -> None:
        if self._guest is not None and not self.empty:
            self.viewport().setCursor(self._guest.cursor_at(at))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor."""
        if event.angleDelta().y():
            self.zoom(ZOOM_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay whole."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """A plain ground, and chequers under the picture."""
        painter.save()
        painter.resetTransform()
        base = self.palette().color(QPalette.ColorRole.Window).darker(108)
        painter.fillRect(self.viewport().rect(), base)
        picture = self.mapFromScene(self._scene.sceneRect()).boundingRect()
        dark = base.lightnessF() < 0.5
        painter.fillRect(picture, QColor("#4a4d52" if dark else "#ffffff"))
        painter.fillRect(picture, QBrush(_chequers(QColor("#3c3f43" if dark else "#d9d9d9"))))
        painter.restore()

    def _sharpen(self) -> None:
        """Large pixels are shown as the squares they are."""
        smooth = self.scale_now * self._item.scale() < 3
        self._item.setTransformationMode(
            Qt.TransformationMode.SmoothTransformation
            if smooth
            else Qt.TransformationMode.FastTransformation
        )


def _chequers(colour: QColor) -> QPixmap:
    tile = QPixmap(2 * _SQUARE, 2 * _SQUARE)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.fillRect(0, 0, _SQUARE, _SQUARE, colour)
    painter.fillRect(_SQUARE, _SQUARE, _SQUARE, _SQUARE, colour)
    painter.end()
    return tile
