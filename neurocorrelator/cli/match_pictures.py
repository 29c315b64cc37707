"""The pictures that `match` looks for: named by arguments and tables, then opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import neurocorrelator as nc
from neurocorrelator.cli import console
from neurocorrelator.cli.job import Job
from neurocorrelator.rasters.template_table import TemplateRow


def name_pictures(
    sources: Sequence[str], table: Path | None
) -> tuple[list[TemplateRow], list[nc.TemplateFailure]]:
    """The pictures of table and arguments; one that is in the table is not repeated."""
    rows: list[TemplateRow] = []
    if table is not None:
        read = nc.TemplateTable.read(table)
        rows += read.rows
        for note in read.notes:
            console.warn(note)
    in_table = {row.path.resolve() for row in rows}
    failures: list[nc.TemplateFailure] = []
    named: dict[Path, None] = {}
    for source in sources:
        try:
            named.update(dict.fromkeys(nc.find_pictures([source])))
        except nc.TemplateError as error:
            failures.append(nc.TemplateFailure(Path(source).name, error))
    rows += [TemplateRow(0, path) for path in named if path.resolve() not in in_table]
    return rows, failures


def open_pictures(
    rows: Sequence[TemplateRow],
    gsd_m: float | None,
    heading_deg: float | None,
    failures: list[nc.TemplateFailure],
    job: Job,
) -> list[nc.Template]:
    """Those that can be opened; the others go to `failures`. The table overrides the flags."""
    opened = []
    for row in rows:
        job.cancel.raise_if_cancelled()
        known = replace(
            row,
            gsd_m=gsd_m if row.gsd_m is None else row.gsd_m,
            heading_deg=heading_deg if row.heading_deg is None else row.heading_deg,
        )
        try:
            opened.append(known.open())
        except nc.TemplateError as error:
            failures.append(nc.TemplateFailure(row.path.name, error))
    return opened
