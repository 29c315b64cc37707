"""The error of every picture as a table."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Sequence
from pathlib import Path

from neurocorrelator.evaluation.localisation import LocalisationItem
from neurocorrelator.results.atomic_files import atomic_file

ITEM_COLUMNS = (
    "line",
    "scene",
    "template",
    "present",
    "error_m",
    "score",
    "lon",
    "lat",
    "failure",
)


def write_items(items: Sequence[LocalisationItem], path: str | os.PathLike[str]) -> Path:
    """Write one row an item, UTF-8; empty cells where a value is unknown.

    Raises:
        OutputError: the file cannot be written.
    """
    target = Path(path)
    with (
        atomic_file(target) as place,
        place.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream,
    ):
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(ITEM_COLUMNS)
        for item in items:
            known = item.error_m is not None and math.isfinite(item.error_m)
            writer.writerow(
                [
                    item.line,
                    item.scene,
                    item.template,
                    int(item.present),
                    item.error_m if known else None,
                    item.score,
                    item.lon,
                    item.lat,
                    "" if item.failure is None else str(item.failure),
                ]
            )
    return target
