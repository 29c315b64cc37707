"""Templates that know where they were taken have a mark on the map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

import neurocorrelator as nc
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result

PLACE = (224.0, 208.0)  # the middle of the crop


@pytest.fixture
def marked(app: App, scene_file: Path, picture_file: Path) -> App:
    """A template in the middle of the scene that looks east, and one without a position."""
    app.open(scene_file)
    scene = app.session.project.scene
    assert scene is not None
    lon, lat = scene.georeference.lonlat(*PLACE)
    template = nc.Template.open(picture_file, heading_deg=90, gsd_m=0.08)
    here = replace(template, name="here", position=(float(lon), float(lat)))
    app.session.project.templates.add([here, replace(template, name="nowhere")])
    return app


def test_the_mark_lies_at_the_position_and_points_along_the_heading(marked: App) -> None:
    marks = marked.window.template_actions.marks
    here, nowhere = marked.session.project.templates.entries
    assert marks.mark_of(nowhere.key) is None
    mark = marks.mark_of(here.key)
    assert mark is not None
    assert (mark.x(), mark.y()) == pytest.approx(PLACE, abs=1e-3)
    # the grid of UTM here is turned by 0.73 degrees against true north
    assert mark.direction_deg == pytest.approx(90 - 0.73, abs=0.05)
    assert mark.label == "here"
    assert "46°" in mark.toolTip()
    picture = marked.window.map.grab().toImage()
    at = marked.window.map.point_of(*PLACE)
    assert picture.pixelColor(at.toPoint()) == QColor(here.colour)


def test_names_make_room_for_the_labels_of_matches(marked: App) -> None:
    project, marks = marked.session.project, marked.window.template_actions.marks
    here = project.templates.entries[0]
    mark = marks.mark_of(here.key)
    assert mark is not None
    assert not marked.window.templates.selected  # two were added: neither stands out
    assert mark.label == "here"
    scene = project.scene
    assert scene is not None
    found = made_match("here", 1, 4.0, PLACE)
    project.add_result(made_result(scene, project.templates.enabled, [found]))
    assert mark.label == ""
    marked.window.templates.select_keys([here.key])
    assert mark.label == "here"


def test_a_click_on_a_mark_selects_its_row(marked: App) -> None:
    marked.window.templates.table.clearSelection()
    at = marked.window.map.point_of(*PLACE).toPoint()
    QTest.mouseClick(marked.window.map.viewport, Qt.MouseButton.LeftButton, pos=at)
    marked.qtbot.waitUntil(lambda: bool(marked.window.templates.selected))
    assert [e.template.name for e in marked.window.templates.selected] == ["here"]


def test_marks_can_be_hidden_and_go_with_their_template(marked: App) -> None:
    actions = marked.window.template_actions
    key = marked.session.project.templates.entries[0].key
    actions.show_positions.trigger()
    assert actions.marks.mark_of(key) is None
    actions.show_positions.trigger()
    assert actions.marks.mark_of(key) is not None
    marked.session.project.templates.remove([0])
    assert actions.marks.mark_of(key) is None


def test_zoom_shows_the_position(marked: App) -> None:
    actions, view = marked.window.template_actions, marked.window.map
    templates = marked.session.project.templates
    marked.window.templates.select_keys([templates.entries[1].key])
    assert not actions.zoom_to_position.isEnabled()
    assert "does not know" in actions.zoom_to_position.toolTip()
    marked.window.templates.select_keys([templates.entries[0].key])
    view.zoom_to(QRectF(0, 0, 40, 40))
    assert not view.view_rect.contains(QPointF(*PLACE))
    actions.zoom_to_position.trigger()
    assert view.view_rect.contains(QPointF(*PLACE))
    assert marked.texts == []


def test_a_position_outside_of_the_scene_is_shown_and_told(marked: App) -> None:
    templates = marked.session.project.templates
    lon, lat = templates.entries[0].template.position or (0.0, 0.0)
    far = replace(templates.entries[0].template, name="far", position=(lon + 0.01, lat))
    (key,) = templates.add([far])
    marked.window.templates.select_keys([key])
    marked.window.template_actions.zoom_to_position.trigger()
    assert marked.texts == ["The position of far lies outside of the scene."]
    mark = marked.window.template_actions.marks.mark_of(key)
    assert mark is not None
    assert marked.window.map.view_rect.contains(mark.pos())


def test_positions_that_no_scene_can_show(marked: App, plain_scene_file: Path) -> None:
    templates = marked.session.project.templates
    antipode = replace(templates.entries[0].template, name="antipode", position=(88.0, -46.8))
    templates.add([antipode])
    marks = marked.window.template_actions.marks
    place = marks.place_of(templates.entries[-1])
    assert place is None or not marked.window.map.extent.contains(place)
    marked.session.opening.scene(plain_scene_file)
    marked.wait_idle()
    assert marks.mark_of(templates.entries[0].key) is None
    marked.window.templates.select_keys([templates.entries[0].key])
    assert "no CRS" in marked.window.template_actions.zoom_to_position.toolTip()


def test_selecting_a_template_shows_its_heatmap(
    app: App, scene_file: Path, picture_file: Path, second_picture_file: Path
) -> None:
    app.open(scene_file, picture_file, second_picture_file)
    app.match()
    heatmap = app.session.project.heatmap
    assert heatmap is not None
    keys = [entry.key for entry in app.session.project.templates.entries]
    app.session.project.templates.rename(1, "another")
    for key, name in ((keys[1], "other.png"), (keys[0], "piece.png")):
        app.window.templates.select_keys([key])
        assert heatmap.style.template == name
