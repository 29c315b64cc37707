"""On a terminal: Ctrl-C and SIGTERM stop a running match cleanly, and the bar keeps to stderr."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.neurocorrelator.plain import PLAIN_FLAGS

pty = pytest.importorskip("pty", reason="a terminal of Unix")


@dataclass
class OnTerminal:
    """A program whose stderr is a terminal and whose stdout is a pipe."""

    process: subprocess.Popen[bytes]
    terminal: int
    seen: bytes = b""
    deadline: float = field(default_factory=lambda: time.monotonic() + 150)

    def read(self) -> bool:
        """Read on; False at the end. A terminal that nobody reads blocks its writer."""
        wait = max(0.0, self.deadline - time.monotonic())
        ready, _, _ = select.select([self.terminal], [], [], wait)
        assert ready, f"nothing more was said after {self.seen[-200:]!r}"
        try:
            piece = os.read(self.terminal, 4096)
        except OSError:  # Linux says so that the other side is closed
            return False
        self.seen += piece
        return bool(piece)

    def finish(self) -> tuple[int, bytes]:
        while self.read():
            pass
        assert self.process.stdout is not None
        out = self.process.stdout.read()
        return self.process.wait(timeout=60), out


@contextmanager
def on_terminal(*arguments: object) -> Iterator[OnTerminal]:
    command = [sys.executable, "-m", "neurocorrelator", *(str(a) for a in arguments)]
    terminal, stderr = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr) as process:
        os.close(stderr)
        try:
            yield OnTerminal(process, terminal)
        finally:
            process.kill()
            os.close(terminal)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_no_file(number, small_scene) -> None:
    picture = small_scene.cut(40, 40, 240)
    out = small_scene.folder / "ответ"
    # hundreds of variants take minutes, so the signal comes while it computes
    arguments = ("match", small_scene.path, picture, "--rotations", "0:359:1", "--out", out)
    with on_terminal(*arguments) as running:
        while b"features of the templates" not in running.seen:
            assert running.read()
        running.process.send_signal(number)
        sent = time.monotonic()
        code, answer = running.finish()
    assert (code, answer) == (130, b"")
    assert time.monotonic() - sent < 30
    assert b"Traceback" not in running.seen
    assert b"interrupted; nothing was written" in running.seen
    assert sorted(p.name for p in small_scene.folder.iterdir()) == ["crop.png", "ортофото.tif"]


def test_the_bar_is_on_stderr_and_the_answer_alone_on_stdout(small_scene) -> None:
    picture = small_scene.cut(120, 80, 64)
    out = small_scene.folder / "out"
    arguments = ("match", small_scene.path, picture, *PLAIN_FLAGS, "--json", "--out", out)
    with on_terminal(*arguments) as running:
        code, answer = running.finish()
    assert code == 0
    assert answer.count(b"\n") == 1
    assert json.loads(answer)["matches"]
    assert "━".encode() in running.seen
    assert b"warning: heading unknown" in running.seen


@pytest.mark.parametrize("after_s", [0.1, 0.3, 0.6])
def test_an_interrupt_while_it_loads(after_s) -> None:
    marker = "import sys; sys.stderr.write('here\\n'); sys.stderr.flush();"
    code = marker + "from neurocorrelator.cli.entry import main; sys.argv[1:] = ['demo']; main()"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"here\n"
        time.sleep(after_s)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == b"interrupted; nothing was written\n"
