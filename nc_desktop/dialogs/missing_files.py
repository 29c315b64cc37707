"""Where are the files of a project that are not where they were?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.jobs.job import Job
from nc_desktop.jobs.project_jobs import FindFilesJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.reasons import in_users_language
from nc_desktop.session.keeping import LostFiles

if TYPE_CHECKING:
    from nc_desktop.project_file.reading import LostFile

_FILE, _WAS, _NOW = range(3)


class MissingFilesDialog(TranslatedDialog):
    """Stays open beside the work. One file that is found leads to the others in its folder."""

    decided = Signal(object, dict)
    """The `LostFiles`, and by id where each file is now; None leaves it out."""

    def __init__(self, lost: LostFiles, runner: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lost, self._runner = lost, runner
        self._found: dict[str, Path] = {}
        self._search: FindFilesJob | None = None
        self._explanation, self._state = QLabel(), QLabel()
        for label in (self._explanation, self._state):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = QTreeWidget()
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.choose, self.search = QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.search)
        row.addWidget(self._state, 1)
        self.buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.take_found = QPushButton()
        self.leave_out = QPushButton()
        self.cancel = QPushButton()
        self.buttons.addButton(self.take_found, roles.AcceptRole)
        self.buttons.addButton(self.leave_out, roles.DestructiveRole)
        self.buttons.addButton(self.cancel, roles.RejectRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self._explanation)
        layout.addWidget(self.tree, 1)
        layout.addLayout(row)
        layout.addWidget(self.buttons)
        self.choose.clicked.connect(self._ask_file)
        self.search.clicked.connect(self._ask_folder)
        self.tree.itemDoubleClicked.connect(self._ask_file)
        self.tree.currentItemChanged.connect(self._refresh)
        self.take_found.clicked.connect(self._on_open)
        self.leave_out.clicked.connect(self._on_leave_out)
        self.buttons.rejected.connect(self.reject)
        runner.succeeded.connect(self._on_succeeded)
        self.resize(760, 420)
        self._fill()
        self.retranslate()

    @property
    def missing(self) -> tuple[LostFile, ...]:
        """Files of which it is not known yet where they are."""
        return tuple(each for each in self._lost.lost if each.id not in self._found)

    def take(self, found: Mapping[str, Path]) -> None:
        """Note where files are."""
        self._found.update(found)
        self._fill()

    def search_in(self, folder: Path) -> None:
        """Look for all that is still missing in a folder and all in it."""
        self._search = FindFilesJob(folder, self.missing)
        self._runner.submit(self._search)
        self._refresh()

    def done(self, result: int) -> None:
        """Stop looking."""
        if self._search is not None:
            self._runner.cancel(self._search)
        super().done(result)

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Files of the project"))
        self._explanation.setText(
            self.tr(
                "{name} needs files that are not where they were, or that cannot be read. Say where"
                " they are now; the others are looked for in the same folder."
            ).format(name=self._lost.job.path.name)
        )
        self.tree.setHeaderLabels([self.tr("File"), self.tr("Was in"), self.tr("Is now")])
        header = self.tree.header()
        header.setSectionResizeMode(_FILE, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(_FILE, 190)
        header.resizeSection(_WAS, 260)
        self.choose.setText(self.tr("Choose the file…"))
        self.search.setText(self.tr("Search in a folder…"))
        self.take_found.setText(self.tr("Open the project"))
        self.leave_out.setText(self.tr("Open without them"))
        self.leave_out.setToolTip(
            self.tr("Scenes and templates without a file, and what was found of them, are left out")
        )
        self.cancel.setText(self.tr("Cancel"))
        self._fill()

    def _fill(self) -> None:
        current = self.tree.indexOfTopLevelItem(self.tree.currentItem())
        self.tree.clear()
        for each in self._lost.lost:
            now = self._found.get(each.id)
            said = str(now.parent) if now is not None else self._why(each)
            item = QTreeWidgetItem([each.path.name, str(each.path.parent), said])
            item.setData(0, Qt.ItemDataRole.UserRole, each.id)
            item.setToolTip(_FILE, str(each.path))
            item.setToolTip(_WAS, str(each.path))
            item.setToolTip(_NOW, said)
            self.tree.addTopLevelItem(item)
        chosen = self.tree.topLevelItem(max(0, current))
        if chosen is not None:
            self.tree.setCurrentItem(chosen)
        self._refresh()

    def _why(self, lost: LostFile) -> str:
        return in_users_language(lost.reason) if lost.reason else self.tr("not found")

    @Slot()
    def _refresh(self, *_: object) -> None:
        missing = self.missing
        self.take_found.setEnabled(not missing)
        self.take_found.setDefault(not missing)
        self.leave_out.setEnabled(bool(missing))
        self.search.setEnabled(bool(missing) and self._search is None)
        self.choose.setEnabled(self.tree.currentItem() is not None)
        if self._search is not None:
            self._state.setText(self.tr("Searching…"))
        elif missing:
            self._state.setText(self.tr("%n file(s) missing", "", len(missing)))
        else:
            self._state.setText(self.tr("All files are found."))

    def _current(self) -> LostFile | None:
        item = self.tree.currentItem()
        wanted = None if item is None else item.data(0, Qt.ItemDataRole.UserRole)
        return next((each for each in self._lost.lost if each.id == wanted), None)

    @Slot()
    def _ask_file(self, *_: object) -> None:
        lost = self._current()
        if lost is None:
            return
        dialog = QFileDialog(self, self.tr("Where is {name}?").format(name=lost.path.name))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._chosen(lost, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, lost: LostFile, path: Path) -> None:
        self.take({lost.id: path})
        if self.missing:
            self.search_in(path.parent)

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder to search in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.search_in(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        if job is self._search and isinstance(result, dict):
            self._search = None
            self.take({name: path for name, path in result.items() if name not in self._found})

    @Slot()
    def _on_open(self) -> None:
        self.decided.emit(self._lost, dict(self._found))
        self.accept()

    @Slot()
    def _on_leave_out(self) -> None:
        nowhere: dict[str, Path | None] = {each.id: None for each in self.missing}
        self.decided.emit(self._lost, {**self._found, **nowhere})
        self.accept()
