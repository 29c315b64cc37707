"""Tables of texts and numbers become CSV files."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.jobs.job import Report

Value = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Values by rows.

    Attributes:
        columns: names, English in any language: programs read them.
        rows: a value a column; None for what is not known.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, eq=False)
class TableJob:
    """Write a table as CSV, with decimal points and commas between the values."""

    table: Table
    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> Path:
        """Write it, whole or not at all; an earlier file of the name is replaced.

        Raises:
            neurocorrelator.OutputError: it cannot be written.
        """
        with nc.atomic_files(self.path.parent) as place:
            target = place / self.path.name
            with target.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow(self.table.columns)
                writer.writerows(self.table.rows)
        return self.path
