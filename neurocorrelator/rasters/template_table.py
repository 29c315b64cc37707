"""Tables of pictures: `--templates TABLE.csv`, and the reading that other tables share."""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from neurocorrelator.errors import TableError
from neurocorrelator.rasters.template import Template

_DELIMITERS = (",", ";", "\t")
_ALIASES = {"gsd_m": "gsd", "heading_deg": "heading"}  # as the library and boxes.csv call them


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its cells by column name, and where it stands, for messages.

    Attributes:
        table: the file.
        line: number of the line in the file, 1 for the header.
        cells: texts by lower-case column name, stripped; empty where there is nothing.
        decimal_comma: numbers may be written 0,08 (the delimiter is not a comma).
    """

    table: Path
    line: int
    cells: Mapping[str, str]
    decimal_comma: bool

    def number(self, column: str) -> float | None:
        """A cell's number; None where the cell is empty or the column is missing.

        Raises:
            TableError: it is not a finite number.
        """
        text = self.cells.get(column, "")
        if not text:
            return None
        try:
            value = float(text.replace(",", ".") if self.decimal_comma else text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self.error(f"{column} must be a number, not {text!r}")
        return value

    def path(self, column: str) -> Path | None:
        """A cell's path, relative to the table's folder; None where the cell is empty."""
        text = self.cells.get(column, "")
        return self.table.parent / Path(text) if text else None

    def error(self, message: str) -> TableError:
        """An error that names the file and the line."""
        return TableError(f"{self.table}, line {self.line}: {message}")


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One picture of a table, not opened yet, so that a bad one does not stop the others.

    Attributes:
        line: number of the line in the table, 1 for the header.
        path: the picture.
        gsd_m: ground sample distance in metres per pixel, if given.
        heading_deg: true-north bearing of the picture's up direction, if given.
        mask: a picture of the same size; black pixels are not looked for.
        min_score: matches below it are dropped.
    """

    line: int
    path: Path
    gsd_m: float | None = None
    heading_deg: float | None = None
    mask: Path | None = None
    min_score: float | None = None

    def open(self) -> Template:
        """Read the picture.

        Raises:
            TemplateError: it cannot be read, or holds nothing to look for.
        """
        return Template.open(
            self.path,
            gsd_m=self.gsd_m,
            heading_deg=self.heading_deg,
            mask=self.mask,
            min_score=self.min_score,
        )


def read_template_table(path: str | os.PathLike[str]) -> list[TemplateRow]:
    """Read a table of pictures; the pictures themselves are opened by each row's `open`.

    Columns: `template` (path relative to the table) and, if wanted, `gsd` (metres per pixel),
    `heading` (degrees from true north), `mask` (path), `min_score`. Others are passed over.

    Raises:
        TableError: missing, not UTF-8, without a row or the column `template`, or a wrong value.
    """
    return [template_row(row) for row in read_rows(Path(path), required=("template",))]


def template_row(row: TableRow) -> TemplateRow:
    """The picture that a row names.

    Raises:
        TableError: no picture is named, or a value is wrong.
    """
    picture = row.path("template")
    if picture is None:
        raise row.error("template is empty")
    gsd = row.number("gsd")
    if gsd is not None and gsd <= 0:
        raise row.error(f"gsd must be above 0 metres per pixel, not {row.cells['gsd']}")
    return TemplateRow(
        row.line, picture, gsd, row.number("heading"), row.path("mask"), row.number("min_score")
    )


def read_rows(path: Path, required: Sequence[str]) -> list[TableRow]:
    """Rows of a delimited text: comma, semicolon or tab; UTF-8, with or without a mark.

    Args:
        path: the file.
        required: columns that must be there.

    Raises:
        TableError: missing, not UTF-8, without rows, or without a required column.
    """
    text = _read_text(path)
    header = next((line for line in io.StringIO(text) if line.strip()), "")
    if not header:
        raise TableError(f"{path}: is empty; the first line must name the columns")
    delimiter = max(_DELIMITERS, key=header.count)
    rows = list(_rows(path, text, delimiter))
    names = _column_names(next(csv.reader([header], delimiter=delimiter)))
    missing = [name for name in required if name not in names]
    if missing:
        raise TableError(
            f"{path}: no column {', '.join(missing)}; the first line names {', '.join(names)}"
        )
    if not rows:
        raise TableError(f"{path}: has no row below the names of the columns")
    return rows


def _read_text(path: Path) -> str:
    if path.is_dir():
        raise TableError(f"{path}: is a folder; name a table (CSV)")
    try:
        # newline="" keeps line ends inside of quoted cells
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        raise TableError(f"{path}: no such file; check the path") from None
    except UnicodeDecodeError:
        raise TableError(f"{path}: is not UTF-8; save the table as 'CSV UTF-8'") from None
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror})") from error


def _rows(path: Path, text: str, delimiter: str) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    names: list[str] = []
    try:
        for values in reader:
            cells = [value.strip() for value in values]
            if not any(cells):
                continue
            if not names:
                names = _column_names(cells)
                continue
            row = TableRow(
                path,
                reader.line_num,
                dict(zip(names, [*cells, *[""] * len(names)], strict=False)),
                delimiter != ",",
            )
            if any(cells[len(names) :]):
                raise row.error(f"has {len(cells)} cells, the first line names {len(names)}")
            yield row
    except csv.Error as error:
        raise TableError(f"{path}, line {reader.line_num}: {error}") from error


def _column_names(cells: Sequence[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    return [_ALIASES[name] if _ALIASES.get(name, name) not in names else name for name in names]
