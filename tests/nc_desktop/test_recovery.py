"""Unsaved work survives a program that ends without its own way out."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nc_desktop.project_file.lock import ProjectLock, lock_file
from nc_desktop.project_file.recovery import Recovery, find_recoveries
from tests.nc_desktop.driving import App
from tests.nc_desktop.made_results import made_match, show_matches


@pytest.fixture
def worked(app: App, scene_file: Path, picture_file: Path, tmp_path: Path) -> App:
    app.session.keeping.recovery_folder = tmp_path / "recovery"
    show_matches(app, [scene_file, picture_file], [made_match("piece.png", 1, 2.0, (90.0, 80.0))])
    app.session.history.settle()
    return app


def autosave(app: App) -> None:
    app.session.keeping.autosave()
    app.wait_idle()


def crash(app: App, folder: Path) -> None:
    """Leave on the disk what a killed program would: its lock is gone, its files are there."""
    (own,) = (app.session.keeping.recovery_folder).iterdir()
    shutil.copytree(own, folder / own.name, ignore=shutil.ignore_patterns("lock"))


def test_unsaved_work_is_kept_and_restored(worked: App, tmp_path: Path) -> None:
    keeping, project = worked.session.keeping, worked.session.project
    project.templates.rename(0, "бухта")
    assert project.findings is not None
    project.findings.judge([0], decision="accepted")
    autosave(worked)
    left = tmp_path / "left"
    crash(worked, left)
    keeping.new()
    worked.wait_idle()
    assert not list(keeping.recovery_folder.iterdir())  # given up by the user
    keeping.recovery_folder = left
    keeping.start_autosave()
    worked.wait_idle()
    (offer,) = worked.window.messages.messages
    assert "unsaved project" in offer.text
    assert offer.do is not None
    offer.do()
    worked.wait_idle()
    assert project.templates.entries[0].template.name == "бухта"
    assert project.findings is not None
    assert project.findings.result.matches[0].decision == "accepted"
    assert project.heatmap is not None
    assert project.heatmap.shown is not None
    assert keeping.path is None
    assert keeping.modified
    (anew,) = left.iterdir()  # kept anew, the former one is gone
    assert json.loads((anew / "recovery.ncproj").read_bytes())["templates"]


def test_changes_of_a_saved_project_are_restored_over_it(worked: App, tmp_path: Path) -> None:
    keeping, project = worked.session.keeping, worked.session.project
    path = tmp_path / "a.ncproj"
    with worked.qtbot.waitSignal(keeping.saving_ended):
        keeping.save(path)
    worked.wait_idle()
    saved = path.read_bytes()
    project.templates.rename(0, "later")
    worked.session.history.settle()
    autosave(worked)
    assert path.read_bytes() == saved
    left = tmp_path / "left"
    crash(worked, left)
    keeping.new()
    worked.wait_idle()
    keeping.recovery_folder = left
    keeping.start_autosave()
    worked.wait_idle()
    (offer,) = worked.window.messages.messages
    assert "a.ncproj" in offer.text
    assert offer.do is not None
    offer.do()
    worked.wait_idle()
    assert keeping.path == path
    assert keeping.modified
    assert project.templates.entries[0].template.name == "later"
    with worked.qtbot.waitSignal(keeping.saving_ended):
        keeping.save()
    assert json.loads(path.read_bytes())["templates"][0]["template"]["name"] == "later"


def test_what_is_discarded_is_not_offered_again(worked: App, tmp_path: Path) -> None:
    autosave(worked)
    left = tmp_path / "left"
    crash(worked, left)
    (recovery,) = find_recoveries(left)
    assert isinstance(recovery, Recovery)
    assert not find_recoveries(left)  # it is held by whoever found it
    recovery.release()
    (recovery,) = find_recoveries(left)
    recovery.discard()
    assert not list(left.iterdir())


def test_a_running_program_is_no_crash(worked: App) -> None:
    autosave(worked)
    assert not find_recoveries(worked.session.keeping.recovery_folder)


def test_nothing_is_kept_of_what_is_saved(worked: App, tmp_path: Path) -> None:
    keeping = worked.session.keeping
    autosave(worked)
    assert list(keeping.recovery_folder.iterdir())
    with worked.qtbot.waitSignal(keeping.saving_ended):
        keeping.save(tmp_path / "a.ncproj")
    worked.wait_idle()
    assert not list(keeping.recovery_folder.iterdir())
    autosave(worked)
    assert not list(keeping.recovery_folder.iterdir())


def test_a_damaged_state_is_told_and_kept(worked: App, tmp_path: Path) -> None:
    autosave(worked)
    left = tmp_path / "left"
    crash(worked, left)
    (folder,) = left.iterdir()
    file = folder / "recovery.ncproj"
    file.write_bytes(file.read_bytes()[:-900] + b"}")
    assert not find_recoveries(left)  # nothing can be restored of it


def test_a_full_disk_is_told_once_and_nothing_is_lost(
    worked: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping, project = worked.session.keeping, worked.session.project
    autosave(worked)
    (folder,) = keeping.recovery_folder.iterdir()
    former = (folder / "recovery.ncproj").read_bytes()
    sync: Callable[[int], None] = os.fsync

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for name in ("one", "two", "three"):
        project.templates.rename(0, name)
        worked.session.history.settle()
        autosave(worked)
    assert [text for text in worked.texts if "for recovery" in text] == [worked.texts[0]]
    assert (folder / "recovery.ncproj").read_bytes() == former
    monkeypatch.setattr(os, "fsync", sync)
    autosave(worked)
    kept = json.loads((folder / "recovery.ncproj").read_bytes())
    assert kept["templates"][0]["template"]["name"] == "three"
    assert sorted(path.suffix for path in folder.iterdir()) == ["", "", ".ncproj"]


def test_a_program_that_is_told_to_end_keeps_its_work(worked: App, tmp_path: Path) -> None:
    folder = worked.session.keeping.recovery_folder
    worked.window.asks_before_closing = True
    worked.window.close_for_good()
    assert not worked.window.isVisible()
    (left,) = folder.iterdir()
    assert (left / "recovery.ncproj").is_file()


def test_a_lock_that_was_left_keeps_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "a.ncproj"
    lock_file(path).write_text("not json")
    lock = ProjectLock.take(path)
    assert isinstance(lock, ProjectLock)
    again = ProjectLock.take(path)
    assert not isinstance(again, ProjectLock)
    assert again.process == os.getpid()
    lock.release()
    assert not lock_file(path).exists()


def test_a_lock_on_a_full_disk_is_taken_and_released(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, former[1]))  # no file takes a byte now
    try:
        lock = ProjectLock.take(tmp_path / "a.ncproj")
        assert isinstance(lock, ProjectLock)
        lock.release()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
    assert not lock_file(tmp_path / "a.ncproj").exists()
