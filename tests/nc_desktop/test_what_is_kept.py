"""What is shown no more is not kept, and what was found belongs to the picture it was found in."""

from __future__ import annotations

import shutil
import weakref
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PySide6.QtWidgets import QMenu

import neurocorrelator as nc
from nc_desktop.model.layers import HeatmapLayer, SceneLayer
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result


@pytest.fixture
def scene_copy(tmp_path: Path, scene_file: Path) -> Path:
    """A scene whose file may be changed."""
    return Path(shutil.copy(scene_file, tmp_path / "scene.tif"))


def _found(app: App) -> nc.MatchResult:
    scene = app.session.project.scene
    assert scene is not None
    pixels = (np.arange(1200) % 256).astype(np.uint8).reshape(20, 20, 3)
    template = nc.Template("a", pixels, np.ones((20, 20), np.bool_))
    result = made_result(scene, [template], [made_match("a", 1, 5.0, (80.0, 60.0))])
    with app.session.project.unrecorded():
        app.session.project.add_result(result)
    app.wait_idle()
    return result


def test_a_result_that_is_replaced_leaves_the_memory(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    result = _found(app)
    project = app.session.project
    assert project.heatmap is not None
    kept = [
        weakref.ref(each) for each in (project.heatmap, project.matches_layer, project.findings)
    ]
    kept.append(weakref.ref(result.score_maps[0]))
    del result
    project.select(0)
    for action in app.window.view_actions.menu.actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()  # one of them lists the layers
    app.wait_idle()
    _found(app)
    app.window.map.viewport.repaint()  # the map asks for the tiles of the new one
    app.wait_idle()
    app.qtbot.wait(1)  # what was to be deleted is; no collector is needed, it may run on any thread
    heatmap, matches, former, scores = (each() for each in kept)
    assert (heatmap, matches, scores) == (None, None, None)
    assert former in project.former  # to be compared with
    project.former.forget()
    del former
    assert kept[2]() is None


def test_a_scene_that_is_removed_leaves_the_memory_once_it_cannot_come_back(
    app: App, scene_file: Path
) -> None:
    app.open(scene_file)
    _found(app)
    layer = app.session.project.scene_layer
    assert layer is not None
    kept = weakref.ref(layer), weakref.ref(layer.raster)
    app.session.project.layers.remove(layer)
    del layer
    app.wait_idle()
    assert kept[0]() is not None  # it can be undone
    app.session.history.forget()
    app.qtbot.wait(1)
    assert [each() for each in kept] == [None, None]


def test_a_result_of_other_bands_is_told_to_be_old(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    _found(app)
    layer = app.session.project.scene_layer
    assert layer is not None
    assert app.window.results.note.isHidden()
    app.session.layering.show_bands(layer, (3, 2, 1))
    app.wait_idle()
    assert not app.window.results.note.isHidden()
    app.session.layering.show_bands(layer, (1, 2, 3))
    app.wait_idle()
    assert app.window.results.note.isHidden()


def test_a_result_is_told_to_be_old_when_the_search_gets_the_maps_contrast(
    app: App, scene_file: Path
) -> None:
    app.open(scene_file)
    _found(app)
    layer = app.session.project.scene_layer
    assert layer is not None
    layer.restyle(stretch=nc.Stretch((20, 20, 20), (200, 200, 200)), mode="manual")
    assert app.window.results.note.isHidden()  # for the eye alone
    app.session.layering.search_with_contrast(layer)
    app.wait_idle()
    assert not app.window.results.note.isHidden()


def test_matches_go_when_their_file_holds_a_picture_of_another_size(
    app: App, scene_copy: Path
) -> None:
    app.open(scene_copy)
    _found(app)
    project = app.session.project
    layer = project.scene_layer
    assert layer is not None
    with rasterio.open(scene_copy) as file:
        profile, pixels = file.profile, file.read()[:, 8:, 16:]
    profile.update(height=pixels.shape[1], width=pixels.shape[2])
    with rasterio.open(scene_copy, "w", **profile) as file:
        file.write(pixels)
    app.session.layering.reload(layer)
    app.wait_idle()
    assert project.findings is None
    assert not project.layers.of_kind(HeatmapLayer)


def test_a_scene_that_is_opened_once_more_has_the_crs_of_its_file(
    app: App, scene_copy: Path
) -> None:
    app.open(scene_copy)
    (layer,) = app.session.project.layers.of_kind(SceneLayer)
    former = layer.raster.georeference.crs_name
    app.session.layering.assign_crs(layer, "EPSG:3857")
    app.wait_idle()
    assert layer.told_crs == "EPSG:3857"
    app.session.opening.scene(scene_copy)
    app.wait_idle()
    assert app.session.project.layers.of_kind(SceneLayer) == [layer]
    assert layer.raster.georeference.crs_name == former
    assert layer.told_crs == ""


@pytest.mark.parametrize("bands_first", [True, False])
def test_a_crs_and_bands_that_are_chosen_at_once_are_both_taken(
    app: App, scene_file: Path, *, bands_first: bool
) -> None:
    app.open(scene_file)
    (layer,) = app.session.project.layers.of_kind(SceneLayer)
    layering = app.session.layering
    if bands_first:
        layering.show_bands(layer, (3, 2, 1))
    layering.assign_crs(layer, "EPSG:3857")
    if not bands_first:
        layering.show_bands(layer, (3, 2, 1))
    app.wait_idle()
    assert layer.raster.bands == (3, 2, 1)
    assert layer.raster.georeference.crs_name == layer.told_crs == "EPSG:3857"


def test_bands_and_the_maps_contrast_that_are_chosen_at_once_are_both_taken(
    app: App, scene_file: Path
) -> None:
    app.open(scene_file)
    (layer,) = app.session.project.layers.of_kind(SceneLayer)
    stretch = nc.Stretch((20, 20, 20), (200, 200, 200))
    layer.restyle(stretch=stretch, mode="manual")
    app.session.layering.show_bands(layer, (3, 2, 1))
    app.session.layering.search_with_contrast(layer)
    app.wait_idle()
    assert layer.raster.bands == (3, 2, 1)
    assert layer.raster.stretch == stretch


def test_a_template_that_was_looked_at_leaves_the_memory_when_it_is_removed(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    templates, viewer = app.session.project.templates, app.window.template_actions.viewer
    viewer.show_entry(templates.entries[0])
    app.wait_idle()
    kept = weakref.ref(templates.entries[0].template)
    templates.remove([0])
    app.wait_idle()
    app.session.history.forget()  # else it could come back
    app.qtbot.wait(1)
    assert not viewer.isVisible()
    assert kept() is None
