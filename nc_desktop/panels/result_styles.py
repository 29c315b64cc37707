"""Properties of heatmaps and matches."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.map.colour_maps import lookup_table
from nc_desktop.model.layers import COLOUR_MAPS, HeatmapLayer, MatchesLayer
from nc_desktop.panels.colour_bar import ColourBar
from nc_desktop.translated_widget import TranslatedWidget


class HeatmapStylePanel(TranslatedWidget):
    """Template, colour map, and the scores at the ends of the colour bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: HeatmapLayer | None = None
        self.template = QComboBox()
        self.template.setMinimumContentsLength(12)
        self.template.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.colour_map = QComboBox()
        self.colour_map.setIconSize(QSize(60, 12))
        for name in COLOUR_MAPS:
            self.colour_map.addItem(name.capitalize(), name)
        self.bar = ColourBar()
        self.low, self.high = QDoubleSpinBox(), QDoubleSpinBox()
        for box in (self.low, self.high):
            box.setRange(-1e6, 1e6)
            box.setDecimals(2)
            box.setSingleStep(0.1)
            box.setKeyboardTracking(False)
            box.setMinimumWidth(70)  # a million would like more than the panel has
        self.automatic = QPushButton()
        self._labels = {name: QLabel() for name in ("template", "colours", "scores")}
        form = QFormLayout()
        form.addRow(self._labels["template"], self.template)
        form.addRow(self._labels["colours"], self.colour_map)
        limits = QHBoxLayout()
        limits.addWidget(self.low)
        limits.addStretch(1)
        limits.addWidget(self.high)
        form.addRow(self._labels["scores"], limits)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.bar)
        layout.addWidget(self.automatic)
        self.template.activated.connect(self._on_template)
        self.colour_map.activated.connect(self._on_colours)
        for box in (self.low, self.high):
            box.valueChanged.connect(self._on_limits)
        self.automatic.clicked.connect(self._on_automatic)
        self.retranslate()

    def _show_swatches(self) -> None:
        """Once there is a heatmap: the window is painted before colour maps are read."""
        for index, name in enumerate(COLOUR_MAPS):
            if self.colour_map.itemIcon(index).isNull():
                self.colour_map.setItemIcon(index, _swatch(name))

    def set_layer(self, layer: HeatmapLayer | None) -> None:
        """Show this heatmap's properties."""
        if self._layer is not None:
            self._layer.changed.disconnect(self._refresh)
            self._layer.maps_changed.disconnect(self._refresh)
        self._layer = layer
        if layer is not None:
            self._show_swatches()
            layer.changed.connect(self._refresh)
            layer.maps_changed.connect(self._refresh)
        self._refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self._labels["template"].setText(self.tr("Template"))
        self._labels["colours"].setText(self.tr("Colours"))
        self._labels["scores"].setText(self.tr("Scores"))
        self.low.setToolTip(self.tr("Score of the first colour: raise it to hide what is unlikely"))
        self.high.setToolTip(
            self.tr("Score of the last colour: lower it to tell good places apart")
        )
        self.automatic.setText(self.tr("Scores as the values suggest"))
        self.automatic.setToolTip(
            self.tr("Take the scores of the first and last colour from the heatmap again")
        )
        self.template.setToolTip(self.tr("Each template has a heatmap of its own; show this one's"))
        self.colour_map.setToolTip(
            self.tr("Choose colours that stand out from the scene below them")
        )
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        layer = self._layer
        if layer is None:
            return
        names = [score_map.template for score_map in layer.score_maps]
        if names != [self.template.itemText(i) for i in range(self.template.count())]:
            self.template.clear()
            self.template.addItems(names)
        shown, limits = layer.shown, layer.limits
        if shown is not None:
            self.template.setCurrentText(shown.template)
        self.colour_map.setCurrentIndex(self.colour_map.findData(layer.style.colour_map))
        self.bar.show_range(layer.style.colour_map, limits)
        for box, value in zip((self.low, self.high), limits or (0.0, 1.0), strict=True):
            with QSignalBlocker(box):
                box.setValue(value)
            box.setEnabled(limits is not None)
        self.automatic.setEnabled(layer.style.limits is not None)

    @Slot(int)
    def _on_template(self, index: int) -> None:
        if self._layer is not None:
            self._layer.restyle(template=self.template.itemText(index), limits=None)

    @Slot()
    def _on_colours(self, *_: object) -> None:
        if self._layer is not None:
            self._layer.restyle(colour_map=self.colour_map.currentData())

    @Slot()
    def _on_limits(self, *_: object) -> None:
        if self._layer is not None and self.low.value() < self.high.value():
            self._layer.restyle(limits=(self.low.value(), self.high.value()))
        else:
            self._refresh()

    @Slot()
    def _on_automatic(self) -> None:
        if self._layer is not None:
            self._layer.restyle(limits=None)


class MatchesStylePanel(TranslatedWidget):
    """Which matches are drawn, and whether with rank and confidence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: MatchesLayer | None = None
        self.best_only = QCheckBox()
        self.labels = QCheckBox()
        self.count = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.count, self.best_only, self.labels):
            layout.addWidget(widget)
        self.best_only.toggled.connect(self._on_toggled)
        self.labels.toggled.connect(self._on_toggled)
        self.retranslate()

    def set_layer(self, layer: MatchesLayer | None) -> None:
        """Show the properties of these matches."""
        if self._layer is not None:
            self._layer.changed.disconnect(self._refresh)
            self._layer.findings.filter_changed.disconnect(self._refresh)
        self._layer = layer
        if layer is not None:
            layer.changed.connect(self._refresh)
            layer.findings.filter_changed.connect(self._refresh)
        self._refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self.best_only.setText(self.tr("Only the best of each template"))
        self.best_only.setToolTip(self.tr("Selected matches are drawn in any case"))
        self.labels.setText(self.tr("Rank and confidence"))
        self.labels.setToolTip(
            self.tr("Write them beside each footprint; off where many lie close together")
        )
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        layer = self._layer
        if layer is None:
            return
        for box, checked in (
            (self.best_only, layer.style.best_only),
            (self.labels, layer.style.labels),
        ):
            with QSignalBlocker(box):
                box.setChecked(checked)
        total = len(layer.findings.result.matches)
        text = self.tr("{drawn} of %n match(es) drawn", "", total)
        self.count.setText(text.format(drawn=len(layer.drawn)))

    @Slot()
    def _on_toggled(self, *_: object) -> None:
        if self._layer is not None:
            self._layer.restyle(
                best_only=self.best_only.isChecked(), labels=self.labels.isChecked()
            )


def _swatch(name: str) -> QIcon:
    lut = lookup_table(name)
    image = QImage(lut[None].copy().data, 256, 1, 768, QImage.Format.Format_RGB888).copy()
    return QIcon(QPixmap.fromImage(image.scaled(60, 12)))
