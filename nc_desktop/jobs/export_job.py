"""Writing results, by the library's writers: all files of an export, or none."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.jobs.target_folder import FolderState, errors_name, folder_state

ExportFormat = Literal["csv", "excel", "geojson", "gpkg", "kml", "heatmap", "picture"]
TextFormat = Literal["csv", "geojson"]

# what GDAL and others lay beside a raster and would show in the place of the new one
_STALE = (".aux.xml", ".ovr", ".msk")
_WORLD_FILES = {".png": ".pgw", ".jpg": ".jgw", ".tif": ".tfw"}


@dataclass(frozen=True, eq=False)
class MapPicture:
    """What the map shows, as a picture on the ground.

    Attributes:
        rgb: [H, W, 3] uint8.
        georeference: of its pixels; the plain one where the scene has none either.
    """

    rgb: NDArray[np.uint8]
    georeference: nc.Georeference


@dataclass(frozen=True, slots=True)
class ExportFiles:
    """Which files an export writes.

    Attributes:
        name: what their names begin with.
        formats: each once.
        heatmaps: names of the templates whose heatmaps are written.
        picture_suffix: `.png`, `.jpg` or `.tif`.
    """

    name: str
    formats: tuple[ExportFormat, ...]
    heatmaps: tuple[str, ...] = ()
    picture_suffix: str = ".png"

    @property
    def names(self) -> tuple[str, ...]:
        """The files without those that only belong to one of them, such as a style."""
        endings = {
            "csv": ".csv",
            "excel": "_excel.csv",
            "geojson": ".geojson",
            "gpkg": ".gpkg",
            "kml": ".kml",
            "picture": f"_map{self.picture_suffix}",
        }
        listed = [self.name + endings[each] for each in self.formats if each in endings]
        return (*listed, *self.heatmap_names.values())

    @property
    def heatmap_names(self) -> dict[str, str]:
        """The file of each template's heatmap."""
        if "heatmap" not in self.formats:
            return {}
        if len(self.heatmaps) == 1:
            return {self.heatmaps[0]: f"{self.name}_heatmap.tif"}
        names: dict[str, str] = {}
        taken: set[str] = set()
        for template in self.heatmaps:
            stem = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", Path(template).stem) or "template"
            free, number = stem, 2
            while free.casefold() in taken:  # some file systems tell no case
                free, number = f"{stem}_{number}", number + 1
            taken.add(free.casefold())
            names[template] = f"{self.name}_heatmap_{free}.tif"
        return names

    @property
    def replaced(self) -> tuple[str, ...]:
        """All files that are replaced or removed where they are, beside `names`."""
        rasters = [name for name in self.names if Path(name).suffix in (".tif", ".png", ".jpg")]
        beside = [name + ending for name in rasters for ending in _STALE]
        if "picture" in self.formats:
            beside.append(f"{self.name}_map{_WORLD_FILES[self.picture_suffix]}")
        return tuple(beside)


@dataclass(frozen=True, eq=False)
class ExportRequest:
    """An export as it was asked for.

    Attributes:
        result: with the matches that are written and no others.
        folder: where to; it must be there.
        files: what to.
        crs: of the tables and the GeoPackage, as `nc.parse_crs` takes it; empty for the scene's.
        dialect: of the table for a spreadsheet.
        picture: of the map, if that is asked for.
        replace: whether files of these names may be replaced.
    """

    result: nc.MatchResult
    folder: Path
    files: ExportFiles
    crs: str = ""
    dialect: nc.CsvDialect | None = None
    picture: MapPicture | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of an export that did not fail.

    Attributes:
        paths: the files that were written, the largest part of an answer.
        existing: names that are there already; then nothing was written.
        missing_folder: the folder is not there; then nothing was written.
    """

    paths: tuple[Path, ...] = ()
    existing: tuple[str, ...] = ()
    missing_folder: bool = False


@dataclass(frozen=True, eq=False)
class ExportJob:
    """Write the files of an export."""

    request: ExportRequest

    def run(self, report: Report, cancel: nc.CancelToken) -> Exported:
        """Write all of them, or leave the folder as it was.

        Raises:
            neurocorrelator.NeurocorrelatorError: they cannot be written.
            neurocorrelator.CancelledError: the token was set.
        """
        request = self.request
        folder, names = request.folder, request.files.names
        state = folder_state(folder, names)
        if not state.exists or (state.existing and not request.replace):
            return Exported(existing=state.existing, missing_folder=not state.exists)
        result = request.result
        if request.crs:
            result = result.in_crs(nc.parse_crs(request.crs))
        steps = self._steps(result)
        with nc.atomic_files(folder, replaces=request.files.replaced) as place:
            for number, write in enumerate(steps):
                cancel.raise_if_cancelled()
                report(nc.Progress("write", number, len(steps), number / len(steps)))
                with errors_name(folder, place):
                    write(place)
            cancel.raise_if_cancelled()
        return Exported(tuple(folder / name for name in names))

    def _steps(self, result: nc.MatchResult) -> list[Callable[[Path], object]]:
        """One function a file, each of which takes the folder to write to."""
        request, files = self.request, self.request.files
        writers: dict[str, Callable[[Path], object]] = {
            "csv": lambda at: nc.write_csv(result, at / f"{files.name}.csv"),
            "excel": lambda at: nc.write_csv(
                result,
                at / f"{files.name}_excel.csv",
                dialect=request.dialect or nc.CsvDialect(),
            ),
            "geojson": lambda at: nc.write_geojson(result, at / f"{files.name}.geojson"),
            "gpkg": lambda at: nc.write_geopackage(result, at / f"{files.name}.gpkg"),
            "kml": lambda at: nc.write_kml(result, at / f"{files.name}.kml"),
            "picture": self._write_picture,
        }
        steps = [writers[each] for each in files.formats if each in writers]
        for template, name in files.heatmap_names.items():
            steps.append(_heatmap_writer(result, template, name))
        return steps

    def _write_picture(self, place: Path) -> None:
        picture, files = self.request.picture, self.request.files
        if picture is None:
            raise ValueError("a picture was asked for, and there is none")
        path = place / f"{files.name}_map{files.picture_suffix}"
        nc.write_map_picture(picture.rgb, picture.georeference, path)


@dataclass(frozen=True, eq=False)
class PictureJob:
    """Write a picture of the map under a name that the system's dialog asked for."""

    picture: MapPicture
    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> Path:
        """Write it with its world file, whole or not at all.

        Raises:
            neurocorrelator.OutputError: it cannot be written.
        """
        nc.write_map_picture(self.picture.rgb, self.picture.georeference, self.path)
        return self.path


@dataclass(frozen=True, eq=False)
class TextJob:
    """Write matches as the text of a file, for the clipboard."""

    result: nc.MatchResult
    text_format: TextFormat

    def run(self, report: Report, cancel: nc.CancelToken) -> str:
        """The text.

        Raises:
            neurocorrelator.NeurocorrelatorError: there is no such text of these matches.
        """
        with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
            path = Path(folder) / f"matches.{self.text_format}"
            if self.text_format == "csv":
                nc.write_csv(self.result, path)
            else:
                nc.write_geojson(self.result, path)
            return path.read_text("utf-8")


@dataclass(frozen=True, eq=False)
class LookAtFolderJob:
    """See which files an export would replace; a folder on a network may take its time."""

    folder: Path
    names: tuple[str, ...]

    def run(self, report: Report, cancel: nc.CancelToken) -> FolderState:
        """What is there."""
        return folder_state(self.folder, self.names)


@dataclass(frozen=True, eq=False)
class CrsAccuracyJob:
    """Ask PROJ how well a scene's coordinates can be said in a CRS."""

    scene: nc.Raster
    crs: str

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.CrsAccuracy:
        """What it says.

        Raises:
            neurocorrelator.ConfigurationError: there is no way to this CRS.
        """
        size = self.scene.width, self.scene.height
        return nc.crs_accuracy(self.scene.georeference, size, nc.parse_crs(self.crs))


def _heatmap_writer(result: nc.MatchResult, template: str, name: str) -> Callable[[Path], object]:
    return lambda place: nc.write_heatmap(result, template, place / name)
