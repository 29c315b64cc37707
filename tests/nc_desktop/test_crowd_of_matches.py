"""Many footprints: one picture follows the map while it moves, and is drawn anew when it rests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

import neurocorrelator as nc
from nc_desktop.map.footprints_layer import FootprintsLayer
from nc_desktop.model.layers import MatchesLayer
from tests.nc_desktop.driving import App


def _crowd(app: App, count: int) -> FootprintsLayer:
    scene = app.session.project.scene
    assert scene is not None
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 255, (20, 30, 3), np.uint8)
    template = nc.Template("a", pixels, np.ones((20, 30), np.bool_))
    matches = []
    for rank in range(1, count + 1):
        col, row = rng.uniform(30, 380, 2).tolist()
        corners = ((col, row), (col + 30, row), (col + 30, row + 20), (col, row + 20))
        centre = (col + 15, row + 10)
        matches.append(nc.Match(rank, "a", 9.0 / rank, 5.0, None, None, 0.0, 1.0, corners, centre))
    result = nc.MatchResult(scene, (template,), tuple(matches), (), nc.MatchConfig(), {})
    app.session.project.add_result(result)
    [layer] = app.session.project.layers.of_kind(MatchesLayer)
    layer.restyle(best_only=False)
    item = app.window.project_map.item(layer)
    assert isinstance(item, FootprintsLayer)
    app.wait_idle()
    return item


def _shot(app: App) -> np.ndarray:
    image = app.window.map.viewport.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def test_a_crowd_follows_the_map_and_is_drawn_anew_at_rest(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    item = _crowd(app, 120)
    view = app.window.map
    before = _shot(app)
    view.pan_by(QPointF(24, 10))
    moved = _shot(app)
    assert np.abs(moved[110:310, 124:424] - before[100:300, 100:400]).max() <= 1  # it is the same
    view.zoom_by(1.3)
    _shot(app)
    assert not item.settled  # what is shown stands in for this scale
    app.qtbot.waitUntil(lambda: item.settled)
    at_rest = _shot(app)
    item.set_matches(item.outlines, item.drawn[:-1], (), labelled=True)
    item.set_matches(item.outlines, (*item.drawn, 119), (), labelled=True)  # drawn from nothing
    assert np.array_equal(at_rest, _shot(app))


def test_a_selection_is_drawn_over_the_picture_of_the_others(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    item = _crowd(app, 120)
    findings, before = app.session.project.findings, _shot(app)
    assert findings is not None
    picture = item._picture
    findings.select([60])
    assert not np.array_equal(before, _shot(app))
    assert dict(item.labels)[60].startswith("61")
    assert item._picture is picture  # a key that goes through the table makes no other
    findings.select([])
    assert np.array_equal(before, _shot(app))
    findings.select(range(60))  # many are drawn into it
    many = _shot(app)
    assert item._picture is not picture
    assert not np.array_equal(before, many)


def test_the_match_under_the_cursor_stands_out_of_a_crowd(app: App, scene_file: Path) -> None:
    app.open(scene_file)
    item = _crowd(app, 120)
    before, labels = _shot(app), dict(item.labels)
    item.set_hovered(60)
    assert not np.array_equal(before, _shot(app))
    assert dict(item.labels)[60].startswith("a · 61")
    assert {i: text for i, text in item.labels if i != 60} == {
        i: text for i, text in labels.items() if i != 60
    }
    item.set_hovered(None)
    assert np.array_equal(before, _shot(app))
