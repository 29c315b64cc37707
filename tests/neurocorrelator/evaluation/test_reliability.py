"""Golden values by hand, and by numpy in a way of its own."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.config import FOUND_CONFIDENCE
from neurocorrelator.evaluation import measures
from neurocorrelator.evaluation.reliability import (
    Judged,
    brier_score,
    calibration_error,
    decide,
    equal_mass_bins,
    reliability,
)


def test_bins_by_hand() -> None:
    confidences = [0.9, 0.1, 0.8, 0.2, 0.6]
    right = [1, 0, 0, 0, 1]
    low, high = equal_mass_bins(confidences, right, bins=2)
    assert (low.n, low.low, low.high) == (2, 0.1, 0.2)  # 2.5 rounds to the even 2
    assert (low.confidence, low.right) == (pytest.approx(0.15), 0.0)
    assert (high.n, high.low, high.high) == (3, 0.6, 0.9)
    assert (high.confidence, high.right) == (pytest.approx(2.3 / 3), pytest.approx(2 / 3))
    error = (2 * 0.15 + 3 * (2.3 / 3 - 2 / 3)) / 5
    assert calibration_error((low, high)) == pytest.approx(error)
    squares = 0.1**2 + 0.1**2 + 0.8**2 + 0.2**2 + 0.4**2
    assert brier_score(confidences, right) == pytest.approx(squares / 5)


def test_equal_confidences_stay_together() -> None:
    """As isotonic calibration gives them: the order of the answers must not matter."""
    confidences = [0.3] * 6 + [0.7] * 6
    right = [True, True, False, False, False, False] + [True] * 5 + [False]
    bins = equal_mass_bins(confidences, right, bins=10)
    assert [(one.n, one.confidence) for one in bins] == [
        (6, pytest.approx(0.3)),
        (6, pytest.approx(0.7)),
    ]
    assert [one.right for one in bins] == pytest.approx([1 / 3, 5 / 6])
    assert equal_mass_bins(confidences[::-1], right[::-1], bins=10) == bins


@given(
    answers=st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=20, max_size=60),
    bins=st.integers(1, 12),
)
def test_the_error_is_that_of_array_split_and_of_both_classes(answers, bins) -> None:
    confidences = np.unique([confidence for confidence, _ in answers])  # sorted, no ties
    right = np.array([truth for _, truth in answers][: len(confidences)], float)
    made = equal_mass_bins(confidences, right, bins)
    edges = np.rint(np.arange(bins + 1) * len(confidences) / bins).astype(int)
    by_numpy = sum(
        abs(confidences[a:b].sum() - right[a:b].sum()) for a, b in itertools.pairwise(edges)
    ) / len(confidences)
    assert calibration_error(made) == pytest.approx(by_numpy)
    assert sum(one.n for one in made) == len(confidences)
    if bins in (1, len(confidences)):  # no rounding of bins: the other class mirrors exactly
        other = equal_mass_bins(1 - confidences, 1 - right, bins)
        assert calibration_error(other) == pytest.approx(calibration_error(made), abs=1e-9)


def test_bins_of_little() -> None:
    assert equal_mass_bins([], []) == ()
    (only,) = equal_mass_bins([0.4], [True])
    assert (only.n, only.right) == (1, 1.0)
    with pytest.raises(ValueError, match="2 answers, 1 truths"):
        equal_mass_bins([0.1, 0.2], [True])


def test_precision_and_recall_by_hand() -> None:
    judged = [
        Judged(0.99, right=True, present=True),
        Judged(0.95, right=False, present=True),  # put somewhere else
        Judged(0.9, right=True, present=True),
        Judged(0.5, right=True, present=True),
        Judged(None, right=False, present=True),  # found nowhere
        Judged(0.92, right=False, present=False),
        Judged(0.1, right=False, present=False),
    ]
    decision = decide(judged, 0.9)
    assert decision.found == 4
    assert decision.precision == 2 / 4
    assert decision.recall == 2 / 5
    assert decision.false_alarms == 1 / 2
    none = decide(judged, 1.0)
    assert (none.found, none.precision, none.recall) == (0, None, 0.0)
    assert decide(judged[:1], 0.5).false_alarms is None
    told = reliability(judged)
    assert told is not None
    assert (told.n, told.present, told.absent) == (6, 5, 2)
    assert told.default == decide(judged, FOUND_CONFIDENCE)
    right, wrong = [0.99, 0.9, 0.5], [0.95, 0.92, 0.1]
    assert told.roc_auc_right == measures.roc_auc(right, wrong) == pytest.approx(5 / 9)


def test_no_confidence_no_reliability() -> None:
    assert reliability([]) is None
    assert reliability([Judged(None, right=True, present=True)]) is None


def test_confidences_that_are_true_have_no_error_and_an_interval_around_them() -> None:
    generator = np.random.default_rng(0)
    confidences = generator.uniform(0, 1, 4000)
    right = generator.uniform(0, 1, 4000) < confidences
    judged = [
        Judged(float(confidence), right=bool(truth), present=True, group=f"g{n % 40}")
        for n, (confidence, truth) in enumerate(zip(confidences, right, strict=True))
    ]
    told = reliability(judged, seed=1)
    assert told is not None
    assert told.ece < 0.03
    assert told.brier == pytest.approx(1 / 6, abs=0.01)  # the integral of p (1 - p)
    low, high = told.intervals["precision"] or (0, 0)
    assert told.default.precision is not None
    assert low < told.default.precision == pytest.approx(0.95, abs=0.02)
    assert told.default.precision < high
    assert reliability(judged, seed=1) == told
    too_sure = [
        Judged(
            min(1.0, (one.confidence or 0) + 0.2), right=one.right, present=True, group=one.group
        )
        for one in judged
    ]
    worse = reliability(too_sure)
    assert worse is not None
    assert 0.1 < worse.ece < 0.2


def test_the_interval_of_any_statistic_is_that_of_the_mean() -> None:
    values = np.array([1.0] * 80 + [0.0] * 20)
    groups = [f"{n}" for n in range(100)]
    interval = measures.bootstrap_statistic(lambda drawn: float(values[drawn].mean()), groups, 0)
    assert interval == pytest.approx((0.72, 0.88), abs=0.03)
    # whole groups: a draw has both, or one of them twice
    two = ["a"] * 80 + ["b"] * 20
    assert measures.bootstrap_statistic(lambda drawn: float(values[drawn].mean()), two, 0) == (
        0.0,
        1.0,
    )
    assert measures.bootstrap_statistic(lambda _: None, groups, 0) is None
    assert measures.bootstrap_statistic(lambda _: 1.0, [], 0) is None
