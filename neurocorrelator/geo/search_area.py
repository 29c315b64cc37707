"""The part of a scene to search in: an extent, a drawn area, the surroundings of a place."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Geod
from rasterio.features import rasterize

from neurocorrelator.errors import AreaElsewhereError, AreaError
from neurocorrelator.geo.georeference import WGS84, Georeference
from neurocorrelator.geo.polygons import (
    Bounds,
    Polygon,
    Ring,
    area_within,
    bounds_of,
    bounds_of_scene,
    full_turn,
    oriented,
    polygons_in_pixels,
)
from neurocorrelator.geo.vector_file import open_ring, read_polygons

_CIRCLE_POINTS = 360  # the circle's polygon is then nowhere narrower by more than .004 %
_GRID = 512  # cells along the longer side, to count what lies in several parts
_MOST_RADIUS_M = 5e6  # a larger circle has no inside that a map could show
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, eq=False)
class AreaPart:
    """Polygons; a place lies in the part when it lies in any of them.

    Attributes:
        polygons: each an outline, then its holes; [N, 2] positions (col, row) of the scene.
        description: what it is, in words, for messages and `run.json`.
    """

    polygons: tuple[Polygon, ...]
    description: str


@dataclass(frozen=True, eq=False)
class SearchArea:
    """Where in a scene to search; a place lies in the area when it lies in all of its parts.

    Positions are scene pixels in corner coordinates. The constructors take a `size` (width and
    height of the scene in pixels): with it an area that does not touch the scene is an error, and
    one may be larger than the domain of the scene's CRS.

    Attributes:
        parts: at least one; all must hold.
    """

    parts: tuple[AreaPart, ...]

    @classmethod
    def from_extent(
        cls,
        georeference: Georeference,
        xmin: float,
        ymin: float,
        xmax: float,
        ymax: float,
        *,
        size: tuple[int, int] | None = None,
    ) -> SearchArea:
        """An upright box in the CRS of the scene; without a CRS in the units of its transform.

        In degrees `xmin` above `xmax` means a box across the antimeridian (RFC 7946, 5.2).

        Raises:
            AreaError: a number is missing, the limits are swapped, or it lies beside the scene.
        """
        what = f"extent {xmin:.12g} {ymin:.12g} {xmax:.12g} {ymax:.12g}"
        turn = full_turn(georeference.crs)
        if not np.isfinite([xmin, ymin, xmax, ymax]).all():
            raise AreaError(f"{what}: must be four numbers, XMIN YMIN XMAX YMAX")
        if turn is not None and xmax < xmin:
            xmax += turn
        if xmin >= xmax or ymin >= ymax:
            raise AreaError(f"{what}: is empty or swapped; the order is XMIN YMIN XMAX YMAX")
        corners = np.array([[xmin, ymin], [xmax, ymin], [xmax, ymax], [xmin, ymax]], np.float64)
        return cls._placed([(corners,)], georeference.crs, georeference, size, what)

    @classmethod
    def from_vector_file(
        cls,
        path: str | os.PathLike[str],
        georeference: Georeference,
        *,
        size: tuple[int, int] | None = None,
    ) -> SearchArea:
        """The polygons of all layers of a file: GeoJSON, GeoPackage, Shapefile, KML and others.

        GeoJSON is longitude and latitude (RFC 7946) or the CRS that its old `crs` member names; it
        needs nothing else installed, the others need the extra `gis`.

        Raises:
            AreaError: missing, not readable, without a polygon, without a CRS although the scene
                has one (or the other way round), or beside the scene.
        """
        file = Path(path)
        polygons, crs = read_polygons(file)
        if crs is None and georeference.crs is not None:
            raise AreaError(
                f"{file}: has no CRS, so its place in the scene is not known; give it one"
                " (a Shapefile wants its .prj file), or use --extent"
            )
        if crs is not None and georeference.crs is None:
            raise AreaError(
                f"{file}: is in {crs.name}, but the scene has no CRS; give the scene one"
                " (gdal_edit -a_srs), or use --extent in the scene's own units"
            )
        return cls._placed(polygons, crs, georeference, size, str(file))

    @classmethod
    def near(
        cls,
        georeference: Georeference,
        lon: float,
        lat: float,
        radius_m: float,
        *,
        size: tuple[int, int] | None = None,
    ) -> SearchArea:
        """All within a geodesic distance of a place.

        Args:
            georeference: the scene's.
            lon: WGS 84 longitude, degrees.
            lat: WGS 84 latitude, degrees.
            radius_m: metres, up to 5000 km.
            size: width and height of the scene in pixels.

        Raises:
            AreaError: no such place, a radius that is none, a scene without a CRS, or one that the
                circle does not touch.
        """
        what = f"within {radius_m:.12g} m of {lon:.9g}, {lat:.9g}"
        if not (-360 <= lon <= 360 and -90 <= lat <= 90):
            raise AreaError(f"{what}: no such place; the order is longitude, latitude, in degrees")
        if not 0 < radius_m <= _MOST_RADIUS_M:
            raise AreaError(f"{what}: the radius must be above 0 and at most 5000000 metres")
        if georeference.crs is None:
            raise AreaError(f"{what}: the scene has no CRS; give it one (gdal_edit -a_srs)")
        circle = _circle(lon, lat, radius_m)
        return cls._placed([(circle,)], WGS84, georeference, size, what)

    @classmethod
    def from_pixels(
        cls,
        polygons: Sequence[Sequence[tuple[float, float]]],
        description: str,
        size: tuple[int, int] | None = None,
    ) -> SearchArea:
        """Polygons drawn on the picture itself, so a scene without a CRS can have one too.

        Args:
            polygons: outlines without holes, each of at least three positions (col, row) of the
                scene, closed or not; a place is in the area when it lies in any of them.
            description: what it is, in words, for messages and `run.json`.
            size: width and height of the scene in pixels.

        Raises:
            AreaError: no outline, one of less than three places or of no area, a position that is
                not a number, or all beside the scene.
        """
        rings = [open_ring(np.asarray(outline, np.float64)) for outline in polygons]
        if not rings:
            raise AreaError(f"{description}: holds no polygon; draw the area as one")
        if not all(np.isfinite(ring).all() for ring in rings):
            raise AreaError(f"{description}: a position in it is not a number; draw the area again")
        if any(len(ring) < 3 or not area_within((ring,), bounds_of([(ring,)])) for ring in rings):
            raise AreaError(f"{description}: has no inside; draw at least three corners")
        if size is not None and not any(area_within((ring,), (0, 0, *size)) for ring in rings):
            reach = _words(bounds_of([(ring,) for ring in rings]))
            raise AreaElsewhereError(
                f"{description}: does not touch the scene: it covers {reach},"
                f" the scene 0 0 to {size[0]} {size[1]} (pixels)"
            )
        return cls((AreaPart(tuple((ring,) for ring in rings), description),))

    @classmethod
    def _placed(
        cls,
        polygons: Sequence[Polygon],
        crs: CRS | None,
        georeference: Georeference,
        size: tuple[int, int] | None,
        what: str,
    ) -> SearchArea:
        try:
            placed = polygons_in_pixels(polygons, crs, georeference, size)
            if size is not None and not any(area_within(p, (0, 0, *size)) > 0 for p in placed):
                scene = bounds_of_scene(georeference, size, crs)
                raise AreaElsewhereError(
                    f"does not touch the scene: it covers {_words(bounds_of(polygons))},"
                    f" the scene {_words(scene)}{_units(crs)}"
                )
        except AreaError as error:
            raise type(error)(f"{what}: {error}") from error
        return cls((AreaPart(placed, what),))

    def and_(self, other: SearchArea) -> SearchArea:
        """What lies in both."""
        return SearchArea((*self.parts, *other.parts))

    @property
    def description(self) -> str:
        """What it is, in words."""
        return " and ".join(part.description for part in self.parts)

    @property
    def bounds(self) -> Bounds:
        """An upright box that holds the area: col_min, row_min, col_max, row_max."""
        boxes = np.array([bounds_of(part.polygons) for part in self.parts])
        (col_min, row_min), (col_max, row_max) = boxes[:, :2].max(axis=0), boxes[:, 2:].min(axis=0)
        return float(col_min), float(row_min), float(col_max), float(row_max)

    @property
    def outlines(self) -> tuple[NDArray[np.float64], ...]:
        """All rings of all parts, holes included, to be drawn on the picture.

        Returns:
            [N, 2] positions (col, row) each, not closed; holes go round the other way. Filled by
            the nonzero winding rule they show an area of one part, polygons that overlap
            included; of several parts the area is what lies in all of them.
        """
        polygons = (oriented(polygon) for part in self.parts for polygon in part.polygons)
        return tuple(ring for polygon in polygons for ring in polygon)

    def touches(self, bounds: Bounds) -> bool:
        """Whether anything of the area may lie in an upright box; False only where nothing does.

        Args:
            bounds: col_min, row_min, col_max, row_max, of a scene or of the visible extent.
        """
        return all(
            any(area_within(polygon, bounds) > 0 for polygon in part.polygons)
            for part in self.parts
        )

    def area_m2(self, georeference: Georeference) -> float:
        """How large it is on the ground, in square metres, whether or not it lies in the scene.

        Exact for an area of one part, but polygons of a part that overlap count twice; of several
        parts the share that lies in all of them is counted on a grid, to about a hundredth.

        Args:
            georeference: the scene's.

        Raises:
            RasterError: the scene has no CRS, or the area leaves its domain.
        """
        first, *others = self.parts
        whole = 0.0
        for outline, *holes in first.polygons:
            whole += georeference.area_m2(outline) - sum(map(georeference.area_m2, holes))
        if not others:
            return whole
        col_min, row_min, col_max, row_max = bounds_of(first.polygons)
        step = max(col_max - col_min, row_max - row_min) / _GRID
        shape = math.ceil((row_max - row_min) / step), math.ceil((col_max - col_min) / step)
        grid = (shape, (col_min + step / 2, row_min + step / 2), step)
        of_first = int(SearchArea((first,)).mask(*grid).sum())
        return whole * int(self.mask(*grid).sum()) / max(1, of_first)

    def mask(
        self, shape: tuple[int, int], first_centre: tuple[float, float], step: float
    ) -> NDArray[np.bool_]:
        """Which cells of a grid have their centre in the area.

        Args:
            shape: rows and columns of the grid.
            first_centre: (col, row) of the first cell's centre in scene pixels.
            step: scene pixels from one centre to the next.

        Returns:
            [rows, cols]
        """
        inside = np.ones(shape, np.bool_)
        if not inside.size:
            return inside
        for part in self.parts:
            shapes = [_geojson(polygon, first_centre, step) for polygon in part.polygons]
            inside &= rasterize(shapes, out_shape=shape, default_value=1, dtype="uint8") > 0
        return inside


def _circle(lon: float, lat: float, radius_m: float) -> Ring:
    """Longitudes (continuous) and latitudes; with the pole as an edge where it is inside."""
    azimuths = np.linspace(0, 360, _CIRCLE_POINTS, endpoint=False)
    count = len(azimuths)
    around, up, _ = _GEOD.fwd(
        np.full(count, lon), np.full(count, lat), azimuths, np.full(count, radius_m)
    )
    lons = np.unwrap(np.append(around, around[0]), period=360)
    lons += 360 * np.round((lon - lons[0]) / 360)
    ring = np.stack([lons, np.append(up, up[0])], axis=1)
    if abs(ring[-1, 0] - ring[0, 0]) < 180:
        return ring[:-1]
    pole = np.copysign(90.0, lat)
    return np.concatenate([ring, [[ring[-1, 0], pole], [ring[0, 0], pole]]])


def _geojson(polygon: Polygon, first_centre: tuple[float, float], step: float) -> dict[str, object]:
    """A polygon in the grid's coordinates, in which the first cell is centred at (.5, .5)."""
    rings = [(ring - first_centre) / step + 0.5 for ring in polygon]
    return {
        "type": "Polygon",
        "coordinates": [np.concatenate([ring, ring[:1]]).tolist() for ring in rings],
    }


def _words(bounds: Bounds) -> str:
    x_min, y_min, x_max, y_max = (f"{value:.9g}" for value in bounds)
    return f"{x_min} {y_min} to {x_max} {y_max}"


def _units(crs: CRS | None) -> str:
    return "" if crs is None else f" ({crs.name})"
