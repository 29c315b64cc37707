"""A CRS is found by code or words, as people type them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nc_desktop.jobs.runner import JobRunner
from nc_desktop.panels.crs_chooser import CrsChooser


@pytest.fixture
def chooser(qtbot: QtBot, runner: JobRunner) -> Iterator[CrsChooser]:
    made = CrsChooser(runner, recent=("EPSG:28407",), near=(-93.2, 44.9))
    made.resize(600, 400)
    made.show()
    qtbot.waitUntil(lambda: not made.searching)
    yield made
    made.close()
    made.deleteLater()


def _type(qtbot: QtBot, chooser: CrsChooser, text: str) -> None:
    chooser.search.clear()
    if text.isascii():
        qtbot.keyClicks(chooser.search, text)
    else:  # QTest has no keys for other letters
        chooser.search.insert(text)
    qtbot.waitUntil(lambda: not chooser.searching)


def test_the_recent_ones_come_first_and_none_is_taken_by_itself(chooser: CrsChooser) -> None:
    codes = [chooser.list.model().index(row, 1).data() for row in range(3)]
    assert codes[0] == "EPSG:28407"
    assert chooser.choice is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [("utm 15n wgs", "EPSG:32615"), ("28407", "EPSG:28407"), ("ск-42 зона 7", "EPSG:28407")],
)
def test_words_and_codes_are_found_while_they_are_typed(
    qtbot: QtBot, chooser: CrsChooser, typed: str, code: str
) -> None:
    _type(qtbot, chooser, typed)
    assert chooser.code == code
    assert code in chooser.about.text()


def test_the_arrow_keys_choose_and_enter_confirms(qtbot: QtBot, chooser: CrsChooser) -> None:
    _type(qtbot, chooser, "utm 15")
    first = chooser.code
    qtbot.keyClick(chooser.search, Qt.Key.Key_Down)
    assert chooser.code not in ("", first)
    with qtbot.waitSignal(chooser.confirmed):
        qtbot.keyClick(chooser.search, Qt.Key.Key_Return)


def test_a_definition_counts_as_a_crs_and_nonsense_says_so(
    qtbot: QtBot, chooser: CrsChooser
) -> None:
    _type(qtbot, chooser, "+proj=utm +zone=15 +datum=WGS84")
    assert chooser.code.startswith("+proj=utm")
    _type(qtbot, chooser, "qqqq")
    assert chooser.choice is None
    assert chooser.about.text().startswith("Nothing fits")
