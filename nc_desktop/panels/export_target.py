"""Folder and name of an export, with the files that it would write."""

from __future__ import annotations

import os
from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from nc_desktop.icons import themed_icon
from nc_desktop.jobs.export_job import ExportFiles, LookAtFolderJob
from nc_desktop.jobs.job import Job
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.jobs.target_folder import FolderState
from nc_desktop.translated_widget import TranslatedWidget

_PAUSE_MS = 200  # after a key, before the folder is looked at
_FORBIDDEN = set('\\/:*?"<>|')  # of these Windows makes no name, and nobody wants them elsewhere
_MOST_LISTED = 8
_LEAST_LINES = 4  # kept free, so that the dialog does not jump
_LONGEST = 255  # bytes; no usual file system takes more


class ExportTarget(TranslatedWidget):
    """Says live which files there will be, and which of them are there already."""

    changed = Signal()
    browse_requested = Signal()

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._files: Callable[[str], ExportFiles] = lambda name: ExportFiles(name, ())
        self._job: LookAtFolderJob | None = None
        self._state: FolderState | None = None
        self.folder, self.name, self.browse = QLineEdit(), QLineEdit(), QToolButton()
        self.list = QLabel()
        self.list.setWordWrap(True)
        self.list.setTextFormat(Qt.TextFormat.RichText)
        self.list.setAlignment(Qt.AlignmentFlag.AlignTop)
        # without a width a long name would make the dialog wider than the screen
        self.list.setMinimumWidth(1)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._folder_title, self._name_title, self._list_title = QLabel(), QLabel(), QLabel()
        self._list_title.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(self.browse)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        layout.addRow(self._folder_title, line)
        layout.addRow(self._name_title, self.name)
        layout.addRow(self._list_title, self.list)
        self._folder_title.setBuddy(self.folder)
        self._name_title.setBuddy(self.name)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        self.folder.textChanged.connect(self._on_edited)
        self.name.textChanged.connect(self._on_edited)
        self.browse.clicked.connect(self.browse_requested)
        runner.succeeded.connect(self._on_looked)
        self.retranslate()
        self.retheme()

    @property
    def path(self) -> Path | None:
        """The folder; None if none is named."""
        text = self.folder.text().strip()
        try:
            return Path(text).expanduser() if text else None
        except RuntimeError:  # a `~name` of nobody
            return Path(text)

    @property
    def problem(self) -> str:
        """Why nothing can be written there, as far as that is known; empty if it can."""
        name = self.name.text().strip()
        if self.path is None:
            return self.tr("Name a folder")
        if not name:
            return self.tr("Name the files")
        wrong = sorted(_FORBIDDEN.intersection(name))
        if wrong or name.startswith("."):
            return self.tr("A name cannot have {signs}").format(signs=" ".join(wrong or ["."]))
        longest = max((len(os.fsencode(each)) for each in self._files(name).names), default=0)
        if longest > _LONGEST:
            return self.tr("The name is too long")
        if self._state is not None and not self._state.exists:
            return self.tr("There is no such folder")
        return ""

    @property
    def existing(self) -> tuple[str, ...]:
        """Files that would be replaced, as far as that is known."""
        return self._state.existing if self._state is not None else ()

    def set_files(self, files: Callable[[str], ExportFiles]) -> None:
        """List other files.

        Args:
            files: what would be written under a name.
        """
        self._files = files
        self._look_soon()

    def look(self) -> None:
        """Look at the folder anew."""
        self._look_soon()

    def retranslate(self) -> None:
        """Set every text again."""
        self._folder_title.setText(self.tr("F&older:"))
        self._name_title.setText(self.tr("&Name:"))
        self._list_title.setText(self.tr("Files:"))
        self.browse.setToolTip(self.tr("Choose a folder"))
        self.browse.setAccessibleName(self.tr("Choose a folder"))
        self._show()

    def retheme(self) -> None:
        """Tint the icon."""
        self.browse.setIcon(themed_icon("open", self.palette()))

    @Slot()
    def _on_edited(self) -> None:
        self._state = self._job = None  # an answer that is under way is of another folder
        self._look_soon()

    def _look_soon(self) -> None:
        self._pause.start()
        self._show()
        self.changed.emit()

    @Slot()
    def _look(self) -> None:
        path = self.path
        if path is not None:
            self._job = LookAtFolderJob(path, self._files(self.name.text().strip()).names)
            self._runner.submit(self._job)

    @Slot(object, object)
    def _on_looked(self, job: Job, state: object) -> None:
        if job is self._job and isinstance(state, FolderState):
            self._job, self._state = None, state
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        names = self._files(self.name.text().strip()).names
        exists = escape(self.tr("exists, will be replaced"))
        lines = []
        for name in names[:_MOST_LISTED]:
            line = escape(name)
            if name in self.existing:
                line = f"<b>{line}</b> – {exists}"
            lines.append(line)
        if len(names) > _MOST_LISTED:
            lines.append(self.tr("and %n more", "", len(names) - _MOST_LISTED))
        self.list.setText("<br>".join(lines) if lines else "–")
        lines_kept = max(_LEAST_LINES, len(lines))  # a longer line breaks, and the list grows
        self.list.setMinimumHeight(lines_kept * self.list.fontMetrics().lineSpacing())
