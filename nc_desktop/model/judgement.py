"""What the user says of a match."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import neurocorrelator as nc

Decision = Literal["", "accepted", "rejected"]
DECISIONS: tuple[Decision, ...] = ("accepted", "", "rejected")
"""The column `decision` holds positions in it, so that it is sorted from the accepted ones on."""
Point = tuple[float, float]
Footprint = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Judgement:
    """An opinion on one match; an empty one is the same as none.

    Attributes:
        decision: `accepted`, `rejected`, or empty while nothing is decided.
        comment: a line of the user's own words.
        footprint: the corrected corners (col, row) in pixels of the scene, in the order of
            `nc.Match.footprint`; None leaves those that were found.
    """

    decision: Decision = ""
    comment: str = ""
    footprint: Footprint | None = None


NO_JUDGEMENT = Judgement()


def judged_match(found: nc.Match, judgement: Judgement) -> nc.Match:
    """A match as the user has it: with decision and comment, and where it was put right.

    Args:
        found: as the run found it, or as it was made by hand.
        judgement: what the user says.

    Raises:
        neurocorrelator.PlacementError: no picture can lie in the corrected corners.
    """
    match = found
    if judgement.footprint is not None:
        match = nc.corrected_match(found, judgement.footprint)
    return replace(match, decision=judgement.decision, comment=judgement.comment)
