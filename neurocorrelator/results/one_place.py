"""Matches of many scenes as one answer: what is at one place on the ground counts once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from pyproj import Geod

from neurocorrelator.config import FOUND_CONFIDENCE
from neurocorrelator.errors import RasterError
from neurocorrelator.geo.common_ground import scenes_of_one_ground
from neurocorrelator.results.match_result import Match, footprint_lonlat
from neurocorrelator.results.scene_record import SceneRecord
from neurocorrelator.results.verdict import Answer, verdict_of

_GEOD = Geod(ellps="WGS84")
_METRES_PER_DEGREE = 110_500.0  # of latitude, at least: nothing that is near is passed over
_LEAST_REST = 1e-13  # chance that no listed place is right; less cannot be told from rounding


@dataclass(frozen=True, eq=False)
class SceneMatch:
    """A place where a template was found, in the scene where it is surest.

    Attributes:
        match: as that scene has it, but for rank and confidence: these are among all scenes.
        scene: that scene.
        also_in: the others that show the template at this place.
    """

    match: Match
    scene: SceneRecord
    also_in: tuple[SceneRecord, ...] = ()


@dataclass(frozen=True, eq=False)
class _Candidate:
    match: Match
    scene: int  # its number
    odds: float | None  # of being right against no listed place of its scene being right
    place: tuple[float, float] | None  # longitude, latitude
    radius_m: float


def merge_matches(
    records: Sequence[SceneRecord], templates: Sequence[str], separation: float
) -> tuple[list[SceneMatch], dict[str, Answer]]:
    """All matches, those of one place on the ground once, and the answer for each template.

    Two matches of a template in different scenes are at one place where their centres are nearer on
    the ground than `separation` of the shorter side of the surer one's footprint; so near are no
    two matches in one scene either. The surer one stays. Matches in scenes without a CRS have no
    place on the ground and all stay.

    Scenes that overlap are one ground, in which a template is at one place at most: the odds of all
    its places there are brought together, so a confidence may become less than it was in the scene
    alone. Where grounds do not overlap a template may be in several.

    Args:
        records: of all scenes.
        templates: names, in the order of the answer.
        separation: as in `MatchConfig`.

    Returns:
        Matches by template in that order, the surest first, ranked anew; and answers by template.
    """
    grounds = scenes_of_one_ground([(r.georeference, r.width, r.height) for r in records])
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for number, record in enumerate(records):
        for name in record.templates:
            own = [match for match in record.matches if match.template == name]
            found[name] += _candidates(own, number, record, separation)
    merged: list[SceneMatch] = []
    answers: dict[str, Answer] = {}
    for name in templates:
        places = _places(sorted(found[name], key=_sureness, reverse=True))
        confidences, presences = _confidences(places, grounds)
        order = sorted(
            range(len(places)),
            key=lambda i: -1.0 if (own := confidences[i]) is None else own,
            reverse=True,
        )
        for rank, index in enumerate(order, start=1):
            first, *others = places[index]
            merged.append(
                SceneMatch(
                    replace(first.match, rank=rank, confidence=confidences[index]),
                    records[first.scene],
                    tuple(records[scene] for scene in sorted({own.scene for own in others})),
                )
            )
        ranked = merged[len(merged) - len(order) :]
        answers[name] = _answer(name, ranked, presences, records)
    return merged, answers


def _candidates(
    matches: Sequence[Match], number: int, scene: SceneRecord, separation: float
) -> list[_Candidate]:
    """Matches of one template in one scene."""
    rest = max(1.0 - sum(match.confidence or 0.0 for match in matches), _LEAST_REST)
    found = []
    for match in matches:
        place, radius = _on_the_ground(match, scene, separation)
        odds = None if match.confidence is None else match.confidence / rest
        found.append(_Candidate(match, number, odds, place, radius))
    return found


def _on_the_ground(
    match: Match, scene: SceneRecord, separation: float
) -> tuple[tuple[float, float] | None, float]:
    """Longitude and latitude of the centre, and metres within which a match is the same."""
    try:
        lon, lat = scene.georeference.lonlat(*match.centre)
        corners = footprint_lonlat(match, scene.georeference)
    except RasterError:  # no CRS, or beyond what it can express
        return None, 0.0
    lons, lats = np.array([*corners, corners[0]]).T
    sides = _GEOD.line_lengths(lons, lats)
    shorter = float(min(sides[0] + sides[2], sides[1] + sides[3])) / 2
    return (float(lon), float(lat)), separation * shorter


def _sureness(own: _Candidate) -> tuple[float, float, float]:
    """What is surer is greater; scores of different scenes are compared corrected for size."""
    match = own.match
    return (
        -1.0 if own.odds is None else own.odds,
        -math.inf if match.size_corrected_score is None else match.size_corrected_score,
        -math.inf if match.score is None else match.score,
    )


def _places(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Candidates, the surest first, gathered to places; the surest of a place is its first."""
    places: list[list[_Candidate]] = []
    latitudes, radii = np.full((2, len(candidates)), np.nan)
    for own in candidates:
        joined = None
        if own.place is not None:
            away = np.abs(latitudes - own.place[1]) * _METRES_PER_DEGREE
            joined = _nearest(own, [places[i] for i in np.flatnonzero(away < radii)])
        if joined is not None:
            joined.append(own)
            continue
        if own.place is not None:
            latitudes[len(places)], radii[len(places)] = own.place[1], own.radius_m
        places.append([own])
    return places


def _nearest(own: _Candidate, places: Sequence[list[_Candidate]]) -> list[_Candidate] | None:
    """The place that a candidate is at, of those without its scene; None where it is a new one."""
    best, least = None, math.inf
    for place in places:
        first = place[0]
        if own.place is None or first.place is None or any(own.scene == o.scene for o in place):
            continue
        away = float(_GEOD.inv(*own.place, *first.place)[2])
        if away < min(first.radius_m, least):
            best, least = place, away
    return best


def _confidences(
    places: Sequence[Sequence[_Candidate]], grounds: Sequence[int]
) -> tuple[list[float | None], list[float]]:
    """Of each place, at most one of a ground being right; and of each ground that any is."""
    ground_of = [grounds[place[0].scene] for place in places]
    odds = [
        max((own.odds for own in place if own.odds is not None), default=None) for place in places
    ]
    totals: dict[int, float] = defaultdict(float)
    for ground, own in zip(ground_of, odds, strict=True):
        totals[ground] += own or 0.0
    confidences = [
        None if own is None else own / (1.0 + totals[ground])
        for ground, own in zip(ground_of, odds, strict=True)
    ]
    return confidences, [total / (1.0 + total) for total in totals.values()]


def _answer(
    name: str,
    matches: Sequence[SceneMatch],
    presences: Sequence[float],
    records: Sequence[SceneRecord],
) -> Answer:
    """Whether a template is in any of the scenes."""
    alone = [record.answers[name] for record in records if name in record.answers]
    known = bool(alone) and all(answer.verdict is not None for answer in alone)
    best = matches[0].match if matches else None
    confidence = None if best is None else best.confidence
    inliers = None if best is None else best.inliers
    if not known:
        sure = confidence is not None and confidence >= FOUND_CONFIDENCE
        return Answer("found" if sure else None, confidence, inliers, None, len(matches))
    presence = 1.0 - math.prod(1.0 - own for own in presences)
    verdict = verdict_of(confidence, presence)
    return Answer(verdict, confidence, inliers, presence, len(matches))
