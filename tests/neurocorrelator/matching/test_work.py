"""Progress is one fraction that never goes back, also where work turns out needless."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import neurocorrelator as nc
from neurocorrelator.matching.work import Work

COSTS = st.lists(st.floats(0.1, 1e9), min_size=1, max_size=4)


def _do(work: Work, steps: int = 3) -> None:
    with work.stage("scores", steps) as each:
        for done in range(1, steps + 1):
            each(done)


@given(first=COSTS, second=COSTS, needed=st.integers(0, 4))
def test_reserved_work_may_come_in_part_or_not_at_all(
    first: list[float], second: list[float], needed: int
) -> None:
    seen: list[float] = []
    work = Work(lambda step: seen.append(step.fraction), None)
    for cost in first:
        work.expect({"scores": cost})
    work.reserve(sum(second))
    for _ in first:
        _do(work)
    work.release(sum(second))
    for cost in second[:needed]:
        work.expect({"scores": cost})
    for _ in second[:needed]:
        _do(work)
    work.finish()
    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(seen))
    assert all(0 <= fraction <= 1 for fraction in seen)
    assert seen[-1] == 1


def test_what_is_reserved_counts_until_it_is_released() -> None:
    seen: list[float] = []
    work = Work(lambda step: seen.append(step.fraction), None)
    work.expect({"scores": 1.0})
    work.reserve(3.0)
    _do(work)
    assert seen[-1] == pytest.approx(0.25)
    work.release(3.0)
    work.expect({"scores": 1.0})
    _do(work)
    assert seen[-1] == pytest.approx(1.0)


def test_a_cancelled_job_stops_at_the_next_step() -> None:
    token = nc.CancelToken()
    work = Work(None, token)
    work.expect({"scores": 1.0})
    with pytest.raises(nc.CancelledError), work.stage("scores", 2) as each:
        each(1)
        token.cancel()
        each(2)


def test_what_is_weighed_takes_its_share_of_the_progress() -> None:
    told: list[nc.Progress] = []
    work = Work(told.append, None)
    work.expect({"scores": 10.0})
    work.reserve(10.0)
    with work.stage("scores", 1) as each:
        each(1)
    assert told[-1].fraction == pytest.approx(0.5)
    work.release(10.0)
    work.weigh(0.1)
    work.expect({"scores": 100.0})
    with work.stage("scores", 4) as each:
        each(2)
        assert told[-1].fraction == pytest.approx(0.75)
        each(4)
    assert told[-1].fraction == pytest.approx(1.0)


def test_more_work_than_was_reserved_does_not_turn_it_back() -> None:
    told: list[nc.Progress] = []
    work = Work(told.append, None)
    work.expect({"scores": 10.0})
    with work.stage("scores", 2) as each:
        each(1)
        work.expect({"candidates": 90.0})
        each(2)
    fractions = [one.fraction for one in told]
    assert fractions == sorted(fractions)
