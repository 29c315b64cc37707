"""What training will take: measured on a real step, and scaled to the run that is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from neurocorrelator.errors import PlacesError
from neurocorrelator.training.estimate import (
    StepCost,
    epoch_seconds,
    estimate_training,
    extrapolated,
)
from neurocorrelator.training.training_estimate import HOUR_S, MINUTES_S, TIGHT, TrainingEstimate
from neurocorrelator.training_config import TrainConfig

NOTHING = StepCost(0, 0.0, 0.0, 500)
SIX = StepCost(6, 0.3, 1.2, 1100)
GOOD = TrainingEstimate("cpu", 10**9, 4 * 10**9, 60.0, 3, 12, 12)


def test_a_batch_of_more_pictures_takes_more_memory_and_time() -> None:
    assert extrapolated(NOTHING, SIX, 6) == SIX
    twelve = extrapolated(NOTHING, SIX, 12)
    assert (twelve.draw_s, twelve.step_s) == pytest.approx((0.6, 2.4))
    assert twelve.memory_bytes == 1700  # the program itself is not counted twice
    hidden = extrapolated(replace(NOTHING, memory_bytes=1100), SIX, 12)
    assert hidden.memory_bytes == 1100  # a peak of before hides what the step took


def test_more_steps_take_more_time_and_workers_draw_beside_them() -> None:
    assert epoch_seconds(SIX, 10, 0) == pytest.approx(15)
    assert epoch_seconds(SIX, 20, 0) == pytest.approx(30)
    assert epoch_seconds(SIX, 10, 1) == pytest.approx(12)
    slow_disk = replace(SIX, draw_s=4.8)
    assert epoch_seconds(slow_disk, 10, 2) == pytest.approx(24)


def test_the_outlook_follows_the_thresholds() -> None:
    free = 10**9
    for memory, seconds, told in (
        (0.5, 60, ("good", "good", "good")),
        (TIGHT - 0.01, MINUTES_S, ("good", "good", "good")),
        (TIGHT + 0.01, 60, ("tight", "good", "tight")),
        (0.5, MINUTES_S + 1, ("good", "tight", "tight")),
        (1.01, 60, ("poor", "good", "poor")),
        (TIGHT + 0.01, HOUR_S + 1, ("tight", "poor", "poor")),
    ):
        found = replace(
            GOOD, memory_bytes=int(memory * free), free_bytes=free, seconds_per_epoch=seconds
        )
        assert (found.memory, found.time, found.outlook) == told
    assert replace(GOOD, memory_bytes=None).memory == "good"  # not known is no fault


def test_real_steps_are_measured_and_nothing_is_written(tiny: TrainConfig) -> None:
    found = estimate_training(tiny.model_copy(update={"places_per_batch": 5, "device": "cpu"}))
    assert (found.device, found.pictures) == ("cpu", 5 * tiny.views_per_place)
    assert found.memory_bytes is None or found.memory_bytes > 2**20
    assert found.seconds_per_epoch > 0
    assert not Path(tiny.out).exists()


def test_what_cannot_be_trained_on_says_why(tiny: TrainConfig, tmp_path: Path) -> None:
    with pytest.raises(PlacesError, match="no such folder"):
        estimate_training(tiny.model_copy(update={"data": str(tmp_path / "nothing")}))
