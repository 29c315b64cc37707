"""Template and scene of a match beside or over each other, to be moved, zoomed and swiped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from nc_desktop.comparison_mode import ComparisonMode
from nc_desktop.panels import comparison_painting as drawing
from nc_desktop.panels.comparison_images import ComparedImages
from nc_desktop.panels.comparison_painting import Pair
from nc_desktop.panels.linked_view import LinkedView, panes_of

_PER_NOTCH, _NOTCH, _FINER = 1.4, 120.0, 4.0  # as on the map
_KEY_FACTOR, _KEY_STEP = 1.5, 0.15
_GRIP = 9.0  # how near the line of the swipe is taken hold of
_SETTLED_MS = 180  # after a move, before a closer look is asked for
_MOST_LINES = 120  # more across two panes are a thicket


class ComparisonCanvas(QWidget):
    """The wheel zooms at the cursor, a drag moves, a double click shows all of the match.

    In a swipe the line is dragged. While Space is held the other picture is shown.
    """

    looked_at = Signal(object, float)
    """Limits in pixels of the scene, and pixels of the screen in one of them: once a move ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = LinkedView()
        self.share = 0.5
        self._images: list[ComparedImages] = []
        self._outline = QPolygonF()
        self._pairs: Sequence[Pair] = ()
        self._mode: ComparisonMode = "side"
        self._titles = ("", "")
        self._opacity = 0.5
        self._shows_template = True
        self._held = self._swiping = False
        self._dragged: QPointF | None = None
        self._cursor: QPointF | None = None
        self._flicker = QTimer(self, interval=500)
        self._flicker.timeout.connect(self._flip)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._tell)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(260, 150)

    def sizeHint(self) -> QSize:
        """Large enough to see something."""
        return QSize(640, 360)

    @property
    def mode(self) -> ComparisonMode:
        """How the two are shown."""
        return self._mode

    @property
    def shows_template(self) -> bool:
        """Whether the template is shown where one picture takes turns with the other."""
        return self._shows_template != self._held

    @property
    def pairs(self) -> Sequence[Pair]:
        """The inliers that are drawn."""
        return self._pairs

    def set_mode(self, mode: ComparisonMode) -> None:
        """Show the two in another way; the place stays."""
        self._mode, self._shows_template = mode, True
        if self.view.fitted:
            self.fit()
        self._run_flicker()
        self._show_cursor(self._cursor)
        self.update()

    def set_titles(self, template: str, scene: str) -> None:
        """What stands over the panes."""
        self._titles = template, scene
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """Of the template over the scene, 0-1."""
        self._opacity = opacity
        self.update()

    def set_interval(self, milliseconds: int) -> None:
        """How long a flicker shows each."""
        self._flicker.setInterval(milliseconds)

    def set_place(self, home: QRectF, outline: QPolygonF) -> None:
        """Show another match: all of it.

        Args:
            home: what is shown at first, in pixels of the scene.
            outline: the footprint.
        """
        self.view.home, self._outline = home, outline
        self.fit()

    def set_images(self, images: Sequence[ComparedImages]) -> None:
        """Draw these."""
        self._images = sorted(images, key=lambda each: each.scale)
        self._run_flicker()
        self.update()

    def set_pairs(self, pairs: Sequence[Pair]) -> None:
        """Draw inliers, of many some; none takes them away."""
        self._pairs = pairs[:: max(1, -(-len(pairs) // _MOST_LINES))]
        self.update()

    def fit(self) -> None:
        """Show all of the match."""
        self.view.fit(self.panes[0])
        self._settle()

    def hold(self, *, held: bool) -> None:
        """Show the other picture as long as it is held, and let a flicker rest."""
        if held != self._held:
            self._held = held
            self._run_flicker()
            self.update()

    @property
    def panes(self) -> list[QRectF]:
        """Where pictures are: the template's and the scene's side by side, or one for both."""
        return panes_of(QSizeF(self.size()), 2 if self._mode == "side" else 1)

    @property
    def line_x(self) -> float:
        """Where the line of the swipe is, in units of the screen."""
        return self.share * self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panes, palette = self.panes, self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Window))
        for number, pane in enumerate(panes):
            painter.save()
            painter.setClipRect(pane)
            painter.fillRect(pane, palette.color(QPalette.ColorRole.Mid))
            if self._mode == "side":
                self._draw_side(painter, pane, template=(number == 0) != self._held)
            else:
                self._draw_over(painter, pane)
            painter.restore()
        if self._mode == "side":
            template, scene = panes[::-1] if self._held else panes
            transforms = self.view.to_pane(template), self.view.to_pane(scene)
            drawing.draw_across(painter, (template, scene), transforms, self._pairs)
        painter.end()

    def _draw_side(self, painter: QPainter, pane: QRectF, *, template: bool) -> None:
        to_pane = self.view.to_pane(pane)
        drawing.draw_images(painter, to_pane, self._images, template=template)
        if not template:
            drawing.draw_outline(painter, to_pane, self._outline)
        cursor = self._cursor
        if cursor is not None and self._dragged is None and not pane.contains(cursor):
            place = self.view.position(cursor, self._pane_at(cursor))
            drawing.draw_cross(painter, to_pane.map(place))
        drawing.draw_title(painter, pane, self._titles[0 if template else 1])

    def _draw_over(self, painter: QPainter, pane: QRectF) -> None:
        """The template over the scene."""
        to_pane, (template, scene) = self.view.to_pane(pane), self._titles
        drawing.draw_images(painter, to_pane, self._images, template=False)
        seen = pane
        if self._mode == "swipe":
            seen = QRectF(pane.left(), pane.top(), self.line_x, pane.height())
        hidden = self._held if self._mode != "flicker" else not self.shows_template
        if not hidden:
            painter.save()
            painter.setClipRect(seen)
            painter.setOpacity(self._opacity if self._mode == "blend" else 1.0)
            drawing.draw_images(painter, to_pane, self._images, template=True)
            painter.restore()
        drawing.draw_vectors(painter, to_pane, self._pairs)
        if self._mode == "swipe" and not hidden:
            drawing.draw_swipe_line(painter, self.line_x, pane)
            drawing.draw_title(painter, pane, scene, at_right=True)
        both = self._mode == "blend" and not hidden
        title = f"{template} / {scene}" if both else scene if hidden else template
        drawing.draw_title(painter, pane, title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was shown whole stays whole."""
        super().resizeEvent(event)
        if self.view.fitted:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """A flicker goes on."""
        super().showEvent(event)
        self._run_flicker()

    def hideEvent(self, event: QHideEvent) -> None:
        """A flicker rests."""
        super().hideEvent(event)
        self._flicker.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line or of the picture."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            left = event.button() == Qt.MouseButton.LeftButton
            self._swiping = left and self._is_on_line(event.position())
            self._dragged = event.position()
            self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the line or the picture, or mark the same place in the other pane."""
        at = event.position()
        if self._swiping:
            self.share = min(max(at.x() / max(self.width(), 1), 0.0), 1.0)
        elif self._dragged is not None:
            self.view.pan_by(at - self._dragged)
            self._dragged = at
            self._settle()
        self._cursor = at
        self._show_cursor(at)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._dragged, self._swiping = None, False
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all of the match."""
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; finer with Ctrl."""
        notches = (event.angleDelta().y() or event.angleDelta().x()) / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches /= _FINER
        at = event.position()
        self.view.zoom_by(_PER_NOTCH**notches, at, self._pane_at(at))
        self._settle()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """No place is marked."""
        self._cursor = None
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that is held elsewhere is not held here."""
        super().focusOutEvent(event)
        self.hold(held=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the map, and Space for the other picture."""
        width, height = _KEY_STEP * self.width(), _KEY_STEP * self.height()
        steps = {
            Qt.Key.Key_Left: QPointF(width, 0),
            Qt.Key.Key_Right: QPointF(-width, 0),
            Qt.Key.Key_Up: QPointF(0, height),
            Qt.Key.Key_Down: QPointF(0, -height),
        }
        factors = {
            Qt.Key.Key_Plus: _KEY_FACTOR,
            Qt.Key.Key_Equal: _KEY_FACTOR,
            Qt.Key.Key_Minus: 1 / _KEY_FACTOR,
        }
        key, pane = Qt.Key(event.key()), self.panes[0]
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.hold(held=True)
            return
        if key in steps:
            self.view.pan_by(steps[key])
        elif key in factors:
            self.view.zoom_by(factors[key], pane.center(), pane)
        elif key == Qt.Key.Key_Home:
            self.view.fit(pane)
        else:
            super().keyPressEvent(event)
            return
        self._settle()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space was let go."""
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.hold(held=False)

    def _pane_at(self, at: QPointF) -> QRectF:
        panes = self.panes
        return next((pane for pane in panes if pane.contains(at)), panes[0])

    def _is_on_line(self, at: QPointF) -> bool:
        return self._mode == "swipe" and abs(at.x() - self.line_x) <= _GRIP

    def _show_cursor(self, at: QPointF | None) -> None:
        shape = Qt.CursorShape.OpenHandCursor
        if self._swiping or (at is not None and self._is_on_line(at)):
            shape = Qt.CursorShape.SplitHCursor
        elif self._dragged is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        self.setCursor(shape)

    def _settle(self) -> None:
        self._settled.start()
        self.update()

    @Slot()
    def _tell(self) -> None:
        pane = self.panes[0]
        if self.view.home.isEmpty() or pane.isEmpty():
            return
        corner, end = (self.view.position(at, pane) for at in (pane.topLeft(), pane.bottomRight()))
        limits = corner.x(), corner.y(), end.x(), end.y()
        self.looked_at.emit(limits, self.view.scale * self.devicePixelRatioF())

    @Slot()
    def _flip(self) -> None:
        self._shows_template = not self._shows_template
        self.update()

    def _run_flicker(self) -> None:
        if self._mode == "flicker" and self._images and not self._held and self.isVisible():
            self._flicker.start()
        else:
            self._flicker.stop()
