"""What one match of many came to, in plain values: kept when its result is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

import neurocorrelator as nc
from nc_desktop.model.judgement import Footprint

Point = tuple[float, float]


def _unanswered() -> nc.Answer:
    return nc.Answer()  # not earlier: it loads what the window does not need at its start


@dataclass(frozen=True, slots=True)
class TemplateOutcome:
    """Whether one template is in one scene, and where.

    Attributes:
        template: its name.
        answer: of the run.
        index: of its best match in the result; None without a match.
        footprint: of the best match, (col, row); None without one.
        centre: of the best match, (col, row); None without one.
        lonlat: the centre in WGS 84; None without a match or CRS.
        failure: why it could not be looked for; empty for one that could.
    """

    template: str
    answer: nc.Answer = field(default_factory=_unanswered)
    index: int | None = None
    footprint: Footprint | None = None
    centre: Point | None = None
    lonlat: Point | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class SceneOutcome:
    """What a match in one scene came to.

    Attributes:
        uid: of the run.
        matches: how many places were listed.
        templates: in the order of the run; those that failed come last.
        damaged: parts of the scene that could not be read.
    """

    uid: str
    matches: int
    templates: tuple[TemplateOutcome, ...]
    damaged: int = 0

    @classmethod
    def of(cls, result: nc.MatchResult, uid: str) -> SceneOutcome:
        """Take from a result what is told of it.

        Args:
            result: of the match.
            uid: of the run.
        """
        best: dict[str, int] = {}
        for index, match in enumerate(result.matches):
            best.setdefault(match.template, index)
        places = dict(zip(best, _lonlat(result, list(best.values())), strict=True))
        found = tuple(
            _outcome(result, template.name, best.get(template.name), places)
            for template in result.templates
        )
        failed = tuple(
            TemplateOutcome(each.template, failure=str(each.error)) for each in result.failures
        )
        return cls(uid, len(result.matches), found + failed, len(result.damaged))

    @property
    def answers(self) -> Mapping[str, nc.Answer]:
        """By template, without those that failed."""
        return {each.template: each.answer for each in self.templates if not each.failure}

    def count(self, verdict: nc.Verdict) -> int:
        """How many templates have this answer."""
        return sum(each.answer.verdict == verdict for each in self.templates)


def _outcome(
    result: nc.MatchResult, name: str, index: int | None, places: Mapping[str, Point | None]
) -> TemplateOutcome:
    answer = result.answers.get(name, nc.Answer())
    if index is None:
        return TemplateOutcome(name, answer)
    match = result.matches[index]
    return TemplateOutcome(name, answer, index, match.footprint, match.centre, places.get(name), "")


def _lonlat(result: nc.MatchResult, indices: list[int]) -> list[Point | None]:
    ground = result.scene.georeference
    if not ground.is_geographic or not indices:
        return [None] * len(indices)
    places: list[Point | None] = []
    for index in indices:
        try:
            lon, lat = ground.lonlat(*result.matches[index].centre)
        except nc.RasterError:  # it lies beyond what the CRS can express
            places.append(None)
        else:
            places.append((float(np.asarray(lon)), float(np.asarray(lat))))
    return places
