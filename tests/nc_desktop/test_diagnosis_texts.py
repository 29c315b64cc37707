"""What the doctor finds out is read in the user's language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

import neurocorrelator as nc
from nc_desktop.diagnosis_texts import SENTENCES, in_words
from nc_desktop.dialogs.doctor import as_text
from tests.nc_desktop.driving import App

FIELD = re.compile(r"\{\w+\}")
SAID = {"fact", "problem", "advice", "Answer"}  # the calls whose texts are shown
# texts of the library that are put together: what stands there in the place of a field
JOINED = {
    "the processor only": ("the processor only",),
    "{driver}, knows CUDA up to {version}": (", knows CUDA up to {}", "{}{}"),
    "version unknown": ("version unknown",),
    "none; between old datums coordinates are good to some metres": ("none; between",),
    "{command} (in a checkout start the program with `uv run --no-sync` from then on)": (
        " (in a checkout start the program with",
    ),
    "install the newest Microsoft Visual C++ Redistributable for x64 and start again; if that does"
    " not help: {command}": ("install the newest Microsoft Visual C++ Redistributable",),
    "{command} (its wheel brings GDAL and PROJ)": (" (its wheel brings GDAL and PROJ)",),
    "{command} (its wheel brings PROJ)": (" (its wheel brings PROJ)",),
    "{setting} was left behind by another program; it is not used here": (
        " was left behind by another program; it is not used here",
    ),
    "nothing to do; {name}=1 would keep it": ("nothing to do; {}=1 would keep it",),
    "crashes (exit code {code})": ("crashes (exit code {}){}",),
    "crashes (exit code {code}): {error}": ("crashes (exit code {}){}",),
}


def _texts() -> str:
    assert nc.__file__ is not None
    found = []
    for file in (Path(nc.__file__).parent / "diagnosis").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = node.values
                found.append(
                    "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    return "\n".join(found)


def test_each_sentence_is_one_of_the_diagnosis() -> None:
    texts = _texts()
    for sentence in SENTENCES:
        for part in JOINED.get(sentence, (FIELD.sub("{}", sentence),)):
            assert part in texts, f"the library says this no longer: {sentence}"


def test_each_sentence_keeps_what_it_names(app: App) -> None:
    app.languages.use("ru")
    for sentence in SENTENCES:
        said = QCoreApplication.translate("Diagnosis", sentence)
        assert said != sentence
        assert sorted(FIELD.findall(said)) == sorted(FIELD.findall(sentence))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 of 2", "2 из 2"),
        ("/home/of mine, 73.0 GiB free", "/home/of mine, свободно 73,0 ГиБ"),
        ("2.15.0+cpu, built for the processor only", "2.15.0+cpu, сборка для процессора"),
        ("3.10.3, data in the library", "3.10.3, данные: в самой библиотеке"),
        (
            "torch does not load: crashes (exit code -11)",
            "torch не загружается: аварийно завершается (код -11)",
        ),
        (
            "this torch computes on the processor only, though there is NVIDIA H100",
            "эта сборка torch считает только на процессоре, хотя есть NVIDIA H100",
        ),
        ("uv pip install torch", "uv pip install torch"),
        ("/data/there", "/data/there"),
    ],
)
def test_what_is_known_is_translated_and_what_it_names_stays(
    app: App, text: str, said: str
) -> None:
    app.languages.use("ru")
    assert in_words(text) == said
    app.languages.use("en")
    assert in_words(text) == text


def test_the_doctor_of_this_machine_is_russian_in_a_russian_window(app: App) -> None:
    dialogs = app.window.dialogs
    dialogs.show_doctor()
    doctor = dialogs.doctor
    assert doctor is not None
    app.qtbot.waitUntil(lambda: not doctor.running, timeout=60_000)

    def shown() -> list[tuple[str, str, str]]:
        tree = doctor.facts
        groups = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
        return [
            (group.text(0), group.child(i).text(0), group.child(i).text(1))
            for group in groups
            if group is not None
            for i in range(group.childCount())
        ]

    assert ("window", "screen") in {(subject, name) for subject, name, _ in shown()}
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: ("окно", "экран") in {row[:2] for row in shown()})
    for subject, name, value in shown():
        if name in {"PROJ", "imagenet", "SHA-256"} or subject in {"программы"}:
            continue  # a version, a path, a number
        assert not re.search(r"\b(free|there|none|off|of|files|threads|data in)\b", value), value
    assert doctor._diagnosis is not None
    assert "screen: " in as_text(doctor._diagnosis)  # a report is read by those who mend
