"""Identify: all that is known of a match, the legend, and going from match to match."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from pyproj import Geod
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

import neurocorrelator as nc
from nc_desktop.map.template_looks import looks_of
from nc_desktop.model.layers import HeatmapLayer
from nc_desktop.model.match_facts import MatchFacts
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result, show_on_plain_scene

LEFT = Qt.MouseButton.LeftButton
GEOD = Geod(ellps="WGS84")
MATCHES = (
    made_match("piece.png", 1, 4.2, (120.0, 120.0)),
    made_match("piece.png", 2, 2.5, (300.0, 120.0), rotation_deg=30),
    made_match("other.png", 1, 3.3, (125.0, 122.0), size=(20, 16)),
)


@pytest.fixture
def found(app: App, scene_file: Path, picture_file: Path, second_picture_file: Path) -> App:
    app.open(scene_file, picture_file, second_picture_file)
    project = app.session.project
    scene = project.scene
    assert scene is not None
    lon, lat = scene.georeference.lonlat(120, 220)  # 100 px below the first match
    templates = [
        replace(template, position=(float(lon), float(lat)))
        for template in project.templates.enabled
    ]
    result = made_result(scene, templates, MATCHES)
    project.add_result(replace(result, damaged=(nc.Window(280, 100, 30, 30),)))
    app.wait_idle()
    return app


def texts(app: App) -> dict[str, str]:
    return {fact.title: fact.text for fact in app.window.details.facts}


def test_a_click_shows_all_of_a_match(found: App) -> None:
    details, view = found.window.details, found.window.map
    assert details.hint.isVisible()
    point = view.point_of(110, 110).toPoint()
    found.qtbot.mouseClick(view.viewport, LEFT, pos=point)
    found.qtbot.waitUntil(lambda: details.name.text() == "piece.png")
    assert details.place.text() == "Rank 1 of 2"
    assert not details.picture.pixmap().isNull()
    said = texts(found)
    assert said["Score"] == "4.200"
    assert said["Rotation"] == "0.0°"
    assert said["Centre, pixels"] == "120.0  120.0"
    assert "EPSG:32615" in said
    assert "′" in said["Degrees, minutes"]
    assert said["From the EXIF position"].endswith(" m")
    assert said["Corners (lat, lon)"].count("\n") == 3
    assert "Damaged" not in said


def test_the_values_are_those_of_other_tools(found: App) -> None:
    project = found.session.project
    assert project.findings is not None
    facts = MatchFacts.of(project.findings.located, 1)
    scene = project.scene
    assert scene is not None
    lonlat = [tuple(map(float, scene.georeference.lonlat(*c))) for c in facts.corners]
    assert facts.corners_lonlat is not None
    for corner, expected in zip(facts.corners_lonlat, lonlat, strict=True):
        assert corner == pytest.approx(expected)
    width = GEOD.inv(*lonlat[0], *lonlat[1])[2]
    height = GEOD.inv(*lonlat[0], *lonlat[3])[2]
    assert facts.size_m == pytest.approx((width, height), rel=1e-4)
    assert facts.area_m2 == pytest.approx(width * height, rel=1e-3)
    # the picture's up direction is from the middle of its lower edge to that of its upper one
    lower, upper = (
        [(a + b) / 2 for a, b in zip(facts.corners[i], facts.corners[j], strict=True)]
        for i, j in ((2, 3), (0, 1))
    )
    ends = [tuple(map(float, scene.georeference.lonlat(*end))) for end in (lower, upper)]
    bearing = GEOD.inv(*ends[0], *ends[1])[0] % 360
    assert facts.heading_deg == pytest.approx(bearing, abs=0.01)
    centre = [float(v) for v in scene.georeference.lonlat(*MATCHES[1].centre)]
    template = next(t for t in project.findings.result.templates if t.name == "piece.png")
    assert template.position is not None
    assert facts.distance_m == pytest.approx(GEOD.inv(*template.position, *centre)[2])
    assert facts.damaged
    assert facts.gsd_m is not None
    assert facts.gsd_m == pytest.approx(math.hypot(*facts.size_m or ()) / math.hypot(60, 40), 1e-3)


def test_each_value_can_be_copied(found: App) -> None:
    details, clipboard = found.window.details, QGuiApplication.clipboard()
    found.session.project.select(0)
    buttons = details.findChildren(QToolButton)
    copy = next(button for button in buttons if button.toolTip() == "Copy: WGS 84")
    found.qtbot.waitUntil(copy.isVisible)
    found.qtbot.mouseClick(copy, LEFT)
    scene = found.session.project.scene
    assert scene is not None
    lon, lat = scene.georeference.lonlat(*MATCHES[0].centre)
    assert [float(part) for part in clipboard.text().split(",")] == pytest.approx(
        [float(lat), float(lon)], abs=1e-7
    )
    found.qtbot.mouseClick(details.copy_all, LEFT)
    lines = dict(line.split("\t", 1) for line in clipboard.text().splitlines() if "\t" in line)
    assert lines["Score"] == "4.200"


def test_several_matches_under_a_click_are_gone_through(found: App) -> None:
    details, view, project = found.window.details, found.window.map, found.session.project
    layer = project.matches_layer
    assert layer is not None
    layer.restyle(best_only=False)
    found.qtbot.mouseClick(view.viewport, LEFT, pos=view.point_of(125, 122).toPoint())
    found.qtbot.waitUntil(lambda: details.name.text() == "other.png")
    assert details.here.text().startswith("1 of 2 here")
    found.qtbot.mouseClick(details.here, LEFT)
    assert details.name.text() == "piece.png"
    assert details.here.text().startswith("2 of 2 here")
    project.select(1)  # elsewhere: nothing lies under the click
    assert not details.here.isVisible()


def test_keys_and_buttons_go_from_match_to_match(found: App) -> None:
    project, window = found.session.project, found.window
    actions = window.results_actions
    assert [a.shortcut().toString() for a in (actions.next, actions.previous)] == ["N", "Shift+N"]
    order = []
    for _ in range(4):
        actions.next.trigger()
        order.append(project.selected)
    assert order == [0, 1, 2, 0]
    assert window.map.view_rect.contains(*MATCHES[0].centre)
    actions.previous.trigger()
    assert project.selected == 2
    found.qtbot.mouseClick(window.details.previous, LEFT)
    assert project.selected == 1
    window.results.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    found.qtbot.mouseClick(window.details.next, LEFT)
    assert project.selected == 2  # the next one of the table as it is sorted now


def test_without_a_crs_there_are_pixels(
    app: App, plain_scene_file: Path, picture_file: Path
) -> None:
    show_on_plain_scene(app, plain_scene_file, picture_file, MATCHES[0])
    said = texts(app)
    assert said["Centre, pixels"] == "120.0  120.0"
    assert "Corners, pixels" in said
    assert not {"WGS 84", "Size", "Heading"} & set(said)


def test_the_legend_follows_the_heatmap(found: App) -> None:
    project, legend = found.session.project, found.window.heatmap_legend
    heatmap = project.heatmap
    assert heatmap is not None
    assert legend.isVisible()
    assert legend.texts is not None
    assert legend.texts[0] == ("piece.png",)
    project.select(2)
    assert legend.texts[0] == ("other.png",)
    heatmap.restyle(limits=(1.0, 2.5))
    assert legend.texts[1:] == ("≤ 1.00", "≥ 2.50")
    heatmap.restyle(visible=False)
    assert not legend.isVisible()
    scene = project.scene_layer
    assert scene is not None
    preliminary = HeatmapLayer("", scene)
    preliminary.set_maps(heatmap.score_maps)
    project.layers.insert(preliminary)
    assert legend.isVisible()
    for language, words in (("en", "preliminary"), ("ru", "предварительно")):
        found.languages.use(language)

        def says_all(words: str = words) -> bool:
            title = legend.texts[0] if legend.texts is not None else ()
            widest = max(legend.fontMetrics().horizontalAdvance(line) for line in title)
            return words in title[-1] and legend.width() > widest + 12

        found.qtbot.waitUntil(says_all)
        assert found.window.map.rect().contains(legend.geometry())
    project.layers.remove(preliminary)
    assert not legend.isVisible()


def test_no_two_templates_look_alike() -> None:
    looks = looks_of([f"template {i}" for i in range(40)], lambda name: f"#{int(name[9:]) % 7:06x}")
    assert len(set(looks)) == 40
    assert all(look.hatch is None for look in looks[:7])
