"""Templates that come from the map or the clipboard, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np
from PySide6.QtCore import QMimeData, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QImage

import neurocorrelator as nc
from nc_desktop.jobs.cut_job import CutJob, SaveTemplateJob
from nc_desktop.jobs.job import Job, JobError
from nc_desktop.jobs.mask_job import MaskJob
from nc_desktop.jobs.paste_job import PasteJob, ViewedPicture, ViewJob
from nc_desktop.jobs.runner import JobRunner
from nc_desktop.messages import Message
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.mask_polygons import MaskPolygons
from nc_desktop.model.positions import carried, shares_ground
from nc_desktop.model.project import Project
from nc_desktop.model.templates import RemovedTemplates, TemplateEntry
from nc_desktop.session.opening import Opening
from nc_desktop.session.spoken import Spoken

Point = tuple[float, float]

_MOST_LINES = 200  # of pasted text that may be paths; more is no list of files


class Templating(Spoken):
    """Cuts, pastes, removes and saves templates."""

    pasted = Signal()
    """A template came from the clipboard or a drag, and a scene is open."""
    picture_ready = Signal(object)
    """A `ViewedPicture` that was asked for."""
    mask_drawn = Signal(int)
    """Key of a template whose mask is the drawn one now."""
    mask_refused = Signal(int, str)
    """Key of a template that keeps its mask, and why."""

    def __init__(
        self,
        project: Project,
        runner: JobRunner,
        opening: Opening,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._runner, self._opening = project, runner, opening
        self._undo: Message | None = None
        runner.succeeded.connect(self._on_succeeded)
        runner.failed.connect(self._on_failed)

    def cut(self, outline: Sequence[Point]) -> None:
        """Cut a template out of the topmost scene that is seen under a drawing.

        Args:
            outline: corners (col, row) in pixels of the active scene.
        """
        layer, corners = self._scene_under(outline)
        if layer is None:
            self.say("info", self.tr("Open the scene first, then cut templates out of it."))
            return
        name = self._project.templates.numbered(self.tr("cut"))
        self._runner.submit(CutJob(layer.raster, corners, name))

    def paste(self, mime: QMimeData) -> None:
        """Take what the clipboard holds: files, a picture, or the path of a file as text."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        files = files or _paths_in(mime.text())
        if files:
            self._opening.files(files)
        elif mime.hasImage():
            image = mime.imageData()  # bytes, if the other program cannot make a picture of them
            self.picture(image if isinstance(image, QImage) else QImage())
        elif any(url.scheme() in ("http", "https") for url in mime.urls()) or _is_web(mime.text()):
            text = self.tr(
                "The clipboard holds the address of a page. Copy the picture itself, or save it as"
                " a file first."
            )
            self.say("warning", text)
        elif not mime.formats():
            self.say("info", self.tr("The clipboard is empty. Copy a picture or a file first."))
        else:
            text = self.tr(
                "The clipboard holds neither a picture nor a file. Copy a picture, a file, or the"
                " path of one."
            )
            self.say("warning", text)

    def picture(self, image: QImage, name: str = "") -> None:
        """Take a picture that has no file.

        Args:
            image: its pixels.
            name: what to call it; a number if empty.
        """
        name = name or self._project.templates.numbered(self.tr("pasted"))
        self._runner.submit(PasteJob(image, name))

    def save(self, entry: TemplateEntry, path: Path) -> None:
        """Write a template as PNG, GeoTIFF or JPEG."""
        self._runner.submit(SaveTemplateJob(entry.template, entry.georeference, path))

    def view(self, entry: TemplateEntry) -> None:
        """Prepare the picture of a template; `picture_ready` follows."""
        self._runner.submit(ViewJob(entry.key, entry.template))

    def draw_mask(self, key: int, polygons: MaskPolygons) -> None:
        """Mask a template by polygons; `mask_drawn` or `mask_refused` follows.

        Args:
            key: of the entry.
            polygons: all that are drawn; none gives the picture's own mask back.
        """
        row = self._project.templates.row_of(key)
        if row is not None:
            entry = self._project.templates.entries[row]
            self._runner.submit(MaskJob(key, entry.template, entry.found.mask, polygons))

    def offer_undo(self, removed: RemovedTemplates) -> None:
        """Say that templates were removed, with a button that brings them back."""
        if not removed.entries:
            return
        if self._undo is not None:
            self.withdrawn.emit(self._undo)
        if len(removed.entries) == 1:
            text = self.tr("{name} was removed.").format(name=removed.entries[0].template.name)
        else:
            text = self.tr("%n template(s) were removed.", "", len(removed.entries))
        self._undo = Message(
            "info",
            text,
            action=self.tr("Undo"),
            do=lambda: self._project.templates.restore(removed),
            passing=True,
        )
        self.message.emit(self._undo)

    def _scene_under(self, outline: Sequence[Point]) -> tuple[SceneLayer | None, tuple[Point, ...]]:
        """The topmost visible scene that holds the middle of a drawing, else the active one."""
        active = self._project.scene_layer
        if active is None:
            return None, ()
        frame = active.raster.georeference
        middle = (
            sum(col for col, _ in outline) / len(outline),
            sum(row for _, row in outline) / len(outline),
        )
        for layer in self._project.layers.of_kind(SceneLayer):
            own = layer.raster.georeference
            if not (layer.visible and layer.opacity > 0 and shares_ground(own, frame)):
                continue
            try:
                (col, row), *corners = carried([middle, *outline], frame, own).tolist()
            except nc.RasterError:  # it lies beyond what the CRS of this scene can express
                continue
            if 0 <= col <= layer.raster.width and 0 <= row <= layer.raster.height:
                return layer, tuple((x, y) for x, y in corners)
        return active, tuple(outline)

    @Slot(object, object)
    def _on_succeeded(self, job: Job, result: object) -> None:
        templates = self._project.templates
        if isinstance(result, nc.TemplateCut):
            templates.add([result.template], [result.georeference])
            if result.template.notes:
                text = self.tr("{name}: {note}")
                note = "; ".join(result.template.notes)
                self.say("info", text.format(name=result.template.name, note=note))
        elif isinstance(result, nc.Template) and isinstance(job, PasteJob):
            templates.add([result])
            if self._project.scene is not None:
                self.pasted.emit()
            else:
                self.say("info", self.tr("Templates are ready. Now open the scene to search in."))
        elif isinstance(job, SaveTemplateJob):
            self.say("info", self.tr("Saved to {path}").format(path=job.path))
        elif isinstance(result, ViewedPicture):
            self.picture_ready.emit(result)
        elif isinstance(job, MaskJob) and isinstance(result, np.ndarray):
            row = templates.row_of(job.key)
            if row is not None:
                templates.set_mask(row, result, job.polygons)
                self.mask_drawn.emit(job.key)

    @Slot(object, object)
    def _on_failed(self, job: Job, error: JobError) -> None:
        if isinstance(job, MaskJob):
            self.mask_refused.emit(job.key, error.message)
            return
        if isinstance(job, CutJob):
            text = self.tr("Nothing was cut out: {reason}")
        elif isinstance(job, PasteJob):
            text = self.tr("The picture cannot be taken: {reason}")
        elif isinstance(job, SaveTemplateJob):
            text = self.tr("The template was not saved: {reason}")
        elif isinstance(job, ViewJob):
            text = self.tr("The picture cannot be shown: {reason}")
        else:
            return
        self.say("error", text.format(reason=error.message), error.details)


def _paths_in(text: str) -> list[Path]:
    """Files named by text, one a line, in quotes or as an address; none if any line is no path.

    Whether they exist is seen when they are opened, for a look at the disk may take long.
    """
    lines = [line.strip().strip("\"'") for line in text.strip().splitlines()]
    lines = [line for line in lines if line]
    if not lines or len(lines) > _MOST_LINES:
        return []
    paths = []
    for line in lines:
        url = QUrl(line)
        if url.isLocalFile():
            paths.append(Path(url.toLocalFile()))
        elif _is_web(line) or "\0" in line:
            return []
        elif PurePosixPath(line).is_absolute() or PureWindowsPath(line).is_absolute():
            paths.append(Path(line))
        elif line.startswith("~"):
            paths.append(_from_home(line))
        elif Path(line).suffix.lower() in nc.PICTURE_SUFFIXES | nc.RASTER_SUFFIXES:
            paths.append(Path(line))
        else:
            return []
    return paths


def _from_home(line: str) -> Path:
    try:
        return Path(line).expanduser()
    except RuntimeError:  # no such user
        return Path(line)


def _is_web(text: str) -> bool:
    return text.strip().lower().startswith(("http://", "https://"))
