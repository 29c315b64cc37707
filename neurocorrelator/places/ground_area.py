"""Ground that is told by polygons: the areas to train and to test on."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from affine import Affine
from pyproj import CRS

from neurocorrelator.errors import AreaError, PlacesError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.polygons import Bounds, Polygon, area_within, bounds_of, polygons_in_pixels
from neurocorrelator.geo.search_area import AreaPart, SearchArea
from neurocorrelator.geo.vector_file import open_ring, read_polygons

_GRID = 1024  # cells along the longer side, to see whether two areas overlap


@dataclass(frozen=True, eq=False)
class GroundArea:
    """Polygons in a CRS; a place lies in the area when it lies in one of them.

    Attributes:
        polygons: each an outline, then its holes; [N, 2] positions (x, y), east then north.
        crs: of the positions; None for that of the first raster.
        description: what it is, in words, for messages.
    """

    polygons: tuple[Polygon, ...]
    crs: CRS | None
    description: str

    @classmethod
    def from_vector_file(cls, path: str | os.PathLike[str]) -> GroundArea:
        """The polygons of all layers of a file: GeoJSON, or with the extra `gis` others.

        Raises:
            AreaError: missing, not readable, without a polygon or without a CRS.
        """
        file = Path(path)
        polygons, crs = read_polygons(file)
        if crs is None:
            raise AreaError(
                f"{file}: has no CRS, so its place on the ground is not known; give it one (a"
                " Shapefile wants its .prj file)"
            )
        return cls(tuple(polygons), crs, str(file))

    @classmethod
    def from_extent(cls, xmin: float, ymin: float, xmax: float, ymax: float) -> GroundArea:
        """An upright box in the CRS of the first raster.

        Raises:
            AreaError: a number is missing, or the limits are swapped.
        """
        what = f"extent {xmin:.12g} {ymin:.12g} {xmax:.12g} {ymax:.12g}"
        if not np.isfinite([xmin, ymin, xmax, ymax]).all():
            raise AreaError(f"{what}: must be four numbers, XMIN YMIN XMAX YMAX")
        if xmin >= xmax or ymin >= ymax:
            raise AreaError(f"{what}: is empty or swapped; the order is XMIN YMIN XMAX YMAX")
        corners = np.array([[xmin, ymin], [xmax, ymin], [xmax, ymax], [xmin, ymax]], np.float64)
        return cls(((corners,),), None, what)

    @classmethod
    def from_pixels(
        cls, outline: Sequence[tuple[float, float]], georeference: Georeference, description: str
    ) -> GroundArea:
        """A polygon that was drawn on a raster.

        Args:
            outline: positions (col, row) of the raster, at least three, closed or not.
            georeference: the raster's.
            description: what it is, in words, for messages.

        Raises:
            AreaError: the raster has no CRS, or the outline has no inside.
        """
        if georeference.crs is None:
            raise AreaError(f"{description}: was drawn on a raster without a CRS; draw on another")
        ring = open_ring(np.asarray(outline, np.float64))
        if len(ring) < 3 or not area_within((ring,), bounds_of([(ring,)])):
            raise AreaError(f"{description}: has no inside; draw at least three corners")
        x, y = georeference.xy(ring[:, 0], ring[:, 1])
        return cls(((np.stack([x, y], axis=1),),), georeference.crs, description)

    def on_plane(self, plane: CRS, of_first_raster: CRS | None) -> tuple[Polygon, ...]:
        """The polygons in the metres of a plane, their edges bent as the projection bends them.

        Raises:
            AreaError: the plane does not reach so far.
        """
        flat = Georeference(Affine.identity(), plane)
        try:
            return polygons_in_pixels(self.polygons, self.crs or of_first_raster, flat)
        except AreaError as error:
            raise AreaError(f"{self.description}: {error}") from error


def common_part(polygons: Sequence[Polygon], common: Bounds, what: str) -> tuple[Polygon, ...]:
    """Those polygons that touch the common ground of the rasters.

    Raises:
        PlacesError: none does.
    """
    kept = tuple(polygon for polygon in polygons if area_within(polygon, common) > 0)
    if not kept:
        raise PlacesError(f"{what}: lies beside the common ground of the rasters; move the area")
    return kept


def overlap(first: Sequence[Polygon], second: Sequence[Polygon]) -> bool:
    """Whether two areas have ground in common, by a grid over where both may lie."""
    boxes = np.array([bounds_of(first), bounds_of(second)])
    low, high = boxes[:, :2].max(axis=0), boxes[:, 2:].min(axis=0)
    size = high - low
    if (size <= 0).any():
        return False
    step = float(size.max()) / _GRID
    both = SearchArea((AreaPart(tuple(first), "first"), AreaPart(tuple(second), "second")))
    cols, rows = (max(1, round(float(side) / step)) for side in size)
    centre = float(low[0]) + step / 2, float(low[1]) + step / 2
    return bool(both.mask((rows, cols), centre, step).any())
