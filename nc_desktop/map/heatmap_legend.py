"""The colour bar of the heatmap in a corner of the map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent

from nc_desktop.map.colour_maps import fading_table
from nc_desktop.map.corner_widget import CornerWidget
from nc_desktop.model.layers import HeatmapLayer, Layer
from nc_desktop.model.positions import shares_ground
from nc_desktop.model.project import Project

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

_LEAST_WIDTH, _MOST_WIDTH = 190, 340
_PADDING = 8.0
_BAR = 11.0


class HeatmapLegend(CornerWidget):
    """What the colours of the topmost visible heatmap mean; hidden with it."""

    def __init__(self, project: Project, view: MapView) -> None:
        super().__init__(view)
        self.setObjectName("heatmap_legend")
        self._project = project
        self._layer: HeatmapLayer | None = None
        layers = project.layers
        layers.inserted.connect(self._on_inserted)
        layers.removed.connect(self._on_removed)
        layers.moved.connect(self._refresh)
        project.scene_changed.connect(self._refresh)
        project.result_changed.connect(self._refresh)
        view.add_overlay(self, Qt.Corner.BottomRightCorner)
        self._refresh()

    @property
    def texts(self) -> tuple[tuple[str, ...], str, str] | None:
        """Lines of the title, and the scores at both ends; None while nothing is shown."""
        layer = self._layer
        if layer is None or layer.shown is None or layer.limits is None:
            return None
        low, high = (QLocale().toString(value, "f", 2) for value in layer.limits)
        title = [layer.shown.template]
        if layer.preliminary:
            title.append(self.tr("preliminary: mean cosine"))
        return tuple(title), f"≤ {low}", f"≥ {high}"

    def sizeHint(self) -> QSize:
        """The title as wide as it is, the colours, and their numbers."""
        title = self.texts[0] if self.texts is not None else ("",)
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(line) for line in title) + 2 * _PADDING + 1
        height = (len(title) + 1) * metrics.height() + _BAR + 2 * _PADDING + 2
        return QSize(min(max(_LEAST_WIDTH, math.ceil(widest)), _MOST_WIDTH), round(height))

    def retranslate(self) -> None:
        """Make room for the words of another language."""
        self.adjustSize()
        super().retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        texts, layer = self.texts, self._layer
        if texts is None or layer is None:
            return
        title, low, high = texts
        painter = QPainter(self)
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        self.draw_ground(painter, QRectF(self.rect()))
        room = QRectF(self.rect()).adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        painter.setPen(self.ink)
        line = QRectF(room.left(), room.top() - 2, room.width(), metrics.height())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for number, text in enumerate(title):
            if number:
                line.translate(0, metrics.height())
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(line, align, elided)
        bar = QRectF(room.left(), line.bottom() + 2, room.width(), _BAR)
        lut = fading_table(layer.style.colour_map)
        strip = QImage(lut.tobytes(), len(lut), 1, 4 * len(lut), QImage.Format.Format_RGBA8888)
        painter.drawImage(bar, strip)
        below = QRectF(room.left(), bar.bottom() + 2, room.width(), metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, high)
        painter.end()

    @Slot(object)
    def _on_inserted(self, layer: Layer) -> None:
        if isinstance(layer, HeatmapLayer):
            layer.changed.connect(self._refresh)
            layer.maps_changed.connect(self._refresh)
        self._refresh()

    @Slot(object)
    def _on_removed(self, layer: Layer) -> None:
        if isinstance(layer, HeatmapLayer):
            layer.changed.disconnect(self._refresh)
            layer.maps_changed.disconnect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self._layer = next(filter(self._is_shown, self._project.layers.of_kind(HeatmapLayer)), None)
        self.setVisible(self.texts is not None)
        self.adjustSize()  # another title may be wider
        self.update()

    def _is_shown(self, layer: HeatmapLayer) -> bool:
        scene = self._project.scene
        return (
            scene is not None
            and layer.visible
            and layer.opacity > 0
            and layer.shown is not None
            and shares_ground(layer.scene.raster.georeference, scene.georeference)
        )
