"""A match is made by hand from pairs of points, clicked in the picture and on the map."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.dialogs.add_match import AddMatchDialog
from nc_desktop.model.kept_project import KeptProject
from nc_desktop.model.layers import MatchesLayer
from nc_desktop.model.project import Project
from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.fingerprint import Fingerprints
from nc_desktop.project_file.reading import read_project
from nc_desktop.project_file.writing import write_project
from tests.nc_desktop.driving import TEMPLATE_AT, TEMPLATE_SIZE, App
from tests.nc_desktop.made_results import made_match, made_result
from tests.nc_desktop.map_driving import at, click, drag

LEFT = Qt.MouseButton.LeftButton
WIDTH, HEIGHT = TEMPLATE_SIZE
PLACES = ((10, 8), (100, 12), (95, 88), (14, 80))


@pytest.fixture
def dialog(app: App, scene_file: Path, picture_file: Path) -> AddMatchDialog:
    """A scene and a piece of it, of which nothing was searched."""
    app.open(scene_file, picture_file)
    app.window.map.zoom_to_pixels()
    app.window.correction_actions.add_match.trigger()
    dialog = app.window.correction_actions.dialog
    app.qtbot.waitUntil(lambda: not dialog.view.empty)
    dialog.view.actual()
    return dialog


def click_picture(dialog: AddMatchDialog, x: float, y: float) -> tuple[float, float]:
    """Returns where the click came to lie, which a mouse rounds."""
    place = dialog.view.point_of(QPointF(x, y)).toPoint()
    QTest.mouseClick(dialog.view.viewport(), LEFT, pos=place)
    point = dialog.points.points[dialog.points.selected or 0].picture
    assert point is not None
    return point


def click_map(app: App, x: float, y: float) -> None:
    """The place where the picture was cut out."""
    click(app.window.map, at(app.window.map, TEMPLATE_AT[0] + x, TEMPLATE_AT[1] + y))


def set_pairs(app: App, dialog: AddMatchDialog, count: int) -> None:
    for place in PLACES[len(dialog.points.points) : count]:
        click_map(app, *click_picture(dialog, *place))


def undo(app: App) -> None:
    app.session.history.settle()
    app.window.edit_actions.undo.trigger()
    QApplication.processEvents()


def as_version_1(text: str) -> str:
    """The project as the version before this one wrote it."""
    said = json.loads(text)
    said["version"] = 1
    for entry in said["templates"]:
        entry.pop("polygons")
    for run in said["runs"]:
        run.pop("added")
        run["judgements"] = {}
        run["made_with"].pop("masks")
    return json.dumps(said)


def test_points_become_a_match_where_the_picture_was_cut_out(
    app: App, dialog: AddMatchDialog, tmp_path: Path
) -> None:
    project = app.session.project
    assert "2 more points needed" in dialog.state.text()
    assert not dialog.add.isEnabled()
    set_pairs(app, dialog, 2)
    assert dialog.points.fit is not None
    assert dialog.points.fit.model == "similarity"
    assert "tells nothing yet" in dialog.state.text()
    set_pairs(app, dialog, 4)
    dialog.model.setCurrentIndex(1)
    dialog.model.activated.emit(1)
    assert dialog.points.fit.model == "similarity"
    assert dialog.points.fit.rmse < 0.5
    assert dialog.table.rowCount() == 4
    assert dialog.table.item(0, 4).text() != "–"
    view = app.window.map
    start = at(view, TEMPLATE_AT[0] + PLACES[2][0], TEMPLATE_AT[1] + PLACES[2][1])
    drag(view, start, start + QPointF(12, 0))  # a point is put wrong, and the error tells
    assert dialog.points.fit.rmse > 2
    assert dialog.points.selected == 2
    QTest.mouseClick(dialog.delete, LEFT)
    assert dialog.table.rowCount() == 3
    assert dialog.points.fit.rmse < 0.5
    QTest.mouseClick(dialog.add, LEFT)
    app.session.history.settle()
    [match] = project.result.matches if project.result is not None else ()
    assert (match.origin, match.score, match.confidence, match.rank) == ("hand", None, None, 1)
    corner = TEMPLATE_AT[0], TEMPLATE_AT[1]
    assert match.footprint[0] == pytest.approx(corner, abs=1.0)
    assert match.footprint[2] == pytest.approx((corner[0] + WIDTH, corner[1] + HEIGHT), abs=1.0)
    assert match.scale == pytest.approx(1, abs=0.02)
    assert project.selected == 0
    facts = {fact.title: fact.text for fact in app.window.details.facts}
    assert facts["Placed"] == "by hand"
    assert "Score" not in facts
    assert dialog.points.points == ()  # ready for the next one
    # what else is made of it
    findings = project.findings
    assert findings is not None
    judged = replace(findings.located, judged=True)
    csv = nc.write_csv(judged, tmp_path / "a.csv").read_text("utf-8").splitlines()
    assert csv[1].endswith(",hand,,")
    for write in (nc.write_geojson, nc.write_kml):
        write(findings.located, tmp_path / "b")
    out = tmp_path / "лист.tif"
    nc.write_georeferenced(findings.located, findings.located.matches[0], out)
    with nc.Raster.open(out) as written:
        assert written.georeference.crs == project.scene.georeference.crs  # type: ignore[union-attr]
    assert app.session.history.undo_text == "add match by hand"
    undo(app)
    assert project.findings is None
    app.window.edit_actions.redo.trigger()
    assert project.result is not None
    assert project.result.matches[0].footprint == match.footprint


def test_pairs_that_place_nothing_are_told_and_another_scene_forgets_them(
    app: App, dialog: AddMatchDialog
) -> None:
    set_pairs(app, dialog, 2)
    click_picture(dialog, *PLACES[2])
    click_map(app, 20, -80)  # on the other side of the first two
    assert dialog.points.footprint is None
    assert not dialog.add.isEnabled()
    assert "turned over" in dialog.state.text()
    view = app.window.map
    QTest.keyClick(view.viewport.parentWidget(), Qt.Key.Key_Delete)
    assert len(dialog.points.points) == 2
    dialog.close()
    assert view.tool is None
    assert app.window.correction_actions._item is None
    app.window.correction_actions.add_match.trigger()
    assert len(dialog.points.points) == 2  # it was closed unawares
    app.session.project.activate(None)
    assert not dialog.isVisible()
    assert dialog.points.points == ()


def test_matches_made_by_hand_are_kept_and_follow_a_new_search(
    app: App, scene_file: Path, picture_file: Path, tmp_path: Path
) -> None:
    app.open(scene_file, picture_file)
    project = app.session.project
    assert project.scene is not None
    [template] = project.templates.enabled
    found = made_result(
        project.scene, [template], [made_match("piece.png", 1, 3.0, (99.0, 99.0), confidence=0.9)]
    )
    project.add_result(found)
    app.session.history.settle()
    square = ((10.0, 10.0), (122.0, 10.0), (122.0, 106.0), (10.0, 106.0))
    app.session.correcting.add(template, square)
    app.session.history.settle()
    assert project.findings is not None
    assert [m.rank for m in project.findings.result.matches] == [1, 2]
    assert project.findings.result.verdicts == found.verdicts
    project.findings.set_filter(min_confidence=0.95)
    assert project.findings.shown == (1,)  # nobody says how sure it is: it stays
    layer = project.matches_layer
    assert isinstance(layer, MatchesLayer)
    assert 1 in layer.drawn
    project.findings.judge([1], decision="accepted", footprint=tuple((c + 5, r) for c, r in square))
    app.session.history.settle()
    path = tmp_path / "a.ncproj"
    write_project(KeptProject.of(project), path, Fingerprints())
    read = read_project(path)
    assert read.project is not None
    other = Project()
    [opened] = read.project.open_in(other).values()
    assert opened.result.matches == project.findings.result.matches
    for scene in read.project.scenes:
        scene.raster.close()
    text = path.read_text("utf-8")
    path.write_text(text.replace("122.0", "-122.0", 1), "utf-8")
    with pytest.raises(ProjectFileError, match=r"runs\.added"):
        read_project(path)
    path.write_text(as_version_1(text), "utf-8")
    former = read_project(path).project
    assert former is not None
    assert [run.added for run in former.runs] == [()]
    assert former.templates[0].polygons == ()
    for scene in former.scenes:
        scene.raster.close()
    # another search; what was made by hand before any goes on in it
    assert other.former.all == ()
    by_hand = other.findings_by_hand(opened.scene)
    by_hand.add_by_hand(template, square)
    again = other.add_result(opened.found, scene=opened.scene)
    assert [m.origin for m in again.result.matches] == ["search", "hand", "hand"]
    assert other.former.all == (opened,)
    with project.unrecorded():
        again = project.add_result(found)
    assert [m.origin for m in again.result.matches] == ["search", "hand"]
    assert again.result.matches[1].footprint[0] == (15.0, 10.0)
    project.select(1)
    app.window.correction_actions.remove_match.trigger()
    assert len(again.result.matches) == 1
    assert app.texts == []
    undo(app)
    assert len(again.result.matches) == 2
