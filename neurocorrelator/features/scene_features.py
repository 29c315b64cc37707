"""A scene's cells, tile by tile: computed once, kept while memory allows, computed again if not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from neurocorrelator.errors import BlankSceneError
from neurocorrelator.features.standardise import ChannelStatistics, Standardiser
from neurocorrelator.features.vgg import CHANNELS, HALO_PX, VggCells, valid_cells
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.working_grid import Tile, WorkingGrid

BYTES_PER_CELL = 4 * sum(CHANNELS)


@dataclass(frozen=True, eq=False)
class SceneTile:
    """Standardised cells of one tile.

    Attributes:
        row: the first cell's row on the scene's grid.
        col: its column.
        cells: [h, w, C] float32 of unit length; zero where invalid.
        valid: [h, w] bool.
    """

    row: int
    col: int
    cells: Tensor
    valid: Tensor


class _ColourRange:
    """Whether pixels are all of one colour. Cells cannot tell: the border shows in them."""

    def __init__(self) -> None:
        self._low = np.full(3, 255, np.uint8)
        self._high = np.zeros(3, np.uint8)

    def add(self, pixels: RgbArray) -> None:
        if pixels.size:
            self._low = np.minimum(self._low, pixels.min(axis=0))
            self._high = np.maximum(self._high, pixels.max(axis=0))

    @property
    def one(self) -> bool:
        return bool((self._low >= self._high).all())


class SceneFeatures:
    """Turns a scene into cells by tiles: `prepare` first, then `tiles` as often as needed.

    Attributes:
        grid: the scene at the working resolution.
        valid: [rows, cols] bool, the scene's valid cells; complete after `prepare`.
        computed_tiles: how many times a tile went through the network.
    """

    def __init__(
        self,
        grid: WorkingGrid,
        network: VggCells,
        *,
        layer_weights: tuple[float, float] = (1.0, 1.0),
        tile_px: int = 512,
        memory_mib: int = 1024,
    ) -> None:
        self.grid = grid
        self.valid: MaskArray = np.zeros(grid.cells, dtype=np.bool_)
        self._standardiser: Standardiser | None = None
        self.computed_tiles = 0
        self._network = network
        self._layer_weights = layer_weights
        self._tiles = grid.tiles(tile_px, HALO_PX)
        rows, cols = grid.cells
        self._keep = rows * cols * BYTES_PER_CELL <= memory_mib * 2**20
        self._kept: dict[tuple[int, int], Tensor] = {}

    @property
    def standardiser(self) -> Standardiser:
        """From the statistics of the scene; needs `prepare` before."""
        if self._standardiser is None:
            raise RuntimeError("SceneFeatures.prepare comes first")
        return self._standardiser

    @property
    def tile_count(self) -> int:
        """Tiles in one pass."""
        return len(self._tiles)

    def prepare(self, each: Callable[[int], None] = lambda _: None) -> None:
        """First pass: statistics of every channel over the scene's valid cells.

        Args:
            each: called with the number of tiles done; may raise to stop.

        Raises:
            BlankSceneError: the scene is all nodata or of one colour.
            RasterError: it is damaged.
        """
        statistics = ChannelStatistics.empty()
        colours = _ColourRange()
        for done, tile in enumerate(self._tiles, start=1):
            rgb, mask = self.grid.read(tile.pixels)
            colours.add(rgb[mask])
            cells, valid = self._compute(tile, rgb, mask)
            self.valid[tile.row : tile.row + tile.rows, tile.col : tile.col + tile.cols] = valid
            if cells is not None:
                chosen = cells.reshape(-1, cells.shape[-1])[torch.from_numpy(valid.ravel())]
                statistics = statistics.merge(ChannelStatistics.of(chosen))
                if self._keep:
                    self._kept[tile.row, tile.col] = cells
            each(done)
        name = self.grid.raster.path
        if statistics.count == 0:
            raise BlankSceneError(f"{name}: holds nothing but nodata; choose another scene")
        self._standardiser = Standardiser.of(statistics, self._layer_weights, self._network.device)
        if colours.one or self.standardiser.is_blind:
            raise BlankSceneError(f"{name}: is of one colour; there is nothing to search in")
        for tile in self._tiles:
            kept = self._kept.get((tile.row, tile.col))
            if kept is not None:
                flat = kept.view(-1, kept.shape[-1])
                flat.copy_(self.standardiser(flat))
                self._zero_invalid(kept, self._valid_of(tile))

    def tiles(self) -> Iterator[SceneTile]:
        """Standardised cells of every tile that has a valid cell; needs `prepare` before."""
        for tile in self._tiles:
            valid = self._valid_of(tile)
            if not valid.any():
                continue
            cells = self._kept.get((tile.row, tile.col))
            if cells is None:
                computed, _ = self._compute(tile, *self.grid.read(tile.pixels))
                assert computed is not None  # noqa: S101 (a valid cell exists, so there are cells)
                flat = self.standardiser(computed.reshape(-1, computed.shape[-1]))
                cells = flat.view(computed.shape)
                self._zero_invalid(cells, valid)
            yield SceneTile(tile.row, tile.col, cells, torch.from_numpy(valid).to(cells.device))

    def _valid_of(self, tile: Tile) -> MaskArray:
        return self.valid[tile.row : tile.row + tile.rows, tile.col : tile.col + tile.cols]

    @staticmethod
    def _zero_invalid(cells: Tensor, valid: MaskArray) -> None:
        cells *= torch.from_numpy(valid).to(cells.device)[:, :, None]

    def _compute(
        self, tile: Tile, rgb: RgbArray, mask: MaskArray
    ) -> tuple[Tensor | None, MaskArray]:
        """Raw cells [rows, cols, C] and their validity; no cells where nothing is valid."""
        rows = slice(tile.skip_rows, tile.skip_rows + tile.rows)
        cols = slice(tile.skip_cols, tile.skip_cols + tile.cols)
        valid = valid_cells(mask)[rows, cols]
        if not valid.any():
            return None, valid
        self.computed_tiles += 1
        cells = self._network.cells(rgb, mask)[:, rows, cols]
        return cells.permute(1, 2, 0).contiguous(), valid
