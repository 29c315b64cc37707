"""Several scenes, other CRSs, none at all, and areas of interest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from pyproj import Transformer
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from rasterio.transform import from_origin
from rasterio.warp import Resampling, calculate_default_transform, reproject

import neurocorrelator as nc
from nc_desktop.actions.layer_actions import LayerActions
from nc_desktop.dialogs.assign_crs import AssignCrsDialog
from nc_desktop.model.layers import AreaLayer, SceneLayer
from tests.nc_desktop.driving import App, drop_files


def _scenes(app: App) -> list[SceneLayer]:
    return app.session.project.layers.of_kind(SceneLayer)


def _drawn(app: App, col: float, row: float) -> QColor:
    app.wait_idle()
    app.window.map.viewport.repaint()
    app.wait_idle()
    view = app.window.map
    return view.viewport.grab().toImage().pixelColor(view.point_of(col, row).toPoint())


@pytest.fixture
def in_degrees(tmp_path: Path, scene_file: Path) -> Path:
    """The scene of the tests in EPSG:4326, as another tool makes it."""
    path = tmp_path / "degrees.tif"
    with rasterio.open(scene_file) as source:
        transform, width, height = calculate_default_transform(
            source.crs, "EPSG:4326", source.width, source.height, *source.bounds
        )
        profile = source.profile | {
            "crs": "EPSG:4326",
            "transform": transform,
            "width": width,
            "height": height,
            "nodata": 0,
        }
        with rasterio.open(path, "w", **profile) as target:
            for band in (1, 2, 3):
                reproject(
                    rasterio.band(source, band),
                    rasterio.band(target, band),
                    resampling=Resampling.bilinear,
                )
    return path


def test_rasters_of_as_much_ground_are_scenes_and_the_first_is_active(
    app: App, scene_file: Path, in_degrees: Path, picture_file: Path
) -> None:
    assert drop_files(app.window.start_page, [scene_file, in_degrees, picture_file])
    app.wait_idle()
    project = app.session.project
    assert [layer.raster.path for layer in _scenes(app)] == [scene_file, in_degrees]
    assert project.scene is not None
    assert project.scene.path == scene_file
    assert app.window.layers.current is project.scene_layer
    assert [entry.template.name for entry in project.templates.entries] == [picture_file.name]


def test_a_raster_of_little_ground_is_a_template_as_before(
    app: App, demo_scene: Path, scene_file: Path
) -> None:
    drop_files(app.window.start_page, [demo_scene, scene_file])  # a crop of a seventh of it
    app.wait_idle()
    assert len(_scenes(app)) == 1
    assert len(app.session.project.templates) == 1


def test_a_scene_in_another_crs_lies_where_its_ground_is(
    app: App, scene_file: Path, in_degrees: Path
) -> None:
    app.open(scene_file, in_degrees)
    first, second = _scenes(app)
    app.qtbot.waitUntil(lambda: second.display is not second.raster)
    assert second.display.georeference.crs == first.raster.georeference.crs
    below = _drawn(app, 224, 208)
    first.restyle(visible=False)
    above = _drawn(app, 224, 208)
    assert above.alpha() == 255
    difference = [abs(a - b) for a, b in zip(above.getRgb(), below.getRgb(), strict=True)]
    assert max(difference) < 40  # resampled twice


def test_searching_in_another_scene_keeps_what_is_seen(
    app: App, scene_file: Path, in_degrees: Path
) -> None:
    app.open(scene_file, in_degrees)
    first, second = _scenes(app)
    view, panel = app.window.map, app.window.layers
    view.zoom_to(view.extent, span=0.3)
    middle = view.view_rect.center()
    lon, lat = first.raster.georeference.lonlat(middle.x(), middle.y())
    panel.select(second)
    actions: LayerActions = app.window.layer_actions
    assert actions.activate.isEnabled()
    actions.activate.trigger()
    app.wait_idle()
    assert app.session.project.scene_layer is second
    now = view.view_rect.center()
    there = second.raster.georeference.lonlat(now.x(), now.y())
    np.testing.assert_allclose(there, (lon, lat), atol=1e-6)
    model = panel.model
    fonts = [model.index(row).data(Qt.ItemDataRole.FontRole) for row in range(2)]
    assert fonts[0] is None
    assert fonts[1].bold()
    assert not actions.activate.isEnabled()


def test_a_scene_without_crs_beside_one_with_is_grey_and_says_why(
    app: App, scene_file: Path, plain_scene_file: Path
) -> None:
    app.open(scene_file)
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    model = app.window.layers.model
    row = model.index_of(_scenes(app)[1])
    assert row.data(Qt.ItemDataRole.ForegroundRole) is not None
    tip = row.data(Qt.ItemDataRole.ToolTipRole)
    assert f"{plain_scene_file.name} has no CRS" in tip
    item = app.window.project_map.item(_scenes(app)[1])
    assert item is not None
    assert not item.isVisible()


@pytest.fixture
def without_crs(tmp_path: Path, scene_file: Path) -> Path:
    """Coordinates of EPSG:32615 that do not say so: a world file beside a picture."""
    path = tmp_path / "world.tif"
    with rasterio.open(scene_file) as source:
        profile = source.profile | {"crs": None}
        pixels = source.read()
    with rasterio.open(path, "w", **profile) as target:
        target.write(pixels)
    return path


def test_a_crs_is_assigned_in_the_dialog_and_the_view_stays(
    app: App, without_crs: Path, scene_file: Path
) -> None:
    app.open(without_crs)
    scene = app.session.project.scene_layer
    assert scene is not None
    assert not scene.raster.georeference.is_geographic
    view = app.window.map
    view.zoom_to(view.extent, span=0.3)
    before = view.view_rect
    app.window.layer_actions.assign_crs.trigger()
    dialog = app.window.findChild(AssignCrsDialog)
    assert dialog is not None
    app.qtbot.keyClicks(dialog.chooser.search, "32615")
    app.qtbot.waitUntil(lambda: dialog.chooser.code == "EPSG:32615")
    app.qtbot.keyClick(dialog.chooser.search, Qt.Key.Key_Return)
    app.wait_idle()
    assert scene.raster.georeference.crs_name == "EPSG:32615"
    assert scene.told_crs == "EPSG:32615"
    assert view.view_rect == before
    with nc.Raster.open(scene_file) as raster:
        expected = raster.georeference.lonlat(10, 10)
    np.testing.assert_allclose(scene.raster.georeference.lonlat(10, 10), expected, atol=1e-9)
    assert app.settings.recent_crs == ("EPSG:32615",)


def test_a_picture_without_coordinates_cannot_be_told_a_crs(
    app: App, plain_scene_file: Path
) -> None:
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    scene = app.session.project.scene_layer
    assert scene is not None
    app.session.layering.assign_crs(scene, "EPSG:32615")
    app.wait_idle()
    assert any("stays as it is" in text for text in app.texts)
    assert scene.raster.georeference.crs is None
    # with a world file it can, and what was wrong is told no longer
    plain_scene_file.with_suffix(".pgw").write_text("0.1\n0\n0\n-0.1\n500000\n5000000\n")
    app.session.layering.assign_crs(scene, "EPSG:32615")
    app.wait_idle()
    assert scene.raster.georeference.crs_name == "EPSG:32615"
    assert not any("stays as it is" in text for text in app.texts)


@pytest.fixture
def field(tmp_path: Path, scene_file: Path) -> Path:
    """The pixels 100-300 x 50-200 of the scene as GeoJSON."""
    with rasterio.open(scene_file) as source:
        corners = [source.transform * c for c in ((100, 50), (300, 50), (300, 200), (100, 200))]
        change = Transformer.from_crs(source.crs, "EPSG:4326", always_xy=True)
    ring = [list(change.transform(*corner)) for corner in (*corners, corners[0])]
    path = tmp_path / "поле.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), "utf-8")
    return path


def test_a_vector_file_is_an_area_of_the_scene_it_comes_with(
    app: App, scene_file: Path, field: Path
) -> None:
    assert drop_files(app.window.start_page, [field, scene_file])
    app.wait_idle()
    (area,) = app.session.project.layers.of_kind(AreaLayer)
    assert area.name == "поле"
    assert area.area.bounds == pytest.approx((100, 50, 300, 200), abs=0.01)
    app.window.layer_actions.zoom.trigger()
    assert app.window.map.view_rect.center().x() == pytest.approx(200, abs=2)
    assert "m²" in app.window.layers.area_style.size_text.text()


def test_an_area_elsewhere_or_before_the_scene_is_told(
    app: App, scene_file: Path, field: Path, tmp_path: Path
) -> None:
    app.open(field)
    assert any("open the scene first" in text for text in app.texts)
    elsewhere = tmp_path / "elsewhere.geojson"
    ring = [[10, 50], [11, 50], [11, 51], [10, 50]]
    elsewhere.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    app.open(scene_file)
    app.open(elsewhere)
    assert any("does not touch the scene" in text for text in app.texts)
    assert not app.session.project.layers.of_kind(AreaLayer)


def test_parts_of_a_raster_that_are_dropped_with_it_are_left_to_it(
    app: App, scene_file: Path, copy_of: Callable[[Path, str], Path]
) -> None:
    scene = copy_of(scene_file, "scene.tif")
    world, extra = scene.with_suffix(".tfw"), scene.with_name("scene.tif.aux.xml")
    world.write_text("1\n0\n0\n-1\n0\n0\n")
    extra.write_text("<PAMDataset/>")
    app.open(scene, world, extra)
    assert len(_scenes(app)) == 1
    assert not [m for m in app.window.messages.messages if m.level == "error"]


def test_grey_scenes_are_kept_once_and_drawn_grey(app: App, tmp_path: Path) -> None:
    path = tmp_path / "grey.tif"
    values = np.linspace(0, 1, 64 * 64, dtype=np.float32).reshape(64, 64)
    values[:10] = np.nan
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=64,
        height=64,
        count=1,
        dtype="float32",
        crs="EPSG:32637",
        transform=from_origin(400_000, 6_000_000, 2, 2),
    ) as file:
        file.write(values, 1)
    app.open(path)
    colour = _drawn(app, 32.5, 40.5)
    assert colour.red() == colour.green() == colour.blue()
    assert 100 < colour.red() < 220
    ground = app.window.map.palette().window().color().darker(108)
    assert _drawn(app, 32.5, 4.5).name() == ground.name()
    panel = app.window.layers.scene_style
    assert not panel.channel.isVisible()
    assert not panel.bands.isEnabled()
