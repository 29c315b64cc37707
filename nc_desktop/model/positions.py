"""Positions of one scene in the pixels of another, by way of the ground."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

import neurocorrelator as nc

FloatArray = NDArray[np.float64]


def carried(points: ArrayLike, source: nc.Georeference, target: nc.Georeference) -> FloatArray:
    """Pixel positions of one raster in the pixels of another.

    Args:
        points: [N, 2] of (col, row), corner coordinates.
        source: where they are given.
        target: where they are wanted.

    Returns:
        [N, 2]

    Raises:
        neurocorrelator.RasterError: one of the two has no CRS and the other is not the same, or a
            position lies outside of what a CRS can express.
    """
    given = np.asarray(points, np.float64).reshape(-1, 2)
    if source == target:
        return given
    if source.crs is not None and source.crs == target.crs:
        cols, rows = target.colrow(*source.xy(given[:, 0], given[:, 1]))
    else:
        lon, lat = source.lonlat(given[:, 0], given[:, 1])
        cols, rows = target.colrow_from_lonlat(lon, lat)
    return np.stack([cols, rows], axis=1)


def shares_ground(a: nc.Georeference, b: nc.Georeference) -> bool:
    """Whether positions of one can be given in the other: both have a CRS, or they are the same."""
    return a == b or (a.crs is not None and b.crs is not None)
