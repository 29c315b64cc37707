"""The CRS of an export, with what is known of its accuracy."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.dialogs.choose_crs import ChooseCrsDialog
from nc_desktop.jobs.export_job import CrsAccuracyJob
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.reasons import in_users_language
from nc_desktop.settings import Settings
from nc_desktop.translated_widget import TranslatedWidget

_WGS84 = "EPSG:4326"
_OTHER = "?"
_MOST_RECENT = 5


class ExportCrs(TranslatedWidget):
    """The scene's own, WGS 84, or any other; a scene without a CRS can be given one from here."""

    changed = Signal()
    assign_requested = Signal()

    def __init__(
        self, runner: JobRunner, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._settings = runner, settings
        self._scene: nc.Raster | None = None
        self._job: CrsAccuracyJob | None = None
        self._accuracy: nc.CrsAccuracy | None = None
        self._refused = ""
        self._code = ""
        self.dialog: ChooseCrsDialog | None = None
        self.combo, self.assign, self.about = QComboBox(), QPushButton(), QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.about.setMinimumHeight(2 * self.about.fontMetrics().lineSpacing())
        self._title = QLabel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.combo)
        self._stack.addWidget(self.assign)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        layout.addRow(self._title, self._stack)
        layout.addRow("", self.about)
        self.combo.activated.connect(self._on_activated)
        self.assign.clicked.connect(self.assign_requested)
        runner.succeeded.connect(self._on_accuracy)
        runner.failed.connect(self._on_refused)
        self.retranslate()

    @property
    def code(self) -> str:
        """As `nc.parse_crs` takes it; empty for the scene's own."""
        has_crs = self._scene is not None and self._scene.georeference.is_geographic
        return self._code if has_crs else ""

    @property
    def problem(self) -> str:
        """Why nothing can be written in this CRS; empty if it can."""
        return in_users_language(self._refused)

    def set_scene(self, scene: nc.Raster | None) -> None:
        """Offer what fits a scene."""
        if scene is not self._scene:
            self._scene = scene
            self._fill()
            self._ask()

    def choose(self, code: str) -> None:
        """Choose a CRS; empty for the scene's."""
        self._code = code
        self._fill()
        self._ask()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("CRS (CSV, GeoPackage):"))
        self.assign.setText(self.tr("Assign CRS…"))
        self._fill()
        self._show()

    def _fill(self) -> None:
        scene = self._scene
        has_crs = scene is not None and scene.georeference.is_geographic
        self._stack.setCurrentWidget(self.combo if has_crs else self.assign)
        self.combo.clear()
        if scene is None or not has_crs:
            return
        own = scene.georeference.crs_name
        self.combo.addItem(self.tr("The scene's: {name}").format(name=own), "")
        recent = [code for code in self._settings.recent_crs if code not in (own, _WGS84)]
        chosen = [self._code] if self._code else []
        for code in dict.fromkeys([_WGS84, *chosen, *recent[:_MOST_RECENT]]):
            if code != own:
                text = self.tr("WGS 84 (longitude, latitude)") if code == _WGS84 else code
                self.combo.addItem(text if len(text) < 60 else f"{text[:60]}…", code)
        self.combo.addItem(self.tr("Other…"), _OTHER)
        self.combo.setCurrentIndex(max(0, self.combo.findData(self._code)))

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        code = str(self.combo.itemData(index))
        if code != _OTHER:
            self._code = code
            self._ask()
            return
        self.combo.setCurrentIndex(max(0, self.combo.findData(self._code)))
        recent, near = self._settings.recent_crs, self._middle()
        self.dialog = ChooseCrsDialog(self._runner, recent, near, self)
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.open()

    @Slot(str)
    def _on_chosen(self, code: str) -> None:
        self._settings.add_recent_crs(code)
        self.choose(code)

    def _middle(self) -> tuple[float, float] | None:
        scene = self._scene
        if scene is None or not scene.georeference.is_geographic:
            return None
        try:
            lon, lat = scene.georeference.lonlat(scene.width / 2, scene.height / 2)
        except nc.RasterError:
            return None
        return float(lon), float(lat)

    def _ask(self) -> None:
        self._accuracy, self._refused, self._job = None, "", None
        if self.code and self._scene is not None:
            self._job = CrsAccuracyJob(self._scene, self.code)
            self._runner.submit(self._job)
        self._show()
        self.changed.emit()

    @Slot(object, object)
    def _on_accuracy(self, job: Job, accuracy: object) -> None:
        if job is self._job and isinstance(accuracy, nc.CrsAccuracy):
            self._job, self._accuracy = None, accuracy
            self._show()
            self.changed.emit()

    @Slot(object, object)
    def _on_refused(self, job: Job, error: JobError) -> None:
        if job is self._job:
            self._job, self._refused = None, error.message
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        scene = self._scene
        if scene is None:
            text = ""
        elif not scene.georeference.is_geographic:
            text = self.tr("The scene has no CRS: tables have pixel coordinates only.")
        elif self._refused:
            text = self.problem
        elif not self.code:
            text = self.tr("Coordinates as they are, without any change.")
        elif self._accuracy is None:
            text = self.tr("Asking for the accuracy…")
        else:
            text = "\n".join(
                (
                    *self._in_words(self._accuracy),
                    *map(in_users_language, self._accuracy.notes),
                )
            )
        self.about.setText(text)

    def _in_words(self, accuracy: nc.CrsAccuracy) -> tuple[str, ...]:
        if accuracy.metres is None:
            return ()  # one of the notes says so
        if accuracy.metres == 0:
            return (self.tr("Only the projection changes: nothing is lost."),)
        metres = QLocale().toString(accuracy.metres, "g", 3)
        text = self.tr("Accuracy about {metres} m ({way})")
        return (text.format(metres=metres, way=accuracy.operation),)
