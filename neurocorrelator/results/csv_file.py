"""`boxes.csv`: the table of matches as text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from neurocorrelator.results.atomic_files import atomic_file
from neurocorrelator.results.match_result import Match, MatchResult


def write_csv(
    result: MatchResult, path: str | os.PathLike[str], matches: Sequence[Match] | None = None
) -> Path:
    """Write the table of matches: UTF-8, comma, numbers with a point and in full precision.

    Args:
        result: what a run found.
        path: the file to write; replaced if it exists, whole or not at all.
        matches: those to write, in that order; all of the result's if None.

    Raises:
        OutputError: the file cannot be written.
    """
    target = Path(path)
    with atomic_file(target) as place:
        put_csv(result if matches is None else replace(result, matches=tuple(matches)), place)
    return target


def put_csv(result: MatchResult, place: Path) -> None:
    """Write the table to a place that is already safe, see `atomic_files`."""
    # A name that is not Unicode (Linux allows it) must not lose the whole table.
    result.table.to_csv(
        place, index=False, encoding="utf-8", errors="backslashreplace", lineterminator="\n"
    )
