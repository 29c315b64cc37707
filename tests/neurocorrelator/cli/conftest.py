"""Runs the command line: in this process for speed, as a program for what only that shows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from neurocorrelator.cli.app import app


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The object on the last line of stdout."""

        def never(text: str) -> None:
            raise AssertionError(f"{text} is not JSON")

        loaded: dict[str, Any] = json.loads(self.out.splitlines()[-1], parse_constant=never)
        return loaded

    @property
    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("error: ")]


Cli = Callable[..., Done]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    def run(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as caught:
            app([str(a) for a in arguments], prog_name="neurocorrelator")
        captured = capsys.readouterr()
        code = caught.value.code
        return Done(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


@pytest.fixture
def program() -> Cli:
    def run(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
        command = [sys.executable, "-m", "neurocorrelator", *(str(a) for a in arguments)]
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=180, cwd=cwd, env=env
        )
        text = [stream.decode("utf-8") for stream in (done.stdout, done.stderr)]
        return Done(done.returncode, *text)

    return run
