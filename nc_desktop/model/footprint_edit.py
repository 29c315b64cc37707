"""How a footprint becomes another one when it is dragged: plain geometry of four corners."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable

import neurocorrelator as nc
from nc_desktop.model.judgement import Footprint, Point

_NUDGES = (1.0, 10.0)  # scene pixels that a key moves


def middle(footprint: Footprint) -> Point:
    """The mean of the corners: what a footprint turns and grows around."""
    return sum(col for col, _ in footprint) / 4, sum(row for _, row in footprint) / 4


def moved(footprint: Footprint, step: Point) -> Footprint:
    """Shifted by (columns, rows)."""
    return _each(footprint, lambda at: at + complex(*step))


def turned(footprint: Footprint, start: Point, end: Point, *, step_deg: float = 0.0) -> Footprint:
    """Turned around its middle, so that what was in the direction of one place is in another's.

    Args:
        footprint: the corners.
        start: where the drag began.
        end: where it is.
        step_deg: turn by whole steps of so many degrees; 0 for any angle.
    """
    pivot = complex(*middle(footprint))
    before, after = complex(*start) - pivot, complex(*end) - pivot
    if before == 0 or after == 0:
        return footprint
    angle = cmath.phase(after / before)
    if step_deg:
        step = math.radians(step_deg)
        angle = step * round(angle / step)
    turn = cmath.rect(1.0, angle)
    return _each(footprint, lambda at: pivot + (at - pivot) * turn)


def scaled(footprint: Footprint, corner: int, to: Point, *, centred: bool = False) -> Footprint:
    """Grown or shrunk alike in both directions, so that a corner follows a place.

    The opposite corner stays, or the middle if `centred`. The corner goes to where the place falls
    on the way from there: angles and proportions stay, and it never passes what stays.
    """
    fixed = complex(*(middle(footprint) if centred else footprint[(corner + 2) % 4]))
    before, after = complex(*footprint[corner]) - fixed, complex(*to) - fixed
    share = (after * before.conjugate()).real / abs(before) ** 2
    if share <= 0:
        return footprint
    return _each(footprint, lambda at: fixed + (at - fixed) * share)


def reshaped(footprint: Footprint, corner: int, to: Point) -> Footprint:
    """One corner elsewhere, the others as they are: a quadrilateral."""
    corners = list(footprint)
    corners[corner] = to
    return corners[0], corners[1], corners[2], corners[3]


def is_possible(match: nc.Match, footprint: Footprint, least_side: float) -> bool:
    """Whether a match can lie there: convex, not mirrored, and no side is shorter than that."""
    following = (*footprint[1:], footprint[0])
    sides = [math.dist(a, b) for a, b in zip(footprint, following, strict=True)]
    if min(sides) < least_side:
        return False
    try:
        nc.corrected_match(match, footprint)
    except nc.PlacementError:
        return False
    return True


def is_nudge(before: Footprint, after: Footprint) -> bool:
    """Whether all that differs is a step of an arrow key."""
    steps = [complex(*b) - complex(*a) for a, b in zip(before, after, strict=True)]
    first = steps[0]
    alike = all(abs(step - first) < 1e-6 for step in steps)
    along = min(abs(first.real), abs(first.imag)) < 1e-6
    length = abs(first)
    return alike and along and any(abs(length - nudge) < 1e-6 for nudge in _NUDGES)


def _each(footprint: Footprint, move: Callable[[complex], complex]) -> Footprint:
    a, b, c, d = (move(complex(*corner)) for corner in footprint)
    return (a.real, a.imag), (b.real, b.imag), (c.real, c.imag), (d.real, d.imag)
