"""Ways to locate templates that are measured alike: the program's own here, others beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from neurocorrelator.config import MatchConfig, ScoreName
from neurocorrelator.errors import CancelledError, NeurocorrelatorError, TemplateError
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template

if TYPE_CHECKING:
    from neurocorrelator.results.match_result import Match

Matrix = tuple[tuple[float, float], tuple[float, float]]
Point = tuple[float, float]
Footprint = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a method puts a template.

    Attributes:
        centre: scene pixels (col, row) of the template's centre, corner coordinates.
        linear: [2][2], template pixels to scene pixels without the shift.
        score: what present and absent are told apart by; larger is surer.
        confidence: calibrated probability of being right; None where the method has none.
        inliers: number of cells that verification confirmed; None where it was not verified.
        footprint: the template's corners in scene pixels (upper left, upper right, lower right,
            lower left as the template has them); None where the method knows no better than
            `centre` and `linear`.
    """

    centre: Point
    linear: Matrix
    score: float
    confidence: float | None = None
    inliers: int | None = None
    footprint: Footprint | None = None


Answer = Found | NeurocorrelatorError


class Method(Protocol):
    """Locates templates in a scene: an answer by template's name. The names must differ."""

    def __call__(
        self,
        raster: Raster,
        templates: Sequence[Template],
        config: MatchConfig,
        *,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> dict[str, Answer]:
        """Only CancelledError is raised; other errors are answers."""


def by_match(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig,
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, Answer]:
    """The first match; its score is the confidence, or size-corrected while that is empty.

    `top` stays as it is configured: verification chooses the first among that many.
    """
    return _by_match(
        raster, templates, config, score_of=presence_score, progress=progress, cancel=cancel
    )


def by_score(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig,
    *,
    kind: ScoreName,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, Answer]:
    """The first match by another score alone, not verified, with that score's own temperature."""
    settings = config.model_copy(update={"score": kind, "alpha": None, "top": 1, "verify": 0})
    return _by_match(
        raster,
        templates,
        settings,
        score_of=lambda match: _known(match.score),
        progress=progress,
        cancel=cancel,
    )


def presence_score(match: Match) -> float:
    """What tells present from absent: the confidence, or the size-corrected score without one."""
    return _known(match.size_corrected_score if match.confidence is None else match.confidence)


def _known(score: float | None) -> float:
    """A score of a search, which always has one."""
    return -math.inf if score is None else score


def _by_match(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig,
    *,
    score_of: Callable[[Match], float],
    progress: ProgressCallback | None,
    cancel: CancelToken | None,
) -> dict[str, Answer]:
    from neurocorrelator.matching.match import match  # loads torch, which --help does not need

    settings = config.model_copy(update={"min_score": None})
    try:
        result = match(raster, templates, settings, progress=progress, cancel=cancel)
    except CancelledError:
        raise
    except TemplateError as error:
        if len(templates) == 1:
            return {templates[0].name: error}
        # all failed and this is the first one's reason: ask for each one's own
        answers: dict[str, Answer] = {}
        for template in templates:
            answers |= _by_match(
                raster, [template], config, score_of=score_of, progress=progress, cancel=cancel
            )
        return answers
    except NeurocorrelatorError as error:
        return dict.fromkeys((template.name for template in templates), error)
    answers = {
        template.name: TemplateError(f"{template.path or template.name}: no candidate was found")
        for template in templates
    }
    answers |= {failure.template: failure.error for failure in result.failures}
    best = {found.template: found for found in result.matches if found.rank == 1}
    for template in templates:
        found = best.get(template.name)
        if found is not None:
            answers[template.name] = Found(
                centre=found.centre,
                linear=_linear(found, template),
                score=score_of(found),
                confidence=found.confidence,
                inliers=found.inliers,
                footprint=found.footprint,
            )
    return answers


def _linear(match: Match, template: Template) -> Matrix:
    """The footprint's sides by pixel of the template, the mean of opposite ones."""
    upper_left, upper_right, lower_right, lower_left = match.footprint
    (across_col, down_col), (across_row, down_row) = (
        (
            (upper_right[axis] - upper_left[axis] + lower_right[axis] - lower_left[axis])
            / (2 * template.width),
            (lower_left[axis] - upper_left[axis] + lower_right[axis] - upper_right[axis])
            / (2 * template.height),
        )
        for axis in (0, 1)
    )
    return (across_col, down_col), (across_row, down_row)
