"""Where a match searches: the scene, what the map shows, a drawn area."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest

import neurocorrelator as nc
from nc_desktop.model.layers import AreaLayer, SceneLayer
from nc_desktop.model.search_scope import BesideSceneError, SearchScope, resolve
from tests.nc_desktop.driving import QUICK, TEMPLATE_AT, TEMPLATE_SIZE, App

CENTRE = (TEMPLATE_AT[0] + TEMPLATE_SIZE[0] / 2, TEMPLATE_AT[1] + TEMPLATE_SIZE[1] / 2)
# verification may move a match to a truer place that lies beside what was searched
BY_SCORE = replace(QUICK, verify=0)
ELSEWHERE = QRectF(230, 180, 200, 200)  # without the place of the template


def _point(app: App, col: float, row: float) -> QPoint:
    return app.window.map.point_of(col, row).toPoint()


def _drag(app: App, rect: QRectF) -> None:
    """Draw a rectangle with the mouse, by the button beside the scope."""
    app.window.search_actions.draw_rectangle.trigger()
    viewport = app.window.map.viewport
    start = _point(app, rect.left(), rect.top())
    end = _point(app, rect.right(), rect.bottom())
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(viewport, start + (end - start) * step / 4)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def _choose(app: App, index: int) -> None:
    """Pick an item of the list with the keyboard."""
    box = app.window.match_panel.scope.list
    box.setFocus()
    while box.currentIndex() < index:
        app.qtbot.keyClick(box, Qt.Key.Key_Down)
    while box.currentIndex() > index:
        app.qtbot.keyClick(box, Qt.Key.Key_Up)


def test_a_drawn_rectangle_is_searched_and_nothing_beside_it(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.session.project.set_options(BY_SCORE)
    _drag(app, ELSEWHERE)
    project, scope = app.session.project, app.window.match_panel.scope.list
    (area,) = project.layers.of_kind(AreaLayer)
    assert area.name == "Area 1"
    assert project.scope.area is area
    assert scope.currentText() == "Area 1"
    assert not app.window.search_actions.draw_rectangle.isChecked()
    assert app.window.map.tool is None
    result = app.match()
    assert result.matches
    assert all(ELSEWHERE.adjusted(-4, -4, 4, 4).contains(*m.centre) for m in result.matches)
    note = app.window.results.note
    assert not note.isVisible()
    _choose(app, 0)
    assert project.scope.kind == "scene"
    assert note.isVisible()  # made in another scope
    app.qtbot.waitUntil(app.window.match_panel.match.isEnabled)
    assert app.match().matches[0].centre == pytest.approx(CENTRE, abs=4)


def test_a_drawn_polygon_becomes_the_next_area(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    _drag(app, ELSEWHERE)
    app.window.search_actions.draw_polygon.trigger()
    assert app.window.search_actions.draw_polygon.isChecked()
    viewport = app.window.map.viewport
    corners = [(140, 110), (280, 110), (280, 230), (140, 230)]
    for corner in corners:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=_point(app, *corner))
    app.qtbot.keyClick(viewport, Qt.Key.Key_Return)
    project = app.session.project
    assert [layer.name for layer in project.layers.of_kind(AreaLayer)] == ["Area 2", "Area 1"]
    assert app.window.match_panel.scope.list.currentText() == "Area 2"
    outline = project.scope.area.area.outlines[0]  # type: ignore[union-attr]
    np.testing.assert_allclose(outline, corners, atol=1.5)
    assert app.match().matches[0].centre == pytest.approx(CENTRE, abs=4)


def test_what_the_map_shows_is_taken_when_the_match_starts(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.session.project.set_options(BY_SCORE)
    _choose(app, 1)
    assert app.session.project.scope.kind == "view"
    app.window.map.zoom_to(QRectF(260, 220, 180, 100), span=1.0)
    shown = app.window.map.view_rect
    app.window.search_actions.match.trigger()
    app.window.map.zoom_to_extent()
    app.wait_idle(60_000)
    result = app.session.project.result
    assert result is not None
    assert result.matches
    assert all(shown.adjusted(-4, -4, 4, 4).contains(*m.centre) for m in result.matches)
    assert not shown.contains(*CENTRE)
    assert not app.session.project.stale


def test_a_view_beside_the_scene_is_told(app: App, scene_file: Path, picture_file: Path) -> None:
    app.open(scene_file, picture_file)
    app.session.project.set_scope(SearchScope("view"))
    app.window.map.zoom_to(QRectF(-3000, -3000, 500, 500), span=1.0)
    app.window.search_actions.match.trigger()
    assert not app.session.matching.running
    assert any("The map shows nothing of the scene" in text for text in app.texts)
    app.session.project.set_scope(SearchScope())
    assert not any("The map shows nothing of the scene" in text for text in app.texts)


def test_an_area_too_small_for_the_template_is_told_by_the_library(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    project = app.session.project
    assert project.scene_layer is not None
    corners = [(10.0, 10.0), (11.0, 10.0), (11.0, 11.0), (10.0, 11.0)]
    area = nc.SearchArea.from_pixels([corners], "tiny")
    layer = AreaLayer("tiny", project.scene_layer, area)
    project.layers.insert(layer)
    project.set_scope(SearchScope("area", layer))
    with app.qtbot.waitSignal(app.session.matching.ended, timeout=60_000):
        app.window.search_actions.match.trigger()
    assert [m for m in app.window.messages.messages if m.level == "error"]


def test_an_area_that_is_renamed_or_removed_is_so_in_the_list(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    _drag(app, ELSEWHERE)
    project, scope = app.session.project, app.window.match_panel.scope.list
    (area,) = project.layers.of_kind(AreaLayer)
    area.rename("Берег")
    assert scope.currentText() == "Берег"
    project.layers.remove(area)
    assert scope.count() == 2
    assert scope.currentText() == "Whole scene"
    assert project.scope.kind == "scene"


def test_an_area_of_one_scene_is_found_in_another(
    app: App, scene_file: Path, demo_scene: Path, picture_file: Path
) -> None:
    """The crop begins at column 300, row 200 of the demo's scene."""
    app.open(scene_file)
    _drag(app, ELSEWHERE)
    project = app.session.project
    crop = project.scene_layer
    app.session.opening.scene(demo_scene)
    app.qtbot.waitUntil(lambda: project.scene_layer is not crop)
    whole = project.scene_layer
    assert isinstance(whole, SceneLayer)
    area = resolve(project.scope, whole, None)
    assert area is not None
    expected = ELSEWHERE.translated(QPointF(300, 200))
    bounds = expected.left(), expected.top(), expected.right(), expected.bottom()
    assert area.bounds == pytest.approx(bounds, abs=2)


def test_an_area_beside_the_scene_is_refused(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    scene = app.session.project.scene_layer
    assert scene is not None
    corners = [(9000.0, 9000.0), (9100.0, 9000.0), (9100.0, 9100.0)]
    layer = AreaLayer("far", scene, nc.SearchArea.from_pixels([corners], "far"))
    with pytest.raises(BesideSceneError):
        resolve(SearchScope("area", layer), scene, None)
    assert resolve(SearchScope("view"), scene, (-10.0, -10.0, 1e4, 1e4)) is None
