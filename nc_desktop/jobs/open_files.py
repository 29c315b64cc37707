"""Opening what was dropped, named or chosen: which is a scene, a template, an area of interest.

The rules, the same for drop and command line, and without a question in between:

- A folder stands for the pictures in it.
- A vector file (GeoJSON, GeoPackage, Shapefile, KML …) is an area of interest in the scene that is
  opened with it, or else in the active one.
- While no scene is open, the first georeferenced raster becomes the active scene. Others that cover
  about as much ground (half as much, or more) are scenes too. If none is georeferenced, the first
  file of a raster format (GeoTIFF, JPEG 2000, VRT) is the scene. All other files are templates.
- While a scene is open, a file that is dropped is a template; the library takes GSD and heading
  from its georeference or its EXIF. A georeferenced raster that covers more ground than the scene
  (more pixels, where the ground is not known) can hardly be looked for in it: it is not opened, and
  a message offers to open it as the scene.
- *Open scene* opens its file as the scene, whatever it is.
- What lies beside a raster or a vector file as a part of it (world files, `.prj`, `.dbf` …) is left
  to that one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import neurocorrelator as nc
from nc_desktop.jobs.job import Report

_PARTS = (
    *(".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj", ".qml"),  # of vector files
    *(".tfw", ".tifw", ".jgw", ".pgw", ".wld", ".j2w", ".ovr", ".xml", ".msk"),  # of rasters
)
_COMPARABLE = 0.5  # of the ground of the first scene: what covers more is a scene too


@dataclass(frozen=True, eq=False)
class OpenedArea:
    """The polygons of a vector file, in pixels of the scene that it was read for."""

    path: Path
    area: nc.SearchArea


@dataclass(frozen=True, eq=False)
class OpenedFiles:
    """What became of the files.

    Attributes:
        scene: the new scene, if one of them is.
        templates: the new templates, in order.
        further: more scenes, to lie below that one.
        areas: areas of interest in the new scene; in the one that was open if there is no new one.
        too_large: rasters that cover more ground than the scene; not opened.
        problems: one line for each file that could not be opened.
        overlays: rasters to lie over the scenes; none of them is searched.
    """

    scene: nc.Raster | None
    templates: tuple[nc.Template, ...]
    further: tuple[nc.Raster, ...] = ()
    areas: tuple[OpenedArea, ...] = ()
    too_large: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()
    overlays: tuple[nc.Raster, ...] = ()


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
class OpenOverlayJob:
    """Open one raster to lie over the scene, which stays the one that is searched."""

    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> OpenedFiles:
        """Open it.

        Raises:
            neurocorrelator.RasterError: it cannot be read.
        """
        return OpenedFiles(None, (), overlays=(nc.Raster.open(self.path),))


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
class OpenAreasJob:
    """Read vector files as areas of interest in a scene."""

    paths: tuple[Path, ...]
    scene: nc.Raster

    def run(self, report: Report, cancel: nc.CancelToken) -> OpenedFiles:
        """Read them; a file that cannot be read is reported, the others are read."""
        opening = _Opening(self.scene, offers_scene=False)
        areas = opening.areas(self.paths, self.scene)
        return OpenedFiles(None, (), areas=areas, problems=opening.problems)


DemoPart = Literal["all", "scene", "templates"]


@dataclass(frozen=True, eq=False)
class OpenDemoJob:
    """Open the real scene and photographs that ship with the program, or one of both alone."""

    part: DemoPart = "all"

    def run(self, report: Report, cancel: nc.CancelToken) -> OpenedFiles:
        """Open them; raises what the library raises for a file that is damaged."""
        scene, templates = nc.demo_inputs()
        opened = None if self.part == "templates" else nc.Raster.open(scene)
        return OpenedFiles(opened, () if self.part == "scene" else tuple(templates))


class _Opening:
    def __init__(self, scene: nc.Raster | None, *, offers_scene: bool) -> None:
        self._present = scene
        self._offers_scene = offers_scene
        self._problems: list[str] = []

    @property
    def problems(self) -> tuple[str, ...]:
        """One line for each file that could not be opened."""
        return tuple(self._problems)

    def open(self, paths: Iterable[Path], cancel: nc.CancelToken) -> OpenedFiles:
        files = _without_parts(self._expand(paths))
        vectors = [file for file in files if file.suffix.lower() in nc.VECTOR_SUFFIXES]
        rest = [file for file in files if file not in vectors]
        scene_file, scene = None, None
        if self._offers_scene and self._present is None:
            scene_file, scene = self._find_scene(rest)
        templates: list[nc.Template] = []
        further: list[nc.Raster] = []
        too_large: list[Path] = []
        for file in rest:
            cancel.raise_if_cancelled()
            if file == scene_file:
                continue
            another = _comparable(file, scene) if scene is not None else None
            if another is not None:
                further.append(another)
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
        areas = self.areas(vectors, scene or self._present)
        return OpenedFiles(
            scene, tuple(templates), tuple(further), areas, tuple(too_large), self.problems
        )

    def areas(self, files: Iterable[Path], scene: nc.Raster | None) -> tuple[OpenedArea, ...]:
        found = []
        for file in files:
            if scene is None:
                self._problems.append(f"{file}: is an area of interest; open the scene first")
                continue
            size = scene.width, scene.height
            try:
                area = nc.SearchArea.from_vector_file(file, scene.georeference, size=size)
            except nc.NeurocorrelatorError as error:
                self._problems.append(str(error))
            else:
                found.append(OpenedArea(file, area))
        return tuple(found)

    def _expand(self, paths: Iterable[Path]) -> list[Path]:
        files: dict[Path, None] = {}
        for path in paths:
            try:
                is_folder = os.path.isdir(path)  # noqa: PTH112 - raises nothing
                found = nc.find_pictures([path]) if is_folder else [path]
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
                if fallback[1] is not None:
                    fallback[1].close()
                return file, raster
            if fallback[0] is None and file.suffix.lower() in nc.RASTER_SUFFIXES:
                fallback = (file, raster)
            else:
                raster.close()
        return fallback

    def _template(self, file: Path) -> nc.Template | None:
        if file.suffix.lower() in nc.PICTURE_SUFFIXES:
            return nc.Template.open(file)
        with nc.Raster.open(file) as raster:
            if self._present is not None and _covers_more(raster, self._present):
                return None
        return nc.Template.open(file)


def _without_parts(files: list[Path]) -> list[Path]:
    """Leave out the files that belong to another of them: `a.dbf` and `a.tif.ovr` beside `a.*`."""
    wholes = [file for file in files if file.suffix.lower() not in _PARTS]
    names = {str(file.with_suffix("")) for file in wholes} | {str(file) for file in wholes}
    return [
        file
        for file in files
        if file.suffix.lower() not in _PARTS
        or not names & {str(file.with_suffix("")), str(file.with_suffix("").with_suffix(""))}
    ]


def _comparable(file: Path, scene: nc.Raster) -> nc.Raster | None:
    """A georeferenced raster that covers about as much ground as the scene, or more."""
    if not scene.georeference.is_geographic:
        return None
    raster = _open_quietly(file)
    if raster is None:
        return None
    try:
        if raster.georeference.is_geographic and _area_m2(raster) >= _COMPARABLE * _area_m2(scene):
            return raster
    except nc.RasterError:  # its place is beyond its CRS
        pass
    raster.close()
    return None


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
