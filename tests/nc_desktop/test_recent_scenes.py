"""Scenes that were opened come back on the start page and in the menu."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidgetItem

from nc_desktop.settings import MOST_RECENT, Settings
from tests.nc_desktop.driving import App

LEFT = Qt.MouseButton.LeftButton


def _files(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_bytes(b"")
    return [folder / name for name in names]


def _listed(app: App) -> list[str]:
    rows = app.window.start_page.recent_list
    return [rows.item(row).text() for row in range(rows.count())]


def _item(app: App, row: int) -> QListWidgetItem:
    return app.window.start_page.recent_list.item(row)


def _click(app: App, place: QPoint) -> None:
    app.qtbot.mouseClick(app.window.start_page.recent_list.viewport(), LEFT, pos=place)


def test_an_opened_scene_is_the_first_of_the_recent_ones(app: App, scene_file: Path) -> None:
    assert not app.window.start_page.recent_list.isVisible()
    assert not app.window.project_actions.recent.menuAction().isEnabled()
    app.open(scene_file)
    assert app.settings.recent_scenes == (scene_file,)
    assert _listed(app) == [scene_file.name]
    (entry, *_) = app.window.project_actions.recent.actions()
    assert scene_file.name in entry.text()
    assert entry.toolTip() == str(scene_file)


def test_a_click_opens_and_the_cross_removes(app: App, scene_file: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(scene_file, tmp_path / "другая сцена.tif"))
    app.window.recent.add(scene_file)
    app.window.recent.add(other)
    rows = app.window.start_page.recent_list
    app.qtbot.waitUntil(rows.isVisible)
    _click(app, rows.cross_of(_item(app, 1)).center())
    assert app.settings.recent_scenes == (other,)
    assert app.session.project.scene is None
    _click(app, rows.visualItemRect(_item(app, 0)).center())
    app.wait_idle()
    assert app.session.project.scene is not None
    assert app.session.project.scene.path == other


def test_the_keyboard_opens_and_removes(app: App, scene_file: Path, tmp_path: Path) -> None:
    (gone,) = _files(tmp_path, "a.tif")
    app.window.recent.add(scene_file)
    app.window.recent.add(gone)
    rows = app.window.start_page.recent_list
    rows.setFocus()
    rows.setCurrentRow(0)
    app.qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert _listed(app) == [scene_file.name]
    app.qtbot.keyClick(rows, Qt.Key.Key_Return)
    app.wait_idle()
    assert app.session.project.scene is not None


def test_a_missing_scene_is_marked_and_not_opened(app: App, tmp_path: Path) -> None:
    there, gone = _files(tmp_path, "есть.tif", "нет.tif")
    app.window.recent.add(there)
    app.window.recent.add(gone)
    gone.unlink()
    app.window.recent.look()
    app.qtbot.waitUntil(lambda: app.window.recent.missing == {gone})
    assert "is not there now" in _item(app, 0).toolTip()
    rows = app.window.start_page.recent_list
    _click(app, rows.visualItemRect(_item(app, 0)).center())
    app.wait_idle()
    assert app.texts == []
    entry = app.window.project_actions.recent.actions()[0]
    assert not entry.isEnabled()
    assert "not found" in entry.text()
    gone.write_bytes(b"")  # the drive is there again
    app.window.recent.look()
    app.qtbot.waitUntil(lambda: app.window.recent.missing == set())
    assert app.window.project_actions.recent.actions()[0].isEnabled()


def test_the_list_is_short_without_doubles_and_survives(tmp_path: Path) -> None:
    file = tmp_path / "desktop.ini"
    settings = Settings(file)
    settings.add_recent_scene(tmp_path / "одна.tif")
    assert Settings(file).recent_scenes == (tmp_path / "одна.tif",)
    for number in range(MOST_RECENT + 5):
        settings.add_recent_scene(tmp_path / f"Снимок №{number}, «x».tif")
    settings.add_recent_scene(tmp_path / "Снимок №9, «x».tif")
    again = Settings(file).recent_scenes
    assert len(again) == MOST_RECENT
    assert again[0] == tmp_path / "Снимок №9, «x».tif"
    assert len(set(again)) == MOST_RECENT
    settings.clear_recent_scenes()
    assert Settings(file).recent_scenes == ()


def test_two_instances_keep_each_others_scenes(tmp_path: Path) -> None:
    first, second = Settings(tmp_path / "a.ini"), Settings(tmp_path / "a.ini")
    first.add_recent_scene(tmp_path / "1.tif")
    second.add_recent_scene(tmp_path / "2.tif")
    first.add_recent_scene(tmp_path / "3.tif")
    names = [path.name for path in Settings(tmp_path / "a.ini").recent_scenes]
    assert names == ["3.tif", "2.tif", "1.tif"]


def test_clearing_the_list_from_the_menu(app: App, tmp_path: Path) -> None:
    app.window.recent.add(tmp_path / "a.tif")
    app.window.project_actions.recent.actions()[-1].trigger()
    assert app.settings.recent_scenes == ()
    assert not app.window.start_page.recent_list.isVisible()


def test_the_demo_is_not_among_them(app: App) -> None:
    app.session.opening.demo()
    app.wait_idle()
    assert app.session.project.scene is not None
    assert app.settings.recent_scenes == ()
