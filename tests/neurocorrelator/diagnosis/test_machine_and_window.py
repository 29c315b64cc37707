"""Memory, folders and system libraries."""

from __future__ import annotations

import os
import sys

import pytest

from neurocorrelator.diagnosis.child import Answer, ask
from neurocorrelator.diagnosis.machine import check_folders, free_memory
from neurocorrelator.diagnosis.values import Diagnosis
from neurocorrelator.diagnosis.window import judge_qt, missing_libraries


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_free_memory_is_less_than_there_is() -> None:
    free = free_memory()
    assert free is not None
    assert 0 < free < os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def test_folders_that_take_no_file(tmp_path, monkeypatch) -> None:
    blocker = tmp_path / "занято"
    blocker.write_text("a file")
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: blocker / "settings")
    (problem,) = check_folders().problems
    assert str(blocker) in problem.what
    assert problem.hinders


def test_qt_starts_here() -> None:
    found = judge_qt(ask("qt", 60), [], screen=True)
    assert found.problems == ()
    assert any(fact.name == "Qt" and "starts" in fact.value for fact in found.facts)


def test_missing_libraries_are_named_with_the_packages_that_hold_them() -> None:
    def mend(screen: bool, error: str = "") -> Diagnosis:
        values = {} if error else {"qt": "6.10.3"}
        missing = ["libxcb-cursor.so.0", "libEGL.so.1"]
        return judge_qt(Answer(values, error), missing, screen=screen)

    for found in (mend(True), mend(True, "ImportError: libEGL.so.1")):
        (problem,) = found.problems
        assert problem.fix == "sudo apt-get install libegl1 libxcb-cursor0"
        assert problem.hinders
    assert mend(False).fit


def test_libraries_that_are_missing_are_not_in_any_folder() -> None:
    for name in missing_libraries():
        assert ".so" in name
        assert " " not in name
