"""What the library says is read in the user's language, the way out included."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

import nc_desktop
import neurocorrelator as nc
from nc_desktop.reasons import REASONS, in_users_language
from tests.nc_desktop.driving import App

FIELD = re.compile(r"\{[^{}]*\}")
NAMES = {"PNG", "GeoTIFF", "GDAL", "WGS", "EPSG"}  # the same in every language


def _sentences() -> str:
    """All texts of the library and of the window's jobs, one a line, with `{}` for what they name.

    A sentence without fields may be put together from two texts of the library.
    """
    found = []
    for package in (nc, nc_desktop):
        assert package.__file__ is not None
        for file in Path(package.__file__).parent.rglob("*.py"):
            if file.name == "reasons.py":
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
        "no CUDA device found; use auto or cpu, or ask `neurocorrelator doctor` why": (
            "no CUDA device found",
            "; use auto or cpu, or ask `neurocorrelator doctor` why",
        ),
        "did you mean {key}?": ("did you mean {}?",),
    }
    for sentence in REASONS:
        for part in joined.get(sentence, (FIELD.sub("{}", sentence),)):
            assert part in texts, f"the library says this no longer: {sentence}"


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
