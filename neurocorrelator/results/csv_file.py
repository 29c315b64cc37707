"""`boxes.csv`: the table of matches as text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.table_file import write_table


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
    return write_table(put_csv, result, path, matches)


def put_csv(result: MatchResult, place: Path) -> None:
    """Write the table to a place that is already safe, see `atomic_files`."""
    # A name that is not Unicode (Linux allows it) must not lose the whole table.
    result.table.to_csv(
        place, index=False, encoding="utf-8", errors="backslashreplace", lineterminator="\n"
    )
