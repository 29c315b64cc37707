"""How far a match lies from where the picture says it was taken."""

from __future__ import annotations

from pyproj import Geod

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.template import Template
from neurocorrelator.results.match_result import Match

_GEOD = Geod(ellps="WGS84")


def distance_to_position_m(
    template: Template, match: Match, georeference: Georeference
) -> float | None:
    """Geodesic metres between a template's own position and the centre of a match.

    The position of a photograph is the camera's, not the ground's: of an oblique picture the two
    differ by the height or more. It plays no part in the search.

    Args:
        template: with or without a position.
        match: of this template.
        georeference: of the scene.

    Returns:
        The distance; None where the position is not known or the scene has no place on the Earth.
    """
    if template.position is None or not georeference.is_geographic:
        return None
    try:
        lon, lat = georeference.lonlat(*match.centre)
    except RasterError:  # the place is beyond what the scene's CRS can express
        return None
    return float(_GEOD.inv(*template.position, float(lon), float(lat))[2])
