"""Edits that are made with real widgets are undone and done again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.model.document import Change, DocumentState
from nc_desktop.model.layers import AreaLayer, MatchesLayer, SceneLayer
from nc_desktop.model.search_scope import SearchScope
from nc_desktop.panels.templates_model import GSD, NAME
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, show_matches


def undo(app: App) -> None:
    settle(app)
    assert app.window.edit_actions.undo.isEnabled()
    app.window.edit_actions.undo.trigger()
    settle(app)


def redo(app: App) -> None:
    assert app.window.edit_actions.redo.isEnabled()
    app.window.edit_actions.redo.trigger()
    settle(app)


def settle(app: App) -> None:
    """Let the event end: what differs then is a step."""
    app.session.history.settle()
    QApplication.processEvents()


def names(app: App) -> list[str]:
    return [entry.template.name for entry in app.session.project.templates.entries]


@pytest.fixture
def opened(app: App, scene_file: Path, picture_file: Path, second_picture_file: Path) -> App:
    show_matches(
        app,
        [scene_file, picture_file, second_picture_file],
        [made_match("piece.png", rank, 3.0 - rank, (100.0 + rank, 90.0)) for rank in (1, 2, 3)],
    )
    settle(app)
    return app


def test_a_name_that_was_typed_is_undone_and_done_again(opened: App) -> None:
    model = opened.window.templates.model
    assert model.setData(model.index(0, NAME), "bay")
    settle(opened)
    assert opened.window.edit_actions.undo.text() == "&Undo rename template"
    undo(opened)
    assert names(opened) == ["piece.png", "other.png"]
    assert opened.window.edit_actions.redo.text() == "&Redo rename template"
    redo(opened)
    assert names(opened) == ["bay", "other.png"]


def test_the_keys_of_the_system_undo_and_redo(opened: App) -> None:
    model = opened.window.templates.model
    model.setData(model.index(0, NAME), "bay")
    settle(opened)
    opened.window.activateWindow()
    opened.qtbot.waitUntil(opened.window.isActiveWindow)
    opened.window.map.setFocus()
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(opened)[0] == "piece.png"
    QTest.keyClick(opened.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert names(opened)[0] == "bay"


def test_gsd_heading_check_and_removal_are_steps_of_their_own(opened: App) -> None:
    model, templates = opened.window.templates.model, opened.session.project.templates
    before = templates.entries
    model.setData(model.index(0, GSD), "0.5")
    settle(opened)
    model.setData(model.index(1, NAME), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    settle(opened)
    opened.window.templates.select_keys([before[0].key])
    opened.window.templates.remove_selected()
    settle(opened)
    assert names(opened) == ["other.png"]
    assert opened.window.edit_actions.undo.text() == "&Undo remove 1 template"
    undo(opened)
    assert names(opened) == ["piece.png", "other.png"]
    assert templates.entries[0].template.gsd_m == 0.5
    assert not templates.entries[1].enabled
    undo(opened)
    assert templates.entries[1].enabled
    undo(opened)
    assert templates.entries == before


def test_a_slider_that_is_dragged_is_one_step(opened: App) -> None:
    layers = opened.window.layers
    layer = opened.session.project.scene_layer
    assert layer is not None
    layers.select(layer)
    count = opened.session.history.stack.count()
    for percent in range(100, 39, -4):
        layers.opacity.setValue(percent)
        opened.qtbot.wait(2)
    assert layer.opacity == 0.4
    assert opened.session.history.stack.count() == count + 1
    undo(opened)
    assert layer.opacity == 1.0
    assert layers.opacity.value() == 100
    redo(opened)
    assert layer.opacity == 0.4


def test_visibility_and_order_of_layers_are_undone(opened: App) -> None:
    project = opened.session.project
    matches = project.matches_layer
    assert matches is not None
    order = [layer.key for layer in project.layers]
    model = opened.window.layers.model
    hidden = Qt.CheckState.Unchecked
    model.setData(model.index_of(matches), hidden, Qt.ItemDataRole.CheckStateRole)
    settle(opened)
    opened.window.layers.select(matches)
    opened.window.layers.shift(1)
    settle(opened)
    assert [layer.key for layer in project.layers] != order
    undo(opened)
    assert [layer.key for layer in project.layers] == order
    assert not matches.visible
    undo(opened)
    assert matches.visible


def test_an_area_and_the_scope_come_and_go_together(opened: App) -> None:
    project = opened.session.project
    opened.session.matching.search_in([(10, 10), (90, 10), (90, 80)], "shore")
    settle(opened)
    assert project.scope.kind == "area"
    assert opened.window.edit_actions.undo.text() == "&Undo add area"
    undo(opened)
    assert not project.layers.of_kind(AreaLayer)
    assert project.scope.kind == "scene"
    redo(opened)
    area = project.layers.of_kind(AreaLayer)[0]
    assert project.scope.area is area


def test_a_scene_that_is_undone_takes_its_results_along_and_brings_them_back(opened: App) -> None:
    project, history = opened.session.project, opened.session.history
    opened.session.matching.search_in([(10, 10), (90, 10), (90, 80)], "shore")
    settle(opened)
    state = DocumentState.of(project)
    steps = 0
    while history.can_undo:
        history.undo()
        steps += 1
    assert project.scene is None
    assert not len(project.layers)
    assert not len(project.templates)
    for _ in range(steps):
        history.redo()
    opened.wait_idle()
    assert Change.between(state, DocumentState.of(project)) is None
    assert project.result is not None
    assert project.scene is not None
    assert project.scene.read(nc.Window(200, 200, 8, 8)).rgb.any()


def test_a_scene_that_was_removed_comes_back_with_all_that_is_its(opened: App) -> None:
    project = opened.session.project
    scene = project.scene_layer
    assert scene is not None
    before = DocumentState.of(project)
    opened.session.layering.remove(scene, scene.name)
    opened.wait_idle()
    assert project.scene is None
    undo(opened)
    opened.wait_idle()
    assert Change.between(before, DocumentState.of(project)) is None
    assert project.findings is not None
    assert opened.window.results.model.rowCount() == 3


def test_a_match_is_no_step_but_the_document_is_modified(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.match()
    settle(app)
    history = app.session.history
    history.note_kept()
    count = history.stack.count()
    app.match()
    settle(app)
    assert history.stack.count() == count
    assert history.modified
    former = app.session.project.matches_layer
    undo(app)  # the settings: the step before the match
    assert app.session.project.matches_layer is former


def test_steps_of_a_result_that_a_match_replaced_are_passed_over(opened: App) -> None:
    project = opened.session.project
    model = opened.window.templates.model
    model.setData(model.index(0, NAME), "bay")
    settle(opened)
    matches = project.matches_layer
    assert matches is not None
    matches.restyle(labels=False)
    settle(opened)
    assert project.scene is not None
    with project.unrecorded():
        project.add_result(opened.session.project.result)  # type: ignore[arg-type]
    settle(opened)
    undo(opened)
    assert names(opened)[0] == "piece.png"


def test_settings_that_are_typed_are_one_step(opened: App) -> None:
    project = opened.session.project
    former = project.options
    field = opened.window.match_panel.top
    settle(opened)
    field.setValue(6)
    settle(opened)
    field.setValue(7)
    settle(opened)
    assert project.options.top == 7
    undo(opened)
    assert project.options == former
    assert field.value() == former.top


def test_what_is_searched_is_a_step(opened: App, demo_scene: Path) -> None:
    project = opened.session.project
    opened.session.opening.overlay(demo_scene)
    opened.wait_idle()
    first = project.scene_layer
    other = next(s for s in project.layers.of_kind(SceneLayer) if s is not first)
    project.activate(other)
    settle(opened)
    undo(opened)
    assert project.scene_layer is first
    project.set_scope(SearchScope("view"))
    settle(opened)
    undo(opened)
    assert project.scope.kind == "scene"


def test_a_layer_of_matches_is_kept_alive_only_while_it_can_come_back(opened: App) -> None:
    project = opened.session.project
    layer = project.matches_layer
    assert isinstance(layer, MatchesLayer)
    opened.session.layering.remove(layer, "matches")
    settle(opened)
    assert project.findings is None
    undo(opened)
    assert project.matches_layer is layer
    assert project.findings is layer.findings


def test_the_texts_follow_the_language(opened: App) -> None:
    model = opened.window.templates.model
    model.setData(model.index(0, NAME), "bay")
    settle(opened)
    opened.languages.use("ru")
    settle(opened)
    assert "имени" in opened.window.edit_actions.undo.text()
