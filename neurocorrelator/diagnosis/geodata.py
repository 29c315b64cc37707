"""GDAL and PROJ: their data, their drivers, and whether coordinates come out right."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import Any

from neurocorrelator import environment
from neurocorrelator.diagnosis.child import Answer
from neurocorrelator.diagnosis.probes import PLACE_UTM
from neurocorrelator.diagnosis.values import Diagnosis, Findings

_VITAL_DRIVERS = ("GTiff", "VRT", "PNG", "JPEG")
_TOLERANCE_M = 0.01


def judge_rasterio(answer: Answer) -> Diagnosis:
    """GDAL as rasterio's wheel brings it."""
    found = Findings("GDAL")
    again = "uv pip install --reinstall rasterio (its wheel brings GDAL and PROJ)"
    values = answer.values
    if answer.error:
        found.problem(f"rasterio does not load: {answer.error}", again)
        return found.done()
    found.fact("GDAL", f"{values['gdal']}, data in {values['gdal_data'] or 'the library'}")
    _proj(found, "rasterio", values, again)
    missing = values["missing_drivers"]
    found.fact("drivers", "all there" if not missing else f"without {', '.join(missing)}")
    if missing:
        vital = [name for name in missing if name in _VITAL_DRIVERS]
        found.problem(f"GDAL cannot read or write {', '.join(missing)}", again, hinders=bool(vital))
    if values["file_error"]:
        found.problem(f"GDAL does not write a GeoTIFF: {values['file_error']}", again)
    return found.done()


def judge_pyproj(answer: Answer) -> Diagnosis:
    """PROJ as pyproj's wheel brings it."""
    found = Findings("PROJ")
    again = "uv pip install --reinstall pyproj (its wheel brings PROJ)"
    values = answer.values
    if answer.error:
        found.problem(f"pyproj does not load: {answer.error}", again)
        return found.done()
    _proj(found, "pyproj", values, again)
    grids = values.get("grids", 0)
    found.fact(
        "grids",
        f"{grids} files"
        if grids
        else "none; between old datums coordinates are good to some metres",
    )
    found.fact("network", "on" if values["network"] else "off")
    if values["network"]:
        found.advice(
            "PROJ fetches grids from the network", "unset PROJ_NETWORK on a closed network"
        )
    return found.done()


def _proj(found: Findings, package: str, values: Mapping[str, Any], again: str) -> None:
    """A PROJ with its database: `values` of either probe."""
    library, database = str(values["proj"]), str(values.get("database_version", ""))
    where = values.get("database") or "not found"
    found.fact(
        "PROJ", f"{library}, database {database or '?'} (EPSG {values.get('epsg') or '?'}) {where}"
    )
    if kept := _kept():
        again = f"unset {' and '.join(kept)}, or {environment.KEEP}"
    place = values.get("place")
    if values["crs_error"] or not isinstance(place, list):
        error = values["crs_error"] or "no answer"
        found.problem(f"{package} cannot look up EPSG:32615: {error}", again)
    elif not all(abs(a - b) < _TOLERANCE_M for a, b in zip(place, PLACE_UTM, strict=True)):
        away = math.dist(place, PLACE_UTM)
        found.problem(f"{package} gives coordinates that are {away:.3g} m off", again)
    elif database and database.split(".")[:2] != library.split(".")[:2]:
        found.advice(f"{package}: PROJ {library} reads a database of PROJ {database}", again)


def _kept() -> list[str]:
    return [name for name in environment.INHERITED if name in os.environ]


def check_variables() -> Diagnosis:
    """Variables of other programs: those that were dropped, and those that were kept."""
    found = Findings("PROJ")
    for name, value in environment.dropped.items():
        found.advice(
            f"{name}={value} was left behind by another program; it is not used here",
            f"nothing to do; {environment.KEEP}=1 would keep it",
        )
    for name in _kept():
        found.fact(name, f"{os.environ[name]} (kept, as {environment.KEEP} says)")
    return found.done()
