"""The doctor: what may hinder the program on this machine, and the ways out."""

from __future__ import annotations

from html import escape
from itertools import groupby

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.crash_reports import without_home
from nc_desktop.diagnosis_texts import in_words
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.jobs.doctor_job import DoctorJob
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.reasons import in_users_language


class DoctorDialog(TranslatedDialog):
    """Examines in the background, each time that it is asked to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._diagnosis: nc.Diagnosis | None = None
        self._failure = ""
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.progress = QProgressBar()
        self.cancel, self.again, self.copy = QPushButton(), QPushButton(), QPushButton()
        self.problems, self.facts = QTextBrowser(), _tree()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.problems)
        split.addWidget(self.facts)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 5)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.again, QDialogButtonBox.ButtonRole.ActionRole)
        row = QHBoxLayout()
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.addWidget(self.verdict)
        layout.addLayout(row)
        layout.addWidget(split, 1)
        layout.addWidget(buttons)
        self.cancel.clicked.connect(self._on_cancel)
        self.again.clicked.connect(self.examine)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        self.resize(760, 560)
        self._runner = JobRunner("doctor", self)
        self._runner.progressed.connect(self._on_progress)
        self._runner.succeeded.connect(self._on_succeeded)
        self._runner.failed.connect(self._on_failed)
        self._runner.finished.connect(self._show)
        self.retranslate()

    @property
    def running(self) -> bool:
        """Whether it examines now."""
        return self._runner.busy

    def present(self) -> None:
        """Show it, and examine if nothing is known yet."""
        super().present()
        if self._diagnosis is None:
            self.examine()

    def examine(self) -> None:
        """Begin, if it is not at it."""
        if not self.running:
            self.progress.setRange(0, 0)  # busy, until the first answer
            self._failure = ""
            self._runner.submit(DoctorJob())
            self._show()

    def shutdown(self) -> None:
        """Cancel and join the thread."""
        self._runner.shutdown()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Examination of this machine"))
        self.facts.setHeaderLabels([self.tr("Fact"), self.tr("Value")])
        self.cancel.setText(self.tr("Cancel"))
        self.again.setText(self.tr("Examine again"))
        self.copy.setText(self.tr("Copy"))
        if self._diagnosis is not None:
            self._fill(self._diagnosis)
        self._show()

    @Slot(object, object)
    def _on_progress(self, job: Job, progress: nc.Progress) -> None:
        self.progress.setRange(0, progress.total)
        self.progress.setValue(progress.done)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, found: nc.Diagnosis) -> None:
        self._diagnosis = found
        self._fill(found)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        self._failure = error.message

    @Slot()
    def _on_cancel(self) -> None:
        self._runner.cancel()

    @Slot()
    def _show(self, *_: object) -> None:
        running, found = self.running, self._diagnosis
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.again.setEnabled(not running)
        self.copy.setEnabled(found is not None)
        self.problems.setVisible(found is not None and bool(found.problems))
        if running:
            text = self.tr("Each library is loaded once in a process of its own; some seconds…")
        elif self._failure:
            text = self.tr("The examination failed: {reason}").format(
                reason=in_users_language(self._failure)
            )
        elif found is None:
            text = self.tr("The examination was cancelled.")
        elif not found.fit:
            text = self.tr("Something hinders the work; the ways out are below.")
        elif found.problems:
            text = self.tr("Nothing hinders the work; some things could be better.")
        else:
            text = self.tr("Nothing hinders the work.")
        self.verdict.setText(text)

    def _fill(self, found: nc.Diagnosis) -> None:
        self._list_problems()
        self.facts.clear()
        for subject, facts in groupby(found.facts, key=lambda fact: fact.subject):
            group = QTreeWidgetItem([in_words(subject)])
            self.facts.addTopLevelItem(group)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            for fact in facts:
                value = in_words(fact.value)
                row = QTreeWidgetItem([in_words(fact.name), value])
                row.setToolTip(1, value)
                group.addChild(row)
        self.facts.expandAll()
        self.facts.resizeColumnToContents(0)

    def _list_problems(self) -> None:
        found = self._diagnosis
        problems = found.problems if found is not None else ()
        out = self.tr("Way out: {fix}")
        self.problems.setHtml(
            "".join(
                f"<p><b>{escape(in_words(problem.subject))}:</b>"
                f" {escape(in_words(problem.what))}<br>"
                f"{escape(out.format(fix=in_words(problem.fix)))}</p>"
                for problem in sorted(problems, key=lambda problem: not problem.hinders)
            )
        )

    @Slot()
    def _copy(self) -> None:
        if self._diagnosis is not None:
            QGuiApplication.clipboard().setText(as_text(self._diagnosis))


def as_text(found: nc.Diagnosis) -> str:
    """The diagnosis as lines in English, for a report, without the name of the home folder."""
    lines = [f"{fact.subject}: {fact.name}: {fact.value}" for fact in found.facts]
    lines += [
        f"{'problem' if problem.hinders else 'advice'}: {problem.subject}: {problem.what};"
        f" fix: {problem.fix}"
        for problem in found.problems
    ]
    return without_home("".join(f"{line}\n" for line in lines))


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setColumnCount(2)
    tree.setRootIsDecorated(False)
    tree.setItemsExpandable(False)
    tree.setWordWrap(True)
    tree.setAlternatingRowColors(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
    tree.header().setStretchLastSection(True)
    return tree
