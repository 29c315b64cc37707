"""Confidences are shares of one, and the calibration that ships can be read."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.matching.confidence import (
    CALIBRATION,
    ConfidenceModel,
    probabilities,
    shipped_model,
)
from neurocorrelator.resources import resource_path

MODEL = ConfidenceModel(("a", "b"), (1.0, 0.0), (2.0, 0.5), (1.5, -1.0), -0.5, "test")


@given(st.lists(st.floats(-50, 50), max_size=20))
def test_places_exclude_each_other(log_odds: list[float]) -> None:
    shares = probabilities(log_odds)
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) <= 1 + 1e-9
    assert sorted(range(len(shares)), key=lambda i: log_odds[i]) == sorted(
        range(len(shares)), key=lambda i: (shares[i], log_odds[i])
    )


def test_one_place_is_the_logistic_function() -> None:
    for value in (-3.0, 0.0, 2.5):
        assert probabilities([value]) == pytest.approx([1 / (1 + math.exp(-value))])


def test_places_alike_share() -> None:
    three = probabilities([6.0, 6.0, 6.0])
    assert three == pytest.approx([three[0]] * 3)
    assert three[0] < 1 / 3


def test_log_odds_are_a_weighted_sum() -> None:
    expected = -0.5 + 1.5 * (2.0 - 1.0) / 2.0 - 1.0 * 0.25 / 0.5
    assert MODEL.log_odds({"a": 2.0, "b": 0.25, "other": 9.0}) == pytest.approx(expected)


def test_beyond_what_was_seen_nothing_is_surer() -> None:
    far = MODEL.log_odds({"a": 1.0 + 4 * 2.0, "b": 0.0})
    assert MODEL.log_odds({"a": 1e6, "b": 0.0}) == far
    assert MODEL.log_odds({"a": -1e6, "b": 0.0}) == MODEL.log_odds({"a": 1.0 - 8.0, "b": 0.0})


def test_the_calibration_that_ships() -> None:
    record = json.loads(resource_path(CALIBRATION).read_text(encoding="utf-8"))
    model = shipped_model()
    assert model.version == record["version"]
    assert len(model.facts) == len(model.centre) == len(model.spread) == len(model.weights) > 0
    assert min(model.spread) > 0
    # a placeholder says that it is one; a fitted one says what it was fitted on
    assert "uncalibrated" in model.version or record["provenance"]["templates"] > 0
