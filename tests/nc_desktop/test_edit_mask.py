"""A template is masked by polygons that are drawn, adjusted and taken back on its picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nc_desktop.dialogs.template_viewer import TemplateViewer
from nc_desktop.model.kept_project import KeptProject
from nc_desktop.model.templates import TemplateEntry
from nc_desktop.project_file.fingerprint import Fingerprints
from nc_desktop.project_file.reading import read_project
from nc_desktop.project_file.writing import write_project
from tests.nc_desktop.driving import App

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
KIND = QEvent.Type


@pytest.fixture
def viewer(app: App, scene_file: Path, picture_file: Path) -> TemplateViewer:
    """The picture is shown, and its mask is drawn."""
    app.open(scene_file, picture_file)
    panel = app.window.templates
    panel.select_keys([app.session.project.templates.entries[0].key])
    app.window.template_actions.edit_mask.trigger()
    viewer = app.window.template_actions.viewer
    app.qtbot.waitUntil(lambda: not viewer.view.empty)
    app.wait_idle()
    assert viewer.editing
    return viewer


def entry(app: App) -> TemplateEntry:
    return app.session.project.templates.entries[0]


def send(viewer: TemplateViewer, kind: QEvent.Type, x: float, y: float, held: bool = False) -> None:
    view = viewer.view
    at = QPointF(view.point_of(QPointF(x, y)).toPoint())
    button = NONE if kind == KIND.MouseMove else LEFT
    buttons = LEFT if held else NONE
    event = QMouseEvent(
        kind, at, QPointF(view.viewport().mapToGlobal(at.toPoint())), button, buttons,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def click(viewer: TemplateViewer, x: float, y: float) -> None:
    send(viewer, KIND.MouseMove, x, y)
    send(viewer, KIND.MouseButtonPress, x, y, held=True)
    send(viewer, KIND.MouseButtonRelease, x, y)


def draw(viewer: TemplateViewer, *corners: tuple[float, float]) -> None:
    """Click the corners, and the first one again."""
    for x, y in (*corners, corners[0]):
        click(viewer, x, y)


def apply(app: App, viewer: TemplateViewer) -> None:
    QTest.mouseClick(viewer.mask_bar.apply, LEFT)
    app.wait_idle()
    app.session.history.settle()


def test_polygons_keep_and_mask_and_are_one_step_when_applied(
    app: App, viewer: TemplateViewer, tmp_path: Path
) -> None:
    own, inputs = entry(app).template.mask, app.session.project.inputs
    assert not viewer.mask_bar.apply.isEnabled()
    draw(viewer, (10, 10), (100, 10), (100, 80), (10, 80))
    QTest.mouseClick(viewer.mask_bar.exclude, LEFT)
    draw(viewer, (40, 30), (70, 30), (70, 60), (40, 60))
    assert [p.include for p in viewer.editor.polygons] == [True, False]
    click(viewer, 70, 45)  # a side selects its polygon, and then it can be switched
    QTest.mouseClick(viewer.mask_bar.include, LEFT)
    assert [p.include for p in viewer.editor.polygons] == [True, True]
    QTest.mouseClick(viewer.mask_bar.undo, LEFT)
    assert [p.include for p in viewer.editor.polygons] == [True, False]
    assert entry(app).template.mask is own  # nothing before it is applied
    viewer.close()
    assert viewer.isVisible()
    assert "not applied" in viewer.mask_bar.hint.text()
    apply(app, viewer)
    assert not viewer.editing
    mask = entry(app).template.mask
    rows, cols = np.mgrid[: mask.shape[0], : mask.shape[1]]
    assert mask[20, 20]
    assert not mask[45, 55]
    assert not mask[5, 5]
    shown = (abs(cols - 54.5) < 43) & (abs(rows - 44.5) < 33)
    hole = (abs(cols - 54.5) < 13) & (abs(rows - 44.5) < 13)
    assert mask[shown & ~((abs(cols - 54.5) < 17) & (abs(rows - 44.5) < 17))].all()
    assert not mask[hole].any()
    assert "masked" in viewer.about
    assert app.session.project.inputs != inputs  # the next match is another one
    # kept, with the polygons
    path = tmp_path / "маска.ncproj"
    write_project(KeptProject.of(app.session.project), path, Fingerprints())
    read = read_project(path)
    assert read.project is not None
    [kept] = read.project.templates
    assert kept.polygons == entry(app).polygons
    assert (kept.template.mask == mask).all()
    assert kept.found.mask.all()
    for scene in read.project.scenes:
        scene.raster.close()
    # undone
    assert app.session.history.undo_text == "mask of a template"
    app.window.edit_actions.undo.trigger()
    assert entry(app).template.mask is own
    assert entry(app).polygons == ()
    app.window.edit_actions.redo.trigger()
    assert (entry(app).template.mask == mask).all()
    viewer.begin_mask()  # and adjusted again
    assert viewer.editor.polygons == entry(app).polygons
    QTest.mouseClick(viewer.mask_bar.clear, LEFT)
    apply(app, viewer)
    assert (entry(app).template.mask == own).all()


def test_corners_are_moved_added_and_removed_and_steps_undone(
    app: App, viewer: TemplateViewer
) -> None:
    editor = viewer.editor
    for x, y in ((10, 10), (100, 10), (100, 80)):
        click(viewer, x, y)
    viewer.activateWindow()
    app.qtbot.waitUntil(viewer.isActiveWindow)
    QTest.keyClick(viewer.view, Qt.Key.Key_Backspace)
    click(viewer, 100, 70)
    click(viewer, 60, -20)  # the picture ends there, and the side would cross the first
    QTest.keyClick(viewer.view, Qt.Key.Key_Return)
    [polygon] = editor.polygons
    assert len(polygon.corners) == 3
    send(viewer, KIND.MouseButtonPress, 100, 70, held=True)
    send(viewer, KIND.MouseMove, 40, 85, held=True)
    send(viewer, KIND.MouseButtonRelease, 40, 85)
    assert editor.polygons[0].corners[2] == pytest.approx((40, 85), abs=1)
    send(viewer, KIND.MouseButtonDblClick, 55, 10, held=True)  # a new corner on the upper side
    send(viewer, KIND.MouseButtonRelease, 55, 10)
    assert len(editor.polygons[0].corners) == 4
    QTest.keyClick(viewer.view, Qt.Key.Key_Delete)
    assert len(editor.polygons[0].corners) == 3
    for _ in range(3):
        QTest.mouseClick(viewer.mask_bar.undo, LEFT)
    assert editor.polygons == (polygon,)
    QTest.mouseClick(viewer.mask_bar.redo, LEFT)
    assert editor.polygons[0].corners[2] == pytest.approx((40, 85), abs=1)
    click(viewer, 90, 60)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)  # gives up what is drawn, not the window
    assert not editor.drawing
    assert viewer.isVisible()
    QTest.mouseClick(viewer.mask_bar.discard, LEFT)
    assert not viewer.editing
    assert entry(app).polygons == ()


def test_a_mask_that_leaves_nothing_is_refused(app: App, viewer: TemplateViewer) -> None:
    QTest.mouseClick(viewer.mask_bar.exclude, LEFT)
    width, height = entry(app).template.width, entry(app).template.height
    draw(viewer, (0, 0), (width, 0), (width, height), (0, height))
    apply(app, viewer)
    assert viewer.editing
    assert "masked all over" in viewer.mask_bar.hint.text()
    assert entry(app).template.mask.any()
    QTest.mouseClick(viewer.mask_bar.discard, LEFT)
