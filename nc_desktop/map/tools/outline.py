"""Whether an outline is one that encloses an area: no side crosses another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF


def crosses(corners: Sequence[QPointF], to: QPointF, *, closing: bool = False) -> bool:
    """Whether a side from the last corner would cross or touch an earlier one.

    Args:
        corners: of an outline that is not closed yet and does not cross itself.
        to: where the side would end.
        closing: `to` is the first corner, which the side may touch.
    """
    if len(corners) < 2:
        return False
    start = corners[-1]
    sides = list(pairwise(corners[:-1]))
    if closing:
        sides = sides[1:]
    if any(_meet(start, to, a, b) for a, b in sides):
        return True
    # the side before it shares a corner: wrong only if it is gone back along
    former = corners[-2]
    back = _turn(former, start, to) == 0 and _ahead(start, former, to)
    if closing and len(corners) > 2:
        following = corners[1]
        back = back or (_turn(start, to, following) == 0 and _ahead(to, start, following))
    return back


def area(corners: Sequence[QPointF]) -> float:
    """Area of an outline that does not cross itself, in the square of its units."""
    following = [*corners[1:], *corners[:1]]
    pairs = zip(corners, following, strict=True)
    return abs(sum(a.x() * b.y() - b.x() * a.y() for a, b in pairs)) / 2


def _turn(a: QPointF, b: QPointF, c: QPointF) -> int:
    """1, -1 or 0: the way from a over b to c turns right, left or not."""
    value = (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x())
    return (value > 0) - (value < 0)


def _ahead(origin: QPointF, a: QPointF, b: QPointF) -> bool:
    """Whether two points lie on the same side of a third, on one line with it."""
    return QPointF.dotProduct(a - origin, b - origin) > 0


def _between(a: QPointF, b: QPointF, c: QPointF) -> bool:
    """Whether c, on the line through a and b, lies between them."""
    return min(a.x(), b.x()) <= c.x() <= max(a.x(), b.x()) and min(a.y(), b.y()) <= c.y() <= max(
        a.y(), b.y()
    )


def _meet(a: QPointF, b: QPointF, c: QPointF, d: QPointF) -> bool:
    """Whether two segments have a point in common."""
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] != turns[1] and turns[2] != turns[3]:
        return True
    return (
        (turns[0] == 0 and _between(a, b, c))
        or (turns[1] == 0 and _between(a, b, d))
        or (turns[2] == 0 and _between(c, d, a))
        or (turns[3] == 0 and _between(c, d, b))
    )
