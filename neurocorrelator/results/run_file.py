"""`run.json`: how the results beside it were made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from neurocorrelator.results import strict_json
from neurocorrelator.results.match_result import MatchResult
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


def files_of_earlier_run(folder: Path) -> list[str]:
    """Names of files that an earlier run says it wrote into a folder; none if there was none."""
    try:
        record = json.loads((folder / RUN_FILE).read_text("utf-8"))
        files = record["files"] if record["program"] == "neurocorrelator" else []
        return [name for name in files if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # no run.json, or not one of ours: nothing of ours lies there


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
            {
                "name": template.name,
                "path": template.path,
                "width": template.width,
                "height": template.height,
                "gsd_m": template.gsd_m,
                "heading_deg": template.heading_deg,
                "min_score": template.min_score,
            }
            for template in result.templates
        ],
        "config": {**result.config.model_dump(mode="json"), "alpha": result.config.effective_alpha},
        "run": result.run,
        "matches": len(result.matches),
        "failures": [
            {"template": failure.template, "error": str(failure.error)}
            for failure in result.failures
        ],
        "warnings": [*result.warnings, *warnings],
        "files": list(files),
    }
