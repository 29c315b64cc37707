"""The mean cosine that fills in while a match runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QThread

import neurocorrelator as nc
from nc_desktop.jobs.match_preview import PreviewFeed, PreviewMaps
from nc_desktop.model.layers import HeatmapLayer, SceneLayer
from nc_desktop.model.match_options import MatchOptions
from tests.nc_desktop.driving import MATCH_TIMEOUT_MS, App

TILED = MatchOptions(rotations="none", scales="none", tile_px=128)  # the scene takes a dozen
LONGER = MatchOptions(rotations="0:40:20", scales="none", tile_px=128)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small matches are over before the second preview would come."""
    monkeypatch.setattr("nc_desktop.jobs.match_preview._INTERVAL_S", 0.0)


def _until_preview(app: App) -> HeatmapLayer:
    app.window.search_actions.match.trigger()
    preview = app.session.matching.preview
    app.qtbot.waitUntil(lambda: preview.layer is not None, timeout=MATCH_TIMEOUT_MS)
    assert preview.layer is not None
    return preview.layer


def test_it_comes_before_the_result_is_labelled_and_is_replaced(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    project, badge = app.session.project, app.window.preview_badge
    project.set_options(TILED)
    threads = []
    app.session.matching.preview.changed.connect(
        lambda: threads.append(QThread.currentThread() is app.window.thread())
    )
    layer = _until_preview(app)
    assert layer.preliminary
    assert project.result is None
    assert badge.isVisible()
    assert badge.text().startswith("Preliminary: mean cosine, ")
    shown = layer.shown
    assert shown is not None
    assert shown.template == picture_file.name
    assert shown.values.shape == (104, 112)
    layer.restyle(opacity=0.35, colour_map="magma")
    app.wait_idle(MATCH_TIMEOUT_MS)
    assert project.heatmap is not None
    assert not project.heatmap.preliminary
    assert layer not in project.layers
    assert len(project.layers.of_kind(HeatmapLayer)) == 1
    assert (project.heatmap.style.opacity, project.heatmap.style.colour_map) == (0.35, "magma")
    assert not badge.isVisible()
    assert all(threads)


def test_a_cancelled_match_leaves_the_former_result(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.match()
    project = app.session.project
    former, findings = project.heatmap, project.findings
    assert former is not None
    project.set_options(LONGER)
    layer = _until_preview(app)
    assert not former.visible  # two heatmaps that shine through each other show nothing
    assert project.layers.index(layer) < project.layers.index(former)
    app.session.matching.cancel()
    app.wait_idle(MATCH_TIMEOUT_MS)
    assert layer not in project.layers
    assert former.visible
    assert project.findings is findings
    assert not app.window.preview_badge.isVisible()


def test_a_preview_that_is_removed_stays_away(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.session.project.set_options(LONGER)
    app.session.project.layers.remove(_until_preview(app))
    preview = app.session.matching.preview
    with app.qtbot.waitSignal(app.session.matching.progressed, timeout=MATCH_TIMEOUT_MS):
        pass
    app.qtbot.wait(400)
    assert preview.layer is None
    app.session.matching.cancel()
    app.wait_idle(MATCH_TIMEOUT_MS)


def test_it_can_be_switched_off(app: App, scene_file: Path, picture_file: Path) -> None:
    app.open(scene_file, picture_file)
    box = app.window.match_panel.with_preview
    assert box.isChecked()
    box.click()
    assert not app.settings.match_preview
    inserted: list[object] = []
    app.session.project.layers.inserted.connect(inserted.append)
    app.match()
    assert not [each for each in inserted if isinstance(each, HeatmapLayer) and each.preliminary]


def _patch(row: int, col: int, values: np.ndarray) -> nc.PreviewPatch:  # type: ignore[type-arg]
    return nc.PreviewPatch("a", row, col, values.astype(np.float32))


def test_patches_are_merged_by_the_best_and_never_sent_faster_than_taken(
    qtbot: object, scene_file: Path
) -> None:
    sent: list[tuple[nc.ScoreMap, ...]] = []
    feed = PreviewFeed()
    feed.arrived.connect(lambda _feed, maps: sent.append(maps))
    with nc.Raster.open(scene_file) as scene:
        maps = PreviewMaps(scene, 1, feed)
        maps.take(_patch(0, 0, np.array([[0.1, np.nan], [0.3, 0.4]])))
        assert len(sent) == 1
        maps.take(_patch(1, 1, np.array([[0.2, 0.9]])))
        assert len(sent) == 1  # the first is not taken yet
        feed.taken()
        maps.send_if_due()
        maps.send_if_due()
        assert len(sent) == 2  # nothing newer
        (merged,) = sent[1]
        expected = np.array([[0.1, np.nan, np.nan], [0.3, 0.4, 0.9]], np.float32)
        np.testing.assert_array_equal(merged.values[:2, :3], expected)
        assert np.isnan(merged.values[2:]).all()
        assert (merged.stride, merged.values.shape) == (4, (104, 112))
        assert np.isnan(sent[0][0].values[1, 2])  # what was sent does not change


def test_maps_of_large_scenes_are_coarser_and_keep_the_peaks(
    qtbot: object, scene_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nc_desktop.jobs.match_preview._MOST_CELLS", 104 * 112 // 4)
    sent: list[nc.ScoreMap] = []
    feed = PreviewFeed()

    def take(source: PreviewFeed, maps: tuple[nc.ScoreMap, ...]) -> None:
        sent.extend(maps)
        source.taken()

    feed.arrived.connect(take)
    whole = np.random.default_rng(0).random((104, 112)).astype(np.float32)
    whole[whole < 0.2] = np.nan
    with nc.Raster.open(scene_file) as scene:
        maps = PreviewMaps(scene, 1, feed)
        for row, col in ((0, 0), (0, 33), (51, 0), (51, 33)):  # odd corners
            rows, cols = slice(row, row + 53), slice(col, col + 79)
            maps.take(_patch(row, col, whole[rows, cols]))
        last = sent[-1]
        assert last.stride == 8
        expected = np.fmax.reduce(np.fmax.reduce(whole.reshape(52, 2, 56, 2), axis=3), axis=1)
        np.testing.assert_array_equal(last.values, expected)
        corner = last.georeference.xy(1, 1)
        assert corner == pytest.approx(scene.georeference.xy(8, 8))


def test_the_preview_lies_on_the_layer_of_its_scene(
    app: App, scene_file: Path, plain_scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    project = app.session.project
    searched = project.scene_layer
    project.set_options(LONGER)
    app.window.search_actions.match.trigger()
    app.session.opening.scene(plain_scene_file)
    app.qtbot.waitUntil(lambda: project.scene_layer is not searched)
    preview = app.session.matching.preview
    app.qtbot.waitUntil(lambda: preview.layer is not None, timeout=MATCH_TIMEOUT_MS)
    assert preview.layer is not None
    assert preview.layer.scene is searched
    assert isinstance(searched, SceneLayer)
    assert project.layers.index(preview.layer) + 1 == project.layers.index(searched)
    app.session.matching.cancel()
    app.wait_idle(MATCH_TIMEOUT_MS)
