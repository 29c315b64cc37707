"""What layers are called, and what is said of them, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QObject

import neurocorrelator as nc
from nc_desktop.model.layers import (
    HeatmapLayer,
    Layer,
    MatchesLayer,
    scene_of,
)
from nc_desktop.model.positions import shares_ground
from nc_desktop.model.project import Project


def layer_title(layer: Layer) -> str:
    """The layer's own name, or one of its kind and run."""
    if layer.name:
        return layer.name
    if isinstance(layer, HeatmapLayer):
        if layer.findings is None:
            return QCoreApplication.translate("Layers", "Preliminary: mean cosine")
        text = QCoreApplication.translate("Layers", "Heatmap {number}")
        return text.format(number=layer.findings.number)
    if isinstance(layer, MatchesLayer):
        text = QCoreApplication.translate("Layers", "Matches {number}")
        return text.format(number=layer.findings.number)
    return QCoreApplication.translate("Layers", "Area of interest")


def why_hidden(layer: Layer, project: Project) -> str:
    """Why a layer has no place on the map beside the active scene; empty where it has one."""
    active, scene = project.scene_layer, scene_of(layer)
    if active is None or scene is None or scene is active:
        return ""
    if shares_ground(scene.raster.georeference, active.raster.georeference):
        return ""
    if scene.raster.georeference.crs is None:
        text = QCoreApplication.translate(
            "Layers",
            "Not shown: {name} has no CRS, so its place beside {active} is not known. Assign its"
            " CRS, or search in it.",
        )
    else:
        text = QCoreApplication.translate(
            "Layers",
            "Not shown: {active} has no CRS, so the place of {name} beside it is not known."
            " Assign the CRS of {active}, or search in {name}.",
        )
    return text.format(name=scene.name, active=active.name)


def raster_facts(raster: nc.Raster) -> str:
    """Size, bands, type, CRS and GSD in a line or two."""
    locale = QLocale()
    size = QCoreApplication.translate("Layers", "{width} × {height} px").format(
        width=locale.toString(raster.width), height=locale.toString(raster.height)
    )
    bands = _Plurals().bands(raster.band_count)
    crs = (
        raster.georeference.crs_name
        if raster.georeference.crs is not None
        else QCoreApplication.translate("Layers", "no CRS")
    )
    parts = [size, bands, raster.dtype, crs or ""]
    if (gsd := _gsd_text(raster, locale)) is not None:
        parts.append(gsd)
    return " · ".join(part for part in parts if part)


class _Plurals(QObject):
    """lupdate takes a plural from `tr` alone, not from `translate`."""

    def bands(self, count: int) -> str:
        return self.tr("%n band(s)", "", count)


def _gsd_text(raster: nc.Raster, locale: QLocale) -> str | None:
    if not raster.georeference.is_geographic:
        return None
    try:
        along_col, along_row = raster.georeference.gsd_m(raster.width / 2, raster.height / 2)
    except nc.RasterError:
        return None
    gsd = (along_col * along_row) ** 0.5
    text = QCoreApplication.translate("Layers", "{gsd} m/px")
    return text.format(gsd=locale.toString(gsd, "g", 3))
