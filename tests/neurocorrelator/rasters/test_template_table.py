from __future__ import annotations

from pathlib import Path

import PIL.Image
import pytest

import neurocorrelator as nc
from neurocorrelator.rasters.template_table import TemplateTable


def write(folder: Path, text: str, name: str = "таблица.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_all_columns(tmp_path: Path) -> None:
    table = write(
        tmp_path,
        "template,gsd,heading,mask,min_score,note\n"
        "снимки/№ 1.jpg, 0.08, -40, mask.png, 2.5, hazy\n"
        "\n"
        "b.jpg,,,,,\n",
    )
    first, second = nc.TemplateTable.read(table).rows
    assert first.path == tmp_path / "снимки" / "№ 1.jpg"
    assert (first.line, first.gsd_m, first.heading_deg, first.min_score) == (2, 0.08, -40.0, 2.5)
    assert first.mask == tmp_path / "mask.png"
    assert second.line == 4
    assert second.path == tmp_path / "b.jpg"
    assert (second.gsd_m, second.heading_deg, second.mask, second.min_score) == (None,) * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("template,gsd\na.jpg,0.08\n", "utf-8"),
        ("Template;GSD\r\na.jpg;0,08\r\n", "utf-8-sig"),  # as a Russian Excel saves it
        ("template\tgsd\na.jpg\t0.08", "utf-8"),
        ("template;gsd_m\na.jpg;0.08\n", "utf-8"),
        ('"template","gsd"\n"a.jpg","0.08"\n', "utf-8"),
        ('template,gsd\na.jpg,"0,08"\n', "utf-8"),
        ("sep=;\r\nTemplate;GSD;\r\na.jpg;0,08;\r\n", "cp1251"),
        ("template\tgsd\r\na.jpg\t0,08\r\n", "utf-16"),  # "Unicode text" of Excel
    ],
)
def test_delimiters_marks_and_decimal_commas(text: str, encoding: str, tmp_path: Path) -> None:
    (row,) = nc.TemplateTable.read(write(tmp_path, text, encoding=encoding)).rows
    assert (row.path, row.gsd_m) == (tmp_path / "a.jpg", 0.08)


def test_an_absolute_path_stays(tmp_path: Path) -> None:
    picture = tmp_path / "elsewhere" / "a.jpg"
    (row,) = nc.TemplateTable.read(write(tmp_path, f"template\n{picture}\n")).rows
    assert row.path == picture


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("template,gsd\n", "no row below"),
        ("file,gsd\na.jpg,1\n", "no column template; the first line names file, gsd"),
        ("template,gsd\na.jpg,abc\n", "line 2: gsd must be a number, not 'abc'"),
        ("template,gsd\na.jpg,nan\n", "line 2: gsd must be a number"),
        ("template,gsd\n\na.jpg,-1\n", "line 3: gsd must be above 0"),
        ("template,gsd\n,1\n", "line 2: template is empty"),
        ("template,gsd\na.jpg,0,08\n", "line 2: has 3 cells, the first line names 2"),
        ("template,heading\na.jpg,north\n", "line 2: heading must be a number"),
        ("template,min_score\na.jpg,high\n", "line 2: min_score must be a number"),
        ("template,gsd\na.jpg,1,\nb.jpg,1,2\n", "line 3: has 3 cells"),
        ("template,gsd,gsd\na.jpg,1,2\n", "names the column gsd twice"),
        ("sep=;\n", "is empty"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(text: str, message: str, tmp_path: Path) -> None:
    table = write(tmp_path, text)
    with pytest.raises(nc.TableError) as caught:
        nc.TemplateTable.read(table)
    assert str(caught.value).startswith(str(table))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(nc.TableError, match="no such file"):
        nc.TemplateTable.read(tmp_path / "none.csv")
    with pytest.raises(nc.TableError, match="is a folder"):
        nc.TemplateTable.read(tmp_path)
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"template\n\x00\x98.jpg\n")
    with pytest.raises(nc.TableError, match="CSV UTF-8"):
        nc.TemplateTable.read(binary)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_names_as_a_russian_excel_saves_them(encoding: str, tmp_path: Path) -> None:
    header = "Template;GSD;Heading;Min score\r\n"
    text = header + '"Съёмка; лес/№ 1, юг.jpg";0,08;\N{MINUS SIGN}40,5;-2,5\r\n'
    text = text.replace("\N{MINUS SIGN}", "-") if encoding == "cp1251" else text
    (row,) = nc.TemplateTable.read(write(tmp_path, text, encoding=encoding)).rows
    assert row.path == tmp_path / "Съёмка; лес" / "№ 1, юг.jpg"
    assert (row.gsd_m, row.heading_deg, row.min_score) == (0.08, -40.5, -2.5)


def test_what_is_passed_over_is_noted(tmp_path: Path) -> None:
    table = write(
        tmp_path,
        "template,gsd,weather,Date\na.jpg,0.1,hazy,1\na.jpg,0.2,,\na.jpg,0.10,clear,2\nb.jpg,,,\n",
    )
    read = TemplateTable.read(table)
    assert [(row.line, row.path.name, row.gsd_m) for row in read.rows] == [
        (2, "a.jpg", 0.1),
        (3, "a.jpg", 0.2),  # the same picture may be looked for with another GSD
        (5, "b.jpg", None),
    ]
    assert read.notes == (
        f"{table}: columns passed over: weather, date",
        f"{table}: line 4 says the same as line 2 and is passed over",
    )
    assert TemplateTable.read(write(tmp_path, "template,min_score\na.jpg,1\n")).notes == ()


def test_a_picture_of_a_table_is_opened_with_all_that_its_row_says(tmp_path: Path) -> None:
    photograph = nc.resource_path("demo/DJI_0032.jpg")
    with PIL.Image.open(photograph) as opened:
        drawn = PIL.Image.new("L", opened.size, 255)
    drawn.paste(0, (0, 0, 500, 562))
    drawn.save(tmp_path / "маска.png")
    table = write(
        tmp_path,
        f"template;gsd;heading;mask;min_score\n{photograph};0,067;38,6;маска.png;1,25\n",
        encoding="cp1251",
    )
    (row,) = nc.TemplateTable.read(table).rows
    template = row.open()
    assert (template.gsd_m, template.heading_deg, template.min_score) == (0.067, 38.6, 1.25)
    assert template.mask[:, 500:].all()
    assert not template.mask[:, :500].any()
    assert (template.known_from.gsd, template.known_from.heading) == ("told", "told")


def test_a_bad_picture_is_found_when_it_is_opened(tmp_path: Path) -> None:
    rows = nc.TemplateTable.read(write(tmp_path, "template\nmissing.jpg\n")).rows
    with pytest.raises(nc.TemplateError, match=r"missing\.jpg: no such file"):
        rows[0].open()


def test_the_demo_has_its_files() -> None:
    scene, templates = nc.demo_inputs()
    assert scene.is_file()
    assert len(templates) == 3
    assert all(t.gsd_m is not None and t.heading_deg is not None for t in templates)
