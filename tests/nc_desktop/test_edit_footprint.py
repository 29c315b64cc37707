"""A footprint is put right by handles on the map: each drag is a step, and says so everywhere."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.map.tools.footprint_handles import Handle
from nc_desktop.model.kept_project import KeptProject
from nc_desktop.project_file.fingerprint import Fingerprints
from nc_desktop.project_file.reading import read_project
from nc_desktop.project_file.writing import write_project
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, show_matches
from tests.nc_desktop.map_driving import LEFT, click, drag, press_key, send

SHIFT = Qt.KeyboardModifier.ShiftModifier
CENTRE = (220.0, 200.0)


@pytest.fixture
def editing(app: App, scene_file: Path, picture_file: Path) -> App:
    """One match is selected, and its handles are on the map."""
    first = made_match("piece.png", 1, 3.0, CENTRE, confidence=0.97, inliers=60)
    second = made_match("piece.png", 2, 2.0, (90.0, 90.0), confidence=0.5, inliers=9)
    show_matches(app, [scene_file, picture_file], [first, second])
    app.session.project.select(0)
    app.window.correction_actions.edit_footprint.trigger()
    settle(app)
    return app


def settle(app: App) -> None:
    app.session.history.settle()
    QApplication.processEvents()


def match(app: App, index: int = 0) -> nc.Match:
    result = app.session.project.result
    assert result is not None
    return result.matches[index]


def handle(app: App, which: Handle) -> QPointF:
    """Where a handle is on the screen, as a mouse has it."""
    handles = app.window.correction_actions.tool.handles
    assert handles is not None
    place = handles.place_of(which)
    return QPointF(app.window.map.point_of(place.x(), place.y()).toPoint())


def steps(app: App) -> int:
    settle(app)
    return app.session.history.stack.count()


def test_a_drag_inside_moves_and_is_one_step(editing: App) -> None:
    view, before, count = editing.window.map, match(editing), steps(editing)
    start = handle(editing, "inside")
    drag(view, start, start + QPointF(30, -20))
    scale = view.viewpoint.scale
    assert match(editing).centre == pytest.approx((220 + 30 / scale, 200 - 20 / scale))
    assert match(editing).rotation_deg == before.rotation_deg
    assert match(editing).origin == "corrected"
    assert steps(editing) == count + 1
    item = editing.window.project_map.footprints_item
    assert item is not None
    assert item.outlines.corners[0][0] == pytest.approx(match(editing).footprint[0])
    assert editing.session.history.undo_text == "correct footprint"
    editing.window.edit_actions.undo.trigger()
    assert match(editing) == before
    editing.window.edit_actions.redo.trigger()
    assert match(editing).origin == "corrected"
    editing.window.correction_actions.restore.trigger()
    assert match(editing) == before


def test_the_round_handle_turns_and_a_corner_scales_by_its_opposite(editing: App) -> None:
    view = editing.window.map
    middle, arm = handle(editing, "inside"), handle(editing, "turn")
    drag(view, arm, middle + QPointF((middle - arm).y(), 0), keys=SHIFT)  # up becomes right
    assert match(editing).rotation_deg == pytest.approx(90)
    assert match(editing).centre == pytest.approx(CENTRE)
    fixed = match(editing).footprint[2]
    corner, other = handle(editing, 0), handle(editing, 2)
    drag(view, corner, corner + (corner - other) * 0.5)
    assert match(editing).scale == pytest.approx(1.5, rel=0.01)
    assert match(editing).footprint[2] == pytest.approx(fixed)
    assert match(editing).rotation_deg == pytest.approx(90)


def test_a_corner_alone_makes_a_quadrilateral_but_none_that_is_impossible(editing: App) -> None:
    view, tool = editing.window.map, editing.window.correction_actions.tool
    before = match(editing).footprint
    drag(view, handle(editing, 1), handle(editing, 1) + QPointF(12, -9), keys=SHIFT)
    after = match(editing).footprint
    assert (after[0], after[2], after[3]) == (before[0], before[2], before[3])
    assert after[1][0] > before[1][0]
    beyond = handle(editing, 3) + QPointF(-40, 40)  # past the opposite corner
    send(view, QEvent.Type.MouseButtonPress, handle(editing, 1), LEFT, held=LEFT, keys=SHIFT)
    send(view, QEvent.Type.MouseMove, beyond, held=LEFT)
    assert tool.problem
    send(view, QEvent.Type.MouseButtonRelease, beyond, LEFT)
    assert nc.corrected_match(match(editing), match(editing).footprint)  # it can lie there


def test_escape_restores_and_a_click_selects_another(editing: App) -> None:
    view, before, count = editing.window.map, match(editing), steps(editing)
    start = handle(editing, "inside")
    tool = editing.window.correction_actions.tool
    send(view, QEvent.Type.MouseButtonPress, start, LEFT, held=LEFT)
    send(view, QEvent.Type.MouseMove, start + QPointF(40, 0), held=LEFT)
    assert tool.handles is not None
    assert tool.handles.footprint != before.footprint  # it follows live
    assert "Esc restores" in tool.hint
    editing.window.activateWindow()
    view.setFocus()
    press_key(editing, Qt.Key.Key_Escape)
    assert tool.handles.footprint == before.footprint
    send(view, QEvent.Type.MouseMove, start + QPointF(60, 0), held=LEFT)
    send(view, QEvent.Type.MouseButtonRelease, start + QPointF(60, 0), LEFT)
    assert match(editing) == before
    assert steps(editing) == count
    click(view, view.point_of(90, 90))
    assert editing.session.project.selected == 1
    assert tool.handles.footprint == match(editing, 1).footprint
    press_key(editing, Qt.Key.Key_Escape)
    assert view.tool is None
    assert not editing.window.correction_actions.edit_footprint.isChecked()


def test_arrow_keys_move_by_a_pixel_and_what_is_held_is_one_step(editing: App) -> None:
    editing.window.activateWindow()
    editing.window.map.setFocus()
    count = steps(editing)
    for _ in range(3):
        press_key(editing, Qt.Key.Key_Right)
        settle(editing)
    assert match(editing).centre == pytest.approx((223, 200))
    assert steps(editing) == count + 1
    press_key(editing, Qt.Key.Key_Up, SHIFT)
    assert match(editing).centre == pytest.approx((223, 190))
    editing.window.edit_actions.undo.trigger()
    assert match(editing).centre == pytest.approx(CENTRE)


def test_a_corrected_match_says_so_everywhere(editing: App, tmp_path: Path) -> None:
    findings = editing.session.project.findings
    assert findings is not None
    press = ((200.0, 180.0), (260.0, 190.0), (255.0, 230.0), (195.0, 220.0))
    findings.judge([0], footprint=press)
    settle(editing)
    details = {fact.title: fact for fact in editing.window.details.facts}
    assert details["Placed"].text == "corrected by hand"
    assert details["Confidence"].text == "97 % *"
    assert "found" in details["Confidence"].tip
    model = editing.window.results.model
    names = [column.name for column in model.columns]
    row = model.row_of(0)
    assert row is not None
    assert model.index(row, names.index("origin")).data() == "corrected by hand"
    assert model.index(row, names.index("confidence")).data() == "97 % *"
    item = editing.window.project_map.footprints_item
    assert item is not None
    editing.window.map.viewport.repaint()
    assert item.outlines.label(0, model._locale, named=False) == "1 · 97 % *"
    judged = replace(findings.located, judged=True)
    with nc.write_csv(judged, tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert [row["origin"] for row in csv.DictReader(file)] == ["corrected", "search"]
    path = tmp_path / "правка.ncproj"
    write_project(KeptProject.of(editing.session.project), path, Fingerprints())
    read = read_project(path)
    assert read.project is not None
    assert read.project.runs[0].judgements[0].footprint == press
    for scene in read.project.scenes:
        scene.raster.close()
