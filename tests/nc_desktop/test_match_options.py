"""What is typed into the search panel, and what it means for the library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

import neurocorrelator as nc
from nc_desktop.model.match_options import MatchOptions, Score, Standardisation
from tests.nc_desktop.driving import App


def test_the_defaults_are_those_of_the_library() -> None:
    assert MatchOptions().config() == nc.MatchConfig()
    assert MatchOptions().problems == {}
    assert MatchOptions.from_config(nc.MatchConfig()) == MatchOptions()


@pytest.mark.parametrize(
    "config",
    [
        nc.MatchConfig(score="cosine", alpha=12.5, min_score=-1.25, reduce=0.5, top=9),
        nc.MatchConfig(rotations=(0.0, 10.0, 45.0), scales="auto", layer_weights=(1, 0.125)),
        nc.MatchConfig(separation=0.333, verify=0, exact=True, device="cuda:1", weights="а/б.pth"),
    ],
)
def test_settings_of_a_file_survive_being_shown(config: nc.MatchConfig, app: App) -> None:
    app.session.project.set_options(MatchOptions.from_config(config))
    app.window.match_panel.top.setValue(17)  # an edit takes all the fields anew
    assert app.session.project.options.config() == config.model_copy(update={"top": 17})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12,5", (12.5,)),
        ("-30:30:15", (-30.0, -15.0, 0.0, 15.0, 30.0)),
        ("0; 2,5;40", (0, 2.5, 40)),
        ("0, 90", (0.0, 90.0)),
        ("0,45,90", (0.0, 45.0, 90.0)),
        ("-0,5:0,5:0,5", (-0.5, 0.0, 0.5)),
    ],
)
def test_rotations_are_understood_with_commas_and_lists(typed: str, meant: object) -> None:
    assert MatchOptions(rotations=typed).config().rotations == meant


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rotations": "north"}, "rotations"),
        ({"rotations": "0; auto"}, "rotations"),
        ({"scales": "-1"}, "scales"),
        ({"alpha": "41"}, "alpha"),
        ({"alpha": "much"}, "alpha"),
        ({"min_score": "nan"}, "min_score"),
        ({"reduce": "1.5"}, "reduce"),
        ({"blur_cells": 4}, "blur_cells"),
        ({"tile_px": 510}, "tile_px"),
        ({"layer_weights": (0.0, 0.0)}, "layer_weights"),
    ],
)
def test_what_means_nothing_is_said_beside_its_field(
    wrong: dict[str, object], field: str, app: App
) -> None:
    options = replace(MatchOptions(), **wrong)  # type: ignore[arg-type]
    assert list(options.problems) == [field]
    with pytest.raises(nc.ConfigurationError):
        options.config()
    form = app.window.match_panel.form
    app.session.project.set_options(options)
    assert form.problem_of(field)
    assert form.advanced.open == (field not in ("rotations", "scales"))
    app.session.project.set_options(MatchOptions())
    assert not form.problem_of(field)


def test_what_is_typed_into_the_fold_reaches_the_next_match(app: App) -> None:
    panel = app.window.match_panel
    assert not panel.form.alpha.isVisible()
    app.qtbot.mouseClick(panel.form.advanced.button, Qt.MouseButton.LeftButton)
    assert panel.form.alpha.isVisible()
    app.qtbot.keyClicks(panel.form.alpha, "7,5")
    app.qtbot.keyClicks(panel.form.min_score, "-2")
    panel.form.tile_px.setValue(256)
    panel.form.verify.setValue(0)
    assert panel.form.verify.text() == "none"
    panel.form.exact.click()
    config = app.session.project.options.config()
    assert (config.alpha, config.min_score, config.tile_px) == (7.5, -2.0, 256)
    assert (config.verify, config.exact) == (0, True)
    app.qtbot.mouseClick(panel.form.reset, Qt.MouseButton.LeftButton)
    assert app.session.project.options == MatchOptions()
    assert panel.form.alpha.text() == ""
    assert panel.form.tile_px.value() == 512
    assert panel.form.verify.value() == 8
    assert not panel.form.exact.isChecked()


def test_what_has_no_effect_cannot_be_chosen(app: App) -> None:
    form = app.window.match_panel.form
    assert form.verify.isEnabled()
    assert form.exact.isEnabled()
    form.score.setCurrentIndex(1)  # other scores have no confidence
    assert not form.verify.isEnabled()
    assert not app.session.project.options.verifies
    form.score.setCurrentIndex(0)
    form.standardisation.setCurrentIndex(1)
    assert not form.verify.isEnabled()
    form.standardisation.setCurrentIndex(0)
    assert form.verify.isEnabled()
    assert app.session.project.options.verifies
    form.rotations.setEditText("0:340:20")
    assert form.exact.isEnabled()  # the scales are automatic still
    form.scales.setEditText("1")
    assert not form.exact.isEnabled()


@pytest.mark.parametrize("score", ["aligned", "bag", "cosine"])
@pytest.mark.parametrize("standardisation", ["scene", "joint"])
@pytest.mark.parametrize("verify", [0, 8])
def test_the_window_knows_when_the_library_verifies(
    score: Score, standardisation: Standardisation, verify: int
) -> None:
    options = MatchOptions(score=score, standardisation=standardisation, verify=verify)
    assert options.verifies == (options.config().effective_verify > 0)


def test_heading_and_gsd_alone_are_a_choice(app: App) -> None:
    form = app.window.match_panel.form
    for box, alone in ((form.rotations, "Heading only"), (form.scales, "GSD only")):
        assert [box.itemText(i) for i in range(box.count())] == ["Automatic", alone]
        assert box.currentText() == "Automatic"
        box.setFocus()
        app.qtbot.keyClick(box, Qt.Key.Key_Down)
    config = app.session.project.options.config()
    assert (config.rotations, config.scales) == ("none", "none")


def test_settings_are_saved_and_loaded(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Настройки №1"
    monkeypatch.setattr(
        "nc_desktop.match_file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(file), "")
    )
    saved = file.with_name("Настройки №1.yaml")
    monkeypatch.setattr(
        "nc_desktop.match_file_dialogs.QFileDialog.getOpenFileName", lambda *_: (str(saved), "")
    )
    form = app.window.match_panel.form
    form.advanced.set_open(True)
    form.rotations.setEditText("0:90:30")
    app.qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    app.wait_idle()
    assert nc.read_match_config(saved).rotations == (0, 30, 60, 90)
    app.qtbot.mouseClick(form.reset, Qt.MouseButton.LeftButton)
    assert form.rotations.currentText() == "Automatic"
    app.qtbot.mouseClick(form.load, Qt.MouseButton.LeftButton)
    app.wait_idle()
    assert app.session.project.options.config().rotations == (0, 30, 60, 90)
    assert form.rotations.currentText() == "0; 30; 60; 90"
    saved.write_text("rotation: auto\n", "utf-8")
    app.session.match_settings.load(saved)
    app.wait_idle()
    assert any("did you mean rotations?" in text for text in app.texts)


def test_the_wheel_scrolls_the_panel_and_changes_no_setting(app: App) -> None:
    top = app.window.match_panel.top
    before = top.value()
    at = QPointF(top.rect().center())
    event = QWheelEvent(
        at,
        QPointF(top.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(top, event)
    assert top.value() == before
    top.setFocus()
    app.qtbot.keyClick(top, Qt.Key.Key_Up)
    assert top.value() == before + 1


def test_weights_are_browsed_for_and_checked_when_the_match_starts(
    app: App,
    scene_file: Path,
    picture_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights = tmp_path / "веса.safetensors"
    weights.write_text("no weights at all")
    monkeypatch.setattr(
        "nc_desktop.match_file_dialogs.QFileDialog.getOpenFileName", lambda *_: (str(weights), "")
    )
    app.open(scene_file, picture_file)
    form = app.window.match_panel.form
    form.advanced.set_open(True)
    app.qtbot.waitUntil(lambda: form.weights.browse.height() > 10)  # laid out
    app.qtbot.mouseClick(form.weights.browse, Qt.MouseButton.LeftButton)
    assert app.session.project.options.weights == str(weights)
    with app.qtbot.waitSignal(app.session.matching.ended, timeout=60_000):
        app.window.search_actions.match.trigger()
    (message,) = (m for m in app.window.messages.messages if m.level == "error")
    assert weights.name in message.text
    assert not message.details  # the user can act on it
    assert app.session.project.result is None
