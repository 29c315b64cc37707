"""Templates are cut out of the map with the mouse, and their pixels are the file's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from rasterio.windows import Window as RioWindow

import neurocorrelator as nc
from nc_desktop.model.templates import TemplateEntry
from tests.nc_desktop.driving import App, save_as

LEFT = Qt.MouseButton.LeftButton
CORNERS = ((140, 100), (260, 220))


@pytest.fixture
def opened(app: App, scene_file: Path) -> App:
    app.open(scene_file)
    return app


def _at(app: App, col: float, row: float) -> QPoint:
    return app.window.map.point_of(col, row).toPoint()


def _drag(app: App, first: tuple[float, float], second: tuple[float, float]) -> None:
    viewport = app.window.map.viewport
    QTest.mouseMove(viewport, _at(app, *first))
    QTest.mousePress(viewport, LEFT, pos=_at(app, *first))
    middle = [(a + b) / 2 for a, b in zip(first, second, strict=True)]
    QTest.mouseMove(viewport, _at(app, *middle))
    QTest.mouseMove(viewport, _at(app, *second))
    QTest.mouseRelease(viewport, LEFT, pos=_at(app, *second))


def _cut_rectangle(app: App, first: tuple[float, float], second: tuple[float, float]) -> None:
    app.window.template_actions.cut_rectangle.trigger()
    _drag(app, first, second)
    app.wait_idle()


def _cut_polygon(app: App, corners: Sequence[tuple[float, float]]) -> None:
    app.window.template_actions.cut_polygon.trigger()
    viewport = app.window.map.viewport
    for corner in corners:
        QTest.mouseMove(viewport, _at(app, *corner))
        QTest.mouseClick(viewport, LEFT, pos=_at(app, *corner))
        QTest.qWait(20)
    QTest.keyClick(viewport, Qt.Key.Key_Return)
    app.wait_idle()


def _only(app: App) -> TemplateEntry:
    (entry,) = app.session.project.templates.entries
    return entry


def test_a_rectangle_becomes_a_template_with_the_pixels_of_the_file(
    opened: App, scene_file: Path
) -> None:
    _cut_rectangle(opened, *CORNERS)
    entry = _only(opened)
    template = entry.template
    assert template.name == "cut 1"
    assert entry.georeference is not None
    with rasterio.open(scene_file) as dataset:
        x, y = entry.georeference.xy(0, 0)
        row, col = dataset.index(float(x) + 0.01, float(y) - 0.01)
        window = RioWindow(col, row, template.width, template.height)
        expected = dataset.read([1, 2, 3], window=window).transpose(1, 2, 0)
    np.testing.assert_array_equal(template.rgb, expected)
    # a pixel of the screen is some pixels of the scene
    pixel = 1 + 1 / opened.window.map.viewpoint.scale
    drawn = (col, row, col + template.width, row + template.height)
    assert drawn == pytest.approx((*CORNERS[0], *CORNERS[1]), abs=pixel)
    assert template.gsd_m == pytest.approx(0.0843, abs=1e-4)
    model = opened.window.templates.model
    assert "georeference" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert opened.window.map.tool is None
    assert not opened.window.template_actions.cut_rectangle.isChecked()
    assert [e.template.name for e in opened.window.templates.selected] == ["cut 1"]


def test_what_was_cut_is_found_where_it_was(opened: App) -> None:
    _cut_rectangle(opened, *CORNERS)
    result = opened.match()
    best = result.matches[0]
    middle = [sum(side) / 2 for side in zip(*CORNERS, strict=True)]
    assert best.centre == pytest.approx(middle, abs=6)
    assert best.template == "cut 1"


def test_a_polygon_masks_what_lies_outside_of_it(opened: App) -> None:
    _cut_polygon(opened, [(120, 100), (280, 120), (160, 260)])
    template = _only(opened).template
    assert 0.35 < template.mask.mean() < 0.65
    assert not template.mask[-1, -1]
    assert template.mask[template.height // 3, template.width // 3]


def test_escape_gives_up(opened: App) -> None:
    actions = opened.window.template_actions
    actions.cut_rectangle.trigger()
    assert actions.cut_rectangle.isChecked()
    actions.cut_polygon.trigger()
    assert not actions.cut_rectangle.isChecked()
    QTest.keyClick(opened.window.map.viewport, Qt.Key.Key_Escape)
    assert not actions.cut_polygon.isChecked()
    assert opened.session.project.templates.entries == ()


def test_there_is_nothing_to_cut_before_a_scene_is_open(app: App) -> None:
    assert not app.window.template_actions.cut_rectangle.isEnabled()
    assert not app.window.template_actions.cut_polygon.isEnabled()


def test_the_topmost_scene_is_cut_not_the_one_that_is_searched(
    opened: App, scene_file: Path, tmp_path: Path
) -> None:
    negative = tmp_path / "Негатив.tif"
    with rasterio.open(scene_file) as source:
        profile, pixels = source.profile, 255 - source.read()
    with rasterio.open(negative, "w", **profile) as target:
        target.write(pixels)
    project = opened.session.project
    layer = project.add_scene(nc.Raster.open(negative), active=False)
    _cut_rectangle(opened, *CORNERS)
    project.layers.move(layer, 0)
    _cut_rectangle(opened, *CORNERS)
    layer.restyle(visible=False)
    _cut_rectangle(opened, *CORNERS)
    first, second, third = (e.template for e in project.templates.entries)
    assert [t.name for t in (first, second, third)] == ["cut 1", "cut 2", "cut 3"]
    np.testing.assert_array_equal(second.rgb, 255 - first.rgb)
    np.testing.assert_array_equal(third.rgb, first.rgb)


def _beside(app: App, scene: Path) -> str:
    _cut_rectangle(app, (-60, 20), (-20, 80))
    return "does not touch the scene"


def _tiny(app: App, scene: Path) -> str:
    _cut_rectangle(app, (100, 100), (106, 180))
    return "too small"


def _gone(app: App, scene: Path) -> str:
    app.session.project.scene.close()  # type: ignore[union-attr]
    scene.unlink()
    _cut_rectangle(app, *CORNERS)
    return scene.name


@pytest.mark.parametrize("spoil", [_beside, _tiny, _gone])
def test_what_cannot_be_cut_is_told(
    app: App,
    scene_file: Path,
    copy_of: Callable[[Path, str], Path],
    spoil: Callable[[App, Path], str],
) -> None:
    scene = copy_of(scene_file, "Снимки №1.tif")
    app.open(scene)
    words = spoil(app, scene)
    told = [t for t in app.texts if t.startswith("Nothing was cut out: ")]
    assert len(told) == 1
    assert words in told[0]
    assert app.session.project.templates.entries == ()


@pytest.mark.parametrize("name", ["вырез.png", "вырез.tif"])
def test_a_cut_is_saved_with_its_mask_and_its_place(opened: App, tmp_path: Path, name: str) -> None:
    _cut_polygon(opened, [(120, 100), (280, 120), (160, 260)])
    template = _only(opened).template
    opened.window.template_actions.save_as.trigger()
    _choose(opened, tmp_path / name)
    again = nc.Template.open(tmp_path / name)
    np.testing.assert_array_equal(again.mask, template.mask)
    assert again.gsd_m == pytest.approx(template.gsd_m, rel=1e-6)
    assert opened.texts == [f"Saved to {tmp_path / name}"]


def test_a_target_that_cannot_be_written_is_told(opened: App, tmp_path: Path) -> None:
    _cut_polygon(opened, [(120, 100), (280, 120), (160, 260)])
    opened.window.template_actions.save_as.trigger()
    _choose(opened, tmp_path / "вырез.jpg")
    assert opened.texts[0].startswith("The template was not saved: ")
    assert list(tmp_path.glob("*.jpg")) == []


def _choose(app: App, path: Path) -> None:
    """Where to save the template."""
    save_as(app, app.window.template_actions.save_dialog, path)
