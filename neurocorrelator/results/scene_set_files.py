"""The files of many scenes: one table in each format, and one run.json."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pyproj import CRS

from neurocorrelator.errors import OutputError
from neurocorrelator.geo.crs_change import CrsChange, label_of_crs, name_of_crs
from neurocorrelator.geo.georeference import WGS84, Georeference
from neurocorrelator.results import strict_json
from neurocorrelator.results.atomic_files import atomic_files, remove_staging
from neurocorrelator.results.csv_file import put_csv_table
from neurocorrelator.results.geojson_file import features_of
from neurocorrelator.results.geopackage_file import put_layers
from neurocorrelator.results.kept_scenes import SCENES
from neurocorrelator.results.kml_file import put_placemarks
from neurocorrelator.results.qgis_style import put_footprint_style
from neurocorrelator.results.run_file import RUN_FILE, answer_record, template_record
from neurocorrelator.results.scene_record import SceneOutcome
from neurocorrelator.results.scene_set import SceneSet
from neurocorrelator.results.writers import DEFAULT_FORMATS, FORMATS, check_formats, stale_files
from neurocorrelator.version import VERSION

_NEED_CRS = ("geojson", "kml")


def check_scene(
    formats: Sequence[str] | None, crs: CRS | None
) -> Callable[[Georeference, tuple[int, int]], None]:
    """What `match_scenes` asks each scene for, so that the files can be written.

    Args:
        formats: those that were asked for by name: GeoJSON and KML need a CRS.
        crs: of the coordinates; one that was asked for needs a way to it.

    Returns:
        A function that raises OutputError or ConfigurationError for a scene that has no use.
    """
    wanting = [name for name in formats or () if name in _NEED_CRS]

    def check(georeference: Georeference, size: tuple[int, int]) -> None:
        if wanting and not georeference.is_geographic:
            raise OutputError(
                f"the scene has no CRS, and {', '.join(wanting)} needs longitude and latitude;"
                " give the scene a CRS (gdal_edit -a_srs)"
            )
        if crs is not None or georeference.is_geographic:
            CrsChange.plan(georeference, size, crs or WGS84)

    return check


def writing_notes(found: SceneSet, formats: Sequence[str] | None) -> tuple[str, ...]:
    """What a user should know of the files: what is not in them, and how they are meant."""
    said = list(found.warnings)
    unplaced = [
        str(record.path) for record in found.records if not record.georeference.is_geographic
    ]
    if unplaced:
        names = ", ".join(unplaced[:3]) + (", …" if len(unplaced) > 3 else "")
        more = "" if found.is_placed or formats is not None else "; boxes.geojson is not written"
        said.append(
            f"no CRS, so matches there are in pixels only and are not compared with those of other"
            f" scenes: {names}{more}"
        )
    notes = [
        note
        for ground in found.grounds.values()
        if ground.change is not None
        for note in ground.change.notes
    ]
    return (*said, *dict.fromkeys(notes))


def write_scenes(
    found: SceneSet, out: str | os.PathLike[str], formats: Sequence[str] | None = None
) -> list[Path]:
    """Write the table of many scenes and run.json into the folder that `match_scenes` was given.

    The files appear together, see `write_results`. Heatmaps and pictures lie in the folder
    `scenes` already.

    Args:
        found: what was found.
        out: the folder; made if missing.
        formats: of the table, as in `write_results`; GeoJSON only if any scene has a CRS.

    Returns:
        The files written.

    Raises:
        ConfigurationError: a format that does not exist, or no way to the CRS.
        OutputError: not writable, disk full, or GeoPackage without pyogrio.
    """
    check_formats(formats)
    folder = Path(out)
    jobs = _jobs(found, formats)
    names = [*jobs, RUN_FILE]
    said = writing_notes(found, formats)
    remove_staging(folder)
    with atomic_files(folder, replaces=stale_files(folder, found.templates)) as place:
        for name, put in jobs.items():
            put(place / name)
        strict_json.put(_record(found, names, said), place / RUN_FILE, indent=2)
    return [folder / name for name in names]


def _jobs(found: SceneSet, formats: Sequence[str] | None) -> dict[str, Callable[[Path], None]]:
    templates = [template.name for template in found.templates]
    matches = [(own.match, own.scene.georeference) for own in found.matches]
    title = f"matches in {len(found.records)} scenes"
    puts: dict[str, Callable[[Path], None]] = {
        "csv": lambda place: put_csv_table(found.table, place),
        "geojson": lambda place: strict_json.put(features_of(found.table, matches), place),
        "gpkg": lambda place: _put_geopackage(found, templates, place),
        "kml": lambda place: put_placemarks(place, title, templates, found.table, matches),
    }
    asked = DEFAULT_FORMATS if formats is None else formats
    possible = FORMATS if found.is_placed or formats is not None else ("csv", "gpkg")
    wanted = [name for name in FORMATS if name in asked and name in possible]
    jobs = {f"boxes.{name}": puts[name] for name in wanted}
    if set(wanted) - {"csv"}:
        jobs["boxes.qml"] = lambda place: put_footprint_style(templates, place)
    return jobs


def _put_geopackage(found: SceneSet, templates: Sequence[str], place: Path) -> None:
    """In the CRS of the table; matches in scenes without a CRS have a row and no place."""
    polygons, points = [], []
    for own in found.matches:
        ground = found.grounds[own.scene]
        placed = ground.georeference.is_geographic
        polygons.append(ground.rings(own.match.footprint) if placed else [])
        points.append(ground.xy(own.match.centre) if placed else None)
    put_layers(place, found.table, found.crs, shapes=(polygons, points), names=templates)


def _record(found: SceneSet, files: Sequence[str], warnings: Sequence[str]) -> object:
    counts = scene_counts(found)
    return {
        "program": "neurocorrelator",
        "version": VERSION,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "scenes": [_scene(outcome) for outcome in found.outcomes],
        "skipped": skipped_record(found),
        "counts": counts,
        "templates": [template_record(template) for template in found.templates],
        "crs": label_of_crs(found.crs),
        "crs_name": name_of_crs(found.crs),
        "config": {**found.config.model_dump(mode="json"), "alpha": found.config.effective_alpha},
        "matches": len(found.matches),
        "answers": {name: answer_record(answer) for name, answer in found.answers.items()},
        "failures": [
            {"template": failure.template, "error": str(failure.error)}
            for failure in found.failures
        ],
        "formats": [Path(name).suffix[1:] for name in files if name in _TABLES],
        "warnings": list(warnings),
        "files": list(files),
    }


_TABLES = frozenset(f"boxes.{name}" for name in FORMATS)


def scene_counts(found: SceneSet) -> dict[str, int]:
    """How many scenes were searched now, taken from an earlier run, and skipped."""
    return {
        "scenes": len(found.outcomes),
        "searched": sum(o.record is not None and not o.earlier for o in found.outcomes),
        "from_before": sum(o.earlier for o in found.outcomes),
        "skipped": len(found.skipped),
    }


def skipped_record(found: SceneSet) -> list[dict[str, object]]:
    """The scenes that were not searched, and why; `error` where something is wrong with one."""
    return [{"scene": own.path, "reason": own.reason, "error": own.failed} for own in found.skipped]


def _scene(outcome: SceneOutcome) -> dict[str, object]:
    record = outcome.record
    state = "skipped" if record is None else "from before" if outcome.earlier else "searched"
    told: dict[str, object] = {"path": outcome.path, "state": state}
    if outcome.reason:
        told["reason"] = outcome.reason
    if record is None:
        return told
    return told | {
        "folder": f"{SCENES}/{record.folder}",
        "files": record.files,
        "width": record.width,
        "height": record.height,
        "bands": record.bands,
        "dtype": record.dtype,
        "crs": record.georeference.crs_name or None,
        "transform": tuple(record.georeference.transform)[:6],
        "matches": len(record.matches),
        "failures": [{"template": name, "error": reason} for name, reason in record.failures],
        "damaged_tiles": record.damaged,
        "warnings": record.warnings,
        "run": record.run,
    }
