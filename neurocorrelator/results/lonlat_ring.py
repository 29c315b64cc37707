"""Rings of longitude and latitude as RFC 7946 wants them: counter-clockwise, cut at 180 degrees."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Point = tuple[float, float]
Ring = list[Point]

_DECIMALS = 7  # about a centimetre


def rfc7946_rings(corners: Sequence[Point]) -> list[Ring]:
    """Exterior rings of a polygon's corners: one, or several where it crosses the antimeridian.

    Each ring is closed, counter-clockwise, within -180..180 and -90..90 and rounded to 7 decimals
    (RFC 7946, 3.1.6, 3.1.9 and 11.2). The polygon is the smaller of the two that the corners bound;
    one that runs around a pole includes the pole.

    Args:
        corners: (longitude, latitude) in degrees, either direction, not closed; longitudes may
            leave -180..180, as scenes of 0..360 do.
    """
    ring = _clip_latitude(_unwrap(corners))
    if not ring:  # wholly beyond a pole, which no position on Earth is
        return []
    if _signed_area(ring) < 0:
        ring = [ring[0], *reversed(ring[1:])]
    west, east = min(p[0] for p in ring), max(p[0] for p in ring)
    first, last = math.floor((west + 180) / 360), math.ceil((east + 180) / 360) - 1
    pieces = []
    for turn in range(first, max(first, last) + 1):
        piece = _strip(ring, 360.0 * turn) if first < last else ring
        if piece:
            pieces.append(_closed([(lon - 360.0 * turn, lat) for lon, lat in piece]))
    # a sliver of the cut may vanish in the rounding; the only piece never does
    return [p for p in pieces if len(pieces) == 1 or _signed_area(p[:-1]) != 0]


def _unwrap(corners: Sequence[Point]) -> Ring:
    """Longitudes made continuous along the ring; around a pole, with the pole as an edge."""
    ring = [corners[0]]
    for lon, lat in [*corners[1:], corners[0]]:
        before = ring[-1][0]
        ring.append((lon - 360.0 * round((lon - before) / 360.0), lat))
    if abs(ring[-1][0] - ring[0][0]) > 180.0:
        pole = math.copysign(90.0, sum(lat for _, lat in corners))
        return [*ring, (ring[-1][0], pole), (ring[0][0], pole)]
    return ring[:-1]


def _strip(ring: Ring, middle: float) -> Ring:
    """The part of a ring within 180 degrees of a meridian."""
    east = _clip(ring, lambda p: p[0] - (middle - 180.0))
    return _clip(east, lambda p: (middle + 180.0) - p[0])


def _clip_latitude(ring: Ring) -> Ring:
    if max(abs(lat) for _, lat in ring) <= 90.0:
        return ring
    return _clip(_clip(ring, lambda p: p[1] + 90.0), lambda p: 90.0 - p[1])


def _clip(ring: Ring, side: Callable[[Point], float]) -> Ring:
    """The part of a ring on the positive side of a line (Sutherland and Hodgman, 1974)."""
    kept: Ring = []
    for before, here in zip([ring[-1], *ring[:-1]] if ring else [], ring, strict=True):
        a, b = side(before), side(here)
        if (a < 0 < b) or (b < 0 < a):
            share = a / (a - b)
            kept.append(
                (
                    before[0] + share * (here[0] - before[0]),
                    before[1] + share * (here[1] - before[1]),
                )
            )
        if b >= 0:
            kept.append(here)
    return kept


def _closed(ring: Ring) -> Ring:
    rounded = [
        (
            round(min(max(lon, -180.0), 180.0), _DECIMALS),
            round(min(max(lat, -90.0), 90.0), _DECIMALS),
        )
        for lon, lat in ring
    ]
    return [*rounded, rounded[0]]


def _signed_area(ring: Sequence[Point]) -> float:
    """Twice the area in square degrees, positive counter-clockwise."""
    origin_lon, origin_lat = ring[0]  # near zero the products keep their digits
    local = [(lon - origin_lon, lat - origin_lat) for lon, lat in ring]
    return sum(
        a[0] * b[1] - b[0] * a[1] for a, b in zip(local, [*local[1:], local[0]], strict=True)
    )
