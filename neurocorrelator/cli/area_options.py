"""Flags that limit the search to a part of the scene, and the areas that they mean."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

import neurocorrelator as nc
from neurocorrelator.cli.options import number, positive


def _extent(value: tuple[float, ...] | None) -> tuple[float, ...] | None:
    if value is not None:
        if not all(map(math.isfinite, value)):
            raise typer.BadParameter("must be four numbers: XMIN YMIN XMAX YMAX")
        if not value[1] < value[3]:
            raise typer.BadParameter("YMIN must be below YMAX; the order is XMIN YMIN XMAX YMAX")
    return value


def _near(value: tuple[float, ...] | None) -> tuple[float, ...] | None:
    if value is not None:
        lon, lat, radius = value
        if not (-360 <= lon <= 360 and -90 <= lat <= 90):
            raise typer.BadParameter("LON LAT must be degrees of longitude and latitude")
        if not 0 < radius < math.inf:
            raise typer.BadParameter("RADIUS must be a number of metres above 0")
    return value


ExtentOption = Annotated[
    tuple[float, float, float, float] | None,
    typer.Option(
        "--extent",
        metavar="XMIN YMIN XMAX YMAX",
        help="Search in this box only, in the CRS of the scene; in pixels where it has none.",
        callback=_extent,
    ),
]
AoiOption = Annotated[
    Path | None,
    typer.Option(
        "--aoi",
        metavar="FILE",
        help="Search in the polygons of a vector file only: GeoJSON, or with the extra gis"
        " GeoPackage, Shapefile, KML and others.",
    ),
]
NearOption = Annotated[
    tuple[float, float, float] | None,
    typer.Option(
        "--near",
        metavar="LON LAT RADIUS",
        help="Search within RADIUS metres of a place only.",
        callback=_near,
    ),
]
NearExifOption = Annotated[
    float | None,
    typer.Option(
        "--near-exif",
        metavar="RADIUS",
        help="Search for each picture within RADIUS metres of the position in its EXIF only.",
        parser=number,
        callback=positive,
    ),
]


@dataclass(frozen=True, slots=True)
class AreaFlags:
    """What was said of the area; all that is said must hold.

    Attributes:
        extent: x_min, y_min, x_max, y_max in the CRS of the scene.
        aoi: a vector file.
        near: longitude, latitude, radius in metres.
        near_exif: radius in metres around each picture's own position.
    """

    extent: tuple[float, float, float, float] | None = None
    aoi: Path | None = None
    near: tuple[float, float, float] | None = None
    near_exif: float | None = None

    @property
    def identity(self) -> object:
        """Plain values that are others when the area is another; of the file its content.

        Raises:
            AreaError: the file cannot be read.
        """
        if not any((self.extent, self.aoi, self.near, self.near_exif)):
            return None
        content = None
        if self.aoi is not None:
            try:
                content = hashlib.sha256(self.aoi.read_bytes()).hexdigest()
            except OSError as error:
                raise nc.AreaError(
                    f"{self.aoi}: cannot be read ({error.strerror or error}); check the path"
                ) from error
        return [self.extent, content, self.near, self.near_exif]

    def area(self, scene: nc.Raster) -> nc.SearchArea | None:
        """The area of all pictures; None for the whole scene.

        Raises:
            AreaError: a wrong or unreadable area, or one beside the scene.
        """
        where, size = scene.georeference, (scene.width, scene.height)
        areas = []
        if self.extent is not None:
            areas.append(nc.SearchArea.from_extent(where, *self.extent, size=size))
        if self.aoi is not None:
            areas.append(nc.SearchArea.from_vector_file(self.aoi, where, size=size))
        if self.near is not None:
            areas.append(nc.SearchArea.near(where, *self.near, size=size))
        if not areas:
            return None
        first, *others = areas
        for other in others:
            first = first.and_(other)
        return first

    def around_positions(
        self, scene: nc.Raster, templates: Sequence[nc.Template]
    ) -> tuple[dict[str, nc.SearchArea], list[nc.TemplateFailure], list[str]]:
        """The area of each picture by its name, those that lie elsewhere, and warnings."""
        areas: dict[str, nc.SearchArea] = {}
        elsewhere: list[nc.TemplateFailure] = []
        if self.near_exif is None:
            return areas, elsewhere, []
        size = scene.width, scene.height
        for template in templates:
            if template.position is None:
                continue
            try:
                areas[template.name] = nc.SearchArea.near(
                    scene.georeference, *template.position, self.near_exif, size=size
                )
            except nc.AreaError as error:
                told = nc.AreaError(f"{template.name}: {error}")
                elsewhere.append(nc.TemplateFailure(template.name, told))
        unknown = [template.name for template in templates if template.position is None]
        warnings = []
        if unknown:
            names = ", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else "")
            warnings.append(f"no position in EXIF, searched everywhere: {names}")
        return areas, elsewhere, warnings
