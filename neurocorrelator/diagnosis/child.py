"""Questions to a process of their own: a library that crashes or hangs must not end the asker."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ASK = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]);"
    " from neurocorrelator.diagnosis.probes import main; main(sys.argv[1])"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a probe told: its values, or in one line why there are none."""

    values: Mapping[str, Any]
    error: str = ""


def ask(probe: str, timeout_s: float) -> Answer:
    """Run a function of `probes` in a new Python.

    Args:
        probe: its name.
        timeout_s: after this many seconds it is ended, and that is the answer.
    """
    command = [sys.executable, "-c", _ASK, probe, json.dumps(sys.path)]
    try:
        done = subprocess.run(  # noqa: S603 (our own Python and text)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout_s,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return Answer({}, f"gives no answer within {timeout_s:.0f} s")
    except OSError as error:
        return Answer({}, f"cannot be asked, Python does not start ({error})")
    for line in reversed(done.stdout.decode("utf-8", "replace").splitlines()):
        try:
            values = json.loads(line)
        except ValueError:
            continue
        if isinstance(values, dict):  # the libraries may print as well
            return Answer(values, str(values.pop("error", "")))
    return Answer({}, _crash(done.returncode, done.stderr.decode("utf-8", "replace")))


def _crash(code: int, stderr: str) -> str:
    lines = [line for line in stderr.splitlines() if line.strip()]
    return f"crashes (exit code {code}){': ' + lines[-1].strip() if lines else ''}"
