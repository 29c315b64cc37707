"""Whether a template is in the scene: found, uncertain or absent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from neurocorrelator.config import ABSENT_CONFIDENCE, FOUND_CONFIDENCE

if TYPE_CHECKING:
    from neurocorrelator.results.match_result import Match

Verdict = Literal["found", "uncertain", "absent"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run says of one template.

    Attributes:
        verdict: `found` where the best match is sure (`FOUND_CONFIDENCE`), `absent` where it is
            hardly anywhere (`ABSENT_CONFIDENCE`), else `uncertain`; None while no confidence is
            calibrated.
        confidence: of the best match; None where there is none.
        inliers: of the best match; None where there is none or it is not verified.
        presence: probability that the template is at any of its listed places, 0 to 1; None while
            no confidence is calibrated.
        places: number of matches that were listed.
    """

    verdict: Verdict | None = None
    confidence: float | None = None
    inliers: int | None = None
    presence: float | None = None
    places: int = 0


def confidence_text(confidence: float) -> str:
    """`.97`; `>.99` and `<.01` where rounding would claim certainty."""
    if confidence > 0.99:
        return "1" if confidence == 1 else ">.99"
    if confidence < 0.01:
        return "0" if confidence == 0 else "<.01"
    return f"{confidence:.2f}".removeprefix("0")


def verdict_of(confidence: float | None, presence: float) -> Verdict:
    """Of a template, by the confidence of its surest place and the chance that it is anywhere."""
    if confidence is not None and confidence >= FOUND_CONFIDENCE:
        return "found"
    return "absent" if presence < ABSENT_CONFIDENCE else "uncertain"


def answers_to(
    names: Sequence[str], matches: Sequence[Match], limited: Collection[str] = ()
) -> dict[str, Answer]:
    """The answer for each template, of all its matches.

    A template without any match is absent; not so where matches have no confidence, or where a
    limit on the score may have dropped them: then nothing is known.

    Args:
        names: of the templates.
        matches: of these templates, best first within each.
        limited: names of those whose matches below some score were dropped.
    """
    calibrated = all(match.confidence is not None for match in matches)
    answers = {}
    for name in names:
        own = [match for match in matches if match.template == name]
        if own:
            answers[name] = _answer(own)
        elif calibrated and name not in limited:
            answers[name] = Answer("absent", presence=0.0)
        else:
            answers[name] = Answer()
    return answers


def _answer(matches: Sequence[Match]) -> Answer:
    """Of one template. A picture is at one place only, so confidences of its places add up."""
    best = matches[0]
    if best.confidence is None:
        return Answer(inliers=best.inliers, places=len(matches))
    presence = min(1.0, sum(match.confidence or 0.0 for match in matches))
    verdict = verdict_of(best.confidence, presence)
    return Answer(verdict, best.confidence, best.inliers, presence, len(matches))
