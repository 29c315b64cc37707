"""The fifth page: what the training was worth, and what to do with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.jobs.runner import JobRunner
from nc_desktop.training.heatmap_pair import HeatmapPair
from nc_desktop.training.run_folder import BEST
from nc_desktop.training.run_history import RunHistory
from nc_desktop.training.run_texts import end_text, metric_text
from nc_desktop.training.run_watch import RunWatch
from nc_desktop.training.setting_texts import metric_label
from nc_desktop.translated_widget import TranslatedWidget

_LOWER_IS_BETTER = ("held_out_loss_dense",)
_NOT_HELD_OUT = ("loss", "loss_global", "loss_dense", "active", "found")


class ResultPage(TranslatedWidget):
    """Numbers and heatmaps before and after, on the same held-out places."""

    use_wanted = Signal(object)
    """The file of weights that matches shall be made with."""
    export_wanted = Signal(object)
    """The folder of the run whose weights shall be written elsewhere."""
    folder_wanted = Signal(object)
    """The folder to be shown."""

    def __init__(self, watch: RunWatch, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self.verdict, self.note = QLabel(), QLabel()
        for label in (self.verdict, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        font = self.verdict.font()
        font.setBold(True)
        self.verdict.setFont(font)
        self.table = QTableWidget(0, 4)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setAlternatingRowColors(True)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.heatmaps = HeatmapPair(runner)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.table, "")
        self.tabs.addTab(self.heatmaps, "")
        self.use, self.export, self.open_folder = QPushButton(), QPushButton(), QPushButton()
        self.use.setMinimumHeight(32)
        line = QHBoxLayout()
        line.addWidget(self.use)
        line.addWidget(self.export)
        line.addWidget(self.open_folder)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.verdict)
        layout.addWidget(self.note)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(line)
        self.use.clicked.connect(lambda: self._send(self.use_wanted, BEST))
        self.export.clicked.connect(lambda: self._send(self.export_wanted, ""))
        self.open_folder.clicked.connect(lambda: self._send(self.folder_wanted, ""))
        watch.changed.connect(self._show)
        self.retranslate()

    @property
    def weights(self) -> Path | None:
        """Those that the run has made; None where no epoch was better than the start."""
        folder = self._watch.folder
        return None if folder is None or not self._watch.history.best_epoch else folder / BEST

    def retranslate(self) -> None:
        """Set every text again."""
        self.table.setHorizontalHeaderLabels(
            [self.tr("On held-out places"), self.tr("Before"), self.tr("After"), self.tr("Change")]
        )
        self.tabs.setTabText(0, self.tr("Numbers"))
        self.tabs.setTabText(1, self.tr("Heatmaps"))
        self.use.setText(self.tr("Use this model"))
        self.use.setToolTip(self.tr("Match with these weights from now on"))
        self.export.setText(self.tr("Export…"))
        self.export.setToolTip(self.tr("Write the weights and a card that tells what they are"))
        self.open_folder.setText(self.tr("Open folder"))
        self._show()

    def _send(self, signal: object, name: str) -> None:
        if self._watch.folder is not None:
            signal.emit(self._watch.folder / name)  # type: ignore[attr-defined]

    @Slot()
    def _show(self) -> None:
        history = self._watch.history
        better = history.best_epoch > 0
        if better:
            self.verdict.setText(
                self.tr("Epoch {epoch} is better than the starting weights.").format(
                    epoch=history.best_epoch
                )
            )
        else:
            self.verdict.setText(self.tr("No epoch was better than the starting weights."))
        note = end_text(history) if self._watch.state == "ended" else ""
        if not better and history.over:
            note += " " + self.tr("There is nothing to use; try more epochs, or more places.")
        if better and history.over and not self._watch.has_best:
            note += " " + self.tr("Its weights were deleted.")
        if history.skipped:
            note += " " + self.tr("%n picture(s) could not be read.", "", history.skipped)
        self.note.setText(note.strip())
        self.note.setVisible(bool(self.note.text()))
        self.use.setEnabled(better and self._watch.has_best)
        self.export.setEnabled(better and self._watch.has_best)
        self._fill(history)
        self.heatmaps.show_of(self._watch.folder, history.heatmaps)

    def _fill(self, history: RunHistory) -> None:
        names = [n for n in history.before if n not in _NOT_HELD_OUT and n in history.best]
        self.table.setRowCount(len(names))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, name in enumerate(names):
            before, after = history.before[name], history.best[name]
            change = after - before
            cells = [
                metric_label(name),
                metric_text(name, before),
                metric_text(name, after),
                ("+" if change > 0 else "") + metric_text(name, change),
            ]
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(right)
                if column == 3 and abs(change) > 1e-9:
                    good = (change > 0) != (name in _LOWER_IS_BETTER)
                    item.setToolTip(self.tr("better") if good else self.tr("worse"))
                    font = item.font()
                    font.setBold(good)
                    item.setFont(font)
                self.table.setItem(row, column, item)
