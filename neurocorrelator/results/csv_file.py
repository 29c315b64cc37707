"""`boxes.csv`: the table of matches as text."""

from __future__ import annotations

import functools
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from neurocorrelator.errors import ConfigurationError
from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.table_file import write_table

if TYPE_CHECKING:
    import pandas as pd

_SEPARATORS = (",", ";", "\t", "|")
_DECIMALS = (".", ",")
_SHOWN_DIGITS = 10  # significant ones in a spreadsheet: millimetres of projected coordinates
TEXT_COLUMNS = (
    *("scene", "template", "crs", "footprint", "origin", "decision", "comment", "also_in"),
)
"""Columns of tables of matches that hold text."""
# What makes a spreadsheet compute a text (OWASP, "CSV injection"); wide forms in East Asia.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a spreadsheet of some locale expects a table of text, so that a double click opens it.

    Excel takes the separator of lists and the decimal mark from the system's region, and takes a
    file for UTF-8 only if it begins with a byte order mark: `CsvDialect(";", ",")` is what it
    expects where the comma is the decimal mark (Russian, German), `CsvDialect(",", ".")` where the
    point is. Lines end with CR LF. Numbers have ten significant digits, a millimetre on the ground.

    A text that a spreadsheet would take for a formula (a template named `=1+1.jpg`) gets an
    apostrophe in front. Excel and LibreOffice show it, but compute nothing; nothing else keeps a
    text from being computed in every version of both. Well-Known Text keeps its points: it is text.

    Attributes:
        separator: between values: comma, semicolon, tab or `|`.
        decimal: mark of decimals: point or comma.
        bom: begin with a byte order mark.

    Raises:
        ConfigurationError: another character, or one for both.
    """

    separator: str = ";"
    decimal: str = ","
    bom: bool = True

    def __post_init__(self) -> None:
        if self.separator not in _SEPARATORS:
            raise ConfigurationError(
                f"separator {self.separator!r}: must be a comma, a semicolon, a tab or |"
            )
        if self.decimal not in _DECIMALS:
            raise ConfigurationError(f"decimal mark {self.decimal!r}: must be a point or a comma")
        if self.separator == self.decimal:
            raise ConfigurationError(
                "a comma cannot both separate values and mark decimals; separate by a semicolon"
            )


def write_csv(
    result: MatchResult,
    path: str | os.PathLike[str],
    matches: Sequence[Match] | None = None,
    *,
    dialect: CsvDialect | None = None,
) -> Path:
    """Write the table of matches: UTF-8, comma, numbers with a point and in full precision.

    Args:
        result: what a run found.
        path: the file to write; replaced if it exists, whole or not at all.
        matches: those to write, in that order; all of the result's if None.
        dialect: what a spreadsheet expects; None for RFC 4180, which programs read.

    Raises:
        OutputError: the file cannot be written.
    """
    return write_table(functools.partial(put_csv, dialect=dialect), result, path, matches)


def put_csv(result: MatchResult, place: Path, dialect: CsvDialect | None = None) -> None:
    """Write the table to a place that is already safe, see `atomic_files`."""
    put_csv_table(result.table, place, dialect)


def put_csv_table(table: pd.DataFrame, place: Path, dialect: CsvDialect | None = None) -> None:
    """Write a table of matches to a place that is already safe, see `atomic_files`."""
    # A name that is not Unicode (Linux allows it) must not lose the whole table.
    errors: Final = "backslashreplace"
    if dialect is None:
        table.to_csv(place, index=False, encoding="utf-8", errors=errors, lineterminator="\n")
        return
    _for_spreadsheet(table, dialect).to_csv(
        place,
        index=False,
        sep=dialect.separator,
        encoding="utf-8-sig" if dialect.bom else "utf-8",
        errors=errors,
        lineterminator="\r\n",
    )


def _for_spreadsheet(table: pd.DataFrame, dialect: CsvDialect) -> pd.DataFrame:
    """The table as texts, for `to_csv(decimal=…)` passes over columns that can be NA."""
    columns = {
        name: [
            _text(value) if name in TEXT_COLUMNS else _number(value, dialect.decimal)
            for value in table[name].tolist()
        ]
        for name in table.columns
    }
    return type(table)(columns, columns=table.columns, dtype=object)


def _text(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _number(value: object, decimal: str) -> object:
    if isinstance(value, float) and not math.isnan(value):
        return f"{value:.{_SHOWN_DIGITS}g}".replace(".", decimal)
    return value
