"""A position of the scene in words: pixel, CRS, WGS 84."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

import neurocorrelator as nc
from nc_desktop.degree_style import DegreeStyle


@dataclass(frozen=True, slots=True)
class CoordinateTexts:
    """Texts of one position; the last two are empty where they are not known."""

    pixel: str
    crs: str
    wgs84: str


@dataclass(frozen=True, slots=True)
class CopiedTexts:
    """One position for the clipboard, with decimal points in every language.

    Each one can be pasted into *Go to coordinates*.

    Attributes:
        pixel: `px 10.0 20.0`.
        crs: `576000.50 4980000.25`, or `x=… y=…` in a CRS of degrees.
        decimal: latitude, then longitude, as other programs and sites take it.
        dms: degrees, minutes and seconds.
    """

    pixel: str
    crs: str = ""
    decimal: str = ""
    dms: str = ""

    @property
    def all(self) -> str:
        """What is known, one line each."""
        return "\n".join(text for text in (self.pixel, self.crs, self.decimal, self.dms) if text)


def describe(
    col: float,
    row: float,
    georeference: nc.Georeference,
    locale: QLocale,
    style: DegreeStyle = "decimal",
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
    write = dms_text if style == "dms" else lonlat_text
    return CoordinateTexts(pixel, crs, f"WGS 84  {write(float(lon), float(lat), locale)}")


def copied(col: float, row: float, georeference: nc.Georeference) -> CopiedTexts:
    """Write a pixel position (corner coordinates) for the clipboard."""
    pixel = f"px {col:.1f} {row:.1f}"
    if georeference.crs is None:
        return CopiedTexts(pixel)
    x, y = georeference.xy(col, row)
    in_degrees = georeference.crs.is_geographic
    crs = f"x={x:.7f} y={y:.7f}" if in_degrees else f"{x:.2f} {y:.2f}"
    try:
        lon, lat = georeference.lonlat(col, row)
    except nc.RasterError:
        return CopiedTexts(pixel, crs)
    return CopiedTexts(pixel, crs, f"{lat:.7f}, {lon:.7f}", nc.dms(float(lon), float(lat)))


def lonlat_text(lon: float, lat: float, locale: QLocale) -> str:
    """Latitude and longitude in degrees with their hemispheres."""
    north, south, east, west = _hemispheres()
    latitude = f"{_number(abs(lat), 6, locale)}° {north if lat >= 0 else south}"
    longitude = f"{_number(abs(lon), 6, locale)}° {east if lon >= 0 else west}"
    return f"{latitude}  {longitude}"


def dms_text(lon: float, lat: float, locale: QLocale) -> str:
    """Latitude and longitude in degrees, minutes and seconds with their hemispheres."""
    point = locale.decimalPoint()
    parts = []
    for part in nc.dms(lon, lat).split():
        letters = dict(zip("NSEW", _hemispheres(), strict=True))
        minutes = part[:-1].replace("'", "′").replace('"', "″").replace(".", point)
        parts.append(f"{minutes} {letters[part[-1]]}")
    return "  ".join(parts)


def _hemispheres() -> tuple[str, str, str, str]:
    translate = QCoreApplication.translate
    return (
        translate("Coordinates", "N"),
        translate("Coordinates", "S"),
        translate("Coordinates", "E"),
        translate("Coordinates", "W"),
    )


def _number(value: object, digits: int, locale: QLocale) -> str:
    plain = QLocale(locale)
    plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)  # to be pasted elsewhere
    return plain.toString(float(value), "f", digits)  # type: ignore[arg-type] # 0-d arrays too
