"""The export dialog, driven as a user does; what it writes is read back by other tools."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
import PIL.Image
import pyogrio
import pytest
import rasterio
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

import neurocorrelator as nc
from nc_desktop.dialogs.assign_crs import AssignCrsDialog
from nc_desktop.dialogs.export import ExportDialog
from nc_desktop.jobs.export_job import ExportFiles
from nc_desktop.panels.message_bar import MessageRow
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, made_result

LEFT = Qt.MouseButton.LeftButton
MATCHES = (
    made_match("piece.png", 1, 4.2, (120, 120)),
    made_match("piece.png", 2, 2.5, (300, 120), rotation_deg=30),
    made_match("other.png", 1, 3.3, (300, 300), rotation_deg=200),
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
    path = tmp_path / "Снимки №1"
    path.mkdir()
    return path


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Folders that the system's file manager would show."""
    urls: list[str] = []

    def note(url: QUrl) -> bool:
        urls.append(url.toLocalFile())
        return True

    monkeypatch.setattr("nc_desktop.file_dialogs.QDesktopServices.openUrl", note)
    return urls


def open_dialog(app: App, folder: Path, *formats: str, name: str = "Места") -> ExportDialog:
    app.window.project_actions.export.trigger()
    dialog = app.window.project_actions.dialog
    assert dialog is not None
    for key, box in dialog.formats.boxes.items():
        if box.isChecked() != (key in formats) and box.isEnabled():
            app.qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    for line, text in ((dialog.target.folder, str(folder)), (dialog.target.name, name)):
        line.selectAll()
        line.insert(text)  # Qt's test keys have no Cyrillic letters
    return dialog


def press_export(app: App, dialog: ExportDialog) -> None:
    app.qtbot.waitUntil(lambda: dialog.export.isEnabled() and not app.session.busy)
    app.qtbot.mouseClick(dialog.export, LEFT)


def export(app: App, dialog: ExportDialog) -> None:
    press_export(app, dialog)
    app.qtbot.waitUntil(lambda: not dialog.running)
    assert not dialog.isVisible(), dialog.error.text()


def test_tables_are_read_back(found: App, folder: Path, opened_urls: list[str]) -> None:
    dialog = open_dialog(found, folder, "csv", "excel", "geojson", "gpkg", "kml")
    export(found, dialog)
    result = found.session.project.result
    assert result is not None
    scores = [match.score for match in result.matches]
    table = pd.read_csv(folder / "Места.csv")
    assert list(table["score"]) == pytest.approx(scores)
    assert list(table["template"]) == ["piece.png", "piece.png", "other.png"]
    dialect = dialog.formats.dialect
    excel = pd.read_csv(
        folder / "Места_excel.csv",
        sep=dialect.separator,
        decimal=dialect.decimal,
        encoding="utf-8-sig",
    )
    assert list(excel["score"]) == pytest.approx(scores)
    for suffix, layers in ((".geojson", 1), (".gpkg", 1), (".kml", 2)):  # a folder a template
        path = folder / f"Места{suffix}"
        named = pyogrio.list_layers(path)[:layers, 0]
        counts = [pyogrio.read_info(path, layer=name)["features"] for name in named]
        assert sum(counts) == 3, suffix
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"Места{end}" for end in (".csv", "_excel.csv", ".geojson", ".gpkg", ".kml")
    )
    (message,) = [m for m in found.window.messages.messages if m.action == "Open folder"]
    assert str(folder) in message.text
    assert message.do is not None
    message.do()
    assert opened_urls == [str(folder)]


def test_selected_and_shown_are_what_is_written(found: App, folder: Path) -> None:
    project = found.session.project
    assert project.findings is not None
    project.findings.set_min_score(3.0)
    dialog = open_dialog(found, folder, "csv")
    assert dialog.scope == "shown"
    export(found, dialog)
    assert list(pd.read_csv(folder / "Места.csv")["score"]) == [4.2, 3.3]
    project.select_all([2])
    dialog = open_dialog(found, folder, "csv", name="one")
    found.qtbot.mouseClick(dialog.scopes.button(0), LEFT)
    export(found, dialog)
    assert list(pd.read_csv(folder / "one.csv")["template"]) == ["other.png"]
    dialog = open_dialog(found, folder, "csv", name="all")
    found.qtbot.mouseClick(dialog.scopes.button(2), LEFT)
    export(found, dialog)
    assert len(pd.read_csv(folder / "all.csv")) == 3


def test_heatmaps_lie_on_the_ground(found: App, folder: Path) -> None:
    project = found.session.project
    result = project.result
    assert result is not None
    dialog = open_dialog(found, folder, "heatmap")
    assert dialog.formats.heatmap.currentText() == "piece.png"
    export(found, dialog)
    with rasterio.open(folder / "Места_heatmap.tif") as written:
        values = written.read(1)
        assert written.crs.to_epsg() == 32615
        assert tuple(written.transform) == pytest.approx(
            tuple(result.score_maps[0].georeference.transform)
        )
    np.testing.assert_array_equal(values, result.score_maps[0].values)
    assert (folder / "Места_heatmap.qml").exists()
    dialog = open_dialog(found, folder, "heatmap", name="both")
    dialog.formats.heatmap.setFocus()
    found.qtbot.keyClick(dialog.formats.heatmap, Qt.Key.Key_Home)
    export(found, dialog)
    assert {path.name for path in folder.glob("both*.tif")} == {
        "both_heatmap_piece.tif",
        "both_heatmap_other.tif",
    }


@pytest.mark.parametrize(("kind", "factor"), [("PNG", 1), ("GeoTIFF", 2), ("JPEG", 1)])
def test_a_picture_of_the_map_lies_where_the_map_is(
    found: App, folder: Path, kind: str, factor: int
) -> None:
    project, window = found.session.project, found.window
    for layer in (project.heatmap, project.matches_layer):
        assert layer is not None
        layer.restyle(visible=False)
    window.map.zoom_to(window.map.extent.adjusted(100, 100, -100, -100), span=1.0)
    found.wait_idle()
    dialog = open_dialog(found, folder, "picture")
    dialog.formats.kind.setCurrentText(kind)
    dialog.formats.factor.setCurrentIndex(dialog.formats.factor.findData(factor))
    size = window.map.viewport.size()
    view, scene = window.map.view_rect, project.scene
    assert scene is not None
    export(found, dialog)
    (path,) = [p for p in folder.iterdir() if p.suffix in (".png", ".jpg", ".tif")]
    with rasterio.open(path) as picture, rasterio.open(scene.path) as source:
        assert (picture.width, picture.height) == (factor * size.width(), factor * size.height())
        assert picture.crs.to_epsg() == 32615
        corner = scene.georeference.xy(view.left(), view.top())
        assert (picture.transform.c, picture.transform.f) == pytest.approx(corner, abs=1e-3)
        # the ground in the middle of the picture is the ground of the scene
        x, y = scene.georeference.xy(224.5, 208.5)
        seen = next(picture.sample([(x, y)]))[:3].astype(int)
        there = next(source.sample([(x, y)]))[:3].astype(int)
        assert np.abs(seen - there).max() < 40
    world = {".png": ".pgw", ".jpg": ".jgw", ".tif": ".tfw"}[path.suffix]
    assert path.with_suffix(world).exists()


def test_twice_the_size_shows_more_of_the_scene(found: App, demo_scene: Path) -> None:
    found.session.opening.scene(demo_scene)
    found.wait_idle()
    camera, view = found.window.project_actions._camera, found.window.map
    view.zoom_to_extent()
    found.wait_idle()
    taken = []
    for factor in (1, 2):
        with found.qtbot.waitSignal(camera.taken, timeout=10_000) as signal:
            camera.take(factor)
        taken.append(signal.args[0].rgb.astype(float))
    assert taken[1].shape[0] == 2 * taken[0].shape[0]
    middle = [image[image.shape[0] // 3 : -image.shape[0] // 3] for image in taken]
    enlarged = middle[0].repeat(2, 0).repeat(2, 1)
    finer = middle[1][: len(enlarged), : enlarged.shape[1]]
    # pixels beside each other differ within what one pixel of the screen was
    assert np.abs(np.diff(finer, axis=1)[:, ::2]).mean() > 1
    assert np.abs(np.diff(enlarged, axis=1)[:, ::2]).mean() == 0


def test_another_crs_tells_its_accuracy_before(found: App, folder: Path) -> None:
    dialog = open_dialog(found, folder, "csv", "gpkg")
    assert dialog.crs.combo.currentText() == "The scene's: EPSG:32615"
    dialog.crs.combo.setFocus()
    found.qtbot.keyClick(dialog.crs.combo, Qt.Key.Key_Down)
    found.qtbot.waitUntil(lambda: dialog.crs.about.text() != "Asking for the accuracy…")
    assert "only the projection changes" in dialog.crs.about.text().lower()
    export(found, dialog)
    table = pd.read_csv(folder / "Места.csv")
    assert set(table["crs"]) == {"EPSG:4326"}
    assert list(table["x"]) == pytest.approx(list(table["lon"]), abs=1e-9)
    assert pyogrio.read_info(folder / "Места.gpkg", layer="footprints")["crs"] == "EPSG:4326"


def test_what_is_to_be_known_of_a_crs_is_told_in_russian(found: App, folder: Path) -> None:
    found.languages.use("ru")
    dialog = open_dialog(found, folder, "csv")
    dialog.crs.choose("EPSG:28407")  # meant for another part of the Earth
    found.qtbot.waitUntil(lambda: "предназначена EPSG:28407" in dialog.crs.about.text())
    assert " в. д., " in dialog.crs.about.text()
    found.languages.use("en")
    found.qtbot.waitUntil(lambda: "is meant for" in dialog.crs.about.text())


def test_a_crs_is_searched_for(found: App, folder: Path) -> None:
    dialog = open_dialog(found, folder, "csv")
    combo = dialog.crs.combo
    combo.setCurrentIndex(combo.count() - 1)
    combo.activated.emit(combo.count() - 1)
    chooser = dialog.crs.dialog
    assert chooser is not None
    found.qtbot.keyClicks(chooser.chooser.search, "26915")
    found.qtbot.waitUntil(
        lambda: not chooser.chooser.searching and chooser.chooser.code == "EPSG:26915"
    )
    ok = chooser.buttons.button(QDialogButtonBox.StandardButton.Ok)
    found.qtbot.mouseClick(ok, LEFT)
    assert dialog.crs.code == "EPSG:26915"
    found.qtbot.waitUntil(lambda: "ccuracy" in dialog.crs.about.text())
    found.qtbot.waitUntil(lambda: "Asking" not in dialog.crs.about.text())
    export(found, dialog)
    assert set(pd.read_csv(folder / "Места.csv")["crs"]) == {"EPSG:26915"}
    assert found.settings.recent_crs[0] == "EPSG:26915"


def test_files_that_exist_are_named_and_replaced_only_when_agreed(found: App, folder: Path) -> None:
    (folder / "Места.csv").write_text("mine")
    dialog = open_dialog(found, folder, "csv", "geojson")
    found.qtbot.waitUntil(lambda: dialog.target.existing == ("Места.csv",))
    assert "exists, will be replaced" in dialog.target.list.text()
    press_export(found, dialog)
    found.qtbot.waitUntil(lambda: dialog.question is not None)
    question = dialog.question
    assert question is not None
    found.qtbot.keyClick(question, Qt.Key.Key_Escape)
    found.qtbot.waitUntil(lambda: not dialog.running)
    assert (folder / "Места.csv").read_text() == "mine"
    assert not (folder / "Места.geojson").exists()
    assert dialog.isVisible()
    press_export(found, dialog)
    found.qtbot.waitUntil(lambda: dialog.question is not None)
    question = dialog.question
    assert question is not None
    replace = next(b for b in question.buttons() if "Replace" in b.text())
    found.qtbot.mouseClick(replace, LEFT)
    found.qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(pd.read_csv(folder / "Места.csv")) == 3


def test_a_bad_target_keeps_the_choices_and_writes_nothing(found: App, folder: Path) -> None:
    (folder / "Места.csv").mkdir()  # no file can have this name
    dialog = open_dialog(found, folder, "geojson", "csv")
    press_export(found, dialog)
    found.qtbot.waitUntil(lambda: dialog.question is not None)
    question = dialog.question
    assert question is not None
    replace = next(b for b in question.buttons() if "Replace" in b.text())
    found.qtbot.mouseClick(replace, LEFT)
    found.qtbot.waitUntil(lambda: not dialog.running)
    assert dialog.isVisible()
    assert dialog.error.text().startswith("The export failed: ")
    assert str(folder) in dialog.error.text()
    assert ".neurocorrelator-" not in dialog.error.text()
    assert [path.name for path in folder.iterdir()] == ["Места.csv"]
    assert dialog.formats.formats == ("csv", "geojson")
    assert dialog.target.name.text() == "Места"
    found.qtbot.keyClicks(dialog.target.name, " 2")
    assert not dialog.error.isVisible()  # it was of the other name
    export(found, dialog)
    assert (folder / "Места 2.csv").is_file()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (PermissionError(13, "Permission denied"), "not allowed to write there"),
    ],
)
def test_a_full_or_read_only_place_is_told_with_the_way_out(
    found: App, folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str
) -> None:
    dialog = open_dialog(found, folder, "csv", "geojson")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("neurocorrelator.results.atomic_files.os.replace", fail)
    press_export(found, dialog)
    found.qtbot.waitUntil(lambda: not dialog.running)
    assert says in dialog.error.text()
    assert dialog.isVisible()
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_before(found: App, folder: Path) -> None:
    dialog = open_dialog(found, folder / "nowhere", "csv")
    found.qtbot.waitUntil(lambda: dialog.error.text() == "There is no such folder")
    assert not dialog.export.isEnabled()
    (folder / "nowhere").mkdir()
    dialog.target.look()
    export(found, dialog)
    assert (folder / "nowhere" / "Места.csv").exists()


def test_a_home_of_nobody_and_a_name_too_long_are_said(found: App, folder: Path) -> None:
    dialog = open_dialog(found, folder, "csv")
    dialog.target.folder.setText("~nobody-of-this-name")
    found.qtbot.waitUntil(lambda: dialog.error.text() == "There is no such folder")
    dialog.target.folder.setText(str(folder))
    found.qtbot.waitUntil(dialog.export.isEnabled)
    width = dialog.width()
    dialog.target.name.setText("д" * 200)
    found.qtbot.waitUntil(lambda: dialog.error.text() == "The name is too long")
    assert not dialog.export.isEnabled()
    found.qtbot.wait(50)
    assert dialog.width() == width


def test_cancelling_leaves_nothing(found: App, folder: Path) -> None:
    dialog = open_dialog(found, folder, "picture", "csv")
    dialog.formats.factor.setCurrentIndex(2)
    press_export(found, dialog)
    assert dialog.running
    found.qtbot.mouseClick(dialog.cancel, LEFT)
    found.qtbot.waitUntil(lambda: not dialog.running)
    found.wait_idle()
    assert list(folder.iterdir()) == []
    assert dialog.isVisible()


def test_choices_are_remembered(found: App, folder: Path) -> None:
    dialog = open_dialog(found, folder, "excel", "kml", name="remembered")
    export(found, dialog)
    again = ExportDialog(
        found.session,
        found.settings,
        found.window.project_actions._camera,
        found.window,
    )
    assert again.formats.chosen == ("excel", "kml")
    assert again.target.name.text() == "remembered"
    assert again.target.folder.text() == str(folder)
    again.deleteLater()


def test_without_a_crs_it_says_why_and_how(
    app: App, plain_scene_file: Path, picture_file: Path, folder: Path
) -> None:
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    app.open(picture_file)
    project = app.session.project
    assert project.scene is not None
    project.add_result(made_result(project.scene, project.templates.enabled, MATCHES[:2]))
    dialog = open_dialog(app, folder, "csv", "picture")
    for name in ("geojson", "kml"):
        assert not dialog.formats.boxes[name].isEnabled()
        assert "Not without a CRS" in dialog.formats.notes[name].text()
    assert dialog.crs.assign.isVisible()
    export(app, dialog)
    assert pd.read_csv(folder / "Места.csv")["lon"].isna().all()
    assert not (folder / "Места_map.pgw").exists()


def test_a_crs_that_is_told_later_gives_a_place_to_what_was_found(
    app: App, scene_file: Path, picture_file: Path, folder: Path
) -> None:
    untold = folder / "untold.tif"
    with rasterio.open(scene_file) as source:
        profile = source.profile | {"crs": None}
        with rasterio.open(untold, "w", **profile) as target:
            target.write(source.read())
    app.session.opening.scene(untold)
    app.wait_idle()
    app.open(picture_file)
    project = app.session.project
    assert project.scene is not None
    project.add_result(made_result(project.scene, project.templates.enabled, MATCHES[:2]))
    dialog = open_dialog(app, folder, "csv")
    app.window.project_actions.export.trigger()
    app.qtbot.mouseClick(dialog.crs.assign, LEFT)
    layer = project.scene_layer
    assert layer is not None
    asked = [w for w in app.window.findChildren(AssignCrsDialog) if w.isVisible()]
    assert len(asked) == 1
    asked[0].close()
    app.session.layering.assign_crs(layer, "EPSG:32615")
    app.qtbot.waitUntil(dialog.formats.boxes["geojson"].isEnabled)
    columns = [column.name for column in app.window.results.model.columns]
    assert "lon" in columns
    app.qtbot.mouseClick(dialog.formats.boxes["geojson"], LEFT, pos=QPoint(8, 8))
    export(app, dialog)
    features = json.loads((folder / "Места.geojson").read_text("utf-8"))["features"]
    with nc.Raster.open(scene_file) as scene:
        lon, lat = scene.georeference.lonlat(*MATCHES[0].centre)
    place = [features[0]["properties"][name] for name in ("lon", "lat")]
    assert place == pytest.approx([float(lon), float(lat)], abs=1e-7)


def test_selected_matches_are_copied_as_text(found: App) -> None:
    project, actions = found.session.project, found.window.results_actions
    project.select_all([2, 0])
    with found.qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        actions.copy_geojson.trigger()
    found.wait_idle()
    features = json.loads(QGuiApplication.clipboard().text())["features"]
    assert [each["properties"]["score"] for each in features] == [4.2, 3.3]
    with found.qtbot.waitSignal(QGuiApplication.clipboard().dataChanged):
        actions.copy_csv.trigger()
    found.wait_idle()
    rows = list(csv.DictReader(QGuiApplication.clipboard().text().splitlines()))
    assert [row["template"] for row in rows] == ["piece.png", "other.png"]


def test_what_was_saved_is_said_for_a_while(
    found: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nc_desktop.panels.message_bar._PASSING_MS", 300)
    monkeypatch.setattr("nc_desktop.panels.message_bar._HOVERED_MS", 100)
    dialog = open_dialog(found, folder, "csv", "geojson")
    export(found, dialog)
    [row] = found.window.messages.findChildren(MessageRow)
    assert row.message.text.startswith("2 files saved to ")
    assert row.message.action == "Open folder"
    row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)  # as while the cursor is there
    found.qtbot.wait(600)
    assert found.texts == [row.message.text]
    row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    found.qtbot.waitUntil(lambda: not found.texts)


def test_the_picture_is_saved_directly(
    found: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = folder / "карта.png"
    monkeypatch.setattr(
        "nc_desktop.file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(target), "PNG")
    )
    size = found.window.map.viewport.size()
    found.window.project_actions.save_picture.trigger()
    found.qtbot.waitUntil(target.exists)
    found.wait_idle()
    with PIL.Image.open(target) as picture:
        assert picture.size == (size.width(), size.height())
    assert any(str(target) in text for text in found.texts)


def test_results_of_other_settings_are_said_to_be_so(found: App, folder: Path) -> None:
    found.session.project.templates.set_enabled(1, False)
    export(found, open_dialog(found, folder, "csv"))
    assert any("other templates or settings" in text for text in found.texts)


def test_names_of_templates_become_names_of_files() -> None:
    files = ExportFiles("x", ("heatmap",), ("a/b:c.jpg", "B.png", "b.jpg", "снимок 1.tif"))
    names = list(files.heatmap_names.values())
    assert len({name.casefold() for name in names}) == 4
    assert names[3] == "x_heatmap_снимок 1.tif"
    assert not any(sign in name for name in names for sign in '/\\:*?"<>|')


def test_enter_in_the_name_exports(found: App, folder: Path) -> None:
    dialog = open_dialog(found, folder, "csv")
    found.qtbot.keyClicks(dialog.target.name, "2")
    found.qtbot.waitUntil(dialog.export.isEnabled)
    with found.qtbot.waitSignal(found.session.exporting.saved, timeout=20_000):
        found.qtbot.keyClick(dialog.target.name, Qt.Key.Key_Return)
    assert (folder / "Места2.csv").is_file()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_cut_off_when_there_is_much_to_say(
    found: App, folder: Path, language: str
) -> None:
    found.languages.use(language)
    for name in ("_excel.csv", ".geojson", ".gpkg", ".kml", "_map.png"):
        (folder / f"Места{name}").touch()
    (folder / "Места.csv").mkdir()  # the export will fail, and say why
    everything = ("csv", "excel", "geojson", "gpkg", "kml", "heatmap", "picture")
    dialog = open_dialog(found, folder, *everything)
    found.qtbot.waitUntil(lambda: len(dialog.target.existing) == 6)
    press_export(found, dialog)
    found.qtbot.waitUntil(lambda: dialog.question is not None)
    assert dialog.question is not None
    role = QMessageBox.ButtonRole.AcceptRole
    (replace,) = (b for b in dialog.question.buttons() if dialog.question.buttonRole(b) == role)
    found.qtbot.mouseClick(replace, LEFT)
    found.qtbot.waitUntil(lambda: not dialog.running and dialog.error.isVisible())

    def roomy() -> bool:
        texts = (dialog.target.list, dialog.crs.about, dialog.error)
        boxes = tuple(dialog.formats.boxes.values())
        return all(t.height() >= t.heightForWidth(t.width()) for t in texts) and all(
            b.height() >= b.sizeHint().height() for b in boxes
        )

    found.qtbot.waitUntil(roomy)
    lines = dialog.target.list.text().count("<br>") + 1
    spacing = dialog.target.list.fontMetrics().lineSpacing()
    assert dialog.target.list.height() >= lines * spacing
    assert dialog.target.list.width() > 0.6 * dialog.width()
    free = dialog.screen().availableGeometry()
    assert dialog.height() <= free.height()


def test_results_of_the_demo_are_not_written_into_the_program(app: App) -> None:
    app.session.opening.demo()
    app.wait_idle()
    app.window.project_actions.show_export()
    dialog = app.window.project_actions.dialog
    assert dialog is not None
    assert dialog.target.folder.text() == str(Path.home())


def test_results_go_beside_their_scene_at_first(found: App, scene_file: Path) -> None:
    found.window.project_actions.show_export()
    dialog = found.window.project_actions.dialog
    assert dialog is not None
    assert dialog.target.folder.text() == str(scene_file.parent)
