"""A long command: progress on stderr, and Ctrl-C that stops cleanly."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from neurocorrelator.progress import CancelToken, Progress

_SPARSE_SECONDS = 15.0  # between lines where stderr is not a terminal

_STAGE_TEXT = {
    "templates": "features of the templates",
    "statistics": "features of the scene",
    "likelihoods": "comparing",
    "scores": "scoring",
    "candidates": "finding matches",
    "verification": "verifying",
    "write": "writing",
}


class _Display(Protocol):
    def show(self, text: str, fraction: float) -> None: ...


class Job:
    """One running command: hand `progress` and `cancel` to the library.

    Attributes:
        part: what of several things is worked on, shown before the stage: `scene 3 of 12`.
    """

    def __init__(self, display: _Display) -> None:
        self.cancel = CancelToken()
        self.part = ""
        self._display = display

    def progress(self, progress: Progress) -> None:
        """Show how far the work is."""
        stage = _STAGE_TEXT[progress.stage]
        self._display.show(f"{self.part}: {stage}" if self.part else stage, progress.fraction)


@contextmanager
def running_job() -> Iterator[Job]:
    """Show progress, and turn the first Ctrl-C (or SIGTERM) into a clean stop.

    A second Ctrl-C ends the program at once; even then no half-written file is left. Answers are
    printed after the job: while a bar is drawn, rich sends stdout where the bar is.
    """
    console = Console(stderr=True)
    with ExitStack() as stack:
        display: _Display
        if console.is_terminal:
            bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TimeRemainingColumn(),
                console=console,
                transient=True,
            )
            display = _TerminalDisplay(stack.enter_context(bar))
        else:
            display = _SparseDisplay()
        job = Job(display)
        stack.enter_context(cancelling_signals(job.cancel))
        yield job


@contextmanager
def cancelling_signals(cancel: CancelToken) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM sets the token, a second Ctrl-C ends the program at once."""
    names = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Ctrl-Break on Windows
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]

    def stop(number: int, frame: FrameType | None) -> None:
        if cancel.cancelled and number != signal.SIGTERM:
            raise KeyboardInterrupt
        cancel.cancel()

    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _TerminalDisplay:
    """A bar that is drawn in place."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("starting", total=1.0)

    def show(self, text: str, fraction: float) -> None:
        self._bar.update(self._task, description=text, completed=fraction)


class _SparseDisplay:
    """A line now and then, for logs: nothing for short commands."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def show(self, text: str, fraction: float) -> None:
        now = time.monotonic()
        if now - self._last < _SPARSE_SECONDS:
            return
        self._last = now
        print(f"{fraction:.0%} {text}", file=sys.stderr, flush=True)  # noqa: T201
