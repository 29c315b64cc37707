"""One gets everywhere on the map by mouse and by keys, and back again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication
from rasterio.transform import from_origin

from nc_desktop.map.view_history import ViewHistory, Viewpoint
from tests.nc_desktop.driving import App
from tests.nc_desktop.map_driving import (
    LEFT,
    MIDDLE,
    RIGHT,
    at,
    click,
    double_click,
    drag,
    move,
    press_key,
    send,
    turn_wheel,
)

WHOLE = QRectF(0, 0, 448, 416)


@pytest.mark.parametrize("place", [(100.0, 100.0), (5.0, 400.0), (440.0, 20.0)])
def test_the_wheel_keeps_what_is_under_the_cursor(
    app: App, scene_file: Path, place: tuple[float, float]
) -> None:
    app.open(scene_file)
    view = app.window.map
    cursor = at(view, *place)
    fixed = view.position_at(cursor)
    for delta in (120, 120, 15, 7, -240, 360, 2400, -120):
        turn_wheel(view, cursor, delta)
        now = view.position_at(cursor)
        assert (now.x(), now.y()) == pytest.approx((fixed.x(), fixed.y()), abs=1e-6)


def test_small_steps_of_a_track_pad_add_up_to_those_of_a_wheel(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    cursor, start = at(view, 200, 200), view.viewpoint.scale
    turn_wheel(view, cursor)
    notch = view.viewpoint.scale / start
    view.zoom_to_scale(start)
    for _ in range(60):
        turn_wheel(view, cursor, 2)
    assert view.viewpoint.scale / start == pytest.approx(notch)
    view.zoom_to_scale(start)
    turn_wheel(view, cursor, 120, Qt.KeyboardModifier.ControlModifier)
    assert 1 < view.viewpoint.scale / start < notch**0.5


def test_a_pinch_zooms(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    cursor, start = at(view, 200, 200), view.viewpoint.scale
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        device,
        2,
        cursor,
        cursor,
        QPointF(view.viewport.mapToGlobal(cursor.toPoint())),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(view.viewport, event)
    assert view.viewpoint.scale == pytest.approx(start * 1.25)


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_a_drag_carries_the_ground_with_it(
    app: App, scene_file: Path, button: Qt.MouseButton
) -> None:
    app.open(scene_file)
    view = app.window.map
    clicks: list[object] = []
    view.clicked.connect(lambda *place: clicks.append(place))
    start = at(view, 200, 200)
    grabbed = view.position_at(start)
    drag(view, start, start + QPointF(73, -41), button)
    now = view.position_at(start + QPointF(73, -41))
    assert (now.x(), now.y()) == pytest.approx((grabbed.x(), grabbed.y()), abs=1e-6)
    assert not clicks
    click(view, at(view, 50, 60))
    assert clicks[0] == pytest.approx((50, 60), abs=1)
    assert len(clicks) == 1


def test_a_double_click_zooms_in_and_selects_once(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    clicks: list[object] = []
    view.clicked.connect(lambda *place: clicks.append(place))
    place, scale = at(view, 120, 80), view.viewpoint.scale
    fixed = view.position_at(place)
    double_click(view, place)
    assert view.viewpoint.scale == pytest.approx(2 * scale)
    assert (view.position_at(place) - fixed).manhattanLength() < 1e-6
    assert len(clicks) == 1


def test_shift_and_drag_zoom_to_a_box_and_ctrl_and_drag_select(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    boxes: list[QRectF] = []
    view.rectangle_dragged.connect(boxes.append)
    before = view.viewpoint
    drag(view, at(view, 300, 260), at(view, 200, 150), keys=Qt.KeyboardModifier.ControlModifier)
    assert view.viewpoint == before
    (box,) = boxes
    assert (box.left(), box.top(), box.right(), box.bottom()) == pytest.approx(
        (200, 150, 300, 260), abs=2
    )
    drag(view, at(view, 200, 150), at(view, 300, 260), keys=Qt.KeyboardModifier.ShiftModifier)
    assert view.view_rect.contains(QRectF(202, 152, 96, 106))
    assert view.view_rect.height() < 120
    assert len(boxes) == 1


def test_the_keys_move_and_zoom(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    view.zoom_to(QRectF(180, 180, 40, 40))
    click(view, at(view, 200, 200))  # takes the focus
    start = view.viewpoint
    press_key(app, Qt.Key.Key_Right)
    assert view.viewpoint.col > start.col
    assert app.window.coordinates.place == pytest.approx(
        (200 + view.viewpoint.col - start.col, 200), abs=1
    )
    press_key(app, Qt.Key.Key_Left)
    press_key(app, Qt.Key.Key_Up)
    assert (view.viewpoint.col, view.viewpoint.row < start.row) == (pytest.approx(start.col), True)
    press_key(app, Qt.Key.Key_Down)
    press_key(app, Qt.Key.Key_Plus)
    assert view.viewpoint.scale > start.scale
    press_key(app, Qt.Key.Key_Minus)
    assert view.viewpoint.like(start)
    press_key(app, Qt.Key.Key_Home)
    assert view.view_rect.contains(WHOLE)


def test_space_and_drag_move_the_map_in_a_tool(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    app.window.view_actions.measure_distance.trigger()
    assert view.tool is not None
    target = QApplication.focusWidget()
    app.qtbot.keyPress(target, Qt.Key.Key_Space)
    start = at(view, 200, 200)
    grabbed = view.position_at(start)
    drag(view, start, start + QPointF(50, 30))
    app.qtbot.keyRelease(target, Qt.Key.Key_Space)
    assert (view.position_at(start + QPointF(50, 30)) - grabbed).manhattanLength() < 1e-6
    assert view.tool.corners == ()  # type: ignore[attr-defined]
    assert view.viewport.cursor().shape() == Qt.CursorShape.CrossCursor


def test_one_goes_back_and_forward_by_keys_and_by_the_mouse(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, actions = app.window.map, app.window.view_actions
    assert not actions.back.isEnabled()
    whole = view.viewpoint
    for _ in range(4):
        turn_wheel(view, at(view, 100, 100))  # one entry
    zoomed = view.viewpoint
    drag(view, at(view, 100, 100), at(view, 130, 90))
    dragged = view.viewpoint
    app.qtbot.keyClick(app.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert view.viewpoint == zoomed
    send(view, QEvent.Type.MouseButtonPress, QPointF(9, 9), Qt.MouseButton.BackButton)
    assert view.viewpoint == whole
    assert not actions.back.isEnabled()
    actions.forward.trigger()
    send(view, QEvent.Type.MouseButtonPress, QPointF(9, 9), Qt.MouseButton.ForwardButton)
    assert view.viewpoint == dragged
    assert not actions.forward.isEnabled()


def test_the_history_merges_runs_and_forgets_what_lay_ahead() -> None:
    now = 0.0
    history = ViewHistory(lambda: now)
    history.visit(Viewpoint(0, 0, 1))
    for step in range(1, 5):
        now += 0.1
        history.visit(Viewpoint(0, 0, 1 + step), "wheel")
    now += 5
    history.visit(Viewpoint(0, 0, 9), "wheel")
    assert history.back() == Viewpoint(0, 0, 5)
    assert history.back() == Viewpoint(0, 0, 1)
    assert history.back() is None
    history.visit(Viewpoint(50, 0, 1), "drag")
    assert not history.can_go_forward
    assert history.back() == Viewpoint(0, 0, 1)


def test_the_history_follows_to_another_scene_of_the_same_ground(
    app: App, scene_file: Path, tmp_path: Path, plain_scene_file: Path
) -> None:
    app.open(scene_file)
    view = app.window.map
    view.zoom_to(QRectF(100, 100, 50, 50))
    former = view.viewpoint
    view.zoom_to(QRectF(200, 150, 60, 60))
    coarse = tmp_path / "coarse.tif"
    with rasterio.open(scene_file) as source:
        profile = source.profile | {
            "width": 112,
            "height": 104,
            "transform": source.transform * source.transform.scale(4),
        }
        pixels = source.read(out_shape=(3, 104, 112))
    with rasterio.open(coarse, "w", **profile) as target:
        target.write(pixels)
    app.session.opening.scene(coarse)
    app.wait_idle()
    assert app.session.project.scene is not None
    assert app.session.project.scene.width == 112
    assert view.view_rect.center().x() == pytest.approx(230 / 4, abs=0.5)
    view.go_back()
    assert view.viewpoint.like(Viewpoint(former.col / 4, former.row / 4, former.scale * 4))
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    assert not view.history.can_go_back


def test_actual_pixels_are_sharp(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    app.window.view_actions.actual_pixels.trigger()
    assert view.viewpoint.scale * view.devicePixelRatioF() == 1
    app.wait_idle()
    app.window.map.viewport.repaint()
    app.wait_idle()
    drawn = view.viewport.grab().toImage()
    with rasterio.open(scene_file) as source:
        pixels = source.read([1, 2, 3])
    for col, row in ((210, 190), (211, 190), (210, 191), (260, 222)):
        point = view.point_of(col + 0.5, row + 0.5)
        seen = drawn.pixelColor(int(point.x()), int(point.y()))
        assert [seen.red(), seen.green(), seen.blue()] == pixels[:, row, col].tolist()


def test_zoom_has_ends_and_small_and_huge_scenes_fit(app: App, tmp_path: Path) -> None:
    view = app.window.map
    tiny, huge = tmp_path / "tiny.png", tmp_path / "huge.tif"
    PIL.Image.fromarray(np.full((1, 1, 3), 200, np.uint8)).save(tiny)
    with rasterio.open(
        huge,
        "w",
        driver="GTiff",
        width=60_000,
        height=60_000,
        count=1,
        dtype="uint8",
        tiled=True,
        crs="EPSG:32615",
        transform=from_origin(500_000, 5_000_000, 0.5, 0.5),
        SPARSE_OK="TRUE",
    ):
        pass
    for path, side in ((tiny, 1), (huge, 60_000)):
        app.session.opening.scene(path)
        app.qtbot.waitUntil(lambda side=side: view.extent.width() == side, timeout=10_000)
        assert view.view_rect.contains(QRectF(0, 0, side, side))
        for _ in range(120):
            turn_wheel(view, at(view, side / 3, side / 3))
        closest = view.view_rect
        assert 2 < max(closest.width(), closest.height()) < 5
        assert closest.contains(QPointF(side / 3, side / 3))
        for _ in range(200):
            turn_wheel(view, QPointF(20, 20), -120)
        assert view.view_rect.width() < 100 * side
        app.window.view_actions.full_extent.trigger()
        assert view.view_rect.contains(QRectF(0, 0, side, side))


def test_resizing_keeps_the_whole_whole_and_a_part_in_its_place(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    app.window.resize(1000, 700)
    app.qtbot.waitUntil(lambda: app.window.width() == 1000)
    assert view.view_rect.contains(WHOLE)
    assert max(view.view_rect.width() / 448, view.view_rect.height() / 416) < 20
    view.zoom_to(QRectF(100, 100, 50, 50))
    before = view.viewpoint
    app.window.resize(1200, 800)
    app.qtbot.waitUntil(lambda: app.window.width() == 1200)
    assert view.viewpoint == before
    middle = view.point_of(before.col, before.row)
    assert (middle.x(), middle.y()) == pytest.approx(
        (view.viewport.width() / 2, view.viewport.height() / 2)
    )


def test_layers_are_zoomed_to_from_the_menu(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, actions = app.window.map, app.window.view_actions
    view.zoom_to(QRectF(10, 10, 20, 20))
    menu = actions._zoom_layer_menu
    menu.aboutToShow.emit()
    (only,) = menu.actions()
    assert only.text() == next(iter(app.session.project.layers)).name
    only.trigger()
    assert view.view_rect.contains(WHOLE)


def test_a_right_click_on_the_map_copies_the_place(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, menu = app.window.map, app.window.coordinates.menu
    place = at(view, 120, 80)
    exact = view.position_at(place)
    click(view, place, RIGHT)
    app.qtbot.waitUntil(menu.menu.isVisible)
    entry = next(a for a in menu.menu.actions() if "column" in a.text())
    entry.trigger()
    menu.menu.close()
    assert QApplication.clipboard().text() == f"px {exact.x():.1f} {exact.y():.1f}"


def test_a_click_gives_the_map_the_keys(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    app.window.templates.setFocus()
    app.qtbot.mouseClick(view.viewport, LEFT, pos=at(view, 100, 100).toPoint())
    assert view.viewport.hasFocus() or view._graphics.hasFocus()
    move(view, at(view, 20, 30))
    assert app.window.coordinates.place == pytest.approx((20, 30), abs=1)
