"""`boxes.geojson`: footprints for any GIS and web map (RFC 7946)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from neurocorrelator.errors import OutputError, RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.results import strict_json
from neurocorrelator.results.lonlat_ring import rfc7946_rings
from neurocorrelator.results.match_result import Match, MatchResult, footprint_lonlat
from neurocorrelator.results.table_file import write_table

if TYPE_CHECKING:
    import pandas as pd


def write_geojson(
    result: MatchResult, path: str | os.PathLike[str], matches: Sequence[Match] | None = None
) -> Path:
    """Write the footprints in WGS 84 longitude and latitude, with the table's row as properties.

    Args:
        result: what a run found.
        path: the file to write; replaced if it exists, whole or not at all.
        matches: those to write, in that order; all of the result's if None.

    Raises:
        OutputError: the scene has no CRS, or the file cannot be written.
    """
    require_crs(result.scene)
    return write_table(put_geojson, result, path, matches)


def require_crs(scene: Raster, name: str = "GeoJSON") -> None:
    """GeoJSON and KML have longitude and latitude only.

    Raises:
        OutputError: the scene has no CRS.
    """
    if not scene.georeference.is_geographic:
        raise OutputError(
            f"{scene.path}: the scene has no CRS, and {name} needs longitude and latitude;"
            " write CSV, or give the scene a CRS (gdal_edit -a_srs)"
        )


def put_geojson(result: MatchResult, place: Path) -> None:
    """Write the footprints to a place that is already safe, see `atomic_files`."""
    strict_json.put(feature_collection(result), place)


def feature_collection(result: MatchResult) -> dict[str, object]:
    """The matches as a GeoJSON FeatureCollection."""
    georeference = result.scene.georeference
    return features_of(result.table, [(match, georeference) for match in result.matches])


def features_of(
    table: pd.DataFrame, matches: Iterable[tuple[Match, Georeference]]
) -> dict[str, object]:
    """Matches, each with its scene's georeference, and their rows as a FeatureCollection."""
    columns = [table[name].tolist() for name in table.columns]
    features = []
    for (match, georeference), *values in zip(matches, *columns, strict=True):
        properties = dict(zip(table.columns, values, strict=True))
        geometry = _geometry(match, georeference)
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def _geometry(match: Match, georeference: Georeference) -> dict[str, object] | None:
    try:
        corners = footprint_lonlat(match, georeference)
    except RasterError:  # no CRS, or a corner that overhangs has no longitude and latitude in it
        return None  # RFC 7946, 3.2: an unlocated feature; its row still has the centre
    rings = rfc7946_rings(corners)
    if not rings:
        return None
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": [rings[0]]}
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
