"""The answer for people: a line a template, and the matches as a table."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.crs_change import accuracy_in_words, name_of_crs
from neurocorrelator.results.ground import Ground
from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.position_check import distance_to_position_m
from neurocorrelator.results.verdict import Answer, confidence_text

ROWS = 60
"""Matches that are printed: a terminal's few pages; the rest is in the file."""
_WIDTH_OF_A_FILE = 160  # where stdout is no terminal, nothing is cut


def print_matches(result: MatchResult) -> None:
    """Print the best matches with their coordinates to stdout."""
    ground = result.ground
    georeference = ground.georeference
    positioned = any(template.position is not None for template in result.templates)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("template", overflow="fold", min_width=12)
    headings = ["rank", "score", "rotation", "scale", "column", "row"]
    sure = any(match.confidence is not None for match in result.matches)
    if sure:
        headings.insert(2, "confidence")
    if georeference.is_geographic:
        headings += ["x", "y", "lon", "lat"]
        if positioned:
            headings.append("from position")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    templates = {template.name: template for template in result.templates}
    for match in result.matches[:ROWS]:
        cells = _cells(match, result)
        if sure:
            confidence = match.confidence
            cells.insert(3, "" if confidence is None else confidence_text(confidence))
        if georeference.is_geographic and positioned:
            away = distance_to_position_m(templates[match.template], match, georeference)
            cells.append("" if away is None else f"{away:.0f} m")
        table.add_row(*map(Text, cells))
    console = stdout_console()
    if result.matches:
        console.print(table)
        if georeference.is_geographic:
            console.print(Text(_about_coordinates(result)))
        if len(result.matches) > ROWS:
            console.print(Text(f"and {len(result.matches) - ROWS} more in the file"))


def answer_lines(result: MatchResult) -> list[str]:
    """What a run says of its templates: a line for each that was found, may be here, or is not."""
    best = {match.template: match for match in reversed(result.matches)}
    lines = [
        f"{name}: {_in_words(answer, best.get(name), result)}"
        for name, answer in result.answers.items()
        if answer.verdict is not None
    ]
    silent = [n for n, a in result.answers.items() if a.verdict is None and n not in best]
    if silent:
        lines.append(f"no match above the limit: {', '.join(silent)}")
    return lines


def _in_words(answer: Answer, best: Match | None, result: MatchResult) -> str:
    sure = "" if answer.confidence is None else f"confidence {confidence_text(answer.confidence)}"
    if answer.verdict == "absent":
        return f"not in this scene ({f'best place: {sure}' if sure else 'no place is like it'})"
    if answer.verdict == "found":
        where = "" if best is None else f", {_where(best, result.ground)}"
        return f"found, {sure}{where}"
    if answer.places == 1:
        return f"uncertain, 1 place with {sure}"
    return f"uncertain, {answer.places} places with {sure} and below"


def _where(match: Match, ground: Ground) -> str:
    """`44.97031 N 93.23484 W (EPSG:32615 576719.18 5188182.01)`."""
    col, row = match.centre
    try:
        lon, lat = (float(value) for value in ground.georeference.lonlat(col, row))
    except RasterError:  # no CRS, or the place is beyond what it can express
        return f"column {col:.1f}, row {row:.1f}"
    place = ground.xy(match.centre)
    north, east = "NS"[lat < 0], "EW"[lon < 0]
    told = f"{abs(lat):.5f} {north} {abs(lon):.5f} {east}"
    if place is None:
        return told
    x, y = (f"{value:.{_decimals(ground)}f}" for value in place)
    return f"{told} ({ground.crs_name} {x} {y})"


def _decimals(ground: Ground) -> int:
    return 6 if ground.crs is not None and ground.crs.is_geographic else 2


def _about_coordinates(result: MatchResult) -> str:
    change = result.ground.change
    if change is None:
        return f"x, y in {result.ground.crs_name}; lon, lat in WGS 84"
    accuracy = accuracy_in_words(change.accuracy_m)
    return (
        f"x, y in {name_of_crs(change.crs)}, {accuracy}, by {change.operation}; lon, lat in WGS 84"
    )


def stdout_console() -> Console:
    """Where answers go; as wide as the terminal, or as a long line in a file."""
    return Console() if sys.stdout.isatty() else Console(width=_WIDTH_OF_A_FILE)


def _cells(match: Match, result: MatchResult) -> list[str]:
    col, row = match.centre
    cells = [
        match.template,
        str(match.rank),
        "" if match.score is None else f"{match.score:.3f}",
        f"{match.rotation_deg:.1f}°",
        f"{match.scale:.3f}",
        f"{col:.1f}",
        f"{row:.1f}",
    ]
    ground = result.ground
    if ground.georeference.is_geographic:
        place = ground.xy(match.centre)
        decimals = _decimals(ground)
        cells += ["", ""] if place is None else [f"{value:.{decimals}f}" for value in place]
        try:
            lon, lat = ground.georeference.lonlat(col, row)
            cells += [f"{lon:.6f}", f"{lat:.6f}"]
        except RasterError:  # beyond what the CRS can express; the table has the pixel
            cells += ["", ""]
    return cells
