"""Progress of a run that has several stages of different cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from neurocorrelator.progress import CancelToken, Progress, ProgressCallback, Stage


class Work:
    """Turns stages into one fraction, checks for cancelling, and keeps the time of each stage.

    Attributes:
        seconds: time spent in each stage so far.
    """

    def __init__(self, progress: ProgressCallback | None, cancel: CancelToken | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._cancel = cancel
        self._costs: dict[str, list[float]] = {}
        self._total = 0.0
        self._done = 0.0
        self._weight = 1.0
        self._last: Progress | None = None

    def expect(self, costs: Mapping[str, float]) -> None:
        """Announce stages and their costs, in any unit; those of one name are used in order."""
        for stage, cost in costs.items():
            self._costs.setdefault(stage, []).append(self._weight * cost)
            self._total += self._weight * cost

    def reserve(self, cost: float) -> None:
        """Announce work that may turn out needless, until `release`."""
        self._total += self._weight * cost

    def release(self, cost: float) -> None:
        """What was reserved is announced in stages now, or not done."""
        self._total -= self._weight * cost

    def weigh(self, weight: float) -> None:
        """Let what is announced from now on move the fraction by so much of its cost."""
        self._weight = weight

    def finish(self) -> None:
        """Say that nothing more will come, whatever was reserved: the last stage ends at 1."""
        if self._progress is not None and self._last is not None:
            self._progress(replace(self._last, fraction=1.0))

    def divide(self, stages: Sequence[Stage], parts: int) -> None:
        """Say that the next announced stage of each name comes in equal parts."""
        for stage in stages:
            whole = self._costs[stage].pop(0)
            self._costs[stage][:0] = [whole / parts] * parts

    def skip(self, stages: Sequence[Stage]) -> None:
        """Say that the next announced stage of each name will not come."""
        for stage in stages:
            self._total -= self._costs[stage].pop(0)

    def check(self) -> None:
        """Stop here if the job was cancelled; costs next to nothing.

        Raises:
            CancelledError: it was.
        """
        if self._cancel is not None:
            self._cancel.raise_if_cancelled()

    @contextmanager
    def stage(self, name: Stage, total: int) -> Iterator[Callable[[int], None]]:
        """One stage of `total` steps; yields the function to call with the number of steps done.

        That function raises CancelledError when the job was cancelled.
        """
        waiting = self._costs.get(name) or [0.0]
        cost = waiting.pop(0)
        started = time.perf_counter()
        self._report(name, 0, total, 0.0)

        def each(done: int) -> None:
            self._report(name, done, total, cost * done / max(total, 1))

        yield each
        self._done += cost
        spent = time.perf_counter() - started
        self.seconds[name] = self.seconds.get(name, 0.0) + spent

    def _report(self, name: Stage, done: int, total: int, part: float) -> None:
        self.check()
        if self._progress is not None:
            fraction = (self._done + part) / self._total if self._total else 0.0
            # work that comes out larger than what was reserved for it must not turn it back
            least = self._last.fraction if self._last is not None else 0.0
            self._last = Progress(name, done, total, max(least, min(fraction, 1.0)))
            self._progress(self._last)
