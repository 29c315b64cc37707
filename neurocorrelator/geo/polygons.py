"""Polygons on the ground, and where their outlines run in the pixels of a scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from neurocorrelator.errors import AreaError
from neurocorrelator.geo.georeference import Georeference

Ring = NDArray[np.float64]
"""[N, 2] positions, not closed."""
Polygon = tuple[Ring, ...]
"""The outline, then the holes."""
Bounds = tuple[float, float, float, float]
"""x_min, y_min, x_max, y_max."""

_TOLERANCE_PX = 0.05  # how far a straight edge may lie from the true course of a bent one
_FIRST_PIECES = 4  # of an edge, so that an S-shaped one does not look straight in its middle
_SHORT_PX = 16.0  # edges below it bend by less than anyone sees
_MOST_HALVINGS = 12
_SAMPLES = 17  # a side of the scene, to know how far it reaches in another CRS

_Place = Callable[[Ring], Ring]


def polygons_in_pixels(
    polygons: Sequence[Polygon],
    crs: CRS | None,
    georeference: Georeference,
    size: tuple[int, int] | None = None,
) -> tuple[Polygon, ...]:
    """Polygons of any CRS in the pixels of a scene, their edges bent as the projection bends them.

    An edge is straight in the polygon's own CRS, as RFC 7946 has it. Longitudes may leave
    -180..180: what lies a full turn beside the scene is the same place.

    Args:
        polygons: (x, y) in their CRS, the order east, north.
        crs: of the polygons; None for the scene's own coordinates, whatever they are.
        georeference: the scene's.
        size: width and height of the scene in pixels. With it only what lies around the scene is
            projected, so that a polygon may be larger than the domain of the scene's CRS.

    Returns:
        Polygons in (col, row), corner coordinates; none where nothing lies around the scene.

    Raises:
        AreaError: a polygon leaves the domain of the scene's CRS.
    """
    place, turn = _placing(crs, georeference, size)
    if size is not None:
        polygons = _around(polygons, bounds_of_scene(georeference, size, crs), turn)
    placed = tuple(tuple(_bent(ring, place) for ring in polygon) for polygon in polygons)
    if not all(np.isfinite(ring).all() for polygon in placed for ring in polygon):
        raise AreaError("the area leaves what the CRS of the scene can express; draw a smaller one")
    return placed


def bounds_of_scene(
    georeference: Georeference, size: tuple[int, int], crs: CRS | None = None
) -> Bounds:
    """How far a scene reaches in a CRS; longitudes are continuous, so they may pass 180.

    Args:
        georeference: the scene's.
        size: its width and height in pixels.
        crs: the CRS of the answer; None for the scene's own.

    Raises:
        AreaError: nothing of the scene can be expressed in that CRS.
    """
    across, down = (np.linspace(0, side, _SAMPLES) for side in size)
    cols, rows = (grid.ravel() for grid in np.meshgrid(across, down))
    x, y = georeference.xy(cols, rows)
    if crs is not None and georeference.crs is not None and crs != georeference.crs:
        own_turn, turn = full_turn(georeference.crs), full_turn(crs)
        own_x = x
        x, y = _transformer(georeference.crs, crs).transform(x, y)
        if turn is not None:  # PROJ brings longitudes back to -180..180
            near = x[len(x) // 2] if own_turn is None else own_x * turn / own_turn
            if np.isfinite(near).all():
                x = x + turn * np.round((near - x) / turn)
    known = np.isfinite(x) & np.isfinite(y)
    if not known.any():
        raise AreaError("the scene lies outside of what the CRS of the area can express")
    x, y = x[known], y[known]
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def bounds_of(polygons: Sequence[Polygon]) -> Bounds:
    """The upright box around polygons."""
    outlines = np.concatenate([polygon[0] for polygon in polygons])
    (x_min, y_min), (x_max, y_max) = outlines.min(axis=0), outlines.max(axis=0)
    return float(x_min), float(y_min), float(x_max), float(y_max)


def area_within(polygon: Polygon, bounds: Bounds) -> float:
    """Area of the part of a polygon that lies in an upright box, in its own units."""
    outline, *holes = (_twice_area(_clipped(ring, bounds)) / 2 for ring in polygon)
    return max(0.0, outline - sum(holes))


def oriented(polygon: Polygon) -> Polygon:
    """The same polygon, its outline from the first axis to the second, its holes against that."""
    outline, *holes = polygon
    return (_turned(outline, 1.0), *(_turned(hole, -1.0) for hole in holes))


def full_turn(crs: CRS | None) -> float | None:
    """The units of x after which the same places come again: 360 for degrees of longitude."""
    if crs is None or not crs.is_geographic:
        return None
    per_unit = crs.axis_info[0].unit_conversion_factor  # radians
    return 2 * np.pi / per_unit if per_unit else 360.0


def _turned(ring: Ring, sign: float) -> Ring:
    x, y = ring.T
    twice = float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y))
    return ring[::-1] if sign * twice < 0 else ring


def _placing(
    crs: CRS | None, georeference: Georeference, size: tuple[int, int] | None
) -> tuple[_Place, float | None]:
    """The function from a polygon's CRS to pixels, and the full turn of that CRS."""
    turn = full_turn(crs)
    own = georeference.crs
    if crs is None or own is None or crs == own:
        return lambda ring: np.stack(georeference.colrow(*ring.T), axis=1), turn
    transformer = _transformer(crs, own)
    own_turn = full_turn(own)
    middle = None if size is None else float(georeference.xy(size[0] / 2, size[1] / 2)[0])

    def place(ring: Ring) -> Ring:
        x, y = transformer.transform(ring[:, 0], ring[:, 1])
        if own_turn is not None:  # PROJ brings longitudes back to -180..180
            near = ring[:, 0] * own_turn / turn if turn is not None else middle
            if near is not None:
                x = x + own_turn * np.round((near - x) / own_turn)
        return np.stack(georeference.colrow(x, y), axis=1)

    return place, turn


def _transformer(source: CRS, target: CRS) -> Transformer:
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except ProjError as error:
        raise AreaError(
            f"no way is known from the CRS {source.name!r} of the area to {target.name!r};"
            " reproject the area to the CRS of the scene"
        ) from error


def _around(polygons: Sequence[Polygon], scene: Bounds, turn: float | None) -> list[Polygon]:
    """The parts of polygons around a scene, wherever a full turn puts them."""
    x_min, y_min, x_max, y_max = scene
    wide, high = (x_max - x_min) / 8, (y_max - y_min) / 8  # more than the samples can miss
    bounds = x_min - wide, y_min - high, x_max + wide, y_max + high
    if turn is not None and bounds[2] - bounds[0] > turn:
        middle = (x_min + x_max) / 2
        bounds = middle - turn / 2, bounds[1], middle + turn / 2, bounds[3]
    turns = (0.0,) if turn is None else (-turn, 0.0, turn)
    kept = []
    for polygon in polygons:
        for shift in turns:
            outline, *holes = (_clipped(ring + np.array([shift, 0.0]), bounds) for ring in polygon)
            if len(outline) >= 3 and _twice_area(outline) > 0:
                kept.append((outline, *(hole for hole in holes if len(hole) >= 3)))
    return kept


def _bent(ring: Ring, place: _Place) -> Ring:
    """A ring in pixels, with so many points that its edges lie where the true ones run."""
    placed = place(ring)
    with np.errstate(invalid="ignore"):
        long = ~(np.hypot(*(np.roll(placed, -1, axis=0) - placed).T) < _SHORT_PX)
    pieces = np.where(long, _FIRST_PIECES, 1)
    starts = np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = ((np.arange(len(starts)) - starts) / np.repeat(pieces, pieces))[:, None]
    edge = np.repeat(np.arange(len(ring)), pieces)
    points = ring[edge] * (1 - share) + np.roll(ring, -1, axis=0)[edge] * share
    placed = place(points)
    for _ in range(_MOST_HALVINGS):
        middles = (points + np.roll(points, -1, axis=0)) / 2
        placed_middles = place(middles)
        straight = (placed + np.roll(placed, -1, axis=0)) / 2
        with np.errstate(invalid="ignore"):
            away = np.hypot(*(placed_middles - straight).T)
        split = np.nonzero(np.isfinite(away) & (away > _TOLERANCE_PX))[0]
        if not split.size:
            break
        points = np.insert(points, split + 1, middles[split], axis=0)
        placed = np.insert(placed, split + 1, placed_middles[split], axis=0)
    return placed


def _clipped(ring: Ring, bounds: Bounds) -> Ring:
    """The part of a ring in an upright box (Sutherland and Hodgman, 1974).

    Pieces of a concave ring stay connected by edges that run along the border of the box and back;
    they bound no area.
    """
    x_min, y_min, x_max, y_max = bounds
    for axis, sign, limit in ((0, 1, x_min), (0, -1, -x_max), (1, 1, y_min), (1, -1, -y_max)):
        if not len(ring):
            return ring
        side = sign * ring[:, axis] - limit
        if (side >= 0).all():
            continue
        ring = cut_by_line(ring, side)
    return ring


def cut_by_line(ring: Ring, side: NDArray[np.float64]) -> Ring:
    """The part of a ring on one side of a line: a step of Sutherland and Hodgman, 1974.

    Args:
        ring: [n, 2] corners.
        side: [n] signed distance of each corner from the line, in any unit; below 0 is cut off.
    """
    before, side_before = np.roll(ring, 1, axis=0), np.roll(side, 1)
    crosses = (side >= 0) != (side_before >= 0)
    share = np.zeros_like(side)
    np.divide(side_before, side_before - side, out=share, where=crosses)
    cuts = before + share[:, None] * (ring - before)
    both = np.stack([cuts, ring], axis=1).reshape(-1, 2)
    return np.asarray(both[np.stack([crosses, side >= 0], axis=1).ravel()])


def _twice_area(ring: Ring) -> float:
    if len(ring) < 3:
        return 0.0
    x, y = (ring - ring[0]).T  # near zero the products keep their digits
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)))
