"""Small pictures that tell the kinds of layers apart: each shows its own colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)

from nc_desktop.map.colour_maps import lookup_table
from nc_desktop.model.colours import template_colour
from nc_desktop.model.layers import AreaLayer, HeatmapLayer, Layer, MatchesLayer

ICON = QSize(30, 22)


def layer_icon(layer: Layer, palette: QPalette) -> QPixmap:
    """A swatch of a heatmap's colours, outlines of matches, an area's shape, or a bare scene."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    pixmap = QPixmap(ICON * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = QRectF(1.5, 2.5, ICON.width() - 3, ICON.height() - 5)
    if isinstance(layer, HeatmapLayer):
        _draw_gradient(painter, room, layer.style.colour_map)
    elif isinstance(layer, MatchesLayer):
        _draw_outlines(painter, room)
    elif isinstance(layer, AreaLayer):
        _draw_shape(painter, room, QColor(layer.style.colour))
    else:
        _draw_ground(painter, room, palette.color(QPalette.ColorRole.Mid))
    painter.end()
    return pixmap


def thumbnail(image: QImage) -> QPixmap:
    """A picture of a scene in the size of the icons, cut to their shape."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    size = ICON * ratio
    scaled = image.scaled(
        size,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (scaled.width() - size.width()) // 2, (scaled.height() - size.height()) // 2
    pixmap = QPixmap.fromImage(scaled.copy(left, top, size.width(), size.height()))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _draw_gradient(painter: QPainter, room: QRectF, colour_map: str) -> None:
    gradient = QLinearGradient(room.topLeft(), room.topRight())
    lut = lookup_table(colour_map)
    for step in range(9):
        red, green, blue = (int(value) for value in lut[step * 255 // 8])
        gradient.setColorAt(step / 8, QColor(red, green, blue))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(room, 2, 2)


def _draw_outlines(painter: QPainter, room: QRectF) -> None:
    for index, (left, top) in enumerate(((0.06, 0.0), (0.42, 0.3))):
        corner = QPointF(room.left() + left * room.width(), room.top() + top * room.height())
        painter.setPen(QPen(QColor(template_colour(index)), 2.0))
        painter.drawRect(QRectF(corner.x(), corner.y(), room.width() * 0.5, room.height() * 0.65))


def _draw_shape(painter: QPainter, room: QRectF, colour: QColor) -> None:
    fill = QColor(colour)
    fill.setAlpha(70)
    painter.setPen(QPen(colour, 2.0))
    painter.setBrush(fill)
    points = ((0.05, 0.35), (0.5, 0.0), (0.95, 0.3), (0.8, 1.0), (0.2, 0.9))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(room.left() + x * room.width(), room.top() + y * room.height())
                for x, y in points
            ]
        )
    )


def _draw_ground(painter: QPainter, room: QRectF, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.4))
    painter.drawRoundedRect(room, 2, 2)
    middle = room.center()
    painter.drawLine(QPointF(room.left(), middle.y()), QPointF(room.right(), middle.y()))
    painter.drawLine(QPointF(middle.x(), room.top()), QPointF(middle.x(), room.bottom()))
