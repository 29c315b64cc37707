"""Several matches: their order, what cancels which, and what a failure leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

import neurocorrelator as nc
from nc_desktop.model.findings import Findings
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.session.match_queue import MatchRun
from tests.nc_desktop.driving import (
    MATCH_TIMEOUT_MS,
    QUICK,
    TEMPLATE_AT,
    TEMPLATE_SIZE,
    App,
    drop_files,
)

CENTRE = (TEMPLATE_AT[0] + TEMPLATE_SIZE[0] / 2, TEMPLATE_AT[1] + TEMPLATE_SIZE[1] / 2)
LONG = MatchOptions(rotations="0:355:5", scales="0.5:2:9")  # much longer than a test


def _start_long(app: App) -> None:
    app.session.project.set_options(LONG)
    with app.qtbot.waitSignal(app.session.matching.progressed, timeout=MATCH_TIMEOUT_MS):
        app.qtbot.mouseClick(app.window.match_panel.match, Qt.MouseButton.LeftButton)


def _press_match_again(app: App) -> None:
    button = app.window.match_panel.match
    app.qtbot.waitUntil(button.isEnabled)  # it pauses, so that a double click asks only once
    app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _wait_all(app: App) -> None:
    app.wait_idle(MATCH_TIMEOUT_MS)


def test_a_second_match_waits_and_its_settings_are_those_of_its_press(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    panel, matching, project = app.window.match_panel, app.session.matching, app.session.project
    ended: list[MatchRun] = []
    matching.queue.ended.connect(ended.append)
    _start_long(app)
    assert panel.match.text() == "Add to the queue"
    assert not panel.queue.isVisible()
    project.set_options(replace(QUICK, top=2))
    _press_match_again(app)
    project.set_options(replace(QUICK, top=3))
    long, short = matching.queue.runs
    assert matching.queue.current is long
    assert panel.queue.isVisible()
    assert panel.queue.title.text().startswith("1 match")
    assert [row.text.text().partition(" ")[0] for row in panel.queue.rows] == ["runs", "waits"]
    assert scene_file.name in panel.queue.rows[1].text.text()
    assert "1 waiting" in app.window.match_status.text.text()
    app.qtbot.mouseClick(panel.queue.rows[0].cancel, Qt.MouseButton.LeftButton)
    _wait_all(app)
    assert ended == [long, short]
    assert project.result is not None
    assert len(project.result.matches) == 2
    assert project.stale  # made with 2, now 3 are wanted
    assert "The match was cancelled." in app.texts
    assert not panel.queue.isVisible()
    assert panel.match.text() == "Match"


def test_a_waiting_match_is_cancelled_and_the_running_one_goes_on(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    matching = app.session.matching
    _start_long(app)
    _press_match_again(app)
    long, waiting = matching.queue.runs
    with app.qtbot.waitSignal(matching.queue.ended, timeout=5_000):
        app.qtbot.mouseClick(app.window.match_panel.queue.rows[1].cancel, Qt.MouseButton.LeftButton)
    assert matching.queue.runs == (long,)
    assert matching.queue.current is long
    assert waiting not in matching.queue.runs
    matching.cancel()
    _wait_all(app)
    assert app.session.project.result is None


def test_escape_stops_one_and_cancel_all_the_rest(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    matching = app.session.matching
    _start_long(app)
    for _ in range(2):
        _press_match_again(app)
    _, second, third = matching.queue.runs
    app.qtbot.keyClick(app.window, Qt.Key.Key_Escape)
    app.qtbot.waitUntil(lambda: matching.queue.current is second, timeout=10_000)
    assert matching.queue.runs == (second, third)
    started: list[MatchRun] = []
    matching.queue.started.connect(started.append)
    app.qtbot.mouseClick(app.window.match_panel.queue.cancel_all, Qt.MouseButton.LeftButton)
    _wait_all(app)
    assert matching.queue.runs == ()
    assert started == []  # the third never began


def test_escape_gives_up_a_drawing_before_it_stops_a_match(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    _start_long(app)
    app.window.search_actions.draw_rectangle.trigger()
    assert app.window.map.tool is not None
    app.qtbot.keyClick(app.window.map.viewport, Qt.Key.Key_Escape)
    assert app.window.map.tool is None
    assert not app.session.matching.queue.cancelling
    app.qtbot.keyClick(app.window.map.viewport, Qt.Key.Key_Escape)
    assert app.session.matching.queue.cancelling
    _wait_all(app)


def test_a_double_click_asks_for_one_match(app: App, scene_file: Path, picture_file: Path) -> None:
    app.open(scene_file, picture_file)
    app.session.project.set_options(LONG)
    button = app.window.match_panel.match
    for _ in range(2):
        app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(app.session.matching.queue.runs) == 1
    app.session.matching.cancel_all()
    _wait_all(app)


def test_results_lie_on_the_scenes_that_were_searched(
    app: App, scene_file: Path, plain_scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    project = app.session.project
    first = project.scene_layer
    project.set_options(QUICK)
    app.window.search_actions.match.trigger()
    app.session.opening.scene(plain_scene_file)
    app.qtbot.waitUntil(lambda: project.scene_layer is not first)
    second = project.scene_layer
    app.window.search_actions.match.trigger()
    _wait_all(app)
    assert project.findings is not None
    assert project.findings.scene is second
    found: dict[object, Findings] = {}
    for layer in (first, second):
        project.activate(layer)
        assert project.findings is not None
        found[layer] = project.findings
        assert project.findings.result.matches[0].centre == pytest.approx(CENTRE, abs=4)
    assert found[first] is not found[second]
    assert found[first].result.scene.path == scene_file


def test_matches_of_a_removed_scene_are_dropped_and_the_others_stay(
    app: App, scene_file: Path, plain_scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    project, matching = app.session.project, app.session.matching
    first = project.scene_layer
    assert first is not None
    _start_long(app)
    _press_match_again(app)
    app.session.opening.scene(plain_scene_file)
    app.qtbot.waitUntil(lambda: project.scene_layer is not first)
    project.set_options(QUICK)
    _press_match_again(app)
    kept = matching.queue.runs[2]
    project.layers.remove(first)
    app.qtbot.waitUntil(lambda: matching.queue.runs in ((kept,), ()), timeout=10_000)
    _wait_all(app)
    assert project.findings is not None
    assert project.findings.scene is kept.layer


@pytest.mark.parametrize(
    ("error", "said", "has_details"),
    [
        (RuntimeError("CUDA error: an illegal memory access"), "illegal memory access", True),
        (MemoryError(), "not enough memory. Choose smaller tiles", True),
        (nc.DeviceError("cuda: not enough memory; use --device cpu"), "use --device cpu", False),
    ],
)
def test_a_failure_is_told_and_the_queue_goes_on(
    app: App,
    scene_file: Path,
    picture_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    error: Exception,
    said: str,
    has_details: bool,
) -> None:
    real, calls = nc.match, []

    def fail_once(*arguments: object, **named: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise error
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setitem(vars(nc), "match", fail_once)
    app.open(scene_file, picture_file)
    app.session.project.set_options(QUICK)
    for _ in range(2):
        app.window.search_actions.match.trigger()
    _wait_all(app)
    (message,) = (m for m in app.window.messages.messages if m.level == "error")
    assert said in message.text
    assert ("Traceback" in message.details) == has_details
    assert app.session.project.result is not None


def test_a_drop_is_matched_at_once_if_the_user_likes(
    app: App, scene_file: Path, picture_file: Path, second_picture_file: Path
) -> None:
    app.open(scene_file)
    app.session.project.set_options(QUICK)
    drop_files(app.window.map.viewport, [picture_file])
    app.wait_idle()
    assert not app.session.matching.running
    assert app.session.project.result is None
    box = app.window.match_panel.at_once
    app.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert box.isChecked()
    assert app.settings.match_at_once
    with app.qtbot.waitSignal(app.session.matching.ended, timeout=MATCH_TIMEOUT_MS):
        drop_files(app.window.map.viewport, [second_picture_file])
    result = app.session.project.result
    assert result is not None
    assert {t.name for t in result.templates} == {picture_file.name, second_picture_file.name}


def test_looks_of_the_former_result_are_kept(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.match()
    project = app.session.project
    assert project.heatmap is not None
    assert project.matches_layer is not None
    project.heatmap.restyle(opacity=0.3, colour_map="viridis")
    project.matches_layer.restyle(best_only=False)
    project.set_options(replace(project.options, top=2))
    former = project.heatmap
    app.qtbot.waitUntil(app.window.match_panel.match.isEnabled)
    app.match()
    assert project.heatmap is not former
    assert (project.heatmap.style.opacity, project.heatmap.style.colour_map) == (0.3, "viridis")
    assert project.heatmap.visible
    assert not project.matches_layer.style.best_only
