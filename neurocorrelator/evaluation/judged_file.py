"""Tables of items as judged confidences: what a calibration or a reliability plot is made of."""

from __future__ import annotations

import os
from pathlib import Path

from neurocorrelator.errors import TableError
from neurocorrelator.evaluation.reliability import Judged
from neurocorrelator.rasters.template_table import TableRow, read_rows

_COLUMNS = {"evaluated", "present", "right", "confidence"}


def read_judged(path: str | os.PathLike[str]) -> list[Judged]:
    """Every search of an evaluation, with its confidence and what is true of it.

    Args:
        path: what `--items` of `evaluate localisation` or `evaluate template-matching` wrote; a
            row of the latter is two searches where the template was sought in another video too.

    Returns:
        One for each search that was evaluated, in the order of the file.

    Raises:
        TableError: the file cannot be read or is no table of items.
    """
    rows = read_rows(Path(path), required=())
    missing = sorted(_COLUMNS - rows[0].cells.keys())
    if missing:
        raise TableError(
            f"{path}: has no column {', '.join(missing)}; make it with --items of evaluate"
            " localisation or evaluate template-matching"
        )
    judged: list[Judged] = []
    for row in rows:
        if not _is_true(row, "evaluated"):
            continue
        group = row.cells.get("group", "")
        confidence = row.number("confidence")
        judged.append(Judged(confidence, _is_true(row, "right"), _is_true(row, "present"), group))
        if row.cells.get("absent_scene"):
            absent = row.number("absent_confidence")
            judged.append(Judged(absent, right=False, present=False, group=group))
    return judged


def _is_true(row: TableRow, column: str) -> bool:
    said = row.cells[column]
    if said not in {"0", "1"}:
        raise row.error(f"{column} must be 0 or 1, not {said!r}")
    return said == "1"
