"""How far the match that runs is, how fast, and how long it will take."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.icons import themed_icon
from nc_desktop.model.pace import Pace
from nc_desktop.panels.durations import clock
from nc_desktop.session.match_queue import MatchQueue, MatchRun
from nc_desktop.translated_widget import TranslatedWidget

_STEPS = 1000  # of the bar
_TICK_MS = 500  # the clock goes on between two reports


class MatchProgress(TranslatedWidget):
    """A bar with *Pause* and *Cancel*, and two lines; hidden while nothing runs or waits."""

    changed = Signal()
    """`summary` is another text now."""

    def __init__(self, queue: MatchQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._progress: nc.Progress | None = None
        self._pace: Pace | None = None
        self.stage, self.speed = QLabel(), QLabel()
        for label in (self.stage, self.speed):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(True)
        self.cancel = QPushButton()
        self.pause = QToolButton()
        self.pause.clicked.connect(self._on_pause)
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.pause)
        line.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.stage)
        layout.addLayout(line)
        layout.addWidget(self.speed)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._show)
        queue.started.connect(self._on_started)
        queue.progressed.connect(self._on_progressed)
        queue.changed.connect(self._on_queue)
        self.retranslate()
        self.retheme()
        self._on_queue()

    @property
    def fraction(self) -> float:
        """0-1 of the match that runs."""
        return self._progress.fraction if self._progress is not None else 0.0

    @property
    def summary(self) -> str:
        """The progress in a few words; empty while nothing runs."""
        if not self._queue.runs:
            return ""
        if self._progress is None or self._pace is None:
            return self.stage.text()
        shown = QLocale().toString(int(100 * self.fraction))
        if self._queue.paused:
            return self.tr("Paused: {percent} %").format(percent=shown)
        text = self.tr("Matching: {percent} %").format(percent=shown)
        left = self.remaining_s
        if left is not None:
            text += " · " + self.tr("about {time} left").format(time=clock(left))
        return text

    @property
    def remaining_s(self) -> float | None:
        """Seconds that the match that runs still needs; None before it can be told."""
        return None if self._pace is None else self._pace.remaining_s(self._queue.clock)

    @property
    def elapsed_s(self) -> float:
        """Seconds that the match that runs has taken so far, without those in which it halted."""
        return 0.0 if self._pace is None else self._pace.elapsed_s(self._queue.clock)

    def retranslate(self) -> None:
        """Set every text again."""
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop this match; those that wait follow (Esc)"))
        self._show()

    def retheme(self) -> None:
        """Tint the icons."""
        self.cancel.setIcon(themed_icon("close", self.palette()))
        self._show_pause()

    def _show_pause(self) -> None:
        paused = self._queue.paused
        self.pause.setIcon(themed_icon("resume" if paused else "pause", self.palette()))
        if paused:
            text = self.tr("Go on")
        else:
            text = self.tr("Pause: halt after the tile at hand, and begin no other match")
        self.pause.setToolTip(text)
        self.pause.setAccessibleName(text.partition(":")[0])

    @Slot()
    def _on_pause(self) -> None:
        self._queue.toggle_pause()

    @Slot(object)
    def _on_started(self, run: MatchRun) -> None:
        self._progress, self._pace = None, Pace(self._queue.clock)
        self._show()

    @Slot(object, object)
    def _on_progressed(self, run: MatchRun, progress: nc.Progress) -> None:
        if self._pace is not None:
            self._pace.note(progress, self._queue.clock)
        self._progress = progress
        self._show()

    @Slot()
    def _on_queue(self) -> None:
        if self._queue.current is None:
            self._progress = self._pace = None
        self.setVisible(bool(self._queue.runs))
        self.cancel.setEnabled(not self._queue.cancelling)
        self._show_pause()
        if self._queue.runs:
            self._clock.start()
        else:
            self._clock.stop()
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._progress is None:
            self.bar.setRange(0, 0)  # nothing is known yet
        else:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(round(_STEPS * self.fraction))
        self.stage.setText(self._stage_text())
        self.speed.setText(self._speed_text())
        self.changed.emit()

    def _stage_text(self) -> str:
        progress = self._progress
        if self._queue.cancelling:
            return self.tr("Cancelling…")
        if self._queue.paused:
            running = self._queue.current is not None and not self._queue.halted
            return self.tr("Pausing after the tile at hand…") if running else self.tr("Paused")
        if self._queue.current is None:
            return self.tr("Waiting for the engine…")
        if progress is None:
            return self.tr("Starting…")
        text = self._stage_names().get(progress.stage, progress.stage)
        if progress.total > 1:
            counted = self.tr("{stage}: {done} of {total}")
            text = counted.format(stage=text, done=progress.done, total=progress.total)
        return text

    def _speed_text(self) -> str:
        if self._pace is None:
            return ""
        now = self._queue.clock
        elapsed = clock(self._pace.elapsed_s(now))
        parts = [self.tr("{time} elapsed").format(time=elapsed)]
        left = self._pace.remaining_s(now)
        if left is not None:
            parts.append(self.tr("about {time} left").format(time=clock(left)))
        rate = self._pace.units_per_s
        if rate and self._progress is not None and self._counts_tiles:
            parts.append(self._rate_text(rate))
        return " · ".join(parts)

    def _rate_text(self, tiles_per_s: float) -> str:
        if tiles_per_s < 1:
            shown = QLocale().toString(1 / tiles_per_s, "f", 0 if tiles_per_s < 0.1 else 1)
            return self.tr("{number} s per tile").format(number=shown)
        shown = QLocale().toString(tiles_per_s, "f", 1 if tiles_per_s < 10 else 0)
        return self.tr("{number} tiles/s").format(number=shown)

    @property
    def _counts_tiles(self) -> bool:
        tiled = ("statistics", "likelihoods", "scores")
        return self._progress is not None and self._progress.stage in tiled

    def _stage_names(self) -> dict[str, str]:
        return {
            "templates": self.tr("Describing the templates"),
            "statistics": self.tr("Measuring the scene"),
            "likelihoods": self.tr("Comparing with the scene"),
            "scores": self.tr("Scoring positions"),
            "candidates": self.tr("Choosing the best positions"),
            "verification": self.tr("Verifying the best positions"),
            "write": self.tr("Writing"),
        }
