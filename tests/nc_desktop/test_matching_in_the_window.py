"""Match, look, select, cancel, close: with the real matcher on real pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from rasterio.enums import ColorInterp

import neurocorrelator as nc
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.panels.match_progress import MatchProgress
from tests.nc_desktop.driving import MATCH_TIMEOUT_MS, QUICK, TEMPLATE_AT, TEMPLATE_SIZE, App

CENTRE = (TEMPLATE_AT[0] + TEMPLATE_SIZE[0] / 2, TEMPLATE_AT[1] + TEMPLATE_SIZE[1] / 2)


@pytest.fixture(scope="module")
def real_result(
    scene_file: Path, picture_file: Path, second_picture_file: Path
) -> Iterator[nc.MatchResult]:
    """What the matcher says, computed once for all tests of this module that only look at it."""
    with nc.Raster.open(scene_file) as scene:
        templates = [nc.Template.open(path) for path in (picture_file, second_picture_file)]
        yield nc.match(scene, templates, QUICK.config())


@pytest.fixture
def matched(
    app: App,
    scene_file: Path,
    picture_file: Path,
    second_picture_file: Path,
    real_result: nc.MatchResult,
) -> App:
    app.open(scene_file, picture_file, second_picture_file)
    scene = app.session.project.scene
    assert scene is not None
    app.session.project.add_result(replace(real_result, scene=scene))
    app.wait_idle()
    return app


def test_a_click_on_match_finds_the_picture(app: App, scene_file: Path, picture_file: Path) -> None:
    app.open(scene_file, picture_file)
    result = app.match()
    assert result.matches[0].centre == pytest.approx(CENTRE, abs=4)
    assert app.window.results.model.rowCount() == len(result.matches)
    assert not [m for m in app.window.messages.messages if m.level == "error"]
    found = len(result.matches)
    assert app.window.summary.text().startswith(f"{found} match")
    assert " of 1 template in " in app.window.summary.text()
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: " для 1 шаблона за " in app.window.summary.text())


def test_what_opening_a_scene_said_a_match_does_not_say_again(
    app: App, scene_file: Path, picture_file: Path, tmp_path: Path
) -> None:
    with rasterio.open(scene_file) as scene:
        bands = scene.read([1, 2, 3, 1])
        profile = scene.profile | {"count": 4, "photometric": "minisblack"}
    unnamed = tmp_path / "unnamed.tif"
    with rasterio.open(unnamed, "w", **profile) as target:
        target.colorinterp = [ColorInterp.undefined] * 4
        target.write(bands)
    app.open(unnamed, picture_file)
    assert any("no colour interpretation" in text for text in app.texts)
    result = app.match()  # quick: heading and GSD are assumed
    assert any("no colour interpretation" in text for text in result.warnings)
    said = [text for text in app.texts if text.startswith("While matching")]
    assert said  # of the unknown GSD
    assert not [text for text in said if "no colour interpretation" in text]


def test_the_answer_is_in_the_table_and_on_the_map(matched: App) -> None:
    project, window = matched.session.project, matched.window
    assert project.result is not None
    first = project.result.matches[0]
    assert first.centre == pytest.approx(CENTRE, abs=4)
    rows = window.results.model.rowCount()
    assert rows == len(project.result.matches)
    assert window.results.model.index(0, 1).data() == "piece.png"

    footprints, heatmap = window.project_map.footprints_item, window.project_map.heatmap_item
    assert footprints is not None
    assert heatmap is not None
    drawn = set(footprints.drawn)
    assert drawn == {i for i, m in enumerate(project.result.matches) if m.rank == 1}
    assert heatmap.isVisible()
    assert heatmap.boundingRect().width() > 0

    # the outline lies where the match is: its colour is found on the screen
    corner = first.footprint[0]
    point = window.map.point_of(*corner).toPoint()
    image = window.map.viewport.grab().toImage()
    colour = QColor(project.templates.colour_of("piece.png"))
    around = [
        image.pixelColor(point.x() + dx, point.y() + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)
    ]
    assert colour in around


def test_a_row_selects_and_zooms_to_its_match(matched: App) -> None:
    window, project = matched.window, matched.session.project
    assert project.result is not None
    row = next(i for i, m in enumerate(project.result.matches) if m.template == "other.png")
    table = window.results.table
    cell = table.visualRect(window.results.model.index(row, 1)).center()
    matched.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert project.selected == row
    footprints, heatmap = window.project_map.footprints_item, project.heatmap
    assert footprints is not None
    assert heatmap is not None
    assert footprints.selected == (row,)
    assert heatmap.style.template == "other.png"
    match = project.result.matches[row]
    view = window.map.view_rect
    assert view.contains(*match.centre)
    assert view.height() < 416
    assert view.center().x() == pytest.approx(match.centre[0], abs=2)


def test_a_click_on_a_footprint_selects_its_row(matched: App) -> None:
    window, project = matched.window, matched.session.project
    assert project.result is not None
    point = window.map.point_of(*CENTRE).toPoint()
    matched.qtbot.mouseClick(window.map.viewport, Qt.MouseButton.LeftButton, pos=point)
    matched.qtbot.waitUntil(lambda: project.selected == 0)
    rows = window.results.table.selectionModel().selectedRows()
    assert [window.results.model.match_at(row.row()) for row in rows] == [0]
    nowhere = window.map.point_of(-5, -5).toPoint()
    matched.qtbot.mouseClick(window.map.viewport, Qt.MouseButton.LeftButton, pos=nowhere)
    matched.qtbot.waitUntil(lambda: project.selected is None)
    assert not window.results.table.selectionModel().hasSelection()


def test_numbers_are_sorted_as_numbers_and_a_row_can_be_copied(matched: App, qapp: object) -> None:
    results = matched.window.results
    names = [column.name for column in results.model.columns]
    assert names[:4] == ["rank", "template", "decision", "verdict"]
    assert names[4:7] == ["confidence", "inliers", "score"]
    results.table.sortByColumn(6, Qt.SortOrder.AscendingOrder)
    source = results.model.matches[:4]
    project = matched.session.project
    assert project.result is not None
    scores = [project.result.matches[i].score for i in source]
    assert scores == sorted(scores)
    results.table.selectRow(0)
    results.copy_selected()
    copied = qapp.clipboard().text().splitlines()  # type: ignore[attr-defined]
    assert copied[0].startswith("Rank\tTemplate\tDecision\tVerdict\tConfidence\tInliers\tScore")
    assert len(copied) == 2


def test_styles_of_the_layers_reach_the_map(matched: App) -> None:
    project, shown = matched.session.project, matched.window.project_map
    heatmap, matches = project.heatmap, project.matches_layer
    assert heatmap is not None
    assert matches is not None
    assert shown.heatmap_item is not None
    assert shown.footprints_item is not None
    heatmap.restyle(opacity=0.25)
    assert shown.heatmap_item.opacity() == pytest.approx(0.25)
    heatmap.restyle(visible=False)
    assert not shown.heatmap_item.isVisible()
    matches.restyle(best_only=False)
    result = project.result
    assert result is not None
    assert len(shown.footprints_item.drawn) == len(result.matches)
    matches.restyle(visible=False)
    assert not shown.footprints_item.isVisible()


def test_without_a_crs_matches_have_pixel_coordinates(
    app: App, plain_scene_file: Path, picture_file: Path
) -> None:
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    app.open(picture_file)
    assert "no CRS" in app.window.match_panel.hint.text()
    result = app.match()
    assert result.matches[0].centre == pytest.approx(CENTRE, abs=4)
    titles = [
        app.window.results.model.headerData(c, Qt.Orientation.Horizontal)
        for c in range(app.window.results.model.columnCount())
    ]
    assert "Column" in titles
    assert "Latitude" not in titles


def test_an_unknown_heading_is_admitted(app: App, scene_file: Path, picture_file: Path) -> None:
    app.open(scene_file, picture_file)
    hint = app.window.match_panel.hint
    assert hint.text() == (
        "Heading unknown for 1 template: all rotations are searched.\n"
        "GSD unknown for 1 template: scales 0.25 to 2 are searched."
    )
    app.session.project.set_options(QUICK)
    assert hint.text() == (
        "Heading unknown for 1 template: only rotation 0° is searched.\n"
        "GSD unknown for 1 template: only scale 1 is searched."
    )
    app.window.match_panel.rotations.setEditText("-30:30:15")
    assert app.session.project.options.rotations == "-30:30:15"
    assert "Heading" not in hint.text()
    app.session.project.set_options(MatchOptions())
    app.session.project.templates.set_heading(0, 40.0)
    assert hint.text() == "GSD unknown for 1 template: scales 0.25 to 2 are searched."
    app.session.project.templates.set_gsd(0, 0.08)
    assert hint.text() == ""


def test_a_setting_that_means_nothing_is_told(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    app.window.match_panel.rotations.setEditText("north")
    app.window.search_actions.match.trigger()
    assert not app.session.matching.running
    assert any("rotations are none, auto" in text for text in app.texts)
    app.window.match_panel.rotations.setEditText("15")
    assert not any("rotations are none, auto" in text for text in app.texts)


def test_results_of_other_settings_are_marked_until_the_next(
    matched: App, real_result: nc.MatchResult
) -> None:
    project, note, panel = (
        matched.session.project,
        matched.window.results.note,
        matched.window.match_panel,
    )
    assert not note.isVisible()
    project.templates.set_enabled(1, False)
    assert note.isVisible()
    project.templates.set_enabled(1, True)
    assert not note.isVisible()  # as they were
    project.templates.set_heading(0, 12.0)
    assert note.isVisible()
    project.templates.set_heading(0, None)
    panel.top.setValue(panel.top.value() + 1)
    assert note.isVisible()
    assert project.result is not None
    project.add_result(project.result)
    assert not note.isVisible()


def test_a_match_that_ends_after_a_change_is_marked_at_once(
    app: App, scene_file: Path, picture_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.open(scene_file, picture_file)
    app.match()
    note = app.window.results.note

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no memory")

    app.session.matching.started.connect(lambda: app.session.project.templates.set_gsd(0, 0.1))
    app.match()
    assert note.isVisible()
    monkeypatch.setitem(vars(nc), "match", fail)
    app.match()
    assert note.isVisible()
    assert app.session.project.result is not None


def _long(app: App, *files: Path) -> None:
    """Start a match that takes much longer than a test."""
    app.open(*files)
    app.session.project.set_options(MatchOptions(rotations="0:355:5", scales="0.5:2:9"))
    app.window.search_actions.match.trigger()
    assert app.session.matching.running


def test_cancel_stops_and_says_so(app: App, scene_file: Path, picture_file: Path) -> None:
    with app.qtbot.waitSignal(app.session.matching.progressed, timeout=MATCH_TIMEOUT_MS):
        _long(app, scene_file, picture_file)
    panel = app.window.match_panel
    assert panel.cancel.isVisible()
    assert app.window.match_status.isVisible()
    with app.qtbot.waitSignal(app.session.matching.ended, timeout=10_000):
        app.qtbot.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)
    assert "The match was cancelled." in app.texts
    assert not panel.cancel.isVisible()
    assert not app.window.match_status.isVisible()
    assert app.session.project.result is None


def test_closing_during_a_match_ends_it(app: App, scene_file: Path, picture_file: Path) -> None:
    with app.qtbot.waitSignal(app.session.matching.progressed, timeout=MATCH_TIMEOUT_MS):
        _long(app, scene_file, picture_file)
    app.window.close()  # the fixture then looks for threads that are left
    assert not app.window.isVisible()


def test_removing_the_scene_ends_its_match(
    app: App, scene_file: Path, picture_file: Path, demo_scene: Path
) -> None:
    with app.qtbot.waitSignal(app.session.matching.progressed, timeout=MATCH_TIMEOUT_MS):
        _long(app, scene_file, picture_file)
    project = app.session.project
    searched = project.scene_layer
    assert searched is not None
    app.session.opening.scene(demo_scene)
    app.qtbot.waitUntil(lambda: project.scene_layer is not searched)
    assert app.session.matching.running  # it goes on beside the new scene
    with app.qtbot.waitSignal(app.session.matching.ended, timeout=20_000):
        project.layers.remove(searched)
    app.wait_idle()
    assert project.result is None
    assert project.scene is not None
    assert project.scene.path == demo_scene


def test_a_worker_that_fails_is_told_with_details(
    app: App, scene_file: Path, picture_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA error: an illegal memory access was encountered")

    monkeypatch.setitem(vars(__import__("neurocorrelator")), "match", fail)
    app.open(scene_file, picture_file)
    with app.qtbot.waitSignal(app.session.matching.ended, timeout=10_000):
        app.window.search_actions.match.trigger()
    (message,) = app.window.messages.messages
    assert "illegal memory access" in message.text
    assert "Traceback" in message.details
    assert app.window.match_panel.match.isEnabled()


def test_the_heatmap_lies_on_the_ground_it_is_of(matched: App) -> None:
    project = matched.session.project
    assert project.result is not None
    score_map = project.result.score_maps[0]
    row, col = np.unravel_index(np.nanargmax(score_map.values), score_map.values.shape)
    layer = matched.window.project_map.heatmap_item
    assert layer is not None
    peak = layer.mapToParent(float(col) + 0.5, float(row) + 0.5)
    assert (peak.x(), peak.y()) == pytest.approx(CENTRE, abs=4)


@pytest.mark.parametrize(
    ("rate", "told"),
    [(0.02, "50 s per tile"), (0.4, "2.5 s per tile"), (3.21, "3.2 tiles/s"), (48.2, "48 tiles/s")],
)
def test_a_slow_rate_is_told_as_seconds_a_tile(app: App, rate: float, told: str) -> None:
    (progress,) = app.window.findChildren(MatchProgress)
    assert progress._rate_text(rate) == told
