"""Colour maps as lookup tables."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from nc_desktop.map.tile_source import Lut
from nc_desktop.plotting import pg


@lru_cache(maxsize=16)
def lookup_table(name: str) -> Lut:
    """[256, 3] uint8 of a perceptually uniform map that ships with pyqtgraph."""
    table = pg.colormap.get(name).getLookupTable(nPts=256, alpha=False)
    return np.asarray(table, np.uint8)[:, :3]
