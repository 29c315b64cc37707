"""Is the template in this scene? What its matches say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from neurocorrelator.config import ABSENT_CONFIDENCE, FOUND_CONFIDENCE, MatchConfig
from neurocorrelator.errors import RasterError
from neurocorrelator.rasters.template import Template

if TYPE_CHECKING:
    from neurocorrelator.results.match_result import Match, MatchResult

Verdict = Literal["found", "uncertain", "absent"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of one template.

    Attributes:
        template: its name.
        verdict: `found`: the best match is at least `FOUND_CONFIDENCE` sure. `absent`: no match,
            or all of them together are less than `ABSENT_CONFIDENCE` sure. `uncertain`: between.
            None where no confidence is calibrated, so nobody knows.
        best: the match of rank 1, also where a copy of the result leaves it out; None without any.
        places: number of matches that were listed.
    """

    template: str
    verdict: Verdict | None
    best: Match | None
    places: int

    @property
    def confidence(self) -> float | None:
        """That of the best match."""
        return None if self.best is None else self.best.confidence


def answer_of(template: Template, matches: Sequence[Match], config: MatchConfig) -> Answer:
    """The answer for a template.

    Matches are exclusive (the template is in one place at most), so their confidences add up to
    the probability that it is in one of them.

    Args:
        template: what was looked for.
        matches: of any templates.
        config: the settings of the search.
    """
    own = sorted((m for m in matches if m.template == template.name), key=lambda m: m.rank)
    if not own:
        # a score below a limit that the user set says nothing of the scene
        limited = config.min_score is not None or template.min_score is not None
        return Answer(template.name, None if limited else "absent", None, 0)
    return Answer(template.name, _verdict([match.confidence for match in own]), own[0], len(own))


def _verdict(confidences: Sequence[float | None]) -> Verdict | None:
    """Of one template's matches, best first; there is at least one."""
    best = confidences[0]
    if best is None:
        return None
    if best >= FOUND_CONFIDENCE:
        return "found"
    together = sum(confidence or 0.0 for confidence in confidences)
    return "absent" if together < ABSENT_CONFIDENCE else "uncertain"


def answers_record(result: MatchResult) -> list[dict[str, object]]:
    """The answers as `--json` and run.json have them, the best place with its coordinates."""
    return [
        {
            "template": answer.template,
            "verdict": answer.verdict,
            "confidence": answer.confidence,
            "places": answer.places,
            **_place(answer.best, result),
        }
        for answer in result.answers.values()
    ]


def _place(match: Match | None, result: MatchResult) -> dict[str, object]:
    names = ("col", "row", "x", "y", "lon", "lat")
    values: dict[str, object] = dict.fromkeys(names)
    if match is None:
        return values
    values |= {"col": match.centre[0], "row": match.centre[1]}
    place = result.ground.xy(match.centre) if result.ground.georeference.is_geographic else None
    if place is not None:
        values |= {"x": place[0], "y": place[1]}
    lonlat = lonlat_of(match, result)
    if lonlat is not None:
        values |= {"lon": lonlat[0], "lat": lonlat[1]}
    return values


def lonlat_of(match: Match, result: MatchResult) -> tuple[float, float] | None:
    """The centre in WGS 84 degrees; None where the scene cannot express it."""
    georeference = result.scene.georeference
    if not georeference.is_geographic:
        return None
    try:
        lon, lat = georeference.lonlat(*match.centre)
    except RasterError:
        return None
    return float(lon), float(lat)
