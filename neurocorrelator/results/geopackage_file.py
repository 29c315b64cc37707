"""`boxes.gpkg`: footprints and centres as layers of a GeoPackage, with types and an index."""

from __future__ import annotations

import errno
import os
import struct
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from neurocorrelator.errors import OutputError
from neurocorrelator.results import qgis_style
from neurocorrelator.results.csv_file import TEXT_COLUMNS
from neurocorrelator.results.ground import Ground, Point, Ring
from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.output_errors import is_full
from neurocorrelator.results.table_file import write_table
from neurocorrelator.results.xml_text import xml_text

if TYPE_CHECKING:
    import pandas as pd

FOOTPRINTS, CENTRES = "footprints", "centres"
_POINT, _POLYGON, _MULTI_POLYGON = 1, 3, 6  # types of Well-Known Binary


def write_geopackage(
    result: MatchResult, path: str | os.PathLike[str], matches: Sequence[Match] | None = None
) -> Path:
    """Write footprints and centres in the CRS of the results, each with the table's row.

    Without a CRS positions are what the scene's transform says; without one of these either they
    are pixels as QGIS shows such a scene: x is the column, y is minus the row.

    Args:
        result: what a run found.
        path: the file to write; replaced if it exists, whole or not at all.
        matches: those to write, in that order; all of the result's if None.

    Raises:
        OutputError: pyogrio is not installed, or the file cannot be written.
    """
    require_pyogrio()
    return write_table(put_geopackage, result, path, matches)


def require_pyogrio() -> None:
    """GeoPackage is the one format that needs more than the base installation.

    Raises:
        OutputError: pyogrio is not installed.
    """
    try:
        import pyogrio  # noqa: F401 (only whether it is there)
    except ImportError:
        raise OutputError(
            "the format gpkg needs the extra gis"
            ' (pip install "neurocorrelator[gis]"); csv, geojson and kml are written without it'
        ) from None


def put_geopackage(result: MatchResult, place: Path) -> None:
    """Write the layers to a place that is already safe, see `atomic_files`."""
    ground = result.ground
    polygons = [_polygons(ground, match) for match in result.matches]
    points = [_place(ground, match.centre) for match in result.matches]
    names = [template.name for template in result.templates]
    put_layers(place, result.table, ground.crs, shapes=(polygons, points), names=names)


def put_layers(
    place: Path,
    table: pd.DataFrame,
    crs: CRS | None,
    *,
    shapes: tuple[Sequence[Sequence[Ring]], Sequence[Point | None]],
    names: Sequence[str],
) -> None:
    """Write the layers of a table to a place that is already safe, see `atomic_files`.

    Args:
        place: the file.
        table: a row a match.
        crs: of the shapes.
        shapes: of each match the closed rings of its footprint, none where it has no place; and of
            each match its centre.
        names: of the templates, which have a colour each.
    """
    import pyogrio

    polygons, points = shapes
    multi = any(len(rings) > 1 for rings in polygons)
    kind = "MultiPolygon" if multi else "Polygon"
    outlines = [_polygon_wkb(rings, multi=multi) for rings in polygons]
    centres = [_point_wkb(point) for point in points]
    try:
        _put_layer(place, FOOTPRINTS, (kind, outlines), crs, table)
        _put_layer(place, CENTRES, ("Point", centres), crs, table)
        _put_styles(
            place,
            {
                FOOTPRINTS: qgis_style.footprint_style(names),
                CENTRES: qgis_style.centre_style(names),
            },
        )
    except UnicodeEncodeError as error:
        raise OSError(errno.EILSEQ, "the path is not Unicode", str(place)) from error
    except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, RuntimeError) as error:
        # atomic_files names the file that was meant
        if is_full(place.parent):  # SQLite says in which statement it noticed
            raise OSError(errno.ENOSPC, "no space left", str(place)) from error
        reason = " ".join(str(error).split())[:200]
        raise OSError(errno.EIO, f"{reason}; is the disk full?", str(place)) from error


def _put_layer(
    place: Path,
    layer: str,
    shapes: tuple[str, Sequence[bytes | None]],
    crs: CRS | None,
    table: pd.DataFrame,
) -> None:
    import pyogrio

    kind, geometries = shapes
    data, masks = zip(*(_column(table[name]) for name in table.columns), strict=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "'crs' was not provided")  # the scene has none
        pyogrio.raw.write(
            place,
            np.array([*geometries, None], object)[:-1],  # else NumPy looks into the bytes
            list(data),
            list(table.columns),
            field_mask=list(masks),
            layer=layer,
            driver="GPKG",
            geometry_type=kind,
            crs=_crs_text(crs),
            layer_options={"GEOMETRY_NAME": "geom", "SPATIAL_INDEX": "YES"},
        )


def _put_styles(place: Path, styles: dict[str, str]) -> None:
    """The table from which QGIS takes the default style of a layer (as QGIS itself writes it)."""
    import pyogrio

    count = len(styles)
    now = np.datetime64(datetime.now(UTC).replace(tzinfo=None), "ms")
    columns: dict[str, NDArray[Any]] = {
        "f_table_catalog": np.full(count, "", object),
        "f_table_schema": np.full(count, "", object),
        "f_table_name": np.array(list(styles), object),
        "f_geometry_column": np.full(count, "geom", object),
        "styleName": np.array(list(styles), object),
        "styleQML": np.array(list(styles.values()), object),
        "styleSLD": np.full(count, "", object),
        "useAsDefault": np.ones(count, np.bool_),
        "description": np.full(count, "neurocorrelator", object),
        "owner": np.full(count, "", object),
        "ui": np.full(count, None, object),
        "update_time": np.full(count, now),
    }
    pyogrio.raw.write(
        place,
        None,
        list(columns.values()),
        list(columns),
        layer="layer_styles",
        driver="GPKG",
        geometry_type=None,
        crs=None,
    )


def _column(values: Any) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """A column of the table as GDAL takes it, and which of its cells are empty."""
    empty = np.asarray(values.isna(), np.bool_)
    name = str(values.name)
    if name in TEXT_COLUMNS:
        texts = [None if gone else xml_text(str(v)) for v, gone in zip(values, empty, strict=True)]
        return np.array([*texts, None], object)[:-1], empty
    if name in ("rank", "inliers"):
        return values.fillna(0).to_numpy(np.int64), empty
    return values.astype("Float64").to_numpy(np.float64, na_value=np.nan), empty


def _crs_text(crs: CRS | None) -> str | None:
    if crs is None:
        return None
    authority = crs.to_authority(min_confidence=70)
    return ":".join(authority) if authority else crs.to_wkt()


def _place(ground: Ground, point: Point) -> Point | None:
    if ground.crs is None and ground.georeference.transform.is_identity:
        return point[0], -point[1]
    return ground.xy(point)


def _polygons(ground: Ground, match: Match) -> list[Ring]:
    if ground.crs is None and ground.georeference.transform.is_identity:
        ring = [(col, -row) for col, row in match.footprint]
        return [[*ring, ring[0]]]
    return ground.rings(match.footprint)


def _polygon_wkb(rings: Sequence[Ring], *, multi: bool) -> bytes | None:
    if not rings:
        return None
    polygons = [
        struct.pack("<BIII", 1, _POLYGON, 1, len(ring)) + np.asarray(ring, "<f8").tobytes()
        for ring in rings
    ]
    if not multi:
        return polygons[0]
    return struct.pack("<BII", 1, _MULTI_POLYGON, len(polygons)) + b"".join(polygons)


def _point_wkb(place: Point | None) -> bytes | None:
    return None if place is None else struct.pack("<BIdd", 1, _POINT, *place)
