"""Where a raster lies: from its transform and CRS, or from its ground control points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import rasterio
import rasterio.crs
from affine import Affine
from pyproj import CRS
from pyproj.exceptions import CRSError
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

from neurocorrelator.errors import ConfigurationError, RasterError
from neurocorrelator.geo.crs_change import parse_crs
from neurocorrelator.geo.georeference import Georeference, reaches_wgs84
from neurocorrelator.rasters.control_points import fit, is_placed_by_points
from neurocorrelator.rasters.dataset_handles import (
    READ_ERRORS,
    DatasetHandles,
    one_line,
    open_copy,
    open_dataset,
)
from neurocorrelator.rasters.warp import grid_in, warped

_IN_PIXELS = "coordinates are pixels"


@dataclass(frozen=True, slots=True)
class Placed:
    """An open file whose pixels lie on an affine grid.

    Attributes:
        file: the file.
        handles: its datasets.
        georeference: the grid.
        by_points: whether ground control points place the file, and no transform.
    """

    file: Path
    handles: DatasetHandles
    georeference: Georeference
    by_points: bool = False

    def onto(self, crs: CRS) -> Placed:
        """The same file seen in another CRS.

        Raises:
            RasterError: it has no CRS itself, or PROJ knows no way.
        """
        own = self.georeference.crs
        name = Georeference(crs=crs).crs_name
        if own is None:
            raise RasterError(
                f"{self.file}: has no CRS, so its place in {name} is not known; assign one first"
            )

        try:
            with rasterio.Env(), self.handles.use() as dataset:
                size = dataset.width, dataset.height
                # rasterio forgets the points where it is told the pixels
                grid = None if self.by_points else grid_in(self.georeference, size, crs)
        except RasterError as error:
            raise RasterError(f"{self.file}: cannot be shown in {name}: {error}") from error

        def open_one(_: int | None) -> WarpedVRT:
            return warped(open_dataset(self.file), crs, own, by_points=self.by_points, grid=grid)

        handles = DatasetHandles(self.file, open_one)
        try:
            with rasterio.Env(), handles.use() as dataset:
                georeference = Georeference(dataset.transform, crs)
        except READ_ERRORS as error:
            raise RasterError(
                f"{self.file}: cannot be shown in {name} ({one_line(error)})"
            ) from error
        return Placed(self.file, handles, georeference, self.by_points)


def open_placed(file: Path, notes: list[str], told: CRS | None = None) -> Placed:
    """Open a file so that its pixels lie on an affine grid, warped if they must be.

    Args:
        file: a raster.
        notes: what a user should know of where it lies is added.
        told: the CRS of its coordinates, in place of that which it names.

    Raises:
        RasterError: it is no raster, or its header is damaged; or a CRS is told and the file has
            no coordinates.
    """
    handles = DatasetHandles(file, lambda copy: open_copy(file, copy))
    try:
        with handles.use() as dataset:
            if not is_placed_by_points(dataset):
                own = _own(dataset, notes) if told is None else _told(file, dataset, told, notes)
                return Placed(file, handles, own)
            try:
                place = fit(dataset, told)
            except RasterError as error:
                if told is not None:
                    raise RasterError(
                        f"{file}: the ground control points are of no use, {error}"
                    ) from error
                notes.append(f"the ground control points are of no use, {error}: {_IN_PIXELS}")
                return Placed(file, handles, Georeference())
        notes.append(place.note)
        if place.transform is not None:
            return Placed(file, handles, Georeference(place.transform, place.crs), by_points=True)
        handles.close()
        handles = DatasetHandles(
            file, lambda _: warped(open_dataset(file), place.crs, place.crs, by_points=True)
        )
        with handles.use() as dataset:
            return Placed(file, handles, Georeference(dataset.transform, place.crs), by_points=True)
    except BaseException:
        handles.close()
        raise


def known_crs(crs: CRS | str) -> CRS:
    """A CRS that a user names: projected or geographic, with a place on the Earth.

    Raises:
        ConfigurationError: no such CRS, or one that has no place on the Earth's surface.
    """
    if isinstance(crs, str):
        plane = parse_crs(crs)
    else:
        plane = crs if crs.is_projected or crs.is_geographic else parse_crs(crs.to_wkt())
    if not reaches_wgs84(plane):
        raise ConfigurationError(f"the CRS {plane.name!r} has no place on the Earth; name another")
    return plane


def _told(file: Path, dataset: DatasetReader, crs: CRS, notes: list[str]) -> Georeference:
    """The place that a raster's transform gives in a CRS that a user names."""
    transform = dataset.transform
    if transform.is_identity or transform.is_degenerate:
        way_out = (
            "it has rational polynomials (RPC): orthorectify it first, as gdalwarp -rpc does"
            if dataset.rpcs is not None
            else "put a world file beside it, or georeference it, as QGIS's Georeferencer does"
        )
        raise RasterError(
            f"{file}: has no transform, so a CRS alone does not say where it lies; {way_out}"
        )
    named, _ = _understood(dataset.crs)
    if named is not None and named != crs:
        taken, own = Georeference(crs=crs).crs_name, Georeference(crs=named).crs_name
        notes.append(f"the CRS is {taken} as it was told; the file names {own}")
    return Georeference(transform, crs)


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
