"""The focal length of a photograph in pixels, from EXIF."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from PIL.ExifTags import Base

_FILM_DIAGONAL_MM = math.hypot(36.0, 24.0)  # 43.27
_UNIT_MM = {2: 25.4, 3: 10.0, 4: 1.0, 5: 0.001}  # of FocalPlaneResolutionUnit; 4 and 5 by custom
_SAME_SHAPE = 0.01
_BELIEVABLE = 1.5  # the two ways agree within some percent where both tags are right


class FocalLengthError(ValueError):
    """EXIF does not tell it; the message says why."""


def exif_number(value: Any) -> float | None:
    """A number of EXIF; None where it is missing, a text, a list, or x/0."""
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def focal_length_px(exif: Mapping[int, Any], width: int, height: int) -> float:
    """Focal length in pixels of a picture, which may have been resized since it was taken.

    Args:
        exif: the EXIF directory (the one of FocalLength).
        width: columns of the picture as it is.
        height: rows.

    Raises:
        FocalLengthError: it is not told, or the picture was cut or zoomed.
    """
    zoom = exif_number(exif.get(Base.DigitalZoomRatio)) or 1.0  # 0 is "not used"
    if zoom > 1.01:
        # some cameras enlarge the cut and some do not, and FocalLengthIn35mmFilm may include it
        raise FocalLengthError(f"digital zoom of {zoom:g} was used")
    taken_width = exif_number(exif.get(Base.ExifImageWidth)) or 0.0
    taken_height = exif_number(exif.get(Base.ExifImageHeight)) or 0.0
    taken_long, taken_short = sorted((taken_width, taken_height), reverse=True)
    # long sides, for programs that turn pictures by 90 degrees leave the tags as they were
    long, short = max(width, height), min(width, height)
    if taken_short > 0 and abs(taken_long / taken_short / (long / short) - 1) > _SAME_SHAPE:
        raise FocalLengthError(
            f"it is {width}x{height} pixels but was taken with"
            f" {taken_width:.0f}x{taken_height:.0f}, so it was cut"
        )
    by_film = _from_35_mm(exif, long, short)
    by_plane = _from_focal_plane(exif, long / taken_long if taken_short > 0 else 1.0)
    if by_plane is not None and by_film is not None:
        # cameras err in FocalPlaneXResolution (of the thumbnail, wrong unit) more than in the other
        agree = 1 / _BELIEVABLE < by_plane / by_film < _BELIEVABLE
        return by_plane if agree else by_film
    found = by_plane or by_film
    if found is None:
        raise FocalLengthError("EXIF tells no focal length that can be used")
    return found


def _from_focal_plane(exif: Mapping[int, Any], resized: float) -> float | None:
    """Pixels a millimetre on the sensor, times the focal length."""
    focal_mm = exif_number(exif.get(Base.FocalLength))
    resolution = exif_number(exif.get(Base.FocalPlaneXResolution))
    unit_mm = _UNIT_MM.get(int(exif_number(exif.get(Base.FocalPlaneResolutionUnit)) or 2))
    if not (focal_mm and focal_mm > 0 and resolution and resolution > 0 and unit_mm):
        return None
    return resolution / unit_mm * focal_mm * resized


def _from_35_mm(exif: Mapping[int, Any], long: int, short: int) -> float | None:
    """From the equivalent focal length, which makers state for equal angles over the diagonal.

    (CIPA DCG-001; for a 3:2 sensor width and diagonal give the same, for 4:3 they differ by 4 %.)
    The diagonal is the sensor's. Sensors are 4:3 or 3:2; a picture that is longer (16:9) or more
    square is a cut of it, and drones have 4:3 almost always: the smallest such frame around it.
    """
    equivalent_mm = exif_number(exif.get(Base.FocalLengthIn35mmFilm))
    if not equivalent_mm or equivalent_mm <= 0:
        return None
    shape = long / short
    if shape > 2.0:  # a panorama, or a cut that no camera makes
        return None
    if shape > 1.55:
        diagonal = long * 5 / 4
    elif shape < 1.30:
        diagonal = short * 5 / 3
    else:
        diagonal = math.hypot(long, short)
    return equivalent_mm / _FILM_DIAGONAL_MM * diagonal
