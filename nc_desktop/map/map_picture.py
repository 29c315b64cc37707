"""Taking a picture of what the map shows, once all of it is there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter

import neurocorrelator as nc
from nc_desktop.jobs.export_job import MapPicture
from nc_desktop.map.map_view import MapView

_INTERVAL_MS = 30
_MOST_TRIES = 2000  # a minute: slower files are shown coarsely anyway
_MOST_SIDE = 16_000


class MapCamera(QObject):
    """Draws the map to a picture, again and again until every tile that it wants is read.

    At twice the size the map is drawn with twice as many pixels of the scene, not enlarged. The map
    on the screen stands still meanwhile, so that it does not ask for other tiles.
    """

    taken = Signal(object)
    """A `MapPicture`."""
    given_up = Signal()
    """Parts of the map could not be had in a reasonable time."""

    def __init__(self, view: MapView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._factor = 1
        self._tries = 0
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._try)

    @property
    def busy(self) -> bool:
        """Whether a picture is being taken."""
        return self._timer.isActive()

    def size(self, factor: int) -> QSize:
        """Pixels of a picture: those of the screen, so many times in each direction."""
        view = self._view
        ratio = view.devicePixelRatioF() * factor
        size = view.viewport.size()
        ratio = min(ratio, _MOST_SIDE / max(size.width(), size.height(), 1))
        return QSize(round(size.width() * ratio), round(size.height() * ratio))

    def take(self, factor: int = 1) -> None:
        """Take one; `taken` or `given_up` follows."""
        self.stop()
        self._factor, self._tries = factor, 0
        self._view.viewport.setUpdatesEnabled(False)
        self._timer.start()

    def stop(self) -> None:
        """Take none."""
        if self._timer.isActive():
            self._timer.stop()
            self._view.viewport.setUpdatesEnabled(True)

    @Slot()
    def _try(self) -> None:
        image = self._draw()
        self._tries += 1
        if self._view.complete:
            georeference = self._georeference(image)
            self.stop()
            self.taken.emit(MapPicture(_as_array(image), georeference))
        elif self._tries >= _MOST_TRIES:
            self.stop()
            self.given_up.emit()

    def _draw(self) -> QImage:
        view = self._view
        image = QImage(self.size(self._factor), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(image.width() / max(view.viewport.width(), 1))
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        view.draw(painter)
        painter.end()
        return image

    def _georeference(self, image: QImage) -> nc.Georeference:
        """Of the picture's own pixels; a scene without any gives it none."""
        view, scene = self._view, self._view.georeference
        if scene.crs is None and scene.transform.is_identity:
            return nc.Georeference()
        rect = view.view_rect
        transform = scene.window(rect.left(), rect.top()).transform
        across, down = rect.width() / image.width(), rect.height() / image.height()
        scaled = type(transform)(
            transform.a * across,
            transform.b * down,
            transform.c,
            transform.d * across,
            transform.e * down,
            transform.f,
        )
        return nc.Georeference(scaled, scene.crs)


def _as_array(image: QImage) -> np.ndarray:
    """[H, W, 3] uint8."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).copy()
