"""The matches that run and wait, each with its own cancel."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nc_desktop.icons import themed_icon
from nc_desktop.panels.elided_label import ElidedLabel
from nc_desktop.session.match_queue import MatchQueue, MatchRun
from nc_desktop.session.matching import Matching
from nc_desktop.translated_widget import TranslatedWidget

_MOST_ROWS = 5


class QueueView(TranslatedWidget):
    """A line a match; hidden while fewer than two are asked for."""

    def __init__(self, matching: Matching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matching = matching
        self.title = QLabel()
        self.cancel_all = QPushButton()
        self.cancel_all.clicked.connect(matching.cancel_all)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.cancel_all)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._more = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(self._rows)
        layout.addWidget(self._more)
        self.rows: list[QueueRow] = []
        matching.queue.changed.connect(self._fill)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.cancel_all.setText(self.tr("Cancel all"))
        self.cancel_all.setToolTip(self.tr("Stop the match that runs, and forget those that wait"))
        self._fill()

    @Slot()
    def _fill(self) -> None:
        queue = self._matching.queue
        runs = queue.runs
        self.setVisible(len(runs) > 1)
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [QueueRow(queue, run) for run in runs[:_MOST_ROWS]] if len(runs) > 1 else []
        for row in self.rows:
            self._rows.addWidget(row)
        waiting = len(runs) - (queue.current is not None)
        self.title.setText(self.tr("%n match(es) waiting", "", waiting))
        hidden = len(runs) - len(self.rows)
        self._more.setText(self.tr("and %n more", "", hidden))
        self._more.setVisible(bool(self.rows) and hidden > 0)


class QueueRow(TranslatedWidget):
    """State, number of templates, scene, and *Cancel*."""

    def __init__(self, queue: MatchQueue, run: MatchRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        self._queue = queue
        self.text = ElidedLabel()
        self.cancel = QToolButton()
        self.cancel.setAutoRaise(True)
        self.cancel.clicked.connect(lambda: queue.cancel(run))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.cancel)
        self.retranslate()
        self.retheme()

    def retranslate(self) -> None:
        """Set every text again."""
        running = self.run is self._queue.current
        if running:
            state = self.tr("cancelling…") if self._queue.cancelling else self.tr("runs")
        else:
            state = self.tr("waits")
        templates = self.tr("%n template(s)", "", len(self.run.job.templates))
        # the name may be long and is cut at its end, so it comes last
        self.text.setText(f"{state} · {templates} · {self.run.layer.name}")
        self.cancel.setEnabled(not (running and self._queue.cancelling))
        self.cancel.setToolTip(self.tr("Cancel this match"))
        self.cancel.setAccessibleName(self.tr("Cancel this match"))

    def retheme(self) -> None:
        """Tint the icon."""
        self.cancel.setIcon(themed_icon("close", self.palette()))
