from __future__ import annotations

from dataclasses import replace

import pytest

import neurocorrelator as nc
from neurocorrelator.config import ABSENT_CONFIDENCE, FOUND_CONFIDENCE


def sure(result: nc.MatchResult, *confidences: float | None) -> nc.MatchResult:
    """The result with these confidences, and nothing said of it yet."""
    matches = tuple(
        replace(match, confidence=confidence, inliers=round(100 * (confidence or 0)))
        for match, confidence in zip(result.matches, confidences, strict=True)
    )
    return replace(result, matches=matches, answers={})


@pytest.mark.parametrize(
    ("confidences", "verdict", "presence"),
    [
        ((FOUND_CONFIDENCE, 0.0), "found", 0.9),
        ((0.97, 0.02), "found", 0.99),
        ((0.89, 0.06), "uncertain", 0.95),
        ((0.4, 0.4), "uncertain", 0.8),  # a repeated pattern: it is here, but where?
        ((0.06, 0.05), "uncertain", 0.11),
        ((ABSENT_CONFIDENCE, 0.0), "uncertain", 0.1),
        ((0.05, 0.04), "absent", 0.09),
        ((0.0, 0.0), "absent", 0.0),
        ((0.98, 0.3), "found", 1.0),  # probabilities of places that exclude each other
        ((None, None), None, None),
    ],
)
def test_found_uncertain_or_absent(
    confidences, verdict, presence, write_scene, make_result
) -> None:
    result = sure(make_result(write_scene()), *confidences)
    answer = result.answers["снимок №1.jpg"]
    assert result.verdicts == {"снимок №1.jpg": verdict}
    assert answer.confidence == confidences[0]
    assert answer.presence == pytest.approx(presence)
    assert answer.places == 2


def test_no_place_at_all_is_an_answer(write_scene, make_result) -> None:
    result = make_result(write_scene(), names=("a", "b"), centres=((100, 80),))
    mine = tuple(replace(m, confidence=0.95) for m in result.matches if m.template == "a")
    assert replace(result, matches=mine, answers={}).verdicts == {"a": "found", "b": "absent"}
    unknown = tuple(m for m in result.matches if m.template == "a")
    assert replace(result, matches=unknown, answers={}).verdicts == {"a": None, "b": None}


def test_a_limit_on_the_score_makes_nothing_absent(write_scene, make_result) -> None:
    result = replace(make_result(write_scene()), matches=(), answers={})
    assert result.verdicts == {"снимок №1.jpg": "absent"}
    limited = replace(result, config=nc.MatchConfig(min_score=99), answers={})
    assert limited.verdicts == {"снимок №1.jpg": None}
    template = replace(result.templates[0], min_score=99)
    assert replace(result, templates=(template,), answers={}).verdicts == {"снимок №1.jpg": None}


def test_what_is_left_out_of_a_selection_changes_no_answer(write_scene, make_result) -> None:
    result = sure(make_result(write_scene()), 0.95, 0.02)
    assert result.subset([1]).verdicts == result.verdicts == {"снимок №1.jpg": "found"}
    assert result.subset([]).answers == result.answers
