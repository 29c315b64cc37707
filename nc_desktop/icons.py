"""The program's own line icons, in the colour of the text of the theme in force."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

import neurocorrelator as nc

_SIZES = (16, 20, 22, 24, 32)  # that the program shows, in units of a screen of usual density
_INK = "#1c1c1c"  # the colour that the files are drawn in


def themed_icon(name: str, palette: QPalette) -> QIcon:
    """The icon `resources/icons/<name>.svg` for a palette."""
    normal = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    icon = QIcon()
    for size in _pixel_sizes():
        icon.addPixmap(_pixmap(name, normal.name(), size), QIcon.Mode.Normal)
        icon.addPixmap(_pixmap(name, disabled.name(), size), QIcon.Mode.Disabled)
    return icon


def tinted_pixmap(name: str, colour: QColor, size: int) -> QPixmap:
    """The icon in a colour of its own."""
    return _pixmap(name, colour.name(), size)


def in_ink_of(icon: QIcon, palette: QPalette) -> QIcon:
    """The shape of a one-coloured icon of Qt's in the colour of the text of a palette."""
    inked = QIcon()
    for size in icon.availableSizes():
        pixmap = icon.pixmap(size)
        painter = QPainter(pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), palette.color(QPalette.ColorRole.WindowText))
        painter.end()
        inked.addPixmap(pixmap)
    return inked


def application_icon() -> QIcon:
    """The program's icon, in its own colours."""
    return QIcon(str(nc.resource_path("icons/neurocorrelator.svg")))


def _pixel_sizes() -> list[int]:
    """Each size at the density of each screen, so that none is scaled."""
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}
    return sorted({round(size * ratio) for size in _SIZES for ratio in ratios})


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    text = nc.resource_path(f"icons/{name}.svg").read_text("utf-8").replace(_INK, colour)
    return QSvgRenderer(QByteArray(text.encode()))


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _drawing(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
