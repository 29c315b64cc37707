from __future__ import annotations

from dataclasses import replace

import pytest

import neurocorrelator as nc


def told(result: nc.MatchResult, confidences) -> nc.MatchResult:
    """The result with these confidences, so far as there are some, and answers anew."""
    matches = tuple(
        replace(match, confidence=confidence)
        for match, confidence in zip(result.matches, confidences, strict=False)
    )
    return replace(result, matches=matches, answers={})


CENTRES = [(60.0 + 30 * i, 80.0) for i in range(5)]


@pytest.mark.parametrize(
    ("confidences", "verdict"),
    [
        ((0.9, 0.01, 0.0, 0.0, 0.0), "found"),
        ((0.97,), "found"),
        ((0.89, 0.05, 0.02, 0.01, 0.0), "uncertain"),
        ((0.2, 0.2, 0.2, 0.2, 0.2), "uncertain"),
        ((0.03, 0.03, 0.02, 0.02, 0.01), "uncertain"),  # .11 together
        ((0.03, 0.02, 0.01, 0.01, 0.01), "absent"),
        ((0.0,), "absent"),
        ((None, None, None, None, None), None),
        ((), "absent"),
    ],
)
def test_verdicts(confidences, verdict, write_scene, make_result) -> None:
    result = told(make_result(write_scene(), centres=CENTRES), confidences)
    assert result.verdicts == {"снимок №1.jpg": verdict}
    (answer,) = result.answers.values()
    assert answer.places == len(confidences)
    assert answer.confidence == (confidences[0] if confidences else None)


def test_each_template_has_its_own(write_scene, make_result) -> None:
    result = make_result(write_scene(), centres=CENTRES[:1], names=("a", "b", "c"))
    result = told(result, (0.95, 0.02, 0.5))
    assert result.verdicts == {"a": "found", "b": "absent", "c": "uncertain"}


def test_they_stay_when_matches_are_left_out(write_scene, make_result) -> None:
    result = told(make_result(write_scene(), centres=CENTRES), (0.5, 0.3, 0.0, 0.0, 0.0))
    for fewer in (result.subset([3]), replace(result, matches=()), result.in_crs(None)):
        assert fewer.verdicts == {"снимок №1.jpg": "uncertain"}
        (answer,) = fewer.answers.values()
        assert answer.best == result.matches[0]
        assert answer.places == 5


def test_a_limit_of_the_score_is_no_absence(write_scene, make_result) -> None:
    result = make_result(write_scene())
    limited = nc.MatchConfig(min_score=99)
    assert replace(result, matches=(), config=limited, answers={}).verdicts == {
        "снимок №1.jpg": None
    }
    template = replace(result.templates[0], min_score=99)
    assert replace(result, matches=(), templates=(template,), answers={}).verdicts == {
        "снимок №1.jpg": None
    }
