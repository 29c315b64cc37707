"""The table of results in step with the map: filter, sort, select, copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from nc_desktop.panels.results_panel import ResultsPanel
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result, show_matches

LEFT = Qt.MouseButton.LeftButton
NO_KEY, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
# of piece.png: 0, 1, 2; of other.png: 3, 4. The last lies inside of 0 and is smaller.
MATCHES = (
    made_match("piece.png", 1, 4.2, (120, 120)),
    made_match("piece.png", 2, 2.5, (300, 120), rotation_deg=30),
    made_match("piece.png", 3, 1.1, (120, 300)),
    made_match("other.png", 1, 3.3, (300, 300), rotation_deg=200),
    made_match("other.png", 2, 0.4, (125, 122), size=(20, 16)),
)


@pytest.fixture
def found(app: App, scene_file: Path, picture_file: Path, second_picture_file: Path) -> App:
    show_matches(app, [scene_file, picture_file, second_picture_file], MATCHES)
    return app


def shown(app: App) -> list[int]:
    return list(app.window.results.model.matches)


def selected_rows(panel: ResultsPanel) -> list[int]:
    rows = panel.table.selectionModel().selectedRows()
    return sorted(panel.model.match_at(index.row()) for index in rows)


def drawn(app: App) -> set[int]:
    item = app.window.project_map.footprints_item
    assert item is not None
    return set(item.drawn)


def click_row(
    app: App, match: int, keys: Qt.KeyboardModifier = NO_KEY, button: Qt.MouseButton = LEFT
) -> None:
    panel = app.window.results
    row = panel.model.row_of(match)
    assert row is not None
    cell = panel.table.visualRect(panel.model.index(row, 1)).center()
    app.qtbot.mouseClick(panel.table.viewport(), button, keys, cell)


def click_map(app: App, col: float, row: float, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    view = app.window.map
    app.qtbot.mouseClick(view.viewport, LEFT, keys, view.point_of(col, row).toPoint())


def drag_map(app: App, start: Sequence[float], end: Sequence[float]) -> None:
    view = app.window.map.viewport
    places = [app.window.map.point_of(*place).toPoint() for place in (start, end)]
    QTest.mousePress(view, LEFT, CTRL, places[0])
    for place in ((places[0] + places[1]) / 2, places[1]):
        QTest.mouseMove(view, place)
        app.qtbot.wait(10)
    QTest.mouseRelease(view, LEFT, CTRL, places[1])


def test_words_and_conditions_filter_table_and_map(found: App) -> None:
    line = found.window.results.filters.words
    found.qtbot.keyClicks(line, "OTHER")
    assert shown(found) == [3, 4]
    assert drawn(found) == {3, 4}
    assert found.window.results.filters.counts.text().startswith("2 of 5 ")
    line.clear()
    found.qtbot.keyClicks(line, "rank <= 2 score>1,1")
    assert shown(found) == [0, 1, 3]
    line.clear()
    found.qtbot.keyClicks(line, "rotation=30 pie")
    assert shown(found) == [1]
    line.clear()
    assert shown(found) == [0, 1, 2, 3, 4]


def test_columns_may_be_named_as_the_table_names_them(found: App) -> None:
    found.languages.use("ru")
    model = found.window.results.model
    title = model.title("score").split(",")[0]
    assert title != "Score"
    found.window.results.filters.words.setText(f"{title}>3")
    assert shown(found) == [0, 3]


def test_the_matches_of_one_template_alone(found: App) -> None:
    combo = found.window.results.filters.template
    assert [combo.itemText(i) for i in range(combo.count())] == [
        "All templates",
        "piece.png",
        "other.png",
    ]
    combo.setFocus()
    found.qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert shown(found) == [0, 1, 2]
    found.qtbot.keyClick(combo, Qt.Key.Key_Up)
    assert len(shown(found)) == 5


def test_the_slider_hides_low_scores_without_a_match(found: App) -> None:
    panel, project = found.window.results, found.session.project
    score = panel.filters.threshold
    assert score.slider.counts.sum() == 5
    result = project.result
    for _ in range(12):
        found.qtbot.keyClick(score.slider, Qt.Key.Key_PageUp)
    threshold = score.threshold
    assert threshold is not None
    passing = [i for i, match in enumerate(MATCHES) if match.score >= threshold]
    assert 0 < len(passing) < 5
    assert shown(found) == passing
    assert drawn(found) == set(passing)
    assert score.box.value() == pytest.approx(threshold)
    assert project.result is result
    found.qtbot.keyClick(score.slider, Qt.Key.Key_End)
    assert shown(found) == [0]  # the best one always passes
    found.qtbot.mouseClick(score.reset, LEFT)
    assert len(shown(found)) == 5
    assert score.slider.value() == 0
    score.box.setFocus()
    score.box.selectAll()
    found.qtbot.keyClicks(score.box, "2.6")
    found.qtbot.keyClick(score.box, Qt.Key.Key_Return)
    assert shown(found) == [0, 3]


def test_what_the_filter_hides_is_deselected(found: App) -> None:
    project = found.session.project
    project.select_all([0, 4])
    assert project.findings is not None
    project.findings.set_min_score(1.0)
    assert project.findings.selected == (0,)
    assert selected_rows(found.window.results) == [0]


def test_numbers_are_sorted_as_numbers_and_the_selection_stays(found: App) -> None:
    panel = found.window.results
    found.session.project.select_all([1, 4])
    header = panel.table.horizontalHeader()
    score = next(i for i, column in enumerate(panel.model.columns) if column.name == "score")
    place = QPoint(header.sectionViewportPosition(score) + 20, header.height() // 2)
    found.qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert shown(found) in ([4, 2, 1, 3, 0], [0, 3, 1, 2, 4])
    first = shown(found)
    found.qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert shown(found) == first[::-1]
    assert selected_rows(panel) == [1, 4]
    found.qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert shown(found) == [0, 1, 2, 3, 4]  # the third click: as the result has them


def test_rows_select_on_the_map(found: App) -> None:
    project, window = found.session.project, found.window
    click_row(found, 1)
    assert project.findings is not None
    assert project.findings.selected == (1,)
    assert window.map.view_rect.center().x() == pytest.approx(300, abs=2)
    click_row(found, 3, CTRL)
    assert project.findings.selected == (1, 3)
    assert project.selected == 3  # the last one is the current one
    item = window.project_map.footprints_item
    assert item is not None
    assert item.selected == (1, 3)
    click_row(found, 0, SHIFT)
    assert set(project.findings.selected) == {0, 1, 2, 3}
    assert window.results.filters.counts.text().endswith(" · 4 selected")
    found.qtbot.keyClick(window.results.table, Qt.Key.Key_A, CTRL)
    assert len(project.findings.selected) == 5


def test_the_map_selects_rows(found: App) -> None:
    project, panel = found.session.project, found.window.results
    assert project.findings is not None
    click_map(found, 300, 120)
    assert project.findings.selected == (1,)
    assert selected_rows(panel) == [1]
    click_map(found, 300, 300, CTRL)
    click_map(found, 120, 300, SHIFT)
    assert project.findings.selected == (1, 3, 2)
    assert selected_rows(panel) == [1, 2, 3]
    click_map(found, 300, 300, CTRL)
    assert project.findings.selected == (1, 2)
    click_map(found, 210, 210, CTRL)  # beside all: nothing changes
    assert project.findings.selected == (1, 2)
    click_map(found, 210, 210)
    assert project.findings.selected == ()
    assert selected_rows(panel) == []


def test_a_rectangle_adds_what_it_touches(found: App) -> None:
    project, panel = found.session.project, found.window.results
    assert project.findings is not None
    click_map(found, 120, 300)
    drag_map(found, (210, 60), (290, 350))
    assert project.findings.selected == (2, 1, 3)
    assert selected_rows(panel) == [1, 2, 3]


def test_further_clicks_take_what_lies_below(found: App) -> None:
    project, picking = found.session.project, found.window.picking
    click_map(found, 125, 122)
    assert project.selected == 4  # the smaller one
    assert picking.under == (4, 0)
    found.qtbot.wait(QGuiApplication.styleHints().mouseDoubleClickInterval() + 50)
    click_map(found, 125, 122)
    assert project.selected == 0
    picking.take_next()
    assert project.selected == 4


def test_the_match_under_the_cursor_is_named(found: App) -> None:
    view, item = found.window.map, found.window.project_map.footprints_item
    assert item is not None
    QTest.mouseMove(view.viewport, view.point_of(300, 300).toPoint())
    found.qtbot.waitUntil(lambda: item.hovered == 3)
    view.viewport.grab()
    assert (3, "other.png · 1 · 3.30") in item.labels
    QTest.mouseMove(view.viewport, view.point_of(210, 210).toPoint())
    found.qtbot.waitUntil(lambda: item.hovered is None)


def test_copied_rows_have_titles_and_the_numbers_of_the_locale(found: App) -> None:
    panel, clipboard = found.window.results, QGuiApplication.clipboard()
    found.session.project.select_all([3, 0])
    found.qtbot.keyClick(panel.table, Qt.Key.Key_C, CTRL)
    lines = [line.split("\t") for line in clipboard.text().splitlines()]
    assert lines[0][:4] == ["Rank", "Template", "Decision", "Score"]
    assert [[*line[:2], line[3]] for line in lines[1:]] == [
        ["1", "piece.png", "4.200"],
        ["1", "other.png", "3.300"],
    ]
    panel.copy_wgs84()
    scene = found.session.project.scene
    assert scene is not None
    lon, lat = scene.georeference.lonlat(*MATCHES[0].centre)
    copied = [float(part) for part in clipboard.text().splitlines()[0].split(",")]
    assert copied == pytest.approx([float(lat), float(lon)], abs=1e-7)


def test_the_context_menu_works_on_cell_and_rows(found: App) -> None:
    panel, project = found.window.results, found.session.project
    click_row(found, 1)
    score = next(i for i, column in enumerate(panel.model.columns) if column.name == "score")
    menu = panel.context_menu(panel.model.index(1, score))
    texts = {action.text().replace("&", ""): action for action in menu.actions()}
    texts["Copy the cell"].trigger()
    assert QGuiApplication.clipboard().text() == "2.500"
    texts["Select all of this template"].trigger()
    assert project.findings is not None
    assert set(project.findings.selected) == {0, 1, 2}
    assert project.selected == 1
    menu.close()


def test_hidden_columns_stay_hidden_and_are_not_copied(found: App) -> None:
    panel = found.window.results
    menu = panel.columns_menu()
    scale = next(action for action in menu.actions() if action.data() == "scale")
    scale.trigger()
    menu.close()
    number = next(i for i, column in enumerate(panel.model.columns) if column.name == "scale")
    assert panel.table.isColumnHidden(number)
    assert found.settings.hidden_columns == ("scale",)
    project = found.session.project
    assert project.scene is not None
    project.add_result(made_result(project.scene, project.templates.enabled, MATCHES[:2]))
    assert panel.table.isColumnHidden(number)
    project.select_all([0])
    panel.copy_selected()
    assert "Scale" not in QGuiApplication.clipboard().text()


def test_an_empty_table_says_why(found: App) -> None:
    table = found.window.results.table
    found.window.results.filters.words.setText("nothing of this name")
    assert shown(found) == []
    assert table.hint == "No match passes the filter."


def test_thousands_of_matches_are_selected_and_filtered_at_once(found: App) -> None:
    project = found.session.project
    assert project.scene is not None
    many = [
        made_match("piece.png", i + 1, 5 - i / 4000, (20 + i % 400, 20 + i // 60), size=(8, 6))
        for i in range(20_000)
    ]
    project.add_result(made_result(project.scene, project.templates.enabled, many))
    layer = project.matches_layer
    assert layer is not None
    layer.restyle(best_only=False)
    panel = found.window.results
    panel.select_all()
    assert project.findings is not None
    assert len(project.findings.selected) == 20_000
    flags = QItemSelectionModel.SelectionFlag
    assert panel.table.selectionModel().selection().count() == 1  # one range, not 20 000
    panel.table.selectionModel().select(panel.model.index(7, 0), flags.ClearAndSelect | flags.Rows)
    assert project.findings.selected == (7,)
    panel.filters.threshold.slider.setValue(500)
    assert 9_000 < len(shown(found)) < 11_000
    assert drawn(found) == set(shown(found))
    found.window.map.viewport.grab()
