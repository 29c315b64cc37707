"""Areas are drawn and the ground is measured with real clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyproj import Geod, Transformer
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.map.tools.draw_polygon import DrawPolygon
from nc_desktop.map.tools.draw_rectangle import DrawRectangle
from nc_desktop.map.tools.map_tool import MapTool
from nc_desktop.map.tools.measure import MeasureTool
from nc_desktop.map.tools.outline import crosses
from tests.nc_desktop.driving import App
from tests.nc_desktop.map_driving import (
    RIGHT,
    at,
    click,
    double_click,
    drag,
    move,
    press_key,
    turn_wheel,
)


class Heard:
    """What a tool has told."""

    def __init__(self, tool: DrawRectangle | DrawPolygon) -> None:
        self.shapes: list[list[tuple[float, float]]] = []
        self.ends: list[bool] = []
        tool.drawn.connect(self.shapes.append)
        tool.ended.connect(self.ends.append)


def test_a_rectangle_is_dragged(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    tool = DrawRectangle(view)
    heard, before = Heard(tool), view.viewpoint
    view.use_tool(tool)
    assert app.window.tool_hint.text() == tool.hint != ""
    drag(view, at(view, 220, 250), at(view, 120, 150))
    assert heard.ends == [True]
    flat = [value for corner in heard.shapes[0] for value in corner]
    assert flat == pytest.approx([120, 150, 220, 150, 220, 250, 120, 250], abs=1)
    assert view.tool is None
    assert view.viewpoint == before
    assert app.window.tool_hint.isHidden()


def test_a_rectangle_is_clicked_and_begun_again(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    tool = DrawRectangle(view)
    heard = Heard(tool)
    view.use_tool(tool)
    click(view, at(view, 20, 20))
    press_key(app, Qt.Key.Key_Backspace)
    click(view, at(view, 100, 100))
    move(view, at(view, 130, 150))
    assert tool.band is not None
    assert len(tool.band.points) == 4
    click(view, at(view, 160, 180))
    assert heard.ends == [True]
    flat = [value for corner in heard.shapes[0] for value in corner]
    assert flat == pytest.approx([100, 100, 160, 100, 160, 180, 100, 180], abs=1)


def test_a_flat_rectangle_is_refused_with_the_reason(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    tool = DrawRectangle(view)
    heard = Heard(tool)
    view.use_tool(tool)
    drag(view, at(view, 100, 100), at(view, 200, 100))
    assert not heard.ends
    assert "width and height" in app.window.tool_hint.text()
    click(view, at(view, 200, 190))
    assert heard.ends == [True]


def test_esc_gives_up_and_leaves_nothing(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    tool = DrawPolygon(view)
    heard, items = Heard(tool), len(view._items)
    view.use_tool(tool)
    click(view, at(view, 100, 100))
    click(view, at(view, 200, 100))
    press_key(app, Qt.Key.Key_Escape)
    assert heard.ends == [False]
    assert heard.shapes == []
    assert view.tool is None
    assert len(view._items) == items
    view.use_tool(tool)  # it can be used again
    assert tool.corners == ()
    other = DrawRectangle(view)
    view.use_tool(other)
    assert heard.ends == [False, False]
    assert view.tool is other


@pytest.mark.parametrize("way", ["double", "enter", "right", "first corner"])
def test_a_polygon_ends_in_four_ways(app: App, scene_file: Path, way: str) -> None:
    app.open(scene_file)
    view = app.window.map
    tool = DrawPolygon(view)
    heard = Heard(tool)
    view.use_tool(tool)
    click(view, at(view, 100, 100))
    click(view, at(view, 200, 110))
    turn_wheel(view, at(view, 180, 150))  # one may zoom meanwhile
    if way == "double":
        double_click(view, at(view, 150, 180))
    else:
        click(view, at(view, 150, 180))
        if way == "enter":
            press_key(app, Qt.Key.Key_Return)
        elif way == "right":
            click(view, at(view, 90, 150), RIGHT)
        else:
            click(view, at(view, 100, 100))
    assert heard.ends == [True]
    flat = [value for corner in heard.shapes[0] for value in corner]
    assert flat == pytest.approx([100, 100, 200, 110, 150, 180], abs=1)


def test_a_polygon_does_not_cross_itself(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    tool = DrawPolygon(view)
    heard = Heard(tool)
    view.use_tool(tool)
    for place in ((100, 100), (200, 100), (200, 200)):
        click(view, at(view, *place))
    move(view, at(view, 150, 60))
    assert tool.band is not None
    assert not tool.band.valid
    click(view, at(view, 150, 60))
    assert len(tool.corners) == 3
    assert "cross" in app.window.tool_hint.text()
    click(view, at(view, 240, 220))
    click(view, at(view, 240, 60))
    press_key(app, Qt.Key.Key_Return)  # from (240, 60) back to (100, 100): crosses nothing
    assert heard.ends == [True]


def test_closing_a_polygon_across_itself_is_refused(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    tool = DrawPolygon(view)
    heard = Heard(tool)
    view.use_tool(tool)
    spiral = ((200, 200), (300, 200), (300, 300), (100, 300), (100, 100), (400, 100), (400, 250))
    for place in spiral:
        click(view, at(view, *place))
    press_key(app, Qt.Key.Key_Return)
    assert heard.ends == []
    assert "cross" in app.window.tool_hint.text()
    press_key(app, Qt.Key.Key_Backspace)
    assert len(tool.corners) == 6
    click(view, at(view, 200, 150))
    press_key(app, Qt.Key.Key_Return)
    assert heard.ends == [True]


def test_two_corners_are_no_polygon(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    tool = DrawPolygon(view)
    heard = Heard(tool)
    view.use_tool(tool)
    click(view, at(view, 100, 100))
    click(view, at(view, 200, 100))
    press_key(app, Qt.Key.Key_Return)
    assert heard.ends == []
    assert "three corners" in app.window.tool_hint.text()
    click(view, at(view, 90, 90), RIGHT)
    assert heard.ends == [False]


def test_sides_that_meet_are_found() -> None:
    square = [QPointF(0, 0), QPointF(10, 0), QPointF(10, 10)]
    assert crosses(square, QPointF(5, -5))
    assert crosses(square, QPointF(5, 0))  # touches
    assert crosses(square, QPointF(10, 5))  # goes back along the last side
    assert not crosses(square, QPointF(0, 10))
    assert not crosses([*square, QPointF(0, 10)], QPointF(0, 0), closing=True)
    assert not crosses(square[:1], QPointF(3, 3))


def test_a_tool_is_given_up_with_its_scene(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, project = app.window.map, app.session.project
    tool = DrawRectangle(view)
    heard = Heard(tool)
    view.use_tool(tool)
    assert project.scene_layer is not None
    project.layers.remove(project.scene_layer)
    assert heard.ends == [False]
    assert view.tool is None


def test_esc_of_a_tool_does_not_reach_other_shortcuts(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, cancel = app.window.map, app.window.search_actions.cancel
    cancel.setEnabled(True)
    pressed: list[bool] = []
    cancel.triggered.connect(pressed.append)
    app.window.activateWindow()
    view.use_tool(DrawRectangle(view))
    press_key(app, Qt.Key.Key_Escape)
    assert view.tool is None
    assert not pressed


def _lonlat(scene: Path, points: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    with nc.Raster.open(scene) as raster:
        transform = raster.georeference.transform
    xy = [transform * point for point in points]
    to_wgs84 = Transformer.from_crs(32615, 4326, always_xy=True)
    lon, lat = to_wgs84.transform([x for x, _ in xy], [y for _, y in xy])
    return list(lon), list(lat)


def _measuring(tool: MapTool | None) -> MeasureTool:
    assert isinstance(tool, MeasureTool)
    return tool


def test_a_distance_is_geodesic_live_and_copied(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, action = app.window.map, app.window.view_actions.measure_distance
    action.trigger()
    assert action.isChecked()
    tool = _measuring(view.tool)
    corners = [at(view, 50, 50), at(view, 250, 60), at(view, 300, 300)]
    ground = [view.position_at(corner) for corner in corners]
    lon, lat = _lonlat(scene_file, [(p.x(), p.y()) for p in ground])
    truth = [Geod(ellps="WGS84").line_length(lon[:n], lat[:n]) for n in (2, 3)]
    click(view, corners[0])
    move(view, corners[1])
    app.qtbot.waitUntil(lambda: tool.result == f"{truth[0]:.2f} m")  # before the click
    click(view, corners[1])
    click(view, at(view, 400, 20))
    press_key(app, Qt.Key.Key_Backspace)
    double_click(view, corners[2])
    assert tool.done
    assert tool.result == f"{truth[1]:.2f} m"
    assert tool.result in app.window.tool_hint.text()
    assert tool.band is not None
    assert tool.band.labels[-1].text == tool.result
    assert len(tool.band.labels) == 3
    press_key(app, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == tool.result
    move(view, at(view, 10, 10))
    assert tool.result == f"{truth[1]:.2f} m"  # it stays
    press_key(app, Qt.Key.Key_Escape)
    assert tool.result == ""
    assert view.tool is tool
    press_key(app, Qt.Key.Key_Escape)
    assert view.tool is None
    assert not action.isChecked()


def test_an_area_is_geodesic(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    app.window.view_actions.measure_area.trigger()
    tool = _measuring(view.tool)
    corners = [at(view, 50, 50), at(view, 350, 60), at(view, 300, 300)]
    ground = [view.position_at(corner) for corner in corners]
    lon, lat = _lonlat(scene_file, [(p.x(), p.y()) for p in ground])
    area, perimeter = Geod(ellps="WGS84").polygon_area_perimeter(lon, lat)
    for corner in corners:
        click(view, corner)
    press_key(app, Qt.Key.Key_Enter)
    assert tool.done
    assert tool.result == f"{abs(area):,.1f} m², perimeter {perimeter:.2f} m"


def test_without_a_crs_pixels_are_measured(app: App, plain_scene_file: Path) -> None:
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    view = app.window.map
    view.zoom_to(QRectF(100, 100, 100, 100))
    app.window.view_actions.measure_distance.trigger()
    tool = _measuring(view.tool)
    click(view, view.point_of(100, 100))
    click(view, view.point_of(130, 140))
    click(view, view.point_of(130, 140), RIGHT)
    assert tool.result == "50 px"


def test_only_one_tool_is_checked(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    actions, view = app.window.view_actions, app.window.map
    assert actions.pan.isChecked()
    actions.measure_distance.trigger()
    actions.measure_area.trigger()
    assert [a.isChecked() for a in actions.tools.actions()] == [False, False, True]
    drawing = DrawRectangle(view)
    view.use_tool(drawing)
    assert not any(a.isChecked() for a in actions.tools.actions())
    actions.pan.trigger()
    assert view.tool is None
    assert actions.pan.isChecked()
    actions.pan.trigger()
    assert actions.pan.isChecked()
