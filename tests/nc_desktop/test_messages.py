"""Messages beside the work: how many are shown, and when they go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget

from nc_desktop.messages import Message
from nc_desktop.panels.message_bar import MessageRow
from tests.nc_desktop.driving import App

LEFT = Qt.MouseButton.LeftButton


def shown(app: App) -> list[str]:
    rows = app.window.messages.findChildren(MessageRow)
    return sorted(row.text for row in rows if row.isVisible())


def complain(app: App, tmp_path: Path, number: int) -> None:
    """Open files that are no pictures, one after the other, as a user tries one more."""
    for each in range(number):
        file = tmp_path / f"a name that makes the message about it long {each}.tif"
        file.write_bytes(b"II*\x00 is no TIFF")
        app.open(file)


def test_many_errors_leave_the_map_its_room(app: App, tmp_path: Path) -> None:
    bar = app.window.messages
    complain(app, tmp_path, 3)
    assert len(shown(app)) == 3
    assert not bar.folded.isVisible()
    whole = app.window.centralWidget().height()
    complain(app, tmp_path, 6)
    assert len(shown(app)) == 2
    assert bar.folded.text.text() == "and 4 more messages"
    assert len(bar.messages) == 6
    app.qtbot.waitUntil(lambda: bar.height() < 0.3 * whole)


def test_a_folded_message_comes_up_when_another_is_closed(app: App) -> None:
    for number in range(4):
        app.session.message.emit(Message("error", f"trouble {number}", action="Mend it"))
    assert shown(app) == ["trouble 2", "trouble 3"]
    app.session.withdrawn.emit(Message("error", "trouble 3", action="Mend it"))
    assert shown(app) == ["trouble 0", "trouble 1", "trouble 2"]
    assert not app.window.messages.folded.isVisible()


def test_the_line_below_leads_to_the_log_and_closes_all(app: App) -> None:
    for number in range(5):
        app.session.message.emit(Message("warning", f"trouble {number}"))
    app.languages.use("ru")
    folded = app.window.messages.folded
    app.qtbot.waitUntil(lambda: folded.text.text() == "и ещё 3 сообщения")
    (log,) = (d for d in app.window.findChildren(QDockWidget) if d.objectName() == "dock_log")
    assert not log.isVisible()
    app.qtbot.mouseClick(folded.log, LEFT)
    assert log.isVisible()
    app.qtbot.mouseClick(folded.close_all, LEFT)
    assert app.window.messages.messages == []
    assert not folded.isVisible()


def test_what_is_offered_for_a_moment_goes_by_itself(
    app: App, monkeypatch: pytest.MonkeyPatch, picture_file: Path, second_picture_file: Path
) -> None:
    monkeypatch.setattr("nc_desktop.panels.message_bar._PASSING_MS", 300)
    app.open(picture_file, second_picture_file)
    app.window.messages.clear()
    table = app.window.templates.table
    table.selectAll()
    app.window.templates.remove_selected()
    assert [message.action for message in app.window.messages.messages] == ["Undo"]
    app.qtbot.waitUntil(lambda: app.window.messages.messages == [])


def test_the_failure_of_a_match_is_forgotten_with_the_next_one(
    app: App, scene_file: Path, picture_file: Path, tmp_path: Path
) -> None:
    scene = tmp_path / "scene.tif"
    content = scene_file.read_bytes()
    scene.write_bytes(content)
    app.open(scene, picture_file)
    scene.unlink()
    with app.qtbot.waitSignal(app.session.matching.ended, timeout=60_000):
        app.session.matching.match()
    assert [text for text in app.texts if "match failed" in text]
    scene.write_bytes(content)
    layer = app.session.project.scene_layer
    assert layer is not None
    app.session.layering.reload(layer)
    app.wait_idle()
    app.match()
    assert not [text for text in app.texts if "match failed" in text]
