"""The matches as a table for people."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from neurocorrelator.results.match_result import Match, MatchResult

_ROWS = 60  # a terminal's few pages; the rest is in the file
_WIDTH_OF_A_FILE = 160  # where stdout is no terminal, nothing is cut


def print_matches(result: MatchResult) -> None:
    """Print the best matches with their coordinates to stdout."""
    georeference = result.scene.georeference
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("template", overflow="fold", min_width=12)
    for heading in ("rank", "score", "rotation", "scale", "column", "row"):
        table.add_column(heading, justify="right", no_wrap=True)
    if georeference.is_geographic:
        for heading in ("x", "y", "lon", "lat"):
            table.add_column(heading, justify="right", no_wrap=True)
    for match in result.matches[:_ROWS]:
        table.add_row(*(Text(cell) for cell in _cells(match, result)))
    console = _console()
    if not result.matches:
        console.print(Text("no match"))
        return
    console.print(table)
    found = {match.template for match in result.matches}
    missing = [t.name for t in result.templates if t.name not in found]
    if missing:
        console.print(Text(f"no match above the limit: {', '.join(missing)}"))
    if georeference.is_geographic:
        console.print(Text(f"x, y in {georeference.crs_name}; lon, lat in WGS 84"))
    if len(result.matches) > _ROWS:
        console.print(Text(f"and {len(result.matches) - _ROWS} more in the file"))


def _console() -> Console:
    return Console() if sys.stdout.isatty() else Console(width=_WIDTH_OF_A_FILE)


def _cells(match: Match, result: MatchResult) -> list[str]:
    col, row = match.centre
    cells = [
        match.template,
        str(match.rank),
        f"{match.score:.3f}",
        f"{match.rotation_deg:.1f}°",
        f"{match.scale:.3f}",
        f"{col:.1f}",
        f"{row:.1f}",
    ]
    georeference = result.scene.georeference
    if georeference.is_geographic:
        x, y = georeference.xy(col, row)
        lon, lat = georeference.lonlat(col, row)
        decimals = 6 if georeference.crs is not None and georeference.crs.is_geographic else 2
        cells += [f"{x:.{decimals}f}", f"{y:.{decimals}f}", f"{lon:.6f}", f"{lat:.6f}"]
    return cells
