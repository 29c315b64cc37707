"""What is told of the speed of a job, and of the time that is left."""

from __future__ import annotations

import pytest

import neurocorrelator as nc
from nc_desktop.model.pace import Pace
from nc_desktop.panels.durations import clock


def _tiles(done: int, total: int, fraction: float) -> nc.Progress:
    return nc.Progress("likelihoods", done, total, fraction)


def test_nothing_is_told_in_the_first_seconds() -> None:
    pace = Pace(100.0)
    pace.note(_tiles(1, 100, 0.01), 101.0)
    pace.note(_tiles(2, 100, 0.02), 102.0)
    assert pace.remaining_s(102.0) is None
    pace.note(_tiles(4, 100, 0.04), 104.0)
    assert pace.remaining_s(104.0) == pytest.approx(96)


def test_an_even_job_is_told_evenly_and_the_clock_runs_between_reports() -> None:
    pace = Pace(0.0)
    for second in range(1, 61):
        pace.note(_tiles(2 * second, 240, second / 120), float(second))
    assert pace.remaining_s(60.0) == pytest.approx(60)
    assert pace.remaining_s(65.0) == pytest.approx(55)
    assert pace.remaining_s(500.0) == 0
    assert pace.units_per_s == pytest.approx(2)
    assert pace.elapsed_s(61.5) == 61.5


def test_one_slow_tile_does_not_double_the_time() -> None:
    pace = Pace(0.0)
    for second in range(1, 31):
        pace.note(_tiles(second, 100, second / 100), float(second))
    before = pace.remaining_s(30.0)
    pace.note(_tiles(31, 100, 0.31), 34.0)
    after = pace.remaining_s(34.0)
    assert before is not None
    assert after is not None
    assert before - 4 <= after < before * 1.2


def test_a_job_that_becomes_slower_is_noticed() -> None:
    pace = Pace(0.0)
    for second in range(1, 21):
        pace.note(_tiles(second, 100, second / 100), float(second))
    for step in range(1, 31):
        pace.note(_tiles(20 + step, 100, 0.2 + step / 100), 20.0 + 4.0 * step)
    assert pace.remaining_s(140.0) == pytest.approx(50 * 4, rel=0.2)


def test_another_stage_begins_its_own_count() -> None:
    pace = Pace(0.0)
    for second in range(1, 11):
        pace.note(_tiles(second, 10, second / 20), float(second))
    assert pace.units_per_s == pytest.approx(1)
    pace.note(nc.Progress("scores", 0, 10, 0.5), 11.0)
    assert pace.units_per_s is None


def test_a_wider_search_that_follows_is_told_anew() -> None:
    pace = Pace(0.0)
    for second in range(1, 20):
        pace.note(_tiles(second, 20, second / 20), float(second))
    for second in range(20, 41):  # it adds 100 tiles to the 20
        pace.note(_tiles(second - 19, 100, second / 120), float(second))
    assert pace.remaining_s(40.0) == pytest.approx(80, rel=0.1)


def test_stages_that_come_again_for_each_batch_keep_their_rate() -> None:
    pace = Pace(0.0)
    now, done = 0.0, 0
    for _ in range(5):
        for step in range(5):
            now, done = now + 0.4, done + 1
            pace.note(_tiles(step, 5, done / 100), now)
        assert pace.units_per_s == pytest.approx(2.5)
        now += 0.1
        pace.note(nc.Progress("scores", 0, 5, done / 100), now)
    pace.note(_tiles(0, 5, done / 100), now + 0.1)
    assert pace.units_per_s == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0:00"), (42, "0:42"), (59.7, "1:00"), (725, "12:05"), (3723, "1:02:03")],
)
def test_durations_are_read_as_clocks(seconds: float, text: str) -> None:
    assert clock(seconds) == text
