"""Large files without reduced copies: the map stays of use, and they can be built."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rasterio.transform import from_origin
from rasterio.windows import Window

import neurocorrelator as nc
from nc_desktop.map.tile_cache import CachedTile, TileCache
from nc_desktop.map.tile_grid import TileKey
from nc_desktop.map.tile_reader import TileReader, TileRequest
from nc_desktop.map.tile_source import HandOver, RasterSource, TileGrid, TileValues
from nc_desktop.model.layers import SceneLayer
from tests.nc_desktop.driving import App

SIDE = 6000


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """36 Mpx without reduced copies; the left half dark, the right half bright."""
    path = tmp_path_factory.mktemp("large") / "Большой.tif"
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=SIDE,
        height=SIDE,
        count=1,
        dtype="uint8",
        crs="EPSG:32637",
        transform=from_origin(400_000, 6_000_000, 1, 1),
        tiled=True,
        compress="deflate",
    ) as file:
        strip = np.full((1000, SIDE), 60, np.uint8)
        strip[:, SIDE // 2 :] = 200
        for row in range(0, SIDE, 1000):
            file.write(strip, 1, window=Window(0, row, SIDE, 1000))
    return path


@pytest.fixture
def large_copy(large_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / large_file.name
    path.write_bytes(large_file.read_bytes())
    return path


def _build_button(app: App) -> QPushButton:
    buttons = app.window.messages.findChildren(QPushButton)
    return next(button for button in buttons if button.text() == "Build overviews")


def test_the_offer_goes_with_its_scene(app: App, large_copy: Path) -> None:
    app.open(large_copy)
    assert any(message.action == "Build overviews" for message in app.window.messages.messages)
    (layer,) = app.session.project.layers.of_kind(SceneLayer)
    app.session.layering.remove(layer, layer.name)
    app.wait_idle()
    assert [message.action for message in app.window.messages.messages] == ["Undo"]


def test_overviews_are_offered_built_and_used_in_place(app: App, large_copy: Path) -> None:
    app.open(large_copy)
    layer = app.session.project.scene_layer
    assert layer is not None
    assert layer.raster.overviews == ()
    with app.qtbot.waitSignal(app.session.layering.overviews_ended, timeout=30_000):
        app.qtbot.mouseClick(_build_button(app), Qt.MouseButton.LeftButton)
    app.wait_idle()
    assert layer.raster.overviews
    assert not layer.raster.wants_overviews
    assert large_copy.with_name(large_copy.name + ".ovr").is_file()
    app.window.map.viewport.repaint()
    app.wait_idle()
    view = app.window.map
    picture = view.viewport.grab().toImage()
    assert picture.pixelColor(view.point_of(1000, 3000).toPoint()).red() == 60
    assert picture.pixelColor(view.point_of(5000, 3000).toPoint()).red() == 200


def test_building_can_be_cancelled_and_leaves_nothing(app: App, large_copy: Path) -> None:
    app.open(large_copy)
    layering = app.session.layering
    layer = app.session.project.scene_layer
    assert layer is not None
    layering.overviews_began.connect(lambda _: layering.cancel_overviews())
    with app.qtbot.waitSignal(layering.overviews_ended, timeout=30_000):
        layering.build_overviews(layer)
    app.wait_idle()
    assert [path.name for path in large_copy.parent.glob("*.ovr*")] == []
    assert any("No overviews were built" in text for text in app.texts)


def test_a_large_file_is_shown_whole_without_them(app: App, large_file: Path) -> None:
    app.session.opening.scene(large_file)
    app.wait_idle(30_000)
    app.window.map.viewport.repaint()
    app.wait_idle(30_000)
    view = app.window.map
    picture = view.viewport.grab().toImage()
    assert picture.pixelColor(view.point_of(1000, 5000).toPoint()).red() == 60
    assert picture.pixelColor(view.point_of(5000, 5000).toPoint()).red() == 200


def test_a_slow_tile_in_strips_is_the_tile_read_at_once(large_file: Path) -> None:
    with nc.Raster.open(large_file) as raster:
        source = RasterSource(raster)
        key = TileKey(source.grid.top_level, 0, 0)
        assert source.is_slow(key)
        assert not source.is_slow(TileKey(0, 3, 3))
        parts: list[TileValues] = []
        whole = source.read(key, parts.append)
        assert parts
        assert parts[0].mask is not None
        assert parts[0].mask[0].all()
        assert not parts[0].mask[-1].any()
        np.testing.assert_array_equal(whole.values, source.read(key).values)


class _Gated:
    """A source whose slow tile goes on when it is let."""

    grid = TileGrid(4096, 4096)

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.stopped = threading.Event()

    def is_slow(self, key: TileKey) -> bool:
        return key.level > 0

    def read(self, key: TileKey, hand_over: HandOver | None = None) -> TileValues:
        values = TileValues(np.zeros((1, 4, 4), np.uint8), None)
        if self.is_slow(key):
            assert hand_over is not None
            try:
                while not self.gate.wait(0.01):
                    hand_over(values)
            except nc.CancelledError:
                self.stopped.set()
                raise
        return values


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[TileReader]:
    made = TileReader()
    made.start()
    yield made
    made.stop()
    made.deleteLater()


def test_quick_tiles_never_wait_for_slow_ones(qtbot: QtBot, reader: TileReader) -> None:
    source = _Gated()
    slow = TileRequest(1, source, TileKey(3, 0, 0), 0, 0.0, slow=True)
    quick = TileRequest(1, source, TileKey(0, 0, 0), 0, 1.0)
    read: list[TileKey] = []
    reader.tile_read.connect(lambda _, request, values: read.append(request.key))
    with qtbot.waitSignal(reader.tile_begun):
        reader.want(1, [slow, quick])
    qtbot.waitUntil(lambda: read == [quick.key])
    source.gate.set()
    qtbot.waitUntil(lambda: slow.key in read)


def test_a_slow_tile_that_left_the_view_is_left_off(qtbot: QtBot, reader: TileReader) -> None:
    source = _Gated()
    with qtbot.waitSignal(reader.tile_begun):
        reader.want(1, [TileRequest(1, source, TileKey(3, 0, 0), 0, 0.0, slow=True)])
    reader.want(1, [])
    assert source.stopped.wait(5)


def test_the_reader_ends_in_the_middle_of_a_slow_tile(qtbot: QtBot) -> None:
    source, reader = _Gated(), TileReader()
    reader.start()
    with qtbot.waitSignal(reader.tile_begun):
        reader.want(1, [TileRequest(1, source, TileKey(3, 0, 0), 0, 0.0, slow=True)])
    reader.stop()
    assert source.stopped.is_set()
    reader.deleteLater()


def test_tiles_on_the_screen_stay_though_the_cache_is_full() -> None:
    def tile() -> CachedTile:
        return CachedTile(TileValues(np.zeros((3, 10, 10), np.uint8), None), 0)

    cache = TileCache(3 * tile().size_bytes)
    seen = [(1, name) for name in "abcd"]
    cache.keep(1, seen)
    for key in (*seen, (2, "other")):
        cache.put(key, tile())
    assert all(key in cache for key in seen)
    cache.keep(1, ())
    cache.put((2, "more"), tile())
    assert cache.size_bytes <= 3 * tile().size_bytes


def test_zooming_in_on_a_large_file_is_quick_while_the_whole_is_read(
    app: App, large_file: Path
) -> None:
    app.session.opening.scene(large_file)
    app.qtbot.waitUntil(lambda: app.session.project.scene is not None)
    view = app.window.map
    view.zoom_to(QRectF(2900, 2900, 300, 200))
    app.wait_idle()
    view.viewport.repaint()
    app.wait_idle()
    picture = view.viewport.grab().toImage()
    assert picture.pixelColor(view.point_of(2950, 3000).toPoint()).red() == 60
    assert picture.pixelColor(view.point_of(3050, 3000).toPoint()).red() == 200
