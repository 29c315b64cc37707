"""How a numbered point is drawn on a map and on a picture: alike, and of constant size."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

HALO = QColor(0, 0, 0, 190)
INK = QColor("#ffd21f")
PAPER = QColor("#ffffff")
_RADIUS = 6.0
_CROSS = 10.0


def draw_point(painter: QPainter, at: QPointF, label: str, *, selected: bool) -> None:
    """A cross in a circle with a label beside it, in units of the screen."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, colour in ((4.0, HALO), (1.8, INK if selected else PAPER)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, _RADIUS, _RADIUS)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(x, y) * 2.5, at + QPointF(x, y) * _CROSS)
    if not label:
        return
    font = QFont(painter.font())
    font.setBold(True)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, max(metrics.horizontalAdvance(label) + 8, 16), metrics.height() + 2)
    box.moveTopLeft(at + QPointF(_RADIUS + 3, _RADIUS + 1))
    painter.setPen(QPen(HALO, 1.0))
    painter.setBrush(INK if selected else PAPER)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(0, 0, 0))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
