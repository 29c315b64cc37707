"""The pixels of a template's file: upright, 8 bits a colour, with a mask."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import PIL.Image
import rasterio
from PIL.ExifTags import Base

from neurocorrelator.errors import RasterError, TemplateError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.dataset_handles import check_file, open_dataset
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.raster import Raster

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
RASTER_SUFFIXES = frozenset({".tif", ".tiff", ".jp2", ".vrt"})
MAX_PIXELS = 178_000_000  # Pillow refuses more; above it a picture is a scene, not a template

_DEEP_MODES = ("I", "F")  # Pillow's, of more than 8 bits; GDAL reads them, and turns nothing
_Turn = PIL.Image.Transpose
_UPRIGHT = {
    2: _Turn.FLIP_LEFT_RIGHT,
    3: _Turn.ROTATE_180,
    4: _Turn.FLIP_TOP_BOTTOM,
    5: _Turn.TRANSPOSE,
    6: _Turn.ROTATE_270,
    7: _Turn.TRANSVERSE,
    8: _Turn.ROTATE_90,
}


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture as it was read.

    Attributes:
        rgb: [H, W, 3] uint8.
        mask: [H, W], False where alpha or nodata say that there is nothing.
        orientation: EXIF's, 1 to 8, that was applied to the pixels; 1 where none was.
        georeference: how the pixels lie on the ground; without a CRS where that is not known.
    """

    rgb: RgbArray
    mask: MaskArray
    orientation: int = 1
    georeference: Georeference = field(default_factory=Georeference)


def read_picture(file: Path) -> Picture:
    """Read a picture: EXIF orientation is applied, alpha and nodata become the mask.

    Raises:
        TemplateError: missing, empty, damaged, too large, or not a picture.
    """
    if file.suffix.lower() in PICTURE_SUFFIXES:
        picture = _read_with_pillow(file)
        if picture is not None:
            return picture
    try:
        _refuse_large(file)
        with Raster.open(file) as raster:
            image = raster.read()
            georeference = raster.georeference
    except RasterError as error:
        raise TemplateError(str(error)) from error
    return Picture(image.rgb, image.mask, georeference=georeference)


def _read_with_pillow(file: Path) -> Picture | None:
    """The picture; None where it has more than 8 bits a colour."""
    if not os.path.exists(file):  # noqa: PTH110 - raises nothing
        raise TemplateError(f"{file}: no such file; check the path")
    try:
        if file.stat().st_size == 0:
            raise TemplateError(f"{file}: is empty (0 bytes); get the file again")
        with quietly_opened(file) as opened:
            if opened.mode.startswith(_DEEP_MODES):
                return None
            if opened.width * opened.height > MAX_PIXELS:
                raise TemplateError(_too_large(file, f"{opened.width} x {opened.height}"))
            orientation = _orientation(opened)
            plain = opened.mode == "RGB" and "transparency" not in opened.info
            upright = opened if plain else opened.convert("RGBA")
            if orientation in _UPRIGHT:
                upright = upright.transpose(_UPRIGHT[orientation])
            pixels = np.array(upright)
    except PIL.Image.DecompressionBombError as error:
        raise TemplateError(_too_large(file)) from error
    except (OSError, ValueError, SyntaxError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise TemplateError(
            f"{file}: is not a picture that can be read, or is damaged ({reason});"
            " get the file again, or convert it to PNG"
        ) from error
    rgb = np.ascontiguousarray(pixels[:, :, :3])
    mask = np.ones(rgb.shape[:2], np.bool_) if plain else pixels[:, :, 3] > 127
    georeference = Georeference() if orientation in _UPRIGHT else _georeference_beside(file)
    return Picture(rgb, mask, orientation, georeference)


@contextmanager
def quietly_opened(file: Path) -> Iterator[PIL.Image.Image]:
    """The file open; Pillow warns of large pictures and of damaged EXIF already while it opens."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with PIL.Image.open(file) as opened:
            yield opened


def applied_orientation(file: Path) -> int:
    """EXIF's orientation that `read_picture` applies to a picture of `PICTURE_SUFFIXES`, 1 to 8.

    Raises:
        OSError, ValueError, SyntaxError: not a picture that Pillow reads.
    """
    with quietly_opened(file) as opened:
        return 1 if opened.mode.startswith(_DEEP_MODES) else _orientation(opened)


def _orientation(opened: PIL.Image.Image) -> int:
    """EXIF's orientation; 1 where there is none. Damaged EXIF is no reason to refuse pixels."""
    try:
        value = opened.getexif().get(Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - Pillow raises errors of every kind for EXIF that is damaged
        return 1
    return value if isinstance(value, int) and value in _UPRIGHT else 1


def _georeference_beside(file: Path) -> Georeference:
    """Of a world file or an .aux.xml that lies beside a picture; its formats have none inside."""
    suffix = file.suffix
    beside = (f"{suffix}.aux.xml", f"{suffix}w", f"{suffix[:2]}{suffix[-1]}w", ".wld")
    if not any(file.with_suffix(ending).exists() for ending in beside):
        return Georeference()
    try:
        with Raster.open(file) as raster:
            return raster.georeference
    except Exception:  # noqa: BLE001 - the pixels are read already, and GDAL is strict with XMP
        return Georeference()


def _refuse_large(file: Path) -> None:
    """Refuse a raster that is too large before anything of it is measured."""
    check_file(file)
    with rasterio.Env(), open_dataset(file) as dataset:
        if dataset.width * dataset.height > MAX_PIXELS:
            raise TemplateError(_too_large(file, f"{dataset.width} x {dataset.height}"))


def _too_large(file: Path, size: str = "") -> str:
    of_size = f" of {size} pixels" if size else ""
    return (
        f"{file}: a picture{of_size} is too large to look for, the limit is"
        f" {MAX_PIXELS // 1_000_000} Mpx; cut out the part to look for, or open it as the scene"
    )
