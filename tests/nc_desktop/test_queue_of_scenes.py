"""Many templates in several scenes: the queue, its panel, its summary."""

from __future__ import annotations

import csv
import shutil
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

import neurocorrelator as nc
from nc_desktop.jobs.hold import Hold
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.queue_pace import Spent, remaining_s
from nc_desktop.panels.lines_table import LinesTable
from tests.nc_desktop.driving import QUICK, App, save_as

_TIMEOUT_MS = 180_000  # also on a machine that has much else to do


def _press(app: App, button: QAbstractButton) -> None:
    app.qtbot.waitUntil(button.isEnabled)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _click_line(table: LinesTable, row: int, column: int = 0) -> None:
    place = table.visualRect(table.model().index(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _states(app: App) -> list[str]:
    return [entry.state for entry in app.session.queue_list.entries]


def _open_scene(app: App, path: Path) -> SceneLayer:
    app.session.opening.scene(path)
    app.wait_idle()
    layer = app.session.project.scene_layer
    assert layer is not None
    assert layer.raster.path == path
    return layer


def test_scenes_are_chosen_matched_paused_retried_and_summed_up(
    app: App, scene_file: Path, plain_scene_file: Path, picture_file: Path, tmp_path: Path
) -> None:
    project, matching, panel = app.session.project, app.session.matching, app.window.queue
    gone_file = Path(shutil.copy(scene_file, tmp_path / "пропавшая.tif"))
    app.open(scene_file, picture_file)
    ground = project.scene_layer
    plain, gone = _open_scene(app, plain_scene_file), _open_scene(app, gone_file)
    project.set_options(QUICK)
    gone.restyle(visible=False)
    app.window.queue_actions.match_scenes.trigger()
    dialog = app.window.queue_actions.scenes_dialog
    assert dialog is not None
    assert set(dialog.chosen) == {ground, plain, gone}
    dialog.visible.click()
    assert set(dialog.chosen) == {ground, plain}
    dialog.none.click()
    assert not dialog.add.isEnabled()
    dialog.all.click()
    gone_file.rename(tmp_path / "weg.tif")
    dialog.add.click()
    app.qtbot.waitUntil(panel.isVisible)
    assert [entry.run.layer for entry in panel.model.entries] == [gone, plain, ground]

    _press(app, panel.pause)
    assert panel.pause.text() == "Go on"
    panel.table.selectRow(2)
    _press(app, panel.up)
    assert [run.layer for run in matching.queue.runs] == [gone, ground, plain]
    assert panel.selected[0].run.layer is ground  # the selection goes with it
    panel.table.selectRow(2)
    _press(app, panel.cancel)
    _press(app, panel.pause)
    app.wait_idle(_TIMEOUT_MS)
    assert panel.pause.text() == "Pause"
    assert _states(app) == ["cancelled", "failed", "done"]
    _, failed, on_ground = panel.model.entries
    assert gone_file.name in failed.reason
    assert on_ground.outcome is not None
    assert on_ground.outcome.count("found") == 1
    assert panel.whole.text() == "1 of 3 done · 1 failed"
    assert any("1 scene matched" in text and "1 scene failed" in text for text in app.texts)

    panel.table.selectRow(1)
    (tmp_path / "weg.tif").rename(gone_file)
    _press(app, panel.retry)
    app.wait_idle(_TIMEOUT_MS)
    assert _states(app) == ["cancelled", "done", "done"]

    _press(app, panel.summary)
    summary = app.window.queue_actions.summary_dialog
    assert summary is not None
    assert "1 of 1 template found" in summary.counts.text()
    assert summary.templates.lines.rowCount() == 2
    assert summary.scenes.lines.rowCount() == 3
    scene_names = [line.cells[1].text for line in summary.templates.lines.lines]
    project.activate(plain)
    _click_line(summary.templates, scene_names.index(scene_file.name))
    assert project.scene_layer is ground
    assert project.selected_match is not None
    assert project.selected_match.rank == 1
    _press(app, summary.copy)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 3
    assert copied[0].startswith("Template\tScene\tAnswer")
    _press(app, summary.save)
    save_as(app, summary.save_dialog, tmp_path / "сводка.csv")
    with (tmp_path / "сводка.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {(row["scene"], row["state"], row["verdict"]) for row in rows} == {
        (str(plain_scene_file), "cancelled", ""),
        (str(scene_file), "done", "found"),
        (str(gone_file), "done", "found"),
    }
    assert float(next(r for r in rows if r["scene"] == str(scene_file))["lat"]) > 0
    summary.close()


def test_scenes_beside_the_area_cannot_be_chosen(
    app: App, scene_file: Path, plain_scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    ground = app.session.project.scene_layer
    app.session.matching.search_in([(10, 10), (200, 10), (200, 200)], "поле")
    _open_scene(app, plain_scene_file)  # without a CRS: where the area is in it is not known
    app.window.queue_actions.match_scenes.trigger()
    dialog = app.window.queue_actions.scenes_dialog
    assert dialog is not None
    assert dialog.chosen == (ground,)
    app.session.project.templates.set_enabled(0, enabled=False)
    assert not dialog.add.isEnabled()
    dialog.close()


def test_waiting_matches_are_removed_and_cancelled_and_closing_asks(
    app: App, scene_file: Path, plain_scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    scenes = app.session.project.scene_layer, _open_scene(app, plain_scene_file)
    matching, panel, files = app.session.matching, app.window.queue, app.window.project_actions
    matching.match_in([*scenes, *scenes])  # type: ignore[list-item]
    matching.queue.pause()
    panel.table.selectRow(3)
    _press(app, panel.remove)
    assert _states(app)[1:] == ["waiting", "waiting"]
    panel.table.selectRow(2)
    _press(app, panel.cancel)
    assert _states(app)[0] == "cancelled"
    app.window.asks_before_closing = True
    app.window.close()
    question = files.files.queue_question
    assert question is not None
    assert "2 matches" in question.text()
    question.stay.click()
    assert app.window.isVisible()
    assert len(matching.queue.runs) == 2
    app.window.close()
    question = files.files.queue_question
    assert question is not None
    question.give_up.click()
    app.qtbot.waitUntil(lambda: not app.window.isVisible(), timeout=_TIMEOUT_MS)
    assert not matching.running


def test_work_halts_at_a_hold_until_it_is_released_or_cancelled() -> None:
    hold, token, passed, again = Hold(), nc.CancelToken(), threading.Event(), threading.Event()
    hold.wait(token)
    hold.hold()

    def work() -> None:
        hold.wait(nc.CancelToken())
        passed.set()
        again.wait(5)
        with pytest.raises(nc.CancelledError):
            hold.wait(token)

    thread = threading.Thread(target=work)
    thread.start()
    while not hold.reached:
        time.sleep(0.005)
    assert not passed.is_set()
    time.sleep(0.05)
    hold.release()
    assert passed.wait(5)
    waited = hold.waited_s
    assert waited >= 0.05
    hold.hold()
    again.set()
    token.cancel()
    thread.join(5)
    assert not thread.is_alive()


def test_time_left_goes_by_what_is_done() -> None:
    assert remaining_s(None, None, [], [5.0]) is None
    assert remaining_s(Spent(2.0, 1.0), 3.0, [], [4.0]) == pytest.approx(3.0 + 4.0 * 2.0)
    assert remaining_s(Spent(2.0, 1.0), None, [Spent(1.0, 4.0)], [0.5]) == pytest.approx(7.0 + 2.0)
    assert remaining_s(Spent(2.0, 99.0), None, [Spent(1.0, 4.0)], []) == 0.0
