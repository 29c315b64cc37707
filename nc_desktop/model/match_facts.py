"""All that is known of one match."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

import neurocorrelator as nc

Point = tuple[float, float]


@dataclass(frozen=True)
class MatchFacts:
    """Values of a match; None where they are not known.

    Attributes:
        match: what was found.
        template: the picture; None if the result does not have it.
        answer: whether its template is in the scene; None if nothing is said of it.
        crs_name: of the scene; empty without one.
        degrees: whether `xy` are degrees.
        xy: of the centre, in the scene's CRS.
        lonlat: of the centre, WGS 84.
        heading_deg: true-north bearing of the picture's up direction.
        gsd_m: ground sample distance of the picture where it lies, metres per pixel.
        size_m: width and height of the footprint on the ground, along its sides.
        area_m2: of the footprint.
        corners: (col, row): upper left, upper right, lower right, lower left of the picture.
        corners_lonlat: the same as (longitude, latitude).
        distance_m: from the position that the picture's file names.
        damaged: whether a part of the scene around it could not be read.
    """

    match: nc.Match
    template: nc.Template | None
    answer: nc.Answer | None = None
    crs_name: str = ""
    degrees: bool = False
    xy: Point | None = None
    lonlat: Point | None = None
    heading_deg: float | None = None
    gsd_m: float | None = None
    size_m: Point | None = None
    area_m2: float | None = None
    corners: tuple[Point, ...] = ()
    corners_lonlat: tuple[Point, ...] | None = None
    distance_m: float | None = None
    damaged: bool = False

    @classmethod
    def of(cls, result: nc.MatchResult, index: int) -> MatchFacts:
        """Gather them.

        Args:
            result: with the scene where it lies now.
            index: position in its matches.
        """
        match, georeference = result.matches[index], result.scene.georeference
        template = next((t for t in result.templates if t.name == match.template), None)
        plain = cls(
            match,
            template,
            result.answers.get(match.template),
            corners=match.footprint,
            damaged=_is_damaged(match, result),
        )
        if georeference.crs is None:
            return plain
        x, y = georeference.xy(*match.centre)
        placed = replace(
            plain,
            crs_name=georeference.crs_name,
            degrees=bool(georeference.crs.is_geographic),
            xy=(float(x), float(y)),
        )
        try:
            return _on_earth(placed, georeference)
        except nc.RasterError:  # beyond what the CRS can express
            return placed


def _on_earth(plain: MatchFacts, georeference: nc.Georeference) -> MatchFacts:
    """Add what needs longitude and latitude.

    Raises:
        neurocorrelator.RasterError: the match lies beyond what the CRS can express.
    """
    match, template = plain.match, plain.template
    lon, lat = georeference.lonlat(*match.centre)
    lons, lats = georeference.lonlat(*zip(*match.footprint, strict=True))
    upper_left, upper_right, lower_right, lower_left = match.footprint
    east, north = georeference.jacobian_m(*match.centre) @ _up(match.rotation_deg)
    distance = None
    if template is not None:
        distance = nc.distance_to_position_m(template, match, georeference)
    return replace(
        plain,
        lonlat=(float(lon), float(lat)),
        corners_lonlat=tuple(zip(lons.tolist(), lats.tolist(), strict=True)),
        size_m=(
            _mean_length(georeference, (upper_left, upper_right), (lower_left, lower_right)),
            _mean_length(georeference, (upper_left, lower_left), (upper_right, lower_right)),
        ),
        area_m2=georeference.area_m2(match.footprint),
        gsd_m=match.scale * float(np.sqrt(np.prod(georeference.gsd_m(*match.centre)))),
        heading_deg=math.degrees(math.atan2(east, north)) % 360.0,
        distance_m=distance,
    )


def _up(rotation_deg: float) -> tuple[float, float]:
    """The picture's up direction in scene pixels: (right, down)."""
    angle = math.radians(rotation_deg)
    return math.sin(angle), -math.cos(angle)


def _mean_length(georeference: nc.Georeference, *sides: tuple[Point, Point]) -> float:
    return sum(georeference.distance_m(a, b) for a, b in sides) / len(sides)


def _is_damaged(match: nc.Match, result: nc.MatchResult) -> bool:
    left, top, right, bottom = match.box
    return any(
        window.col_off < right
        and left < window.col_off + window.width
        and window.row_off < bottom
        and top < window.row_off + window.height
        for window in result.damaged
    )
