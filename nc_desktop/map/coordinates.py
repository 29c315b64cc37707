"""A position of the scene in words: pixel, CRS, WGS 84."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

import neurocorrelator as nc


@dataclass(frozen=True, slots=True)
class CoordinateTexts:
    """Texts of one position; the last two are empty where they are not known."""

    pixel: str
    crs: str
    wgs84: str


def describe(
    col: float, row: float, georeference: nc.Georeference, locale: QLocale
) -> CoordinateTexts:
    """Write a pixel position (corner coordinates) in all three ways."""
    pixel = QCoreApplication.translate("Coordinates", "Column {col}, row {row}").format(
        col=_number(col, 1, locale), row=_number(row, 1, locale)
    )
    if not georeference.is_geographic or georeference.crs is None:
        return CoordinateTexts(pixel, "", "")
    x, y = georeference.xy(col, row)
    if georeference.crs.is_geographic:
        frame, digits = QCoreApplication.translate("Coordinates", "lon {x}  lat {y}"), 6
    else:
        frame, digits = QCoreApplication.translate("Coordinates", "X {x}  Y {y}"), 2
    numbers = frame.format(x=_number(x, digits, locale), y=_number(y, digits, locale))
    crs = f"{georeference.crs_name}  {numbers}"
    try:
        lon, lat = georeference.lonlat(col, row)
    except nc.RasterError:  # beyond what the CRS can express
        return CoordinateTexts(pixel, crs, "")
    return CoordinateTexts(pixel, crs, f"WGS 84  {lonlat_text(float(lon), float(lat), locale)}")


def lonlat_text(lon: float, lat: float, locale: QLocale) -> str:
    """Latitude and longitude in degrees with their hemispheres."""
    north = QCoreApplication.translate("Coordinates", "{degrees}° N")
    south = QCoreApplication.translate("Coordinates", "{degrees}° S")
    east = QCoreApplication.translate("Coordinates", "{degrees}° E")
    west = QCoreApplication.translate("Coordinates", "{degrees}° W")
    latitude = (north if lat >= 0 else south).format(degrees=_number(abs(lat), 6, locale))
    longitude = (east if lon >= 0 else west).format(degrees=_number(abs(lon), 6, locale))
    return f"{latitude}  {longitude}"


def _number(value: object, digits: int, locale: QLocale) -> str:
    plain = QLocale(locale)
    plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)  # to be pasted elsewhere
    return plain.toString(float(value), "f", digits)  # type: ignore[arg-type] # 0-d arrays too
