"""Pixels of tiles, read by other threads while the network computes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from neurocorrelator.progress import Check
from neurocorrelator.rasters.image import MaskArray, RgbArray, Window
from neurocorrelator.rasters.working_grid import Tile, WorkingGrid

_READ_PX = 2_000_000  # scene pixels read at once: about a fifth of a second of packed ones

_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class TilePixels:
    """What is read of a tile, halo included.

    Attributes:
        rgb: [H, W, 3] uint8.
        mask: [H, W] bool, False where nothing is, or where the file is damaged.
        damaged: blocks of the file that cannot be read, in pixels of the scene.
    """

    rgb: RgbArray
    mask: MaskArray
    damaged: tuple[Window, ...]


class TileReader:
    """Reads tiles of a scene; from any thread."""

    def __init__(self, grid: WorkingGrid, check: Check, threads: int) -> None:
        """On a grid.

        Args:
            grid: the scene at the working resolution.
            check: called within each tile, on the thread that reads; may raise to stop.
            threads: that read ahead; 0: none does.
        """
        self._grid = grid
        self._check = check
        self._threads = threads

    def read(self, tile: Tile) -> TilePixels:
        """A tile's pixels, in bands where many scene pixels lie under them.

        Raises:
            RasterError: the file was changed or is gone.
        """
        window, reduce = tile.pixels, self._grid.reduce
        per_row = window.width * max(1.0, reduce) ** 2
        step = max(1, int(_READ_PX / per_row))
        if step >= window.height or reduce < 1:  # enlarging looks beyond a band's edge
            self._check()
            return TilePixels(*self._grid.read_whole_blocks(window))
        rgb = np.empty((window.height, window.width, 3), np.uint8)
        mask = np.empty((window.height, window.width), np.bool_)
        damaged: dict[Window, None] = {}
        for first in range(0, window.height, step):
            self._check()
            rows = min(step, window.height - first)
            band = Window(window.col_off, window.row_off + first, window.width, rows)
            part = slice(first, first + rows)
            rgb[part], mask[part], broken = self._grid.read_whole_blocks(band)
            damaged.update(dict.fromkeys(broken))
        return TilePixels(rgb, mask, tuple(damaged))

    def ahead(
        self, tiles: Iterable[Tile], known: Callable[[Tile], _T | None]
    ) -> Iterator[tuple[Tile, _T | TilePixels]]:
        """What is known of each tile, in their order, or its pixels: the next are being read.

        Raises:
            RasterError: as `read`.
        """
        if not self._threads:
            for tile in tiles:
                self._check()
                there = known(tile)
                yield tile, self.read(tile) if there is None else there
            return
        waiting: deque[tuple[Tile, _T | Future[TilePixels]]] = deque()
        pool = ThreadPoolExecutor(self._threads, thread_name_prefix="tile reader")
        try:
            for tile in tiles:
                self._check()
                there = known(tile)
                waiting.append((tile, pool.submit(self.read, tile) if there is None else there))
                if len(waiting) > 2 * self._threads:
                    yield _arrived(*waiting.popleft())
            while waiting:
                yield _arrived(*waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)


def _arrived(tile: Tile, found: _T | Future[TilePixels]) -> tuple[Tile, _T | TilePixels]:
    return tile, found.result() if isinstance(found, Future) else found
