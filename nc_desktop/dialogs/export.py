"""The export dialog: what, as which files, in which CRS, and where to."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.dialogs.translated_dialog import TranslatedDialog
from nc_desktop.file_dialogs import ask_folder
from nc_desktop.icons import tinted_pixmap
from nc_desktop.jobs.export_job import ExportFiles, ExportFormat, ExportRequest, MapPicture
from nc_desktop.map.map_picture import MapCamera
from nc_desktop.model.export_choices import SCOPES, ExportChoices
from nc_desktop.model.match_scope import MatchScope, scope_counts
from nc_desktop.panels.export_crs import ExportCrs
from nc_desktop.panels.export_formats import ExportFormats
from nc_desktop.panels.export_target import ExportTarget
from nc_desktop.panels.scrolled import scrolled
from nc_desktop.reasons import in_users_language
from nc_desktop.session.exporting import allowed_to_replace
from nc_desktop.session.session import Session
from nc_desktop.settings import Settings

_STEPS = 1000
_WITHOUT_MATCHES = ("heatmap", "picture")


class ExportDialog(TranslatedDialog):
    """Stays open beside the work. A failure leaves all choices as they are and says what to do."""

    def __init__(
        self, session: Session, settings: Settings, camera: MapCamera, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._camera = session, settings, camera
        self._request: ExportRequest | None = None
        self._waits_for_picture = False
        self._wrong = ""
        self.question: QMessageBox | None = None
        self.formats = ExportFormats()
        self.crs = ExportCrs(session.files, settings)
        self.target = ExportTarget(session.files)
        self._build()
        self._recall()
        self._connect()
        self.retranslate()
        self.retheme()
        self.refresh()

    @property
    def running(self) -> bool:
        """Whether an export is under way."""
        return self._request is not None or self._waits_for_picture

    @property
    def scope(self) -> MatchScope:
        """Which matches are written."""
        return SCOPES[self.scopes.checkedId()]

    @property
    def choices(self) -> ExportChoices:
        """All that is chosen, to be remembered."""
        return ExportChoices(
            scope=self.scope,
            formats=self.formats.chosen,
            crs=self.crs.code,
            folder=self.target.folder.text().strip(),
            name=self.target.name.text().strip(),
            picture_suffix=self.formats.kind.currentData(),
            factor=self.formats.factor.currentData(),
        )

    def start(self) -> None:
        """Export what is chosen, once the map is drawn if a picture of it is wanted."""
        if self.running or not self.export.isEnabled():
            return
        self._settings.export_choices = self.choices.write()
        self._tell("")
        if "picture" in self.formats.formats:
            self._waits_for_picture = True
            self._camera.take(self.formats.factor.currentData())
            self._refresh()
        else:
            self._submit(None)

    def open_anew(self) -> None:
        """Show the dialog with what can be exported now; former errors are forgotten."""
        if not self.isVisible():
            self._wrong = ""
            self.refresh()
            self.target.look()
        self.present()

    def give_up(self) -> None:
        """Cancel what runs; nothing is written."""
        if self._waits_for_picture:
            self._camera.stop()
            self._waits_for_picture = False
            self._refresh()
        elif self._request is not None:
            self._session.exporting.cancel(self._request)

    def refresh(self) -> None:
        """Offer what can be written of the findings of now."""
        project = self._session.project
        findings, scene, counts = project.findings, project.scene, self._counts()
        for number, count in enumerate(counts):
            self.scopes.button(number).setText(self._scope_texts()[number].format(count=count))
            self.scopes.button(number).setEnabled(count > 0)
        if not counts[self.scopes.checkedId()] and counts[1]:
            self.scopes.button(1).setChecked(True)
        maps = findings.result.score_maps if findings is not None else ()
        heatmap = project.heatmap
        self.formats.show_result(
            has_crs=scene is not None and scene.georeference.is_geographic,
            heatmaps=tuple(each.template for each in maps),
            shown=heatmap.style.template if heatmap is not None else "",
            picture=self._camera.size(1),
        )
        self.crs.set_scene(scene)
        self._refresh()

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Export"))
        self._what.setTitle(self.tr("Matches"))
        self._which.setTitle(self.tr("Files"))
        self._where.setTitle(self.tr("Save to"))
        self.export.setText(self.tr("&Export"))
        self.cancel.setText(self.tr("&Cancel"))
        self.refresh()

    def retheme(self) -> None:
        """Tint the icon."""
        colour = self.palette().color(self.palette().ColorRole.WindowText)
        self._icon.setPixmap(tinted_pixmap("error", colour, 20))

    def reject(self) -> None:
        """Esc and the cross close the dialog; what runs is cancelled."""
        self.give_up()
        super().reject()

    def _build(self) -> None:
        self._what, self._which, self._where = QGroupBox(), QGroupBox(), QGroupBox()
        self.scopes = QButtonGroup(self)
        what = QHBoxLayout(self._what)
        for scope in ("selected", "accepted", "shown", "all"):
            button = QRadioButton()
            self.scopes.addButton(button, SCOPES.index(scope))
            what.addWidget(button)
        what.addStretch(1)
        which = QVBoxLayout(self._which)
        which.addWidget(self.formats)
        which.addWidget(self.crs)
        where = QVBoxLayout(self._where)
        where.addWidget(self.target)
        self._icon, self.error = QLabel(), QLabel()
        self.error.setWordWrap(True)
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said = QHBoxLayout()
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.error, 1)
        self.progress, self.cancel = QProgressBar(), QPushButton()
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        under_way = QHBoxLayout()
        under_way.addWidget(self.progress, 1)
        under_way.addWidget(self.cancel)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.export = QPushButton()
        self.buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._what, self._which, self._where):
            column.addWidget(widget)
        column.addStretch(1)
        self._choices = scrolled(choices)
        layout = QVBoxLayout(self)
        layout.addWidget(self._choices, 1)
        layout.addLayout(said)
        layout.addLayout(under_way)
        layout.addWidget(self.buttons)
        self.export.setDefault(True)  # a button without a dialog does not become its default
        self.resize(640, 640)

    def _connect(self) -> None:
        project, exporting = self._session.project, self._session.exporting
        self.export.clicked.connect(self.start)
        self.cancel.clicked.connect(self.give_up)
        self.buttons.rejected.connect(self.reject)
        self.scopes.idToggled.connect(self._refresh)
        self.formats.changed.connect(self._on_files)
        self.crs.changed.connect(self._refresh)
        self.target.changed.connect(self._refresh)
        self.target.browse_requested.connect(self._browse)
        for changed in (
            self.target.folder.textChanged,
            self.target.name.textChanged,
            self.formats.changed,
        ):
            changed.connect(self._forget_error)
        self._camera.taken.connect(self._on_picture)
        self._camera.given_up.connect(self._on_no_picture)
        for signal in (
            project.result_changed,
            project.filter_changed,
            project.selection_changed,
            project.scene_changed,
            project.judged,
        ):
            signal.connect(self.refresh)
        exporting.progressed.connect(self._on_progress)
        exporting.saved.connect(self._on_saved)
        exporting.files_exist.connect(self._on_existing)
        exporting.failed.connect(self._on_failed)
        exporting.cancelled.connect(self._on_cancelled)
        self._on_files()

    def _recall(self) -> None:
        choices = ExportChoices.read(self._settings.export_choices)
        self.scopes.button(SCOPES.index(choices.scope)).setChecked(True)
        self.formats.show_choices(choices)
        self.crs.choose(choices.crs)
        scene, home = self._session.project.scene, Path.home()
        beside = scene.path.absolute().parent if scene is not None else home
        if beside == nc.resource_path("demo"):  # nobody looks for results inside the program
            beside = home
        self.target.folder.setText(choices.folder or self._settings.folder or str(beside))
        self.target.name.setText(choices.name or "matches")

    def _files(self, name: str) -> ExportFiles:
        return ExportFiles(
            name,
            cast(tuple[ExportFormat, ...], self.formats.formats),
            self.formats.heatmaps,
            self.formats.kind.currentData(),
        )

    @Slot()
    def _on_files(self) -> None:
        self.target.set_files(self._files)

    @Slot()
    def _forget_error(self) -> None:
        """What went wrong was of other choices."""
        if self._wrong:
            self._tell("")

    @Slot()
    def _browse(self) -> None:
        folder = ask_folder(self, self._settings, self.target.folder.text())
        if folder is not None:
            self.target.folder.setText(str(folder))

    @Slot(object)
    def _on_picture(self, picture: MapPicture) -> None:
        if self._waits_for_picture:
            self._waits_for_picture = False
            self._submit(picture)

    @Slot()
    def _on_no_picture(self) -> None:
        if self._waits_for_picture:
            self._waits_for_picture = False
            self._tell(
                self.tr("The map is not drawn completely yet. Try again, or leave the picture out.")
            )

    def _submit(self, picture: MapPicture | None) -> None:
        result, folder = self._session.exporting.result_of(self.scope), self.target.path
        if folder is None or result is None:
            self._refresh()
            return
        self._request = ExportRequest(
            result,
            folder,
            self._files(self.target.name.text().strip()),
            self.crs.code,
            self.formats.dialect,
            picture,
        )
        self._session.exporting.export(self._request)
        self._refresh()

    def _counts(self) -> tuple[int, ...]:
        counts = scope_counts(self._session.project.findings)
        return tuple(counts[scope] for scope in SCOPES)

    @Slot(object, float)
    def _on_progress(self, request: ExportRequest, fraction: float) -> None:
        if request is self._request:
            self.progress.setRange(0, _STEPS)
            self.progress.setValue(round(_STEPS * fraction))

    @Slot(object)
    def _on_saved(self, request: ExportRequest) -> None:
        if request is self._request:
            self._request = None
            self._refresh()
            self.accept()

    @Slot(object, tuple)
    def _on_existing(self, request: ExportRequest, names: tuple[str, ...]) -> None:
        if request is not self._request:
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Export"))
        box.setText(self.tr("%n file(s) of these names exist already.", "", len(names)))
        box.setInformativeText("\n".join(names))
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        replace = box.addButton(self.tr("&Replace"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.finished.connect(lambda: self._on_answer(agreed=box.clickedButton() is replace))
        self.question = box
        box.open()

    def _on_answer(self, *, agreed: bool) -> None:
        self.question = None
        if self._request is None:
            return
        if agreed:
            self._request = allowed_to_replace(self._request)
            self._session.exporting.export(self._request)
        else:
            self._request = None
        self._refresh()

    @Slot(object, str)
    def _on_failed(self, request: ExportRequest, text: str) -> None:
        if request is self._request:
            self._request = None
            self._tell(in_users_language(text))
            self.target.look()

    @Slot(object)
    def _on_cancelled(self, request: ExportRequest) -> None:
        if request is self._request:
            self._request = None
            self._tell(self.tr("The export was cancelled; nothing was written."))

    def _tell(self, text: str) -> None:
        self._wrong = text
        self._refresh()

    @Slot()
    def _refresh(self, *_: object) -> None:
        problem = self._problem()
        text = self._wrong or problem
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self._icon.setVisible(bool(self._wrong))
        running = self.running
        for widget in (self._what, self._which, self._where):
            widget.setEnabled(not running)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        if not running or self._waits_for_picture:
            self.progress.setRange(0, 0 if running else _STEPS)
            self.progress.reset()
        self.export.setEnabled(not running and not problem)
        QTimer.singleShot(0, self, self._grow)  # once the texts have their places

    @Slot()
    def _grow(self) -> None:
        """Become as high as all that is shown needs, as far as the screen has room for it.

        What does not fit scrolls. The dialog never shrinks by itself: its buttons would jump.
        """
        content = self._choices.widget()
        if not self.isVisible() or content is None:
            return
        bar = self._choices.verticalScrollBar().sizeHint().width()
        self._choices.setMinimumWidth(content.minimumSizeHint().width() + bar)
        missing = content.height() - self._choices.viewport().height()
        below = self.screen().availableGeometry().bottom() - self.frameGeometry().bottom()
        if missing > 0 and below > 0:
            self.resize(self.width(), self.height() + min(missing, below))

    def _problem(self) -> str:
        """Why nothing can be exported now; empty if it can."""
        formats = self.formats.formats
        if self._session.project.findings is None:
            return self.tr("There are no matches to export yet.")
        if not formats:
            return self.tr("Choose at least one format.")
        if set(formats) - set(_WITHOUT_MATCHES):
            if not self._counts()[self.scopes.checkedId()]:
                return self.tr("There are no such matches.")
            if self.crs.problem:
                return self.crs.problem
        return self.target.problem

    def _scope_texts(self) -> tuple[str, str, str, str]:
        return (
            self.tr("&Selected ({count})"),
            self.tr("Sho&wn ({count})"),
            self.tr("&All ({count})"),
            self.tr("Acce&pted ({count})"),
        )
