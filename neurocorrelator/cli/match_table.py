"""The matches as a table for people."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.crs_change import accuracy_in_words, name_of_crs
from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.position_check import distance_to_position_m

_ROWS = 60  # a terminal's few pages; the rest is in the file
_WIDTH_OF_A_FILE = 160  # where stdout is no terminal, nothing is cut


def print_matches(result: MatchResult) -> None:
    """Print the best matches with their coordinates to stdout."""
    ground = result.ground
    georeference = ground.georeference
    positioned = any(template.position is not None for template in result.templates)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("template", overflow="fold", min_width=12)
    headings = ["rank", "score", "rotation", "scale", "column", "row"]
    if georeference.is_geographic:
        headings += ["x", "y", "lon", "lat"]
        if positioned:
            headings.append("from position")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    templates = {template.name: template for template in result.templates}
    for match in result.matches[:_ROWS]:
        cells = _cells(match, result)
        if georeference.is_geographic and positioned:
            away = distance_to_position_m(templates[match.template], match, georeference)
            cells.append("" if away is None else f"{away:.0f} m")
        table.add_row(*map(Text, cells))
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
        console.print(Text(_about_coordinates(result)))
    if len(result.matches) > _ROWS:
        console.print(Text(f"and {len(result.matches) - _ROWS} more in the file"))


def _about_coordinates(result: MatchResult) -> str:
    change = result.ground.change
    if change is None:
        return f"x, y in {result.ground.crs_name}; lon, lat in WGS 84"
    accuracy = accuracy_in_words(change.accuracy_m)
    return (
        f"x, y in {name_of_crs(change.crs)}, {accuracy}, by {change.operation}; lon, lat in WGS 84"
    )


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
    ground = result.ground
    if ground.georeference.is_geographic:
        place = ground.xy(match.centre)
        decimals = 6 if ground.crs is not None and ground.crs.is_geographic else 2
        cells += ["", ""] if place is None else [f"{value:.{decimals}f}" for value in place]
        try:
            lon, lat = ground.georeference.lonlat(col, row)
            cells += [f"{lon:.6f}", f"{lat:.6f}"]
        except RasterError:  # beyond what the CRS can express; the table has the pixel
            cells += ["", ""]
    return cells
