"""Properties of an area of interest: colour and size."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QLabel, QPushButton, QVBoxLayout, QWidget

import neurocorrelator as nc
from nc_desktop.map.ground import area_text
from nc_desktop.model.layers import AreaLayer
from nc_desktop.session.layering import Layering
from nc_desktop.translated_widget import TranslatedWidget


class AreaStylePanel(TranslatedWidget):
    """The colour acts at once."""

    def __init__(self, layering: Layering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layering = layering
        self._layer: AreaLayer | None = None
        self._measured: tuple[nc.SearchArea, nc.Georeference] | None = None
        self._square_metres: float | None = None
        self.size_text = QLabel()
        self.size_text.setWordWrap(True)
        self.colour = QPushButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.size_text)
        layout.addWidget(self.colour)
        self.colour.clicked.connect(self._ask_colour)
        layering.area_measured.connect(self._on_measured)
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
        self.colour.setToolTip(self.tr("Draw the outline in a colour that stands out on the map"))
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
        outlines = self.tr("%n outline(s)", "", len(layer.area.outlines))
        georeference = layer.scene.raster.georeference
        if not georeference.is_geographic:
            unknown = self.tr("no CRS, so its size on the ground is not known")
            return f"{outlines} · {unknown}"
        measured = layer.area, georeference
        if self._measured is None or any(
            a is not b for a, b in zip(self._measured, measured, strict=True)
        ):
            self._measured, self._square_metres = measured, None
            self._layering.measure_area(layer)
        if self._square_metres is None:  # it is being measured, or beyond the CRS
            return outlines
        return f"{outlines} · {area_text(self._square_metres, QLocale())}"

    @Slot(object, float)
    def _on_measured(self, layer: AreaLayer, square_metres: float) -> None:
        if layer is self._layer and self._measured is not None:
            self._square_metres = square_metres
            self._refresh()

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
