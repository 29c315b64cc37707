"""The second page: what is to be known of the places before time is spent on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.reasons import in_users_language
from nc_desktop.training.data_jobs import Checked, CheckJob, SheetJob
from nc_desktop.training.estimate_line import EstimateLine
from nc_desktop.translated_widget import TranslatedWidget

_MOST_LISTED = 200


class CheckPage(TranslatedWidget):
    """Counts, what is wrong, and a sheet of triplets as training will see them."""

    changed = Signal()

    def __init__(
        self, runner: JobRunner, measuring: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._config: nc.TrainConfig | None = None
        self.estimate = EstimateLine(measuring)
        self._job: CheckJob | None = None
        self._sheet_job: SheetJob | None = None
        self._drawn_with: nc.TrainConfig | None = None
        self._found: Checked | None = None
        self._failure = ""
        self._last: Path | None = None
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.again = QPushButton()
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setAlternatingRowColors(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._sheet_title = QLabel()
        self._sheet_title.setWordWrap(True)
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        split = self._side_by_side()
        line = QHBoxLayout()
        line.addWidget(self.verdict, 1)
        line.addWidget(self.progress)
        line.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.addLayout(line)
        layout.addWidget(self.estimate)
        layout.addWidget(split, 1)
        self.again.clicked.connect(self._again)
        runner.succeeded.connect(self._on_done)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        self.retranslate()

    def _side_by_side(self) -> QSplitter:
        """Counts, and the sheet beside them."""
        scroll = QScrollArea()
        scroll.setWidget(self.sheet)
        scroll.setWidgetResizable(True)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet_title)
        column.addWidget(scroll, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.tree)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setSizes([340, 460])
        return split

    @property
    def running(self) -> bool:
        """Whether it looks now."""
        return self._job is not None

    @property
    def report(self) -> nc.PlacesReport | None:
        """What was found; None while nothing is known."""
        return None if self._found is None else self._found.report

    @property
    def problem(self) -> str:
        """Why it cannot go on; empty if it can."""
        if self.running:
            return self.tr("Wait until the pictures are read.")
        if self._found is None:
            return in_users_language(self._failure) or self.tr("Check the places first.")
        return in_users_language(self._found.report.reason)

    def check(self, folder: Path, config: nc.TrainConfig | None = None) -> None:
        """Look at places, unless it is known of them already.

        Then triplets are drawn and a run is measured with the settings, if they make sense.
        """
        self._config = config
        known = self._found is not None and self._found.report.root == folder
        if known or (self._job is not None and self._job.folder == folder):
            self._draw_sheet()
            self._measure()
            return
        self._begin(folder)

    def _measure(self) -> None:
        """Once the pictures are read, which would disturb it, and only if they are fit."""
        if self._found is not None:
            self.estimate.measure(self._config if self._found.report.fit else None)

    def retranslate(self) -> None:
        """Set every text again."""
        self.again.setText(self.tr("Check again"))
        self.tree.setHeaderLabels([self.tr("What"), self.tr("Count")])
        self._sheet_title.setText(
            self.tr(
                "Triplets as training sees them: a picture, one of the same place, and one of"
                " another place."
            )
        )
        self._show()

    def _begin(self, folder: Path) -> None:
        self._runner.cancel(self._job) if self._job is not None else None
        self._found, self._failure = None, ""
        self._sheet_job = None
        self.estimate.measure(None)
        self._drawn_with = self._config or nc.make_train_config(None, (f"data={folder}",))
        self._job = CheckJob(folder, self._drawn_with)
        self._runner.submit(self._job)
        self._show()

    def _draw_sheet(self) -> None:
        """Again, where the settings are other ones than those that it was drawn with."""
        if self._found is None or self._found.sheet is None or self._config is None:
            return
        if self._config != self._drawn_with:
            self._drawn_with = self._config
            self._sheet_job = SheetJob(self._config)
            self._runner.submit(self._sheet_job)

    @Slot()
    def _again(self) -> None:
        folder = self._found.report.root if self._found else self._last
        if folder is not None:
            self._begin(folder)

    @Slot(object, object)
    def _on_done(self, job: Job, result: object) -> None:
        if job is self._job and isinstance(result, Checked):
            self._job, self._found = None, result
            self._show()
            self._draw_sheet()
            self._measure()
        elif job is self._sheet_job and self._found is not None and isinstance(result, np.ndarray):
            self._sheet_job, self._found = None, replace(self._found, sheet=result)
            self.sheet.setPixmap(_pixmap(result))

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if job is self._job:
            self._job, self._failure = None, error.message
            self._show()

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._show()

    def _show(self) -> None:
        if self._job is not None:
            self._last = self._job.folder
        self.progress.setVisible(self.running)
        self.again.setEnabled(not self.running)
        self.tree.clear()
        self.sheet.clear()
        self.verdict.setText(self._verdict())
        if self._found is not None:
            self._fill(self._found.report)
            if self._found.sheet is not None:
                self.sheet.setPixmap(_pixmap(self._found.sheet))
        self.changed.emit()

    def _verdict(self) -> str:
        if self.running:
            return self.tr("Reading every picture…")
        if self._found is None:
            return in_users_language(self._failure)
        report = self._found.report
        if not report.fit:
            reason = in_users_language(report.reason)
            return self.tr("Cannot be trained on: {reason}").format(reason=reason)
        troubles = (report.unreadable, report.lone, report.leaks, report.shared_names)
        if any(troubles):
            return self.tr("Can be trained on; some of it is worth a look.")
        return self.tr("Can be trained on.")

    def _fill(self, report: nc.PlacesReport) -> None:
        numbers = QLocale()
        sides = {"train": self.tr("Places to train on"), "test": self.tr("Places to test on")}
        for side, count in report.places.items():
            top = QTreeWidgetItem([sides.get(side, side), numbers.toString(count)])
            self.tree.addTopLevelItem(top)
            for name, pictures in report.pictures.items():
                if name.startswith(f"{side}/"):
                    view = name.partition("/")[2]
                    text = self.tr("pictures of {view}").format(view=view)
                    top.addChild(QTreeWidgetItem([text, numbers.toString(pictures)]))
        posed = f"{numbers.toString(round(100 * report.posed))} %"
        self.tree.addTopLevelItem(QTreeWidgetItem([self.tr("Pictures of known pose"), posed]))
        for title, lines in (
            (
                self.tr("Unreadable pictures, skipped"),
                [
                    f"{path.relative_to(report.root).as_posix()}: {in_users_language(why)}"
                    for path, why in report.unreadable.items()
                ],
            ),
            (self.tr("Places with one view only, of no use"), list(report.lone)),
            (
                self.tr("The same picture on both sides"),
                [
                    " = ".join(p.relative_to(report.root).as_posix() for p in pair)
                    for pair in report.leaks
                ],
            ),
            (self.tr("Places of the same name on both sides"), list(report.shared_names)),
        ):
            top = QTreeWidgetItem([title, numbers.toString(len(lines))])
            top.setToolTip(0, title)
            self.tree.addTopLevelItem(top)
            for line in lines[:_MOST_LISTED]:
                child = QTreeWidgetItem([line, ""])
                child.setToolTip(0, line)
                top.addChild(child)
        self.tree.expandAll()


def _pixmap(rgb: NDArray[np.uint8]) -> QPixmap:
    """Of [H, W, 3] pixels; it keeps a copy of its own."""
    rows, cols = rgb.shape[:2]
    data = np.ascontiguousarray(rgb)
    image = QImage(data.data, cols, rows, 3 * cols, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image)
