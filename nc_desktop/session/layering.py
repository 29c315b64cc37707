"""What is done to layers: look, CRS, reduced copies, removal; all that takes time as jobs."""

from __future__ import annotations

from contextlib import nullcontext

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.jobs.area_size_job import AreaSizeJob
from nc_desktop.jobs.histogram_job import HistogramJob
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.overviews_job import BuildOverviewsJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.jobs.style_job import (
    CloseJob,
    MeasureJob,
    PlaceJob,
    ReopenJob,
    StyleJob,
    ThumbnailJob,
)
from nc_desktop.messages import Message
from nc_desktop.model.layers import AreaLayer, Layer, SceneLayer, SceneStyle, StretchMode
from nc_desktop.model.project import Project
from nc_desktop.model.reading import reads_from_top
from nc_desktop.session.removal import Removal
from nc_desktop.session.spoken import Spoken

_SceneJob = HistogramJob | MeasureJob | PlaceJob | ReopenJob | StyleJob | ThumbnailJob


class Layering(Spoken):
    """Changes layers of the project. Each job knows the layer that it is for."""

    histograms_counted = Signal(object, object)
    """A `SceneLayer` and the three `nc.Histogram`s of its bands."""
    thumbnail_read = Signal(object, object)
    """A `SceneLayer` and an `nc.Image` of it, small."""
    area_measured = Signal(object, float)
    """An `AreaLayer` and its size in square metres."""
    overviews_began = Signal(object)
    """`pathlib.Path` of the file."""
    overviews_progressed = Signal(object)
    """`nc.Progress` of that file."""
    overviews_ended = Signal()

    def __init__(
        self,
        project: Project,
        files: JobRunner,
        background: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._files, self._background = project, files, background
        self._layers: dict[Job, SceneLayer] = {}
        self._measuring: dict[Job, AreaLayer] = {}
        self._building: BuildOverviewsJob | None = None
        self._said: dict[SceneLayer, list[Message]] = {}  # true while the layer is there
        for runner in (files, background):
            runner.succeeded.connect(self._on_succeeded)
            runner.failed.connect(self._on_failed)
            runner.finished.connect(self._on_finished)
        background.started.connect(self._on_background_started)
        background.progressed.connect(self._on_progressed)
        background.cancelled.connect(self._on_cancelled)
        project.scene_changed.connect(self._place_scenes)
        project.layers.removed.connect(self._on_removed)

    def note_scene(self, layer: SceneLayer) -> None:
        """A scene was opened: prepare it, and offer what would help it."""
        self._place(layer)
        if layer.raster.wants_overviews and not self.builds_overviews(layer):
            text = self.tr(
                "{name} is large and has no overviews (reduced copies), so the map shows it slowly."
            )
            self._say_of(
                layer,
                Message(
                    "info",
                    text.format(name=layer.name),
                    action=self.tr("Build overviews"),
                    do=lambda: self.build_overviews(layer),
                ),
            )

    def picture(self, layer: SceneLayer) -> None:
        """Ask for a thumbnail; a file that is slow to show has none."""
        if not layer.raster.wants_overviews:
            self._submit(ThumbnailJob(layer.raster), layer)

    def measure_area(self, layer: AreaLayer) -> None:
        """Ask for the size on the ground of an area in a scene that has a CRS."""
        job = AreaSizeJob(layer.area, layer.scene.raster.georeference)
        self._measuring[job] = layer
        self._background.submit(job)

    def count_values(self, layer: SceneLayer) -> bool:
        """Ask for the histograms of the bands shown.

        Returns:
            False for a file of which all would have to be read first; nothing is asked for then.
        """
        raster = layer.raster
        if raster.palette is not None or reads_from_top(raster):
            return False
        self._submit(HistogramJob(raster), layer)
        return True

    def show_bands(self, layer: SceneLayer, bands: tuple[int, ...]) -> None:
        """Other bands as red, green and blue (or one as grey), on the map and in the search."""
        self._submit(StyleJob(layer.raster, bands), layer)

    def stretch_by(self, layer: SceneLayer, mode: StretchMode) -> None:
        """Set black and white on the map by a rule."""
        if mode == "auto":
            layer.restyle(mode=mode, stretch=None)
        elif mode == "manual":
            whole = nc.Stretch((0.0, 0.0, 0.0), (255.0, 255.0, 255.0))
            layer.restyle(mode=mode, stretch=layer.contrast or whole)
        else:
            layer.restyle(mode=mode)
            self._submit(MeasureJob(layer.raster, mode), layer)

    def search_with_contrast(self, layer: SceneLayer) -> None:
        """Let the search see black and white as the map shows them."""
        if layer.style.stretch is not None:
            self._submit(StyleJob(layer.raster, None, layer.style.stretch), layer)

    def reset_look(self, layer: SceneLayer) -> None:
        """Bands and contrast as the library chooses them, on the map and in the search."""
        style = SceneStyle(visible=layer.visible, opacity=layer.opacity)
        layer.restyle(stretch=style.stretch, gamma=style.gamma, mode=style.mode)
        self._submit(ReopenJob(layer.raster.path, layer.told_crs), layer)

    def assign_crs(self, layer: SceneLayer, crs: str) -> None:
        """Take the coordinates of a file as those of a CRS: text that `nc.parse_crs` takes."""
        self._submit(_reopening(layer, crs), layer)

    def reload(self, layer: SceneLayer) -> None:
        """Open the file anew, as it is now."""
        self._submit(ReopenJob(layer.raster.path, layer.told_crs), layer)

    def builds_overviews(self, layer: SceneLayer) -> bool:
        """Whether reduced copies of a layer's file are being made, or wait for it."""
        return any(
            isinstance(job, BuildOverviewsJob) and job.path == layer.raster.path
            for job in self._layers
        )

    def build_overviews(self, layer: SceneLayer) -> None:
        """Make reduced copies beside the file, in the background."""
        if layer in self._project.layers and not self.builds_overviews(layer):
            job = BuildOverviewsJob(layer.raster.path)
            self._layers[job] = layer
            self._background.submit(job)

    def cancel_overviews(self) -> None:
        """Stop making reduced copies."""
        if self._building is not None:
            self._background.cancel(self._building)

    def remove(self, layer: Layer, name: str) -> None:
        """Take a layer away with all that belongs to it; a message offers to bring it back.

        Args:
            layer: one of the project's.
            name: what the user knows it by.
        """
        if layer not in self._project.layers:
            return
        removal = Removal.of(layer, self._project)
        self.message.emit(
            Message(
                "info",
                self.tr("{name} was removed.").format(name=name),
                action=self.tr("Undo"),
                do=removal.undo,
                passing=True,
            )
        )

    @Slot(object)
    def _on_removed(self, layer: Layer) -> None:
        if isinstance(layer, SceneLayer):  # a closed file opens by itself when it is read again
            self._files.submit(CloseJob(layer.rasters))
            for message in self._said.pop(layer, ()):
                self.withdrawn.emit(message)

    @Slot(object, str)
    def tell_lost(self, layer: Layer, reason: str) -> None:
        """The file of a layer is gone or another one: say so, with both ways out."""
        if not isinstance(layer, SceneLayer) or layer not in self._project.layers:
            return
        self._say_of(
            layer,
            Message(
                "error",
                self.tr("The map cannot read {name} any more: {reason}").format(
                    name=layer.name, reason=reason
                ),
                action=self.tr("Reload"),
                do=lambda: self.reload(layer),
                second_action=self.tr("Remove layer"),
                do_second=lambda: self.remove(layer, layer.name),
            ),
        )

    def _say_of(self, layer: SceneLayer, message: Message) -> None:
        """Tell something that is true no more, and offer what cannot be done, without the layer."""
        self._said.setdefault(layer, []).append(message)
        self.message.emit(message)

    def _withdraw_errors(self, layer: SceneLayer) -> None:
        """What was wrong with a file that could be opened anew."""
        said = self._said.get(layer, [])
        for message in [own for own in said if own.level == "error"]:
            said.remove(message)
            self.withdrawn.emit(message)

    def _submit(self, job: _SceneJob, layer: SceneLayer) -> None:
        self._layers[job] = layer
        self._files.submit(job)

    def place(self, layer: SceneLayer) -> None:
        """See a scene, whose raster is another one now, in the CRS of the active one."""
        if layer in self._project.layers:
            self._place(layer)

    @Slot()
    def _place_scenes(self) -> None:
        for layer in self._project.layers.of_kind(SceneLayer):
            self._place(layer)

    def _place(self, layer: SceneLayer) -> None:
        """See a scene in the CRS of the active one."""
        active = self._project.scene
        if active is None:
            return
        reference, own = active.georeference, layer.raster.georeference
        if layer is self._project.scene_layer or None in (reference.crs, own.crs):
            self._show_as(layer, None)
        elif layer.display.georeference.crs != reference.crs and not any(
            isinstance(job, PlaceJob)
            and (job.raster is layer.raster and job.reference == reference)
            for job in self._layers
        ):
            self._submit(PlaceJob(layer.raster, reference), layer)

    def _show_as(self, layer: SceneLayer, display: nc.Raster | None) -> None:
        former = layer.display
        layer.set_display(display if display is not layer.raster else None)
        if former is not layer.raster and former is not layer.display:
            self._files.submit(CloseJob((former,)))

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        area = self._measuring.get(job)
        if area is not None and isinstance(job, AreaSizeJob) and job.area is area.area:
            self.area_measured.emit(area, result)
        layer = self._layers.get(job)
        if layer is None:
            return
        if layer not in self._project.layers:
            if isinstance(result, nc.Raster):  # it comes too late to be shown
                self._files.submit(CloseJob((result,)))
            return
        if isinstance(job, HistogramJob) and job.raster is layer.raster:
            self.histograms_counted.emit(layer, result)
        elif isinstance(job, ThumbnailJob):
            self.thumbnail_read.emit(layer, result)
        elif isinstance(job, MeasureJob) and layer.style.mode == job.mode:
            layer.restyle(stretch=result)
        elif isinstance(job, BuildOverviewsJob):
            self._submit(_reopening(layer, layer.told_crs), layer)
        elif isinstance(result, nc.Raster):
            self._take(job, layer, result)

    def _take(self, job: Job, layer: SceneLayer, raster: nc.Raster) -> None:
        if isinstance(job, PlaceJob):
            scene = self._project.scene
            if scene is not None and job.reference == scene.georeference:
                self._show_as(layer, raster)
            elif all(raster is not each for each in layer.rasters):  # another scene is active
                self._files.submit(CloseJob((raster,)))
        elif isinstance(job, ReopenJob):
            self._withdraw_errors(layer)
            former = layer.rasters
            look = layer.raster.bands, layer.raster.stretch
            edited = (raster.bands, raster.stretch, job.crs) != (*look, layer.told_crs)
            with nullcontext() if edited else self._project.unrecorded():
                layer.set_raster(raster, job.crs)
            self._files.submit(CloseJob(former))
            if job.bands is not None and (job.bands, job.stretch) != look:
                self._submit(StyleJob(raster, *look), layer)  # chosen since the job was asked for
            self._place(layer)
        elif isinstance(job, StyleJob) and job.raster is not layer.raster:
            # the file was opened anew since, or has another look: what was asked for comes on top
            self._files.submit(CloseJob((raster,)))
            self._submit(StyleJob(layer.raster, job.bands, job.stretch), layer)
        elif isinstance(job, StyleJob):
            self._show_as(layer, None)
            layer.set_raster(raster)
            if job.bands is not None or layer.style.stretch == raster.stretch:
                layer.restyle(stretch=None, mode="auto")
            self._place(layer)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        layer = self._layers.get(job)
        if layer is None or layer not in self._project.layers:
            return
        if isinstance(job, ThumbnailJob):
            return  # the map says what is wrong with the file
        if isinstance(job, ReopenJob) and job.crs == layer.told_crs:
            self.tell_lost(layer, error.message)
            return
        if isinstance(job, BuildOverviewsJob):
            text = self.tr("The overviews cannot be built: {reason}")
        elif isinstance(job, PlaceJob):
            text = self.tr("{name} is shown only roughly in its place: {reason}")
        else:
            text = self.tr("{name} stays as it is: {reason}")
        told = text.format(name=layer.name, reason=error.message)
        self._say_of(layer, Message("error", told, error.details))

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        self._layers.pop(job, None)
        self._measuring.pop(job, None)
        if job is self._building:
            self._building = None
            self.overviews_ended.emit()

    @Slot(object)
    def _on_background_started(self, job: Job) -> None:
        if isinstance(job, BuildOverviewsJob):
            self._building = job
            self.overviews_began.emit(job.path)

    @Slot(object, object)
    def _on_progressed(self, job: Job, progress: nc.Progress) -> None:
        if job is self._building:
            self.overviews_progressed.emit(progress)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if isinstance(job, BuildOverviewsJob):
            self.say("info", self.tr("No overviews were built."))


def _reopening(layer: SceneLayer, crs: str) -> ReopenJob:
    raster = layer.raster
    return ReopenJob(raster.path, crs, raster.bands, raster.stretch)
