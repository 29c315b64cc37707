"""Whether places have room on the ground: inside of an area, or clear of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.geo.polygons import Polygon

_PAIRS = 1 << 20  # of a place and an edge that are looked at at once

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Room:
    """What a place takes on the plane: a disc where its pictures are turned, else a square.

    Attributes:
        half: the radius, or half the side.
        disc: whether it is the disc.
    """

    half: float
    disc: bool

    def wider(self, gap: float) -> Room:
        """With ground around it."""
        return Room(self.half + gap, self.disc)

    def inside(self, centres: FloatArray, polygons: Sequence[Polygon]) -> BoolArray:
        """[N], which places lie in one of the polygons as a whole."""
        found = np.zeros(len(centres), np.bool_)
        for polygon in polygons:
            found |= _holds(polygon, centres) & ~self._meets(centres, polygon)
        return found

    def clear_of(self, centres: FloatArray, polygons: Sequence[Polygon]) -> BoolArray:
        """[N], which places have no ground in common with any of the polygons."""
        found = np.ones(len(centres), np.bool_)
        for polygon in polygons:
            found &= ~_holds(polygon, centres) & ~self._meets(centres, polygon)
        return found

    def _meets(self, centres: FloatArray, polygon: Polygon) -> BoolArray:
        """[N], which places an edge runs through; one that runs along their border does not."""
        starts, ends = _edges(polygon)
        meets = np.zeros(len(centres), np.bool_)
        half = self.half * (1 - 1e-9)
        for part in _parts(len(centres), len(starts)):
            from_centre = starts[None] - centres[part, None]  # [n, E, 2]
            along = (ends - starts)[None]
            if self.disc:
                hit = _distance(from_centre, along) < half
            else:
                hit = _crosses_box(from_centre, along, half)
            meets[part] = hit.any(axis=1)
        return meets


def _edges(polygon: Polygon) -> tuple[FloatArray, FloatArray]:
    starts = np.concatenate(polygon)
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in polygon])
    return starts, ends


def _parts(places: int, edges: int) -> Iterator[slice]:
    step = max(1, _PAIRS // max(1, edges))
    return (slice(first, first + step) for first in range(0, places, step))


def _holds(polygon: Polygon, points: FloatArray) -> BoolArray:
    """[N], by the number of edges to the right of a point: odd inside, holes left out."""
    starts, ends = _edges(polygon)
    inside = np.zeros(len(points), np.bool_)
    for part in _parts(len(points), len(starts)):
        x, y = points[part, 0, None], points[part, 1, None]
        spans = (starts[:, 1] > y) != (ends[:, 1] > y)
        rise = ends[:, 1] - starts[:, 1]
        share = np.divide(y - starts[:, 1], rise, out=np.zeros_like(spans, float), where=spans)
        right = spans & (starts[:, 0] + share * (ends[:, 0] - starts[:, 0]) > x)
        inside[part] = right.sum(axis=1) % 2 == 1
    return inside


def _distance(start: FloatArray, along: FloatArray) -> FloatArray:
    """[n, E] from the origin to edges."""
    length = np.maximum((along**2).sum(axis=-1), 1e-18)
    share = np.clip(-(start * along).sum(axis=-1) / length, 0, 1)
    nearest = start + share[..., None] * along
    return np.asarray(np.hypot(nearest[..., 0], nearest[..., 1]))


def _crosses_box(start: FloatArray, along: FloatArray, half: float) -> BoolArray:
    """[n, E] whether edges run through the box of this half side around the origin.

    The shares of the edge between the two lines of each axis (Liang and Barsky, 1984).
    """
    entered = np.zeros(start.shape[:2])
    left = np.ones(start.shape[:2])
    for axis in (0, 1):
        at, step = start[..., axis], np.broadcast_to(along[..., axis], start.shape[:2])
        flat = step == 0
        safe = np.where(flat, 1.0, step)
        one, other = (-half - at) / safe, (half - at) / safe
        out = flat & (np.abs(at) >= half)
        entered = np.maximum(
            entered, np.where(flat, np.where(out, np.inf, 0), np.minimum(one, other))
        )
        left = np.minimum(left, np.where(flat, 1.0, np.maximum(one, other)))
    return np.asarray(entered < left)
