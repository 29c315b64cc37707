"""Picture and scene of a match side by side and over each other, with real pixels of both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.panels.comparison_canvas import ComparisonCanvas
from tests.nc_desktop.driving import MATCH_TIMEOUT_MS, TEMPLATE_AT, TEMPLATE_SIZE, App
from tests.nc_desktop.made_results import made_match, show_matches, show_on_plain_scene

LEFT = Qt.MouseButton.LeftButton
CENTRE = TEMPLATE_AT[0] + TEMPLATE_SIZE[0] / 2, TEMPLATE_AT[1] + TEMPLATE_SIZE[1] / 2
RIGHT_PLACE = made_match("piece.png", 1, 4.2, CENTRE, size=TEMPLATE_SIZE)
ELSEWHERE = made_match("piece.png", 2, 2.0, (300, 300), size=TEMPLATE_SIZE, rotation_deg=30)


@pytest.fixture
def found(app: App, scene_file: Path, picture_file: Path) -> App:
    show_matches(app, [scene_file, picture_file], [RIGHT_PLACE, ELSEWHERE])
    return app


def compare(app: App, index: int = 0) -> ComparisonCanvas:
    """Select a match and open the comparison by its key."""
    app.session.project.select(index)
    panel, comparing = app.window.comparison, app.session.comparing
    if not panel.isVisible():
        app.window.map.setFocus()
        app.qtbot.keyClick(app.window.map, Qt.Key.Key_V)
    app.qtbot.waitUntil(
        lambda: (
            comparing.compared is not None
            and comparing.compared.index == index
            and not comparing.reading
        )
    )
    return panel.canvas


def settle(app: App) -> None:
    """Let the closer look come that a move asks for."""
    app.qtbot.wait(250)
    app.qtbot.waitUntil(lambda: not app.session.comparing.reading)


def pixels(canvas: ComparisonCanvas) -> np.ndarray:
    """[H, W, 3] of what is drawn."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def inner(canvas: ComparisonCanvas, pane: QRectF, drawn: np.ndarray) -> np.ndarray:
    """What is drawn of the middle of the right place's footprint in a pane."""
    left, top, right, bottom = RIGHT_PLACE.box
    rect = canvas.view.to_pane(pane).mapRect(QRectF(left, top, right - left, bottom - top))
    rect = rect.adjusted(8, 8, -8, -8).toRect()
    return drawn[rect.top() : rect.bottom(), rect.left() : rect.right()]


def test_side_by_side_shows_the_same_ground_and_moves_both(found: App) -> None:
    canvas = compare(found)
    assert canvas.mode == "side"
    for step in range(2):
        drawn = pixels(canvas)
        template, scene = (inner(canvas, pane, drawn) for pane in canvas.panes)
        assert template.shape == scene.shape
        assert min(template.shape[:2]) > 60
        assert np.abs(template - scene).mean() < 5, step
        assert template.std() > 20
        pane = canvas.panes[1].center().toPoint()
        QTest.mousePress(canvas, LEFT, pos=pane)
        QTest.mouseMove(canvas, pane + QPoint(9, 6))
        QTest.mouseRelease(canvas, LEFT, pos=pane + QPoint(9, 6))
        settle(found)
    moved = canvas.view.to_pane(canvas.panes[0]).map(QPointF(*CENTRE)) - canvas.panes[0].center()
    assert (moved.x(), moved.y()) == pytest.approx((18, 12), abs=1)


def test_a_turned_match_is_drawn_in_the_scenes_frame(found: App, scene_file: Path) -> None:
    canvas = compare(found, 1)
    pane = canvas.panes[0]
    drawn = pixels(canvas)
    middle = canvas.view.to_pane(pane).map(QPointF(300, 300)).toPoint()
    picture = np.array(PIL.Image.open(found.session.project.templates.enabled[0].path))
    seen = drawn[middle.y() - 1 : middle.y() + 2, middle.x() - 1 : middle.x() + 2].mean(axis=(0, 1))
    there = picture[46:50, 54:58].mean(axis=(0, 1))
    assert np.abs(seen - there).max() < 25
    # the corner of the footprint's box is beside the picture
    left, top, _, _ = ELSEWHERE.box
    beside = canvas.view.to_pane(pane).map(QPointF(left + 3, top + 3)).toPoint()
    assert drawn[beside.y(), beside.x()].std() < 1


def test_swipe_and_flicker_and_blend(found: App) -> None:
    panel, canvas = found.window.comparison, compare(found, 1)
    panel.mode_actions["swipe"].trigger()
    settle(found)
    found.qtbot.wait(200)  # the panels take their room
    [pane] = canvas.panes

    def colour() -> list[int]:
        place = canvas.view.to_pane(pane).map(QPointF(300, 300)).toPoint()
        drawn: list[int] = pixels(canvas)[place.y(), place.x()].tolist()
        return drawn

    line = QPoint(round(canvas.line_x), canvas.height() // 3)
    seen = []
    for x in (canvas.width() - 30, 30):  # the picture lies left of the line
        QTest.mousePress(canvas, LEFT, pos=line)
        line = QPoint(x, line.y())
        QTest.mouseMove(canvas, line)
        QTest.mouseRelease(canvas, LEFT, pos=line)
        assert canvas.line_x == pytest.approx(x, abs=1)
        seen.append(colour())
    template, scene = seen
    assert template != scene
    panel.mode_actions["blend"].trigger()
    panel.opacity.setValue(100)
    assert colour() == template
    panel.opacity.setValue(0)
    assert colour() == scene
    panel.mode_actions["flicker"].trigger()
    panel.rate.setValue(8.0)
    shown = set()
    for _ in range(2):
        now = canvas.shows_template
        shown.add((now, tuple(colour())))
        found.qtbot.waitUntil(lambda now=now: canvas.shows_template != now)
    assert shown == {(True, tuple(template)), (False, tuple(scene))}
    canvas.setFocus()
    before = canvas.shows_template
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    found.qtbot.wait(300)  # held, it rests
    assert canvas.shows_template != before
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert found.settings.comparison_mode == "flicker"


def test_a_scene_of_16_bits_without_a_crs_looks_as_on_the_map(
    app: App, scene_file: Path, picture_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "сцена 16.tif"
    with rasterio.open(scene_file) as source:
        values = source.read().astype(np.uint16) * 40 + 1000
    profile = {"driver": "GTiff", "dtype": "uint16", "count": 3, "photometric": "rgb"}
    with (
        pytest.warns(rasterio.errors.NotGeoreferencedWarning),
        rasterio.open(
            path, "w", width=values.shape[2], height=values.shape[1], **profile
        ) as target,
    ):
        target.write(values)
    show_on_plain_scene(app, path, picture_file, RIGHT_PLACE)
    layer = app.session.project.scene_layer
    assert layer is not None
    canvas = compare(app)
    bright = inner(canvas, canvas.panes[1], pixels(canvas))
    layer.restyle(stretch=nc.Stretch((1000,) * 3, (1000 + 255 * 40,) * 3), mode="manual")
    drawn = pixels(canvas)
    template, scene = (inner(canvas, pane, drawn) for pane in canvas.panes)
    assert np.abs(template - scene).mean() < 5
    assert np.abs(bright - scene).mean() > 8  # its own stretch was another one


def test_only_the_last_selection_is_read_and_judged_there(found: App) -> None:
    comparing = found.session.comparing
    compare(found)
    jobs = []
    found.session.comparisons.started.connect(jobs.append)
    for index in (1, 0, 1, 0, 1):
        found.session.project.select(index)
    compare(found, 1)
    settle(found)
    assert {job.match.rank for job in jobs} == {2}
    found.window.comparison.canvas.setFocus()
    found.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_R)
    count = len(jobs)
    found.qtbot.waitUntil(lambda: "Rejected" in found.window.comparison.title.text())
    assert len(jobs) == count  # the pictures are the same
    found.session.project.select(None)
    found.qtbot.waitUntil(lambda: comparing.compared is None)
    assert found.window.comparison.hint.isVisible()


def test_a_file_that_is_gone_is_told(
    app: App, scene_file: Path, picture_file: Path, copy_of
) -> None:
    scene, picture = copy_of(scene_file, "scene.tif"), copy_of(picture_file, "piece.png")
    show_matches(app, [scene, picture], [RIGHT_PLACE, ELSEWHERE])
    panel = app.window.comparison
    picture.unlink()
    compare(app)
    assert "file is gone" in panel.note.text()
    scene.unlink()
    app.session.project.scene.close()
    app.session.project.select(1)
    app.qtbot.waitUntil(lambda: bool(app.session.comparing.problem))
    assert panel.hint.isVisible()
    assert "scene.tif" in panel.hint.text()


def test_inlier_lines_come_on_demand(
    app: App, scene_file: Path, picture_file: Path, tmp_path: Path
) -> None:
    left, top, right, bottom = 90, 70, 310, 270
    with rasterio.open(scene_file) as source:  # a small one: the network sees all of it
        pixels_there = source.read()[:, top:bottom, left:right].transpose(1, 2, 0)
    scene = tmp_path / "small.png"
    PIL.Image.fromarray(np.ascontiguousarray(pixels_there)).save(scene)
    centre = CENTRE[0] - left, CENTRE[1] - top
    match = made_match("piece.png", 1, 4.2, centre, size=TEMPLATE_SIZE)
    show_on_plain_scene(app, scene, picture_file, match)
    panel, comparing = app.window.comparison, app.session.comparing
    canvas = compare(app)
    panel.lines.click()
    app.qtbot.waitUntil(
        lambda: comparing.pairs is not None or bool(comparing.lines_problem),
        timeout=2 * MATCH_TIMEOUT_MS,
    )
    assert comparing.pairs is not None, comparing.lines_problem
    assert comparing.pairs.inliers.mean() > 0.9  # the picture was cut there
    away = [found_at - placed for placed, found_at in canvas.pairs]
    assert len(away) > 20
    assert max(abs(each.x()) + abs(each.y()) for each in away) < 9
    assert "lie where they must" in panel.note.text()
    panel.lines.click()
    assert not canvas.pairs
