"""A table of matches as one file of its own, whatever its format."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from neurocorrelator.results.atomic_files import atomic_file
from neurocorrelator.results.match_result import Match, MatchResult


def write_table(
    put: Callable[[MatchResult, Path], None],
    result: MatchResult,
    path: str | os.PathLike[str],
    matches: Sequence[Match] | None,
) -> Path:
    """Write the result, with these matches if any are given, whole or not at all.

    Raises:
        OutputError: the file cannot be written.
    """
    target = Path(path)
    with atomic_file(target) as place:
        put(result if matches is None else replace(result, matches=tuple(matches)), place)
    return target
