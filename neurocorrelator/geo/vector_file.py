"""Polygons of vector files: GeoJSON by itself, all others through pyogrio (the extra `gis`)."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import CRS
from pyproj.exceptions import CRSError

from neurocorrelator.errors import AreaError
from neurocorrelator.geo.georeference import WGS84
from neurocorrelator.geo.polygons import Polygon, Ring

_OF_EXTRA = (".gpkg", ".shp", ".kml", ".kmz", ".gml", ".fgb", ".tab", ".mif")
VECTOR_SUFFIXES = (".geojson", ".json", *_OF_EXTRA)
"""Kinds of vector file that hold areas, the most used first; all but GeoJSON need `gis`."""

_GEOJSON_SUFFIXES = frozenset({".geojson", ".json"})
_POLYGON, _MULTI_POLYGON, _COLLECTION = 3, 6, 7  # types of Well-Known Binary


def read_polygons(path: Path) -> tuple[list[Polygon], CRS | None]:
    """The polygons of all layers of a file, (x, y) in the order east, north, and their CRS.

    Raises:
        AreaError: missing, not a vector file, without polygons, with layers of different CRSs, or
            of a format that needs the extra `gis`.
    """
    if not os.path.exists(path):  # noqa: PTH110 - raises nothing
        raise AreaError(f"{path}: no such file; check the path")
    if path.suffix.lower() in _GEOJSON_SUFFIXES and path.is_file():
        polygons, crs = _read_geojson(path)
    else:
        polygons, crs = _read_with_pyogrio(path)
    whole = [polygon for polygon in polygons if len(polygon[0]) >= 3]
    if not whole:
        raise AreaError(f"{path}: holds no polygon; draw the area as one")
    if not all(np.isfinite(ring).all() for polygon in whole for ring in polygon):
        raise AreaError(f"{path}: a position in it is not a number; draw the area again")
    return whole, crs


def _read_geojson(path: Path) -> tuple[list[Polygon], CRS | None]:
    try:
        root = json.loads(path.read_text("utf-8-sig"))
        return list(_polygons_of_geojson(root)), _crs_of_geojson(root)
    except OSError as error:
        raise AreaError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise AreaError(
            f"{path}: is not GeoJSON, or is damaged ({' '.join(str(error).split())[:100]})"
        ) from error


def _polygons_of_geojson(node: Any) -> Iterator[Polygon]:
    if node is None:  # a feature without a place
        return
    kind = node["type"]
    if kind == "FeatureCollection":
        for feature in node["features"]:
            yield from _polygons_of_geojson(feature)
    elif kind == "Feature":
        yield from _polygons_of_geojson(node["geometry"])
    elif kind == "GeometryCollection":
        for geometry in node["geometries"]:
            yield from _polygons_of_geojson(geometry)
    elif kind in ("Polygon", "MultiPolygon"):
        for rings in [node["coordinates"]] if kind == "Polygon" else node["coordinates"]:
            if rings:
                yield tuple(
                    open_ring([(float(p[0]), float(p[1])) for p in positions])
                    for positions in rings
                )


def _crs_of_geojson(root: Any) -> CRS:
    """WGS 84; or what the `crs` member of the standard of 2008 names, which QGIS still writes."""
    named = (root.get("crs") or {}).get("properties", {}).get("name")
    try:
        return WGS84 if named is None else CRS.from_user_input(named)
    except CRSError as error:
        raise ValueError(f"the CRS {named!r} is not known") from error


def _read_with_pyogrio(path: Path) -> tuple[list[Polygon], CRS | None]:
    try:
        import pyogrio
    except ImportError:
        raise AreaError(
            f"{path}: reading {path.suffix or 'this format'} needs the extra gis"
            ' (pip install "neurocorrelator[gis]"); GeoJSON is read without it'
        ) from None
    polygons: list[Polygon] = []
    found: dict[str | None, None] = {}
    try:
        for layer, kind in pyogrio.list_layers(path):
            if kind is None:  # a table without a place
                continue
            meta, _, geometries, _ = pyogrio.raw.read(path, layer=layer, columns=[], force_2d=True)
            of_layer = [
                polygon
                for blob in geometries
                if blob is not None
                for polygon in _polygons_of_wkb(bytes(blob))
            ]
            if of_layer:
                polygons += of_layer
                found[meta["crs"]] = None
    except (pyogrio.errors.DataSourceError, RuntimeError, ValueError, OSError) as error:
        raise AreaError(
            f"{path}: is not a vector file that can be read, or is damaged"
            f" ({' '.join(str(error).split())[:150]})"
        ) from error
    if len(found) > 1:
        raise AreaError(f"{path}: its layers have different CRSs; keep one of them in a file")
    text = next(iter(found), None)
    try:
        crs = None if text is None else CRS.from_user_input(text)
    except CRSError as error:
        raise AreaError(f"{path}: its CRS cannot be understood ({error})") from error
    if crs is not None and crs.name.startswith("Undefined "):  # a GeoPackage's -1 and 0
        crs = None
    return polygons, crs


def _polygons_of_wkb(blob: bytes) -> list[Polygon]:
    """Polygons of Well-Known Binary in two dimensions; other kinds of geometry are passed over."""
    polygons: list[Polygon] = []
    _parse_wkb(memoryview(blob), 0, polygons)
    return polygons


def _parse_wkb(blob: memoryview, at: int, polygons: list[Polygon]) -> int:
    """Append the polygons of the geometry that starts at a byte; returns where it ends."""
    order = "<" if blob[at] else ">"
    kind, count = struct.unpack_from(f"{order}II", blob, at + 1)
    at += 9
    if kind == _POLYGON:
        rings = []
        for _ in range(count):
            (points,) = struct.unpack_from(f"{order}I", blob, at)
            numbers = np.frombuffer(blob, f"{order}f8", 2 * points, at + 4)
            rings.append(open_ring(numbers.reshape(points, 2)))
            at += 4 + 16 * points
        if rings:
            polygons.append(tuple(rings))
    elif kind in (_MULTI_POLYGON, _COLLECTION):
        for _ in range(count):
            at = _parse_wkb(blob, at, polygons)
    elif kind == 1:
        at += 12  # a point: two numbers, of which the count was a part
    elif kind == 2:
        at += 16 * count
    elif kind in (4, 5):
        for _ in range(count):
            at = _parse_wkb(blob, at, polygons)
    return at


def open_ring(positions: Any) -> Ring:
    """[N, 2] without the repeated first position."""
    ring = np.array(positions, np.float64).reshape(-1, 2)
    return ring[:-1] if len(ring) > 1 and (ring[0] == ring[-1]).all() else ring
