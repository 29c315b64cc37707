"""Opening what was dropped, named or chosen: which file is a scene and which a template.

The rules, the same for drop and command line, and without a question in between:

- A folder stands for the pictures in it.
- While no scene is open, the first georeferenced raster becomes the scene. If there is none, the
  first file of a raster format (GeoTIFF, JPEG 2000, VRT) does. All other files are templates.
- While a scene is open, a file that is dropped is a template; the library takes GSD and heading
  from its georeference or its EXIF. A georeferenced raster that covers more ground than the scene
  (more pixels, where the ground is not known) can hardly be looked for in it: it is not opened, and
  a message offers to open it as the scene.
- *Open scene* opens its file as the scene, whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True, eq=False)
class OpenedFiles:
    """What became of the files.

    Attributes:
        scene: the new scene, if one of them is.
        templates: the new templates, in order.
        too_large: rasters that cover more ground than the scene; not opened.
        problems: one line for each file that could not be opened.
    """

    scene: nc.Raster | None
    templates: tuple[nc.Template, ...]
    too_large: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class OpenSceneJob:
    """Open one file as the scene."""

    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> OpenedFiles:
        """Open it.

        Raises:
            neurocorrelator.RasterError: it cannot be read.
        """
        return OpenedFiles(nc.Raster.open(self.path), ())


@dataclass(frozen=True, eq=False)
class OpenTemplatesJob:
    """Open pictures as templates, whatever their format; the scene stays as it is."""

    paths: tuple[Path, ...]

    def run(self, report: Report, cancel: nc.CancelToken) -> OpenedFiles:
        """Open them; a file that cannot be read is reported, the others are opened."""
        return _Opening(scene=None, offers_scene=False).open(self.paths, cancel)


@dataclass(frozen=True, eq=False)
class OpenFilesJob:
    """Open files by the rules of this module.

    Attributes:
        paths: files and folders.
        scene: the scene that is open, if any.
    """

    paths: tuple[Path, ...]
    scene: nc.Raster | None

    def run(self, report: Report, cancel: nc.CancelToken) -> OpenedFiles:
        """Open them; a file that cannot be read is reported, the others are opened."""
        return _Opening(self.scene, offers_scene=True).open(self.paths, cancel)


@dataclass(frozen=True, eq=False)
class OpenDemoJob:
    """Open the real scene and photographs that ship with the program."""

    def run(self, report: Report, cancel: nc.CancelToken) -> OpenedFiles:
        """Open them; raises what the library raises for a file that is damaged."""
        scene, templates = nc.demo_inputs()
        return OpenedFiles(nc.Raster.open(scene), tuple(templates))


class _Opening:
    def __init__(self, scene: nc.Raster | None, *, offers_scene: bool) -> None:
        self._present = scene
        self._offers_scene = offers_scene
        self._problems: list[str] = []

    def open(self, paths: Iterable[Path], cancel: nc.CancelToken) -> OpenedFiles:
        files = self._expand(paths)
        scene_file, scene = None, None
        if self._offers_scene and self._present is None:
            scene_file, scene = self._find_scene(files)
        templates: list[nc.Template] = []
        too_large: list[Path] = []
        for file in files:
            cancel.raise_if_cancelled()
            if file == scene_file:
                continue
            try:
                template = self._template(file)
            except nc.NeurocorrelatorError as error:
                self._problems.append(str(error))
                continue
            if template is None:
                too_large.append(file)
            else:
                templates.append(template)
        return OpenedFiles(scene, tuple(templates), tuple(too_large), tuple(self._problems))

    def _expand(self, paths: Iterable[Path]) -> list[Path]:
        files: dict[Path, None] = {}
        for path in paths:
            try:
                found = nc.find_pictures([path]) if path.is_dir() else [path]
            except nc.NeurocorrelatorError as error:
                self._problems.append(str(error))
                continue
            files.update(dict.fromkeys(found))
        return list(files)

    def _find_scene(self, files: list[Path]) -> tuple[Path | None, nc.Raster | None]:
        fallback: tuple[Path | None, nc.Raster | None] = (None, None)
        for file in files:
            raster = _open_quietly(file)
            if raster is None:
                continue
            if raster.georeference.is_geographic:
                return file, raster
            if fallback[0] is None and file.suffix.lower() in nc.RASTER_SUFFIXES:
                fallback = (file, raster)
        return fallback

    def _template(self, file: Path) -> nc.Template | None:
        if file.suffix.lower() in nc.PICTURE_SUFFIXES:
            return nc.Template.open(file)
        with nc.Raster.open(file) as raster:
            if self._present is not None and _covers_more(raster, self._present):
                return None
        return nc.Template.open(file)


def _open_quietly(file: Path) -> nc.Raster | None:
    """The raster, or None: what cannot be read is reported when it is opened as a template."""
    try:
        return nc.Raster.open(file)
    except nc.NeurocorrelatorError:
        return None


def _covers_more(raster: nc.Raster, scene: nc.Raster) -> bool:
    if raster.georeference.is_geographic and scene.georeference.is_geographic:
        try:
            return _area_m2(raster) > _area_m2(scene)
        except nc.RasterError:  # its place is beyond its CRS; then size in pixels decides
            pass
    return raster.width * raster.height > scene.width * scene.height


def _area_m2(raster: nc.Raster) -> float:
    along_col, along_row = raster.georeference.gsd_m(raster.width / 2, raster.height / 2)
    return raster.width * along_col * raster.height * along_row
