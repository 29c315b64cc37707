"""Where a template's pixels lie in the file that it was read from, as GDAL sees that file."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import rasterio
from affine import Affine
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from neurocorrelator.rasters.picture_file import PICTURE_SUFFIXES, applied_orientation
from neurocorrelator.rasters.template import Template


@dataclass(frozen=True, slots=True)
class OriginalPicture:
    """The file of a template.

    GDAL, and with it QGIS, does not turn a photograph as its EXIF orientation asks, and keeps
    pixels that are not square; a template is upright and has square ones.

    Attributes:
        path: the file.
        to_file: template pixels to the file's pixels, corner coordinates.
        transform: the file's own, the identity where it has none.
    """

    path: Path
    to_file: Affine
    transform: Affine


def original_picture(template: Template) -> OriginalPicture | None:
    """The file of a template; None where there is none, or it does not hold this picture."""
    path = template.path
    if path is None:
        return None
    try:
        str(path).encode("utf-8")  # as GDAL takes paths
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as dataset:
                size = dataset.width, dataset.height
                transform = dataset.transform
                if dataset.gcps[0] and transform.is_identity:
                    return None  # its pixels are those of a warp
        orientation = 1
        if path.suffix.lower() in PICTURE_SUFFIXES:
            orientation = applied_orientation(path)
    except (RasterioError, OSError, ValueError, SyntaxError):
        return None
    width, height = size if orientation < 5 else size[::-1]
    own = template.width, template.height
    # pixels that are not square were made so by stretching one side
    if not (own[0] >= width and own[1] >= height and (own[0] == width or own[1] == height)):
        return None
    square = Affine.scale(width / own[0], height / own[1])
    return OriginalPicture(path, _turned_back(orientation, *size) * square, transform)


def _turned_back(orientation: int, width: int, height: int) -> Affine:
    """From the upright picture to the file's columns and rows.

    Args:
        orientation: EXIF's, 1 to 8.
        width: columns of the file.
        height: rows of the file.
    """
    across, down = {
        1: ((1, 0, 0), (0, 1, 0)),
        2: ((-1, 0, width), (0, 1, 0)),
        3: ((-1, 0, width), (0, -1, height)),
        4: ((1, 0, 0), (0, -1, height)),
        5: ((0, 1, 0), (1, 0, 0)),
        6: ((0, 1, 0), (-1, 0, height)),
        7: ((0, -1, width), (-1, 0, height)),
        8: ((0, -1, width), (1, 0, 0)),
    }[orientation]
    return Affine(*across, *down)
