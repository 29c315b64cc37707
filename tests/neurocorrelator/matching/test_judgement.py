"""Candidates with their confidences: each place once, shares of one, the surest first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import neurocorrelator as nc
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.matching import judgement
from neurocorrelator.matching.judgement import Judged, JudgedCandidate
from neurocorrelator.matching.locate import Candidate
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.variants import plan_variant
from neurocorrelator.matching.verification import Verified
from tests.neurocorrelator.plain import plain

CITY = Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"
SIDE = 80
_NOISE = np.random.default_rng(0).integers(0, 255, (SIDE, SIDE, 3), np.uint8)
TEMPLATE = nc.Template("t", _NOISE, np.ones((SIDE, SIDE), np.bool_))


def _candidate(
    col: float, row: float, log_odds: float | None, *, scale: float = 1.0, inliers: int = 50
) -> JudgedCandidate:
    """At a place; verified there, or not at all where it has no odds."""
    pose = Pose(((scale, 0.0), (0.0, scale)))
    candidate = Candidate(col, row, plan_variant(TEMPLATE, pose), 5.0, -3.0)
    if log_odds is None:
        return JudgedCandidate(candidate, None, {}, -np.inf)
    to_scene = np.diag([scale, scale, 1.0])
    to_scene[:2, 2] = col - scale * SIDE / 2, row - scale * SIDE / 2
    seen = Verified(
        to_scene, "similarity", inliers, float(inliers), 400, 0.5, 0.4, 0.3, 1.0, (col, row)
    )
    return JudgedCandidate(candidate, seen, {}, log_odds)


def _judged(candidates: list[JudgedCandidate], level: float = 0.0) -> Judged:
    values = np.full((20, 30), level, np.float32)
    values[0] = np.nan
    return Judged(TEMPLATE, nc.ScoreMap("t", values, Georeference()), tuple(candidates))


ODDS = st.lists(st.floats(-12, 12), max_size=6)


@given(first=ODDS, second=ODDS)
def test_two_rounds_together_are_one_list_of_shares(
    first: list[float], second: list[float]
) -> None:
    rounds = [
        [_candidate(200 * i + 90 * r, 50, odds) for i, odds in enumerate(sorted(own)[::-1])]
        for r, own in enumerate((first, second))
    ]
    together = _judged(rounds[0]).beside(_judged(rounds[1]))
    assert len(together.candidates) == len(first) + len(second)  # all are far from each other
    matches = together.matches(nc.MatchConfig(top=100))
    confidences = [match.confidence for match in matches]
    assert None not in confidences
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) <= 1 + 1e-9
    assert [match.rank for match in matches] == list(range(1, len(matches) + 1))


def test_candidates_at_one_place_count_once() -> None:
    told = _judged([_candidate(100, 100, 2.0), _candidate(400, 100, -1.0)])
    wide = _judged([_candidate(104, 97, 3.0), _candidate(100, 300, -2.0)])
    alone = wide.confidences[0]
    together = told.beside(wide)
    places = [own.verified.centre for own in together.candidates if own.verified is not None]
    assert places == [(104, 97), (400, 100), (100, 300)]
    # the surer of both, and not its own rival
    assert together.confidences[0] == pytest.approx(alone, abs=0.02)


def test_the_same_distance_is_another_place_of_a_smaller_footprint() -> None:
    small = [_candidate(100, 100, 2.0, scale=0.25), _candidate(112, 100, 1.0, scale=0.25)]
    assert len(_judged(small[:1]).beside(_judged(small[1:])).candidates) == 2
    large = [_candidate(100, 100, 2.0), _candidate(112, 100, 1.0)]
    assert len(_judged(large[:1]).beside(_judged(large[1:])).candidates) == 1


def test_the_map_of_both_rounds_is_their_maximum() -> None:
    together = _judged([_candidate(100, 100, 1.0)], 2.0).beside(_judged([], 3.0))
    assert np.isnan(together.score_map.values[0]).all()
    assert (together.score_map.values[1:] == 3).all()


def test_what_was_not_verified_stands_behind_without_a_confidence() -> None:
    judged = _judged([_candidate(100, 100, -9.0), _candidate(300, 100, None)])
    first, second = judged.matches(nc.MatchConfig())
    assert first.confidence is not None
    assert first.confidence < 0.01
    assert (second.confidence, second.inliers, second.rank) == (None, None, 2)
    assert not judged.is_sure
    assert _judged([_candidate(100, 100, 9.0)]).is_sure
    assert not _judged([]).is_sure


def test_what_occurs_twice_is_sure_though_neither_place_is() -> None:
    judged = _judged([_candidate(100, 100, 5.0), _candidate(400, 100, 5.0)])
    assert judged.confidences == pytest.approx([0.5, 0.5], abs=0.01)
    assert judged.is_sure


def test_poses_with_few_inliers_beside_the_best_are_not_searched_again() -> None:
    candidates = [
        _candidate(100, 100, 3.0, scale=1.0, inliers=200),
        _candidate(400, 100, 2.0, scale=1.3, inliers=90),
        _candidate(700, 100, 1.0, scale=1.6, inliers=110),
        _candidate(900, 100, 0.0, scale=1.62, inliers=120),  # sees the same as the one before
    ]
    assert [p.scale for p in _judged(candidates).poses(6)] == pytest.approx([1.0, 1.6])
    assert [p.scale for p in _judged(candidates).poses(1)] == pytest.approx([1.0])


def test_the_least_score_drops_matches() -> None:
    judged = _judged([_candidate(100, 100, 1.0)])
    assert judged.matches(nc.MatchConfig(min_score=5.1)) == []
    assert len(judged.matches(nc.MatchConfig(min_score=4.9))) == 1


@pytest.mark.parametrize(
    "config",
    [plain(), plain(verify=3, score="bag"), plain(verify=3, standardisation="joint")],
    ids=["verify 0", "bag", "joint"],
)
def test_the_calibration_is_read_for_the_default_score_alone(
    config: nc.MatchConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never() -> None:
        raise AssertionError("the calibration is of another score")

    monkeypatch.setattr(judgement, "shipped_model", never)
    with nc.Raster.open(CITY) as scene:
        image = scene.read(nc.Window(121, 67, 90, 71))
        template = nc.Template("cut", image.rgb, image.mask)
        result = nc.match(scene, [template], config)
        assert result.matches
        for match in result.matches:
            assert (match.confidence, match.inliers, match.facts) == (None, None, {})
        assert set(result.verdicts.values()) == {None}
        with pytest.raises(AssertionError, match="another score"):
            nc.match(scene, [template], plain(verify=1))


def test_verified_matches_of_a_real_scene_are_places_apart() -> None:
    with nc.Raster.open(CITY) as scene:
        image = scene.read(nc.Window(121, 67, 90, 71))
        template = nc.Template("cut", image.rgb, image.mask)
        config = plain(verify=6, rotations=(-8.0, 0.0, 8.0), separation=0.1)
        result = nc.match(scene, [template], config)
    centres = [match.centre for match in result.matches]
    assert centres[0] == pytest.approx((166, 102.5), abs=0.5)
    assert result.matches[0].confidence is not None
    assert result.matches[0].confidence > 0.9
    others = [np.hypot(*np.subtract(centres[0], other)) for other in centres[1:]]
    assert min(others) >= 0.25 * 71
    assert sum(match.confidence or 0.0 for match in result.matches) <= 1
    assert set(result.matches[0].facts) >= {"log_score", "log_inliers", "share"}
