"""Tables as a spreadsheet expects them, read back by pandas."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import neurocorrelator as nc
from neurocorrelator.results.match_result import COLUMNS

RUSSIAN = nc.CsvDialect(separator=";", decimal=",")
ENGLISH = nc.CsvDialect(separator=",", decimal=".")


@pytest.mark.parametrize(
    "dialect", [RUSSIAN, ENGLISH, nc.CsvDialect("\t", ",", bom=False), nc.CsvDialect("|", ".")]
)
def test_pandas_reads_the_same_numbers_back(dialect, write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene())
    matches = [dataclasses.replace(result.matches[0], confidence=0.875, inliers=12)]
    matches.append(result.matches[1])
    result = dataclasses.replace(result, matches=tuple(matches))
    path = nc.write_csv(result, tmp_path / "Таблица №1.csv", dialect=dialect)
    read = pd.read_csv(path, sep=dialect.separator, decimal=dialect.decimal, encoding="utf-8-sig")
    assert list(read) == list(COLUMNS)
    for name in COLUMNS:
        expected = result.table[name].tolist()
        for got, want in zip(read[name].tolist(), expected, strict=True):
            if pd.isna(want):
                assert pd.isna(got), name
            else:
                ten_digits = isinstance(want, float)
                assert got == (pytest.approx(want, rel=5e-10) if ten_digits else want), name


def test_no_number_is_longer_than_it_says(write_scene, make_result, tmp_path) -> None:
    path = nc.write_csv(make_result(write_scene()), tmp_path / "a.csv", dialect=RUSSIAN)
    lines = path.read_text(encoding="utf-8-sig").splitlines()[1:]
    numbers = [field for line in lines for field in line.split(";")[2:-3]]
    assert max(len(field.lstrip("-0,").replace(",", "")) for field in numbers) <= 10


def test_the_bytes_that_excel_looks_for(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), names=("снимок.jpg",))
    russian = nc.write_csv(result, tmp_path / "ru.csv", dialect=RUSSIAN).read_bytes()
    assert russian.startswith(b"\xef\xbb\xbfrank;template;score;")
    assert russian.count(b"\r\n") == russian.count(b"\n") == 3
    assert "\r\n1;снимок.jpg;10,125;" in russian.decode("utf-8-sig")
    plain = nc.write_csv(
        result, tmp_path / "no bom.csv", dialect=dataclasses.replace(RUSSIAN, bom=False)
    )
    assert plain.read_bytes() == russian[3:]


def test_without_a_dialect_programs_read_it_as_before(write_scene, make_result, tmp_path) -> None:
    text = nc.write_csv(make_result(write_scene(), names=("=1.jpg",)), tmp_path / "a.csv")
    lines = text.read_text("utf-8").split("\n")
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1].startswith("1,=1.jpg,10.125,")


@pytest.mark.parametrize("dialect", [RUSSIAN, ENGLISH])
@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "+7 999.jpg", "-5.jpg", "@a.png", "\t=1", "＝1+1"]
)
def test_a_name_does_not_become_a_formula(
    name, dialect, write_scene, make_result, tmp_path
) -> None:
    result = make_result(write_scene(), names=(name, "a=b; c,d.jpg"))
    path = nc.write_csv(result, tmp_path / "a.csv", dialect=dialect)
    read = pd.read_csv(path, sep=dialect.separator, encoding="utf-8-sig")
    assert read["template"].tolist()[::2] == [f"'{name}", "a=b; c,d.jpg"]


def test_negative_numbers_stay_numbers(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), centres=[(-20.5, 10.25)])
    path = nc.write_csv(result, tmp_path / "a.csv", dialect=RUSSIAN)
    read = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    assert read["col"].tolist() == [-20.5]
    assert read["lon"].tolist() == pytest.approx(result.table["lon"].tolist(), rel=5e-10)


def test_without_a_crs_and_without_matches(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(crs=None))
    read = pd.read_csv(
        nc.write_csv(result, tmp_path / "a.csv", dialect=RUSSIAN), sep=";", encoding="utf-8-sig"
    )
    assert read[["x", "y", "lon", "lat", "crs", "gsd_m", "footprint"]].isna().all(axis=None)
    empty = nc.write_csv(result, tmp_path / "b.csv", [], dialect=RUSSIAN)
    assert empty.read_text("utf-8-sig") == ";".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((",", ","), "semicolon"),
        (("::", "."), "separator '::'"),
        (("a", "."), "separator 'a'"),
        (('"', "."), "separator"),
        ((";", "·"), "decimal mark '·'"),
    ],
)
def test_a_dialect_that_cannot_be_read_back_is_refused(values, message) -> None:
    with pytest.raises(nc.ConfigurationError, match=message):
        nc.CsvDialect(*values)
