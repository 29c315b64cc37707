"""Several runs over one scene: which is shown, which are kept, and what differs between two."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import neurocorrelator as nc
from nc_desktop.model import former_runs
from nc_desktop.model.findings import Findings, MatchInputs
from nc_desktop.model.layers import MatchesLayer, SceneLayer
from nc_desktop.model.run_comparison import compare_inputs, compare_runs
from nc_desktop.project_file.writing import files_folder
from tests.nc_desktop.driving import App, save_as
from tests.nc_desktop.made_results import made_match, made_result

AT = (200.0, 160.0)


def _add(app: App, matches: Sequence[nc.Match], **options: object) -> Findings:
    """A run with these matches, made with other options than the default."""
    project = app.session.project
    assert project.scene is not None
    inputs = project.inputs
    made_with = replace(inputs, options=replace(inputs.options, **options))  # type: ignore[arg-type]
    result = made_result(project.scene, project.templates.enabled, matches)
    with project.unrecorded():
        return project.add_result(result, made_with)


def _maps(app: App) -> int:
    """How many score maps the current heatmap has."""
    heatmap = app.session.project.heatmap
    return 0 if heatmap is None else len(heatmap.score_maps)


@pytest.fixture
def two_runs(
    app: App, scene_file: Path, picture_file: Path, second_picture_file: Path
) -> tuple[Findings, Findings]:
    """`piece.png` is found 30 pixels away in the second run, `other.png` only in the first."""
    app.open(scene_file, picture_file, second_picture_file)
    piece, other = picture_file.name, second_picture_file.name
    first = _add(
        app,
        [
            made_match(piece, 1, 5.0, AT, confidence=0.95),
            made_match(other, 1, 4.0, (300.0, 300.0), confidence=0.97),
        ],
    )
    second = _add(
        app,
        [
            made_match(piece, 1, 5.5, (AT[0] + 30, AT[1]), confidence=0.99),
            made_match(other, 1, 2.0, (100.0, 60.0), confidence=0.02),
        ],
        rotations="none",
        top=7,
    )
    app.wait_idle()
    return first, second


def test_an_earlier_run_is_shown_again_and_the_latest_keeps_its_heatmap(
    app: App, two_runs: tuple[Findings, Findings]
) -> None:
    first, second = two_runs
    project, bar = app.session.project, app.window.run_actions.bar
    assert project.findings is second
    assert first.result.score_maps == ()  # only the latest has them: they are large
    assert bar.isVisible()
    assert [bar.choice.itemText(row)[:5] for row in range(2)] == ["Run 2", "Run 1"]
    project.matches_layer.restyle(labels=False)  # type: ignore[union-attr]
    bar.choice.setFocus()
    QTest.keyClick(bar.choice, Qt.Key.Key_Down)
    assert app.window.results.model.rowCount() == 2
    assert project.findings is first
    assert project.matches_layer is not None
    assert not project.matches_layer.style.labels  # it looks as the other one did
    assert _maps(app) == 0
    assert "found" in app.window.results.answers.text()
    QTest.keyClick(bar.choice, Qt.Key.Key_Up)
    assert _maps(app) == 2
    first.judge([0], decision="accepted")
    app.window.run_actions.forget.trigger()
    assert not bar.isVisible()
    assert app.session.runs.of(second.scene) == (second,)


def test_two_runs_are_compared_template_by_template(
    app: App, two_runs: tuple[Findings, Findings], tmp_path: Path
) -> None:
    first, _ = two_runs
    app.window.run_actions.compare.trigger()
    dialog = app.window.run_actions.dialog
    assert dialog is not None
    assert dialog.settings_text.text().endswith(
        "Rotations: auto → none; Results per template: 5 → 7."
    )
    moved, gone = dialog.compared
    assert (moved.difference, gone.difference) == ("moved", "only_a")
    assert moved.distance_px == pytest.approx(30)
    assert moved.distance_m == pytest.approx(30 * 0.0842652, rel=2e-3)  # UTM's scale aside
    assert gone.confidence_change == pytest.approx(-0.95)
    texts = [cell.text for cell in dialog.table.lines.lines[0].cells]
    assert texts[1:] == ["moved", "found", "found", "95 %", "99 %", "+4 %", "30.0", "2.5"]
    place = dialog.table.visualRect(dialog.table.model().index(0, 0)).center()
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert app.session.project.selected == 0  # of the second run, which is shown
    place = dialog.table.visualRect(dialog.table.model().index(0, 2)).center()
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    flash = app.window.map.flash
    assert flash is not None  # the first run is not on the map: its place is marked
    assert (flash.position.x(), flash.position.y()) == pytest.approx(AT)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    save_as(app, dialog.save_dialog, tmp_path / "сравнение.csv")
    with (tmp_path / "сравнение.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["difference"] for row in rows] == ["moved", "only_a"]
    assert float(rows[0]["distance_px"]) == pytest.approx(30)
    dialog.first.setCurrentIndex(dialog.second.currentIndex())
    dialog.first.activated.emit(dialog.first.currentIndex())
    dialog.only_differences.setChecked(True)
    assert dialog.table.lines.rowCount() == 0
    app.session.runs.forget(first)
    assert dialog.compared == ()
    dialog.close()


def test_runs_are_kept_in_the_project_without_old_heatmaps(
    app: App, two_runs: tuple[Findings, Findings], tmp_path: Path
) -> None:
    first, second = two_runs
    first.judge([1], comment="крыша")
    path = tmp_path / "два поиска.ncproj"
    app.session.keeping.save(path)
    app.wait_idle()
    sizes = {each.name: each.stat().st_size for each in files_folder(path).glob("*.npz")}
    assert set(sizes) == {f"matches-{first.uid}.npz", f"run-{second.uid}.npz"}
    assert sizes[f"matches-{first.uid}.npz"] < sizes[f"run-{second.uid}.npz"] / 5
    app.session.keeping.new()
    app.session.keeping.open(path)
    app.wait_idle()
    project = app.session.project
    assert project.findings is not None
    assert project.findings.uid == second.uid
    assert project.scene_layer is not None
    former, shown = app.session.runs.of(project.scene_layer)
    assert (former.uid, former.number) == (first.uid, 1)
    assert former.judgement(1).comment == "крыша"
    assert [m.centre for m in former.found.matches] == [m.centre for m in first.found.matches]
    app.session.runs.show(former)
    assert _maps(app) == 0
    app.session.keeping.save()
    app.wait_idle()
    app.session.keeping.new()
    app.session.keeping.open(path)
    app.wait_idle()
    assert project.findings is not None
    assert project.findings.uid == first.uid
    app.session.runs.show(app.session.runs.find(shown.uid) or shown)
    assert _maps(app) == 2  # those of the latest run came along


def test_few_runs_are_kept_and_judged_ones_go_last(
    app: App, scene_file: Path, picture_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(former_runs, "MOST_PER_SCENE", 3)
    app.open(scene_file, picture_file)
    project = app.session.project
    scene = project.scene_layer
    assert isinstance(scene, SceneLayer)
    match = made_match(picture_file.name, 1, 5.0, AT)
    result = made_result(scene.raster, project.templates.enabled, [match])

    def put_away(number: int) -> list[int]:
        findings = Findings(result, scene, project.inputs, number)
        if number == 1:
            findings.judge([0], decision="accepted")
        project.former.add([findings])
        return [run.number for run in project.former.of(scene)]

    assert [put_away(number) for number in range(1, 6)][-1] == [1, 4, 5]
    monkeypatch.setattr(former_runs, "MOST_MATCHES", 2)
    assert put_away(6) == [1, 6]
    monkeypatch.setattr(former_runs, "MOST_MATCHES", 0)
    assert put_away(7) == [7]  # to be compared with
    project.layers.remove(scene)
    assert app.session.runs.scenes() == ()


def test_without_confidences_and_crs_runs_are_compared_all_the_same(
    app: App, plain_scene_file: Path, picture_file: Path
) -> None:
    app.session.opening.scene(plain_scene_file)
    app.wait_idle()
    app.open(picture_file)
    name = picture_file.name
    first = _add(app, [made_match(name, 1, 5.0, AT)])
    second = _add(app, [made_match(name, 1, 5.0, (AT[0] + 3, AT[1] + 4))])
    third = _add(app, [])
    ground = first.scene.raster.georeference
    (same,) = compare_runs(first.found, second.found, ground)
    assert (same.difference, same.distance_m) == ("same", None)
    assert same.distance_px == pytest.approx(5)
    (lost,) = compare_runs(first.found, third.found, ground)
    assert lost.difference == "only_a"
    (absent,) = compare_runs(replace(first.found, templates=()), first.found, ground)
    assert absent.difference == "not_in_a"
    told = MatchInputs(first.made_with.options, ((1, 0.5, None),))
    between = compare_inputs(told, replace(told, scope="view"))
    assert between.scope
    assert not between.templates
    assert compare_inputs(told, replace(told, templates=((1, 0.6, None),))).templates


def test_what_was_made_by_hand_is_not_shown_twice_beside_a_run_kept_for_judgements(
    app: App, two_runs: tuple[Findings, Findings]
) -> None:
    _, former = two_runs
    project = app.session.project
    template = project.templates.entries[0].template
    former.judge([0], decision="accepted")
    former.add_by_hand(template, ((9.0, 9.0), (69.0, 9.0), (69.0, 49.0), (9.0, 49.0)))
    now = _add(app, [made_match(template.name, 1, 4.0, (50.0, 300.0), confidence=0.9)])
    assert any(layer.findings is former for layer in project.layers.of_kind(MatchesLayer))
    assert [match.origin for match in now.result.matches] == ["search", "hand"]
    assert all(match.origin == "search" for match in former.result.matches)
    assert former.judgement(0).decision == "accepted"
