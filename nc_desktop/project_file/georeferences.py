"""Georeferences as text and numbers."""

from __future__ import annotations

from functools import lru_cache

from affine import Affine
from pyproj import CRS
from pyproj.exceptions import CRSError

import neurocorrelator as nc
from nc_desktop.project_file.schema import GeoreferenceRecord


def record(georeference: nc.Georeference) -> GeoreferenceRecord:
    """As it is kept."""
    a, b, c, d, e, f = tuple(georeference.transform)[:6]
    return GeoreferenceRecord(transform=(a, b, c, d, e, f), crs=to_wkt(georeference.crs))


def restored(kept: GeoreferenceRecord) -> nc.Georeference:
    """As it was.

    Raises:
        ValueError: the CRS is no WKT.
    """
    return nc.Georeference(Affine(*kept.transform), from_wkt(kept.crs))


@lru_cache(maxsize=64)
def to_wkt(crs: CRS | None) -> str | None:
    """All of a CRS as text; None for none."""
    return None if crs is None else str(crs.to_wkt("WKT2_2019"))


@lru_cache(maxsize=64)
def from_wkt(text: str | None) -> CRS | None:
    """The CRS of a text.

    Raises:
        ValueError: it is no WKT.
    """
    if text is None:
        return None
    try:
        return CRS.from_wkt(text)
    except CRSError as error:
        raise ValueError("crs: no WKT") from error
