"""Matches that a person places: a found one that is put right, and one made by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.errors import PlacementError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.homography import Homography
from neurocorrelator.rasters.template import Template
from neurocorrelator.results.match_result import Footprint, Match, Point

FloatArray = NDArray[np.float64]


def lies_mirrored(georeference: Georeference) -> bool:
    """Whether pictures lie mirrored in a scene's pixels: where its rows run north."""
    return georeference.is_geographic and georeference.transform.determinant > 0


def is_mirrored(footprint: Sequence[Point]) -> bool:
    """Whether corners run anticlockwise as a scene's pixels are seen, rows downward."""
    cols, rows = np.array(footprint, np.float64).T
    return float(cols @ np.roll(rows, -1) - rows @ np.roll(cols, -1)) < 0


def corrected_match(match: Match, footprint: Sequence[Point]) -> Match:
    """A match where a person says that it lies.

    Centre, rotation and scale follow from the map between the two footprints. Score, confidence,
    inliers and facts stay: they are of the place that was found, which `origin` tells.

    Args:
        match: as it was found, or made by hand, which it stays.
        footprint: the corrected corners (col, row), in the order of `Match.footprint`.

    Raises:
        PlacementError: the corners are no convex quadrilateral, or mirrored against those found.
    """
    mirrored = is_mirrored(match.footprint)
    former = _placed((1.0, 1.0), match.footprint, mirrored=mirrored)
    now = _placed((1.0, 1.0), footprint, mirrored=mirrored)
    moved = Homography(now.matrix @ former.inverse.matrix)
    step = moved.jacobian(*match.centre)
    angle = math.radians(match.rotation_deg)
    rotation = _bearing(step @ (math.sin(angle), -math.cos(angle)))
    scale = match.scale * math.sqrt(abs(float(np.linalg.det(step))))
    return replace(
        match,
        rotation_deg=rotation,
        scale=scale,
        footprint=_frozen(footprint),
        centre=_at(moved, match.centre),
        origin="hand" if match.origin == "hand" else "corrected",
    )


def hand_match(
    template: Template, footprint: Sequence[Point], *, mirrored: bool = False, rank: int = 1
) -> Match:
    """A match that a person makes, such as by control points; nothing is known of how sure it is.

    Args:
        template: the picture.
        footprint: where its corners lie, (col, row): upper left, upper right, lower right, lower
            left as the template has them.
        mirrored: whether pictures lie mirrored in this scene; see `lies_mirrored`.
        rank: its number among the template's matches.

    Raises:
        PlacementError: the corners are no convex quadrilateral, or turned over.
    """
    size = template.width, template.height
    placed = _placed(size, footprint, mirrored=mirrored)
    middle = (template.width / 2, template.height / 2)
    step = placed.jacobian(*middle)
    return Match(
        rank=rank,
        template=template.name,
        score=None,
        size_corrected_score=None,
        confidence=None,
        inliers=None,
        rotation_deg=_bearing(step @ (0.0, -1.0)),
        scale=math.sqrt(abs(float(np.linalg.det(step)))),
        footprint=_frozen(footprint),
        centre=_at(placed, middle),
        origin="hand",
    )


def _placed(size: tuple[float, float], footprint: Sequence[Point], *, mirrored: bool) -> Homography:
    sign = -1.0 if mirrored else 1.0
    try:
        seen = Homography.of_footprint(size, [(col, sign * row) for col, row in footprint])
    except ValueError as error:
        raise PlacementError(f"the picture cannot lie there: {error}") from error
    return Homography(np.diag([1.0, sign, 1.0]) @ seen.matrix)


def _at(placed: Homography, point: Point) -> Point:
    col, row = placed(*point)
    return float(col), float(row)


def _bearing(up: FloatArray) -> float:
    """Clockwise angle, 0 to 360, from the scene's up to where an arrow (right, down) points."""
    angle = math.degrees(math.atan2(float(up[0]), -float(up[1]))) % 360.0
    return 0.0 if math.isclose(angle, 360.0) else angle


def _frozen(footprint: Sequence[Point]) -> Footprint:
    upper_left, upper_right, lower_right, lower_left = (
        (float(col), float(row)) for col, row in footprint
    )
    return upper_left, upper_right, lower_right, lower_left
