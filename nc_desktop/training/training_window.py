"""The window of training: five pages for a run, and the list of all runs beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.file_dialogs import as_file_name, open_folder, remember_folder
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.map.map_view import MapView
from nc_desktop.messages import Message
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.reasons import in_users_language
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings
from nc_desktop.training.check_page import CheckPage
from nc_desktop.training.data_page import DataPage
from nc_desktop.training.model_card import ExportWeightsJob
from nc_desktop.training.questions import DiscardQuestion, LeaveQuestion
from nc_desktop.training.result_page import ResultPage
from nc_desktop.training.run_folder import BEST, new_run_folder
from nc_desktop.training.run_list import RunList
from nc_desktop.training.run_page import RunPage
from nc_desktop.training.run_texts import run_title
from nc_desktop.training.run_watch import RunWatch
from nc_desktop.training.settings_page import SettingsPage
from nc_desktop.weights.weights_store import WeightsStore

DATA, CHECK, SETTINGS, RUN, RESULT = range(5)


class TrainingWindow(TranslatedDialog):
    """Leads from places to weights in use.

    `shutdown` must be called before it goes: it has threads.
    """

    def __init__(
        self,
        session: Session,
        settings: Settings,
        view: MapView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._view = session, settings, view
        self._root = settings.training_folder
        self._problem = ""
        self._weights: WeightsStore | None = None
        self._starting = False
        self._leaving = False
        self._after_leaving: Callable[[], object] | None = None
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setWindowFlag(Qt.WindowType.WindowMinimizeButtonHint, True)
        self._work, self._files = JobRunner("places", self), JobRunner("training files", self)
        self.watch = RunWatch(self)
        self.data = DataPage(
            session.project, settings, self._root / "places", self._work, view=view
        )
        self._measuring = JobRunner("training estimate", self)
        self.check = CheckPage(self._work, self._measuring)
        self.settings_page = SettingsPage(settings, self._files)
        self.run_page = RunPage(self.watch, self._files)
        self.result_page = ResultPage(self.watch, self._files)
        self.runs = RunList(self._root / "runs")
        self.question: DiscardQuestion | LeaveQuestion | None = None
        self._assemble()
        self._connect()
        self.resize(1060, 720)
        self.retranslate()
        self._go(DATA)

    @property
    def page(self) -> int:
        """Which one is shown."""
        return self.stack.currentIndex()

    @property
    def busy(self) -> bool:
        """Whether anything that was asked for is not done yet; a run is none of it."""
        return self._work.busy or self._files.busy or self.watch.busy

    def present(self) -> None:
        """Show it, with the runs as they are now."""
        self.data.rasters.drawing.end()
        super().present()
        self.runs.refresh()
        self._show_ground()

    def offer_weights(self, store: WeightsStore) -> None:
        """Let weights be chosen by name to start from; it is looked which there are when needed."""
        self._weights = store
        store.changed.connect(self._on_weights)
        self._on_weights()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Training"))
        for label, text in zip(
            self.steps,
            (
                self.tr("Data"),
                self.tr("Check"),
                self.tr("Settings"),
                self.tr("Run"),
                self.tr("Result"),
            ),
            strict=True,
        ):
            label.setText(f"{self.steps.index(label) + 1}. {text}")
        self.back.setText(self.tr("Back"))
        self._show()

    def shutdown(self) -> None:
        """Join the threads; a run that goes on goes on."""
        self.runs.shutdown()
        self.watch.shutdown()
        self._work.shutdown()
        self._measuring.shutdown()
        self._files.shutdown()

    def ask_before_leaving(self, then: Callable[[], object]) -> bool:
        """Ask whether the run that is watched shall go on, if there is one.

        Args:
            then: called once that is answered, unless the user stays.

        Returns:
            Whether there is anything to be asked.
        """
        if not self.watch.alive or self._leaving:
            return False
        if isinstance(self.question, LeaveQuestion):
            self.question.raise_()
            return True
        self._after_leaving = then
        assert self.watch.folder is not None  # noqa: S101 (what lives has a folder)
        question = LeaveQuestion(run_title(self.watch.folder), self)
        question.keep_wanted.connect(self._leave)
        question.stop_wanted.connect(self._stop_and_leave)
        self._ask(question)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whether the training goes on; the window is hidden and can be shown again."""
        if self.isVisible() and self.ask_before_leaving(self.close):
            event.ignore()
            return
        self._leaving = False
        event.accept()  # a dialog's own way would call reject, which closes
        self.data.rasters.drawing.set_shown(False)

    def reject(self) -> None:
        """Escape closes it as its cross does."""
        self.close()

    # --- put together ---

    def _assemble(self) -> None:
        self.steps = tuple(QLabel() for _ in range(5))
        head = QHBoxLayout()
        for label in self.steps:
            head.addWidget(label)
            head.addSpacing(14)
        head.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled(self.data))
        for page in (self.check, self.settings_page, self.run_page, self.result_page):
            self.stack.addWidget(page)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.back, self.next = QPushButton(), QPushButton()
        self.next.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(4, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.runs)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([230, 830])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(split)

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        for page in (self.data, self.check, self.settings_page):
            page.changed.connect(self._show)
        self.data.changed.connect(self._forget_problem)
        self.settings_page.changed.connect(self._forget_problem)
        self.data.changed.connect(self._show_ground)
        self.data.rasters.drawing.begun.connect(self._make_way)
        self.data.rasters.drawing.ended.connect(self.present)
        self.watch.changed.connect(self._show)
        self.watch.started.connect(self._on_started)
        self.watch.start_failed.connect(self._on_start_failed)
        self.watch.failed.connect(self._on_problem)
        self.watch.discarded.connect(self._on_discarded)
        self.run_page.cancel_wanted.connect(self._ask_discard)
        self.run_page.resume_wanted.connect(self._resume)
        self.result_page.use_wanted.connect(self.use_weights)
        self.result_page.export_wanted.connect(self._ask_export)
        self.result_page.folder_wanted.connect(open_folder)
        self.runs.new_wanted.connect(self.begin_new)
        self.runs.chosen.connect(self.show_run)
        self.runs.compared.connect(self.run_page.compare_with)
        self._files.succeeded.connect(self._on_exported)
        self._files.failed.connect(self._on_export_failed)

    # --- ways through the pages ---

    @Slot()
    def begin_new(self) -> None:
        """Choose places and settings for a run; those of last time are still there."""
        self.watch.watch(None)
        self.runs.show_current(None)
        self._go(DATA)

    @Slot(object)
    def show_run(self, folder: Path) -> None:
        """Look at a run, old or new."""
        self.watch.watch(folder)
        self.runs.show_current(folder)
        if self.page != RESULT:
            self._go(RUN)

    def start(self) -> None:
        """Begin a run with what was chosen."""
        places = self.data.folder_of_places
        if places is None or self._starting:
            return
        folder = new_run_folder(self._root / "runs", as_file_name(places.resolve().name))
        try:
            config = self.settings_page.config(places.absolute(), folder)
        except nc.ConfigurationError:
            return  # it is said beside the settings
        self._starting, self._problem = True, ""
        self._measuring.cancel()  # it would slow the run
        self.watch.start(folder, config)
        self._show()

    @Slot()
    def _on_back(self) -> None:
        self._go(self.page - 1)

    @Slot()
    def _on_next(self) -> None:
        if self.page == SETTINGS:
            self.start()
        else:
            self._go(self.page + 1)

    def _go(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        self._problem = ""
        self._show_ground()
        if page == CHECK and self.data.folder_of_places is not None:
            places = self.data.folder_of_places.absolute()
            self.check.check(places, self.settings_page.config_or_none(places))
        if page == SETTINGS and self._weights is not None:
            self._weights.refresh()
        self._show()

    @Slot()
    def _resume(self) -> None:
        if self.watch.folder is not None:
            self.watch.start(self.watch.folder, None, resume=True)

    @Slot(object)
    def _on_started(self, folder: Path) -> None:
        self._starting = False
        self.runs.show_current(folder)
        self.runs.refresh()
        self._go(RUN)

    @Slot(str)
    def _on_start_failed(self, reason: str) -> None:
        self._starting = False
        self._on_problem(reason)

    @Slot(str)
    def _on_problem(self, reason: str) -> None:
        self._problem = reason
        self._show()

    @Slot()
    def _on_weights(self) -> None:
        if self._weights is not None:
            self.settings_page.form.offer_weights(self._weights.choices())

    @Slot()
    def _make_way(self) -> None:
        """The map is looked at: this window lies over it."""
        self.hide()
        self._view.window().activateWindow()

    @Slot()
    def _show_ground(self) -> None:
        """Places and areas are on the map while they are chosen."""
        chosen = self.page == DATA and self.data.made.isChecked()
        self.data.rasters.drawing.set_shown(chosen and self.isVisible())

    @Slot()
    def _forget_problem(self) -> None:
        self._problem = ""
        self._show()

    @Slot(object)
    def _on_discarded(self, _folder: Path) -> None:
        self.runs.refresh()
        if self.watch.folder is None and self.page in (RUN, RESULT):
            self._go(DATA)

    # --- what is asked ---

    def _ask(self, question: DiscardQuestion | LeaveQuestion) -> None:
        self.question = question
        question.finished.connect(self._on_asked)
        question.open()

    @Slot()
    def _on_asked(self, *_: object) -> None:
        self.question = None

    @Slot()
    def _ask_discard(self) -> None:
        folder = self.watch.folder
        if folder is None or self.question is not None:
            return
        question = DiscardQuestion(run_title(folder), self)
        question.discard_wanted.connect(lambda: self.watch.discard(folder))
        self._ask(question)

    @Slot()
    def _leave(self) -> None:
        self._leaving = True
        then, self._after_leaving = self._after_leaving, None
        if then is not None:
            then()

    @Slot()
    def _stop_and_leave(self) -> None:
        self.watch.stop_early()
        self._leave()

    # --- the result ---

    @Slot(object)
    def use_weights(self, path: Path) -> None:
        """Match with these weights from now on."""
        project = self._session.project
        project.set_options(replace(project.options, weights=str(path)))
        name = run_title(path.parent) if path.name == BEST else path.stem
        text = self.tr("Matches are made with the weights of {name} from now on.")
        self._session.message.emit(Message("info", text.format(name=name)))
        self._problem = text.format(name=name)
        self._show()

    @Slot(object)
    def _ask_export(self, folder: Path) -> None:
        title = QCoreApplication.translate("FileDialogs", "Export weights")
        kind = QCoreApplication.translate("FileDialogs", "Weights")
        proposal = str(Path(self._settings.folder) / f"{run_title(folder)}.safetensors")
        name, _ = QFileDialog.getSaveFileName(self, title, proposal, f"{kind} (*.safetensors)")
        path = remember_folder(self._settings, name)
        if path is not None:
            self.export(folder, path)

    def export(self, folder: Path, path: Path) -> None:
        """Write the weights of a run and their card to other files."""
        if path.suffix != ".safetensors":
            path = path.with_name(path.name + ".safetensors")
        self._files.submit(ExportWeightsJob(folder / BEST, path))

    @Slot(object, object)
    def _on_exported(self, job: Job, result: object) -> None:
        if isinstance(job, ExportWeightsJob):
            text = self.tr("Written: {path}, and a card beside it.")
            self._on_problem(text.format(path=job.target))

    @Slot(object, object)
    def _on_export_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, ExportWeightsJob):
            self._on_problem(error.message)

    # --- the frame around the pages ---

    @Slot()
    def _show(self) -> None:
        page = self.page
        for number, label in enumerate(self.steps):
            font = label.font()
            font.setBold(number == page)
            label.setFont(font)
            label.setEnabled(number == page)
        obstacle = self._obstacle(page)
        self.problem.setText(in_users_language(self._problem or obstacle))
        self.back.setVisible(page not in (DATA, RUN))
        self.back.setEnabled(not self._starting)
        self.next.setVisible(page != RESULT)
        starts = page == SETTINGS
        self.next.setText(self.tr("Start training") if starts else self.tr("Next"))
        self.next.setEnabled(not obstacle and not self._starting)

    def _obstacle(self, page: int) -> str:
        """Why it cannot go on from a page; empty if it can."""
        if page == DATA:
            return self.data.problem
        if page == CHECK:
            return self.check.problem
        if page == SETTINGS:
            return self.tr("Starting…") if self._starting else self.settings_page.problem
        if page == RUN and self.watch.state != "ended":
            return self.tr("The result is there when the run has ended.")
        return ""
