"""Small pictures of templates."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPixmap

import neurocorrelator as nc
from nc_desktop.jobs.paste_job import picture_of

THUMBNAIL = QSize(60, 40)

_BAR = 5  # wide, in the colour of the template's footprints
_GAP = 3


def thumbnail(template: nc.Template, colour: str, size: QSize = THUMBNAIL) -> QPixmap:
    """The picture within a size, transparent where masked, beside a bar in a colour."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    room = QSize(size.width() - _BAR - _GAP, size.height())
    step = max(
        1, int(min(template.width / room.width(), template.height / room.height()) / ratio) // 2
    )
    scaled = picture_of(template, step).scaled(
        room * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return _beside_bar(scaled, QColor(colour), size, ratio)


def _beside_bar(picture: QImage, colour: QColor, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    width, height = picture.width() / ratio, picture.height() / ratio
    left = _BAR + _GAP + (size.width() - _BAR - _GAP - width) / 2
    painter = QPainter(pixmap)
    painter.fillRect(QRect(0, 0, _BAR, size.height()), colour)
    place = round(left), round((size.height() - height) / 2), round(width), round(height)
    painter.drawImage(QRect(*place), picture)
    painter.end()
    return pixmap
