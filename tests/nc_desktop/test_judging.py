"""Accepting, rejecting and commenting: keys, table, map, files, and what a new run keeps."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from nc_desktop.model.export_choices import SCOPES
from nc_desktop.model.layers import MatchesLayer
from nc_desktop.session.history import History
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result, show_matches

MATCHES = (
    made_match("piece.png", 1, 4.2, (120, 120)),
    made_match("piece.png", 2, 2.5, (300, 120), rotation_deg=30),
    made_match("piece.png", 3, 1.1, (120, 300)),
    made_match("other.png", 1, 3.3, (300, 300), rotation_deg=200),
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def found(app: App, scene_file: Path, picture_file: Path, second_picture_file: Path) -> App:
    show_matches(app, [scene_file, picture_file, second_picture_file], MATCHES)
    app.window.results.table.setFocus()
    return app


def press(
    app: App, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    app.qtbot.keyClick(QApplication.focusWidget() or app.window, key, keys)


def decisions(app: App) -> list[str]:
    result = app.session.project.result
    assert result is not None
    return [match.decision for match in result.matches]


def history(app: App) -> History:
    return app.session.history


def test_keys_judge_all_that_is_selected_in_one_step_each(found: App) -> None:
    project = found.session.project
    project.select_all([0, 2])
    press(found, Qt.Key.Key_A)
    press(found, Qt.Key.Key_R)
    project.select(3)
    press(found, Qt.Key.Key_A)
    assert decisions(found) == ["rejected", "", "rejected", "accepted"]
    press(found, Qt.Key.Key_U)
    assert decisions(found)[3] == ""
    texts = [history(found).undo_text]
    for _ in range(4):
        history(found).undo()
        texts.append(history(found).undo_text)
    assert decisions(found) == [""] * 4
    assert texts[1:4] == ["accept 1 match", "reject 2 matches", "accept 2 matches"]


def test_letters_that_are_typed_judge_nothing(found: App) -> None:
    found.session.project.select(0)
    bar = found.window.results.filters
    bar.words.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_U, Qt.Key.Key_C, Qt.Key.Key_J):
        press(found, key)
    assert bar.words.text() == "arucj"
    bar.words.clear()
    bar.template.setFocus()
    press(found, Qt.Key.Key_A)
    assert decisions(found) == [""] * 4


def test_comments_are_written_in_the_table_or_on_several_in_a_dialog(found: App) -> None:
    project, table = found.session.project, found.window.results.table
    project.select(1)
    press(found, Qt.Key.Key_C)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    found.qtbot.keyClicks(editor, " a road;  accepted? ")
    found.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert project.findings is not None
    judgement = project.findings.judgement
    found.qtbot.waitUntil(lambda: judgement(1).comment == "a road; accepted?")
    assert decisions(found) == [""] * 4
    project.select_all([0, 3])
    press(found, Qt.Key.Key_C)
    dialog = found.window.judge_actions.table.dialog
    assert dialog is not None
    assert "2 matches" in dialog.labelText()
    dialog.setTextValue("тень")
    dialog.accept()
    said = [match.comment for match in project.findings.result.matches]
    assert said == ["тень", "a road; accepted?", "", "тень"]
    history(found).undo()
    history(found).undo()
    assert not project.findings.judgements


def test_one_key_goes_to_the_next_unjudged_also_under_a_filter(found: App) -> None:
    project, window = found.session.project, found.window
    project.select(0)
    press(found, Qt.Key.Key_A)
    press(found, Qt.Key.Key_J)
    assert project.selected == 1
    view = window.map.view_rect
    assert view.contains(300, 120)
    assert view.width() < 300
    assert project.findings is not None
    project.findings.set_filter(decisions=frozenset({""}))
    press(found, Qt.Key.Key_R)  # it is hidden at once
    assert project.selected is None
    press(found, Qt.Key.Key_J)
    assert project.selected == 2
    press(found, Qt.Key.Key_J, SHIFT)
    assert project.selected == 3
    window.judge_actions.goes_on.setChecked(True)
    press(found, Qt.Key.Key_A)
    assert project.selected == 2
    press(found, Qt.Key.Key_A)
    press(found, Qt.Key.Key_J)
    assert decisions(found) == ["accepted", "rejected", "accepted", "accepted"]
    project.findings.set_filter(decisions=None)
    press(found, Qt.Key.Key_J)
    assert found.texts[-1] == "All matches that are shown are judged."


def test_the_table_sorts_and_filters_by_decision(found: App) -> None:
    project, panel = found.session.project, found.window.results
    assert project.findings is not None
    project.findings.judge([3], decision="accepted", comment="b")
    project.findings.judge([0], decision="rejected", comment="A")
    column = panel.model.column_of("decision")
    comment = panel.model.column_of("comment")
    assert column is not None
    assert comment is not None
    texts = [panel.model.index(row, column).data() for row in range(4)]
    assert texts == ["Rejected", "–", "–", "Accepted"]
    panel.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    assert panel.model.matches == (3, 1, 2, 0)
    project.findings.judge([1], decision="rejected")
    found.qtbot.waitUntil(lambda: panel.model.matches == (3, 2, 0, 1))
    panel.table.sortByColumn(comment, Qt.SortOrder.AscendingOrder)
    assert panel.model.matches == (0, 3, 1, 2)
    choice = panel.filters.decision.list
    titles = [choice.itemText(number) for number in range(choice.count())]
    assert titles[:4] == ["Any decision (4)", "Accepted (1)", "Unjudged (1)", "Rejected (2)"]
    choice.setCurrentIndex(titles.index("Not rejected (2)"))
    item = found.window.project_map.footprints_item
    assert item is not None
    assert set(panel.model.matches) == set(item.drawn) == {3, 2}


def test_the_map_marks_what_is_judged(found: App) -> None:
    project, view = found.session.project, found.window.map
    assert project.findings is not None
    layer = project.matches_layer
    assert layer is not None
    layer.restyle(best_only=True)
    project.findings.judge([2], decision="accepted")  # the third of its template
    project.findings.judge([3], decision="rejected")
    item = found.window.project_map.footprints_item
    assert item is not None
    assert item.drawn == (0, 2, 3)
    picture = view.grab().toImage()
    for index, colour in ((2, "#007a5a"), (3, "#c94f00")):
        corner = max(MATCHES[index].footprint, key=lambda place: place[0] - place[1])
        at = view.point_of(*corner).toPoint()
        seen = [
            picture.pixelColor(at.x() + right, at.y() + down).name()
            for right in range(-7, 8)
            for down in range(-7, 8)
        ]
        assert seen.count(colour) > 40, colour


def test_accepted_ones_are_exported_with_what_was_said(found: App, tmp_path: Path) -> None:
    project = found.session.project
    assert project.findings is not None
    project.findings.judge([1, 3], decision="accepted")
    project.findings.judge([3], comment="это она")
    project.findings.set_filter(decisions=frozenset({""}))
    found.window.project_actions.show_export()
    dialog = found.window.project_actions.dialog
    assert dialog is not None
    dialog.target.folder.setText(str(tmp_path))
    button = dialog.scopes.button(SCOPES.index("accepted"))
    assert button.text().replace("&", "") == "Accepted (2)"
    button.click()
    found.qtbot.waitUntil(
        lambda: dialog.export.isEnabled() and not found.session.busy, timeout=30_000
    )
    dialog.export.click()
    found.qtbot.waitUntil(lambda: not dialog.running, timeout=30_000)
    with (tmp_path / "matches.csv").open(encoding="utf-8", newline="") as stream:
        rows = [
            (r["template"], r["rank"], r["decision"], r["comment"]) for r in csv.DictReader(stream)
        ]
    assert rows == [
        ("piece.png", "2", "accepted", ""),
        ("other.png", "1", "accepted", "это она"),
    ]


def test_a_new_run_keeps_what_was_said_of_the_same_places(found: App) -> None:
    project = found.session.project
    former, scene = project.findings, project.scene
    assert former is not None
    assert scene is not None
    former.judge([0], decision="accepted", comment="yes")
    former.judge([1], decision="rejected")
    corrected = MATCHES[3].footprint
    moved = tuple((col + 90, row - 90) for col, row in MATCHES[2].footprint)
    former.judge([2], decision="accepted", footprint=moved)  # put right by hand
    again = [
        replace(MATCHES[1], rank=1, footprint=MATCHES[1].footprint),
        made_match("piece.png", 2, 2.0, (124, 118)),
        made_match("piece.png", 3, 1.0, (212, 212)),  # where the third was put
        replace(MATCHES[3], footprint=corrected),
        made_match("other.png", 2, 1.0, (120, 120)),  # the place of another picture
    ]
    with project.unrecorded():
        now = project.add_result(made_result(scene, project.templates.enabled, again))
    assert [match.decision for match in now.result.matches] == [
        "rejected",
        "accepted",
        "accepted",
        "",
        "",
    ]
    assert now.judgement(1).comment == "yes"
    assert now.result.matches[2].footprint == moved
    assert [layer.findings for layer in project.layers.of_kind(MatchesLayer)] == [now]
    assert not any("were not found again" in text for text in found.texts)


def test_what_was_made_by_hand_keeps_its_judgement(found: App) -> None:
    project = found.session.project
    former, scene = project.findings, project.scene
    assert former is not None
    assert scene is not None
    piece = project.templates.enabled[0]
    index = former.add_by_hand(piece, MATCHES[2].footprint)
    former.judge([index], decision="accepted", comment="мной")
    with project.unrecorded():
        now = project.add_result(made_result(scene, project.templates.enabled, [MATCHES[3]]))
    assert [(match.decision, match.comment) for match in now.result.matches] == [
        ("", ""),
        ("accepted", "мной"),
    ]
    assert [layer.findings for layer in project.layers.of_kind(MatchesLayer)] == [now]


def test_judged_matches_that_are_not_found_again_stay_as_a_layer(found: App) -> None:
    project = found.session.project
    former, scene = project.findings, project.scene
    assert former is not None
    assert scene is not None
    former.judge([0, 2], decision="accepted")
    with project.unrecorded():
        now = project.add_result(made_result(scene, project.templates.enabled, [MATCHES[0]]))
    assert project.findings is now
    assert decisions(found) == ["accepted"]
    layers = project.layers.of_kind(MatchesLayer)
    assert {layer.findings for layer in layers} == {now, former}
    assert former.shown == (0, 2)
    message = found.window.messages.messages[-1]
    assert message.text.startswith("1 judged match of run 1 was not found again")
    assert message.do_second is not None
    message.do_second()  # remove the layer
    history(found).settle()
    assert [layer.findings for layer in project.layers.of_kind(MatchesLayer)] == [now]
    assert not any("not found again" in text for text in found.texts)
    history(found).undo()
    [back] = [m for m in project.layers.of_kind(MatchesLayer) if m.findings is not now]
    assert back.findings.judgement(2).decision == "accepted"
