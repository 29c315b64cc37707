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
        found: as the run found it.
        judgement: what the user says.
    """
    corners = judgement.footprint
    if corners is None:
        return replace(found, decision=judgement.decision, comment=judgement.comment)
    return replace(
        found,
        decision=judgement.decision,
        comment=judgement.comment,
        footprint=corners,
        centre=_crossing(corners),
    )


def _crossing(corners: Footprint) -> Point:
    """Where the diagonals meet: there a homography puts the picture's centre."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    ux, uy, vx, vy = cx - ax, cy - ay, dx - bx, dy - by
    across = ux * vy - uy * vx
    if across == 0:  # the outline is a line
        return (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4
    share = ((bx - ax) * vy - (by - ay) * vx) / across
    return ax + share * ux, ay + share * uy
