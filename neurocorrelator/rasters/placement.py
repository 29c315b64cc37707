"""Where a raster lies: from its transform and CRS, or from its ground control points."""

from __future__ import annotations

from pathlib import Path

import rasterio.crs
from affine import Affine
from pyproj import CRS
from pyproj.exceptions import CRSError
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader

from neurocorrelator.errors import RasterError
from neurocorrelator.geo.georeference import Georeference, reaches_wgs84
from neurocorrelator.rasters.control_points import fit, is_placed_by_points, open_warped
from neurocorrelator.rasters.dataset_handles import DatasetHandles, one_line, open_dataset

_IN_PIXELS = "coordinates are pixels"


def open_placed(file: Path, notes: list[str]) -> tuple[DatasetHandles, Georeference]:
    """Open a file so that its pixels lie on an affine grid, warped if they must be.

    Args:
        file: a raster.
        notes: what a user should know of where it lies is added.

    Raises:
        RasterError: it is no raster, or its header is damaged.
    """
    handles = DatasetHandles(lambda: open_dataset(file))
    try:
        with handles.use() as dataset:
            if not is_placed_by_points(dataset):
                return handles, _own(dataset, notes)
            try:
                place = fit(dataset)
            except RasterError as error:
                notes.append(f"the ground control points are of no use, {error}: {_IN_PIXELS}")
                return handles, Georeference()
        notes.append(place.note)
        if place.transform is not None:
            return handles, Georeference(place.transform, place.crs)
        handles.close()
        handles = DatasetHandles(lambda: open_warped(file))
        with handles.use() as dataset:
            return handles, Georeference(dataset.transform, place.crs)
    except BaseException:
        handles.close()
        raise


def _own(dataset: DatasetReader, notes: list[str]) -> Georeference:
    """The place that a raster's own transform and CRS give."""
    crs, why = _understood(dataset.crs)
    if crs is not None and dataset.transform.is_identity:
        crs, why = None, "a CRS but no transform"
    transform = dataset.transform
    if transform.is_degenerate:
        transform, crs, why = Affine.identity(), None, "a transform that gives pixels no size"
    if why and transform.is_identity and dataset.rpcs is not None:
        why += ", only rational polynomials (RPC): orthorectify it first, as gdalwarp -rpc does"
    if why:
        notes.append(f"{why}: {_IN_PIXELS}")
    return Georeference(transform, crs)


def _understood(crs: rasterio.crs.CRS | None) -> tuple[CRS | None, str]:
    """A CRS that knows longitude and latitude, or why there is none."""
    if crs is None:
        return None, "no CRS"
    try:
        known = CRS.from_wkt(crs.to_wkt(version="WKT2_2019"))
    except (CRSError, RasterioError) as error:
        return None, f"the CRS cannot be understood ({one_line(error)})"
    if not reaches_wgs84(known):
        return None, f"the CRS {known.name!r} has no place on the Earth"
    return known, ""
