"""What is known of a template can be typed in, taken back and left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from nc_desktop.model.colours import TEMPLATE_COLOURS
from nc_desktop.panels.templates_model import GSD, HEADING, NAME, parse_number
from neurocorrelator.results.drawing import PALETTE
from tests.nc_desktop.driving import App


@pytest.fixture
def listed(app: App, scene_file: Path, picture_file: Path, second_picture_file: Path) -> App:
    app.open(scene_file, picture_file, second_picture_file)
    return app


def _type(app: App, row: int, column: int, text: str) -> None:
    """Double-click a cell, type, press Return."""
    table = app.window.templates.table
    index = app.window.templates.model.index(row, column)
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, text or " ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    app.qtbot.waitUntil(lambda: table.state() == table.State.NoState)


def test_gsd_and_heading_are_typed_with_point_or_comma(listed: App) -> None:
    _type(listed, 0, GSD, "0.0843")
    _type(listed, 0, HEADING, "-90,5")
    template = listed.session.project.templates.entries[0].template
    assert template.gsd_m == 0.0843
    assert template.heading_deg == 269.5
    hint = listed.window.match_panel.hint.text()
    assert "Heading unknown for 1 template:" in hint
    _type(listed, 0, GSD, "")
    assert listed.session.project.templates.entries[0].template.gsd_m is None


@pytest.mark.parametrize("text", ["north", "-3", "0", "1e999"])
def test_what_is_no_gsd_is_refused_with_a_reason(listed: App, text: str) -> None:
    _type(listed, 1, GSD, text)
    assert listed.session.project.templates.entries[1].template.gsd_m is None
    assert listed.window.messages.messages[0].level == "warning"


def test_the_reason_goes_with_the_next_right_value(listed: App) -> None:
    _type(listed, 1, GSD, "north")
    _type(listed, 1, GSD, "-3")
    assert [m.level for m in listed.window.messages.messages] == ["warning"]
    _type(listed, 1, GSD, "0.1")
    assert listed.window.messages.messages == []


def test_colours_are_those_of_the_result_picture() -> None:
    assert tuple(QColor(c).getRgb()[:3] for c in TEMPLATE_COLOURS) == PALETTE


def test_unchecked_templates_are_left_out(listed: App) -> None:
    model = listed.window.templates.model
    for row in (0, 1):
        unchecked = Qt.CheckState.Unchecked.value
        assert model.setData(model.index(row, NAME), unchecked, Qt.ItemDataRole.CheckStateRole)
    assert listed.session.project.templates.enabled == ()
    assert not listed.window.match_panel.match.isEnabled()
    assert listed.window.match_panel.hint.text() == "Check at least one template."


def test_selected_templates_are_removed_with_the_key(listed: App) -> None:
    panel = listed.window.templates
    panel.table.selectRow(0)
    panel.table.setFocus()
    panel.remove_selected()
    assert [e.template.name for e in listed.session.project.templates.entries] == ["other.png"]
    # colours stay with their template
    second_colour = listed.session.project.templates.entries[0].colour
    assert second_colour == listed.session.project.templates.colour_of("other.png")


@pytest.mark.parametrize(
    ("text", "number"), [("", None), (" 12,5 ", 12.5), ("45°", 45.0), ("1\u00a0000.5", 1000.5)]
)
def test_numbers_as_people_type_them(text: str, number: float | None) -> None:
    assert parse_number(text) == number
