"""What becomes of files that are dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from tests.nc_desktop.driving import App, drop_files


def test_a_georeferenced_raster_becomes_the_scene_and_a_picture_a_template(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    assert drop_files(app.window.start_page, [picture_file, scene_file])
    app.wait_idle()
    scene = app.session.project.scene
    assert scene is not None
    assert scene.path == scene_file
    assert [e.template.name for e in app.session.project.templates.entries] == ["piece.png"]
    assert app.window.map.isVisible()
    assert app.window.windowTitle().startswith(scene_file.name)


def test_a_picture_dropped_onto_the_map_is_listed_with_its_thumbnail(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file)
    assert drop_files(app.window.map.viewport, [picture_file])
    app.wait_idle()
    model = app.window.templates.model
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == "piece.png"
    assert not model.index(0, 0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(0, 1).data() == model.index(0, 2).data() == "unknown"


def test_the_panel_of_templates_accepts_pictures_before_a_scene_is_open(
    app: App, picture_file: Path, second_picture_file: Path
) -> None:
    viewport = app.window.templates.table.viewport()
    assert drop_files(viewport, [picture_file, second_picture_file])
    app.wait_idle()
    assert app.window.templates.model.rowCount() == 2
    assert not app.window.match_panel.match.isEnabled()
    assert app.window.match_panel.hint.text() == "Open a scene to search in."


def test_a_raster_dropped_on_an_open_scene_becomes_a_template_that_knows_its_ground(
    app: App, demo_scene: Path, data_dir: Path
) -> None:
    app.open(demo_scene)
    rotated = data_dir / "brighton_beach" / "DJI_0033_rotated_geotransform_utm15n.tif"
    drop_files(app.window.map.viewport, [rotated])
    app.wait_idle()
    (entry,) = app.session.project.templates.entries
    # of the data set's ground truth: GSD at 1000 px, grid heading + 0.73 degrees of convergence
    assert entry.template.gsd_m == pytest.approx(0.06707, rel=0.02)
    assert entry.template.heading_deg == pytest.approx(38.20 + 0.73, abs=1)
    assert app.session.project.scene is not None
    assert app.session.project.scene.path == demo_scene


def test_a_raster_larger_than_the_scene_is_offered_as_the_scene(
    app: App, scene_file: Path, demo_scene: Path
) -> None:
    app.open(scene_file)
    drop_files(app.window.map.viewport, [demo_scene])
    app.wait_idle()
    assert not app.session.project.templates.entries
    (message,) = app.window.messages.messages
    assert message.action == "Open it as the scene"
    button = next(b for b in app.window.findChildren(QPushButton) if b.text() == message.action)
    app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    app.wait_idle()
    assert app.session.project.scene is not None
    assert app.session.project.scene.path == demo_scene


def test_a_folder_stands_for_its_pictures(
    app: App, scene_file: Path, picture_file: Path, second_picture_file: Path
) -> None:
    app.open(scene_file)
    drop_files(app.window.map.viewport, [picture_file.parent])
    app.wait_idle()
    names = {entry.template.name for entry in app.session.project.templates.entries}
    assert names == {picture_file.name, second_picture_file.name}


def test_the_same_file_is_listed_once_and_the_same_name_gets_a_number(
    app: App, scene_file: Path, picture_file: Path, copy_of: Callable[[Path, str], Path]
) -> None:
    app.open(scene_file, picture_file)
    app.open(picture_file, copy_of(picture_file, "piece.png"))
    names = [entry.template.name for entry in app.session.project.templates.entries]
    assert names == ["piece.png", "piece.png (2)"]
    assert any("already" in text for text in app.texts)


def _empty_folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def _text(folder: Path) -> Path:
    (folder / "notes.txt").write_text("not a picture")
    return folder / "notes.txt"


def _two_bytes(folder: Path) -> Path:
    (folder / "tiny.png").write_bytes(b"\x89P")
    return folder / "tiny.png"


def _broken_tiff(folder: Path) -> Path:
    (folder / "broken.tif").write_bytes(b"II*\x00" + b"\xff" * 60)
    return folder / "broken.tif"


def _missing(folder: Path) -> Path:
    return folder / "gone.tif"


@pytest.mark.parametrize("make", [_empty_folder, _text, _two_bytes, _broken_tiff, _missing])
@pytest.mark.parametrize("with_scene", [False, True])
def test_what_cannot_be_opened_is_told_and_the_rest_is_opened(  # noqa: PLR0917
    app: App,
    scene_file: Path,
    picture_file: Path,
    tmp_path: Path,
    make: Callable[[Path], Path],
    with_scene: bool,
) -> None:
    if with_scene:
        app.open(scene_file)
    bad = make(tmp_path)
    drop_files(app.window, [bad, picture_file])
    app.wait_idle()
    (error,) = [m for m in app.window.messages.messages if m.level == "error"]
    assert error.text.startswith("Cannot be opened: ")
    assert bad.name in error.text
    assert "\n" not in error.text
    assert app.window.templates.model.rowCount() == 1


def test_text_that_is_dragged_is_refused(app: App) -> None:
    assert not drop_files(app.window.start_page, [])


def test_a_bad_scene_leaves_the_open_one(app: App, scene_file: Path, tmp_path: Path) -> None:
    app.open(scene_file)
    app.session.opening.scene(_broken_tiff(tmp_path))
    app.wait_idle()
    assert app.session.project.scene is not None
    assert app.session.project.scene.path == scene_file
    assert any("broken.tif" in text for text in app.texts)


def test_many_files_that_cannot_be_opened_are_one_message_that_lists_them(
    app: App, tmp_path: Path
) -> None:
    files = [tmp_path / f"broken {number}.png" for number in range(6)]
    for file in files:
        file.write_bytes(b"no")
    drop_files(app.window.start_page, files)
    app.wait_idle()
    (message,) = app.window.messages.messages
    assert message.text.startswith("6 file")
    assert "broken 0.png" in message.text
    button = next(b for b in app.window.findChildren(QPushButton) if b.text() == "Copy details")
    app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert all(str(file) in QGuiApplication.clipboard().text() for file in files)


def test_a_folder_that_is_dropped_twice_adds_its_pictures_once(
    app: App, scene_file: Path, picture_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "Снимки №1"
    folder.mkdir()
    for name in ("a.png", "b.png"):
        (folder / name).write_bytes(picture_file.read_bytes())
    app.open(scene_file)
    for _ in range(2):
        drop_files(app.window.map.viewport, [folder])
        app.wait_idle()
    names = [entry.template.name for entry in app.session.project.templates.entries]
    assert names == ["a.png", "b.png"]
    assert app.texts[0].startswith("2 picture")


def test_a_source_that_would_move_its_files_is_told_of_a_copy(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture_file))])
    target = app.window.map.viewport
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    keys = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)  # asks for a move
    middle = QPointF(target.rect().center())
    QApplication.sendEvent(target, QDragEnterEvent(middle.toPoint(), actions, *keys))
    drop = QDropEvent(middle, actions, *keys)
    assert drop.proposedAction() == Qt.DropAction.MoveAction
    QApplication.sendEvent(target, drop)
    assert drop.isAccepted()
    assert drop.dropAction() == Qt.DropAction.CopyAction
    app.wait_idle()
    assert app.window.templates.model.rowCount() == 1
