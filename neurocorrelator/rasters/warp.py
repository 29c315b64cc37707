"""Rasters seen in another CRS, or straightened by their ground control points: warped by GDAL."""

from __future__ import annotations

import math
from typing import Any

import rasterio.crs
from affine import Affine
from pyproj import CRS
from rasterio.enums import ColorInterp, Resampling
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

_MOST_GROWTH = 4  # pixels for each of the source; near a pole GDAL may propose any number


def warped(
    dataset: DatasetReader,
    crs: CRS,
    own: CRS,
    *,
    by_points: bool,
    keep_size: bool = False,
) -> WarpedVRT:
    """A dataset seen in a CRS; what lies beside its pixels is transparent.

    Args:
        dataset: the file's own.
        crs: to see it in.
        own: the CRS of its transform or of its ground control points.
        by_points: it is placed by its ground control points.
        keep_size: make the pixels so large that they are about as many as before, if they would be
            many times more.

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
    proposed = WarpedVRT(dataset, **settings)
    growth = proposed.width * proposed.height / (dataset.width * dataset.height)
    if not keep_size or growth <= _MOST_GROWTH:
        return proposed
    factor = math.sqrt(growth)
    with proposed:
        settings["transform"] = proposed.transform * Affine.scale(factor)
        settings["width"] = max(1, math.ceil(proposed.width / factor))
        settings["height"] = max(1, math.ceil(proposed.height / factor))
    return WarpedVRT(dataset, **settings)


def _as_rasterio(crs: CRS) -> rasterio.crs.CRS:
    return rasterio.crs.CRS.from_wkt(crs.to_wkt("WKT2_2019"))
