"""The position that a camera wrote into a picture's EXIF."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from PIL.ExifTags import GPS


def gps_position(gps: Mapping[int, Any]) -> tuple[float, float] | None:
    """Longitude and latitude, degrees, of an EXIF GPS directory; None where it has none.

    The datum is taken to be WGS 84, as all satellite receivers write it. A position without its
    hemispheres, with a rational of denominator zero, out of range, or of exactly 0, 0 (written by
    receivers that have no fix) is none.
    """
    lon = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), "EW", 180.0)
    lat = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), "NS", 90.0)
    if lon is None or lat is None or (lon, lat) == (0.0, 0.0):
        return None
    return lon, lat


def _degrees(parts: Any, reference: Any, hemispheres: str, limit: float) -> float | None:
    """Degrees, minutes and seconds as degrees; some programs write the first one or two only."""
    if isinstance(reference, bytes):
        reference = reference.decode("ascii", "replace")
    sign = str(reference or "").strip("\x00 ").upper()[:1]
    if not sign or sign not in hemispheres:
        return None
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not 1 <= len(numbers) <= 3:
        return None
    value = math.fsum(number / 60.0**power for power, number in enumerate(numbers))
    if not (math.isfinite(value) and 0.0 <= value <= limit):  # a rational x/0 is NaN in Pillow
        return None
    return -value if sign == hemispheres[1] else value
