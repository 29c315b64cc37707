"""Properties of a scene: bands, contrast with its histogram, gamma."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.jobs.histogram_job import Histograms
from nc_desktop.model.layers import SceneLayer
from nc_desktop.panels.band_choice import BandChoice
from nc_desktop.panels.histogram_view import HistogramView
from nc_desktop.panels.layer_titles import raster_facts
from nc_desktop.session.layering import Layering
from nc_desktop.translated_widget import TranslatedWidget

_GAMMA_STEPS = 100  # of the slider, for a factor of ten
_ALL = -1


class SceneStylePanel(TranslatedWidget):
    """Everything acts at once. What a search sees changes with the bands, and by its button."""

    def __init__(self, layering: Layering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layering = layering
        self._layer: SceneLayer | None = None
        self._raster: nc.Raster | None = None
        self.facts = QLabel()
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.bands = BandChoice()
        self.stretch = QComboBox()
        for mode in ("auto", "percentile", "minmax", "manual"):
            self.stretch.addItem("", mode)
        self.channel = QComboBox()
        for channel in (_ALL, 0, 1, 2):
            self.channel.addItem("", channel)
        self.histogram = HistogramView()
        self.low, self.high = QDoubleSpinBox(), QDoubleSpinBox()
        for box in (self.low, self.high):
            box.setRange(-1e12, 1e12)
            box.setKeyboardTracking(False)
            box.setDecimals(2)
            box.setMinimumWidth(70)
        self.gamma = QSlider(Qt.Orientation.Horizontal)
        self.gamma.setRange(-_GAMMA_STEPS // 2, _GAMMA_STEPS // 2)
        self._gamma_value = QLabel()
        self._gamma_value.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.000"))
        self.use_in_search = QPushButton()
        self.reset = QPushButton()
        self._labels = {name: QLabel() for name in ("bands", "stretch", "channel", "gamma")}
        self._lay_out()
        self.bands.chosen.connect(self._on_bands)
        self.stretch.activated.connect(self._on_stretch)
        self.channel.activated.connect(self._show_levels)
        self.histogram.levels_dragged.connect(self._set_levels)
        for box in (self.low, self.high):
            box.valueChanged.connect(self._on_typed)
        self.gamma.valueChanged.connect(self._on_gamma)
        self.use_in_search.clicked.connect(self._on_use)
        self.reset.clicked.connect(self._on_reset)
        layering.histograms_counted.connect(self._on_counted)
        self.retranslate()

    def set_layer(self, layer: SceneLayer | None) -> None:
        """Show this scene's properties."""
        if self._layer is not None:
            self._layer.changed.disconnect(self._refresh)
            self._layer.raster_changed.disconnect(self._refresh)
        self._layer = layer
        if layer is not None:
            layer.changed.connect(self._refresh)
            layer.raster_changed.connect(self._refresh)
        self._refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self._labels["bands"].setText(self.tr("Bands"))
        self._labels["stretch"].setText(self.tr("Contrast"))
        self._labels["channel"].setText(self.tr("Acts on"))
        self._labels["gamma"].setText(self.tr("Gamma"))
        for mode, text in (
            ("auto", self.tr("Automatic")),
            ("percentile", self.tr("2–98 % of the values")),
            ("minmax", self.tr("Least to greatest value")),
            ("manual", self.tr("By hand")),
        ):
            self.stretch.setItemText(self.stretch.findData(mode), text)
        for channel, text in (
            (_ALL, self.tr("All bands together")),
            (0, self.tr("Red")),
            (1, self.tr("Green")),
            (2, self.tr("Blue")),
        ):
            self.channel.setItemText(self.channel.findData(channel), text)
        self.stretch.setToolTip(
            self.tr("Which values become black and white: change it where the map is dull or dark")
        )
        self.channel.setToolTip(
            self.tr("One band alone, where the picture has a tint that it should not have")
        )
        self.low.setToolTip(self.tr("This value and those below it are black"))
        self.high.setToolTip(self.tr("This value and those above it are white"))
        self.gamma.setToolTip(self.tr("Above 1 lightens the middle tones, on the map only"))
        self.use_in_search.setText(self.tr("Use this contrast in the search too"))
        self.use_in_search.setToolTip(
            self.tr("The search sees its own contrast until then: what you set here is for the eye")
        )
        self.reset.setText(self.tr("Reset"))
        self.reset.setToolTip(self.tr("Bands and contrast as they were at first"))
        self._refresh()

    def _lay_out(self) -> None:
        levels = QHBoxLayout()
        levels.addWidget(self.low)
        levels.addStretch(1)
        levels.addWidget(self.high)
        gamma = QHBoxLayout()
        gamma.addWidget(self.gamma, 1)
        gamma.addWidget(self._gamma_value)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._labels["bands"], self.bands)
        form.addRow(self._labels["stretch"], self.stretch)
        form.addRow(self._labels["channel"], self.channel)
        below = QFormLayout()
        below.addRow(self._labels["gamma"], gamma)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.facts)
        layout.addLayout(form)
        layout.addWidget(self.histogram)
        layout.addLayout(levels)
        layout.addLayout(below)
        layout.addWidget(self.use_in_search)
        layout.addWidget(self.reset)

    @Slot()
    def _refresh(self) -> None:
        layer = self._layer
        if layer is None:
            self._raster = None
            return
        raster, style = layer.raster, layer.style
        self.facts.setText(raster_facts(raster))
        palette = raster.palette is not None
        self.bands.show_bands(raster.bands, raster.band_count, enabled=not palette)
        self.stretch.setCurrentIndex(self.stretch.findData(style.mode))
        for widget in (self.stretch, self.channel, self.low, self.high, self.histogram):
            widget.setEnabled(not palette)
        grey = len(set(raster.bands)) == 1
        if grey:
            self.channel.setCurrentIndex(0)
        self.channel.setVisible(not grey)
        self._labels["channel"].setVisible(not grey)
        with QSignalBlocker(self.gamma):
            self.gamma.setValue(_gamma_step(style.gamma))
        self._gamma_value.setText(self.locale().toString(style.gamma, "f", 2))
        self.use_in_search.setEnabled(style.stretch is not None and style.stretch != raster.stretch)
        if raster is not self._raster:
            self._raster = raster
            self.histogram.set_histograms(())
            if palette:
                note = self.tr("The colours are those of the file's palette")
            elif self._layering.count_values(layer):
                note = self.tr("Counting values…")
            else:
                note = self.tr("Values are counted when the file has overviews")
            self.histogram.set_note(note)
        self._show_levels()

    @Slot()
    def _show_levels(self, *_: object) -> None:
        layer = self._layer
        if layer is None:
            return
        self.histogram.set_histograms(self.histogram.histograms, self._channel)
        if layer.raster.palette is not None:
            self.histogram.set_levels(None)
            return
        low, high = self._levels(layer)
        self.histogram.set_levels((low, high))
        whole = not layer.raster.dtype.startswith("float")
        for box, value in ((self.low, low), (self.high, high)):
            with QSignalBlocker(box):
                box.setDecimals(_decimals(high - low, whole=whole))
                box.setSingleStep(max((high - low) / 100, 10.0 ** -box.decimals()))
                box.setValue(value)

    @property
    def _channel(self) -> int | None:
        channel = int(self.channel.currentData())
        return None if channel == _ALL else channel

    def _levels(self, layer: SceneLayer) -> tuple[float, float]:
        stretch, channel = layer.contrast, self._channel
        if stretch is None:
            return 0.0, 255.0
        if channel is not None:
            return stretch.low[channel], stretch.high[channel]
        return sum(stretch.low) / 3, sum(stretch.high) / 3

    @Slot(float, float)
    def _set_levels(self, low: float, high: float) -> None:
        """Take black and white: of one band, or of all, which keep their distances."""
        layer = self._layer
        if layer is None or not high > low:
            return
        former = layer.contrast or nc.Stretch((0.0, 0.0, 0.0), (255.0, 255.0, 255.0))
        lows, highs = list(former.low), list(former.high)
        was_low, was_high = self._levels(layer)
        for band in range(3) if self._channel is None else (self._channel,):
            lows[band] += low - was_low
            highs[band] += high - was_high
            if highs[band] <= lows[band]:
                return
        stretch = nc.Stretch((lows[0], lows[1], lows[2]), (highs[0], highs[1], highs[2]))
        layer.restyle(stretch=stretch, mode="manual")

    @Slot()
    def _on_typed(self, *_: object) -> None:
        if self.low.value() < self.high.value():
            self._set_levels(self.low.value(), self.high.value())
        else:  # back to what is in force
            self._show_levels()

    @Slot(tuple)
    def _on_bands(self, bands: tuple[int, ...]) -> None:
        if self._layer is not None:
            self._layering.show_bands(self._layer, bands)

    @Slot()
    def _on_stretch(self, *_: object) -> None:
        if self._layer is not None:
            self._layering.stretch_by(self._layer, self.stretch.currentData())

    @Slot(int)
    def _on_gamma(self, step: int) -> None:
        if self._layer is not None:
            self._layer.restyle(gamma=round(10.0 ** (step / _GAMMA_STEPS), 3))

    @Slot()
    def _on_use(self) -> None:
        if self._layer is not None:
            self._layering.search_with_contrast(self._layer)

    @Slot()
    def _on_reset(self) -> None:
        if self._layer is not None:
            self._layering.reset_look(self._layer)

    @Slot(object, object)
    def _on_counted(self, layer: SceneLayer, histograms: Histograms) -> None:
        if layer is self._layer and layer.raster is self._raster:
            self.histogram.set_histograms(histograms, self._channel)


def _gamma_step(gamma: float) -> int:
    return round(math.log10(gamma) * _GAMMA_STEPS)


def _decimals(span: float, *, whole: bool) -> int:
    """Digits behind the point that make a difference."""
    if span >= 1000 or (whole and span >= 100):
        return 0
    if span >= 10:
        return 1
    return 3 if span >= 0.1 else 6
