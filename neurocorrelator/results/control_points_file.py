"""A match as ground control points: for QGIS's georeferencer, and in a VRT of the picture."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import rasterio
import rasterio.shutil
from affine import Affine
from rasterio.errors import NotGeoreferencedWarning

from neurocorrelator.rasters.original_picture import OriginalPicture
from neurocorrelator.results.template_ground import TemplateGround
from neurocorrelator.results.xml_text import put_xml, xml_text

_SIDE = 5  # points a side, corners and centre among them


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A place of the picture on the ground.

    Attributes:
        col: column of the picture's file, corner coordinates.
        row: row of the picture's file, corner coordinates.
        x: easting or longitude.
        y: northing or latitude.
    """

    col: float
    row: float
    x: float
    y: float


def control_points(place: TemplateGround, original: OriginalPicture | None) -> list[ControlPoint]:
    """25 points of a template: its corners, its centre, then the rest of a grid.

    They lie on the homography of the footprint exactly, so a projective transformation of them has
    no residual in the CRS of the scene.

    Args:
        place: where the template lies.
        original: the file whose pixels are meant; None for those of the template.
    """
    last = _SIDE - 1
    cells = [(i, j) for j in range(_SIDE) for i in range(_SIDE)]
    first = [(0, 0), (last, 0), (last, last), (0, last), (last // 2, last // 2)]
    cells = first + [cell for cell in cells if cell not in first]
    across, down = (np.array(cells, np.float64) / last * place.size).T
    x, y = place.xy(across, down)
    to_file = Affine.identity() if original is None else original.to_file
    points = []
    for u, v, east, north in zip(across, down, x, y, strict=True):
        col, row = to_file * (float(u), float(v))
        points.append(ControlPoint(col, row, float(east), float(north)))
    return points


def put_points_file(place: TemplateGround, original: OriginalPicture | None, target: Path) -> None:
    """Write the control points as QGIS's georeferencer writes and loads them.

    Source positions are those of the picture's layer in QGIS: minus the row where the file has no
    transform of its own, else what that says.

    Args:
        place: where the template lies.
        original: the picture's file; None for pixels of the template.
        target: a place that is already safe, see `atomic_files`.
    """
    own = Affine.identity() if original is None else original.transform
    layer = Affine.scale(1, -1) if own.is_identity else own
    lines = []
    if place.crs is not None:
        lines.append(f"#CRS: {place.crs.to_wkt('WKT2_2019')}")
    lines.append("mapX,mapY,sourceX,sourceY,enable,dX,dY,residual")
    for point in control_points(place, original):
        source_x, source_y = layer * (point.col, point.row)
        values = (point.x, point.y, source_x, source_y)
        lines.append(",".join([*(repr(float(value) + 0.0) for value in values), "1,0,0,0"]))
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def put_picture_vrt(
    place: TemplateGround, original: OriginalPicture, target: Path, folder: Path
) -> None:
    """Write a VRT of the picture's file, with the control points in place of its own reference.

    Args:
        place: where the template lies.
        original: the picture's file.
        target: a place that is already safe, see `atomic_files`.
        folder: where the VRT will lie; the path to the file is relative to it where it can be.

    Raises:
        rasterio.errors.RasterioError, OSError: the file cannot be read any more.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(original.path) as dataset:
            rasterio.shutil.copy(dataset, target, driver="VRT")
    root = ElementTree.fromstring(target.read_bytes())  # noqa: S314 (GDAL has just written it)
    for child in list(root):
        if child.tag in ("SRS", "GeoTransform", "GCPList"):
            root.remove(child)
    told = ElementTree.Element("GCPList")
    if place.crs is not None:
        told.set("Projection", xml_text(place.crs.to_wkt("WKT2_2019")))
    for number, point in enumerate(control_points(place, original), start=1):
        gcp = ElementTree.SubElement(told, "GCP", Id=str(number))
        values = {"Pixel": point.col, "Line": point.row, "X": point.x, "Y": point.y}
        for name, value in values.items():
            gcp.set(name, repr(float(value) + 0.0))
    root.insert(0, told)
    name, relative = _seen_from(folder, original.path)
    for source in root.iter("SourceFilename"):
        source.text = name
        source.set("relativeToVRT", str(int(relative)))
    put_xml(root, target)


def _seen_from(folder: Path, path: Path) -> tuple[str, bool]:
    """The path of a file as a VRT in a folder names it, and whether that is relative."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links stay what they are
    try:
        relative = os.path.relpath(absolute, os.path.abspath(folder))  # noqa: PTH100
    except ValueError:  # on another drive of Windows
        return str(absolute), False
    return Path(relative).as_posix(), True
