"""The matches as one object for programs: what `match --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import neurocorrelator as nc
from neurocorrelator.results.match_result import COLUMNS
from neurocorrelator.results.position_check import distance_to_position_m
from neurocorrelator.results.run_file import answers_record


def matches_record(
    result: nc.MatchResult, folder: Path, files: Sequence[Path], warnings: Sequence[str]
) -> dict[str, object]:
    """What `--json` prints."""
    rows = result.table[list(COLUMNS)].to_dict("records")
    for row, distance in zip(rows, _distances(result), strict=True):
        row["distance_to_position_m"] = distance
    change = result.ground.change
    return {
        "scene": result.scene.path,
        "out": folder,
        "files": files,
        "templates": [template.name for template in result.templates],
        "answers": answers_record(result),
        "matches": rows,
        "crs": result.ground.crs_name or None,
        "crs_operation": None if change is None else change.operation,
        "crs_accuracy_m": None if change is None else change.accuracy_m,
        "failures": [
            {"template": failure.template, "error": str(failure.error)}
            for failure in result.failures
        ],
        "warnings": warnings,
        "run": result.run,
    }


def _distances(result: nc.MatchResult) -> list[float | None]:
    """Metres of each match from the position in its picture; None where that is not known."""
    templates = {template.name: template for template in result.templates}
    where = result.scene.georeference
    return [
        distance_to_position_m(templates[match.template], match, where) for match in result.matches
    ]
