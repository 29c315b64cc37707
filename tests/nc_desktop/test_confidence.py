"""What the window says of confidences: slider, table, labels, details and answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

import neurocorrelator as nc
from nc_desktop.answer_texts import AnswerTexts
from nc_desktop.percent import percent_text
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result, show_matches

LEFT = Qt.MouseButton.LeftButton
# piece.png is found, other.png is not here; the last one was not verified
MATCHES = (
    made_match("piece.png", 1, 4.2, (120, 120), confidence=0.97, inliers=61),
    made_match("piece.png", 2, 4.6, (300, 120), confidence=0.02, inliers=9),
    made_match("other.png", 1, 3.3, (300, 300), confidence=0.03, inliers=11),
    made_match("other.png", 2, 0.4, (125, 322)),
)


@pytest.fixture
def judged(app: App, scene_file: Path, picture_file: Path, second_picture_file: Path) -> App:
    show_matches(app, [scene_file, picture_file, second_picture_file], MATCHES)
    return app


def shown(app: App) -> list[int]:
    return list(app.window.results.model.matches)


@pytest.mark.parametrize(
    ("confidence", "text"),
    [
        (0.0, "0 %"),
        (0.004, "<1 %"),
        (0.425, "42 %"),
        (0.97, "97 %"),
        (0.996, ">99 %"),
        (1, "100 %"),
    ],
)
def test_a_confidence_never_claims_more_than_it_knows(confidence: float, text: str) -> None:
    assert percent_text(confidence) == text


def test_the_slider_hides_what_is_less_sure(judged: App) -> None:
    slider = judged.window.results.filters.threshold
    assert slider.title.text() == "Confidence from"
    assert shown(judged) == [0, 1, 2, 3]  # all at first, however unsure
    slider.box.setFocus()
    slider.box.selectAll()
    judged.qtbot.keyClicks(slider.box, "3")
    judged.qtbot.keyClick(slider.box, Qt.Key.Key_Return)
    assert slider.threshold == pytest.approx(0.03)
    assert shown(judged) == [0, 2]
    item = judged.window.project_map.footprints_item
    assert item is not None
    assert item.drawn == (0, 2)
    assert slider.slider.value() == 30
    judged.qtbot.keyClick(slider.slider, Qt.Key.Key_End)
    assert (slider.threshold, slider.box.text()) == (0.99, "99 %")
    assert shown(judged) == []
    judged.qtbot.mouseClick(slider.reset, LEFT)
    assert shown(judged) == [0, 1, 2, 3]
    judged.languages.use("ru")
    judged.qtbot.waitUntil(lambda: slider.title.text() == "Уверенность от")


def test_matches_without_confidences_are_filtered_by_score(judged: App) -> None:
    project = judged.session.project
    assert project.scene is not None
    plain = [made_match("piece.png", rank, 5.0 - rank, (120, 120)) for rank in (1, 2, 3)]
    project.add_result(made_result(project.scene, project.templates.enabled, plain))
    panel = judged.window.results
    slider = panel.filters.threshold
    assert slider.title.text() == "Score from"
    slider.box.setValue(3.0)
    assert shown(judged) == [0, 1]
    names = [column.name for column in panel.model.columns]
    assert not {"confidence", "inliers", "verdict"} & set(names)
    assert not panel.answers.isVisible()
    project.select(0)
    titles = [fact.title for fact in judged.window.details.facts]
    assert titles[0] == "Score"


def test_the_table_has_percents_and_sorts_by_them(judged: App) -> None:
    panel = judged.window.results
    names = [column.name for column in panel.model.columns]
    assert names[:4] == ["rank", "template", "decision", "verdict"]
    assert names[4:7] == ["confidence", "inliers", "score"]
    assert [panel.model.index(row, 4).data() for row in range(4)] == ["97 %", "2 %", "3 %", "–"]
    panel.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert shown(judged) == [0, 2, 1, 3]
    panel.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert shown(judged) == [1, 2, 0, 3]  # what is not known is last in any case
    panel.table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    assert shown(judged) == [0, 2, 1, 3]
    panel.filters.words.setText("inliers<10")
    assert shown(judged) == [1]


@pytest.mark.parametrize(
    ("typed", "passing"),
    [
        ("confidence>0.9", [0]),
        ("confidence>0,9", [0]),
        ("confidence>90", [0]),
        ("confidence > 90 %", [0]),
        ("confidence>=3%", [0, 2]),
        ("confidence>=0.03", [0, 2]),
        ("confidence<1%", []),  # 1 % and no share: nothing is less sure here
        ("confidence<1", [0, 1, 2]),  # of certainty
        ("confidence=2 piece", [1]),
    ],
)
def test_confidences_are_filtered_as_shares_and_as_percents(
    judged: App, typed: str, passing: list[int]
) -> None:
    judged.qtbot.keyClicks(judged.window.results.filters.words, typed)
    assert shown(judged) == passing


def test_a_russian_name_of_each_column_is_a_condition(judged: App) -> None:
    judged.languages.use("ru")
    named = judged.window.results.model.condition_names()
    assert named["уверенность"] == "confidence"
    assert named["подтверждено"] == "inliers"
    judged.window.results.filters.words.setText("подтверждено<10")  # QTest has no such keys
    assert shown(judged) == [1]


def test_the_table_says_what_is_not_here(judged: App) -> None:
    model = judged.window.results.model
    column = [each.name for each in model.columns].index("verdict")
    cells = [model.index(row, column) for row in range(4)]
    # the found one is at its first place only
    assert [cell.data() for cell in cells] == ["found", "–", *2 * ["not in this scene"]]
    tip = cells[2].data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "other.png: not in this scene (best place: 3 %)"
    judged.window.results.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    assert shown(judged) == [2, 3, 0, 1]


def test_a_line_above_the_table_has_the_answers(judged: App) -> None:
    line = judged.window.results.answers
    assert line.isVisible()
    assert line.text() == "piece.png: found · other.png: not in this scene"
    tip = "piece.png: found: 97 %\nother.png: not in this scene (best place: 3 %)"
    assert line.toolTip().endswith(tip)
    judged.languages.use("ru")
    russian = "piece.png: найден · other.png: нет на этой сцене"
    judged.qtbot.waitUntil(lambda: line.text() == russian)
    width = judged.window.width()
    assert line.mapTo(judged.window, line.rect().topLeft()).y() < (
        judged.window.results.table.mapTo(judged.window, line.rect().topLeft()).y()
    )
    assert judged.window.width() == width


def answer(verdict: nc.Verdict, confidence: float = 0.5, places: int = 5) -> nc.Answer:
    return nc.Answer(verdict, confidence, 10, confidence, places)


def test_many_answers_are_counted(app: App) -> None:
    verdicts: list[nc.Verdict] = ["found"] * 21 + ["uncertain"] * 2 + ["absent"]
    answers = {f"{number}.png": answer(each) for number, each in enumerate(verdicts)}
    texts = AnswerTexts()
    assert texts.line(answers) == "21 found · 2 uncertain · 1 not in this scene"
    assert len(texts.lines(answers)) == 24
    assert texts.line({"a.png": nc.Answer()}) == ""
    app.languages.use("ru")
    assert texts.line(answers) == "21 найден · 2 под вопросом · нет на этой сцене: 1"
    counted = [texts.of(answer("uncertain", places=places)) for places in (1, 3, 5)]
    assert counted == [
        "под вопросом: 1 место, лучшее 50 %",
        "под вопросом: 3 места, лучшее 50 %",
        "под вопросом: 5 мест, лучшее 50 %",
    ]


def test_what_is_not_found_comes_with_what_to_do_next(judged: App) -> None:
    result, texts = judged.session.project.result, AnswerTexts()
    assert result is not None
    scene = result.scene.name
    assert texts.advice(result) == (
        f"Not in {scene}: other.png. Check GSD and heading, or search another scene."
    )
    told = result.config.model_copy(update={"rotations": "none"})
    assert texts.advice(replace(result, config=told)).endswith(
        "Let rotations and scales be automatic, or check GSD and heading."
    )
    area = nc.SearchArea.from_pixels([[(0, 0), (90, 0), (90, 90)]], "part", (448, 416))
    assert "Search the whole scene" in texts.advice(replace(result, area=area))
    found = {template.name: answer("found") for template in result.templates}
    assert texts.advice(replace(result, answers=found)) == ""
    unsure = {f"{letter}.png": answer("uncertain") for letter in "abcde"}
    assert texts.advice(replace(result, answers=unsure)).startswith(
        f"Uncertain in {scene}: a.png, b.png, c.png and 2 more. Compare the places"
    )


def test_a_rotation_is_never_shown_as_a_full_turn(judged: App) -> None:
    project = judged.session.project
    assert project.scene is not None
    match = made_match("piece.png", 1, 4.2, (120, 120), rotation_deg=359.97)
    project.add_result(made_result(project.scene, project.templates.enabled, [match]))
    model = judged.window.results.model
    column = [each.name for each in model.columns].index("rotation_deg")
    assert model.index(0, column).data() == "0.0"
    project.select(0)
    facts = {fact.title: fact.text for fact in judged.window.details.facts}
    assert facts["Rotation"] == "0.0°"


def test_labels_have_the_confidence_and_the_score_without_one(judged: App) -> None:
    item = judged.window.project_map.footprints_item
    assert item is not None
    judged.window.map.viewport.grab()
    assert set(item.labels) == {(0, "1 · 97 %"), (1, "2 · 2 %"), (2, "1 · 3 %"), (3, "2 · 0.40")}


def test_places_of_a_template_that_is_not_here_are_faint(judged: App) -> None:
    item = judged.window.project_map.footprints_item
    assert item is not None
    outlines = item.outlines
    faint = {name: look.faint for name, look in zip(outlines.names, outlines.looks, strict=True)}
    assert faint == {"piece.png": False, "other.png": True}
    image = judged.window.map.viewport.grab().toImage()
    assert solid(judged, image, MATCHES[0]) > 0.9
    assert solid(judged, image, MATCHES[2]) < 0.2


def test_a_first_place_that_is_uncertain_is_not_drawn_like_one_that_is_found(
    app: App, scene_file: Path, picture_file: Path, second_picture_file: Path
) -> None:
    unsure = made_match("other.png", 1, 3.3, (300, 300), confidence=0.5, inliers=21)
    matches = [MATCHES[0], unsure, made_match("other.png", 2, 1, (125, 322), confidence=0.2)]
    show_matches(app, [scene_file, picture_file, second_picture_file], matches)
    item = app.window.project_map.footprints_item
    assert item is not None
    image = app.window.map.viewport.grab().toImage()
    assert set(item.labels) == {(0, "1 · 97 %"), (1, "1 · 50 % ?"), (2, "2 · 20 %")}
    assert solid(app, image, matches[0]) > 0.9
    assert 0.3 < solid(app, image, unsure) < 0.8
    app.session.project.select(1)  # what is selected still tells it
    chosen = app.window.map.viewport.grab().toImage()
    assert 0.3 < solid(app, chosen, unsure) < 0.85


def solid(app: App, image: QImage, match: nc.Match) -> float:
    """Share of the points of the right edge that have the colour of the template's lines."""
    _, (x0, y0), (x1, y1), _ = match.footprint
    colour = app.session.project.templates.colour_of(match.template)
    hits = 0
    for step in range(10, 90):
        at = app.window.map.point_of(x0 + (x1 - x0) * step / 100, y0 + (y1 - y0) * step / 100)
        near = [image.pixelColor(int(at.x()) + dx, int(at.y())).name() for dx in (-1, 0, 1)]
        hits += colour in near
    return hits / 80


def test_details_say_how_sure_it_is_and_whether_the_picture_is_here(judged: App) -> None:
    details = judged.window.details
    judged.session.project.select(0)
    facts = {fact.title: fact for fact in details.facts}
    assert list(facts)[:4] == ["Verdict", "Confidence", "Inliers", "Score"]
    assert facts["Verdict"].text == "found: 97 %"
    assert (facts["Confidence"].text, facts["Confidence"].copied) == ("97 %", "0.9700")
    assert facts["Inliers"].text == "61"
    judged.session.project.select(1)
    assert details.facts[0].text == "found at another place: 97 %"
    judged.session.project.select(3)
    facts = {fact.title: fact for fact in details.facts}
    assert facts["Verdict"].text == "not in this scene (best place: 3 %)"
    assert "Confidence" not in facts
