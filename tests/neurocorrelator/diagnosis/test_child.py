"""Libraries that fail, crash or hang while they load: the asker goes on."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

import neurocorrelator as nc
from neurocorrelator.diagnosis.child import ask
from neurocorrelator.diagnosis.software import judge_opencv


@pytest.fixture
def replace(tmp_path: Path, monkeypatch):
    """Put a module of that name before the real one: for processes that are asked."""

    def put(name: str, code: str) -> None:
        folder = tmp_path / "modules"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
        monkeypatch.setattr(sys, "path", [str(folder), *sys.path])

    return put


def test_a_library_that_answers() -> None:
    import cv2

    answer = ask("opencv", 60)
    assert (answer.error, answer.values["version"]) == ("", cv2.__version__)
    assert judge_opencv(answer).problems == ()


def test_a_library_that_fails(replace) -> None:
    replace("cv2", "raise ImportError('libGL.so.1:\\nсломано')")
    answer = ask("opencv", 60)
    assert answer.error == "ImportError: libGL.so.1: сломано"
    (problem,) = judge_opencv(answer).problems
    assert problem.hinders
    assert "libGL.so.1" in problem.what


def test_a_library_that_crashes(replace) -> None:
    replace("cv2", "import os, sys; print('last words', file=sys.stderr, flush=True); os.abort()")
    answer = ask("opencv", 60)
    assert answer.error.startswith("crashes (exit code")
    assert answer.error.endswith("last words")


def test_a_library_that_hangs(replace) -> None:
    replace("cv2", "import time; time.sleep(60)")
    assert ask("opencv", 3).error == "gives no answer within 3 s"


def test_a_library_that_talks(replace) -> None:
    replace("cv2", "print('[1, 2]'); print('{broken'); __version__ = '4.0'")
    answer = ask("opencv", 60)
    assert (answer.error, answer.values["version"]) == ("", "4.0")


def test_packages_are_tried_one_by_one(replace) -> None:
    replace("yaml", "raise OSError('damaged')")
    answer = ask("packages", 60)
    assert answer.values["failed"] == {"yaml": "OSError: damaged"}


def test_a_cancel_ends_a_library_that_hangs(replace) -> None:
    replace("cv2", "import time; time.sleep(3600)")
    cancel = nc.CancelToken()
    threading.Timer(0.5, cancel.cancel).start()
    with pytest.raises(nc.CancelledError):
        ask("opencv", 3000, cancel)


def test_more_words_than_a_pipe_holds_arrive_while_a_cancel_is_watched(replace) -> None:
    replace("cv2", "print('x' * 300_000); __version__ = '4.0'")
    assert ask("opencv", 60, nc.CancelToken()).values["version"] == "4.0"
