"""The panel of layers: what lies over what, and how each is drawn."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QStyle, QStyleOptionViewItem
from rasterio.transform import from_origin

import neurocorrelator as nc
from nc_desktop.model.layers import AreaLayer, Layer, SceneLayer
from tests.nc_desktop.driving import App, drop_files


def _titles(app: App) -> list[str]:
    model = app.window.layers.model
    return [model.index(row).data() for row in range(model.rowCount())]


def _scene(app: App) -> SceneLayer:
    layer = app.session.project.scene_layer
    assert layer is not None
    return layer


def _row(app: App, layer: Layer) -> QRect:
    return app.window.layers.list.visualRect(app.window.layers.model.index_of(layer))


def _drawn(app: App, col: float, row: float) -> QColor:
    app.wait_idle()
    app.window.map.viewport.repaint()
    app.wait_idle()
    view = app.window.map
    return view.viewport.grab().toImage().pixelColor(view.point_of(col, row).toPoint())


def _press(app: App, text: str) -> None:
    def buttons() -> list[QPushButton]:
        found = app.window.messages.findChildren(QPushButton)
        return [button for button in found if button.text() == text and button.isVisible()]

    app.qtbot.waitUntil(lambda: bool(buttons()))
    app.qtbot.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)
    app.wait_idle()


def _area(app: App, *corners: tuple[float, float]) -> AreaLayer:
    area = nc.SearchArea.from_pixels([corners], "drawn")
    layer = AreaLayer("Field", _scene(app), area)
    app.session.project.layers.insert(layer)
    return layer


@pytest.fixture
def sixteen_bits(tmp_path: Path) -> Path:
    """Four bands of 16 bits; values grow to the right, in band 4 downwards."""
    path = tmp_path / "Снимок.tif"
    across = np.tile(np.arange(200, dtype=np.uint16) * 10 + 1000, (160, 1))
    down = np.tile(np.arange(160, dtype=np.uint16)[:, None] * 10 + 3000, (1, 200))
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=200,
        height=160,
        count=4,
        dtype="uint16",
        crs="EPSG:32637",
        transform=from_origin(400_000, 6_000_000, 2, 2),
    ) as file:
        file.write(np.stack([across, across, across, down]))
    return path


def test_the_list_is_empty_with_a_hint_and_then_names_what_is_open(
    app: App, scene_file: Path
) -> None:
    assert _titles(app) == []
    assert "Scenes, heatmaps" in app.window.layers.list.hint
    app.open(scene_file)
    _area(app, (10, 10), (100, 10), (50, 90))
    assert _titles(app) == ["Field", scene_file.name]
    assert app.window.layers.current is not None


def test_a_click_on_the_check_mark_hides_the_layer_on_the_map(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    shown = _drawn(app, 200, 200)
    layer, view = _scene(app), app.window.layers.list
    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.rect = _row(app, layer)
    option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, view)
    app.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert not layer.visible
    assert _drawn(app, 200, 200).name() != shown.name()
    view.setFocus()
    app.qtbot.keyClick(view, Qt.Key.Key_Space)
    assert layer.visible
    assert _drawn(app, 200, 200).name() == shown.name()


def test_the_slider_sets_the_opacity(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    app.window.layers.opacity.setValue(40)
    assert _scene(app).opacity == pytest.approx(0.4)
    item = app.window.project_map.item(_scene(app))
    assert item is not None
    assert item.opacity() == pytest.approx(0.4)


def test_a_drag_and_the_keys_reorder(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    area, panel = _area(app, (10, 10), (100, 10), (50, 90)), app.window.layers
    mime = panel.model.mimeData([panel.model.index(0)])
    below = QPointF(_row(app, _scene(app)).bottomLeft() + QPoint(60, 8))
    _drop_rows(panel.list.viewport(), mime, below)
    assert _titles(app) == [_scene(app).name, "Field"]
    panel.select(area)
    panel.list.setFocus()
    app.qtbot.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert _titles(app) == ["Field", _scene(app).name]
    assert panel.current is area


def _drop_rows(viewport: object, mime: QMimeData, at: QPointF) -> None:
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent

    move = Qt.DropAction.MoveAction
    rest = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (
        QDragEnterEvent(at.toPoint(), move, *rest),
        QDragMoveEvent(at.toPoint(), move, *rest),
        QDropEvent(at, move, *rest),
    ):
        QApplication.sendEvent(viewport, event)  # type: ignore[arg-type]


def test_files_dropped_onto_the_list_are_opened(app: App, scene_file: Path) -> None:
    assert drop_files(app.window.layers.list.viewport(), [scene_file])
    app.wait_idle()
    assert _titles(app) == [scene_file.name]


def test_f2_renames_and_delete_removes_with_a_way_back(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    _area(app, (10, 10), (100, 10), (50, 90))
    panel, layer = app.window.layers, _scene(app)
    panel.select(layer)
    panel.list.setFocus()
    app.qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    editor = panel.list.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    app.qtbot.keyClicks(editor, "North")
    app.qtbot.keyClick(editor, Qt.Key.Key_Return)
    app.qtbot.waitUntil(lambda: layer.name == "North")
    app.qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert _titles(app) == []  # the area was drawn in the scene
    assert app.session.project.scene is None
    _press(app, "Undo")
    assert _titles(app) == ["Field", "North"]
    assert app.session.project.scene_layer is layer
    assert _drawn(app, 200, 200).alpha() == 255


def test_undo_brings_back_what_its_message_is_about_and_no_more(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    _area(app, (10, 10), (100, 10), (50, 90))
    _area(app, (20, 20), (120, 20), (60, 99))
    panel, layers = app.window.layers, tuple(app.session.project.layers)
    layers[1].rename("Forest")
    for layer in layers:  # both areas, then the scene
        panel.select(layer)
        app.window.layer_actions.remove.trigger()
    assert _titles(app) == []
    first = app.window.messages.messages[-1]
    assert first.do is not None
    first.do()
    assert tuple(app.session.project.layers) == (layers[0], layers[2])  # not without its scene


def test_a_removed_result_comes_back_with_its_selection(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.match()
    assert _titles(app) == ["Matches 1", "Heatmap 1", scene_file.name]
    project, panel = app.session.project, app.window.layers
    findings = project.findings
    project.select(0)
    assert project.matches_layer is not None
    panel.select(project.matches_layer)
    app.window.layer_actions.remove.trigger()
    assert project.findings is None
    _press(app, "Undo")
    assert project.findings is findings
    assert project.selected == 0
    assert _titles(app) == ["Matches 1", "Heatmap 1", scene_file.name]


def test_properties_of_heatmap_and_matches_act_at_once(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.match()
    project, panel = app.session.project, app.window.layers
    heatmap, matches = project.heatmap, project.matches_layer
    assert heatmap is not None
    assert matches is not None
    panel.select(heatmap)
    style = panel.heatmap_style
    assert style.isVisible()
    assert style.template.currentText() == "piece.png"
    style.colour_map.setCurrentIndex(2)
    style.colour_map.activated.emit(2)
    assert heatmap.style.colour_map == style.colour_map.itemData(2)
    style.high.setValue(heatmap.limits[1] + 3 if heatmap.limits else 3)
    assert heatmap.style.limits is not None
    app.qtbot.mouseClick(style.automatic, Qt.MouseButton.LeftButton)
    assert heatmap.style.limits is None
    panel.select(matches)
    best = len(matches.drawn)
    app.qtbot.mouseClick(panel.matches_style.best_only, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert len(matches.drawn) > best
    item = app.window.project_map.footprints_item
    assert item is not None
    assert list(item.drawn) == list(matches.drawn)


def test_an_area_tells_its_size_on_the_ground(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    layer = _area(app, (0, 0), (400, 0), (400, 400), (0, 400))
    with rasterio.open(scene_file) as file:
        expected = 400**2 * file.res[0] * file.res[1]  # on the grid; the ground has .9996² of it
    app.wait_idle()  # it is measured beside the window
    text = app.window.layers.area_style.size_text.text()
    assert layer.visible
    number, unit = text.split("·")[1].split()
    in_square_metres = {"m²": 1, "ha": 1e4, "km²": 1e6}[unit]
    assert float(number.replace(",", "")) * in_square_metres == pytest.approx(expected, rel=0.002)
    layer.restyle(opacity=0.5)
    assert app.window.layers.area_style.size_text.text() == text  # and not measured again


def test_the_scene_shows_the_bands_that_are_chosen_and_the_search_sees_them(
    app: App, sixteen_bits: Path
) -> None:
    app.open(sixteen_bits)
    panel = app.window.layers.scene_style
    before = _drawn(app, 150, 20)
    kind = panel.bands.kind
    kind.setCurrentIndex(kind.findText("Red 4, green 1, blue 2"))
    kind.activated.emit(kind.currentIndex())
    app.wait_idle()
    assert _scene(app).raster.bands == (4, 1, 2)
    after = _drawn(app, 150, 20)
    assert after.red() < 60 < before.red()  # band 4 is dark above
    assert after.green() == pytest.approx(before.green(), abs=3)


def test_the_lines_of_the_histogram_set_black_and_white_on_the_map_alone(
    app: App, sixteen_bits: Path
) -> None:
    app.open(sixteen_bits)
    layer, panel = _scene(app), app.window.layers.scene_style
    own = layer.raster.stretch
    app.qtbot.waitUntil(lambda: bool(panel.histogram.histograms))
    assert panel.histogram.levels is not None
    view, grey = panel.histogram, _drawn(app, 50, 80)
    start = view.point_of(view.levels[0]).toPoint()
    end = view.point_of(2000.0).toPoint()
    app.qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    app.qtbot.mouseMove(view, (start + end) / 2)
    app.qtbot.mouseMove(view, end)
    app.qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    stretch = layer.style.stretch
    assert stretch is not None
    assert stretch.low[0] == pytest.approx(2000, abs=40)
    assert layer.raster.stretch == own
    assert panel.stretch.currentData() == "manual"
    assert _drawn(app, 50, 80).red() == 0 < grey.red()
    app.qtbot.mouseClick(panel.use_in_search, Qt.MouseButton.LeftButton)
    app.wait_idle()
    assert layer.raster.stretch == stretch
    assert _drawn(app, 50, 80).red() == 0
    app.qtbot.mouseClick(panel.reset, Qt.MouseButton.LeftButton)
    app.wait_idle()
    assert layer.raster.stretch == own
    assert layer.style.stretch is None
    assert _drawn(app, 50, 80).red() == pytest.approx(grey.red(), abs=2)


def test_contrast_by_rule_and_typed_numbers(app: App, sixteen_bits: Path) -> None:
    app.open(sixteen_bits)
    layer, panel = _scene(app), app.window.layers.scene_style
    panel.stretch.setCurrentIndex(panel.stretch.findData("minmax"))
    panel.stretch.activated.emit(panel.stretch.currentIndex())
    app.wait_idle()
    assert layer.style.stretch == nc.Stretch((1000,) * 3, (2990,) * 3)
    panel.channel.setCurrentIndex(panel.channel.findData(1))
    panel.channel.activated.emit(panel.channel.currentIndex())
    panel.low.setValue(1500)
    assert layer.style.stretch == nc.Stretch((1000, 1500, 1000), (2990,) * 3)
    dark = _drawn(app, 40, 80)
    panel.gamma.setValue(40)
    assert layer.style.gamma > 2
    assert _drawn(app, 40, 80).red() > dark.red() + 20


def test_the_file_that_goes_is_told_with_both_ways_out(
    app: App, scene_file: Path, copy_of: Callable[[Path, str], Path]
) -> None:
    path = copy_of(scene_file, "gone.tif")
    app.open(path)
    kept = path.rename(path.with_suffix(".away"))
    app.window.map.zoom_to(app.window.map.extent, span=0.2)
    app.window.project_map.item(_scene(app)).set_source(  # type: ignore[union-attr]
        _source(app)
    )
    app.qtbot.waitUntil(lambda: any("cannot read gone.tif" in text for text in app.texts))
    (message,) = [m for m in app.window.messages.messages if m.level == "error"]
    assert (message.action, message.second_action) == ("Reload", "Remove layer")
    shutil.move(kept, path)
    _press(app, "Reload")
    assert _drawn(app, 224, 208).alpha() == 255
    assert not [m for m in app.window.messages.messages if m.level == "error"]


def _source(app: App) -> object:
    from nc_desktop.map.tile_source import RasterSource

    return RasterSource(_scene(app).raster)
