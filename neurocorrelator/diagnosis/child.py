"""Questions to a process of their own: a library that crashes or hangs must not end the asker."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neurocorrelator.progress import CancelToken

_PATIENCE_S = 0.1  # a cancel waits no longer than that

_ASK = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]);"
    " from neurocorrelator.diagnosis.probes import main; main(sys.argv[1])"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a probe told: its values, or in one line why there are none."""

    values: Mapping[str, Any]
    error: str = ""


def ask(probe: str, timeout_s: float, cancel: CancelToken | None = None) -> Answer:
    """Run a function of `probes` in a new Python.

    Args:
        probe: its name.
        timeout_s: after this many seconds it is ended, and that is the answer.
        cancel: ends it as well.

    Raises:
        CancelledError: `cancel` was set.
    """
    command = [sys.executable, "-c", _ASK, probe, json.dumps(sys.path)]
    try:
        process = subprocess.Popen(  # noqa: S603 (our own Python and text)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        return Answer({}, f"cannot be asked, Python does not start ({error})")
    with process:
        try:
            said = _listen(process, timeout_s, cancel)
        finally:
            process.kill()  # nothing happens to one that has ended
    if said is None:
        return Answer({}, f"gives no answer within {timeout_s:.0f} s")
    stdout, stderr = said
    for line in reversed(stdout.decode("utf-8", "replace").splitlines()):
        try:
            values = json.loads(line)
        except ValueError:
            continue
        if isinstance(values, dict):  # the libraries may print as well
            return Answer(values, str(values.pop("error", "")))
    return Answer({}, _crash(process.returncode, stderr.decode("utf-8", "replace")))


def _listen(
    process: subprocess.Popen[bytes], timeout_s: float, cancel: CancelToken | None
) -> tuple[bytes, bytes] | None:
    """What it wrote to stdout and stderr until it ended; None if it did not end in time."""
    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        if cancel is not None:
            cancel.raise_if_cancelled()
        try:
            return process.communicate(timeout=_PATIENCE_S if cancel is not None else timeout_s)
        except subprocess.TimeoutExpired:  # nothing that was written is lost
            continue
    return None


def _crash(code: int, stderr: str) -> str:
    lines = [line for line in stderr.splitlines() if line.strip()]
    return f"crashes (exit code {code}){': ' + lines[-1].strip() if lines else ''}"
