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
