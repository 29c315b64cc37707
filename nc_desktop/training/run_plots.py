"""Curves of a run: loss, shares, metrics, learning rate. Drawn from what the history keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nc_desktop.plotting import pg
from nc_desktop.theme import is_dark
from nc_desktop.training.run_history import SHOWN_METRICS, Curve, RunHistory
from nc_desktop.training.setting_texts import metric_label, setting_label
from nc_desktop.translated_widget import TranslatedWidget

_INKS = (  # on a light and on a dark ground
    ("#1f6fb4", "#6ab0f3"),
    ("#c2541b", "#f0955c"),
    ("#2e7d32", "#7bc67f"),
    ("#7b3fa0", "#c492e4"),
    ("#8a6d00", "#d9bb4a"),
    ("#00796b", "#5fc4b6"),
)
_OF_MANY = ("metrics", "shares")
_MOST_DRAWN = 500  # points of a line: no plot has more pixels for them
_MOST_DOTS = 60  # above it they would be a thick line, and slow
_LEFT = 52  # of a plot, for its numbers
_LEAST_DECADES = 0.35  # of the losses that are shown: less may hold no number of the axis
_LEAST = 1e-9  # of what is drawn on a log scale


class RunPlots(TranslatedWidget):
    """Four plots over the same epochs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from pyqtgraph.widgets.PlotWidget import PlotWidget  # loaded late: no other part plots

        self._plots: dict[str, Any] = {}
        self._titles: dict[str, QLabel] = {}
        self._named: dict[str, dict[str, tuple[str, str]]] = {}  # plot, line, its colour and name
        self._lines: dict[tuple[str, str], Any] = {}
        self._best: Any = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for number, name in enumerate(("loss", "metrics", "shares", "rate")):
            plot = PlotWidget()
            plot.setMinimumSize(180, 110)
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.setMouseEnabled(x=False, y=False)
            plot.showGrid(x=False, y=True, alpha=0.2)
            title = QLabel()
            title.setTextFormat(Qt.TextFormat.RichText)
            title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            title.setWordWrap(True)
            self._plots[name], self._titles[name] = plot, title
            row = 2 * (number // 2)
            grid.addWidget(title, row, number % 2)
            grid.addWidget(plot, row + 1, number % 2)
            grid.setRowStretch(row + 1, 1)
            plot.getAxis("bottom").enableAutoSIPrefix(False)
            plot.getAxis("left").setWidth(_LEFT)  # else each paint may ask for another one
            plot.setXRange(0, 1)
        self._plots["loss"].setLogMode(y=True)
        self._plots["loss"].setLimits(minYRange=_LEAST_DECADES)
        self._plots["rate"].getAxis("left").enableAutoSIPrefix(False)
        self._plots["rate"].setLimits(yMin=0)
        self._plots["shares"].setYRange(0, 1)
        self._plots["metrics"].setYRange(0, 1)
        self._names: dict[str, str] = {}
        self._history = RunHistory()
        self._others: Mapping[str, RunHistory] = {}
        self.retranslate()
        self.retheme()
        self.setBackgroundRole(QPalette.ColorRole.Base)  # titles lie on the ground of the plots
        self.setAutoFillBackground(True)

    def show_history(
        self, history: RunHistory, others: Mapping[str, RunHistory] | None = None
    ) -> None:
        """Draw a run, and the chosen metric of others beside it."""
        self._history, self._others = history, others or {}
        self._draw()
        for plot in self._plots.values():
            plot.scene().prepareForPaint()  # what the paint itself would change asks for another

    def shown(self, plot: str) -> tuple[str, ...]:
        """Names of the lines of a plot that hold something."""
        return tuple(
            name
            for (of, name), line in self._lines.items()
            if of == plot and line.xData is not None and len(line.xData)
        )

    def retranslate(self) -> None:
        """Set every text again."""
        self._names = {
            "loss": self.tr("Loss (log scale)"),
            "metrics": self.tr("Held-out places"),
            "shares": self.tr("Shares of a batch"),
            "rate": self.tr("Learning rate"),
        }
        self._plots["shares"].setLabel("bottom", self.tr("epoch"))
        self._plots["rate"].setLabel("bottom", self.tr("epoch"))
        self._redraw()

    def retheme(self) -> None:
        """Colours of the palette."""
        ground = self.palette().color(QPalette.ColorRole.Base)
        ink = self.palette().color(QPalette.ColorRole.Text)
        for plot in self._plots.values():
            plot.setBackground(ground)
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setPen(pg.mkPen(ink))
                axis.setTextPen(pg.mkPen(ink))
        self._redraw()

    def _redraw(self) -> None:
        for (plot, _), line in self._lines.items():
            self._plots[plot].removeItem(line)
        self._lines = {}
        if self._best is not None:
            self._plots["metrics"].removeItem(self._best)
            self._best = None
        self._draw()

    def _draw(self) -> None:
        history = self._history
        self._named = {name: {} for name in self._plots}
        self._draw_steps("loss", ("loss",))
        self._draw_steps("shares", ("active", "found"))
        rate = history.steps_curves.get("learning_rate")
        if rate is not None:
            self._line(
                "rate", "learning_rate", setting_label("learning_rate"), 0, (rate.xs, rate.ys)
            )
        elif ("rate", "learning_rate") in self._lines:
            self._lines["rate", "learning_rate"].setData([], [])
        names = [n for n in SHOWN_METRICS if n in history.metrics_curves]
        for number, name in enumerate(names):
            curve = history.metrics_curves[name]
            self._line("metrics", name, metric_label(name), number, (curve.xs, curve.ys), dots=True)
        for name in SHOWN_METRICS:
            if name not in names and ("metrics", name) in self._lines:
                self._lines["metrics", name].setData([], [])
        self._draw_others()
        self._mark_best()
        self._write_titles()
        last = max((each.epoch for each in (history, *self._others.values())), default=0)
        for plot in self._plots.values():
            plot.setXRange(0, max(1, last))

    def _write_titles(self) -> None:
        """Name the lines that hold something, each in its colour, where the plot may have many."""
        for plot, label in self._titles.items():
            named = list(self._named[plot].values())
            text = f"<b>{escape(self._names[plot])}</b>"
            if len(named) > 1 or (named and plot in _OF_MANY):
                marks = (f'<span style="color:{c}">●</span>&nbsp;{escape(n)}' for c, n in named)
                text += "<br>" + "&ensp; ".join(marks)
            if text != label.text():
                label.setText(text)

    def _draw_steps(self, plot: str, names: Sequence[str]) -> None:
        for number, name in enumerate(names):
            curve = self._history.steps_curves.get(name, Curve())
            self._line(plot, name, metric_label(name), number, (curve.xs, curve.smoothed))

    def _draw_others(self) -> None:
        wanted = {f"other {name}" for name in self._others}
        for plot, name in [key for key in self._lines if key[1].startswith("other ")]:
            if name not in wanted:
                self._plots[plot].removeItem(self._lines.pop((plot, name)))
        for number, (name, other) in enumerate(self._others.items()):
            curve = next(
                (other.metrics_curves[n] for n in SHOWN_METRICS if n in other.metrics_curves),
                Curve(),
            )
            ink = len(SHOWN_METRICS) + number
            self._line("metrics", f"other {name}", name, ink, (curve.xs, curve.ys), dots=True)
            loss = other.steps_curves.get("loss", Curve())
            self._line("loss", f"other {name}", name, ink, (loss.xs, loss.smoothed))

    def _line(
        self,
        plot: str,
        name: str,
        title: str,
        ink: int,
        points: tuple[Sequence[float], Sequence[float]],
        *,
        dots: bool = False,
    ) -> None:
        line = self._lines.get((plot, name))
        colour = QColor(_INKS[ink % len(_INKS)][is_dark(self.palette())])
        if len(points[0]):
            self._named[plot][name] = colour.name(), title
        if line is None:
            marks = {"symbol": "o", "symbolSize": 5, "symbolBrush": colour, "symbolPen": colour}
            line = self._plots[plot].plot(
                [], [], pen=pg.mkPen(colour, width=1.6), **(marks if dots else {})
            )
            self._lines[plot, name] = line
        stride = max(1, -(-len(points[0]) // _MOST_DRAWN))
        first = (len(points[0]) - 1) % stride if points[0] else 0  # the last one is drawn
        at, values = (np.asarray(each[first::stride], np.float64) for each in points)
        if plot == "loss":
            values = np.maximum(values, _LEAST)
        if dots:
            line.setSymbol("o" if len(at) <= _MOST_DOTS else None)
        line.setData(at, values)

    def _mark_best(self) -> None:
        from pyqtgraph.graphicsItems.InfiniteLine import InfiniteLine

        history = self._history
        if history.best_epoch <= 0:
            if self._best is not None:
                self._best.hide()
            return
        if self._best is None:
            ink = self.palette().color(QPalette.ColorRole.Text)
            pen = pg.mkPen(ink, width=1, dash=[4, 4])
            self._best = InfiniteLine(
                angle=90, pen=pen, label="", labelOpts={"position": 0.08, "color": ink}
            )
            self._plots["metrics"].addItem(self._best)
        self._best.show()
        self._best.setValue(history.best_epoch)
        self._best.label.setFormat(self.tr("best: {epoch}").format(epoch=history.best_epoch))
