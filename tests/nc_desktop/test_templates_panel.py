"""What is known of a template can be typed in, taken back and left out."""

from __future__ import annotations

from pathlib import Path

import PIL.Image
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

import neurocorrelator as nc
from nc_desktop.model.colours import TEMPLATE_COLOURS
from nc_desktop.panels.templates_model import GSD, HEADING, NAME, parse_number
from neurocorrelator.results.drawing import PALETTE
from tests.nc_desktop.driving import App, drop_files

XMP = (  # as the drone wrote it, without the pitch of its gimbal
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/"'
    b' drone-dji:RelativeAltitude="+40.10" drone-dji:GimbalYawDegree="+42.00"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


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
    editors = table.viewport().findChildren(QLineEdit)
    editor = next(e for e in editors if e.isVisible())  # a former one may not be deleted yet
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
    shown = tuple(QColor(c).getRgb()[:3] for c in TEMPLATE_COLOURS)
    assert shown[: len(PALETTE)] == PALETTE
    assert len(set(shown)) == len(shown) == 20


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


def test_a_drone_photograph_fills_the_fields_and_says_where_from(app: App, tmp_path: Path) -> None:
    photograph = tmp_path / "дрон.jpg"
    with PIL.Image.open(nc.resource_path("demo/DJI_0032.jpg")) as opened:
        opened.save(photograph, exif=opened.info["exif"], xmp=XMP)
    app.open(nc.resource_path("demo/brighton_ortho_utm15n.tif"))
    drop_files(app.window.templates.table.viewport(), [photograph])
    app.wait_idle()
    model = app.window.templates.model
    # of the flight's registration: 0.0674 m and 38.6 degrees; the height is above the take-off
    assert float(model.index(0, GSD).data()) == pytest.approx(0.0674, rel=0.05)
    assert model.index(0, HEADING).data() == "42.0"
    for column in (GSD, HEADING):
        assert "EXIF" in model.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
    assert "straight down" in model.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole)

    _type(app, 0, GSD, "0.07")
    assert model.index(0, GSD).data(Qt.ItemDataRole.ToolTipRole) == "Typed"
    known = app.session.project.templates.entries[0].template.known_from
    assert (known.gsd, known.heading) == ("told", "EXIF")
    _type(app, 0, HEADING, "")
    known = app.session.project.templates.entries[0].template.known_from
    assert (known.gsd, known.heading, known.position) == ("told", None, "EXIF")


def test_a_georeferenced_template_says_so(app: App, data_dir: Path) -> None:
    rotated = data_dir / "brighton_beach" / "DJI_0033_rotated_geotransform_utm15n.tif"
    app.open(nc.resource_path("demo/brighton_ortho_utm15n.tif"), rotated)
    for column in (GSD, HEADING):
        tip = app.window.templates.model.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
        assert tip.startswith("From the file's georeference")
