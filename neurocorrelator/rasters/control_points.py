"""Rasters that only ground control points place: read through a warp that straightens them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import rasterio.crs
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS, Geod
from pyproj.exceptions import CRSError
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.transform import GCPTransformer

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference, reaches_wgs84
from neurocorrelator.rasters.dataset_handles import READ_ERRORS, one_line
from neurocorrelator.rasters.warp import warped

FloatArray = NDArray[np.float64]

_STRAIGHT_PX = 0.25  # points that lie on an affine transform this well need no warp
_MOST_GROWTH = 16  # a warp that makes more pixels of each than this comes from points that lie
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Placement:
    """How ground control points place a raster.

    Attributes:
        crs: that of the points.
        transform: an affine transform that they lie on; None where the pixels must be warped.
        note: how well, for the user.
    """

    crs: CRS
    transform: Affine | None
    note: str


def is_placed_by_points(dataset: DatasetReader) -> bool:
    """True for a raster with ground control points and no transform."""
    return bool(dataset.gcps[0]) and bool(dataset.transform.is_identity)


def fit(dataset: DatasetReader, told: CRS | None = None) -> Placement:
    """The placement by a raster's ground control points.

    The transformation is GDAL's, as QGIS takes it: a polynomial of the first order from 3 points,
    of the second from 6.

    Args:
        dataset: the raster.
        told: the CRS of the points; None for that which the file names.

    Raises:
        RasterError: the points do not say where the raster lies.
    """
    points, named = dataset.gcps
    crs = _known_crs(named) if told is None else told
    col_row = np.array([(p.col, p.row) for p in points], np.float64)
    x_y = np.array([(p.x, p.y) for p in points], np.float64)
    affine, miss_px = _affine(col_row, x_y)
    if miss_px <= _STRAIGHT_PX:
        found = np.stack(Georeference(affine).xy(*col_row.T), axis=1)
        return Placement(crs, affine, f"placed by {_miss(found, x_y, crs)}")
    try:
        with GCPTransformer(points) as polynomial:
            xs, ys = polynomial.xy(col_row[:, 1], col_row[:, 0], offset="ul")
        with warped(dataset, crs, crs, by_points=True) as straight:
            growth = straight.width * straight.height / (dataset.width * dataset.height)
    except READ_ERRORS as error:
        raise RasterError(f"they have no solution ({one_line(error)})") from error
    if growth > _MOST_GROWTH:
        raise RasterError("they contradict each other")
    title = Georeference(crs=crs).crs_name
    note = (
        f"placed by {_miss(np.stack([xs, ys], axis=1), x_y, crs)}:"
        f" columns and rows are those of the picture warped to {title}"
    )
    return Placement(crs, None, note)


def _known_crs(crs: rasterio.crs.CRS | None) -> CRS:
    if not crs:
        raise RasterError("they have no CRS")
    try:
        known = CRS.from_wkt(crs.to_wkt(version="WKT2_2019"))
    except (CRSError, RasterioError) as error:
        raise RasterError(f"their CRS cannot be understood ({one_line(error)})") from error
    if not reaches_wgs84(known):
        raise RasterError(f"their CRS {known.name!r} has no place on the Earth")
    return known


def _affine(col_row: FloatArray, x_y: FloatArray) -> tuple[Affine, float]:
    """The affine transform nearest to the points, and by how many pixels it misses the worst."""
    if len(col_row) < 3:
        raise RasterError(f"{len(col_row)} are too few, it takes 3")
    # about their middles, else the digits of large coordinates would hide a point off the line
    middle, ground = col_row.mean(axis=0), x_y.mean(axis=0)
    matrix, _, rank, _ = np.linalg.lstsq(col_row - middle, x_y - ground, rcond=1e-6)
    (a, d), (b, e) = matrix.tolist()
    if rank < 2 or abs(a * e - b * d) <= 1e-12 * np.hypot(a, d) * np.hypot(b, e):
        raise RasterError("they lie on a line")
    found = ground - matrix.T @ middle
    affine = Affine(a, b, float(found[0]), d, e, float(found[1]))
    cols, rows = Georeference(affine).colrow(*x_y.T)
    miss = np.hypot(cols - col_row[:, 0], rows - col_row[:, 1])
    return affine, float(miss.max())


def _miss(found: FloatArray, x_y: FloatArray, crs: CRS) -> str:
    ground = Georeference(crs=crs)  # its pixels are ground coordinates
    here, there = ground.lonlat(found[:, 0], found[:, 1]), ground.lonlat(x_y[:, 0], x_y[:, 1])
    metres = np.asarray(_GEOD.inv(*here, *there)[2])
    typical, worst = float(np.sqrt(np.mean(metres**2))), float(metres.max())
    return (
        f"{len(x_y)} ground control points, missed by {typical:.3g} m (RMS), {worst:.3g} m at most"
    )
