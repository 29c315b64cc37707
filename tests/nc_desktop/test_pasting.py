"""Templates from the clipboard, and pictures that are dragged without a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.nc_desktop.driving import App


@pytest.fixture(autouse=True)
def _clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def _paste(app: App) -> None:
    app.window.activateWindow()
    app.window.map.setFocus()
    QTest.keyClick(app.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    app.wait_idle()


def _names(app: App) -> list[str]:
    return [entry.template.name for entry in app.session.project.templates.entries]


def _no_picture() -> QMimeData:
    mime = QMimeData()
    mime.setData("application/x-qt-image", b"no picture")
    return mime


def _mime_text(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


def test_a_screenshot_is_pasted_with_its_very_pixels(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file)
    QGuiApplication.clipboard().setImage(QImage(str(picture_file)))
    _paste(app)
    _paste(app)
    assert _names(app) == ["pasted 1", "pasted 2"]
    template = app.session.project.templates.entries[0].template
    with PIL.Image.open(picture_file) as opened:
        np.testing.assert_array_equal(template.rgb, np.asarray(opened))
    assert template.mask.all()
    assert (template.gsd_m, template.heading_deg) == (None, None)
    assert app.texts == []


def test_what_is_transparent_is_masked(app: App, picture_file: Path) -> None:
    image = QImage(str(picture_file)).convertToFormat(QImage.Format.Format_ARGB32)
    for col in range(image.width() // 2):
        for row in range(image.height()):
            image.setPixelColor(col, row, QColor(0, 0, 0, 0))
    QGuiApplication.clipboard().setImage(image)
    _paste(app)
    (entry,) = app.session.project.templates.entries
    mask = entry.template.mask
    assert not mask[:, : image.width() // 2].any()
    assert mask[:, image.width() // 2 :].all()


def test_files_of_a_file_manager_are_opened_as_if_they_were_dropped(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (scene_file, picture_file)])
    QGuiApplication.clipboard().setMimeData(mime)
    _paste(app)
    assert app.session.project.scene is not None
    assert app.session.project.scene.path == scene_file
    assert _names(app) == [picture_file.name]


@pytest.mark.parametrize("form", ["{}", '"{}"', "  {}\n", "file://{}"])
def test_text_that_is_a_path_opens_the_file(app: App, picture_file: Path, form: str) -> None:
    QGuiApplication.clipboard().setText(form.format(picture_file.as_posix()))
    _paste(app)
    assert _names(app) == [picture_file.name]


@pytest.mark.parametrize(
    ("mime", "words"),
    [
        (_mime_text("Lorem ipsum\ndolor / sit"), "neither a picture nor a file"),
        (_mime_text("https://example.org/a.jpg"), "Copy the picture itself"),
        (_mime_text("\x00\x01" * 50), "neither a picture nor a file"),
        (_mime_text("/no/such/Снимок.jpg"), "Снимок.jpg"),
        (_mime_text("~nobody-of-that-name/a.jpg"), "a.jpg"),
        (_mime_text("/" + "long" * 90 + ".jpg"), "no such file"),
        (_no_picture(), "empty or damaged"),
        (QMimeData(), "clipboard is empty"),
    ],
)
def test_what_is_no_picture_is_told(app: App, mime: QMimeData, words: str) -> None:
    app.session.templating.paste(mime)
    app.wait_idle()
    assert len(app.texts) == 1
    assert words in app.texts[0]
    assert _names(app) == []


def test_a_picture_of_one_colour_is_refused(app: App) -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    _paste(app)
    assert _names(app) == []
    assert app.texts[0].startswith("The picture cannot be taken: ")
    assert "one colour" in app.texts[0]


def test_a_huge_picture_on_the_disk_is_told_in_one_line(app: App, tmp_path: Path) -> None:
    huge = tmp_path / "panorama.jpg"
    PIL.Image.new("L", (60_000, 3_000), 128).save(huge)
    QGuiApplication.clipboard().setText(str(huge))
    _paste(app)
    assert _names(app) == []
    (text,) = app.texts
    assert "too large" in text
    assert "\n" not in text


def test_a_text_field_keeps_its_own_paste(app: App, picture_file: Path) -> None:
    field = next(f for f in app.window.findChildren(QLineEdit) if f.isVisible() and f.isEnabled())
    field.setFocus()
    field.clear()
    QGuiApplication.clipboard().setText(str(picture_file))
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    app.wait_idle()
    assert str(picture_file) in field.text()
    assert _names(app) == []


@pytest.mark.parametrize("onto", ["map", "panel"])
def test_a_picture_dragged_from_a_browser_is_called_as_there(
    app: App, scene_file: Path, picture_file: Path, onto: str
) -> None:
    app.open(scene_file)
    mime = QMimeData()
    mime.setImageData(QImage(str(picture_file)))
    mime.setUrls([QUrl("https://example.org/maps/harbour.png?size=large")])
    window = app.window
    widget = window.map.viewport if onto == "map" else window.templates.table.viewport()
    at = QPointF(widget.rect().center())
    arguments = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, *arguments)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(at, Qt.DropAction.CopyAction, *arguments))
    app.wait_idle()
    assert _names(app) == ["harbour.png"]
