"""What the library says is read in the user's language, the way out included."""

from __future__ import annotations

import ast
import errno
import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

import nc_desktop
import neurocorrelator as nc
from nc_desktop.reasons import REASONS, in_users_language
from tests.nc_desktop.driving import App

FIELD = re.compile(r"\{[^{}]*\}")
LISTS = {
    "library_sentences.py",
    "setting_sentences.py",
    "training_sentences.py",
    "diagnosis_texts.py",
}
ELSEWHERE = ("cli/", "training/", "evaluation/", "cluster/", "diagnosis/")  # no part of the window
BUILT_IN = {"ValueError", "TypeError", "RuntimeError", "KeyError", "IndexError", "AttributeError"}
NEVER_SHOWN = (  # options of the command line, mistakes of a caller, or caught before they are read
    "cancelled",
    "no template was given",
    "X7: must be four numbers",
    "X7: is empty or swapped",
    "X7: no such place",
    "X7: the radius must be",
    "X7: the scene has no CRS; give it one",
    "X7: no such file, and no file matches it",
    "X7: the folder holds no raster",
    "X7: no template's own position",
    "the scene has no CRS, and X7 needs",
    "north has no direction",
    "a histogram has",
    "a stretch ",
    "there is no stretch",
    "separator X7",
    "decimal mark X7",
    "a comma cannot both",
    "no format X7",
    "the result has no heatmap",
    "X7: a heatmap is a GeoTIFF",
    "X7: is no template of this result",
    "X7: window X7",
    "X7: pixels must be",
    "X7: the mask must be",
    "X7: the GSD must be",
    "X7: the heading must be",
    "no space left",
    "X7 is given more than once",
    "X7 is not of the form key=value",
    "X7: is not a text that can be read",
    "X7: is empty; the first line",
    "X7: names the column",
    "X7: no column",
    "X7: has no row below",
    "X7: is a folder; name a table",
    # listed with the words that take the place of X7
    "it has two X7",
    "there is no X7X7",
    "X7; is the disk full?",
)
NAMES = {"PNG", "GeoTIFF", "GDAL", "WGS", "EPSG"}  # the same in every language


def _sentences() -> str:
    """All texts of the library and of the window's jobs, one a line, with `{}` for what they name.

    A sentence without fields may be put together from two texts of the library.
    """
    found = []
    for package in (nc, nc_desktop):
        assert package.__file__ is not None
        for file in Path(package.__file__).parent.rglob("*.py"):
            if file.name in LISTS:
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    parts = node.values
                    found.append(
                        "".join(
                            str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts
                        )
                    )
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.append(node.value)
    return "\n".join(found)


def test_each_sentence_is_one_of_the_library() -> None:
    texts = _sentences()
    # put together there from two texts, in which the fields stand for more than is named here
    joined = {
        "no CRS: coordinates are pixels": ("no CRS", "coordinates are pixels"),
        "no position {words}; type {examples}": ("no position {}{}; type {}",),
        "there is no latitude {number}": ("there is no {}{}", "latitude {}"),
        "there is no longitude {number}": ("there is no {}{}", "longitude {}"),
        "not searched; get the file again": ("{}: {} not searched; get the file again",),
        "placed by {points}": ("placed by {}",),
        "; there are {keys}": ("there are {}",),
        "rotations are none, auto, a number or A:B:STEP in degrees, not": (
            "rotations are none, auto, a number or A:B:STEP in degrees",
            "{}, not {}",
        ),
        "scales are none, auto, a number or A:B:N, not": (
            "scales are none, auto, a number or A:B:N",
            "{}, not {}",
        ),
        "a better way of {metres} m ({way}) needs {grids}, which PROJ does not have here": (
            "a better way{} ({}) needs {}, which PROJ does not have here",
            " of {} m",
        ),
        "a better way ({way}) needs {grids}, which PROJ does not have here": (
            "a better way{} ({}) needs {}, which PROJ does not have here",
        ),
        "it has two latitudes": ("it has two {}", "latitudes"),
        "it has two longitudes": ("it has two {}", "longitudes"),
        "the process that made reduced copies ended with code {code}": (
            "the process that made reduced copies ended with code {}",
        ),
        "did you mean {key}?": ("did you mean {}?",),
    }
    for sentence in REASONS:
        for part in joined.get(sentence, (FIELD.sub("{}", sentence),)):
            assert part in texts, f"the library says this no longer: {sentence}"


def _raised() -> dict[str, str]:
    """What errors of the library say, with `X7` for what they name, and where."""
    said: dict[str, str] = {}
    assert nc.__file__ is not None
    package = Path(nc.__file__).parent
    for file in package.rglob("*.py"):
        name = file.relative_to(package).as_posix()
        if name.startswith(ELSEWHERE):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if not node.func.id.endswith("Error") or node.func.id in BUILT_IN:
                    continue
                for argument in node.args:
                    said[_worded(argument)] = name
    return said


def _worded(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_worded(part) for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "X7"


def test_no_error_of_the_library_is_english_in_a_russian_window(app: App) -> None:
    app.languages.use("ru")
    english = set()
    for text, file in _raised().items():
        if not re.search("[a-z]{3,} [a-z]", text) or text.startswith(NEVER_SHOWN):
            continue
        if not re.search("[а-яё]{2,}", in_users_language(text)):
            english.add(f"{file}: {text}")
    assert not english, "add them to library_sentences.py"


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS])
def test_what_the_system_says_is_russian_too(app: App, number: int) -> None:
    app.languages.use("ru")
    assert re.search("[а-яё]{2,}", in_users_language(os.strerror(number)))


def test_a_setting_that_is_refused_is_told_in_russian(app: App, tmp_path: Path) -> None:
    file = tmp_path / "настройки.yaml"
    file.write_text("alpha: 100\ntile_px: 6\nrotations: 5:1:1\ntop: many\nscore: none\nalhpa: 1\n")
    app.languages.use("ru")
    app.session.match_settings.load(file)
    app.qtbot.waitUntil(lambda: bool(app.window.messages.texts))
    [text] = app.window.messages.texts
    assert "alpha: должно быть не больше 40 (температура SoftRank;" in text
    assert "tile_px: должно быть не меньше 64 (сторона тайла" in text
    assert "rotations: для поворотов A:B:STEP нужно A <= B и STEP > 0" in text
    assert "top: должно быть целым числом" in text


def test_what_is_named_stays_and_the_rest_is_translated(app: App) -> None:
    text = "Бухта.tif: damaged near column 12, row 345; get the file again"
    assert in_users_language(text) == text
    app.languages.use("ru")
    assert in_users_language(text) == (
        "Бухта.tif: файл повреждён около столбца 12, строки 345; получите файл заново"
    )
    both = "a.tif: the ground control points are of no use, 2 are too few, it takes 3"
    assert (
        in_users_language(both) == "a.tif: от опорных точек нет пользы, 2 мало, нужно не меньше 3"
    )
    assert in_users_language(
        "Бухта.tif: 3 damaged blocks were not searched; get the file again"
    ) == ("Бухта.tif: повреждённых блоков: 3, поиска там не было; получите файл заново")
    large = "x.jpg: a picture is too large to look for, the limit is 178 Mpx; cut out the part to"
    assert in_users_language(f"{large} look for, or open it as the scene").startswith(
        "x.jpg: изображение слишком велико для поиска, предел 178 Мпикс; вырежьте"
    )
    assert in_users_language("что-то другое") == "что-то другое"


def test_every_sentence_keeps_what_it_names_in_every_language(app: App) -> None:
    app.languages.use("ru")
    for sentence in REASONS:
        fields = re.findall(r"\{\w+\}", sentence)
        said = QCoreApplication.translate("Reasons", sentence)
        assert said != sentence
        assert sorted(re.findall(r"\{\w+\}", said)) == sorted(fields), sentence
        if fields and sentence.endswith(fields[-1]):
            assert said.endswith(fields[-1]), f"{sentence}: the end of a name would be lost"


@pytest.mark.parametrize("kind", ["text", "two bytes", "cut off", "empty", "folder", "missing"])
def test_a_bad_file_is_told_in_russian_with_the_way_out(
    app: App, scene_file: Path, tmp_path: Path, kind: str
) -> None:
    app.languages.use("ru")
    app.open(scene_file)
    file = tmp_path / "плохой.png"
    if kind == "text":
        file = tmp_path / "заметки.txt"
        file.write_text("ничего, что можно искать")
    elif kind == "two bytes":
        file.write_bytes(b"\x89P")
    elif kind == "cut off":
        file = tmp_path / "обрезан.tif"
        file.write_bytes(scene_file.read_bytes()[:200])
    elif kind == "empty":
        file.write_bytes(b"")
    elif kind == "folder":
        file = tmp_path / "пустая"
        file.mkdir()
    app.window.messages.clear()
    app.open(file)
    [text] = app.window.messages.texts
    assert file.name in text
    said = re.sub(r"\([^()]*\)", "", text.replace(str(file), ""))
    assert set(re.findall(r"[A-Za-z]{3,}", said)) <= NAMES, text
    assert kind == "folder" or ";" in said, f"no way out: {text}"


def test_a_place_that_cannot_be_read_is_told_in_russian(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    app.languages.use("ru")
    app.window.view_actions.go_to.trigger()
    app.window.go_to.entry.setEditText("95° N, 30° E")
    app.window.go_to.search()
    answer = app.window.go_to.answer.text()
    assert answer.startswith("не похоже на координаты: '95° N, 30° E': нет широты 95;")
    assert "введите 44.97, -93.23 (широта, долгота)" in answer
