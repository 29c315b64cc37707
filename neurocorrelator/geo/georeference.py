"""Pixel to ground and back: affine transform plus coordinate reference system.

Pixel coordinates are corner coordinates: (0, 0) is the upper left corner of the first pixel, whose
centre is (0.5, 0.5). Ground coordinates are (x, y) in the scene's CRS, always in the order east,
north (pyproj's `always_xy`). Longitude and latitude are WGS 84, in degrees.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from affine import Affine
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import ProjError

from neurocorrelator.errors import RasterError

FloatArray = NDArray[np.float64]

WGS84 = CRS.from_epsg(4326)
_GEOD = Geod(ellps="WGS84")
_PIECE_M = 5.0  # sets how densely a drawn line is followed: areas are then right to 1e-6
_MOST_PIECES = 2000  # of one edge


@lru_cache(maxsize=64)
def _to_wgs84(crs: CRS) -> Transformer:
    # 4979-like vertical axes play no part here: all work is in the plane.
    return Transformer.from_crs(crs, WGS84, always_xy=True)


@lru_cache(maxsize=64)
def _from_wgs84(crs: CRS) -> Transformer:
    return Transformer.from_crs(WGS84, crs, always_xy=True)


def reaches_wgs84(crs: CRS) -> bool:
    """True when places in this CRS have a longitude and latitude; a local drawing grid has none."""
    try:
        _to_wgs84(crs)
    except ProjError:
        return False
    return True


@lru_cache(maxsize=64)
def _once_around(crs: CRS) -> float | None:
    """How far x goes once around the Earth; None where x does not run along the parallels."""
    if crs.is_geographic:
        return 2 * math.pi / float(crs.axis_info[0].unit_conversion_factor)
    operation = crs.coordinate_operation
    method = "" if operation is None else str(operation.method_name)
    if "Mercator" not in method or "Transverse" in method or "Oblique" in method:
        return None
    x, _ = _from_wgs84(crs).transform([10.0, 11.0], [0.0, 0.0])
    return 360.0 * float(x[1] - x[0])


def _between(line: FloatArray, shares: FloatArray) -> FloatArray:
    """[N, 2] points of a line with some in between, at equal shares of each edge; the last one."""
    starts, steps = line[:-1, None], np.diff(line, axis=0)[:, None]
    inner = (starts + steps * shares[None, :, None]).reshape(-1, 2)
    return np.concatenate([inner, line[-1:]])


@dataclass(frozen=True, slots=True)
class Georeference:
    """How a raster's pixels lie on the ground.

    Attributes:
        transform: `transform * (col, row)` = (x, y), corner coordinates.
        crs: the coordinate reference system, or None when the raster has none. Without it `x, y`
            are whatever the transform says (pixels for the identity) and no place is known.
    """

    transform: Affine = Affine.identity()
    crs: CRS | None = None

    @property
    def is_geographic(self) -> bool:
        """True when places on the ground are known, that is when there is a CRS."""
        return self.crs is not None

    @property
    def crs_name(self) -> str:
        """Short name of the CRS: `EPSG:32615` where it has a code, else its title, else ''."""
        if self.crs is None:
            return ""
        authority = self.crs.to_authority(min_confidence=70)
        return ":".join(authority) if authority else str(self.crs.name)

    def xy(self, col: ArrayLike, row: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Pixel to ground coordinates of the CRS; arrays of any one shape, the same shape back."""
        t = self.transform
        c, r = np.asarray(col, np.float64), np.asarray(row, np.float64)
        return t.a * c + t.b * r + t.c, t.d * c + t.e * r + t.f

    def colrow(self, x: ArrayLike, y: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Ground coordinates of the CRS to pixel coordinates: the inverse of `xy`."""
        t = ~self.transform
        e, n = np.asarray(x, np.float64), np.asarray(y, np.float64)
        return t.a * e + t.b * n + t.c, t.d * e + t.e * n + t.f

    def lonlat(self, col: ArrayLike, row: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Pixel coordinates to WGS 84 longitude and latitude in degrees, -180 to 180.

        Raises:
            RasterError: there is no CRS, or the point lies outside of what the CRS can express.
        """
        x, y = self.xy(col, row)
        lon, lat = self._project(_to_wgs84(self._require_crs()), x, y)
        # a scene of degrees may go on beyond 180; 180 itself stays what it is
        return np.where(np.abs(lon) > 180, (lon + 180) % 360 - 180, lon), lat

    def colrow_from_lonlat(self, lon: ArrayLike, lat: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """WGS 84 longitude and latitude, degrees, to pixel coordinates: the inverse of `lonlat`.

        In a scene that crosses 180 degrees, or counts from 0 to 360, the columns go on: a place is
        looked for from a little (10 degrees) before the first column to once around the Earth.
        """
        crs = self._require_crs()
        e, n = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
        x, y = self._project(_from_wgs84(crs), e, n)
        around = _once_around(crs)
        if around is not None:
            ahead = (x - self.transform.c) * (-1 if self.transform.a < 0 else 1)
            turns = np.where(ahead < -around / 36, 1, np.where(ahead > around, -1, 0))
            x = x + turns * around * (-1 if self.transform.a < 0 else 1)
        return self.colrow(x, y)

    def jacobian_m(self, col: float, row: float) -> FloatArray:
        """Ground metres to the true east and north per pixel step at a pixel position.

        Returns:
            [2, 2]: column 0 is what one pixel to the right moves (east, north), column 1 what one
            pixel down moves. Geodesic on the WGS 84 ellipsoid, so right for every CRS; meridian
            convergence, rotation, anisotropy and mirroring of the transform are included.

        Raises:
            RasterError: there is no CRS, or the position is outside of its domain.
        """
        cols = np.array([col - 0.5, col + 0.5, col, col])
        rows = np.array([row, row, row - 0.5, row + 0.5])
        lon, lat = self.lonlat(cols, rows)
        azimuth, _, distance = _GEOD.inv(lon[[0, 2]], lat[[0, 2]], lon[[1, 3]], lat[[1, 3]])
        bearing = np.radians(azimuth)
        return np.stack([distance * np.sin(bearing), distance * np.cos(bearing)])

    def gsd_m(self, col: float, row: float) -> tuple[float, float]:
        """Ground sample distance along columns and along rows at a pixel position, in metres."""
        along = np.linalg.norm(self.jacobian_m(col, row), axis=0)
        return float(along[0]), float(along[1])

    def distance_m(self, a: tuple[float, float], b: tuple[float, float]) -> float:
        """Geodesic distance in metres between two pixel positions (col, row)."""
        lon, lat = self.lonlat([a[0], b[0]], [a[1], b[1]])
        return float(_GEOD.inv(lon[0], lat[0], lon[1], lat[1])[2])

    def length_m(self, points: ArrayLike) -> float:
        """Length on the ground of a line drawn on the picture, in metres.

        The sum of geodesics on the WGS 84 ellipsoid along the drawn line, whose segments are
        straight in the picture: in a projection that bends them it is a little more than the
        shortest way between the ends (`distance_m`).

        Args:
            points: [N, 2] positions (col, row); fewer than two have no length.

        Raises:
            RasterError: there is no CRS, or the line leaves its domain.
        """
        line = np.asarray(points, np.float64).reshape(-1, 2)
        if len(line) < 2:
            self._require_crs()
            return 0.0
        lon, lat = self._followed(line)
        return float(_GEOD.line_length(lon, lat))

    def area_m2(self, points: ArrayLike) -> float:
        """Area on the ground of a polygon drawn on the picture, in square metres.

        Geodesic on the WGS 84 ellipsoid (Karney, "Algorithms for geodesics", 2013), along edges
        that are straight in the picture. Of the two parts into which an outline cuts the Earth it
        is the smaller one; the area of an outline that crosses itself is the difference of its
        loops, as everywhere in a GIS.

        Args:
            points: [N, 2] positions (col, row), closed or not; fewer than three have no area.

        Raises:
            RasterError: there is no CRS, or the outline leaves its domain.
        """
        ring = np.asarray(points, np.float64).reshape(-1, 2)
        if len(ring) < 3:
            self._require_crs()
            return 0.0
        lon, lat = self._followed(np.concatenate([ring, ring[:1]]))
        return abs(float(_GEOD.polygon_area_perimeter(lon[:-1], lat[:-1])[0]))

    def north_deg(self, col: float, row: float) -> float:
        """Where true north is in the picture at a pixel position: degrees clockwise from up.

        Meridian convergence, rotation and mirroring of the transform are included: an arrow drawn
        at this angle points along the meridian.

        Returns:
            -180 to 180.

        Raises:
            RasterError: there is no CRS, the position is outside of its domain, or is a pole.
        """
        try:
            right, down = np.linalg.solve(self.jacobian_m(col, row), [0.0, 1.0])
        except np.linalg.LinAlgError as error:
            raise RasterError("north has no direction at this position") from error
        return math.degrees(math.atan2(right, -down))

    def _followed(self, line: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Longitudes and latitudes along a line, so dense that geodesics between them follow it."""
        quarters = np.linspace(0, 1, 4, endpoint=False)
        lon, lat = self.lonlat(*_between(line, quarters).T)
        long = _GEOD.line_lengths(lon, lat)
        ends = np.arange(0, len(lon) - 1, 4)
        metres = np.add.reduceat(long, ends) if len(long) else np.zeros(0)
        if not np.isfinite(metres).all():  # beyond a pole PROJ leaves degrees as they are
            raise RasterError("a position lies outside of what the CRS can express")
        # the area between an edge and the geodesics along it falls with the square of their number
        pieces = np.clip(np.ceil(np.sqrt(metres / _PIECE_M)), 1, _MOST_PIECES).astype(np.intp)
        if not (pieces > 1).any():
            return self.lonlat(*line.T)
        dense = [
            a + (b - a) * np.linspace(0, 1, count, endpoint=False)[:, None]
            for a, b, count in zip(line[:-1], line[1:], pieces, strict=True)
        ]
        return self.lonlat(*np.concatenate([*dense, line[-1:]]).T)

    def window(self, col_off: float, row_off: float, step: float = 1.0) -> Georeference:
        """Georeference of a grid that starts at a pixel position, with cells of `step` pixels."""
        moved = self.transform * Affine.translation(col_off, row_off) * Affine.scale(step)
        return Georeference(moved, self.crs)

    def _require_crs(self) -> CRS:
        if self.crs is None:
            raise RasterError("the raster has no CRS: longitude, latitude and metres are not known")
        return self.crs

    @staticmethod
    def _project(
        transformer: Transformer, x: FloatArray, y: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        try:
            a, b = transformer.transform(x, y, errcheck=True)
        except ProjError as error:
            message = f"a position lies outside of what the CRS can express ({error})"
            raise RasterError(message) from error
        return np.asarray(a, np.float64), np.asarray(b, np.float64)
