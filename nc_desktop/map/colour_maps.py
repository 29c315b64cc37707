"""Colour maps as lookup tables."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from nc_desktop.map.tile_source import Lut
from nc_desktop.plotting import pg

_FAINTEST = 0.1  # still shows what was searched
_FADED_SHARE = 0.4  # of the range, from below


@lru_cache(maxsize=16)
def lookup_table(name: str) -> Lut:
    """[256, 3] uint8 of a perceptually uniform map that ships with pyqtgraph."""
    table = pg.colormap.get(name).getLookupTable(nPts=256, alpha=False)
    return np.asarray(table, np.uint8)[:, :3]


@lru_cache(maxsize=16)
def fading_table(name: str) -> Lut:
    """[256, 4] uint8, red, green, blue, alpha: low scores let the scene beneath through.

    Most of a scene scores low, and the dark end of a colour map would hide it for nothing.
    """
    shares = np.clip(np.arange(256) / (255 * _FADED_SHARE), 0.0, 1.0)
    alphas = np.rint(255 * (_FAINTEST + (1.0 - _FAINTEST) * shares)).astype(np.uint8)
    return np.ascontiguousarray(np.column_stack([lookup_table(name), alphas]))
