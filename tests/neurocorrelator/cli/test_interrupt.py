"""Ctrl-C and SIGTERM stop a running match cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

pty = pytest.importorskip("pty", reason="a terminal of Unix")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_no_file(number, small_scene) -> None:
    picture = small_scene.cut(40, 40, 240)
    out = small_scene.folder / "ответ"
    command = [sys.executable, "-m", "neurocorrelator", "match", small_scene.path, picture]
    # hundreds of variants take minutes, so the signal comes while it computes
    command += ["--rotations", "0:359:1", "--out", out]
    terminal, stderr = pty.openpty()  # on a terminal the bar tells what is going on
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr) as process:
        os.close(stderr)
        seen = b""
        deadline = time.monotonic() + 120
        while b"templates" not in seen and b"features" not in seen:
            assert time.monotonic() < deadline
            seen += os.read(terminal, 4096)
        time.sleep(0.5)
        process.send_signal(number)
        sent = time.monotonic()
        while True:  # a terminal that nobody reads blocks its writer
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        assert process.stdout is not None
        assert process.stdout.read() == b""
        code = process.wait(timeout=60)
    os.close(terminal)
    assert code == 130
    assert time.monotonic() - sent < 30
    assert b"Traceback" not in seen
    assert b"interrupted; nothing was written" in seen
    assert sorted(p.name for p in small_scene.folder.iterdir()) == ["crop.png", "ортофото.tif"]
