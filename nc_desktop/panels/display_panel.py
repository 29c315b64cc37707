"""The panel that says how results lie on the map."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.map.colour_maps import lookup_table
from nc_desktop.model.display import COLOUR_MAPS
from nc_desktop.model.project import Project
from nc_desktop.panels.translated_widget import TranslatedWidget


class DisplayPanel(TranslatedWidget):
    """Heatmap: on, whose, colours, opacity. Footprints: on, the best only."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.heatmap, self.footprints, self.best_only = QCheckBox(), QCheckBox(), QCheckBox()
        self.template, self.colours = QComboBox(), QComboBox()
        self.template.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.template.setMinimumContentsLength(10)
        for name in COLOUR_MAPS:
            self.colours.addItem(name.capitalize(), name)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.bar = ColourBar()
        self._labels = [QLabel() for _ in range(4)]
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields = (self.template, self.colours, self.opacity, self.bar)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.addWidget(self.heatmap)
        layout.addLayout(form)
        layout.addWidget(self.footprints)
        layout.addWidget(self.best_only)
        layout.addStretch(1)

        display = project.display
        self.heatmap.toggled.connect(lambda on: display.update(heatmap=on))
        self.footprints.toggled.connect(lambda on: display.update(footprints=on))
        self.best_only.toggled.connect(lambda on: display.update(best_only=on))
        self.opacity.valueChanged.connect(lambda value: display.update(opacity=value / 100))
        self.colours.currentIndexChanged.connect(
            lambda _: display.update(colour_map=self.colours.currentData())
        )
        self.template.activated.connect(
            lambda _: display.update(heatmap_template=self.template.currentText())
        )
        display.changed.connect(self._show_state)
        project.result_changed.connect(self._on_result)
        self._on_result()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.heatmap.setText(self.tr("Heatmap"))
        texts = (
            self.tr("Template"),
            self.tr("Colours"),
            self.tr("Opacity"),
            self.tr("Score"),
        )
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self.footprints.setText(self.tr("Footprints"))
        self.best_only.setText(self.tr("Only the best match of each template"))
        self.bar.setToolTip(self.tr("Score of the template centred at a place"))
        self.bar.update()

    def _on_result(self) -> None:
        result = self._project.result
        self.template.clear()
        if result is not None:
            self.template.addItems([score_map.template for score_map in result.score_maps])
        self._show_state()

    def _show_state(self) -> None:
        state, result = self._project.display.state, self._project.result
        self.heatmap.setChecked(state.heatmap)
        self.footprints.setChecked(state.footprints)
        self.best_only.setChecked(state.best_only)
        self.opacity.setValue(round(state.opacity * 100))
        self.colours.setCurrentIndex(self.colours.findData(state.colour_map))
        self.template.setCurrentIndex(self.template.findText(state.heatmap_template or ""))
        for widget in (*self._labels, self.template, self.colours, self.opacity, self.bar):
            widget.setEnabled(result is not None and state.heatmap)
        self.heatmap.setEnabled(result is not None)
        self.footprints.setEnabled(result is not None)
        self.best_only.setEnabled(result is not None and state.footprints)
        self.bar.show_range(state.colour_map, self._project.shown_score_range)


class ColourBar(QWidget):
    """The colours of the heatmap with the scores at their ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits: tuple[float, float] | None = None
        self._colour_map = COLOUR_MAPS[0]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_range(self, colour_map: str, limits: tuple[float, float] | None) -> None:
        """Show a colour map and the scores of its first and last colour."""
        self._colour_map, self._limits = colour_map, limits
        self.update()

    def sizeHint(self) -> QSize:
        """A strip of colour over a line of text."""
        return QSize(120, 14 + self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip and the numbers."""
        painter = QPainter(self)
        strip = QRect(0, 1, self.width(), 11)
        if self._limits is None or not self.isEnabled():
            painter.fillRect(strip, self.palette().mid())
            painter.end()
            return
        lut = lookup_table(self._colour_map)
        image = QImage(256, 1, QImage.Format.Format_RGB32)
        for i, (red, green, blue) in enumerate(lut.tolist()):
            image.setPixelColor(i, 0, QColor(red, green, blue))
        painter.drawImage(strip, image)
        low, high = (QLocale().toString(value, "f", 2) for value in self._limits)
        low, high = f"≤ {low}", f"≥ {high}"
        text = QRect(0, 13, self.width(), self.height() - 13)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(text, Qt.AlignmentFlag.AlignRight, high)
        painter.end()
