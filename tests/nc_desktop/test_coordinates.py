"""The map says where it is: coordinates, values, scale, north; and goes where it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from pyproj import Geod
from PySide6.QtCore import QLocale, QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from rasterio.transform import from_origin

import neurocorrelator as nc
from nc_desktop.map.coordinates import copied, dms_text
from nc_desktop.map.ground import area_text, denominator, length_text, round_length
from nc_desktop.map.north_arrow import NorthArrow
from nc_desktop.map.scale_bar import ScaleBar
from nc_desktop.panels.coordinate_bar import values_text
from nc_desktop.panels.scale_box import parse_scale
from tests.nc_desktop.driving import App
from tests.nc_desktop.map_driving import at, move


def test_what_is_copied_can_be_pasted(scene_file: Path) -> None:
    with nc.Raster.open(scene_file) as raster:
        in_metres, size = raster.georeference, (raster.width, raster.height)
    in_degrees = nc.Georeference(from_origin(37.5, -10.2, 1e-5, 1e-5), nc.parse_crs("EPSG:4326"))
    for georeference in (in_metres, in_degrees):
        texts = copied(123.4, 56.7, georeference)
        for text in (texts.pixel, texts.crs, texts.decimal, texts.dms):
            assert text
            place = nc.parse_position(text, georeference, size)
            coarse = 1.5 if text == texts.dms else 0.1  # a hundredth of a second is 30 cm
            assert place == pytest.approx((123.4, 56.7), abs=coarse), text
        assert texts.all.splitlines() == [texts.pixel, texts.crs, texts.decimal, texts.dms]
    assert copied(1, 2, nc.Georeference()).all == "px 1.0 2.0"
    assert dms_text(-93.2, 44.9, QLocale("ru")) == "44°54′00,00″ N  93°12′00,00″ W"


@pytest.fixture
def banded_file(tmp_path: Path) -> Path:
    """Four bands of 16 bits with nodata at the left."""
    path = tmp_path / "Снимки №1.tif"
    values = np.arange(4 * 64 * 64, dtype=np.uint16).reshape(4, 64, 64)
    values[:, :, :20] = 0
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=64,
        height=64,
        count=4,
        dtype="uint16",
        nodata=0,
        crs="EPSG:32615",
        transform=from_origin(500_000, 5_000_000, 2, 2),
    ) as target:
        target.write(values)
    return path


def test_values_of_all_bands_are_shown_under_the_cursor(app: App, banded_file: Path) -> None:
    app.open(banded_file)
    view, bar = app.window.map, app.window.coordinates
    move(view, view.point_of(30.5, 7.5))
    base = 7 * 64 + 30
    expected = "Values " + "  ".join(str(base + band * 4096) for band in range(4))
    app.qtbot.waitUntil(lambda: bar.values.text() == expected)
    move(view, view.point_of(3.5, 7.5))
    app.qtbot.waitUntil(lambda: bar.values.text() == "Values –  –  –  –")
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: bar.values.text() == "Значения –  –  –  –")
    app.languages.use("en")
    app.qtbot.waitUntil(lambda: bar.values.text() == "Values –  –  –  –")
    for col in range(21, 60):  # quick moves: the last one counts
        move(view, view.point_of(col + 0.5, 9.5))
    app.qtbot.waitUntil(lambda: bar.values.text().startswith(f"Values {9 * 64 + 59}"))
    move(view, view.point_of(-3, -3))
    app.qtbot.waitUntil(lambda: bar.values.text() == "")


def test_a_file_that_goes_is_told_though_the_map_holds_all_of_it(
    app: App, scene_file: Path, copy_of: Callable[[Path, str], Path]
) -> None:
    path = copy_of(scene_file, "gone.tif")
    app.open(path)
    view, bar = app.window.map, app.window.coordinates
    move(view, at(view, 120, 80))
    app.qtbot.waitUntil(lambda: len(bar.values.text().split()) == 4)
    away = path.rename(path.with_suffix(".away"))
    for col in (130, 140, 150):
        move(view, at(view, col, 80))
        app.qtbot.waitUntil(lambda: bar.values.text() == "Values –")
        app.wait_idle()
    (message,) = app.window.messages.messages
    assert message.text.startswith("The map cannot read gone.tif any more: ")
    assert (message.action, message.second_action) == ("Reload", "Remove layer")
    away.rename(path)
    app.session.layering.reload(app.session.project.scene_layer)  # type: ignore[arg-type]
    app.wait_idle()
    move(view, at(view, 160, 80))
    app.qtbot.waitUntil(lambda: len(bar.values.text().split()) == 4)


def test_damage_in_one_place_is_not_told_of_the_whole_file(app: App, tmp_path: Path) -> None:
    path = tmp_path / "damaged.tif"
    values = np.random.default_rng(0).integers(1, 255, (128, 128), dtype=np.uint8)
    profile = {"driver": "GTiff", "width": 128, "height": 128, "count": 1, "dtype": "uint8"}
    tiles = {"tiled": True, "blockxsize": 64, "blockysize": 64, "compress": "deflate"}
    where = {"crs": "EPSG:32615", "transform": from_origin(500000, 5000000, 1, 1)}
    with rasterio.open(path, "w", **profile, **tiles, **where) as target:
        target.write(values, 1)
    data = bytearray(path.read_bytes())
    data[-2000:] = b"\xff" * 2000  # the last of the four tiles
    path.write_bytes(bytes(data))
    app.open(path)
    view, bar = app.window.map, app.window.coordinates
    move(view, at(view, 100, 100))
    app.qtbot.waitUntil(lambda: bar.values.text() == "Values –")
    app.wait_idle()
    move(view, at(view, 20, 20))
    app.qtbot.waitUntil(lambda: bar.values.text() == f"Values {values[20, 20]}")
    assert not [text for text in app.texts if "any more" in text]


def test_values_are_written_briefly() -> None:
    assert values_text((1.0, 0.123456789, None, 65535.0), QLocale("en")) == "1  0.123457  –  65535"
    assert values_text((float("nan"),), QLocale("en")) == "nan"
    assert values_text(tuple(map(float, range(12))), QLocale("en")).endswith("7  …")
    assert values_text((), QLocale("en")) == ""


def test_a_right_click_in_the_status_bar_copies(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, bar = app.window.map, app.window.coordinates
    move(view, at(view, 120, 80))
    assert bar.place is not None
    assert app.session.project.scene is not None
    texts = copied(*bar.place, app.session.project.scene.georeference)
    for label, text in ((bar.wgs84, texts.decimal), (bar.crs, texts.crs), (bar.pixel, texts.pixel)):
        where = QPoint(5, 5)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, label.mapToGlobal(where))
        QApplication.sendEvent(label, event)
        app.qtbot.waitUntil(bar.menu.menu.isVisible)
        app.qtbot.keyClick(bar.menu.menu, Qt.Key.Key_Return)
        app.qtbot.waitUntil(lambda: not bar.menu.menu.isVisible())
        assert QApplication.clipboard().text() == text


def test_a_narrow_window_leaves_texts_out_and_cuts_none(app: App, scene_file: Path) -> None:
    app.window.resize(1900, 800)
    app.open(scene_file)
    view, bar = app.window.map, app.window.coordinates
    labels = (bar.wgs84, bar.crs, bar.values, bar.pixel)

    def shown(width: int) -> list[bool]:
        app.window.resize(width, 800)
        app.qtbot.waitUntil(lambda: app.window.width() == width)
        move(view, at(view, 120, 80))
        app.qtbot.waitUntil(lambda: bar.values.text() != "" and not bar.fitting)
        app.qtbot.waitUntil(
            lambda: all(
                label.width() >= label.sizeHint().width() for label in labels if label.isVisible()
            )
        )
        return [label.isVisible() for label in labels]

    assert shown(1900) == [True] * 4
    narrow = shown(1050)
    assert narrow[0]
    assert not all(narrow)
    assert shown(1900) == [True] * 4


def test_degrees_minutes_and_seconds_are_remembered(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, bar = app.window.map, app.window.coordinates
    move(view, at(view, 120, 80))
    assert "″" not in bar.wgs84.text()
    bar.menu.popup(120, 80, QPoint(50, 50))
    switch = next(action for action in bar.menu.menu.actions() if action.isCheckable())
    switch.trigger()
    bar.menu.menu.close()
    assert "″ N" in bar.wgs84.text()
    assert app.settings.degree_style == "dms"


def test_the_scale_is_that_of_the_ground_and_can_be_set(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view, box = app.window.map, app.window.coordinates.scale
    box.setEditText("1:2 500")
    app.qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert denominator(view) == pytest.approx(2500)
    assert box.currentText() == "1:2,500"
    rect = view.view_rect
    assert app.session.project.scene is not None
    middle = rect.center().y()
    metres = app.session.project.scene.georeference.length_m(
        [(rect.left(), middle), (rect.right(), middle)]
    )
    inches = view.viewport.width() / view.screen().logicalDotsPerInchX()
    assert metres == pytest.approx(2500 * inches * 0.0254, rel=1e-3)
    box.setEditText("far away")
    app.qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert box.currentText() == "1:2,500"


def test_without_a_crs_the_scale_is_a_percentage(app: App, plain_scene_file: Path) -> None:
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    box, view = app.window.coordinates.scale, app.window.map
    box.setEditText("200 %")
    app.qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert view.viewpoint.scale * view.devicePixelRatioF() == pytest.approx(2)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1:2500", 2500),
        ("1 : 2\u00a0500", 2500),
        ("1/10,000", 10000),
        ("1:1.000.000", 1_000_000),
        ("750", 750),
        ("12,5 %", 12.5),
        ("50%", 50),
        ("abc", None),
        ("0", None),
        ("-5", None),
        ("", None),
    ],
)
def test_scales_are_understood(text: str, number: float | None) -> None:
    assert parse_scale(text) == number


def _bar(app: App) -> ScaleBar:
    bar = app.window.map.findChild(ScaleBar)
    assert bar is not None
    return bar


@pytest.mark.parametrize(
    ("crs", "origin", "step"),
    [
        ("EPSG:32615", (500_000, 5_000_000), 0.3),
        ("EPSG:3857", (4_000_000, 8_000_000), 10.0),  # stretched by two there
        ("EPSG:4326", (30.0, 60.0), 1e-3),
    ],
)
def test_the_scale_bar_is_true(
    app: App, tmp_path: Path, crs: str, origin: tuple[float, float], step: float
) -> None:
    path = tmp_path / "scene.tif"
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=200,
        height=200,
        count=1,
        dtype="uint8",
        crs=crs,
        transform=from_origin(*origin, step, step),
    ) as target:
        target.write(np.full((1, 200, 200), 90, np.uint8))
    app.open(path)
    view = app.window.map
    for span in (60, 7, 200):
        view.zoom_to(QRectF(100 - span / 2, 100 - span / 2, span, span))
        drawn = _bar(app).length
        assert drawn is not None
        length, text = drawn
        assert 55 < length <= 151
        number, unit = text.split()
        stands_for = float(number) * {"cm": 0.01, "m": 1, "km": 1000}[unit]
        half = length / view.viewpoint.scale / 2
        assert app.session.project.scene is not None
        lon, lat = app.session.project.scene.georeference.lonlat(
            [100 - half, 100 + half], [100] * 2
        )
        truth = Geod(ellps="WGS84").inv(lon[0], lat[0], lon[1], lat[1])[2]
        assert truth == pytest.approx(stands_for, rel=2e-3)
        assert number.strip("0.")[0] in "125"


def test_the_arrow_points_to_true_north(app: App, tmp_path: Path, plain_scene_file: Path) -> None:
    arrow = app.window.map.findChild(NorthArrow)
    assert arrow is not None
    path = tmp_path / "turned.tif"
    turned = from_origin(300_000, 6_000_000, 1, 1) * rasterio.Affine.rotation(30)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=100,
        height=100,
        count=1,
        dtype="uint8",
        crs="EPSG:32615",
        transform=turned,
    ) as target:
        target.write(np.full((1, 100, 100), 90, np.uint8))
    app.open(path)
    angle = arrow.angle
    assert angle is not None
    assert app.session.project.scene is not None
    georeference = app.session.project.scene.georeference
    lon, lat = georeference.lonlat(50, 50)
    col, row = georeference.colrow_from_lonlat(lon, lat + 1e-4)
    towards = np.degrees(np.arctan2(col - 50, -(row - 50)))
    assert angle == pytest.approx(float(towards), abs=0.05)
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    assert arrow.angle is None


def test_instruments_can_be_hidden_and_stay_so(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    bar_action, _ = app.window.view_actions.instruments
    bar = _bar(app)
    assert bar.isVisible()
    bar_action.trigger()
    assert not bar.isVisible()
    assert not app.settings.shows("scale_bar")
    assert app.settings.shows("north_arrow")
    corner = bar.geometry()
    bar_action.trigger()
    assert bar.isVisible()
    assert bar.geometry() == corner


def test_lengths_and_areas_in_words() -> None:
    en, ru = QLocale("en"), QLocale("ru")
    assert [round_length(x) for x in (0.7, 1, 3.2, 49.9, 99)] == [0.5, 1, 2, 20, 50]
    assert length_text(0.05, en) == "5.0 cm"
    assert length_text(12.345, ru) == "12,35 м" or length_text(12.345, ru) == "12,35 m"
    assert length_text(2500, en, digits=1) == "2 km" or length_text(2500, en, 2) == "2.5 km"
    assert area_text(9999, en) == "9,999.0 m²"
    assert area_text(25_000, en) == "2.50 ha"
    assert area_text(2.5e6, en) == "2.500 km²"


def _type(app: App, text: str) -> None:
    line = app.window.go_to.entry.lineEdit()
    assert line is not None
    line.clear()
    app.qtbot.keyClicks(line, text)
    app.qtbot.keyClick(line, Qt.Key.Key_Return)


def test_typed_coordinates_are_gone_to(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    window, view = app.window, app.window.map
    app.qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.go_to.isVisible()
    assert window.go_to.entry.lineEdit().hasFocus()
    scene = app.session.project.scene
    assert scene is not None
    texts = copied(301.5, 77.25, scene.georeference)
    for text in (texts.decimal, texts.dms, texts.crs, "px 301.5 77.25"):
        view.zoom_to_extent()
        _type(app, text)
        assert (view.viewpoint.col, view.viewpoint.row) == pytest.approx((301.5, 77.25), abs=1.5)
        assert view.flash is not None
        assert window.go_to.answer.text() == ""
    assert app.settings.recent_positions[0] == "px 301.5 77.25"
    _type(app, "nowhere")
    assert "nowhere" in window.go_to.answer.text()
    assert app.settings.recent_positions[0] == "px 301.5 77.25"
    _type(app, "px -900 20")
    assert "outside" in window.go_to.answer.text()
    assert view.viewpoint.col == pytest.approx(-900)
    app.qtbot.keyClick(window.go_to.entry.lineEdit(), Qt.Key.Key_Escape)
    assert not window.go_to.isVisible()
    assert view.flash is None


def test_the_mark_goes_with_esc_on_the_map(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    view = app.window.map
    app.window.view_actions.go_to.trigger()
    _type(app, "px 100 100")
    assert view.flash is not None
    view.setFocus()
    app.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert view.flash is None
    assert app.window.go_to.isVisible()
