"""A picture of the map that lies in its place when a GIS opens it."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import numpy as np
import rasterio
import rasterio.crs
from affine import Affine
from numpy.typing import NDArray
from PIL import Image
from pyproj import CRS
from pyproj.enums import WktVersion
from pyproj.exceptions import CRSError
from rasterio.errors import NotGeoreferencedWarning

from neurocorrelator.errors import OutputError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.results.atomic_files import atomic_files
from neurocorrelator.results.xml_text import xml_text

MAP_PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""Kinds of file that `write_map_picture` writes."""

_WORLD_SUFFIXES = dict(
    zip(MAP_PICTURE_SUFFIXES, (".pgw", ".jgw", ".jgw", ".tfw", ".tfw"), strict=True)
)
_JPEG_QUALITY: Final = 92
_MOST_JPEG_SIDE = 65535
_TILE = 256


def write_map_picture(
    rgb: NDArray[np.uint8],
    georeference: Georeference,
    path: str | os.PathLike[str],
    *,
    mask: NDArray[np.bool_] | None = None,
) -> list[Path]:
    """Write a picture with a world file and its CRS, all of them or none.

    The CRS lies in `NAME.png.aux.xml`, where GDAL and with it QGIS look for it; a GeoTIFF holds it
    inside. Without a CRS there is none, and without a transform no world file either. Such files
    of an earlier picture of that name are replaced or removed, so that they do not misplace it.

    Args:
        rgb: [H, W, 3].
        georeference: how the picture's own pixels lie on the ground.
        path: ends with one of `MAP_PICTURE_SUFFIXES`.
        mask: [H, W], False where the picture shows nothing: it is transparent there.

    Returns:
        The files written, the picture first.

    Raises:
        OutputError: another ending, a picture too large for JPEG or with parts that it cannot leave
            transparent, or the files cannot be written.
        ValueError: the arrays are no picture.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or not rgb.size:
        raise ValueError(f"a picture is [H, W, 3] of uint8, not {rgb.shape} of {rgb.dtype}")
    if mask is not None and (mask.shape != rgb.shape[:2] or mask.dtype != np.bool_):
        raise ValueError(f"a mask is [H, W] of bool as the picture, not {mask.shape}")
    if mask is not None and mask.all():
        mask = None
    if suffix not in _WORLD_SUFFIXES:
        raise OutputError(f"{target}: a picture of the map ends with .png, .jpg or .tif")
    if suffix in (".jpg", ".jpeg") and max(rgb.shape[:2]) > _MOST_JPEG_SIDE:
        raise OutputError(f"{target}: is too large for JPEG; choose .png or .tif")
    if mask is not None and suffix in (".jpg", ".jpeg"):
        raise OutputError(f"{target}: JPEG knows no transparent parts; choose .png or .tif")
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; name a file")
    pixels = rgb if mask is None else np.dstack([rgb, mask.astype(np.uint8) * np.uint8(255)])
    world = target.with_suffix(_WORLD_SUFFIXES[suffix]).name
    beside = target.name + ".aux.xml"
    tiff = suffix in (".tif", ".tiff")
    names = [target.name]
    stale = (world, beside, f"{target.name}.ovr", f"{target.name}.msk")
    with atomic_files(target.parent, replaces=stale) as place:
        if tiff:
            _put_geotiff(pixels, georeference, place / target.name)
        else:
            _put_picture(pixels, place / target.name)
        if not georeference.transform.is_identity:
            _put_world_file(georeference.transform, place / world)
            names.append(world)
        if georeference.crs is not None and not tiff:
            _put_crs(georeference.crs, place / beside)
            names.append(beside)
    return [target.parent / name for name in names]


def _put_picture(rgb: NDArray[np.uint8], place: Path) -> None:
    picture = Image.fromarray(np.ascontiguousarray(rgb))
    if place.suffix.lower() == ".png":
        picture.save(place, format="PNG", compress_level=3)
    else:  # no subsampling of colours: thin outlines would lose theirs
        picture.save(place, format="JPEG", quality=_JPEG_QUALITY, subsampling=0)


def _put_geotiff(rgb: NDArray[np.uint8], georeference: Georeference, place: Path) -> None:
    rows, cols, bands = rgb.shape
    transform, crs = georeference.transform, georeference.crs
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(
            place,
            "w",
            driver="GTiff",
            dtype="uint8",
            count=bands,
            width=cols,
            height=rows,
            photometric="rgb",
            **({"alpha": "non-premultiplied"} if bands == 4 else {}),
            transform=None if transform.is_identity else transform,
            crs=None if crs is None else rasterio.crs.CRS.from_wkt(crs.to_wkt()),
            tiled=True,
            blockxsize=_TILE,
            blockysize=_TILE,
            compress="deflate",
            predictor=2,
            bigtiff="if_safer",
        ) as dataset:
            dataset.write(np.moveaxis(rgb, 2, 0))
        with rasterio.open(place) as dataset:  # GDAL keeps quiet when the disk is full
            for band in dataset.indexes:
                dataset.checksum(band)


def _put_world_file(transform: Affine, place: Path) -> None:
    """Six lines: pixel sizes and rotations, then the centre of the upper left pixel."""
    x, y = transform * (0.5, 0.5)
    t = transform
    lines = (repr(float(value)) for value in (t.a, t.d, t.b, t.e, x, y))
    place.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


def _put_crs(crs: CRS, place: Path) -> None:
    """As GDAL itself notes a CRS beside a picture; coordinates run east, north there."""
    try:
        # the first form is what older programs read too; with its axes, else its code is lost
        text = crs.to_wkt(WktVersion.WKT1_GDAL, output_axis_rule=True)
    except CRSError:
        text = crs.to_wkt()
    root = ElementTree.Element("PAMDataset")
    ElementTree.SubElement(root, "SRS").text = xml_text(text)
    ElementTree.indent(root)
    # GDAL 3.10 passes over the whole file if an XML declaration stands before this element
    place.write_text(
        ElementTree.tostring(root, encoding="unicode") + "\n", encoding="utf-8", newline="\n"
    )
