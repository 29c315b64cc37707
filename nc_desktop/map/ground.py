"""Metres on the map: its scale, and lengths and areas in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QPointF
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

import neurocorrelator as nc

if TYPE_CHECKING:
    from nc_desktop.map.map_view import MapView

_INCH_M = 0.0254


def middle_of(view: MapView) -> QPointF:
    """The place for which scale and north are given: the middle of what is shown of the scene."""
    seen = view.view_rect.intersected(view.extent)
    if not seen.isEmpty():
        return seen.center()
    extent, middle = view.extent, view.view_rect.center()
    return QPointF(
        min(max(middle.x(), extent.left()), extent.right()),
        min(max(middle.y(), extent.top()), extent.bottom()),
    )


def metres_per_pixel(view: MapView) -> float | None:
    """True metres of a scene pixel along the row in the middle; None where they are not known."""
    if view.extent.isEmpty() or not view.georeference.is_geographic:
        return None
    middle = middle_of(view)
    try:
        metres = view.georeference.gsd_m(middle.x(), middle.y())[0]
    except nc.RasterError:
        return None
    return metres if math.isfinite(metres) and metres > 0 else None


def denominator(view: MapView) -> float | None:
    """N of the map's scale 1:N, on a screen of the density that the system tells."""
    metres = metres_per_pixel(view)
    if metres is None:
        return None
    return metres / view.viewpoint.scale / _screen_unit_m(view)


def scale_of(view: MapView, wanted: float) -> float | None:
    """What `MapView.zoom_to_scale` takes for a map of 1:N; None where metres are not known."""
    metres = metres_per_pixel(view)
    return None if metres is None else metres / (wanted * _screen_unit_m(view))


def _screen_unit_m(widget: QWidget) -> float:
    screen: QScreen | None = widget.screen()
    # as QGIS does: physical sizes that screens tell are wrong too often
    return _INCH_M / (screen.logicalDotsPerInchX() if screen is not None else 96.0)


def round_length(most: float) -> float:
    """The longest of …, 1, 2, 5, 10, … that is not longer than `most`."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most * (1 + 1e-9))


def length_text(metres: float, locale: QLocale, digits: int | None = None) -> str:
    """A length in the unit that suits it.

    Args:
        metres: the length.
        locale: how numbers are written.
        digits: significant ones; None for centimetres below 1 km and metres above.
    """
    translate = QCoreApplication.translate
    if metres >= 1000:
        return translate("Units", "{number} km").format(
            number=_number(metres / 1000, digits, 3, locale)
        )
    if metres >= 1 or metres == 0:
        return translate("Units", "{number} m").format(number=_number(metres, digits, 2, locale))
    return translate("Units", "{number} cm").format(number=_number(metres * 100, digits, 1, locale))


def area_text(square_metres: float, locale: QLocale) -> str:
    """An area in the unit that suits it."""
    translate = QCoreApplication.translate
    if square_metres >= 1e6:
        return translate("Units", "{number} km²").format(
            number=_number(square_metres / 1e6, None, 3, locale)
        )
    if square_metres >= 1e4:
        return translate("Units", "{number} ha").format(
            number=_number(square_metres / 1e4, None, 2, locale)
        )
    return translate("Units", "{number} m²").format(number=_number(square_metres, None, 1, locale))


def pixels_text(pixels: float, locale: QLocale) -> str:
    """A length where no metres are known."""
    digits = 0 if pixels >= 100 or pixels == round(pixels) else 1
    return QCoreApplication.translate("Units", "{number} px").format(
        number=locale.toString(float(pixels), "f", digits)
    )


def square_pixels_text(pixels: float, locale: QLocale) -> str:
    """An area where no metres are known."""
    return QCoreApplication.translate("Units", "{number} px²").format(
        number=locale.toString(float(pixels), "f", 0)
    )


def _number(value: float, significant: int | None, decimals: int, locale: QLocale) -> str:
    if significant is not None:
        whole = math.floor(math.log10(value)) + 1 if value > 0 else 1
        decimals = max(significant - whole, 0)
    return locale.toString(float(value), "f", decimals)
