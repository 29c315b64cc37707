"""A slider for the least confidence or score, over a histogram of all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QLineF, QLocale, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from nc_desktop.icons import themed_icon
from nc_desktop.translated_widget import TranslatedWidget

_STEPS = 1000
_BARS = 60
_HEIGHT = 30
_PALE = 70  # of 255: what is hidden
_MOST_PERCENT = 99  # nothing is surer for certain: a limit of 100 would hide all


class ThresholdSlider(TranslatedWidget):
    """Chooses a threshold among confidences, 0 to 100 %, or among scores where there are none."""

    moved = Signal(object)
    """The least value as a float (a confidence as 0-1), or None for no limit: the user chose it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: NDArray[np.float64] = np.zeros(0)
        self._low, self._high = 0.0, 1.0
        self._threshold: float | None = None
        self._percent = False
        self.title = QLabel()
        self.slider = HistogramSlider()
        self.box = QDoubleSpinBox()
        self.box.setKeyboardTracking(False)
        self.reset = QToolButton()
        self.reset.setAutoRaise(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.box)
        layout.addWidget(self.reset)
        self.slider.valueChanged.connect(self._on_slider)
        self.box.valueChanged.connect(self._on_box)
        self.reset.clicked.connect(self._on_reset)
        self.retranslate()
        self.retheme()
        self.set_values(())

    @property
    def threshold(self) -> float | None:
        """The least value that passes; None for no limit."""
        return self._threshold

    @property
    def of_confidence(self) -> bool:
        """Whether the values are confidences."""
        return self._percent

    def set_values(self, values: ArrayLike, *, confidences: bool = False) -> None:
        """Show other values; the threshold goes.

        Args:
            values: those that are not finite are left out.
            confidences: they are 0-1, and shown in percent; otherwise they are scores.
        """
        given = np.asarray(values, np.float64).ravel()
        self._values, self._percent = given[np.isfinite(given)], confidences
        some = bool(len(self._values))
        self._low = float(self._values.min()) if some and not confidences else 0.0
        self._high = float(self._values.max()) if some and not confidences else 1.0
        span = self._high - self._low
        for widget in (self.slider, self.box):
            widget.blockSignals(True)
        if confidences:
            self.box.setDecimals(0)
            self.box.setSingleStep(1.0)
            self.box.setRange(0.0, _MOST_PERCENT)
            self.box.setSuffix(" %")
        else:
            # so many digits that a step of the slider is seen, and not more
            digits = int(np.clip(np.ceil(-np.log10(max(span, 1e-9) / _STEPS)), 2, 4))
            self.box.setDecimals(digits)
            self.box.setSingleStep(max(span / 50, 10.0**-digits))
            # up to the best one, which stays: a limit that nothing passes is of no use
            self.box.setRange(_floor(self._low, digits), max(_floor(self._high, digits), self._low))
            self.box.setSuffix("")
        for widget in (self.slider, self.box):
            widget.blockSignals(False)
        counts, _ = np.histogram(self._values, _BARS, (self._low, self._low + (span or 1.0)))
        self.slider.set_counts(counts)
        self.setEnabled(some and span > 0)
        self.retranslate()
        self.show_threshold(None)

    def show_threshold(self, threshold: float | None) -> None:
        """Follow a threshold that was set elsewhere."""
        self._threshold = threshold
        for widget in (self.slider, self.box):
            widget.blockSignals(True)
        least = self._low if threshold is None else threshold
        span = self._high - self._low
        self.slider.setValue(round(_STEPS * (least - self._low) / span) if span > 0 else 0)
        shown = self.box.minimum() if threshold is None else threshold * self._unit
        self.box.setValue(shown)
        for widget in (self.slider, self.box):
            widget.blockSignals(False)
        self.slider.update()
        self.reset.setEnabled(threshold is not None)

    def retranslate(self) -> None:
        """Set every text again."""
        if self._percent:
            title, name = self.tr("Confidence from"), self.tr("Least confidence")
            everything = self.tr("Show all matches, however sure")
            tip = self.tr(
                "Matches that are less sure are hidden in the table, map and exports."
                " 0 % shows all, uncertain places too."
            )
        else:
            title, name = self.tr("Score from"), self.tr("Least score")
            everything = self.tr("Show all scores")
            tip = self.tr(
                "Matches with a lower score are hidden in the table, map and exports. These"
                " matches were not verified, so they have no confidence."
            )
        self.title.setText(title)
        for widget in (self.slider, self.box, self.title):
            widget.setToolTip(tip)
        for box in (self.slider, self.box):
            box.setAccessibleName(name)
        self.box.setLocale(QLocale())
        self.reset.setToolTip(everything)
        self.reset.setAccessibleName(everything)

    def retheme(self) -> None:
        """Tint the icon."""
        self.reset.setIcon(themed_icon("reset", self.palette()))

    @Slot(int)
    def _on_slider(self, step: int) -> None:
        least = self._unit * (self._low + (self._high - self._low) * step / _STEPS)
        # what the box shows is what is in force
        shown = min(_floor(least, self.box.decimals()), self.box.maximum())
        above = step > 0 and (shown > 0 or not self._percent)
        self._choose(shown / self._unit if above else None)

    @Slot(float)
    def _on_box(self, value: float) -> None:
        self._choose(value / self._unit if value > self.box.minimum() else None)

    @property
    def _unit(self) -> float:
        """What is shown for 1."""
        return 100.0 if self._percent else 1.0

    @Slot()
    def _on_reset(self) -> None:
        self._choose(None)

    def _choose(self, threshold: float | None) -> None:
        if threshold != self._threshold:
            self.show_threshold(threshold)
            self.moved.emit(threshold)


class HistogramSlider(QSlider):
    """A horizontal slider in front of bars; those below its handle are pale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self.setRange(0, _STEPS)
        self.setPageStep(_STEPS // 20)
        self.setSingleStep(_STEPS // 100)
        self.setMinimumWidth(80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def counts(self) -> NDArray[np.int64]:
        """How high the bars are."""
        return self._counts

    def set_counts(self, counts: NDArray[np.int64]) -> None:
        """Show other bars."""
        self._counts = counts
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room, high enough for the bars."""
        return QSize(220, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars, a line below them, and the style's own handle."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        left, room = handle / 2, float(max(self.width() - handle, 1))
        at = left + room * self.value() / _STEPS
        palette = self.palette()
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        passing = palette.color(group, QPalette.ColorRole.Highlight)
        hidden = palette.color(group, QPalette.ColorRole.WindowText)
        hidden.setAlpha(_PALE)
        painter = QPainter(self)
        self._draw_bars(painter, left, room, at, (passing, hidden))
        middle = self.height() / 2
        for start, end, colour in ((left, at, hidden), (at, left + room, passing)):
            painter.setPen(QPen(colour, 3.0, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(QLineF(start, middle, end, middle))
        option.subControls = QStyle.SubControl.SC_SliderHandle
        if option.activeSubControls != QStyle.SubControl.SC_SliderHandle:
            option.activeSubControls = QStyle.SubControl.SC_None
        self.style().drawComplexControl(QStyle.ComplexControl.CC_Slider, option, painter, self)
        painter.end()

    def _draw_bars(
        self,
        painter: QPainter,
        left: float,
        room: float,
        at: float,
        colours: tuple[QColor, QColor],
    ) -> None:
        if not self._counts.any():
            return
        width = room / len(self._counts)
        # single matches beside a crowd would not be seen on a linear scale
        heights = np.sqrt(self._counts / self._counts.max())
        for index, height in enumerate(heights.tolist()):
            if height <= 0:
                continue
            high = max(3.0, height * (self.height() - 2))
            top = (self.height() - high) / 2
            bar = QRectF(left + index * width, top, max(width - 1, 1.0), high)
            painter.fillRect(bar, colours[0] if bar.right() >= at else colours[1])


def _floor(value: float, digits: int) -> float:
    """Rounded down, so that the match whose score it is still passes."""
    factor = 10.0**digits
    return float(np.floor(value * factor + 1e-9) / factor)
