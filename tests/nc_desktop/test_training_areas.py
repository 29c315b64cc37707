"""Areas to train and to test on, drawn with the mouse on the map."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from nc_desktop.training.raster_choice import RasterChoice
from nc_desktop.training.training_window import TrainingWindow
from tests.nc_desktop.driving import App
from tests.nc_desktop.map_driving import at, click, drag, press_key, send

COUNT_MS = 20_000


@pytest.fixture(scope="session")
def two_dates(tmp_path_factory: pytest.TempPathFactory, demo_scene: Path) -> tuple[Path, Path]:
    """The demo's orthophoto and a copy in other colours, both 600 by 500 pixels of .4 m."""
    folder = tmp_path_factory.mktemp("даты")
    found = []
    with rasterio.open(demo_scene) as source:
        window = rasterio.windows.Window(250, 150, 600, 500)
        profile = source.profile | {
            "width": 600, "height": 500, "count": 3, "nodata": None, "compress": "deflate",
            "transform": source.window_transform(window), "photometric": "rgb",
        }  # fmt: skip
        pixels = source.read([1, 2, 3], window=window)
    for name, gamma in (("2016", 1.0), ("2020", 1.5)):
        path = folder / f"{name}.tif"
        with rasterio.open(path, "w", **profile) as target:
            target.write((255 * (pixels / 255.0) ** gamma).astype(np.uint8))
        found.append(path)
    return found[0], found[1]


@pytest.fixture
def choice(app: App, tmp_path: Path, two_dates: tuple[Path, Path]) -> Iterator[RasterChoice]:
    """The page of places, with two rasters open and small places chosen."""
    app.settings.training_folder = tmp_path / "training"
    app.open(*two_dates)
    app.window.map.zoom_to_extent()
    app.window.training_actions.train.trigger()
    wizard = app.window.training_actions.wizard
    assert wizard is not None
    wizard.data.made.click()
    rasters = wizard.data.rasters
    rasters.picture_px.set_value(48)
    rasters.picture_px.edited.emit()
    counted(app, rasters)
    yield rasters


def wizard_of(app: App) -> TrainingWindow:
    wizard = app.window.training_actions.wizard
    assert wizard is not None
    return wizard


def counted(app: App, rasters: RasterChoice) -> str:
    """What the page says once it has counted."""
    app.qtbot.waitUntil(
        lambda: not rasters._later.isActive() and rasters._counting is None, timeout=COUNT_MS
    )
    return rasters.count.text()


def press(app: App, rasters: RasterChoice, side: str, what: str) -> None:
    button = rasters.area_choice.buttons[side, what]  # type: ignore[index]
    assert button.isEnabled()
    app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def draw_box(
    app: App,
    rasters: RasterChoice,
    side: str,
    first: tuple[float, float],
    last: tuple[float, float],
) -> None:
    """With the mouse, in pixels of the scene."""
    view = app.window.map
    press(app, rasters, side, "rectangle")
    assert not wizard_of(app).isVisible()  # the map is not covered
    drag(view, at(view, *first), at(view, *last))
    assert view.tool is None
    back(app, rasters)


def back(app: App, rasters: RasterChoice) -> None:
    """From the map to the window of training."""
    bar = rasters.drawing.bar
    assert bar is not None
    app.qtbot.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    assert wizard_of(app).isVisible()
    assert rasters.drawing.bar is None


def squares(rasters: RasterChoice, side: str) -> np.ndarray:
    """Corners of the places that the map shows, [N, 4, 2]."""
    ground = rasters.drawing._ground
    assert ground is not None
    assert rasters.drawing.places[side].count == len(ground.squares[side])  # type: ignore[index]
    return np.asarray(ground.squares[side])  # type: ignore[index]


def test_the_own_split_is_seen_on_the_map(app: App, choice: RasterChoice) -> None:
    train, test = squares(choice, "train"), squares(choice, "test")
    assert choice.count.text() == (
        f"{len(train)} places to train on, {len(test)} to test on, 2 views"
    )
    assert len(train) > 10 < len(test)
    assert train[..., 0].max() < test[..., 0].min()  # the east is for testing
    wizard_of(app).close()
    assert choice.drawing.places == {}
    wizard_of(app).present()
    app.qtbot.mouseClick(choice.look, Qt.MouseButton.LeftButton)
    assert not wizard_of(app).isVisible()
    assert len(squares(choice, "test")) == len(test)
    back(app, choice)
    assert len(squares(choice, "test")) == len(test)
    wizard_of(app).data.shipped.click()
    assert choice.drawing.places == {}


def test_an_area_to_test_on_is_drawn_undone_and_cleared(app: App, choice: RasterChoice) -> None:
    before = choice.count.text()
    draw_box(app, choice, "test", (40, 40), (330, 260))
    assert "Counting" in choice.count.text()
    said = counted(app, choice)
    assert said != before
    test, train = squares(choice, "test"), squares(choice, "train")
    assert f"{len(test)} to test on" in said
    assert len(test) > 2
    assert (test.min(axis=(0, 1)) >= (39, 39)).all()
    assert (test.max(axis=(0, 1)) <= (331, 261)).all()
    beside = (train[..., 0].min(axis=1) >= 330) | (train[..., 1].min(axis=1) >= 260)
    beside |= (train[..., 0].max(axis=1) <= 40) | (train[..., 1].max(axis=1) <= 40)
    assert beside.all()
    assert not choice.drawing.outlines["test"].boundingRect().isEmpty()
    assert not choice.side.isEnabled()
    app.qtbot.mouseClick(choice.area_choice.undo, Qt.MouseButton.LeftButton)
    assert counted(app, choice) == before
    assert not choice.area_choice.undo.isEnabled()
    assert choice.side.isEnabled()
    draw_box(app, choice, "test", (40, 40), (330, 260))
    press(app, choice, "test", "clear")
    assert counted(app, choice) == before
    app.qtbot.mouseClick(choice.area_choice.undo, Qt.MouseButton.LeftButton)
    assert counted(app, choice) == said


def test_places_are_made_in_both_drawn_areas(app: App, choice: RasterChoice) -> None:
    view = app.window.map
    draw_box(app, choice, "train", (10, 10), (300, 490))
    assert "0 to test on" in counted(app, choice)
    press(app, choice, "test", "polygon")
    for corner in ((330, 20), (590, 60), (560, 480)):
        click(view, at(view, *corner))
    send(view, QEvent.Type.MouseMove, at(view, 340, 450))
    click(view, at(view, 340, 450))
    app.qtbot.waitUntil(lambda: view.isAncestorOf(QApplication.focusWidget() or app.window))
    press_key(app, Qt.Key.Key_Return)
    assert view.tool is None
    said = counted(app, choice)
    assert choice.drawing.bar is not None
    assert choice.drawing.bar.count.text() == said  # it is seen on the map itself
    back(app, choice)
    counted(app, choice)
    counts = len(squares(choice, "train")), len(squares(choice, "test"))
    assert min(counts) > 2
    app.qtbot.mouseClick(choice.make, Qt.MouseButton.LeftButton)
    app.qtbot.waitUntil(lambda: choice.made is not None, timeout=COUNT_MS)
    assert choice.made is not None
    rows = list(csv.DictReader((choice.made / "places.csv").open(encoding="utf-8")))
    for side, count in zip(("train", "test"), counts, strict=True):
        assert len({row["id"] for row in rows if row["split"] == side}) == count
    assert wizard_of(app).next.isEnabled()


def test_bad_areas_say_why_and_escape_gives_up(app: App, choice: RasterChoice) -> None:
    view = app.window.map
    draw_box(app, choice, "test", (100, 100), (130, 130))
    assert "no place of 48 px" in counted(app, choice)
    assert not choice.make.isEnabled()
    assert not choice.drawing.outlines["test"].boundingRect().isEmpty()  # what is wrong is seen
    draw_box(app, choice, "test", (300, 10), (590, 490))
    counted(app, choice)
    draw_box(app, choice, "train", (10, 10), (350, 490))
    assert "overlap; move one of them" in counted(app, choice)
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: "пересекаются" in choice.count.text())
    app.languages.use("en")
    app.qtbot.mouseClick(choice.area_choice.undo, Qt.MouseButton.LeftButton)
    said = counted(app, choice)
    assert "places to train on" in said
    press(app, choice, "train", "rectangle")
    app.qtbot.waitUntil(lambda: view.isAncestorOf(QApplication.focusWidget() or app.window))
    press_key(app, Qt.Key.Key_Escape)
    assert view.tool is None
    wizard_of(app).present()  # from the menu
    assert choice.drawing.bar is None
    assert choice.areas.train is None
    assert counted(app, choice) == said


def test_without_a_scene_nothing_can_be_drawn(app: App, tmp_path: Path) -> None:
    app.settings.training_folder = tmp_path / "training"
    app.window.training_actions.train.trigger()
    wizard_of(app).data.made.click()
    choice = wizard_of(app).data.rasters.area_choice
    assert not any(button.isEnabled() for button in choice.buttons.values())
