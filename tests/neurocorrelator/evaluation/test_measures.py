from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.evaluation import measures

numbers = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=12)


@given(present=numbers, absent=numbers)
def test_roc_auc_is_the_share_of_ordered_pairs(present, absent) -> None:
    pairs = [
        1.0 if a > b else 0.5 if a == b else 0.0 for a, b in itertools.product(present, absent)
    ]
    assert measures.roc_auc(present, absent) == pytest.approx(float(np.mean(pairs)))


def test_roc_auc_of_what_was_not_found() -> None:
    assert measures.roc_auc([2.0, float("-inf")], [1.0]) == 0.5
    assert measures.roc_auc([1.0], []) is None
    assert measures.roc_auc([], [1.0]) is None


@given(errors=st.lists(st.floats(0, 1e4), min_size=1, max_size=30), share=st.floats(0, 1))
def test_quantile_is_numpys(errors, share) -> None:
    assert measures.quantile(errors, share) == pytest.approx(
        float(np.quantile(errors, share)), rel=1e-6, abs=1e-6
    )


def test_quantile_knows_what_it_does_not_know() -> None:
    missed = [1.0, 2.0, 3.0, float("inf")]
    assert measures.quantile(missed, 0.5) == 2.5
    assert measures.quantile(missed, 0.9) is None
    assert measures.quantile([1.0, 2.0, float("inf")], 0.5) == 2.0
    assert measures.quantile([], 0.5) is None


def test_share_within() -> None:
    assert measures.share_within([1.0, 5.0, 6.0, float("inf")], 5) == 0.5
    assert measures.share_within([], 5) is None


def test_bootstrap_interval_is_seeded_and_about_the_binomial_one() -> None:
    hits = [True] * 80 + [False] * 20
    low, high = measures.bootstrap_interval(hits, seed=1) or (0, 0)
    assert (low, high) == pytest.approx((0.72, 0.88), abs=0.025)
    assert measures.bootstrap_interval(hits, seed=1) == (low, high)
    assert measures.bootstrap_interval([], seed=1) is None


def test_auc20_by_hand() -> None:
    # 1 passes all 20 thresholds, .5 passes 0, .05 ... .45 (not .5: the margin), 0 passes none
    assert measures.thresholds_passed(1.0) == 1.0
    assert measures.thresholds_passed(0.5) == 10 / 20
    assert measures.thresholds_passed(0.5 + 1e-5) == 11 / 20
    assert measures.thresholds_passed(1e-5) == 1 / 20
    assert measures.thresholds_passed(0.0) == 0.0
    assert measures.auc20([1.0, 0.5, 0.0]) == pytest.approx((20 + 10 + 0) / 60)
    rates = measures.success_rates([1.0, 0.5, 0.0])
    assert rates is not None
    assert rates[0] == pytest.approx(2 / 3)
    assert rates[9:11] == pytest.approx((2 / 3, 1 / 3))
    assert measures.auc20([]) is measures.success_rates([]) is measures.mean([]) is None


def test_a_success_needs_more_than_the_threshold() -> None:
    assert not measures.is_success(0.5, 0.5)
    assert measures.is_success(0.5 + 2e-6, 0.5)
    assert not measures.is_success(0.0, 0.0)


@given(overlaps=st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_auc20_is_the_mean_share_of_thresholds_passed(overlaps) -> None:
    shares = [measures.thresholds_passed(overlap) for overlap in overlaps]
    assert measures.auc20(overlaps) == pytest.approx(np.mean(shares))


def test_groups_are_drawn_whole() -> None:
    # two videos of 50 alike items: a draw has both, or one of them twice
    values = [1.0] * 50 + [0.0] * 50
    groups = ["a"] * 50 + ["b"] * 50
    assert measures.bootstrap_interval(values, 0, groups=groups) == (0.0, 1.0)
    narrow = measures.bootstrap_interval(values, 0)
    assert narrow is not None
    assert narrow == pytest.approx((0.4, 0.6), abs=0.02)
    assert measures.bootstrap_interval(values, 0, groups=["a"] * 100) == narrow


def test_groups_of_different_size_weigh_by_their_items() -> None:
    # the nine items of one video are 1, the only one of the other is 0; the draws are
    # (big, big) 1, (big, small) .9, (small, small) 0 with shares 1/4, 1/2, 1/4
    values, groups = [1.0] * 9 + [0.0], ["big"] * 9 + ["small"]
    low, high = measures.bootstrap_interval(values, 3, groups=groups, level=0.4) or (-1, -1)
    assert (low, high) == (pytest.approx(0.9), pytest.approx(0.9))


def test_a_bootstrap_of_many_items_is_drawn_in_parts(monkeypatch) -> None:
    hits = [True] * 80 + [False] * 20
    monkeypatch.setattr(measures, "_PICKS_AT_ONCE", 250)  # two draws of 100 items at a time
    parts = measures.bootstrap_interval(hits, seed=1)
    assert parts == pytest.approx((0.72, 0.88), abs=0.025)


def test_pairing_tells_a_small_difference_of_hard_items() -> None:
    generator = np.random.default_rng(0)
    hardness = generator.normal(0, 10, 60)
    first = (hardness + 0.5 + generator.normal(0, 0.2, 60)).tolist()
    second = hardness.tolist()
    low, high = measures.paired_interval(first, second, 0) or (0, 0)
    assert 0.4 < low < 0.5 < high < 0.65
    assert measures.paired_interval(second, first, 0) == pytest.approx((-high, -low))
    with pytest.raises(ValueError, match="cannot be paired"):
        measures.paired_interval([1.0], [1.0, 2.0], 0)
    with pytest.raises(ValueError, match="as many groups"):
        measures.bootstrap_interval([1.0, 0.0], 0, groups=["a"])
