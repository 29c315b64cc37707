"""The wizard with real widgets, real places and a real child."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

import neurocorrelator as nc
from nc_desktop.panels.option_editors import FileOrName
from nc_desktop.training import run_folder
from nc_desktop.training.questions import DiscardQuestion, LeaveQuestion
from nc_desktop.training.run_folder import BEST, CONFIG, EVENTS
from nc_desktop.training.run_jobs import end_processes
from nc_desktop.training.schema_form import NumberLine
from nc_desktop.training.training_window import CHECK, DATA, RESULT, RUN, SETTINGS, TrainingWindow
from tests.nc_desktop.driving import App

CHILD_MS = 120_000  # on a busy machine


@pytest.fixture
def wizard(app: App, tmp_path: Path) -> Iterator[TrainingWindow]:
    app.settings.training_folder = tmp_path / "Обучение"
    app.window.training_actions.train.trigger()
    made = app.window.training_actions.wizard
    assert made is not None
    yield made
    for folder in run_folder.find_runs(tmp_path / "Обучение" / "runs"):
        end_processes(folder)


def click(app: App, button: QAbstractButton) -> None:
    assert button.isEnabled()
    app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def few_places(folder: Path, count: int = 4) -> Path:
    """Some of the places that ship with the program."""
    shipped = nc.resource_path("demo") / "places" / "train"
    for view in ("satellite", "drone"):
        for place in sorted((shipped / view).iterdir())[:count]:
            target = folder / "train" / view / place.name
            target.mkdir(parents=True)
            for picture in sorted(place.iterdir())[:1]:
                (target / picture.name).write_bytes(picture.read_bytes())
    return folder


def a_run(folder: Path, *events: dict[str, object]) -> Path:
    """The folder of a run that is over."""
    folder.mkdir(parents=True)
    (folder / CONFIG).write_text("preset: quick\n")
    (folder / BEST).write_bytes(b"\x02\x00\x00\x00\x00\x00\x00\x00{}")
    start = {
        "v": 1, "event": "start", "time": 1.0, "config": {}, "places": 3, "held_out": 1,
        "device": "cpu", "epochs": 2, "steps": 4,
    }  # fmt: skip
    lines = [json.dumps(event) for event in (start, *events)]
    (folder / EVENTS).write_text("\n".join(["no JSON at all", *lines]) + "\n")
    return folder


ENDED = {
    "v": 1, "event": "end", "time": 3.0, "reason": "epochs", "epochs": 2, "best_epoch": 2,
    "before": {"r@1": 0.5, "hit": 0.25}, "after": {"r@1": 0.75, "hit": 0.2},
}  # fmt: skip


def test_a_folder_that_cannot_be_trained_on_says_why(
    app: App, wizard: TrainingWindow, tmp_path: Path
) -> None:
    wizard.data.own.click()
    assert not wizard.next.isEnabled()
    assert wizard.problem.text() == "Name a folder of places."
    wizard.data.folder.show_path(few_places(tmp_path / "Места", count=2))
    click(app, wizard.next)
    app.qtbot.waitUntil(lambda: not wizard.check.running, timeout=CHILD_MS)
    assert "2 places are too few" in wizard.problem.text()
    assert not wizard.next.isEnabled()
    click(app, wizard.back)
    wizard.data.folder.show_path(tmp_path / "nothing")
    click(app, wizard.next)
    app.qtbot.waitUntil(lambda: not wizard.check.running, timeout=CHILD_MS)
    assert "no such folder" in wizard.problem.text()


def test_next_and_back_lose_nothing_and_a_wrong_setting_says_why(
    app: App, wizard: TrainingWindow, tmp_path: Path
) -> None:
    wizard.data.own.click()
    wizard.data.folder.show_path(few_places(tmp_path / "Места"))
    click(app, wizard.next)
    app.qtbot.waitUntil(wizard.next.isEnabled, timeout=CHILD_MS)
    assert wizard.check.report is not None
    assert wizard.check.report.pictures == {"train/drone": 4, "train/satellite": 4}
    assert not wizard.check.sheet.pixmap().isNull()
    click(app, wizard.next)
    assert wizard.page == SETTINGS
    margin, form = wizard.settings_page.form.editor("margin"), wizard.settings_page.form
    assert isinstance(margin, NumberLine)
    margin.setText("")
    form.advanced.set_open(True)
    app.qtbot.keyClicks(margin, "much")
    assert not wizard.next.isEnabled()
    assert "Margin: must be a valid number" in wizard.problem.text()
    margin.clear()
    app.qtbot.keyClicks(margin, "0,3")
    assert wizard.next.isEnabled()
    click(app, wizard.back)
    assert wizard.page == CHECK
    click(app, wizard.next)
    assert form.config(preset="quick").margin == 0.3
    form._resets["margin"].click()
    assert form.config(preset="quick").margin == 0.2


def test_the_sheet_is_drawn_with_the_settings_as_they_are(
    app: App, wizard: TrainingWindow, tmp_path: Path
) -> None:
    wizard.data.own.click()
    wizard.data.folder.show_path(few_places(tmp_path / "Места"))
    click(app, wizard.next)
    app.qtbot.waitUntil(wizard.next.isEnabled, timeout=CHILD_MS)
    size, form = sheet_size(wizard), wizard.settings_page.form
    click(app, wizard.next)
    pictures = form.editor("size_px")
    pictures.set_value(64)
    pictures.edited.emit()
    click(app, wizard.back)
    app.qtbot.waitUntil(lambda: sheet_size(wizard) != size, timeout=CHILD_MS)
    assert sheet_size(wizard) == (3 * (64 + 6) + 18, 12 * (64 + 6) + 6)
    before = wizard.check.sheet.pixmap().toImage()
    click(app, wizard.next)
    colour = form.editor("colour")
    assert isinstance(colour, NumberLine)
    form.advanced.set_open(True)
    colour.clear()
    app.qtbot.keyClicks(colour, "0")
    click(app, wizard.back)
    app.qtbot.waitUntil(lambda: wizard.check.sheet.pixmap().toImage() != before, timeout=CHILD_MS)


def sheet_size(wizard: TrainingWindow) -> tuple[int, int]:
    pixmap = wizard.check.sheet.pixmap()
    return pixmap.width(), pixmap.height()


def test_a_run_starts_from_weights_that_are_known(app: App, wizard: TrainingWindow) -> None:
    folder = a_run(app.settings.training_folder / "runs" / "вчера", ENDED)
    wizard._go(SETTINGS)
    chooser = wizard.settings_page.form.editor("weights")
    assert isinstance(chooser, FileOrName)
    names = chooser.text
    app.qtbot.waitUntil(lambda: names.count() == 3, timeout=CHILD_MS)
    shipped = ["Shipped (ImageNet)", "Shipped (aerial photographs)"]
    assert [names.itemText(row) for row in range(3)] == [*shipped, "вчера"]
    names.setCurrentIndex(1)
    config = wizard.settings_page.config_or_none(folder)
    assert config is not None
    assert config.weights == "aerial"
    names.setCurrentIndex(2)
    config = wizard.settings_page.config_or_none(folder)
    assert config is not None
    assert config.weights == str(folder / BEST)
    wizard.settings_page.show_config(config)
    assert names.currentText() == "вчера"  # by name, not as a path


def test_settings_go_through_a_file(app: App, wizard: TrainingWindow, tmp_path: Path) -> None:
    page = wizard.settings_page
    page.preset.setCurrentIndex(2)
    page.form.editor("epochs").set_value(7)
    page.save_file(tmp_path / "Настройки.yaml")
    app.qtbot.waitUntil(lambda: "saved" in page.told.text())
    page.preset.setCurrentIndex(0)
    assert page.form.config().epochs == 3
    page.import_file(tmp_path / "Настройки.yaml")
    app.qtbot.waitUntil(lambda: "taken" in page.told.text())
    config = page.form.config(preset=page.preset.value())
    assert (config.preset, config.epochs, config.size_px) == ("thorough", 7, 128)
    (tmp_path / "wrong.yaml").write_text("epochz: 1")
    page.import_file(tmp_path / "wrong.yaml")
    app.qtbot.waitUntil(lambda: "did you mean epochs?" in page.told.text())


def test_a_run_of_before_is_found_and_its_weights_are_used(
    app: App, wizard: TrainingWindow
) -> None:
    folder = a_run(app.settings.training_folder / "runs" / "вчера", ENDED)
    wizard.runs.refresh()
    app.qtbot.waitUntil(lambda: wizard.runs.runs.count() == 1)
    row = wizard.runs.runs.visualItemRect(wizard.runs.runs.item(0)).center()
    app.qtbot.mouseClick(wizard.runs.runs.viewport(), Qt.MouseButton.LeftButton, pos=row)
    app.qtbot.waitUntil(wizard.next.isEnabled)
    assert wizard.page == RUN
    click(app, wizard.next)
    assert wizard.page == RESULT
    shown = [wizard.result_page.table.item(0, column).text() for column in range(4)]
    assert shown == ["Recall at 1", "50.0 %", "75.0 %", "+25.0 %"]
    click(app, wizard.result_page.use)
    assert app.session.project.options.weights == str(folder / BEST)
    wizard.export(folder, app.settings.training_folder / "модель")
    app.qtbot.waitUntil(lambda: "Written" in wizard.problem.text())
    assert (app.settings.training_folder / "модель.md").read_text("utf-8").startswith("# модель")
    (folder / BEST).unlink()
    wizard.begin_new()
    wizard.show_run(folder)
    app.qtbot.waitUntil(lambda: "deleted" in wizard.result_page.note.text())
    assert not wizard.result_page.use.isEnabled()


def test_a_run_that_died_says_what_helps(app: App, wizard: TrainingWindow) -> None:
    folder = a_run(app.settings.training_folder / "runs" / "сбой")
    (folder / run_folder.PROCESS).write_text('{"process": 1}')
    (folder / run_folder.EXIT).write_text('{"code": -9}')
    wizard.show_run(folder)
    app.qtbot.waitUntil(lambda: wizard.watch.state == "died")
    assert "signal 9" in wizard.run_page.failure.text()
    assert "fewer places a batch" in wizard.run_page.failure.text()
    assert not wizard.next.isEnabled()


def test_a_real_child_outlives_its_window_and_not_a_cancel(
    app: App, wizard: TrainingWindow
) -> None:
    wizard.start()  # on the places that ship with the program
    app.qtbot.waitUntil(lambda: wizard.page == RUN and wizard.watch.alive, timeout=CHILD_MS)
    folder = wizard.watch.folder
    assert folder is not None
    wizard.close()
    assert wizard.isVisible()
    assert isinstance(wizard.question, LeaveQuestion)
    click(app, wizard.question.keep)
    assert not wizard.isVisible()
    assert run_folder.is_alive(folder)

    again = TrainingWindow(app.session, app.settings, app.window.map)
    try:
        again.show_run(folder)
        app.qtbot.waitUntil(lambda: again.watch.alive, timeout=CHILD_MS)
        again.run_page.cancel.click()
        assert isinstance(again.question, DiscardQuestion)
        with app.qtbot.waitSignal(again.watch.discarded, timeout=CHILD_MS):
            again.question.discard.click()
        assert not folder.exists()
        assert again.page == DATA
    finally:
        again.shutdown()
        again.deleteLater()
    time.sleep(0.1)
    assert run_folder.find_runs(folder.parent) == ()
