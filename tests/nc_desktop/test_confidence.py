"""What the window says of confidences: slider, table, labels, details and answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from nc_desktop.percent import percent_text
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result

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
    app.open(scene_file, picture_file, second_picture_file)
    project = app.session.project
    assert project.scene is not None
    project.add_result(made_result(project.scene, project.templates.enabled, MATCHES))
    layer = project.matches_layer
    assert layer is not None
    layer.restyle(best_only=False)
    app.wait_idle()
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
    assert slider.title.text() == "Уверенность от"


def test_matches_without_confidences_are_filtered_by_score(judged: App) -> None:
    project = judged.session.project
    assert project.scene is not None
    plain = [made_match("piece.png", rank, 5.0 - rank, (120, 120)) for rank in (1, 2, 3)]
    project.add_result(made_result(project.scene, project.templates.enabled, plain))
    slider = judged.window.results.filters.threshold
    assert slider.title.text() == "Score from"
    slider.box.setValue(3.0)
    assert shown(judged) == [0, 1]


def test_the_table_has_percents_and_sorts_by_them(judged: App) -> None:
    panel = judged.window.results
    names = [column.name for column in panel.model.columns]
    assert names[:5] == ["rank", "template", "confidence", "inliers", "score"]
    assert [panel.model.index(row, 2).data() for row in range(4)] == ["97 %", "2 %", "3 %", "–"]
    panel.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert shown(judged) == [0, 2, 1, 3]
    panel.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert shown(judged) == [1, 2, 0, 3]  # what is not known is last in any case
    panel.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert shown(judged) == [0, 2, 1, 3]
    panel.filters.words.setText("confidence>=3%")
    assert sorted(shown(judged)) == [0, 2]
    panel.filters.words.setText("inliers<10")
    assert shown(judged) == [1]


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

    def solid(match: int) -> float:
        """Share of the points of the right edge that have the colour of the template's lines."""
        _, (x0, y0), (x1, y1), _ = MATCHES[match].footprint
        colour = judged.session.project.templates.colour_of(MATCHES[match].template)
        hits = 0
        for step in range(10, 90):
            at = judged.window.map.point_of(
                x0 + (x1 - x0) * step / 100, y0 + (y1 - y0) * step / 100
            )
            near = [image.pixelColor(int(at.x()) + dx, int(at.y())).name() for dx in (-1, 0, 1)]
            hits += colour in near
        return hits / 80

    assert solid(0) > 0.9
    assert solid(2) < 0.2


def test_details_say_how_sure_it_is_and_whether_the_picture_is_here(judged: App) -> None:
    details = judged.window.details
    judged.session.project.select(0)
    facts = {fact.title: fact for fact in details.facts}
    assert list(facts)[:4] == ["Template", "Confidence", "Inliers", "Score"]
    assert facts["Template"].text == "found: 97 %"
    assert (facts["Confidence"].text, facts["Confidence"].copied) == ("97 %", "0.9700")
    assert facts["Inliers"].text == "61"
    judged.session.project.select(3)
    facts = {fact.title: fact for fact in details.facts}
    assert facts["Template"].text == "not in this scene (best place: 3 %)"
    assert "Confidence" not in facts
