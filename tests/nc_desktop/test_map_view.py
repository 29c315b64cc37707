"""The map shows the right pixels in the right place, and says where the cursor is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer
from PySide6.QtCore import QLocale, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.map.colour_maps import fading_table, lookup_table
from nc_desktop.map.colouring import BandColours, ScoreColours, packed_image
from nc_desktop.map.coordinates import describe, lonlat_text
from nc_desktop.map.tile_cache import CachedTile, TileCache
from nc_desktop.map.tile_grid import Rect, TileGrid, TileKey
from nc_desktop.map.tile_source import RasterSource, ScoreMapSource, TileValues
from nc_desktop.model.score_range import score_range
from tests.nc_desktop.driving import App


def test_tiles_of_every_level_cover_the_raster_once() -> None:
    grid = TileGrid(5000, 1300)
    assert grid.top_level == 4
    for level in range(grid.top_level + 1):
        keys = list(grid.visible(Rect(-10, -10, 6000, 2000), level))
        rects = [grid.rect(key) for key in keys]
        assert sum((r.right - r.left) * (r.bottom - r.top) for r in rects) == 5000 * 1300
        assert all(rows > 0 and cols > 0 for rows, cols in map(grid.shape, keys))
    assert len(list(grid.visible(Rect(0, 0, 5000, 1300), 4))) == 1


@pytest.mark.parametrize(
    ("density", "level"), [(4.0, 0), (1.0, 0), (0.5, 1), (0.25, 2), (1e-6, 4), (0.0, 4)]
)
def test_the_level_has_a_pixel_for_every_pixel_of_the_screen(density: float, level: int) -> None:
    assert TileGrid(5000, 5000).level_for(density) == level


def test_a_coarser_tile_holds_the_finer_one() -> None:
    grid = TileGrid(5000, 5000)
    inner = grid.rect(TileKey(0, 7, 5))
    for key in grid.coarser(TileKey(0, 7, 5)):
        outer = grid.rect(key)
        assert outer.left <= inner.left < inner.right <= outer.right
        assert outer.top <= inner.top < inner.bottom <= outer.bottom


def _tile(side: int = 10) -> CachedTile:
    return CachedTile(TileValues(np.zeros((3, side, side), np.uint8), None), 0)


def test_the_cache_drops_the_least_recently_drawn() -> None:
    size = _tile().size_bytes
    assert size == 3 * 100 + 4 * 100  # values and image
    cache = TileCache(3 * size)
    for name in "abc":
        cache.put((1, name), _tile())
    assert cache.get((1, "a")) is not None
    cache.put((2, "d"), _tile())
    assert cache.get((1, "b")) is None
    assert cache.get((1, "a")) is not None
    cache.drop_layer(1)
    assert cache.size_bytes == size


def test_images_keep_colours_and_hide_what_is_masked() -> None:
    rgb = np.array([[[250, 1]], [[120, 2]], [[10, 3]]], np.uint8)
    assert packed_image(rgb, None).pixelColor(0, 0).getRgb() == (250, 120, 10, 255)
    image = packed_image(rgb, np.array([[True, False]]))
    assert image.pixelColor(0, 0).getRgb() == (250, 120, 10, 255)
    assert image.pixelColor(1, 0).alpha() == 0


def test_a_score_map_keeps_its_peak_at_every_level_and_hides_nan() -> None:
    values = np.zeros((1100, 1100), np.float32)
    values[:, :40] = np.nan
    values[700, 901] = 9.0
    lut = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    source = ScoreMapSource(values)
    assert source.grid.top_level == 2
    image = ScoreColours(0.0, 9.0, lut.tobytes()).image(source.read(TileKey(2, 0, 0)))
    assert image.pixelColor(901 // 4, 700 // 4).red() == 255
    assert image.pixelColor(2, 2).alpha() == 0
    assert score_range(np.full((3, 3), np.nan, np.float32)) is None


def test_low_scores_let_the_scene_through_and_high_ones_keep_their_colour() -> None:
    values = np.array([[0.0, 2.0, 10.0, np.nan]], np.float32)
    source = ScoreMapSource(values)
    table = fading_table("inferno")
    image = ScoreColours(0.0, 10.0, table.tobytes()).image(source.read(TileKey(0, 0, 0)))
    low, middle, high, nothing = (image.pixelColor(col, 0) for col in range(4))
    assert 0 < low.alpha() < middle.alpha() < high.alpha() == 255
    assert high.getRgb()[:3] == tuple(lookup_table("inferno")[-1].tolist())
    assert nothing.alpha() == 0


def test_nodata_is_transparent(rasters_dir: Path) -> None:
    with nc.Raster.open(rasters_dir / "rio_tiler" / "one_scene_nodata.tif") as raster:
        source = RasterSource(raster)
        tile = source.read(TileKey(source.grid.top_level, 0, 0))
        image = BandColours().image(tile)
    alphas = {image.pixelColor(x, y).alpha() for x in range(0, image.width(), 7) for y in (0, 100)}
    assert alphas == {0, 255}


def _settled(app: App) -> None:
    """All tiles are there and painted."""
    app.wait_idle()
    app.window.map.viewport.repaint()
    app.wait_idle()


@pytest.mark.parametrize(("col", "row"), [(60.5, 40.5), (300.5, 150.5), (440.5, 400.5)])
def test_a_pixel_of_the_scene_is_drawn_where_it_belongs(
    app: App, scene_file: Path, col: float, row: float
) -> None:
    app.open(scene_file)
    view = app.window.map
    view.zoom_to(QRectF(col - 8, row - 8, 16, 16))
    _settled(app)
    point = view.point_of(col, row).toPoint()
    drawn = view.viewport.grab().toImage().pixelColor(point)
    with nc.Raster.open(scene_file) as raster:
        pixel = raster.read(nc.Window(int(col), int(row), 1, 1)).rgb[0, 0]
    assert (drawn.red(), drawn.green(), drawn.blue()) == tuple(int(v) for v in pixel)


def test_the_whole_scene_is_shown_at_first_and_again_on_demand(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    whole = QRectF(0, 0, 448, 416)
    assert app.window.map.view_rect.contains(whole)
    app.window.map.zoom_to(QRectF(10, 10, 20, 20))
    assert not app.window.map.view_rect.contains(whole)
    app.window.view_actions.full_extent.trigger()
    assert app.window.map.view_rect.contains(whole)


def test_the_wheel_zooms_at_the_cursor(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    before = view.view_rect.width()
    point = view.point_of(100, 100)
    wheel = QWheelEvent(
        point,
        QPointF(view.viewport.mapToGlobal(point.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport, wheel)
    assert view.view_rect.width() < before * 0.9
    under = view.position_at(point)
    assert (under.x(), under.y()) == pytest.approx((100, 100), abs=1.5)


def test_a_drag_moves_the_map(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, bot = app.window.map, app.qtbot
    start = view.point_of(200, 200).toPoint()
    bot.mousePress(view.viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        bot.mouseMove(view.viewport, start + QPoint(12 * step, 6 * step), delay=15)
        _drag(view.viewport, start + QPoint(12 * step, 6 * step))
    bot.mouseRelease(view.viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 30))
    now = view.position_at(QPointF(start + QPoint(60, 30)))
    assert (now.x(), now.y()) == pytest.approx((200, 200), abs=4)


def _drag(viewport: object, point: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(viewport.mapToGlobal(point)),  # type: ignore[attr-defined]
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)  # type: ignore[arg-type]


def test_the_status_bar_says_where_the_cursor_is(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, bar = app.window.map, app.window.coordinates
    point = view.point_of(120, 80)
    app.qtbot.mouseMove(view.viewport, point.toPoint())
    app.qtbot.waitUntil(lambda: bar.pixel.text() != "")
    assert bar.crs.text().startswith("EPSG:32615  X 576")
    assert "° N" in bar.wgs84.text()
    assert "° W" in bar.wgs84.text()
    before = bar.wgs84.text()
    view.cursor_left.emit()
    assert bar.wgs84.text() == before  # to be copied


def test_coordinates_agree_with_pyproj(scene_file: Path) -> None:
    with nc.Raster.open(scene_file) as raster:
        georeference = raster.georeference
    texts = describe(10.0, 20.0, georeference, QLocale("en"))
    t = georeference.transform
    x, y = t * (10.0, 20.0)
    lon, lat = Transformer.from_crs(32615, 4326, always_xy=True).transform(x, y)
    assert texts.pixel == "Column 10.0, row 20.0"
    assert texts.crs == f"EPSG:32615  X {x:.2f}  Y {y:.2f}"
    assert texts.wgs84 == f"WGS 84  {lat:.6f}° N  {-lon:.6f}° W"
    assert describe(10.0, 20.0, georeference, QLocale("ru")).crs.split()[2] == f"{x:.2f}".replace(
        ".", ","
    )
    assert lonlat_text(37.5, -10.25, QLocale("ru")) == "10,250000° S  37,500000° E"
    assert describe(1, 2, nc.Georeference(), QLocale("en")).wgs84 == ""


def test_a_damaged_part_is_told_once_and_the_rest_is_shown(app: App, rasters_dir: Path) -> None:
    path = rasters_dir / "rasterio" / "corrupt.tif"
    app.session.opening.scene(path)
    app.wait_idle()
    view = app.window.map
    view.zoom_to(QRectF(462, 462, 100, 100))  # its last block is damaged, its overviews are whole
    _settled(app)
    told = [text for text in app.texts if "cannot be read and stays empty" in text]
    assert len(told) == 1
    drawn = view.viewport.grab().toImage()
    hole, whole = (drawn.pixelColor(view.point_of(at, at).toPoint()) for at in (540.5, 480.5))
    background = view.palette().window().color().darker(108)
    assert hole.name() == background.name()
    with nc.Raster.open(path) as raster:
        pixel = raster.read(nc.Window(480, 480, 1, 1)).rgb[0, 0]
    assert (whole.red(), whole.green(), whole.blue()) == tuple(int(v) for v in pixel)
