"""When all matches of a queue will be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spent:
    """What a match that is done took.

    Attributes:
        work: how much it had to do, in any unit.
        seconds: how long it took.
    """

    work: float
    seconds: float


def remaining_s(
    current: Spent | None, left_s: float | None, done: Sequence[Spent], waiting: Sequence[float]
) -> float | None:
    """Seconds until all are done; None before it can be told.

    Args:
        current: work of the match that runs, and how long it ran so far; None if none does.
        left_s: seconds that this one still needs; None if that is not known.
        done: matches that are done.
        waiting: work of those that wait.
    """
    known = list(done)
    if current is not None and left_s is not None:
        known.append(Spent(current.work, current.seconds + left_s))
    work = sum(each.work for each in known)
    if work <= 0:
        return None
    pace = sum(each.seconds for each in known) / work
    left = pace * sum(waiting)
    if current is not None:
        left += max(0.0, pace * current.work - current.seconds) if left_s is None else left_s
    return left
