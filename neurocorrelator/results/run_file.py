"""`run.json`: how the results beside it were made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from neurocorrelator.rasters.template import Template
from neurocorrelator.results import strict_json
from neurocorrelator.results.match_result import MatchResult
from neurocorrelator.results.position_check import distance_to_position_m
from neurocorrelator.results.verdict import Answer
from neurocorrelator.version import VERSION

RUN_FILE = "run.json"


def put_run_file(
    result: MatchResult, files: Sequence[str], warnings: Iterable[str], place: Path
) -> None:
    """Write settings, versions, timings, warnings and failures to a place that is already safe.

    Args:
        result: what a run found.
        files: names of all files of this run, this one included.
        warnings: those of the writing, besides the result's own.
        place: see `atomic_files`.
    """
    strict_json.put(_record(result, files, warnings), place, indent=2)


def answers_record(result: MatchResult) -> dict[str, dict[str, object]]:
    """For programs: what is said of each template, by its name."""
    return {name: answer_record(answer) for name, answer in result.answers.items()}


def answer_record(answer: Answer) -> dict[str, object]:
    """One of them."""
    return {
        "verdict": answer.verdict,
        "confidence": answer.confidence,
        "inliers": answer.inliers,
    }


def template_record(template: Template) -> dict[str, object]:
    """What was looked for, and what was known of it."""
    return {
        "name": template.name,
        "path": template.path,
        "width": template.width,
        "height": template.height,
        "gsd_m": template.gsd_m,
        "heading_deg": template.heading_deg,
        "known_from": asdict(template.known_from),
        "notes": template.notes,
        "min_score": template.min_score,
        "position": template.position,
    }


def files_of_earlier_run(folder: Path) -> list[str]:
    """Names of files that an earlier run says it wrote into a folder; none if there was none."""
    try:
        record = json.loads((folder / RUN_FILE).read_text("utf-8"))
        files = record["files"] if record["program"] == "neurocorrelator" else []
        return [name for name in files if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # no run.json, or not one of ours: nothing of ours lies there


def written_by_runs(paths: Iterable[Path]) -> list[Path]:
    """Of these files those that a run.json beside them, or a folder above, says are its results."""
    named: dict[Path, set[Path]] = {}
    found = []
    for path in paths:
        for folder in (path.parent, path.parent.parent):
            if folder not in named:
                named[folder] = {folder / name for name in files_of_earlier_run(folder)}
            if path in named[folder]:
                found.append(path)
                break
    return found


def _record(result: MatchResult, files: Sequence[str], warnings: Iterable[str]) -> object:
    scene, georeference = result.scene, result.scene.georeference
    return {
        "program": "neurocorrelator",
        "version": VERSION,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "scene": {
            "path": scene.path,
            "width": scene.width,
            "height": scene.height,
            "bands": scene.bands,
            "dtype": scene.dtype,
            "crs": georeference.crs_name or None,
            "transform": tuple(georeference.transform)[:6],
            "notes": scene.notes,
        },
        "templates": [
            template_record(template) | {"distances_to_position_m": _distances(result, template)}
            for template in result.templates
        ],
        "area": None if result.area is None else result.area.description,
        "areas": {name: area.description for name, area in result.areas.items()},
        "out_crs": _out_crs(result),
        "config": {**result.config.model_dump(mode="json"), "alpha": result.config.effective_alpha},
        "run": result.run,
        "matches": len(result.matches),
        "answers": answers_record(result),
        "failures": [
            {"template": failure.template, "error": str(failure.error)}
            for failure in result.failures
        ],
        "formats": _formats(files),
        "damaged_tiles": len(result.damaged),
        "warnings": [*result.warnings, *warnings],
        "files": list(files),
    }


def _formats(files: Sequence[str]) -> list[str]:
    """Of the table of matches, those that were written."""
    tables = (Path(name) for name in files if name.startswith("boxes."))
    return [name.suffix[1:] for name in tables if name.suffix != ".qml"]


def _distances(result: MatchResult, template: Template) -> list[float | None] | None:
    """Of the template's matches, best first; None where its position is not known."""
    if template.position is None:
        return None
    georeference = result.scene.georeference
    return [
        distance_to_position_m(template, match, georeference)
        for match in result.matches
        if match.template == template.name
    ]


def _out_crs(result: MatchResult) -> object:
    """Which CRS the results are in, and how they got there; None for the scene's own."""
    change = result.ground.change
    if change is None:
        return None
    return {
        "crs": result.ground.crs_name,
        "name": change.crs.name,
        "operation": change.operation,
        "accuracy_m": change.accuracy_m,
    }
