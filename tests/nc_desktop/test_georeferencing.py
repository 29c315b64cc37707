"""A picture that is found where nothing was told of its heading becomes a raster of the scene."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from rasterio.windows import Window as RioWindow

import neurocorrelator as nc
from nc_desktop.model.layers import SceneLayer
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.panels.message_bar import MessageRow
from tests.nc_desktop.driving import App, save_as
from tests.nc_desktop.made_results import made_match, made_result, show_on_plain_scene

LEFT = Qt.MouseButton.LeftButton
TURNED_DEG = 70.0  # the picture is turned clockwise by that
CENTRE = (120.0, 110.0)


@pytest.fixture(scope="module")
def small_scene(tmp_path_factory: pytest.TempPathFactory, scene_file: Path) -> Path:
    """So small that all rotations are searched in seconds."""
    path = tmp_path_factory.mktemp("small") / "Поляна.tif"
    crop = RioWindow(100, 70, 260, 240)
    with rasterio.open(scene_file) as source:
        profile = source.profile | {
            "width": crop.width,
            "height": crop.height,
            "transform": source.window_transform(crop),
        }
        pixels = source.read(window=crop)
    with rasterio.open(path, "w", **profile) as target:
        target.write(pixels)
    return path


@pytest.fixture(scope="module")
def turned_picture(small_scene: Path) -> Path:
    """100 x 90 pixels around `CENTRE`, which Pillow has turned."""
    path = small_scene.with_name("turned.png")
    with rasterio.open(small_scene) as source:
        pixels = source.read()
    whole = PIL.Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0)))
    wide = whole.crop((10, 0, 230, 220))
    wide.rotate(-TURNED_DEG, resample=PIL.Image.Resampling.BICUBIC).crop((60, 65, 160, 155)).save(
        path
    )
    return path


def choose(app: App, path: Path) -> None:
    """Where to write the template."""
    save_as(app, app.window.results_actions.save_dialog, path)


def press(app: App, text: str) -> None:
    """Click on a button of the newest message."""
    row = app.window.messages.findChildren(MessageRow)[-1]
    button = next(b for b in row.findChildren(QPushButton) if b.text() == text)
    app.qtbot.mouseClick(button, LEFT)
    app.wait_idle()


def test_a_turned_picture_is_found_and_laid_over_the_scene(
    app: App, small_scene: Path, turned_picture: Path, tmp_path: Path
) -> None:
    app.open(small_scene, turned_picture)
    project = app.session.project
    scene_layer = project.scene_layer
    assert scene_layer is not None
    gsd = float(np.mean(scene_layer.raster.georeference.gsd_m(130, 120)))
    project.templates.set_gsd(0, gsd)
    assert project.options == MatchOptions()
    assert project.options.config().rotations == project.options.config().scales == "auto"
    assert app.window.match_panel.hint.text() == (
        "Heading unknown for 1 template: all rotations are searched."
    )
    action = app.window.results_actions.georeference
    assert not action.isEnabled()
    assert action.toolTip() == "Select a match first"

    result = app.match(quick=False)
    best = result.matches[0]
    assert best.centre == pytest.approx(CENTRE, abs=1.5)
    assert best.rotation_deg == pytest.approx(360 - TURNED_DEG, abs=2)
    assert best.confidence is not None
    assert best.confidence > 0.9
    assert app.window.results.answers.text() == "turned.png: found"
    slider = app.window.results.filters.threshold
    assert slider.title.text() == "Confidence from"
    slider.box.setValue(50)
    assert app.window.results.model.matches == (0,)
    assert not [text for text in app.texts if "turned.png" in text]  # nothing is to be done

    project.select(0)
    facts = {fact.title: fact.text for fact in app.window.details.facts}
    assert facts["Verdict"].startswith("found: ")
    assert int(facts["Inliers"]) == best.inliers
    assert action.isEnabled()
    action.trigger()
    dialog = app.window.results_actions.save_dialog
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("turned_1.tif")
    choose(app, tmp_path / "на земле")
    path = tmp_path / "на земле.tif"
    assert {file.name for file in tmp_path.glob("на*")} == {
        "на земле.tif",
        "на земле.points",
        "на земле.vrt",
    }
    with rasterio.open(path) as written, rasterio.open(small_scene) as scene:
        assert written.crs == scene.crs
        x, y = scene.transform * CENTRE
        row, col = written.index(x, y)
        pixel = written.read(window=RioWindow(col - 8, row - 8, 16, 16))
        ground = scene.read(window=RioWindow(112, 102, 16, 16))
        assert written.read(4)[0, 0] == 0  # beside the turned picture
    assert (pixel[3] == 255).all()
    assert abs(pixel[:3].mean(axis=(1, 2)) - ground.mean(axis=(1, 2))).max() < 6

    assert f"Saved to {path}" in app.texts[0]
    press(app, "Add as a layer")
    scenes = project.layers.of_kind(SceneLayer)
    assert [layer.name for layer in scenes] == [path.name, small_scene.name]
    assert project.scene_layer is scene_layer  # it is searched still
    assert project.result is result


@pytest.fixture
def judged(app: App, scene_file: Path, picture_file: Path) -> App:
    app.open(scene_file, picture_file)
    project = app.session.project
    assert project.scene is not None
    match = made_match("piece.png", 1, 4.2, (206, 168), size=(112, 96), confidence=0.97, inliers=61)
    project.add_result(made_result(project.scene, project.templates.enabled, [match]))
    project.select(0)
    app.wait_idle()
    return app


def test_files_that_nobody_asked_about_are_left_alone(judged: App, tmp_path: Path) -> None:
    points = tmp_path / "place.points"
    points.write_text("mine", "utf-8")
    judged.window.results_actions.georeference.trigger()
    choose(judged, tmp_path / "place.tif")
    assert judged.texts[0].startswith("Nothing was written: place.points would be replaced")
    assert points.read_text("utf-8") == "mine"
    assert not (tmp_path / "place.tif").exists()
    press(judged, "Replace")
    assert judged.texts[0].startswith(f"Saved to {tmp_path / 'place.tif'}")
    assert points.read_text("utf-8") != "mine"


def test_another_ending_is_no_format(judged: App, tmp_path: Path) -> None:
    judged.window.results_actions.georeference.trigger()
    choose(judged, tmp_path / "place.png")
    assert (tmp_path / "place.png.tif").exists()
    assert not (tmp_path / "place.png").exists()


def test_what_cannot_be_written_is_told(judged: App, tmp_path: Path) -> None:
    project = judged.session.project
    assert project.result is not None
    target = tmp_path / "file" / "place.tif"
    target.parent.write_text("no folder", "utf-8")
    judged.session.georeferencing.write(project.result, project.result.matches[0], target)
    judged.wait_idle()
    assert judged.texts[0].startswith("The template was not georeferenced: ")
    assert target.parent.read_text("utf-8") == "no folder"

    upper_left, upper_right, lower_right, lower_left = project.result.matches[0].footprint
    mirrored = replace(
        project.result.matches[0], footprint=(upper_right, upper_left, lower_left, lower_right)
    )
    judged.languages.use("ru")
    result = replace(project.result, matches=(mirrored,))
    judged.session.georeferencing.write(result, mirrored, tmp_path / "place.tif")
    judged.wait_idle()
    assert "нельзя привязать: углы отражены зеркально" in judged.window.messages.texts[0]
    assert not (tmp_path / "place.tif").exists()


def test_writing_tells_how_far_it_is_and_can_be_cancelled(
    judged: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nc_desktop.panels.activity._DELAY_MS", 0)
    project, activity = judged.session.project, judged.window.activity
    assert project.result is not None
    georeferencing = judged.session.georeferencing
    told: list[tuple[str, float, bool]] = []
    georeferencing.progressed.connect(
        lambda _: told.append((activity.text.text(), activity.bar.value(), activity.isVisible()))
    )
    match, folder = project.result.matches[0], tmp_path / "written"
    folder.mkdir()
    georeferencing.write(project.result, match, folder / "place.tif")
    judged.wait_idle()
    assert told[-1] == ("Writing place.tif", 1000, True)
    assert not activity.isVisible()

    georeferencing.began.connect(lambda _: activity.cancel.click())
    georeferencing.write(project.result, match, folder / "other.tif")
    judged.wait_idle()
    assert judged.texts[0] == "other.tif was cancelled; nothing was written."
    assert {path.name for path in folder.iterdir()} == {"place.tif", "place.points", "place.vrt"}


def test_a_scene_without_a_crs_gives_no_place(
    app: App, plain_scene_file: Path, picture_file: Path
) -> None:
    match = made_match("piece.png", 1, 4.2, (206, 168))
    show_on_plain_scene(app, plain_scene_file, picture_file, match)
    action = app.window.results_actions.georeference
    assert not action.isEnabled()
    assert "has no CRS" in action.toolTip()
    index = app.window.results.model.index(0, 0)
    menu = app.window.results.context_menu(index)
    assert action in menu.actions()
    assert action in app.window.project_actions.menu.actions()
    menu.close()


@pytest.fixture(scope="module")
def foreign_picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Other ground: islands from space."""
    path = tmp_path_factory.mktemp("foreign") / "islands.png"
    data = Path(__file__).parents[1] / "data" / "rasters" / "rasterio" / "RGB.byte.tif"
    with rasterio.open(data) as source:
        pixels = source.read(window=RioWindow(250, 250, 200, 200))
    picture = PIL.Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0)))
    picture.resize((100, 90)).save(path)
    return path


def test_a_picture_of_another_place_is_not_in_this_scene(
    app: App, small_scene: Path, foreign_picture: Path
) -> None:
    app.open(small_scene, foreign_picture)
    result = app.match()
    assert result.verdicts == {"islands.png": "absent"}
    advice = (
        f"Not in {small_scene.name}: islands.png."
        " Let rotations and scales be automatic, or check GSD and heading."
    )
    assert app.texts.count(advice) == 1
    assert app.window.results.answers.text() == "islands.png: not in this scene"
    item = app.window.project_map.footprints_item
    assert item is not None
    assert [look.faint for look in item.outlines.looks] == [True]
    app.match()
    assert app.texts.count(advice) == 1  # instead of the former one
    layer = app.session.project.scene_layer
    assert layer is not None
    app.session.layering.remove(layer, layer.name)
    assert advice not in app.texts


def test_without_verification_nothing_is_said_of_it(
    app: App, small_scene: Path, foreign_picture: Path
) -> None:
    app.open(small_scene, foreign_picture)
    app.session.project.set_options(MatchOptions(rotations="none", scales="none", verify=0))
    result: nc.MatchResult = app.match(quick=False)
    assert result.verdicts == {"islands.png": None}
    assert not [text for text in app.texts if "islands.png" in text and "Not in" in text]
    assert app.window.results.filters.threshold.title.text() == "Score from"
    assert not app.window.results.answers.isVisible()
