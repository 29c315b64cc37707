"""What the user decided of a match, as a mark: told by its shape as well as by its colour.

A tick on a disc, a cross on a square; green and red-orange of a palette that colour-blind people
tell apart (Okabe and Ito, "Color Universal Design", 2008).
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from nc_desktop.model.judgement import Decision

_COLOURS = {"accepted": QColor("#007a5a"), "rejected": QColor("#c94f00")}
_WHITE = QColor(255, 255, 255)
_GLYPHS = {  # lines in a box from 0 to 1
    "accepted": (((0.27, 0.52), (0.44, 0.69), (0.74, 0.33)),),
    "rejected": (((0.32, 0.32), (0.68, 0.68)), ((0.68, 0.32), (0.32, 0.68))),
}
_SIDE = 16
_FADED = 0.3  # of a mark on what cannot be chosen; Qt's own way leaves it bright on dark ground


def draw_decision(painter: QPainter, box: QRectF, decision: Decision) -> None:
    """Draw the mark into a square; nothing while nothing is decided."""
    if not decision:
        return
    side = box.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_WHITE, side / 14))
    painter.setBrush(_COLOURS[decision])
    body = box.adjusted(side / 24, side / 24, -side / 24, -side / 24)
    if decision == "accepted":
        painter.drawEllipse(body)
    else:
        painter.drawRoundedRect(body, side / 8, side / 8)
    pen = QPen(_WHITE, side / 7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    path = QPainterPath()
    for line in _GLYPHS[decision]:
        points = [QPointF(box.x() + x * side, box.y() + y * side) for x, y in line]
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
    painter.strokePath(path, pen)
    painter.restore()


@lru_cache(maxsize=32)
def decision_pixmap(
    decision: Decision, side: int = _SIDE, ratio: float = 1.0, opacity: float = 1.0
) -> QPixmap:
    """The mark as a picture.

    Args:
        decision: what was decided; an empty one gives an empty picture.
        side: in units of the screen.
        ratio: pixels of the screen in such a unit.
        opacity: 0-1.
    """
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    draw_decision(painter, QRectF(0, 0, side, side), decision)
    painter.end()
    return pixmap


def decision_icon(decision: Decision) -> QIcon:
    """The mark as an icon, sharp on screens of double density too."""
    icon = QIcon()
    for side in (_SIDE, 2 * _SIDE):
        icon.addPixmap(decision_pixmap(decision, side))
        icon.addPixmap(decision_pixmap(decision, side, opacity=_FADED), QIcon.Mode.Disabled)
    return icon
