"""Packages that do not go together, as their metadata in a folder tells."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import pytest

from neurocorrelator.diagnosis.child import Answer
from neurocorrelator.diagnosis.software import check_versions, judge_opencv


@pytest.fixture
def install(tmp_path: Path, monkeypatch):
    """Make a package look installed, in front of all others."""

    def put(name: str, version: str) -> None:
        folder = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
        )
        if str(tmp_path) not in sys.path:
            monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    return put


def test_what_is_installed_here_goes_together() -> None:
    found = check_versions()
    assert found.problems == ()
    told = {fact.name: fact.value for fact in found.facts}
    assert told["numpy"] == importlib.metadata.version("numpy")
    assert told["torch"] == importlib.metadata.version("torch")


def test_a_version_that_is_excluded(install) -> None:
    install("PySide6-Essentials", "6.9.1")  # breaks pyqtgraph
    (problem,) = check_versions().problems
    assert "6.9.1 is installed" in problem.what
    assert problem.fix.lower().startswith('uv pip install "pyside6-essentials')


def test_two_wheels_of_opencv(install) -> None:
    fine = Answer({"version": "5.0.0", "own_qt": False})
    assert judge_opencv(fine).problems == ()
    install("opencv-python", "4.13.0.90")
    (problem,) = judge_opencv(fine).problems
    assert "opencv-python and opencv-python-headless" in problem.what
    assert problem.fix == (
        "uv pip uninstall opencv-python opencv-python-headless,"
        " then uv pip install --reinstall opencv-python-headless"
    )


def test_a_second_qt() -> None:
    (problem,) = judge_opencv(Answer({"version": "5.0.0", "own_qt": True})).problems
    assert "a Qt of its own" in problem.what


def test_plug_ins_of_another_qt(monkeypatch) -> None:
    monkeypatch.setenv("QT_PLUGIN_PATH", "/opt/gis/qt/plugins")
    (problem,) = judge_opencv(Answer({"version": "5.0.0", "own_qt": False})).problems
    assert not problem.hinders
    assert "/opt/gis/qt/plugins" in problem.what
