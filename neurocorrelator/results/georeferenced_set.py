"""Many matches as georeferenced templates and control points, written together."""

from __future__ import annotations

import csv
import functools
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from neurocorrelator.errors import OutputError, RasterError
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.results.atomic_files import atomic_files
from neurocorrelator.results.control_points_file import control_points
from neurocorrelator.results.georeferenced import SUFFIXES, GeoreferencingPlan, file_stem
from neurocorrelator.results.match_result import Match, MatchResult

GeoreferencedPart = Literal["raster", "points", "table"]
"""`raster` is a GeoTIFF a match, `points` its control points for QGIS and a VRT of the picture,
`table` one CSV file with the control points of all matches."""

TABLE_FILE = "control_points.csv"
_COLUMNS = ("template", "rank", "picture", "col", "row", "x", "y", "crs", "lon", "lat")
_BESIDE = (".aux.xml", ".ovr", ".msk")  # that others lay beside a raster, and that go with it


@dataclass(frozen=True, slots=True)
class GeoreferencedSet:
    """What became of matches that were to be georeferenced.

    Attributes:
        files: that were written.
        written: the matches that they are of.
        left_out: matches of which nothing was written, and why, in a line each.
        notes: what a user should know of the files; one line each.
    """

    files: tuple[Path, ...]
    written: tuple[Match, ...]
    left_out: tuple[tuple[Match, str], ...] = ()
    notes: tuple[str, ...] = ()


def georeferenced_names(result: MatchResult, parts: Iterable[GeoreferencedPart]) -> tuple[str, ...]:
    """Names of the files that `write_georeferenced_set` may write of a result's matches.

    Each name is of one match only, whatever the system makes of letters and case.
    """
    wanted = set(parts)
    suffixes = [s for s in SUFFIXES if ("raster" if s == ".tif" else "points") in wanted]
    stems = [file_stem(result, match) for match in result.matches]
    names = [stem + suffix for stem in stems for suffix in suffixes]
    return (*names, TABLE_FILE) if "table" in wanted and stems else tuple(names)


def write_georeferenced_set(
    result: MatchResult,
    out: str | os.PathLike[str],
    parts: Iterable[GeoreferencedPart] = ("raster", "points"),
    *,
    lies_in: str | os.PathLike[str] | None = None,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> GeoreferencedSet:
    """Write all matches of a result as georeferenced templates into a folder.

    All files appear together, or none. A match that cannot be georeferenced is left out and told.
    Files of these names are replaced, but for the pictures that were looked for.

    Args:
        result: with the matches that are written and no others, such as a `subset`.
        out: the folder; made if missing.
        parts: what is written; see `write_georeferenced` for the files.
        lies_in: the folder that the files will be moved to afterwards, if it is another one: a VRT
            names its picture from there.
        progress: called while rasters are warped.
        cancel: checked for each tile that is warped.

    Raises:
        OutputError: the files cannot be written.
        CancelledError: `cancel` was set.
    """
    folder, wanted = Path(out), tuple(dict.fromkeys(parts))
    final = folder if lies_in is None else Path(lies_in)
    pictures = {t.path.absolute() for t in result.templates if t.path is not None}
    plans: list[GeoreferencingPlan] = []
    left_out: list[tuple[Match, str]] = []
    puts: dict[str, Callable[[Path], None]] = {}
    count = len(result.matches)
    for number, match in enumerate(result.matches):
        try:
            plan = GeoreferencingPlan.of_match(result, match)
            own = _puts(plan, file_stem(result, match), final, wanted, cancel)
            _spare_pictures(own, final, pictures)
        except OutputError as error:
            left_out.append((match, str(error)))
            continue
        plans.append(plan)
        told = functools.partial(_tell, progress, number, count)
        puts |= {name: functools.partial(put, told=told) for name, put in own.items()}
    if "table" in wanted and plans:
        puts[TABLE_FILE] = functools.partial(_put_table, plans)
    stale = [name + ending for name in puts if name.endswith(".tif") for ending in _BESIDE]
    with atomic_files(folder, replaces=stale) as place:
        for name, put in puts.items():
            if cancel is not None:
                cancel.raise_if_cancelled()
            put(place / name)
    said = [note for plan in plans for note in plan.notes if _concerns(note, wanted)]
    return GeoreferencedSet(
        tuple(folder / name for name in puts),
        tuple(plan.match for plan in plans),
        tuple(left_out),
        tuple(dict.fromkeys(said)),
    )


def _puts(
    plan: GeoreferencingPlan,
    stem: str,
    folder: Path,
    wanted: tuple[GeoreferencedPart, ...],
    cancel: CancelToken | None,
) -> dict[str, Callable[..., None]]:
    """What writes each file of a match; each takes a place, and whom to tell of progress."""

    def put(target: Path, told: ProgressCallback | None = None) -> None:
        plan.jobs(stem, folder, cancel, told)[target.name](target)

    names = plan.jobs(stem, folder, cancel)
    return {
        name: put for name in names if ("raster" if name.endswith(".tif") else "points") in wanted
    }


def _spare_pictures(names: Iterable[str], folder: Path, pictures: set[Path]) -> None:
    for name in names:
        if (folder / name).absolute() in pictures:
            raise OutputError(f"{folder / name}: is the picture itself; choose another folder")


def _tell(progress: ProgressCallback | None, number: int, count: int, of_raster: Progress) -> None:
    if progress is not None:
        progress(Progress("write", number, count, (number + of_raster.fraction) / count))


def _concerns(note: str, wanted: tuple[GeoreferencedPart, ...]) -> bool:
    """Whether a note is about files that are written."""
    return ("points" in wanted or ".vrt" not in note) and (
        "raster" in wanted or "GeoTIFF" not in note
    )


def _put_table(plans: list[GeoreferencingPlan], target: Path, told: object = None) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        for plan in plans:
            match, place, georeference = plan.match, plan.place, plan.place.ground.georeference
            picture = "" if plan.original is None else plan.original.path.name
            for point in control_points(place, plan.original):
                try:
                    col, row = place.scene_colrow(point.x, point.y)
                    lon, lat = (f"{float(v):.8f}" for v in georeference.lonlat(col, row))
                except RasterError:
                    lon = lat = ""
                values = (point.col, point.row, point.x, point.y)
                table.writerow(
                    [
                        match.template,
                        match.rank,
                        picture,
                        *(repr(float(value) + 0.0) for value in values),
                        place.ground.crs_name,
                        lon,
                        lat,
                    ]
                )
