"""Templates georeferenced by their matches: a GeoTIFF, control points and a VRT for each."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyproj import CRS

from neurocorrelator.errors import OutputError
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.original_picture import OriginalPicture, original_picture
from neurocorrelator.rasters.template import Template
from neurocorrelator.results.atomic_files import atomic_files
from neurocorrelator.results.control_points_file import put_picture_vrt, put_points_file
from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.template_grid import TemplateGrid, plan_grid
from neurocorrelator.results.template_ground import TemplateGround
from neurocorrelator.results.template_raster import put_template_raster
from neurocorrelator.results.xml_text import xml_text

FOLDER = "templates"
"""Where `write_results` puts them."""
SUFFIXES = (".tif", ".points", ".vrt")

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')  # on Windows, and to GDAL
_MOST_BYTES = 160  # of a name in UTF-8, without rank and suffix; systems take 255

_Put = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class GeoreferencedTemplate:
    """The files of a template that lies where it was found.

    Attributes:
        raster: the picture, warped by the footprint, as a GeoTIFF with alpha.
        points: ground control points for QGIS's georeferencer.
        vrt: the picture's own file with the control points in it; None where there is no such file.
        notes: what a user should know of them; one line each.
    """

    raster: Path
    points: Path
    vrt: Path | None
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> list[Path]:
        """All of them."""
        return [path for path in (self.raster, self.points, self.vrt) if path is not None]


@dataclass(frozen=True, eq=False)
class GeoreferencingPlan:
    """What will be written for one match, and what is to be said of it."""

    template: Template
    match: Match
    place: TemplateGround
    grid: TemplateGrid
    original: OriginalPicture | None
    notes: tuple[str, ...]

    @classmethod
    def of_match(cls, result: MatchResult, match: Match) -> GeoreferencingPlan:
        """Work out where the template lies.

        Raises:
            OutputError: the footprint is mirrored or is no convex quadrilateral, or the CRS of the
                results cannot express it.
        """
        place = TemplateGround.of_match(result, match)
        template = next(t for t in result.templates if t.name == match.template)
        grid, original = plan_grid(place), original_picture(template)
        notes = []
        if place.crs is None:
            what = (
                "pixels, x the column and y minus the row" if place.in_pixels else "its own units"
            )
            notes.append(f"the scene has no CRS: {match.template} is placed in {what}")
        if grid.coarser > 1:
            notes.append(
                f"{match.template}: its GeoTIFF has pixels {grid.coarser:.3g} times as long as the"
                f" picture's, {grid.grid.width} x {grid.grid.height} of them"
            )
        if original is None:
            why = "it has no file" if template.path is None else "its file has others"
            notes.append(
                f"{match.template}: no .vrt, and control points in the template's own pixels,"
                f" for {why}"
            )
        return cls(template, match, place, grid, original, tuple(notes))

    def jobs(
        self,
        stem: str,
        folder: Path,
        cancel: CancelToken | None,
        progress: ProgressCallback | None = None,
    ) -> dict[str, _Put]:
        """What writes each file, by its name.

        Args:
            stem: of the names.
            folder: where the files will lie in the end.
            cancel: checked while the raster is warped.
            progress: called while the raster is warped; the other files take no time.
        """
        jobs: dict[str, _Put] = {
            f"{stem}.tif": functools.partial(self._put_raster, cancel=cancel, progress=progress),
            f"{stem}.points": functools.partial(put_points_file, self.place, self.original),
        }
        if self.original is not None:
            jobs[f"{stem}.vrt"] = functools.partial(
                put_picture_vrt, self.place, self.original, folder=folder
            )
        return jobs

    def _put_raster(
        self, target: Path, cancel: CancelToken | None, progress: ProgressCallback | None
    ) -> None:
        match = self.match
        known = {
            "TEMPLATE": xml_text(match.template),
            "RANK": str(match.rank),
            "CONFIDENCE": None if match.confidence is None else f"{match.confidence:.4f}",
            "INLIERS": None if match.inliers is None else str(match.inliers),
        }
        put_template_raster(
            self.template,
            self.place,
            self.grid.grid,
            target,
            tags={name: value for name, value in known.items() if value is not None},
            progress=progress,
            cancel=cancel,
        )


def write_georeferenced(
    result: MatchResult,
    match: Match,
    out: str | os.PathLike[str],
    *,
    crs: CRS | None = None,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> GeoreferencedTemplate:
    """Write a template as a GeoTIFF where a match lies, with its ground control points.

    `NAME.tif` is the picture in full resolution, warped by the exact homography of the footprint's
    corners onto north-up pixels; transparent beside the picture and where its mask is.
    `NAME.points` loads in QGIS's georeferencer. `NAME.vrt` is the picture's own file, not warped,
    with the same points as GDAL's ground control points. All appear together or not at all.

    Args:
        result: what a run found.
        match: one of its matches.
        out: a folder, made if missing, for files that are named after template and rank; or the
            name of the GeoTIFF, which ends with `.tif` or `.tiff`.
        crs: of the files; that of the results if None.
        progress: called for each tile that is warped.
        cancel: checked while warping.

    Raises:
        OutputError: the footprint is mirrored or is no convex quadrilateral, the CRS cannot express
            it, or the files cannot be written.
        ConfigurationError: there is no way to this CRS.
        CancelledError: `cancel` was set.
    """
    if crs is not None:
        result = result.in_crs(crs)
    target = Path(out)
    if target.suffix.lower() in (".tif", ".tiff"):
        if target.is_dir():
            raise OutputError(f"{target}: is a folder; name a file")
        folder, stem, raster = target.parent, target.stem, target.name
    else:
        folder, stem = target, file_stem(result, match)
        raster = f"{stem}.tif"
    plan = GeoreferencingPlan.of_match(result, match)
    if plan.original is not None and plan.original.path.absolute() == (folder / raster).absolute():
        raise OutputError(f"{target}: is the picture itself; choose another name")
    jobs = {
        raster if name.endswith(".tif") else name: put
        for name, put in plan.jobs(stem, folder, cancel, progress).items()
    }
    stale = (f"{raster}.aux.xml", f"{raster}.ovr", f"{raster}.msk")
    with atomic_files(folder, replaces=stale) as place:
        for name, put in jobs.items():
            put(place / name)
    vrt = None if plan.original is None else folder / f"{stem}.vrt"
    return GeoreferencedTemplate(folder / raster, folder / f"{stem}.points", vrt, plan.notes)


def plan_found(result: MatchResult) -> tuple[list[GeoreferencingPlan], tuple[str, ...]]:
    """Plans for the best matches of the templates that are told as found, and what to say of them.

    One that cannot be georeferenced is only said.
    """
    plans, notes = [], []
    for match in result.matches:
        if match.rank != 1 or result.verdicts.get(match.template) != "found":
            continue
        try:
            plan = GeoreferencingPlan.of_match(result, match)
        except OutputError as error:
            notes.append(str(error))
            continue
        plans.append(plan)
        notes += plan.notes
    if not plans and not notes:
        notes.append("nothing is georeferenced: no template is told as found")
    return plans, tuple(dict.fromkeys(notes))


def file_stem(result: MatchResult, match: Match) -> str:
    """Name of a match's files without their suffix: the template's and the rank."""
    stems = _stems([template.name for template in result.templates])
    return f"{stems.get(match.template, 'template')}_{match.rank}"


def safe_name(text: str, empty: str) -> str:
    """A name that every file system takes, made of a text; `empty` where nothing of it is left."""
    clean = _NOT_IN_NAMES.sub("_", text).strip(" .") or empty
    return clean.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore")


def _stems(names: Sequence[str]) -> dict[str, str]:
    """For each template a name that every file system takes, and no other template has."""
    taken: set[str] = set()
    stems = {}
    for name in names:
        folder, _, last = name.rpartition("/")
        whole = f"{folder}/{Path(last).stem}" if folder else Path(last).stem
        base = safe_name(whole, "template")
        stem, number = base, 2
        while stem.casefold() in taken:  # Windows and macOS make no difference of case
            stem, number = f"{base} ({number})", number + 1
        taken.add(stem.casefold())
        stems[name] = stem
    return stems
