"""What differs between two runs over one scene, template by template."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal

import neurocorrelator as nc
from nc_desktop.model.findings import MatchInputs
from nc_desktop.model.judgement import Footprint

Difference = Literal["same", "moved", "answer", "only_a", "only_b", "not_in_a", "not_in_b"]
Point = tuple[float, float]
MOVED_SHARE = 0.25
"""Of the side of a template's footprint: places that are farther apart are not the same."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one run says of a template.

    Attributes:
        answer: of the run.
        score: of the best match; None without a match, as all that follows.
        index: of the best match in the result.
        centre: (col, row).
        footprint: corners (col, row).
    """

    answer: nc.Answer
    score: float | None = None
    index: int | None = None
    centre: Point | None = None
    footprint: Footprint | None = None

    @property
    def is_found(self) -> bool:
        """Whether the run says that the template is here; without confidences, that it has a place.

        An uncertain template is not found.
        """
        if self.answer.verdict is None:
            return self.index is not None
        return self.answer.verdict == "found"


@dataclass(frozen=True, slots=True)
class TemplateComparison:
    """One template in two runs.

    Attributes:
        template: its name.
        a: what the first run says; None if it did not look for the template, or could not.
        b: what the second run says, likewise.
        difference: `same`; `moved`: farther than `MOVED_SHARE` of its side; `only_a`, `only_b`:
            found in one alone; `answer`: uncertain in one and absent in the other; `not_in_a`,
            `not_in_b`: one run did not look for it.
        distance_px: between the best places, in pixels of the scene; None without two of them.
        distance_m: the same on the ground; None without a CRS.
    """

    template: str
    a: Side | None
    b: Side | None
    difference: Difference
    distance_px: float | None = None
    distance_m: float | None = None

    @property
    def confidence_change(self) -> float | None:
        """Confidence of the second less that of the first; None if one is not known."""
        if self.a is None or self.b is None:
            return None
        a, b = self.a.answer.confidence, self.b.answer.confidence
        return None if a is None or b is None else b - a


def compare_runs(
    a: nc.MatchResult, b: nc.MatchResult, ground: nc.Georeference
) -> tuple[TemplateComparison, ...]:
    """Compare the best place of each template, by name, in the order of the first run.

    Args:
        a: the first run.
        b: the second run, over the same scene.
        ground: where the scene lies.
    """
    sides_a, sides_b = _sides(a), _sides(b)
    names = dict.fromkeys([*sides_a, *sides_b])
    return tuple(_compared(name, sides_a.get(name), sides_b.get(name), ground) for name in names)


@dataclass(frozen=True, slots=True)
class InputsDifference:
    """What two runs were made with that differs.

    Attributes:
        options: names of fields of `MatchOptions`, with the values of both.
        templates: whether GSD or heading of templates, or which were looked for, differ.
        scope: whether another part of the scene was searched.
        look: whether bands, contrast or georeference of the scene were others.
    """

    options: tuple[tuple[str, object, object], ...]
    templates: bool
    scope: bool
    look: bool


def compare_inputs(a: MatchInputs, b: MatchInputs) -> InputsDifference:
    """What differs between the inputs of two runs."""
    options = tuple(
        (each.name, getattr(a.options, each.name), getattr(b.options, each.name))
        for each in fields(a.options)
        if getattr(a.options, each.name) != getattr(b.options, each.name)
    )
    return InputsDifference(
        options,
        sorted(a.templates, key=_key) != sorted(b.templates, key=_key),
        a.scope != b.scope,
        a.look != b.look,
    )


def _key(told: tuple[int, float | None, float | None]) -> int:
    return told[0]


def _sides(result: nc.MatchResult) -> dict[str, Side]:
    best: dict[str, int] = {}
    for index, match in enumerate(result.matches):
        best.setdefault(match.template, index)
    return {name: _side(result, name, best.get(name)) for name in _names(result.templates)}


def _names(templates: Iterable[nc.Template]) -> list[str]:
    return [template.name for template in templates]


def _side(result: nc.MatchResult, name: str, index: int | None) -> Side:
    answer = result.answers.get(name, nc.Answer())
    if index is None:
        return Side(answer)
    match = result.matches[index]
    return Side(answer, match.score, index, match.centre, match.footprint)


def _compared(
    name: str, a: Side | None, b: Side | None, ground: nc.Georeference
) -> TemplateComparison:
    if a is None:
        return TemplateComparison(name, a, b, "not_in_a")
    if b is None:
        return TemplateComparison(name, a, b, "not_in_b")
    px, metres = _distances(a, b, ground)
    difference: Difference = "same"
    if a.is_found != b.is_found:
        difference = "only_a" if a.is_found else "only_b"
    elif a.answer.verdict != b.answer.verdict:
        difference = "answer"
    elif px is not None and a.answer.verdict != "absent" and px > MOVED_SHARE * _side_px(a):
        difference = "moved"
    return TemplateComparison(name, a, b, difference, px, metres)


def _distances(a: Side, b: Side, ground: nc.Georeference) -> tuple[float | None, float | None]:
    if a.centre is None or b.centre is None:
        return None, None
    px = math.dist(a.centre, b.centre)
    if not ground.is_geographic:
        return px, None
    try:
        return px, ground.distance_m(a.centre, b.centre)
    except nc.RasterError:  # it lies beyond what the CRS can express
        return px, None


def _side_px(side: Side) -> float:
    """Side of a square as large as the footprint."""
    if side.footprint is None:
        return 0.0
    corners = side.footprint
    twice = sum(
        x * v - u * y for (x, y), (u, v) in zip(corners, (*corners[1:], corners[0]), strict=True)
    )
    return math.sqrt(abs(twice) / 2)
