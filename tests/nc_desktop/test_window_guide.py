"""The guides of the window name its keys and words as they are, in both languages alike."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence

from tests.nc_desktop.driving import App

ROOT = Path(__file__).parents[2]
GUIDES = {"en": "window.md", "ru": "window.ru.md"}
EMPHASIS = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def guide(language: str) -> str:
    return (ROOT / "docs" / GUIDES[language]).read_text(encoding="utf-8")


def words_of_the_program(language: str) -> set[str]:
    """Without marks of access keys and the dots of a dialog that comes."""
    file = ROOT / "resources" / "translations" / "neurocorrelator_ru.ts"
    tag = "source" if language == "en" else "translation"
    messages = ET.parse(file).getroot().iterfind("context/message")  # noqa: S314 (our own file)
    found = [
        message.findtext(tag) or ""
        for message in messages
        if message.find("translation[@type='vanished']") is None
    ]
    return {text.replace("&", "").rstrip("…") for text in found}


@pytest.mark.parametrize("language", GUIDES)
def test_every_key_of_a_menu_is_in_the_guide(app: App, language: str) -> None:
    explained = set(re.findall(r"`([^`\n]+)`", guide(language)))
    keys = {
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for action in app.window.findChildren(QAction)
        for key in action.shortcuts()
    }
    quits = {"Exit", "Ctrl+Q"}  # as the platform has it
    assert len(keys) > 20
    assert keys - quits - {""} <= explained


@pytest.mark.parametrize("language", GUIDES)
def test_what_is_emphasised_is_said_by_the_program(language: str) -> None:
    phrases = EMPHASIS.findall(CODE.sub("", guide(language)))
    named = {part for phrase in phrases for part in " ".join(phrase.split()).split(" → ")}
    assert len(named) > 30
    assert named <= words_of_the_program(language)


def test_both_guides_have_the_same_parts() -> None:
    def parts(language: str) -> list[str]:
        text = re.sub(r"^```.*?^```", "", guide(language), flags=re.MULTILINE | re.DOTALL)
        return re.findall(r"^(#+ |\||- |!\[)", text, re.MULTILINE)

    def commands(language: str) -> list[str]:
        block = re.search(r"^```bash\n(.*?)^```", guide(language), re.MULTILINE | re.DOTALL)
        assert block is not None
        return [line.partition("#")[0].rstrip() for line in block[1].splitlines()]

    assert parts("en") == parts("ru")
    assert commands("en") == commands("ru")
