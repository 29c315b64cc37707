"""A project is saved, closed and opened again: it is the same one."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from PySide6.QtGui import QImage

import neurocorrelator as nc
from nc_desktop.model.kept_project import KeptProject
from nc_desktop.model.layers import AreaLayer, HeatmapLayer, MatchesLayer, SceneLayer
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.project_file.errors import ProjectFileError
from nc_desktop.project_file.fingerprint import Fingerprints
from nc_desktop.project_file.lock import ProjectLock
from nc_desktop.project_file.reading import read_project
from nc_desktop.project_file.schema import VERSION
from nc_desktop.project_file.writing import files_folder, write_project
from tests.nc_desktop.driving import App, drop_files
from tests.nc_desktop.made_results import made_match, show_matches


def save(app: App, path: Path) -> None:
    with app.qtbot.waitSignal(app.session.keeping.saving_ended) as ended:
        app.session.keeping.save(path)
    assert ended.args == [True], app.texts
    app.wait_idle()


def reopen(app: App, path: Path) -> None:
    app.session.keeping.new()
    app.session.keeping.open(path)
    app.wait_idle()


def told(path: Path) -> dict[str, object]:
    """What stands in the file, without what differs each time it is written."""
    said = json.loads(path.read_text("utf-8"))
    keys = {key: index for index, key in enumerate(said["order"])}

    def renumbered(value: object, name: str = "") -> object:
        if isinstance(value, dict):
            return {k: renumbered(v, k) for k, v in value.items() if k != "saved"}
        if isinstance(value, list):
            return [renumbered(each, name) for each in value]
        if name in ("key", "scene", "active", "order", "area") and value in keys:
            return keys[value]  # type: ignore[index]
        return value

    templates = said.pop("templates"), said.pop("former_names")  # keys of their own
    return {"templates": templates, **renumbered(said)}  # type: ignore[dict-item]


@pytest.fixture
def worked(
    app: App, scene_file: Path, picture_file: Path, second_picture_file: Path, tmp_path: Path
) -> App:
    """A scene, templates of all kinds, an area, judged matches, other settings."""
    folder = tmp_path / "Съёмка"
    folder.mkdir()
    files = [
        Path(shutil.copy(each, folder)) for each in (scene_file, picture_file, second_picture_file)
    ]
    matches = [
        made_match("piece.png", rank, 3.0 - rank, (100.0 + rank, 90.0), confidence=0.9 / rank)
        for rank in (1, 2, 3)
    ]
    matches[0] = replace(matches[0], facts={"lead": 2.5, "peak": 7.0}, inliers=41)
    show_matches(app, files, matches)
    project, session = app.session.project, app.session
    session.templating.cut([(40, 40), (140, 50), (120, 130)])
    noise = np.random.default_rng(3).integers(0, 255, (64, 80, 4), np.uint8)
    noise[..., 3] = np.where(noise[..., 3] > 60, 255, 0)
    picture = QImage(noise.tobytes(), 80, 64, QImage.Format.Format_RGBA8888).copy()
    session.templating.picture(picture, "вырезка")
    app.wait_idle()
    templates = project.templates
    templates.rename(1, "bay")
    templates.set_gsd(0, 0.25)
    templates.set_heading(1, 312.5)
    templates.set_enabled(1, False)
    session.matching.search_in([(10, 10), (290, 10), (290, 180)], "берег")
    project.set_options(replace(MatchOptions(), top=7, rotations="0; 30", alpha="12"))
    scene, heatmap = project.scene_layer, project.heatmap
    assert scene is not None
    assert heatmap is not None
    scene.restyle(gamma=1.4, opacity=0.8)
    heatmap.restyle(colour_map="viridis", limits=(0.5, 4.0))
    assert project.findings is not None
    project.findings.judge([0], decision="accepted", comment="это она; да, «берег»")
    project.findings.judge([2], decision="rejected")
    project.findings.judge([1], footprint=((1.0, 2.0), (9.0, 2.5), (9.0, 8.0), (1.5, 8.0)))
    project.findings.set_min_score(0.5)
    app.window.results.filters.words.setText("piece rank<=2")
    project.findings.set_filter(decisions=frozenset({"accepted", ""}))
    project.layers.move(scene, 1)
    app.window.map.zoom_by(3.0)
    app.wait_idle()
    return app


def test_a_project_is_the_same_when_it_is_opened_again(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "работа" / "Залив.ncproj"
    project = worked.session.project
    assert project.findings is not None
    result, view = project.findings.found, worked.window.map.view_rect
    filtered = project.findings.filter
    made_with = project.findings.made_with
    pixels = {entry.template.name: entry.template for entry in project.templates.entries}
    save(worked, path)
    assert not worked.session.keeping.modified
    before = told(path)
    reopen(worked, path)
    assert project.findings is not None
    again = project.findings.found
    assert again.matches == result.matches
    assert [m.facts for m in again.matches] == [dict(m.facts) for m in result.matches]
    assert again.answers == result.answers
    assert again.config == result.config
    for map_, former in zip(again.score_maps, result.score_maps, strict=True):
        np.testing.assert_array_equal(map_.values, former.values)
        assert map_.georeference == former.georeference
    for entry in project.templates.entries:
        own = pixels[entry.template.name]
        np.testing.assert_array_equal(entry.template.mask, own.mask)
        np.testing.assert_array_equal(entry.template.rgb, own.rgb)
        assert entry.template.known_from == own.known_from
    match = project.findings.result.matches[0]
    assert (match.decision, match.comment) == ("accepted", "это она; да, «берег»")
    assert project.findings.result.matches[1].footprint[0] == (1.0, 2.0)
    assert project.findings.shown == (0, 1)
    assert project.findings.filter == filtered
    assert worked.window.results.filters.words.text() == "piece rank<=2"
    rect = worked.window.map.view_rect
    assert abs(rect.center().x() - view.center().x()) < 1
    assert abs(rect.width() / view.width() - 1) < 0.02
    assert not worked.session.keeping.modified
    assert project.findings.made_with == made_with  # so it is known whether it is out of date
    save(worked, path)
    after = told(path)
    before.pop("view")
    after.pop("view")
    assert after == before


def test_paths_are_relative_so_that_a_folder_can_be_moved(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "Съёмка" / "p.ncproj"
    save(worked, path)
    said = json.loads(path.read_text("utf-8"))
    assert sorted(file["path"] for file in said["files"].values()) == [
        "other.png",
        "piece.png",
        "Бухта.tif",
    ]
    worked.session.keeping.new()
    moved = tmp_path / "elsewhere"
    shutil.move(path.parent, moved)
    worked.session.keeping.open(moved / "p.ncproj")
    worked.wait_idle()
    assert worked.session.project.scene is not None
    assert worked.session.project.scene.path == moved / "Бухта.tif"
    assert worked.session.project.heatmap is not None
    assert worked.session.project.heatmap.shown is not None
    assert not worked.window.messages.texts


def test_save_as_takes_the_results_along_and_leaves_the_former_project(
    worked: App, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.ncproj", tmp_path / "sub" / "b.ncproj"
    save(worked, first)
    reopen(worked, first)
    save(worked, second)
    shutil.rmtree(files_folder(first))
    reopen(worked, second)
    assert worked.session.project.heatmap is not None
    assert len(worked.session.project.heatmap.score_maps) == 2
    assert first.exists()


def test_results_that_are_gone_are_removed_from_the_disk(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    folder = files_folder(path)
    foreign = folder / "notes.txt"
    foreign.write_text("mine")
    (run,) = folder.glob("run-*.npz")
    scene = worked.session.project.scene_layer
    assert scene is not None
    worked.session.project.remove_results(scene)
    save(worked, path)
    assert not run.exists()
    assert foreign.read_text() == "mine"


def test_the_title_tells_the_project_and_whether_it_is_modified(
    worked: App, tmp_path: Path
) -> None:
    save(worked, tmp_path / "Залив.ncproj")
    assert worked.window.windowTitle().startswith("Залив[*]")
    assert not worked.window.isWindowModified()
    assert not worked.window.project_actions.save.isEnabled()
    worked.session.project.templates.rename(0, "other name")
    worked.qtbot.waitUntil(worked.window.isWindowModified)
    assert worked.window.project_actions.save.isEnabled()
    worked.window.edit_actions.undo.trigger()
    assert not worked.window.isWindowModified()


def test_what_was_done_while_it_was_saved_is_still_modified(worked: App, tmp_path: Path) -> None:
    keeping = worked.session.keeping
    with worked.qtbot.waitSignal(keeping.saving_ended):
        keeping.save(tmp_path / "a.ncproj")
        worked.session.project.templates.rename(0, "later")
    assert keeping.modified


def test_a_dropped_project_replaces_what_is_open(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    worked.session.keeping.new()
    assert worked.window.windowTitle() == "Neurocorrelator"
    assert drop_files(worked.window.start_page, [path])
    worked.wait_idle()
    assert worked.session.keeping.path == path
    assert path in worked.settings.recent_scenes


def test_closing_asks_and_saving_there_closes(
    worked: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ncproj"
    files = worked.window.project_actions.files
    worked.window.asks_before_closing = True
    assert not worked.window.close()
    assert files.question is not None
    files.question.stay.click()
    assert worked.window.isVisible()
    assert not worked.window.close()
    monkeypatch.setattr("nc_desktop.actions.project_files.ask_new_project", lambda *_: path)
    assert files.question is not None
    files.question.save.click()
    worked.qtbot.waitUntil(lambda: not worked.window.isVisible())
    assert path.exists()


def test_new_asks_and_forgets_when_told_so(worked: App) -> None:
    files = worked.window.project_actions.files
    worked.window.project_actions.new.trigger()
    assert files.question is not None
    files.question.discard.click()
    worked.wait_idle()
    assert worked.session.project.scene is None
    assert not len(worked.session.project.templates)
    assert not worked.session.history.can_undo


def test_opening_two_files_and_nothing_else_is_no_work(
    app: App, scene_file: Path, picture_file: Path
) -> None:
    app.open(scene_file, picture_file)
    assert app.session.keeping.modified
    assert not app.session.keeping.has_work


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda text: text[: len(text) // 2], "damaged"),
        (lambda text: "", "not_project"),
        (lambda text: "[1, 2]", "not_project"),
        (lambda text: '{"format": "other"}', "not_project"),
        (lambda text: text.replace(f'"version": {VERSION}', '"version": 99'), "newer"),
        (lambda text: text.replace(f'"version": {VERSION}', '"version": "x"'), "damaged"),
        (lambda text: text.replace('"gamma": 1.4', '"gamma": "bright"'), "damaged"),
        (lambda text: text.replace('"gamma": 1.4', '"gamma": -1'), "damaged"),
        (lambda text: text.replace("viridis", "rainbow"), "damaged"),
        (lambda text: text.replace('"colour": "#', '"color": "#'), "damaged"),
        (lambda text: text.replace('"picture": "p1"', '"picture": "p99"'), "damaged"),
        (lambda text: text.replace('"gsd_m": 0.25', '"gsd_m": -3'), "damaged"),
        (lambda text: text.replace('"order": [', '"order": [77, '), "damaged"),
    ],
)
def test_a_file_that_makes_no_sense_is_one_clear_line(
    worked: App, tmp_path: Path, spoil: Callable[[str], str], problem: str
) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    text = path.read_text("utf-8")
    spoiled = spoil(text)
    assert spoiled != text
    path.write_text(spoiled, "utf-8")
    with pytest.raises(ProjectFileError) as error:
        read_project(path)
    assert error.value.problem == problem
    former = worked.session.project.scene
    worked.session.keeping.open(path)
    worked.wait_idle()
    assert worked.session.project.scene is former  # what was open stays
    (said,) = [text for text in worked.window.messages.texts if "a.ncproj" in text]
    assert "\n" not in said


def test_a_newer_version_is_refused_by_name(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    said = json.loads(path.read_text("utf-8"))
    said |= {"version": VERSION + 1, "program": "9.1", "what else": []}
    path.write_text(json.dumps(said), "utf-8")
    worked.session.keeping.open(path)
    worked.wait_idle()
    assert any("newer version of the program (9.1)" in text for text in worked.texts)


def test_files_that_were_moved_are_found_again(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    worked.session.keeping.new()
    worked.wait_idle()
    shutil.move(tmp_path / "Съёмка", tmp_path / "архив")
    decoy = tmp_path / "архив" / "a"
    decoy.mkdir()
    PIL.Image.new("RGB", (9, 9)).save(decoy / "piece.png")
    worked.session.keeping.open(path)
    worked.wait_idle()
    dialog = worked.window.project_actions.files.missing
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.tree.topLevelItemCount() == 3
    assert not dialog.take_found.isEnabled()
    dialog.search_in(tmp_path / "архив")
    worked.qtbot.waitUntil(dialog.take_found.isEnabled)
    dialog.take_found.click()
    worked.wait_idle()
    project = worked.session.project
    assert project.scene is not None
    assert project.scene.path == tmp_path / "архив" / "Бухта.tif"
    assert project.templates.entries[0].template.path == tmp_path / "архив" / "piece.png"
    assert worked.session.keeping.modified
    assert not worked.window.messages.texts


def test_a_template_that_is_left_out_takes_its_matches_along(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    before, found = path.read_bytes(), len(worked.session.project.result.matches)
    worked.session.keeping.new()
    worked.wait_idle()
    picture = tmp_path / "Съёмка" / "piece.png"
    picture.rename(tmp_path / "away.png")
    worked.session.keeping.open(path)
    worked.wait_idle()
    dialog = worked.window.project_actions.files.missing
    assert dialog is not None
    dialog.leave_out.click()
    worked.wait_idle()
    project = worked.session.project
    names = [entry.template.name for entry in project.templates.entries]
    assert names == ["bay", "cut 1", "вырезка"]
    assert project.result is not None
    assert not project.result.matches
    keeping = worked.session.keeping
    assert keeping.path is None  # what it lacks would be lost under the same name
    assert any("was opened without 1 file." in text for text in worked.texts)
    save(worked, tmp_path / "b.ncproj")
    assert path.read_bytes() == before
    (tmp_path / "away.png").rename(picture)
    keeping.open(path)
    worked.wait_idle()
    assert project.templates.entries[0].template.name == "piece.png"
    assert len(project.result.matches) == found > 0


def test_another_file_of_the_same_name_is_noticed(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    worked.session.keeping.new()
    worked.wait_idle()
    picture = tmp_path / "Съёмка" / "piece.png"
    with PIL.Image.open(picture) as image:
        turned = image.rotate(180)
    stamp = picture.stat()
    turned.save(picture)
    os.utime(picture, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    worked.session.keeping.open(path)
    worked.wait_idle()
    (said,) = worked.window.messages.texts
    assert said.startswith("piece.png is another file")


def test_a_project_without_its_folder_opens_with_what_is_there(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    shutil.rmtree(files_folder(path))
    reopen(worked, path)
    assert worked.session.project.scene is not None
    assert worked.session.project.result is None
    assert any("left out" in text for text in worked.texts)
    assert worked.session.keeping.path is None  # saving over it would lose what was left out
    lock = ProjectLock.take(path)
    assert isinstance(lock, ProjectLock)  # nor is it kept from others
    lock.release()


def test_a_folder_that_takes_no_files_is_told(worked: App, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with worked.qtbot.waitSignal(worked.session.keeping.saving_ended) as ended:
        worked.session.keeping.save(folder / "a.ncproj")
    assert ended.args == [False]
    assert worked.session.keeping.modified


def test_a_save_that_fails_leaves_the_former_file(
    worked: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ncproj"
    save(worked, path)
    former = path.read_bytes()
    worked.session.project.templates.rename(0, "later")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with worked.qtbot.waitSignal(worked.session.keeping.saving_ended) as ended:
        worked.session.keeping.save()
    assert ended.args == [False]
    assert path.read_bytes() == former
    assert worked.session.keeping.modified
    assert any("is full" in text for text in worked.texts)
    assert not list(tmp_path.glob(".neurocorrelator-*"))


def test_two_programs_on_one_project(worked: App, tmp_path: Path) -> None:
    """The other program is a process of its own, as locks go with processes."""
    import subprocess
    import sys

    path = tmp_path / "a.ncproj"
    save(worked, path)
    worked.session.keeping.new()
    worked.wait_idle()
    code = (
        "import sys; from pathlib import Path; from nc_desktop.project_file.lock import ProjectLock"
        "; lock = ProjectLock.take(Path(sys.argv[1])); print('held', flush=True)"
        "; sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "held\n"
    worked.session.keeping.open(path)
    worked.wait_idle()
    (said,) = worked.window.messages.messages
    assert f"process {other.pid}" in said.text
    assert worked.session.project.scene is None
    assert said.do is not None
    said.do()  # a copy, to be saved under another name
    worked.wait_idle()
    assert worked.session.project.scene is not None
    assert worked.session.keeping.path is None
    with worked.qtbot.waitSignal(worked.session.keeping.saving_ended) as ended:
        worked.session.keeping.save(path)
    assert ended.args == [False]
    other.kill()
    other.wait()
    save(worked, path)
    other.stdin.close()
    other.stdout.close()


def test_a_project_of_the_model_survives_without_a_window(worked: App, tmp_path: Path) -> None:
    path = tmp_path / "x" / "a.ncproj"
    write_project(KeptProject.of(worked.session.project), path, Fingerprints())
    read = read_project(path)
    assert read.project is not None
    kinds = (SceneLayer, AreaLayer, HeatmapLayer, MatchesLayer)
    counts = [len(worked.session.project.layers.of_kind(kind)) for kind in kinds]
    runs = read.project.runs
    assert counts == [len(read.project.scenes), len(read.project.areas), len(runs), len(runs)]
    for scene in read.project.scenes:
        assert isinstance(scene.raster, nc.Raster)
        scene.raster.close()
