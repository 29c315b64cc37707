"""What a template's own file says of the ground that it shows: the transform and CRS in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import FloatArray, Georeference

_SQUARE_WITHIN = 0.02  # sides of a pixel that differ less count as equal
_SKEW_COSINE = 0.05  # sides of a pixel are at right angles within 3 degrees


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """What one source knows of a picture; empty where it says nothing.

    Attributes:
        gsd_m: metres per pixel.
        heading_deg: true-north bearing of the picture's up direction, 0 <= heading < 360.
        position: (longitude, latitude), WGS 84 degrees.
        sides_m: (along columns, along rows), metres of a pixel whose sides differ; `gsd_m` is then
            the shorter one, right once the picture is resampled to square pixels.
        gsd_note: why there is no GSD, or what it rests on.
        heading_note: the same of the heading.
        note: what is wrong with the source.
    """

    gsd_m: float | None = None
    heading_deg: float | None = None
    position: tuple[float, float] | None = None
    sides_m: tuple[float, float] | None = None
    gsd_note: str = ""
    heading_note: str = ""
    note: str = ""


def compass_deg(angle: float) -> float:
    """An angle in degrees as a bearing, 0 <= bearing < 360; -1e-17 % 360 would be 360."""
    bearing = angle % 360.0
    return 0.0 if bearing == 360.0 else bearing


def georeferenced_facts(georeference: Georeference, width: int, height: int) -> GroundFacts:
    """GSD, heading and place of a raster's centre; nothing where it has no CRS.

    Args:
        georeference: of the raster, rotated or not.
        width: columns.
        height: rows.
    """
    if not georeference.is_geographic:
        return GroundFacts()
    centre = width / 2, height / 2
    try:
        lon, lat = georeference.lonlat(*centre)
        step = georeference.jacobian_m(*centre)
    except RasterError as error:
        return GroundFacts(note=f"the georeference cannot be used: {error}")
    return _facts_of_pixel(step, (float(lon), float(lat)))


def _facts_of_pixel(step: FloatArray, position: tuple[float, float]) -> GroundFacts:
    """Facts from the east and north metres of one pixel to the right and one down, [2, 2]."""
    sides = np.linalg.norm(step, axis=0)
    if not (np.isfinite(step).all() and (sides > 0).all()):
        return GroundFacts(note="the georeference cannot be used: its pixels have no size")
    area = float(np.linalg.det(step))
    if area > 0:  # north-up is negative: rows run south
        mirrored = "GSD and heading are not taken from the georeference: it mirrors the picture"
        return GroundFacts(position=position, note=mirrored)
    east, north = -step[:, 1]
    heading = compass_deg(math.degrees(math.atan2(east, north)))
    gsd, note, unequal = math.sqrt(-area), "", None
    if abs(float(step[:, 0] @ step[:, 1])) > _SKEW_COSINE * float(np.prod(sides)):
        note = "the georeference has skewed pixels: the GSD is the root of a pixel's area"
    elif max(sides) > (1 + _SQUARE_WITHIN) * min(sides):
        gsd, unequal = float(min(sides)), (float(sides[0]), float(sides[1]))
    return GroundFacts(gsd, heading, position, unequal, gsd_note=note)
