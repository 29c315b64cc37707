"""The answer of many scenes: for people a line a template and a table, for programs one object."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

import neurocorrelator as nc
from neurocorrelator.cli.match_table import ROWS, stdout_console
from neurocorrelator.errors import RasterError
from neurocorrelator.geo.crs_change import label_of_crs, name_of_crs
from neurocorrelator.results.one_place import SceneMatch
from neurocorrelator.results.run_file import answer_record
from neurocorrelator.results.scene_set_files import scene_counts, skipped_record
from neurocorrelator.results.verdict import Answer, confidence_text


def scenes_record(
    found: nc.SceneSet, folder: Path, files: Sequence[Path], warnings: Sequence[str]
) -> dict[str, object]:
    """What `--json` prints."""
    return {
        "scenes": [record.path for record in found.records],
        "skipped": skipped_record(found),
        "counts": scene_counts(found),
        "out": folder,
        "files": files,
        "templates": [template.name for template in found.templates],
        "answers": {name: answer_record(answer) for name, answer in found.answers.items()},
        "matches": found.table.to_dict("records"),
        "crs": label_of_crs(found.crs),
        "failures": [
            {"template": failure.template, "error": str(failure.error)}
            for failure in found.failures
        ],
        "warnings": warnings,
    }


def print_scenes(found: nc.SceneSet) -> None:
    """Print the best matches with their scenes and coordinates, and the answers, to stdout."""
    console = stdout_console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("template", overflow="fold", min_width=12)
    table.add_column("scene", overflow="fold", min_width=12)
    for heading in ("rank", "confidence", "score", "rotation", "scale", "x", "y", "lon", "lat"):
        table.add_column(heading, justify="right", no_wrap=True)
    for own in found.matches[:ROWS]:
        table.add_row(*map(Text, _cells(own, found)))
    if found.matches:
        console.print(table)
        console.print(Text(f"x, y in {name_of_crs(found.crs)}; lon, lat in WGS 84"))
        if len(found.matches) > ROWS:
            console.print(Text(f"and {len(found.matches) - ROWS} more in the file"))
    best = {own.match.template: own for own in reversed(found.matches)}
    for name, answer in found.answers.items():
        if answer.verdict is not None:
            console.print(Text(f"{name}: {_in_words(answer, best.get(name))}"))


def _in_words(answer: Answer, best: SceneMatch | None) -> str:
    sure = "" if answer.confidence is None else f"confidence {confidence_text(answer.confidence)}"
    if answer.verdict == "absent":
        return f"not in these scenes ({f'best place: {sure}' if sure else 'no place is like it'})"
    if answer.verdict == "found":
        return f"found, {sure}" + ("" if best is None else f", in {_named(best)}")
    places = "1 place" if answer.places == 1 else f"{answer.places} places"
    return f"uncertain, {places} with {sure}{'' if answer.places == 1 else ' and below'}"


def _named(own: SceneMatch) -> str:
    more = f" and {len(own.also_in)} more" if own.also_in else ""
    return f"{own.scene.folder}{more}"


def _cells(own: SceneMatch, found: nc.SceneSet) -> list[str]:
    match, ground = own.match, found.grounds[own.scene]
    cells = [
        match.template,
        _named(own),
        str(match.rank),
        "" if match.confidence is None else confidence_text(match.confidence),
        "" if match.score is None else f"{match.score:.3f}",
        f"{match.rotation_deg:.1f}°",
        f"{match.scale:.3f}",
    ]
    placed = ground.georeference.is_geographic
    place = ground.xy(match.centre) if placed else None
    decimals = 6 if found.crs.is_geographic else 2
    cells += ["", ""] if place is None else [f"{value:.{decimals}f}" for value in place]
    try:
        lon, lat = ground.georeference.lonlat(*match.centre)
        cells += [f"{lon:.6f}", f"{lat:.6f}"]
    except RasterError:  # no CRS, or beyond what it can express; the table has the pixel
        cells += ["", ""]
    return cells
