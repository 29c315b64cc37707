"""How much two outlines on the ground have in common."""

from __future__ import annotations

import numpy as np

from neurocorrelator.geo.polygons import Ring, cut_by_line


def outline_iou(convex: Ring, other: Ring) -> float:
    """Intersection over union of two outlines in the same plane, 0 to 1.

    Args:
        convex: [N, 2] corners of a convex outline in either direction, not closed, such as a
            picture's footprint. One that is not convex, or of no area, is no picture of any ground
            and has nothing in common with anything: 0.
        other: [M, 2] corners of an outline that does not cross itself.
    """
    origin = np.asarray(other, np.float64).mean(axis=0)  # near zero the products keep their digits
    first, second = np.asarray(convex, np.float64) - origin, np.asarray(other, np.float64) - origin
    if not (np.isfinite(first).all() and np.isfinite(second).all() and _is_convex(first)):
        return 0.0
    if _signed_area(first) < 0:
        first = first[::-1]
    common = abs(_signed_area(_clipped_by(second, first)))
    union = abs(_signed_area(first)) + abs(_signed_area(second)) - common
    return float(min(common / union, 1.0)) if union > 0 else 0.0


def _clipped_by(ring: Ring, convex: Ring) -> Ring:
    """The part of a ring inside a convex one of positive area (Sutherland and Hodgman, 1974)."""
    for start, end in zip(convex, np.roll(convex, -1, axis=0), strict=True):
        if len(ring) < 3:
            return ring[:0]
        along = end - start
        away = ring - start
        side = along[0] * away[:, 1] - along[1] * away[:, 0]
        ring = cut_by_line(ring, side)
    return ring


def _signed_area(ring: Ring) -> float:
    """Positive where the corners run from the first axis to the second."""
    if len(ring) < 3:
        return 0.0
    x, y = ring.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)) / 2


def _is_convex(ring: Ring) -> bool:
    """True where every corner turns the same way, once around."""
    edges = np.roll(ring, -1, axis=0) - ring
    after = np.roll(edges, -1, axis=0)
    turns = edges[:, 0] * after[:, 1] - edges[:, 1] * after[:, 0]
    if not ((turns >= 0).all() or (turns <= 0).all()):
        return False
    angles = np.arctan2(turns, (edges * after).sum(axis=1))
    return bool(np.isclose(abs(angles.sum()), 2 * np.pi) and (turns != 0).any())
