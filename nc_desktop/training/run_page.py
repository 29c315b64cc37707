"""The fourth page: a run as it goes, and what steers it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.jobs.runner import JobRunner
from nc_desktop.panels.elided_label import ElidedLabel
from nc_desktop.training.heatmap_pair import HeatmapPair
from nc_desktop.training.run_history import RunHistory
from nc_desktop.training.run_plots import RunPlots
from nc_desktop.training.run_texts import failure_text, log_line, state_text, time_left_text
from nc_desktop.training.run_watch import RunWatch
from nc_desktop.translated_widget import TranslatedWidget

_MOST_LINES = 1000
_FACTS = ("epoch", "left", "rate", "memory", "learning_rate", "best")


class RunPage(TranslatedWidget):
    """State, numbers, curves, heatmaps and log of the run that is watched."""

    cancel_wanted = Signal()
    resume_wanted = Signal()

    def __init__(self, watch: RunWatch, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._logged = 0
        self._logged_of: RunHistory | None = None
        self._others: Mapping[str, RunHistory] = {}
        self.state = QLabel()
        font = self.state.font()
        font.setBold(True)
        self.state.setFont(font)
        self.folder = ElidedLabel()
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.failure = QLabel()
        self.failure.setWordWrap(True)
        self.failure.setTextFormat(Qt.TextFormat.PlainText)
        self.failure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = {name: QLabel() for name in _FACTS}
        self._names = {name: QLabel() for name in _FACTS}
        self.plots = RunPlots()
        self.heatmaps = HeatmapPair(runner)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(_MOST_LINES)
        self.stop, self.pause, self.cancel = QPushButton(), QPushButton(), QPushButton()
        self.resume = QPushButton()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.plots, "")
        self.tabs.addTab(self.heatmaps, "")
        self.tabs.addTab(self.log, "")
        self.tabs.currentChanged.connect(lambda _: self._log(watch.history))
        self._assemble()
        self.stop.clicked.connect(watch.stop_early)
        self.pause.clicked.connect(lambda: watch.pause(not watch.pausing))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.resume.clicked.connect(self.resume_wanted)
        watch.changed.connect(self._show)
        self.retranslate()

    def compare_with(self, others: Mapping[str, RunHistory]) -> None:
        """Draw other runs beside this one."""
        if others or self._others:
            self._others = others
            self._show()

    def retranslate(self) -> None:
        """Set every text again."""
        for name, text in (
            ("epoch", self.tr("Epoch")),
            ("left", self.tr("Time left")),
            ("rate", self.tr("Pictures a second")),
            ("memory", self.tr("Memory")),
            ("learning_rate", self.tr("Learning rate")),
            ("best", self.tr("Best epoch")),
        ):
            self._names[name].setText(text)
        self.tabs.setTabText(0, self.tr("Curves"))
        self.tabs.setTabText(1, self.tr("Heatmaps"))
        self.tabs.setTabText(2, self.tr("Log"))
        self.stop.setText(self.tr("Stop early"))
        self.stop.setToolTip(self.tr("End after this batch and keep the best epoch"))
        self.cancel.setText(self.tr("Cancel and discard…"))
        self.cancel.setToolTip(self.tr("End at once and remove all that the run has made"))
        self.resume.setText(self.tr("Go on"))
        self.resume.setToolTip(self.tr("Go on from the last epoch that was done"))
        self._logged_of = None
        self._show()

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.state)
        head.addWidget(self.folder, 1)
        facts = QGridLayout()
        facts.setHorizontalSpacing(18)
        facts.setVerticalSpacing(0)
        for column, name in enumerate(_FACTS):
            pale = self._names[name]
            pale.setEnabled(False)
            facts.addWidget(pale, 0, column)
            facts.addWidget(self.facts[name], 1, column)
            facts.setColumnStretch(column, 1)
        buttons = QHBoxLayout()
        for button in (self.pause, self.stop, self.resume):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.progress)
        layout.addLayout(facts)
        layout.addWidget(self.failure)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(buttons)

    @Slot()
    def _show(self) -> None:
        watch, history = self._watch, self._watch.history
        state = watch.state
        live = watch.alive and state in ("running", "paused")
        self.state.setText(state_text(state, history.reason, stopping=watch.wants_to_end))
        self.folder.setText("" if watch.folder is None else str(watch.folder))
        starting = state == "starting"
        self.progress.setRange(0, 0 if starting else 1000)
        self.progress.setValue(round(1000 * history.progress))
        self._show_facts(history)
        failed = state in ("failed", "died")
        if failed:
            self.failure.setText(failure_text(history, watch.exit_code, watch.errors))
        self.failure.setVisible(failed)
        paused = watch.pausing
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setToolTip(
            self.tr("Let the run go on") if paused else self.tr("Halt after this batch")
        )
        self.pause.setEnabled(live and not watch.wants_to_end)
        self.stop.setEnabled(live and not watch.wants_to_end)
        self.pause.setVisible(watch.alive or not history.over)
        self.stop.setVisible(watch.alive or not history.over)
        self.cancel.setEnabled(watch.folder is not None and not watch.busy)
        unfinished = history.reason != "epochs" or state != "ended"
        self.resume.setVisible(not watch.alive and watch.can_resume and history.over and unfinished)
        self.plots.show_history(history, self._others)
        self.heatmaps.show_of(watch.folder, history.heatmaps)
        self._log(history)

    def _show_facts(self, history: RunHistory) -> None:
        numbers = QLocale()

        def shown(value: float, form: str, digits: int, unit: str = "") -> str:
            return "–" if math.isnan(value) else f"{numbers.toString(value, form, digits)}{unit}"

        whole = numbers.toString
        epoch = f"{whole(history.epoch)} / {whole(history.epochs)}" if history.epochs else "–"
        if history.epoch and history.steps:
            epoch += f"  ({whole(history.step)} / {whole(history.steps)})"
        self.facts["epoch"].setText(epoch)
        left = "" if history.over else time_left_text(history.seconds_left)
        self.facts["left"].setText(left or "–")
        self.facts["rate"].setText(shown(history.rate, "f", 1))
        self.facts["memory"].setText(shown(history.memory_mib, "f", 0, self.tr(" MiB")))
        self.facts["learning_rate"].setText(shown(history.learning_rate, "g", 3))
        best = "–"
        if history.best_epoch:
            best = whole(history.best_epoch)
            if history.without_gain:
                best = self.tr("{best}, then {n} without gain").format(
                    best=best, n=history.without_gain
                )
        self.facts["best"].setText(best)
        for label in self.facts.values():  # a digit more or less would move all plots
            label.setMinimumWidth(max(label.minimumWidth(), label.sizeHint().width()))

    def _log(self, history: RunHistory) -> None:
        if history is not self._logged_of:
            self.log.clear()
            self._logged, self._logged_of = 0, history
        if self.tabs.currentWidget() is not self.log:
            return  # it is written when it is looked at
        new = min(history.told_count - self._logged, len(history.told))
        lines = [log_line(event) for event in list(history.told)[len(history.told) - new :]]
        self._logged = history.told_count
        if text := "\n".join(line for line in lines if line):
            self.log.appendPlainText(text)
