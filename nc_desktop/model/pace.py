"""How fast a job is, and when it will be done."""

from __future__ import annotations

from collections import deque

import neurocorrelator as nc

_FIRST_S = 3.0  # before that, an estimate would jump
_FIRST_FRACTION = 0.02
_WINDOW_S = 10.0  # the speed is that of at least this time, and of at least
_WINDOW_SHARE = 0.3  # this share of the time since the start
_STEADY = 0.8  # of the former estimate of the end, at each second


class Pace:
    """Follows the reports of one job.

    Args:
        now: seconds of a monotonic clock when it began; likewise in all methods.
    """

    def __init__(self, now: float) -> None:
        self._began = now
        self._fractions: deque[tuple[float, float]] = deque([(now, 0.0)])
        self._units: deque[tuple[float, int]] = deque()
        self._stage: tuple[str, int] | None = None
        self._rates: dict[str, float] = {}  # by stage: a wide search comes back to each many times
        self._end: float | None = None
        self._estimated = now

    def note(self, progress: nc.Progress, now: float) -> None:
        """Take a report."""
        last = self._fractions[-1][1]
        if progress.fraction < last:  # nothing sure was found: a wider search follows
            self._fractions.clear()
            self._end = None
        self._fractions.append((now, progress.fraction))
        window = max(_WINDOW_S, _WINDOW_SHARE * (now - self._began))
        _forget(self._fractions, now - window)
        stage = (progress.stage, progress.total)
        if stage != self._stage or (self._units and progress.done < self._units[-1][1]):
            self._stage = stage
            self._units.clear()
        self._units.append((now, progress.done))
        _forget(self._units, now - _WINDOW_S)
        rate = self._measured()
        if rate is not None:
            self._rates[progress.stage] = rate
        self._estimate(now)

    def elapsed_s(self, now: float) -> float:
        """Time since the beginning."""
        return now - self._began

    def remaining_s(self, now: float) -> float | None:
        """Time that is left; None before it can be told."""
        if self._end is None:
            return None
        return max(0.0, self._end - now)

    @property
    def units_per_s(self) -> float | None:
        """Units of the stage that runs, such as tiles, in a second; None before it can be told.

        Where a stage comes again, that of its last time until there is another.
        """
        return self._rates.get(self._stage[0]) if self._stage is not None else None

    def _measured(self) -> float | None:
        if len(self._units) < 2:
            return None
        (first, done_first), (last, done_last) = self._units[0], self._units[-1]
        if last - first < 1.0 or done_last <= done_first:
            return None
        return (done_last - done_first) / (last - first)

    def _estimate(self, now: float) -> None:
        (first, was), (last, done) = self._fractions[0], self._fractions[-1]
        if last - first < _FIRST_S and self._end is None:
            return
        if now - self._began < _FIRST_S or done < _FIRST_FRACTION or done <= was:
            return
        end = last + (1.0 - done) * (last - first) / (done - was)
        if self._end is None:
            self._end = end
        else:
            keep = _STEADY ** (now - self._estimated)
            self._end = keep * self._end + (1.0 - keep) * end
        self._estimated = now


def _forget(samples: deque[tuple[float, float]] | deque[tuple[float, int]], before: float) -> None:
    """Drop what is older, but keep one sample from before."""
    while len(samples) > 2 and samples[1][0] <= before:
        samples.popleft()
