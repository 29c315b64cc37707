"""Properties of an area of interest: colour and size."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLocale, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QLabel, QPushButton, QVBoxLayout, QWidget

import neurocorrelator as nc
from nc_desktop.model.layers import AreaLayer
from nc_desktop.translated_widget import TranslatedWidget


class AreaStylePanel(TranslatedWidget):
    """The colour acts at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: AreaLayer | None = None
        self.size_text = QLabel()
        self.size_text.setWordWrap(True)
        self.colour = QPushButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.size_text)
        layout.addWidget(self.colour)
        self.colour.clicked.connect(self._ask_colour)
        self.retranslate()

    def set_layer(self, layer: AreaLayer | None) -> None:
        """Show this area's properties."""
        if self._layer is not None:
            self._layer.changed.disconnect(self._refresh)
            self._layer.area_changed.disconnect(self._refresh)
        self._layer = layer
        if layer is not None:
            layer.changed.connect(self._refresh)
            layer.area_changed.connect(self._refresh)
        self._refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self.colour.setText(self.tr("Colour…"))
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        layer = self._layer
        if layer is None:
            return
        swatch = QPixmap(16, 16)
        swatch.fill(QColor(layer.style.colour))
        self.colour.setIcon(QIcon(swatch))
        self.size_text.setText(self._size(layer))

    def _size(self, layer: AreaLayer) -> str:
        georeference = layer.scene.raster.georeference
        outlines = self.tr("%n outline(s)", "", len(layer.area.outlines))
        if len(layer.area.parts) > 1:  # what lies in all parts is no simple polygon
            return outlines
        try:
            square_metres = area_m2(layer.area, georeference)
        except nc.RasterError:
            return outlines
        return f"{outlines} · {self._square(square_metres)}"

    def _square(self, square_metres: float | None) -> str:
        if square_metres is None:
            return self.tr("no CRS, so its size on the ground is not known")
        locale = QLocale()
        if square_metres >= 1e6:
            return self.tr("{area} km²").format(area=locale.toString(square_metres / 1e6, "f", 3))
        return self.tr("{area} m²").format(area=locale.toString(square_metres, "f", 0))

    @Slot()
    def _ask_colour(self) -> None:
        layer = self._layer
        if layer is None:
            return
        dialog = QColorDialog(QColor(layer.style.colour), self)
        dialog.currentColorChanged.connect(lambda colour: layer.restyle(colour=colour.name()))
        former = layer.style.colour
        dialog.rejected.connect(lambda: layer.restyle(colour=former))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def area_m2(area: nc.SearchArea, georeference: nc.Georeference) -> float | None:
    """Square metres on the ground of an area of one part, without its holes; None without a CRS.

    Raises:
        neurocorrelator.RasterError: it reaches beyond what the CRS can express.
    """
    if not georeference.is_geographic:
        return None
    total = 0.0
    for part in area.parts:
        for outline, *holes in part.polygons:
            sizes = [georeference.area_m2(np.asarray(ring)) for ring in (outline, *holes)]
            total += sizes[0] - sum(sizes[1:])
    return total
