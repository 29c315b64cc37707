"""All files of a run, written together."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from neurocorrelator.errors import ConfigurationError
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.results.atomic_files import atomic_files
from neurocorrelator.results.csv_file import put_csv
from neurocorrelator.results.geojson_file import put_geojson, require_crs
from neurocorrelator.results.geopackage_file import put_geopackage, require_pyogrio
from neurocorrelator.results.georeferenced import FOLDER, SUFFIXES, file_stem, plan_found
from neurocorrelator.results.heatmap_picture import put_heatmap_picture
from neurocorrelator.results.heatmap_raster import put_heatmap_raster
from neurocorrelator.results.kml_file import put_kml
from neurocorrelator.results.match_result import MatchResult
from neurocorrelator.results.qgis_style import put_footprint_style, put_heatmap_style
from neurocorrelator.results.result_picture import put_result_picture
from neurocorrelator.results.run_file import RUN_FILE, files_of_earlier_run, put_run_file

FORMATS = ("csv", "geojson", "gpkg", "kml")
"""Formats of the table of matches that can be asked for."""
DEFAULT_FORMATS = ("csv", "geojson")
"""Those that are written unless told otherwise."""

_PLACED_FORMATS = ("geojson", "gpkg", "kml")  # a GIS opens these, so they have a style
_OWN_FILES = frozenset(
    {
        *("result.png", "heatmap.png", "heatmap.tif", "heatmap.qml", "boxes.qml", RUN_FILE),
        *(f"boxes.{name}" for name in FORMATS),
    }
)


_OWN_IN_FOLDER = re.compile(
    rf"{FOLDER}/[^/\\]+_\d+({'|'.join(re.escape(suffix) for suffix in SUFFIXES)})"
)


def check_formats(formats: Sequence[str] | None) -> None:
    """See to it that formats exist.

    Raises:
        ConfigurationError: one does not.
    """
    for name in formats or ():
        if name not in FORMATS:
            raise ConfigurationError(f"no format {name!r}; there are {', '.join(FORMATS)}")


def check_possible(scene: Raster, formats: Sequence[str] | None) -> None:
    """See to it that formats that were asked for by name can be written.

    Raises:
        OutputError: GeoJSON or KML of a scene without a CRS, or GeoPackage without pyogrio.
    """
    names = formats or ()
    if "geojson" in names:
        require_crs(scene)
    if "kml" in names:
        require_crs(scene, "KML")
    if "gpkg" in names:
        require_pyogrio()


def writing_warnings(
    result: MatchResult, formats: Sequence[str] | None, *, georeference: bool = False
) -> tuple[str, ...]:
    """What a user should know of the files: what is not in them, and how they are meant."""
    scene = result.scene.georeference
    said: list[str] = []
    if formats is None and not scene.is_geographic:
        said.append("the scene has no CRS: boxes.geojson is not written, boxes.csv has pixels only")
    pixels = not scene.is_geographic and scene.transform.is_identity
    if "gpkg" in (formats or ()) and pixels:
        said.append(
            "the scene has no CRS: boxes.gpkg is in pixels, x the column and y minus the row,"
            " as QGIS shows such a scene"
        )
    change = result.ground.change
    if change is not None:
        said += change.notes
        lost = int(result.table["x"].isna().sum()), int(result.table["footprint"].isna().sum())
        if any(lost):
            said.append(
                f"{max(lost)} of {len(result.matches)} matches lie outside of what"
                f" {result.ground.crs_name} can express: their x, y or footprint is empty"
            )
    if georeference:
        said += plan_found(result)[1]
    return tuple(said)


def write_results(
    result: MatchResult,
    out: str | os.PathLike[str],
    formats: Sequence[str] | None = None,
    *,
    georeference: bool = False,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> list[Path]:
    """Write pictures, heatmap, run.json and the table of matches into a folder.

    Beside the files for a GIS lie styles that QGIS finds by itself (boxes.qml, heatmap.qml).

    The files appear together when all are whole. On an error or when cancelled the folder stays as
    it was. Files of an earlier run (those that its run.json names) are replaced or removed, other
    files are never touched.

    Args:
        result: what `match` returned.
        out: the folder; made if missing.
        formats: of the table: `csv`, `geojson`, `gpkg`, `kml`; if None the first two, GeoJSON only
            if the scene has a CRS.
        georeference: write each template that is found as a GeoTIFF with its control points into
            the folder `templates`, see `write_georeferenced`.
        progress: told after each file.
        cancel: checked before each file.

    Returns:
        The files written.

    Raises:
        ConfigurationError: a format that does not exist, or no way to `result.out_crs`.
        OutputError: not writable, disk full, or a format that cannot be was asked for by name:
            GeoJSON and KML without a CRS, GeoPackage without pyogrio.
        CancelledError: `cancel` was set.
        RasterError: the scene cannot be read any more.
    """
    check_formats(formats)
    check_possible(result.scene, formats)
    folder = Path(out)
    jobs = _jobs(result, formats, cancel)
    said = writing_warnings(result, formats, georeference=georeference)
    if georeference:
        for plan in plan_found(result)[0]:
            named = plan.jobs(file_stem(result, plan.match), folder / FOLDER, cancel)
            jobs |= {f"{FOLDER}/{name}": put for name, put in named.items()}
    names = [*jobs, RUN_FILE]
    stale = stale_files(folder, result.templates)
    with atomic_files(folder, replaces=stale) as place:
        for done, (name, put) in enumerate(jobs.items()):
            if cancel is not None:
                cancel.raise_if_cancelled()
            _tell(progress, done, len(names))
            (place / name).parent.mkdir(exist_ok=True)
            put(place / name)
        put_run_file(result, names, said, place / RUN_FILE)
        if cancel is not None:
            cancel.raise_if_cancelled()
    _tell(progress, len(names), len(names))
    return [folder / name for name in names]


def stale_files(folder: Path, templates: Sequence[Template]) -> set[str]:
    """Files of an earlier run in a folder; not those that this run looked for."""
    mine = {template.path.absolute() for template in templates if template.path is not None}
    return {
        name
        for name in files_of_earlier_run(folder)
        if (name in _OWN_FILES or _OWN_IN_FOLDER.fullmatch(name))
        and (folder / name).absolute() not in mine
    }


def _jobs(
    result: MatchResult, formats: Sequence[str] | None, cancel: CancelToken | None
) -> dict[str, Callable[[Path], None]]:
    jobs: dict[str, Callable[[Path], None]] = {
        "result.png": lambda place: put_result_picture(result, place)
    }
    if result.score_maps:
        jobs["heatmap.png"] = lambda place: put_heatmap_picture(result, place)
        jobs["heatmap.tif"] = lambda place: put_heatmap_raster(result.score_maps, place, cancel)
        jobs["heatmap.qml"] = lambda place: put_heatmap_style(result.score_maps[0], place)
    wanted = _wanted(result, formats)
    puts = {"csv": put_csv, "geojson": put_geojson, "gpkg": put_geopackage, "kml": put_kml}
    for name in wanted:
        jobs[f"boxes.{name}"] = functools.partial(puts[name], result)
    if set(wanted) & set(_PLACED_FORMATS):
        names = [template.name for template in result.templates]
        jobs["boxes.qml"] = lambda place: put_footprint_style(names, place)
    return jobs


def _wanted(result: MatchResult, formats: Sequence[str] | None) -> tuple[str, ...]:
    """Formats in the order of `FORMATS`, without those that the scene cannot have."""
    possible = FORMATS if result.scene.georeference.is_geographic else ("csv", "gpkg")
    asked = DEFAULT_FORMATS if formats is None else formats
    return tuple(name for name in FORMATS if name in asked and name in possible)


def _tell(progress: ProgressCallback | None, done: int, total: int) -> None:
    if progress is not None:
        progress(Progress("write", done, total, done / total))
