"""What the run will take on this device: a light and the words for it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.reasons import in_users_language
from nc_desktop.theme import is_dark
from nc_desktop.training.estimate_job import EstimateJob
from nc_desktop.training.setting_texts import preset_text
from nc_desktop.translated_widget import TranslatedWidget

_LIGHTS = {  # on a light and on a dark ground
    "good": ("#2e7d32", "#6ccb70"),
    "tight": ("#b26a00", "#f5b942"),
    "poor": ("#b3261e", "#ff8f8a"),
}
_GREY = ("#8a8a8a", "#8a8a8a")
_SIDE = 16
_OF_NO_MATTER = {"out", "epochs", "patience", "loggers", "best_by"}


class Light(QWidget):
    """Green, yellow or red; each has a form of its own too: circle, triangle, square."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outlook = ""
        self.setFixedSize(QSize(_SIDE, _SIDE))

    def show_outlook(self, outlook: str) -> None:
        """`good`, `tight`, `poor`, or empty for nothing known."""
        self.outlook = outlook
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        inks = _LIGHTS.get(self.outlook, _GREY)
        path, low, high = QPainterPath(), 2.0, _SIDE - 2.0
        if self.outlook == "tight":
            path.moveTo(_SIDE / 2, low)
            path.lineTo(high, high)
            path.lineTo(low, high)
            path.closeSubpath()
        elif self.outlook == "poor":
            path.addRect(low, low, high - low, high - low)
        else:
            path.addEllipse(low, low, high - low, high - low)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, QColor(inks[is_dark(self.palette())]))
        painter.end()


class EstimateLine(TranslatedWidget):
    """Measures when it is told the settings, and says what came of it. Nothing waits for it."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: EstimateJob | None = None
        self._config: nc.TrainConfig | None = None
        self._found: nc.TrainingEstimate | None = None
        self._failure = ""
        self.light, self.verdict, self.numbers = Light(), QLabel(), QLabel()
        for label in (self.verdict, self.numbers):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        font = self.verdict.font()
        font.setBold(True)
        self.verdict.setFont(font)
        self.again = QPushButton()
        self.again.setIcon(QIcon())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.verdict)
        words.addWidget(self.numbers)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.light, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.again.clicked.connect(self._again)
        runner.succeeded.connect(self._on_done)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        self.retranslate()

    @property
    def running(self) -> bool:
        """Whether it measures now."""
        return self._job is not None

    @property
    def estimate(self) -> nc.TrainingEstimate | None:
        """What was measured; None while nothing is known."""
        return self._found

    def measure(self, config: nc.TrainConfig | None) -> None:
        """Measure with these settings, unless that is known; None forgets what was measured."""
        if config is not None and self._config is not None and _alike(config, self._config):
            return
        self._config = config
        self._begin()

    def show_estimate(self, estimate: nc.TrainingEstimate) -> None:
        """Say what was measured."""
        self._found, self._failure = estimate, ""
        self._show()

    def retranslate(self) -> None:
        """Set every text again."""
        self.again.setText(self.tr("Measure again"))
        self.again.setToolTip(
            self.tr(
                "Other programs that compute now slow the measuring down, as they would the run"
            )
        )
        self._show()

    def _begin(self) -> None:
        former, self._job = self._job, None
        if former is not None:
            self._runner.cancel(former)
        self._found, self._failure = None, ""
        if self._config is not None:
            self._job = EstimateJob(self._config)
            self._runner.submit(self._job)
        self._show()

    @Slot()
    def _again(self) -> None:
        self._begin()

    @Slot(object, object)
    def _on_done(self, job: Job, result: object) -> None:
        if job is self._job and isinstance(result, nc.TrainingEstimate):
            self._job = None
            self.show_estimate(result)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if job is self._job:
            self._job, self._failure = None, error.message
            self._show()

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if job is self._job:  # a run begins; the next look at the page measures again
            self._job = self._config = None
            self._show()

    def _show(self) -> None:
        found = self._found
        self.setVisible(self._config is not None or found is not None)
        self.again.setVisible(self._config is not None)
        self.again.setEnabled(not self.running)
        self.light.show_outlook("" if found is None else found.outlook)
        if found is not None:
            self.verdict.setText(self._verdict(found))
            self.numbers.setText(self._numbers(found))
        elif self._failure:
            text = self.tr("Memory and time are not known: {reason}")
            self.verdict.setText(text.format(reason=in_users_language(self._failure)))
        else:
            self.verdict.setText(self.tr("Measuring memory and time of a few steps…"))
        self.numbers.setVisible(found is not None)

    def _verdict(self, found: nc.TrainingEstimate) -> str:
        if found.outlook == "good":
            return self.tr("Good: it fits, and an epoch takes minutes.")
        said = []
        if found.memory == "poor":
            said.append(
                self.tr(
                    "Does not fit into the memory: choose fewer places a batch or smaller pictures."
                )
            )
        elif found.memory == "tight":
            said.append(self.tr("Tight: the memory just suffices."))
        if found.time == "poor":
            said.append(
                self.tr("Too slow: an epoch takes hours; choose a quicker preset, or a GPU.")
            )
        elif found.time == "tight":
            said.append(self.tr("Slow: an epoch takes tens of minutes."))
        return " ".join(said)

    def _numbers(self, found: nc.TrainingEstimate) -> str:
        epoch = self._duration(found.seconds_per_epoch)
        whole = self._duration(found.seconds_per_epoch * found.epochs)
        if found.memory_bytes is None:
            parts = []
        elif found.free_bytes is None:
            text = self.tr("memory {needed}")
            parts = [text.format(needed=self._size(found.memory_bytes))]
        else:
            text = self.tr("memory {needed} of {free} that are free")
            parts = [
                text.format(
                    needed=self._size(found.memory_bytes), free=self._size(found.free_bytes)
                )
            ]
        parts += [
            self.tr("an epoch about {epoch}").format(epoch=epoch),
            self.tr("all {n} epochs about {whole}").format(n=found.epochs, whole=whole),
            self.tr("on {device}").format(device=found.device),
        ]
        line = " · ".join(parts)
        line = line[:1].upper() + line[1:]
        if self._config is not None:
            text = self.tr("With the settings as they are now ({preset}).")
            line += "\n" + text.format(preset=preset_text(self._config.preset))
        return line

    def _duration(self, seconds: float) -> str:
        """To the second below two minutes, then to the minute, from two hours on to tenths."""
        if seconds < 120:
            return self.tr("{n} s").format(n=max(1, round(seconds)))
        if seconds < 7200:
            return self.tr("{n} min").format(n=round(seconds / 60))
        return self.tr("{n} h").format(n=QLocale().toString(seconds / 3600, "f", 1))

    def _size(self, count: int) -> str:
        return self.tr("{n} GiB").format(n=QLocale().toString(count / 2**30, "f", 1))


def _alike(a: nc.TrainConfig, b: nc.TrainConfig) -> bool:
    """Whether both take the same memory and time an epoch, as far as is shown."""
    same = a.epochs == b.epochs and a.preset == b.preset
    return same and a.model_dump(exclude=_OF_NO_MATTER) == b.model_dump(exclude=_OF_NO_MATTER)
