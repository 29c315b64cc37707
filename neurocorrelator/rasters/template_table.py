"""Tables of pictures: `--templates TABLE.csv`, and the reading that other tables share."""

from __future__ import annotations

import codecs
import csv
import io
import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from neurocorrelator.errors import TableError
from neurocorrelator.rasters.template import Template

_DELIMITERS = (",", ";", "\t")
_COLUMNS = ("template", "gsd", "heading", "mask", "min_score")
_EXCEL_HINT = re.compile(r"sep=.?", re.IGNORECASE)  # its first line may name the delimiter
_ALIASES = {"gsd_m": "gsd", "heading_deg": "heading"}  # as the library and boxes.csv call them


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its cells by column name, and where it stands, for messages.

    Attributes:
        table: the file.
        line: number of the line in the file, 1 for the header.
        cells: texts by lower-case column name, stripped; empty where there is nothing.
    """

    table: Path
    line: int
    cells: Mapping[str, str]

    def number(self, column: str) -> float | None:
        """A cell's number, with a decimal point or comma; None where the cell is empty or missing.

        Raises:
            TableError: it is not a finite number.
        """
        text = self.cells.get(column, "")
        if not text:
            return None
        try:
            value = float(text.replace(",", ".").replace("\N{MINUS SIGN}", "-"))
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


@dataclass(frozen=True, slots=True)
class TemplateTable:
    """A table of pictures.

    Attributes:
        rows: one for each picture to look for, in order.
        notes: what was passed over; one line each, naming the file.
    """

    rows: tuple[TemplateRow, ...]
    notes: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> TemplateTable:
        """Read a table; the pictures themselves are opened by each row's `open`.

        Columns: `template` (path relative to the table) and, if wanted, `gsd` (metres per pixel),
        `heading` (degrees from true north), `mask` (path), `min_score`. Others are passed over, and
        so is a row that says the same as one above it. A picture may have several rows with other
        values.

        Raises:
            TableError: missing, in an unknown encoding, without a row or the column `template`, or
                with a wrong value.
        """
        table = Path(path)
        rows = read_rows(table, required=("template",))
        notes = []
        strange = [name for name in rows[0].cells if name and name not in _COLUMNS]
        if strange:
            notes.append(f"{table}: columns passed over: {', '.join(strange)}")
        seen: dict[TemplateRow, int] = {}
        for row in rows:
            picture = template_row(row)
            first = seen.setdefault(replace(picture, line=0), picture.line)
            if first != picture.line:
                said = f"line {picture.line} says the same as line {first} and is passed over"
                notes.append(f"{table}: {said}")
        return cls(tuple(replace(row, line=line) for row, line in seen.items()), tuple(notes))


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
    """Rows of a delimited text: comma, semicolon or tab, in an encoding that Excel writes.

    Args:
        path: the file.
        required: columns that must be there.

    Raises:
        TableError: missing, in an unknown encoding, without rows or without a required column, or a
            column is named twice.
    """
    text = _read_text(path)
    lines = (line for line in io.StringIO(text) if line.strip())
    header = next(lines, "")
    if _EXCEL_HINT.fullmatch(header.strip()):
        header = next(lines, "")
    if not header:
        raise TableError(f"{path}: is empty; the first line must name the columns")
    delimiter = max(_DELIMITERS, key=header.count)
    names = _column_names(next(csv.reader([header], delimiter=delimiter)))
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise TableError(f"{path}: names the column {', '.join(twice)} twice; keep one of them")
    rows = list(_rows(path, text, delimiter))
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
        written = path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{path}: no such file; check the path") from None
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror})") from error
    marked = written.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # "Unicode text" of Excel is UTF-16; its plain CSV is Windows-1251 on a Russian system
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1251"):
        try:
            text = written.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise TableError(f"{path}: is not a text that can be read; save the table as 'CSV UTF-8'")


def _rows(path: Path, text: str, delimiter: str) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    names: list[str] = []
    try:
        for values in reader:
            cells = [value.strip() for value in values]
            if not any(cells):
                continue
            if not names and _EXCEL_HINT.fullmatch(delimiter.join(cells)):
                continue
            if not names:
                names = _column_names(cells)
                continue
            row = TableRow(
                path,
                reader.line_num,
                dict(zip(names, [*cells, *[""] * len(names)], strict=False)),
            )
            if any(cells[len(names) :]):
                raise row.error(f"has {len(cells)} cells, the first line names {len(names)}")
            yield row
    except csv.Error as error:
        raise TableError(f"{path}, line {reader.line_num}: {error}") from error


def _column_names(cells: Sequence[str]) -> list[str]:
    names = ["_".join(re.split(r"[\s_-]+", cell.strip().lower())) for cell in cells]
    return [_ALIASES[name] if _ALIASES.get(name, name) not in names else name for name in names]
