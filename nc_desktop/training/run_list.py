"""The runs that there are: one is looked at, those that are checked are compared with it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, Report
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.training import run_folder
from nc_desktop.training.run_history import RunHistory, RunState
from nc_desktop.training.run_texts import run_title, state_text
from nc_desktop.translated_widget import TranslatedWidget

_REFRESH_MS = 3000
_NARROWEST = 220
_PAUSE_S = 0.005


@dataclass(frozen=True, eq=False)
class RunSummary:
    """A run of the list.

    Attributes:
        folder: of the run.
        alive: whether its process lives.
        history: what its events tell.
    """

    folder: Path
    alive: bool
    history: RunHistory

    @property
    def state(self) -> RunState:
        """What it is doing."""
        if self.alive and self.history.over:
            return "starting"
        return self.history.state if self.alive or self.history.over else "died"


@dataclass(frozen=True, eq=False)
class ReadSoFar:
    """What was read of the events of a run.

    Attributes:
        size: of the file then, bytes.
        offset: up to which it was read.
        history: what it tells so far.
    """

    size: int = -1
    offset: int = 0
    history: RunHistory = field(default_factory=RunHistory)

    def go_on(self, folder: Path, size: int, cancel: nc.CancelToken) -> ReadSoFar:
        """Read what came since. This history stays as it is: the window shows it meanwhile."""
        history, offset, more = deepcopy(self.history), self.offset, True
        while more:
            cancel.raise_if_cancelled()
            seen = run_folder.look(folder, offset)
            if seen.restarted:
                history = RunHistory()
            for event in seen.events:
                history.take(event)
            offset, more = seen.offset, seen.more
            time.sleep(_PAUSE_S)  # the window's thread waits for Python's lock
        return ReadSoFar(size, offset, history)


@dataclass(frozen=True, eq=False)
class FindRunsJob:
    """Look into all runs; of each only what is new is read."""

    folder: Path
    known: Mapping[Path, ReadSoFar]

    def run(
        self, report: Report, cancel: nc.CancelToken
    ) -> tuple[tuple[RunSummary, ...], dict[Path, ReadSoFar]]:
        """The runs, the newest first, and what is known of them now."""
        found, known = [], {}
        for folder in run_folder.find_runs(self.folder):
            cancel.raise_if_cancelled()
            size = _size(folder / run_folder.EVENTS)
            kept = self.known.get(folder) or ReadSoFar()
            if kept.size != size:
                kept = kept.go_on(folder, size, cancel)
            known[folder] = kept
            found.append(RunSummary(folder, run_folder.is_alive(folder), kept.history))
        return tuple(found), known


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


class RunList(TranslatedWidget):
    """A button for a new training, and below it the runs."""

    new_wanted = Signal()
    chosen = Signal(object)
    """The folder of the run that the user wants to see."""
    compared = Signal(object)
    """Histories of the runs that are checked, by their titles."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._known: dict[Path, ReadSoFar] = {}
        self._runs: tuple[RunSummary, ...] = ()
        self._current: Path | None = None
        self._checked: set[Path] = set()
        self.setMinimumWidth(_NARROWEST)
        self.new = QPushButton()
        self._title = QLabel()
        self.runs = QListWidget()
        self.runs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.runs.setTextElideMode(Qt.TextElideMode.ElideRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.new)
        layout.addWidget(self._title)
        layout.addWidget(self.runs, 1)
        layout.addStretch(0)
        self.new.clicked.connect(self.new_wanted)
        self.runs.itemClicked.connect(self._on_clicked)
        self.runs.itemActivated.connect(self._on_clicked)
        self.runs.itemChanged.connect(self._on_checked)
        self._runner = JobRunner("training runs", self)
        self._runner.succeeded.connect(self._on_found)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._on_timer)
        self.retranslate()

    @property
    def summaries(self) -> tuple[RunSummary, ...]:
        """What is listed."""
        return self._runs

    def refresh(self) -> None:
        """Read the runs again."""
        if not self._runner.busy:
            self._runner.submit(FindRunsJob(self._folder, dict(self._known)))
        self._timer.start()

    def show_current(self, folder: Path | None) -> None:
        """Mark the run that is looked at; None for none."""
        self._current = folder
        with QSignalBlocker(self.runs):
            self.runs.setCurrentRow(-1)
            for row in range(self.runs.count()):
                if self._path_in(self.runs.item(row)) == folder:
                    self.runs.setCurrentRow(row)

    def shutdown(self) -> None:
        """Join the thread."""
        self._timer.stop()
        self._runner.shutdown()

    def retranslate(self) -> None:
        """Set every text again."""
        self.new.setText(self.tr("New training"))
        self._title.setToolTip(self.tr("Check runs to see their curves in one plot"))
        self.runs.setToolTip(self.tr("Check runs to see their curves in one plot"))
        self._fill()

    @staticmethod
    def _path_in(item: QListWidgetItem) -> Path:
        return Path(str(item.data(Qt.ItemDataRole.UserRole)))

    @Slot()
    def _on_timer(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(object, object)
    def _on_found(self, job: Job, result: object) -> None:
        if isinstance(job, FindRunsJob) and isinstance(result, tuple):
            self._runs, self._known = result
            self._fill()
            self._compare()

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._current = self._path_in(item)
        self.chosen.emit(self._current)

    @Slot(QListWidgetItem)
    def _on_checked(self, item: QListWidgetItem) -> None:
        path = self._path_in(item)
        if item.checkState() == Qt.CheckState.Checked:
            self._checked.add(path)
        else:
            self._checked.discard(path)
        self._compare()

    def _compare(self) -> None:
        self.compared.emit(
            {
                run_title(run.folder): run.history
                for run in self._runs
                if run.folder in self._checked and run.folder != self._current
            }
        )

    def _fill(self) -> None:
        with QSignalBlocker(self.runs):
            texts = [(run, self._text(run)) for run in self._runs]
            while self.runs.count() > len(texts):
                self.runs.takeItem(self.runs.count() - 1)
            while self.runs.count() < len(texts):
                self.runs.addItem(QListWidgetItem())
            for row, (run, text) in enumerate(texts):
                item = self.runs.item(row)
                item.setText(text)
                item.setToolTip(f"{text}\n{run.folder}")
                item.setData(Qt.ItemDataRole.UserRole, str(run.folder))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                checked = run.folder in self._checked
                item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self._title.setText(self.tr("Runs") if self._runs else self.tr("No runs yet"))
        self.runs.setVisible(bool(self._runs))
        self.show_current(self._current)

    def _text(self, run: RunSummary) -> str:
        said = state_text(run.state, run.history.reason)
        if run.history.best_epoch:
            best = self.tr("best epoch {n}").format(n=run.history.best_epoch)
            said = f"{said}\n{best}"
        return f"{run_title(run.folder)}\n{said}"
