"""Cells of scenes on disk, so that a second search of the same ground skips the network.

A tile's file is named by a hash of all that its cells are made of: the pixels as the network sees
them (bands, stretch and nodata are in them), the weights, the layers and the grid. A raster that
was changed, or another stretch, gives other names: nothing has to be noticed or thrown away. The
names themselves are kept for files that have not been written since (`kept_survey.py`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.rasters.disk_cache import FORMAT, DiskCache
from neurocorrelator.rasters.image import MaskArray, RgbArray

CellArray = NDArray[np.float16]


def cell_key(identity: str, rgb: RgbArray, mask: MaskArray, place: tuple[int, ...]) -> str:
    """Name of a tile's cells.

    Args:
        identity: of the network: weights and layers.
        rgb: [H, W, 3] uint8, halo included.
        mask: [H, W] bool.
        place: the cells among those of the pixels.
    """
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"{FORMAT} {identity} {rgb.shape} {place}".encode())
    digest.update(np.ascontiguousarray(rgb).data)
    digest.update(np.packbits(mask).data)
    return digest.hexdigest()


def statistics_key(cells: str, counted: MaskArray) -> str:
    """Name of the statistics of some of a tile's cells.

    Args:
        cells: the name of the tile's cells.
        counted: [h, w], those that count.
    """
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"statistics {cells} {counted.shape}".encode())
    digest.update(np.packbits(counted).data)
    return digest.hexdigest()


class CellCache(DiskCache):
    """What is kept of scenes' tiles, and a count of those that were there.

    Attributes:
        found: how many tiles' cells it had.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        """See `DiskCache`."""
        super().__init__(folder, limit)
        self.found = 0

    def cells(self, key: str) -> CellArray | None:
        """[h, w, C] float16, mapped into memory; None where they are not there."""
        cells: CellArray | None = self.get(key)
        self.found += cells is not None
        return cells
