"""Places from the rasters that are open: which ones, how large, which ground is for testing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import neurocorrelator as nc
from nc_desktop.file_dialogs import as_file_name
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.map.map_view import MapView
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.panels.option_editors import Choice, Decimal, Whole
from nc_desktop.reasons import in_users_language
from nc_desktop.training.area_choice import AreaChoice
from nc_desktop.training.area_drawing import AreaDrawing
from nc_desktop.training.data_jobs import GroundOnMap, MakeJob, PlanJob
from nc_desktop.training.drawn_areas import DrawnAreas
from nc_desktop.training.run_folder import new_run_folder
from nc_desktop.translated_widget import TranslatedWidget

_COUNT_PAUSE_MS = 400
_SIDES = ("east", "west", "north", "south", "none")


class RasterChoice(TranslatedWidget):
    """Layers and a plan; counts the places as they are chosen and makes them.

    Attributes:
        made: the folder of the places that were made last; None while there are none.
        areas: those that were drawn to train and to test on.
        drawing: draws them on the map and shows them there.
    """

    made_changed = Signal()

    def __init__(
        self,
        project: Project,
        view: MapView,
        folder: Path,
        runner: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._folder, self._runner, self._view = project, folder, runner, view
        self.areas = DrawnAreas(self)
        self.drawing = AreaDrawing(project, view, self.areas, self)
        self.made: Path | None = None
        self._counting: PlanJob | None = None
        self._making: MakeJob | None = None
        self._ground: GroundOnMap | None = None
        self._problem = ""
        self._made_text: nc.MadePlaces | None = None
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_COUNT_PAUSE_MS)
        self._later.timeout.connect(self._count_now)
        for signal in (project.layers.inserted, project.layers.removed, project.scene_changed):
            signal.connect(self._list_layers)
        runner.succeeded.connect(self._on_done)
        runner.failed.connect(self._on_failed)
        runner.cancelled.connect(self._on_cancelled)
        self.retranslate()
        self._list_layers()

    @property
    def making(self) -> bool:
        """Whether places are being made."""
        return self._making is not None

    @property
    def rasters(self) -> tuple[tuple[str, Path], ...]:
        """View and file of each layer that is checked, the gallery's first."""
        found: list[tuple[str, Path]] = []
        for row in range(self.layers.count()):
            item = self.layers.item(row)
            if item.checkState() == Qt.CheckState.Checked:
                path = Path(str(item.data(Qt.ItemDataRole.UserRole)))
                name, number = as_file_name(item.text()).replace("=", "_"), 1
                view = name
                while view in (taken for taken, _ in found):
                    number += 1
                    view = f"{name}_{number}"
                found.append((view, path))
        return tuple(found)

    def plan(self) -> nc.PlacesPlan:
        """How the places are cut."""
        side = self.side.value()
        return nc.PlacesPlan(
            size_px=self.picture_px.value(),
            overlap=self.overlap.value(),
            test_side=None if side == "none" else side,  # type: ignore[arg-type]
            test_share=self.share.value() / 100,
            gap_m=self.gap.value(),
            test_area=self.areas.test,
            train_area=self.areas.train,
        )

    def retranslate(self) -> None:
        """Set every text again."""
        self._hint.setText(
            self.tr(
                "Check rasters of the same ground, such as orthophotos of several dates. The first"
                " is the view that the others are sought in."
            )
        )
        for label, text in (
            (self._size_label, self.tr("Size of a picture")),
            (self._overlap_label, self.tr("Overlap of neighbours")),
            (self._side_label, self.tr("Ground for testing")),
            (self._share_label, self.tr("How much of it")),
            (self._gap_label, self.tr("Gap between both")),
            (self._areas_label, self.tr("Drawn on the map")),
        ):
            label.setText(text)
        self.picture_px.setSuffix(self.tr(" px"))
        self.gap.setSuffix(self.tr(" m"))
        self.share.setSuffix(" %")
        self.gap.setToolTip(
            self.tr(
                "Ground that neither side shows, so that none knows the other; some pixels at least"
            )
        )
        texts = (
            self.tr("The east"),
            self.tr("The west"),
            self.tr("The north"),
            self.tr("The south"),
            self.tr("None"),
        )
        self.side.set_texts(texts)
        self.make.setText(self.tr("Make the places"))
        self.cancel.setText(self.tr("Cancel"))
        self.look.setText(self.tr("See them on the map"))
        self._show()

    def _build(self) -> None:
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self.layers = QListWidget()
        self.layers.setMaximumHeight(130)
        self.picture_px, self.gap = Whole(32, 2048, 16), Whole(0, 100_000, 10)
        self.overlap, self.share = Decimal(0.0, 0.9, 0.1), Whole(5, 80, 5)
        self.side = Choice(_SIDES)
        self.picture_px.set_value(128)
        self.share.set_value(40)
        self._size_label, self._overlap_label = QLabel(), QLabel()
        self._side_label, self._share_label, self._gap_label = QLabel(), QLabel(), QLabel()
        form = QFormLayout()
        for label, editor in (
            (self._size_label, self.picture_px),
            (self._overlap_label, self.overlap),
            (self._side_label, self.side),
            (self._share_label, self.share),
            (self._gap_label, self.gap),
        ):
            label.setBuddy(editor)
            editor.setMaximumWidth(240)
            editor.edited.connect(self._on_edited)
            form.addRow(label, editor)
        self.count = QLabel()
        self.count.setWordWrap(True)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.make, self.cancel, self.look = QPushButton(), QPushButton(), QPushButton()
        self.area_choice = AreaChoice(self._project, self.areas)
        self._areas_label = QLabel()
        self._areas_label.setContentsMargins(0, 3, 0, 0)
        form.addRow(self._areas_label, self.area_choice)
        line = QHBoxLayout()
        line.addWidget(self.make)
        line.addWidget(self.cancel)
        line.addWidget(self.look)
        line.addWidget(self.count, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 0, 0, 0)
        layout.addWidget(self._hint)
        layout.addWidget(self.layers)
        layout.addLayout(form)
        layout.addLayout(line)
        self.layers.itemChanged.connect(self._on_edited)
        self.areas.changed.connect(self._on_edited)
        self.area_choice.draw_wanted.connect(self.drawing.draw)
        self.look.clicked.connect(self.drawing.look)
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self._cancel)

    @Slot()
    def _list_layers(self, *_: object) -> None:
        """Keep what is checked, by its file."""
        before = {str(path): True for _, path in self.rasters}
        known = {
            str(self.layers.item(row).data(Qt.ItemDataRole.UserRole))
            for row in range(self.layers.count())
        }
        with QSignalBlocker(self.layers):
            self.layers.clear()
            for layer in self._project.layers.of_kind(SceneLayer):
                path = str(layer.raster.path)
                item = QListWidgetItem(layer.name)
                item.setData(Qt.ItemDataRole.UserRole, path)
                item.setToolTip(path)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                located = layer.raster.georeference.is_geographic and not layer.told_crs
                if not located:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                    item.setToolTip(self.tr("{path}: has no CRS of its own").format(path=path))
                checked = located and (path in before or path not in known)
                item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
                self.layers.addItem(item)
        self._on_edited()

    @Slot()
    def _on_edited(self, *_: object) -> None:
        self._ground = None
        self._problem = ""
        drawn = self.areas.test is not None or self.areas.train is not None
        self.side.setEnabled(not drawn)
        self.share.setEnabled(not drawn and self.side.value() != "none")
        self.gap.setEnabled(
            self.areas.test is not None or (not drawn and self.side.value() != "none")
        )
        self._later.start()
        if self.made is not None:
            self.made = None  # it was made of something else
            self.made_changed.emit()
        self._show()

    @Slot()
    def _count_now(self) -> None:
        if self._counting is not None:
            self._runner.cancel(self._counting)
            self._counting = None
        if len(self.rasters) < 2 or self.making:
            self.drawing.show_ground(None)
            self._show()
            return
        self._counting = PlanJob(self.rasters, self.plan(), self._view.georeference)
        self._runner.submit(self._counting)

    @Slot()
    def _make(self) -> None:
        target = new_run_folder(self._folder, "places")
        self._making = MakeJob(self.rasters, target, self.plan())
        self._problem = ""
        self._runner.submit(self._making)
        self._show()

    @Slot()
    def _cancel(self) -> None:
        if self._making is not None:
            self._runner.cancel(self._making)

    @Slot(object, object)
    def _on_done(self, job: Job, result: object) -> None:
        if job is self._counting and isinstance(result, GroundOnMap):
            self._counting, self._ground = None, result
            self.drawing.show_ground(result)
        elif job is self._making and isinstance(result, nc.MadePlaces):
            self._making, self.made, self._made_text = None, result.root, result
            self.made_changed.emit()
        self._show()

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if job is self._counting or job is self._making:
            if isinstance(job, PlanJob):
                self.drawing.show_ground(job.without_places())
            self._counting = self._making = None
            self._problem = error.message
            self._show()

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if job is self._making:
            self._making = None
            self._show()

    def _show(self) -> None:
        enough = len(self.rasters) > 1
        self.make.setEnabled(enough and not self.making and not self._problem)
        self.cancel.setVisible(self.making)
        self.look.setEnabled(self._ground is not None and not self.making)
        said = self._said(enough)
        self.count.setText(said)
        self.drawing.say(said)

    def _said(self, enough: bool) -> str:
        if self.making:
            return self.tr("Making places…")
        if self._problem:
            return in_users_language(self._problem)
        if self.made is not None and self._made_text is not None:
            places = self._made_text.places
            return self.tr(
                "Made: {train} places to train on, {test} to test on; {left} left out for nodata"
            ).format(
                train=places.get("train", 0),
                test=places.get("test", 0),
                left=self._made_text.left_out,
            )
        if not enough:
            return self.tr("Open two georeferenced rasters of the same ground, and check them.")
        if self._ground is None:
            return self.tr("Counting…")
        return self.tr("{train} places to train on, {test} to test on, {views} views").format(
            train=self._ground.count["train"],
            test=self._ground.count["test"],
            views=len(self.rasters),
        )
