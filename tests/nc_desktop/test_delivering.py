"""Report and delivery through the menu, as a user does; the files are read back by other tools."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import rasterio
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from nc_desktop.dialogs.deliver import DeliverDialog
from nc_desktop.dialogs.delivery_dialog import DeliveryDialog
from nc_desktop.dialogs.report import ReportDialog
from nc_desktop.model.delivery_choices import DeliveryChoices
from nc_desktop.model.match_scope import best_scope, matches_in
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result, show_on_plain_scene

LEFT = Qt.MouseButton.LeftButton
TIMEOUT_MS = 60_000  # the first table loads pandas
MATCHES = (
    made_match("piece.png", 1, 4.2, (120, 120), confidence=0.97, inliers=60),
    made_match("piece.png", 2, 2.5, (300, 120), rotation_deg=30, confidence=0.02, inliers=3),
    made_match("other.png", 1, 3.3, (300, 300), rotation_deg=200, confidence=0.6, inliers=9),
)


@pytest.fixture
def found(app: App, scene_file: Path, picture_file: Path, second_picture_file: Path) -> App:
    app.open(scene_file, picture_file, second_picture_file)
    project = app.session.project
    assert project.scene is not None
    project.add_result(made_result(project.scene, project.templates.enabled, MATCHES))
    app.wait_idle()
    return app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "Сдача №1"
    path.mkdir()
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files that the system's own programs would show."""
    urls: list[str] = []
    monkeypatch.setattr(
        "nc_desktop.file_dialogs.QDesktopServices.openUrl",
        lambda url: urls.append(url.toLocalFile()) or True,
    )
    return urls


def press(app: App, dialog: DeliveryDialog) -> None:
    assert dialog.start_button.isEnabled(), dialog.error.text()
    app.qtbot.mouseClick(dialog.start_button, LEFT)


def wait_for(app: App, dialog: DeliveryDialog) -> None:
    app.qtbot.waitUntil(lambda: not dialog.running, timeout=TIMEOUT_MS)


def test_the_accepted_ones_whatever_the_filter_shows(found: App) -> None:
    findings = found.session.project.findings
    assert findings is not None
    assert best_scope(findings) == "shown"
    findings.judge([1, 2], decision="accepted")
    findings.set_min_score(3.0)
    findings.select([2])
    assert matches_in(findings, "accepted") == (1, 2)
    assert matches_in(findings, "selected") == (2,)
    assert matches_in(findings, "shown") == (0, 2)
    assert matches_in(findings, "all") == (0, 1, 2)
    assert matches_in(None, "all") == ()
    found.window.delivery_actions.report.trigger()
    dialog = found.window.delivery_actions.report_dialog
    assert dialog is not None
    texts = [button.text() for button in dialog.scopes.buttons.values()]
    assert texts == ["A&ccepted (2)", "&Selected (1)", "Sho&wn (2)", "&All (3)"]
    assert dialog.scopes.scope == "accepted"
    assert dialog.scopes.note.text().startswith("1 of them is hidden by the filter")
    findings.judge([1, 2], decision="rejected")
    assert dialog.scopes.scope == "shown"
    assert not dialog.scopes.note.isVisible()


def test_a_report_is_written_and_opened(found: App, folder: Path, opened: list[str]) -> None:
    app, action = found, found.window.delivery_actions.report
    findings = app.session.project.findings
    assert findings is not None
    findings.judge([0], decision="accepted", comment="та самая крыша")
    app.languages.use("ru")
    action.trigger()
    dialog = app.window.delivery_actions.report_dialog
    assert isinstance(dialog, ReportDialog)
    assert dialog.fields.title.text() == "Поиск на сцене Бухта.tif"
    dialog.fields.author.setText("А. Иванова")
    dialog.file.show_path(folder / "Отчёт. Бухта")  # the ending is added, the point stays
    press(app, dialog)
    wait_for(app, dialog)
    assert not dialog.isVisible()
    path = folder / "Отчёт. Бухта.html"
    assert [each.name for each in folder.iterdir()] == [path.name]
    html = path.read_text("utf-8")
    assert "та самая крыша" in html
    assert html.count('<section class="match"') == 1
    assert "В отчёте 1 принятое совпадение." in html
    app.qtbot.waitUntil(lambda: opened == [str(path)])
    assert app.texts[-1] == f"Сохранено в {path}"
    choices = DeliveryChoices.read(app.settings.delivery_choices)
    assert (choices.scope, choices.author, choices.folder) == (
        "accepted",
        "А. Иванова",
        str(folder),
    )

    dialog.fields.opens.setChecked(False)
    path.write_text("mine", "utf-8")
    action.trigger()
    dialog.file.show_path(path)
    press(app, dialog)
    app.qtbot.waitUntil(lambda: dialog.question is not None, timeout=TIMEOUT_MS)
    question = dialog.question
    assert question is not None
    assert question.text() == "1 файл с таким именем уже есть."
    assert question.informativeText() == path.name
    question.button(QMessageBox.StandardButton.Cancel).click()
    wait_for(app, dialog)
    assert path.read_text("utf-8") == "mine"
    press(app, dialog)
    app.qtbot.waitUntil(lambda: dialog.question is not None, timeout=TIMEOUT_MS)
    question = dialog.question
    assert question is not None
    question.replace.click()
    wait_for(app, dialog)
    assert not dialog.isVisible()
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


def open_deliver(app: App, folder: Path) -> DeliverDialog:
    app.window.delivery_actions.deliver.trigger()
    dialog = app.window.delivery_actions.deliver_dialog
    assert dialog is not None
    dialog.folder.show_path(folder)
    dialog.name.setText("Места")
    dialog.fields.opens.setChecked(False)
    return dialog


def test_a_delivery_has_all_in_one_go_and_tells_what_is_missing(
    found: App, folder: Path, opened: list[str]
) -> None:
    project = found.session.project
    assert project.scene is not None
    a, b, c, d = MATCHES[1].footprint
    matches = MATCHES[0], replace(MATCHES[1], footprint=(a, c, b, d)), MATCHES[2]  # crossed
    project.add_result(made_result(project.scene, project.templates.enabled, matches))
    dialog = open_deliver(found, folder)
    dialog.scopes.buttons["all"].click()
    for box in (*dialog.parts.values(), dialog.tables["geojson"]):
        box.setChecked(True)
    press(found, dialog)
    wait_for(found, dialog)
    names = {path.name for path in folder.iterdir()}
    stems = ("piece_1", "other_1")
    assert names == {
        "Места.html",
        "Места.csv",
        "Места.geojson",
        "control_points.csv",
        *(stem + end for stem in stems for end in (".tif", ".points", ".vrt")),
    }
    for stem, match in (("piece_1", MATCHES[0]), ("other_1", MATCHES[2])):
        with rasterio.open(folder / f"{stem}.tif") as written:
            assert written.tags()["TEMPLATE"] == match.template
            scene = found.session.project.scene
            assert scene is not None
            x, y = scene.georeference.xy(*match.centre)
            row, col = written.index(float(x), float(y))
            assert written.read(4)[row, col] == 255
        with rasterio.open(folder / f"{stem}.vrt") as picture:
            assert len(picture.gcps[0]) == 25
    with (folder / "control_points.csv").open(encoding="utf-8", newline="") as file:
        assert {row["template"] for row in csv.DictReader(file)} == {"piece.png", "other.png"}
    assert dialog.isVisible()  # with a summary
    summary = dialog.summary.toPlainText()
    assert summary.splitlines()[0] == f"10 files saved to {folder}:"
    assert "Not georeferenced:" in summary
    assert "piece.png: match 2 cannot be georeferenced" in summary
    assert "1 match could not be georeferenced" in found.texts[-1]
    dialog.open_folder.click()
    assert opened == [str(folder)]
    dialog.again.click()
    assert dialog.start_button.isVisible()


def test_a_delivery_that_is_cancelled_or_fails_leaves_nothing(found: App, folder: Path) -> None:
    dialog = open_deliver(found, folder)
    dialog.report.setChecked(False)
    delivering = found.session.delivering
    delivering.progressed.connect(lambda *_: dialog.cancel.click())
    press(found, dialog)
    wait_for(found, dialog)
    assert dialog.error.text() == "Cancelled; nothing was written."
    assert not list(folder.iterdir())
    dialog.folder.show_path(folder / "нет")
    assert not dialog.error.isVisible()
    press(found, dialog)
    wait_for(found, dialog)
    assert dialog.error.text().startswith(f"There is no folder {folder / 'нет'}.")
    dialog.name.setText("a/b")
    assert not dialog.start_button.isEnabled()
    assert dialog.error.text().startswith("Name the files, without")


def test_without_a_crs_only_table_and_report_are_handed_over(
    app: App, plain_scene_file: Path, picture_file: Path, folder: Path
) -> None:
    show_on_plain_scene(app, plain_scene_file, picture_file, replace(MATCHES[0]))
    dialog = open_deliver(app, folder)
    assert not any(box.isEnabled() for box in dialog.parts.values())
    assert not dialog.tables["geojson"].isEnabled()
    assert "no CRS" in dialog.no_crs.text()
    press(app, dialog)
    wait_for(app, dialog)
    assert {path.name for path in folder.iterdir()} == {"Места.html", "Места.csv"}
    html = (folder / "Места.html").read_text("utf-8")
    assert "none, positions are pixels" in html
    assert "column 120.0, row 120.0" in html


def test_choices_that_make_no_sense_are_the_usual_ones() -> None:
    choices = DeliveryChoices(
        scope="all", tables=("kml",), parts=("table",), author="Ю", opens=False
    )
    assert DeliveryChoices.read(choices.write()) == choices
    for text in ("", "[]", '{"scope": 3, "parts": "raster", "heatmaps": "no"}'):
        assert DeliveryChoices.read(text) == DeliveryChoices()
