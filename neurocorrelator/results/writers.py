"""All files of a run, written together."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from neurocorrelator.errors import ConfigurationError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.results.atomic_files import atomic_files
from neurocorrelator.results.csv_file import put_csv
from neurocorrelator.results.geojson_file import put_geojson, require_crs
from neurocorrelator.results.heatmap_picture import put_heatmap_picture
from neurocorrelator.results.heatmap_raster import put_heatmap_raster
from neurocorrelator.results.match_result import MatchResult
from neurocorrelator.results.result_picture import put_result_picture
from neurocorrelator.results.run_file import RUN_FILE, files_of_earlier_run, put_run_file

FORMATS = ("csv", "geojson")
"""Formats of the table of matches that can be asked for; all of them unless told otherwise."""

_FILE_OF_FORMAT = {"csv": "boxes.csv", "geojson": "boxes.geojson"}
_OWN_FILES = frozenset(
    {"result.png", "heatmap.png", "heatmap.tif", RUN_FILE, *_FILE_OF_FORMAT.values()}
)


def check_formats(formats: Sequence[str] | None) -> None:
    """See to it that formats exist.

    Raises:
        ConfigurationError: one does not.
    """
    for name in formats or ():
        if name not in FORMATS:
            raise ConfigurationError(f"no format {name!r}; there are {', '.join(FORMATS)}")


def skipped_formats(formats: Sequence[str] | None, georeference: Georeference) -> tuple[str, ...]:
    """Warnings about formats that will not be written, because they were not asked for by name."""
    if formats is None and not georeference.is_geographic:
        return ("the scene has no CRS: boxes.geojson is not written, boxes.csv has pixels only",)
    return ()


def write_results(
    result: MatchResult,
    out: str | os.PathLike[str],
    formats: Sequence[str] | None = None,
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> list[Path]:
    """Write result.png, heatmap.png, heatmap.tif, run.json and the table of matches into a folder.

    The files appear together when all are whole. On an error or when cancelled the folder stays as
    it was. Files of an earlier run (those that its run.json names) are replaced or removed, other
    files are never touched.

    Args:
        result: what `match` returned.
        out: the folder; made if missing.
        formats: of the table: `csv`, `geojson`; if None both, GeoJSON only if the scene has a CRS.
        progress: told after each file.
        cancel: checked before each file.

    Returns:
        The files written.

    Raises:
        ConfigurationError: a format that does not exist.
        OutputError: not writable, disk full, or GeoJSON was asked for and the scene has no CRS.
        CancelledError: `cancel` was set.
        RasterError: the scene cannot be read any more.
    """
    check_formats(formats)
    if formats is not None and "geojson" in formats:
        require_crs(result.scene)
    folder = Path(out)
    jobs = _jobs(result, formats, cancel)
    names = [*jobs, RUN_FILE]
    stale = _OWN_FILES.intersection(files_of_earlier_run(folder))
    with atomic_files(folder, replaces=stale) as place:
        for done, (name, put) in enumerate(jobs.items()):
            if cancel is not None:
                cancel.raise_if_cancelled()
            _tell(progress, done, len(names))
            put(place / name)
        warnings = skipped_formats(formats, result.scene.georeference)
        put_run_file(result, names, warnings, place / RUN_FILE)
        if cancel is not None:
            cancel.raise_if_cancelled()
    _tell(progress, len(names), len(names))
    return [folder / name for name in names]


def _jobs(
    result: MatchResult, formats: Sequence[str] | None, cancel: CancelToken | None
) -> dict[str, Callable[[Path], None]]:
    jobs: dict[str, Callable[[Path], None]] = {
        "result.png": lambda place: put_result_picture(result, place)
    }
    if result.score_maps:
        jobs["heatmap.png"] = lambda place: put_heatmap_picture(result, place)
        jobs["heatmap.tif"] = lambda place: put_heatmap_raster(result.score_maps, place, cancel)
    wanted = FORMATS if formats is None else formats
    if "csv" in wanted:
        jobs["boxes.csv"] = lambda place: put_csv(result, place)
    if "geojson" in wanted and result.scene.georeference.is_geographic:
        jobs["boxes.geojson"] = lambda place: put_geojson(result, place)
    return jobs


def _tell(progress: ProgressCallback | None, done: int, total: int) -> None:
    if progress is not None:
        progress(Progress("write", done, total, done / total))
