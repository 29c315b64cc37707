"""Rasters seen in another CRS, or straightened by their ground control points: warped by GDAL."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import rasterio.crs
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS
from rasterio.enums import ColorInterp, Resampling
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

from neurocorrelator.errors import ConfigurationError, RasterError
from neurocorrelator.geo.crs_change import CrsChange
from neurocorrelator.geo.georeference import WGS84, Georeference

FloatArray = NDArray[np.float64]

_SAMPLES = 65  # a side of the raster
_MOST_GROWTH = 4  # pixels for each of the source
_BESIDE_LON, _BESIDE_LAT = 20.0, 5.0  # degrees beside the area that a CRS is meant for
_FAR_LAT = 85.0  # no further than this, if the CRS is not meant for the poles


@dataclass(frozen=True, slots=True)
class Grid:
    """The pixels that a raster is warped to."""

    transform: Affine
    width: int
    height: int


def warped(
    dataset: DatasetReader, crs: CRS, own: CRS, *, by_points: bool, grid: Grid | None = None
) -> WarpedVRT:
    """A dataset seen in a CRS; what lies beside its pixels is transparent.

    Args:
        dataset: the file's own.
        crs: to see it in.
        own: the CRS of its transform or of its ground control points.
        by_points: it is placed by its ground control points.
        grid: the pixels; None for those that GDAL proposes.

    Raises:
        rasterio.errors.RasterioError, rasterio._err.CPLE_BaseError: there is no way.
    """
    kinds = dataset.colorinterp
    settings: dict[str, Any] = {
        "crs": _as_rasterio(crs),
        "src_crs": _as_rasterio(own),
        # what lies beside the turned picture is nodata; the mask of the picture goes in there too
        "add_alpha": ColorInterp.alpha not in kinds,
        # the mean of two palette entries would be a third
        "resampling": Resampling.nearest if ColorInterp.palette in kinds else Resampling.bilinear,
    }
    if by_points:  # a VRT may claim an identity transform beside its points
        settings["SRC_METHOD"] = "GCP_POLYNOMIAL"
    if grid is not None:
        settings |= {"transform": grid.transform, "width": grid.width, "height": grid.height}
    return WarpedVRT(dataset, **settings)


def grid_in(georeference: Georeference, size: tuple[int, int], crs: CRS) -> Grid:
    """The pixels of a raster in another CRS: about as many, about as large.

    GDAL's own proposal is of any size where a pole or the 180th meridian lies in the raster. So
    only what lies in the area that the CRS is meant for, or beside it, is taken, if any does.

    Args:
        georeference: of the raster; it has a CRS.
        size: its columns and rows.
        crs: the other CRS.

    Raises:
        RasterError: PROJ knows no way, or none of the raster has coordinates there.
    """
    cols, rows = np.meshgrid(*(np.linspace(0, side, _SAMPLES) for side in size))
    try:
        x, y = CrsChange.plan(georeference, size, crs).xy(cols, rows)
        lon, lat = CrsChange.plan(georeference, size, WGS84).xy(cols, rows)
    except ConfigurationError as error:
        raise RasterError(str(error)) from error
    x = _without_seam(x, crs)
    known = np.isfinite(x) & np.isfinite(y)
    near = known & _near_area_of_use(lon, lat, crs)
    taken = near if near.any() else known
    x, y = np.where(taken, x, np.nan), np.where(taken, y, np.nan)
    step = size[0] / (_SAMPLES - 1), size[1] / (_SAMPLES - 1)
    side_x, side_y = _pixel_side(x, step), _pixel_side(y, step)
    if not (side_x > 0 and side_y > 0):
        name = Georeference(crs=crs).crs_name
        raise RasterError(f"it lies where {name} has no coordinates")
    left, right = float(np.nanmin(x)), float(np.nanmax(x))
    bottom, top = float(np.nanmin(y)), float(np.nanmax(y))
    growth = (right - left) / side_x * (top - bottom) / side_y / (size[0] * size[1])
    coarser = math.sqrt(max(1.0, growth / _MOST_GROWTH))
    side_x, side_y = side_x * coarser, side_y * coarser
    return Grid(
        Affine(side_x, 0, left, 0, -side_y, top),
        max(1, math.ceil((right - left) / side_x)),
        max(1, math.ceil((top - bottom) / side_y)),
    )


def _without_seam(x: FloatArray, crs: CRS) -> FloatArray:
    """Longitudes that go on beyond 180 degrees where a raster lies across them."""
    if not crs.is_geographic or not np.isfinite(x).any():
        return x
    turn = 2 * math.pi / float(crs.axis_info[0].unit_conversion_factor)
    start = x[np.isfinite(x)][0]
    onward = start + (x - start + turn / 2) % turn - turn / 2
    return onward if np.nanmax(onward) - np.nanmin(onward) < turn / 2 else x


def _near_area_of_use(lon: FloatArray, lat: FloatArray, crs: CRS) -> NDArray[np.bool_]:
    use = crs.area_of_use
    if use is None:
        return np.ones(lon.shape, np.bool_)
    south = max(use.south - _BESIDE_LAT, min(use.south, -_FAR_LAT))
    north = min(use.north + _BESIDE_LAT, max(use.north, _FAR_LAT))
    wide = ((use.east - use.west) % 360 or 360) + 2 * _BESIDE_LON
    with np.errstate(invalid="ignore"):
        inside = (lat >= south) & (lat <= north)
        if wide < 360:
            inside &= (lon - use.west + _BESIDE_LON) % 360 <= wide
    return np.asarray(inside, np.bool_)


def _pixel_side(values: FloatArray, step: tuple[float, float]) -> float:
    """How far a coordinate goes over a pixel of the raster, as a rule; NaN where not known."""
    across = np.diff(values, axis=1)[:-1] / step[0]
    down = np.diff(values, axis=0)[:, :-1] / step[1]
    sides = np.hypot(across, down)
    return float(np.median(sides[np.isfinite(sides)])) if np.isfinite(sides).any() else math.nan


def _as_rasterio(crs: CRS) -> rasterio.crs.CRS:
    return rasterio.crs.CRS.from_wkt(crs.to_wkt("WKT2_2019"))
