"""What is asked around the file of the project: its name, unsaved work, files that were moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from nc_desktop.file_dialogs import ask_new_project, ask_project
from nc_desktop.session.keeping import SUFFIX, LostFiles
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

if TYPE_CHECKING:  # made late: nobody needs them at once
    from nc_desktop.dialogs.missing_files import MissingFilesDialog
    from nc_desktop.dialogs.queue_question import QueueQuestion
    from nc_desktop.dialogs.unsaved import UnsavedQuestion


class ProjectFiles(QObject):
    """Asks, and lets the session do it.

    Attributes:
        question: about unsaved work, while it is asked.
        queue_question: about matches that are not done, while it is asked.
        missing: the dialog about files that were moved, while it is shown.
    """

    def __init__(self, window: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        self.question: UnsavedQuestion | None = None
        self.queue_question: QueueQuestion | None = None
        self.missing: MissingFilesDialog | None = None
        self._afterwards: Callable[[], object] | None = None  # once the project is saved
        self._with_project: tuple[Path, ...] = ()  # to be opened in it
        keeping = session.keeping
        keeping.saving_ended.connect(self._on_saving_ended)
        keeping.files_lost.connect(self._ask_where)
        keeping.opened.connect(self._on_opened)

    def new(self) -> None:
        """Close the project and begin an empty one."""
        self.before_closing(self._session.keeping.new)

    def ask_open(self) -> None:
        """Ask for a project and open it."""
        path = ask_project(self._window, self._settings)
        if path is not None:
            self.open(path)

    def open(self, path: Path, *, beside: Sequence[Path] = ()) -> None:
        """Open a project in place of the present one, and then files in it."""

        def do() -> None:
            self._with_project = tuple(beside)  # not before: the user may stay
            self._session.keeping.open(path)

        self.before_closing(do)

    def open_any(self, paths: Sequence[Path]) -> None:
        """Open dropped or named files: a project, or what belongs into the present one."""
        projects = [path for path in paths if path.suffix.lower() == SUFFIX]
        if not projects:
            self._session.opening.files(paths)
            return
        self.open(projects[0], beside=[path for path in paths if path not in projects])

    def save(self) -> None:
        """Save the project under its name; ask for one if it has none."""
        if self._session.keeping.path is None:
            self.save_as()
        else:
            self._session.keeping.save()

    def save_as(self) -> None:
        """Ask for a name and save the project."""
        keeping = self._session.keeping
        path = ask_new_project(self._window, self._settings, keeping.path or self._proposal())
        if path is not None:
            keeping.save(path)
        else:
            self._afterwards = None

    def before_closing(self, do: Callable[[], object]) -> None:
        """Do something that closes the project, once unsaved work is saved or given up.

        Matches that run and wait are given up before, if the user agrees.
        """
        matches = len(self._session.matching.queue.runs)
        if not matches:
            self._before_closing_file(do)
            return
        from nc_desktop.dialogs.queue_question import QueueQuestion

        if self.queue_question is not None:
            self.queue_question.reject()

        def give_up() -> None:
            self._session.matching.cancel_all()
            self._before_closing_file(do)

        question = QueueQuestion(matches, self._window)
        question.give_up_wanted.connect(give_up)
        question.finished.connect(self._on_queue_answered)
        self.queue_question = question
        question.open()

    def _before_closing_file(self, do: Callable[[], object]) -> None:
        keeping = self._session.keeping
        if keeping.saving:
            self._afterwards = lambda: self._before_closing_file(do)
        elif keeping.has_work:
            self._ask(do)
        else:
            do()

    def _ask(self, do: Callable[[], object]) -> None:
        from nc_desktop.dialogs.unsaved import UnsavedQuestion

        if self.question is not None:
            self.question.reject()
        keeping = self._session.keeping
        question = UnsavedQuestion(keeping.path.name if keeping.path else "", self._window)
        question.discard_wanted.connect(do)
        question.save_wanted.connect(lambda: self._save_then(do))
        question.finished.connect(self._on_answered)
        self.question = question
        question.open()

    def _save_then(self, do: Callable[[], object]) -> None:
        self._afterwards = do
        self.save()

    def _proposal(self) -> Path:
        scene = self._session.project.scene
        stem = scene.path.stem if scene is not None else self.tr("project")
        return Path(self._settings.folder, stem + SUFFIX)

    @Slot(int)
    def _on_answered(self, _result: int) -> None:
        self.question = None

    @Slot(bool)
    def _on_saving_ended(self, saved: bool) -> None:
        do, self._afterwards = self._afterwards, None
        if do is not None and saved:
            do()

    @Slot(int)
    def _on_queue_answered(self, _result: int) -> None:
        self.queue_question = None

    @Slot(object)
    def _ask_where(self, lost: LostFiles) -> None:
        from nc_desktop.dialogs.missing_files import MissingFilesDialog

        if self.missing is not None:
            self.missing.reject()
        dialog = MissingFilesDialog(lost, self._session.files, self._window)
        dialog.decided.connect(self._session.keeping.open_with)
        dialog.finished.connect(self._on_missing_closed)
        self.missing = dialog
        dialog.present()

    @Slot(int)
    def _on_missing_closed(self, _result: int) -> None:
        self.missing = None

    @Slot(object)
    def _on_opened(self, _view: object) -> None:
        paths, self._with_project = self._with_project, ()
        self._session.opening.files(paths)
