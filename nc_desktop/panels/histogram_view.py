"""The values of a scene's bands, with lines for black and white that can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

import neurocorrelator as nc

_BAND_INKS = ("#d64545", "#3f9e4d", "#3f6fd6")
_GREY_INK = "#8a8a8a"
_REACH = 7.0  # of the mouse around a line
_SIDE = 8.0  # room at both sides, so that a line at the end can be grasped


class HistogramView(QWidget):
    """Curves of up to three bands. The lines are `low` and `high`; Tab and arrow keys work too."""

    levels_dragged = Signal(float, float)
    """Black and white, while a line is moved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histograms: tuple[nc.Histogram, ...] = ()
        self._levels: tuple[float, float] | None = None
        self._shown: int | None = None
        self._range = (0.0, 1.0)
        self._dragged: int | None = None
        self._chosen = 0  # the line that the arrow keys move
        self._note = ""
        self._pixmap = QPixmap()
        self._drawn: tuple[object, ...] = ()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(220, 80)

    @property
    def levels(self) -> tuple[float, float] | None:
        """Where the lines stand."""
        return self._levels

    @property
    def histograms(self) -> tuple[nc.Histogram, ...]:
        """What is drawn."""
        return self._histograms

    def set_note(self, text: str) -> None:
        """What is said while there are no values."""
        self._note = text
        self.update()

    def set_histograms(self, histograms: Sequence[nc.Histogram], band: int | None = None) -> None:
        """Show counts: of all bands, or with one of them (0-2) in front."""
        self._histograms, self._shown = tuple(histograms), band
        self._fit()

    def set_levels(self, levels: tuple[float, float] | None) -> None:
        """Put the lines elsewhere; None takes them away."""
        self._levels = levels
        self._fit()
        self.update()

    def point_of(self, value: float) -> QPointF:
        """The place of a value, at half the height."""
        return QPointF(self._x(value), self.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw curves, lines, and the values at them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        if not self._histograms:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(6, 6, -6, -6), int(flags), self._note)
        painter.drawPixmap(0, 0, self._picture())
        if self._levels is not None:
            self._draw_lines(painter, self._levels)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grasp the nearer line; beside both, bring it here."""
        if event.button() != Qt.MouseButton.LeftButton or self._levels is None:
            return
        x = event.position().x()
        distances = [abs(x - self._x(level)) for level in self._levels]
        nearer = 0 if distances[0] < distances[1] else 1
        if distances[0] == distances[1]:
            nearer = 0 if x < self._x(self._levels[0]) else 1
        self._dragged = self._chosen = nearer
        if distances[nearer] > _REACH:
            self._move(nearer, self._value(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the line, or show that one can be grasped."""
        if self._dragged is not None:
            self._move(self._dragged, self._value(event.position().x()))
        elif self._levels is not None:
            near = any(abs(event.position().x() - self._x(v)) <= _REACH for v in self._levels)
            self.setCursor(
                Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.PointingHandCursor
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the line go."""
        self._dragged = None
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move a line, up and down choose which."""
        steps = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}
        if self._levels is not None and event.key() in steps:
            step = steps[Qt.Key(event.key())] * (self._range[1] - self._range[0]) / 200
            self._move(self._chosen, self._levels[self._chosen] + step)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._chosen = 1 - self._chosen
            self.update()
        else:
            super().keyPressEvent(event)

    def _move(self, line: int, value: float) -> None:
        if self._levels is None:
            return
        low, high = self._levels
        least = (self._range[1] - self._range[0]) / 1000
        low, high = (
            (min(value, high - least), high) if line == 0 else (low, max(value, low + least))
        )
        self._levels = (low, high)
        self.update()
        self.levels_dragged.emit(low, high)

    def _fit(self) -> None:
        if self._dragged is not None:  # the ground must not move under the mouse
            return
        ends = [end for h in self._histograms for end in (h.low, h.high)]
        ends += list(self._levels or ())
        low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
        self._range = (low, high) if high > low else (low, low + 1.0)
        self.update()

    def _x(self, value: float) -> float:
        low, high = self._range
        return _SIDE + (value - low) / (high - low) * (self.width() - 2 * _SIDE)

    def _value(self, x: float) -> float:
        low, high = self._range
        return low + (x - _SIDE) / max(1.0, self.width() - 2 * _SIDE) * (high - low)

    def _curves(self) -> list[tuple[int, str]]:
        if not self._histograms:
            return []
        if len({h.band for h in self._histograms}) == 1:
            return [(0, _GREY_INK)]
        if self._shown is not None:
            return [(self._shown, _BAND_INKS[self._shown])]
        return list(enumerate(_BAND_INKS))

    def _picture(self) -> QPixmap:
        """The curves; drawn again only when they change, for the lines move with the mouse."""
        density = self.devicePixelRatioF()
        drawn = (self.size(), density, self._range, tuple(map(id, self._histograms)), self._shown)
        if drawn != self._drawn:
            self._drawn = drawn
            self._pixmap = QPixmap(self.size() * density)
            self._pixmap.setDevicePixelRatio(density)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for band, ink in self._curves():
                self._draw_curve(painter, self._histograms[band], QColor(ink))
            painter.end()
        return self._pixmap

    def _draw_curve(self, painter: QPainter, histogram: nc.Histogram, ink: QColor) -> None:
        counts = np.sqrt(histogram.counts.astype(np.float64))  # rare values stay visible
        # a nodata-like spike would flatten all else
        tallest = float(np.percentile(counts, 99.5)) or float(counts.max()) or 1.0
        floor, height = self.height() - 1.0, self.height() - 20.0
        edges = np.linspace(histogram.low, histogram.high, len(counts) + 1)
        points = [QPointF(self._x(edges[0]), floor)]
        for left, right, count in zip(edges[:-1], edges[1:], counts, strict=True):
            top = floor - min(1.0, count / tallest) * height
            points += [QPointF(self._x(left), top), QPointF(self._x(right), top)]
        points.append(QPointF(self._x(edges[-1]), floor))
        fill = QColor(ink)
        fill.setAlpha(80)
        painter.setPen(QPen(ink, 1.0))
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF(points))

    def _draw_lines(self, painter: QPainter, levels: tuple[float, float]) -> None:
        ink = self.palette().color(QPalette.ColorRole.Text)
        small = painter.font()
        small.setPointSizeF(max(7.0, small.pointSizeF() * 0.85))
        painter.setFont(small)
        metrics = painter.fontMetrics()
        for line, value in enumerate(levels):
            x = self._x(value)
            heavy = self.hasFocus() and line == self._chosen
            painter.setPen(QPen(ink, 2.4 if heavy else 1.4))
            painter.drawLine(QPointF(x, metrics.height()), QPointF(x, self.height()))
            text = QLocale().toString(value, "g", 5)
            width = metrics.horizontalAdvance(text)
            left = x - width if line == 1 else x
            left = min(max(2.0, left), self.width() - width - 2.0)
            painter.drawText(QPointF(left, metrics.ascent() + 1), text)
