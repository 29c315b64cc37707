"""What is drawn of a comparison; places are pixels of the scene, brought to a pane."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from nc_desktop.panels.comparison_images import ComparedImages

Pair = tuple[QPointF, QPointF]
"""Where the footprint puts a patch, and where the scene has it."""

_MARKED, _LINE = QColor("#ffd400"), QColor("#00e5ff")
_ACROSS = QColor(0, 229, 255, 130)
_HALO = QColor(0, 0, 0, 140)
_GRIP_WIDTH, _GRIP_HEIGHT = 14.0, 28.0


def draw_images(
    painter: QPainter, to_pane: QTransform, all_images: Iterable[ComparedImages], *, template: bool
) -> None:
    """Draw the template or the scene, the coarsest below."""
    for images in all_images:
        placed = images.template if template else images.scene
        if placed is None:
            continue
        target = to_pane.mapRect(placed.rect)
        # pixels that are seen as such are not blurred
        blurs = target.width() < 3 * placed.pixmap.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, blurs)
        painter.drawPixmap(target, placed.pixmap, QRectF(placed.pixmap.rect()))


def draw_outline(painter: QPainter, to_pane: QTransform, outline: QPolygonF) -> None:
    """Draw the footprint."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((_HALO, 3.0), (_MARKED, 1.4)):
        painter.setPen(QPen(colour, width))
        painter.drawPolygon(to_pane.map(outline))


def draw_cross(painter: QPainter, at: QPointF) -> None:
    """Mark the place that the cursor is at in another pane."""
    for colour, width in ((_HALO, 3.0), (_MARKED, 1.4)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(at + QPointF(-9, 0), at + QPointF(9, 0))
        painter.drawLine(at + QPointF(0, -9), at + QPointF(0, 9))


def draw_vectors(painter: QPainter, to_pane: QTransform, pairs: Sequence[Pair]) -> None:
    """Draw from where the footprint puts each patch to where the scene has it."""
    ends = [(to_pane.map(placed), to_pane.map(found)) for placed, found in pairs]
    for colour, width in ((_HALO, 3.0), (_LINE, 1.4)):
        painter.setPen(QPen(colour, width))
        painter.setBrush(colour)
        for start, end in ends:
            painter.drawLine(start, end)
            painter.drawEllipse(end, 1.6, 1.6)


def draw_across(
    painter: QPainter,
    panes: tuple[QRectF, QRectF],
    transforms: tuple[QTransform, QTransform],
    pairs: Sequence[Pair],
) -> None:
    """Draw from each patch in the template's pane to the same in the scene's."""
    painter.setPen(QPen(_ACROSS, 1.0))
    painter.setBrush(_LINE)
    for placed, found in pairs:
        start, end = transforms[0].map(placed), transforms[1].map(found)
        if panes[0].contains(start) and panes[1].contains(end):
            painter.drawLine(start, end)
            painter.drawEllipse(start, 1.5, 1.5)
            painter.drawEllipse(end, 1.5, 1.5)


def draw_swipe_line(painter: QPainter, x: float, pane: QRectF) -> None:
    """Draw the line between template and scene, with a grip in its middle."""
    for colour, width in ((_HALO, 4.0), (_MARKED, 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(x, pane.top()), QPointF(x, pane.bottom()))
    grip = QRectF(0, 0, _GRIP_WIDTH, _GRIP_HEIGHT)
    grip.moveCenter(QPointF(x, pane.center().y()))
    painter.setPen(QPen(_HALO, 1.5))
    painter.setBrush(_MARKED)
    painter.drawRoundedRect(grip, 5, 5)
    painter.setPen(QPen(QColor(0, 0, 0), 1.4))
    for beside in (-2.5, 2.5):
        top, bottom = grip.top() + 8, grip.bottom() - 8
        painter.drawLine(QPointF(x + beside, top), QPointF(x + beside, bottom))


def draw_title(painter: QPainter, pane: QRectF, text: str, *, at_right: bool = False) -> None:
    """Write in an upper corner of a pane what it shows."""
    metrics = painter.fontMetrics()
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height() + 4)
    left = pane.right() - 8 - box.width() if at_right else pane.left() + 8
    box.moveTopLeft(QPointF(left, pane.top() + 8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 150))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
