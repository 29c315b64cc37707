"""The window of models: real files of weights, listed, used, imported, renamed, deleted."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from safetensors.numpy import load_file, save_file

import neurocorrelator as nc
from nc_desktop.file_lock import FileLock
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.training import run_folder
from nc_desktop.training.model_card import read_metadata
from nc_desktop.weights.known_weights import find_weights, imports_folder, name_file
from nc_desktop.weights.models_window import ModelsWindow
from nc_desktop.weights.weights_jobs import DeleteWeightsJob, ImportWeightsJob
from nc_desktop.weights.weights_list import GAIN, KIND, NAME, PLACES, SIZE, USED
from tests.nc_desktop.driving import App, drop_files
from tests.nc_desktop.made_results import made_match, made_result

SHIPPED = nc.shipped_weights()["imagenet"]
ABOUT = {
    "made_by": "neurocorrelator 0.2.0", "parent": "imagenet 0123456789abcdef0123", "epoch": "2",
    "data": "Места", "places": "47", "held_out": "16",
    "settings": json.dumps({"preset": "quick", "epochs": 3}),
    "versions": json.dumps({"torch": "2.6.0"}),
    "metrics_before": json.dumps({"hit": 0.5, "r@1": 0.25}),
    "metrics": json.dumps({"hit": 0.75, "r@1": 0.5}),
}  # fmt: skip
WAIT_MS = 20_000  # the first import loads torch


@pytest.fixture(scope="module")
def weights_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped tensors, as a run would have written them."""
    path = tmp_path_factory.mktemp("weights") / "Дообученные.safetensors"
    save_file(load_file(SHIPPED), path, metadata=ABOUT)
    return path


@pytest.fixture
def training_folder(app: App, tmp_path: Path, weights_file: Path) -> Path:
    """With one run that is over."""
    folder = tmp_path / "Обучение"
    run = folder / "runs" / "Москва-20261128-1200"
    run.mkdir(parents=True)
    (run / run_folder.CONFIG).write_text("preset: quick\n")
    (run / run_folder.BEST).write_bytes(weights_file.read_bytes())
    app.settings.training_folder = folder
    return folder


@pytest.fixture
def models(app: App, training_folder: Path) -> Iterator[ModelsWindow]:
    app.window.training_actions.show_models.trigger()
    made = app.window.training_actions.models
    assert made is not None
    settle(app)
    yield made


def settle(app: App) -> None:
    app.qtbot.waitUntil(lambda: not app.window.training_actions.weights.busy, timeout=WAIT_MS)


def click(app: App, button: QAbstractButton) -> None:
    assert button.isEnabled()
    app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(models: ModelsWindow, name: str) -> None:
    [item] = models.list.findItems(name, Qt.MatchFlag.MatchExactly, NAME)
    models.list.setCurrentItem(item)


def cells(models: ModelsWindow, column: int) -> list[str]:
    items = [models.list.topLevelItem(row) for row in range(models.list.topLevelItemCount())]
    return [item.text(column) for item in items if item is not None]


def test_the_list_tells_what_the_files_say(app: App, models: ModelsWindow) -> None:
    assert cells(models, NAME) == [
        "Shipped (ImageNet)",
        "Shipped (aerial photographs)",
        "Москва-20261128-1200",
    ]
    assert cells(models, KIND) == ["shipped", "shipped", "trained"]
    assert cells(models, USED) == ["in use, default", "", ""]
    assert cells(models, GAIN)[::2] == ["–", "Hits of the matcher 50.0 % → 75.0 %"]
    assert cells(models, PLACES)[::2] == ["ImageNet", "Места (47)"]
    assert cells(models, SIZE)[0] == "4.4 MiB"
    assert not models.rename.isEnabled()  # what ships stays as it is
    assert not models.delete.isEnabled()
    choose(models, "Москва-20261128-1200")
    settle(app)
    said = models.details.toPlainText()
    chosen = models.list.chosen
    assert chosen is not None
    sha256 = hashlib.sha256(chosen.path.read_bytes()).hexdigest()
    for text in (sha256, "imagenet 0123456789ab", "16 held out", "torch"):
        assert text in said
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: cells(models, KIND) == ["штатные", "штатные", "обученные"])


def test_weights_are_used_from_now_on_and_in_new_projects(app: App, models: ModelsWindow) -> None:
    choose(models, "Москва-20261128-1200")
    chosen = models.list.chosen
    assert chosen is not None
    click(app, models.use)
    assert app.session.project.options.weights == str(chosen.path)
    assert cells(models, USED) == ["default", "", "in use"]
    weights = app.window.match_panel.form.weights
    assert weights.text.currentText() == "Москва-20261128-1200"  # by name, not as a path
    weights.text.setCurrentIndex(0)
    assert app.session.project.options.weights == "imagenet"
    weights.text.setCurrentIndex(1)
    assert app.session.project.options.weights == "aerial"
    line = weights.text.lineEdit()
    assert line is not None
    assert line.cursorPosition() == 0  # a name too long for the panel shows its beginning
    weights.text.setCurrentIndex(2)
    assert app.session.project.options.weights == str(chosen.path)
    app.session.match_settings.reset()
    click(app, models.default)
    assert "New projects" in models.told.text()
    assert app.session.project.options == MatchOptions()  # an open one keeps its own
    assert cells(models, USED) == ["in use", "", "default"]
    app.session.project.clear()
    assert app.session.project.options == MatchOptions(weights=str(chosen.path))


def test_a_start_begins_with_the_default_and_nothing_to_undo(
    app: App, training_folder: Path
) -> None:
    from nc_desktop.main_window import MainWindow
    from nc_desktop.session.session import Session

    app.settings.default_weights = "Где-то.safetensors"
    session = Session()
    window = MainWindow(session, app.settings, app.languages)
    assert session.project.options.weights == "Где-то.safetensors"
    assert not session.history.can_undo
    assert not session.history.modified
    window.close()
    window.deleteLater()
    session.deleteLater()


def test_a_file_is_imported_once_and_a_wrong_one_not_at_all(
    app: App, models: ModelsWindow, training_folder: Path, tmp_path: Path, weights_file: Path
) -> None:
    other = tmp_path / "Чужие веса.safetensors"
    save_file(load_file(SHIPPED), other)
    assert drop_files(models.list.viewport(), [other])
    app.qtbot.waitUntil(lambda: len(cells(models, NAME)) == 4, timeout=WAIT_MS)
    assert cells(models, KIND)[3] == "imported"
    assert models.list.chosen is not None
    assert models.list.chosen.path == imports_folder(training_folder) / other.name
    assert models.list.chosen.path.read_bytes() == other.read_bytes()
    assert "tells nothing" in models.details.toPlainText()
    wrong = tmp_path / "wrong.safetensors"
    wrong.write_bytes(b"no weights")
    for path, reason in ((wrong, "is damaged"), (other, "in the list already")):
        models._store.import_file(path)
        app.qtbot.waitUntil(lambda reason=reason: reason in models.told.text(), timeout=WAIT_MS)
    app.languages.use("ru")
    app.qtbot.waitUntil(lambda: "эти веса уже есть в списке" in models.told.text())
    settle(app)
    assert [p.name for p in imports_folder(training_folder).iterdir()] == [other.name]


def test_an_import_that_is_cancelled_leaves_nothing(
    training_folder: Path, weights_file: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.safetensors"
    save_file(load_file(SHIPPED), changed, metadata={"a": "b"})
    cancel = nc.CancelToken()
    cancel.cancel()
    with pytest.raises(nc.CancelledError):
        ImportWeightsJob(changed, training_folder).run(lambda _: None, cancel)
    assert not imports_folder(training_folder).exists()


def test_a_name_is_typed_in_place_and_the_run_stays_whole(
    app: App, models: ModelsWindow, training_folder: Path
) -> None:
    choose(models, "Москва-20261128-1200")
    chosen = models.list.chosen
    assert chosen is not None
    models.list.setFocus()
    press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    models.list.keyPressEvent(press)
    editor = models.list.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Снимки зимы")
    app.qtbot.keyClick(editor, Qt.Key.Key_Return)
    app.qtbot.waitUntil(lambda: models._store.known[2].name == "Снимки зимы", timeout=WAIT_MS)
    assert cells(models, NAME)[2] == "Снимки зимы"
    assert chosen.path.is_file()
    assert app.window.match_panel.form.weights.text.itemText(2) == "Снимки зимы"
    models._store.rename(models._store.known[2], "")
    app.qtbot.waitUntil(lambda: models._store.known[2].name == "Москва-20261128-1200")
    assert not name_file(chosen.path).exists()


def test_deleting_asks_and_says_what_it_means(
    app: App, models: ModelsWindow, training_folder: Path
) -> None:
    choose(models, "Москва-20261128-1200")
    chosen = models.list.chosen
    assert chosen is not None
    models._store.use(chosen)
    models._store.set_default(chosen)
    click(app, models.delete)
    assert models.question is not None
    said = models.question.informativeText()
    assert "open project" in said
    assert "default" in said
    click(app, models.question.stay)
    assert chosen.path.is_file()
    app.qtbot.waitUntil(lambda: models.question is None)
    click(app, models.delete)
    click(app, models.question.delete)
    app.qtbot.waitUntil(lambda: len(cells(models, NAME)) == 2, timeout=WAIT_MS)
    assert not chosen.path.exists()
    assert (chosen.path.parent / run_folder.CONFIG).is_file()  # the run stays
    assert app.session.project.options.weights == "imagenet"
    assert app.settings.default_weights == "imagenet"
    assert models.hint.isVisible()


def test_weights_of_a_run_that_goes_on_are_not_deleted(training_folder: Path) -> None:
    [*_, trained] = find_weights(training_folder)
    lock = FileLock.take(trained.path.parent / run_folder.LOCK)
    assert lock is not None
    try:
        assert find_weights(training_folder)[2].training
        with pytest.raises(nc.TrainingError, match="is being trained"):
            DeleteWeightsJob(trained).run(lambda _: None, nc.CancelToken())
    finally:
        lock.release()
    assert trained.path.is_file()


def test_weights_are_exported_with_their_card(
    app: App, models: ModelsWindow, tmp_path: Path
) -> None:
    choose(models, "Москва-20261128-1200")
    assert models.list.chosen is not None
    models.export_to(models.list.chosen, tmp_path / "Отдать")
    app.qtbot.waitUntil(lambda: "card beside it" in models.told.text(), timeout=WAIT_MS)
    assert read_metadata(tmp_path / "Отдать.safetensors") == ABOUT
    assert "| hit | 0.5000 | 0.7500 |" in (tmp_path / "Отдать.md").read_text("utf-8")


def test_a_project_remembers_the_weights_of_each_result(
    app: App, scene_file: Path, picture_file: Path, tmp_path: Path, training_folder: Path
) -> None:
    app.open(*(Path(shutil.copy(each, tmp_path)) for each in (scene_file, picture_file)))
    project = app.session.project
    assert project.scene is not None
    best = find_weights(training_folder)[2].path
    project.set_options(replace(project.options, weights=str(best)))
    name = project.templates.enabled[0].name
    result = made_result(project.scene, project.templates.enabled, [made_match(name, 1, 2, (9, 9))])
    told = {"name": best.name, "sha256": "ab" * 32}
    project.add_result(replace(result, run={**result.run, "weights": told}))
    with app.qtbot.waitSignal(app.session.keeping.saving_ended):
        app.session.keeping.save(tmp_path / "Проект.ncproj")
    app.session.keeping.new()
    assert project.options == MatchOptions()
    app.session.keeping.open(tmp_path / "Проект.ncproj")
    app.wait_idle()
    assert project.findings is not None
    assert project.findings.found.run["weights"] == told
    assert project.findings.made_with.options.weights == str(best)
    project.select(0)
    [fact] = [fact for fact in app.window.details.facts if fact.title == "Weights"]
    assert fact.text == "Москва-20261128-1200"
    assert "ab" * 32 in fact.tip
    store = app.window.training_actions.weights
    [known] = [weights for weights in store.known if weights.path == best]
    store.rename(known, "Город, осень")
    app.qtbot.waitUntil(lambda: weights_fact(app) == "Город, осень", timeout=WAIT_MS)


def weights_fact(app: App) -> str:
    """What *Match details* calls the weights."""
    [fact] = [fact for fact in app.window.details.facts if fact.title == "Weights"]
    return fact.text
