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
