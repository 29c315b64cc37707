"""What of a scene's tiles lies on disk: cells, statistics, and what the first pass found."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from neurocorrelator.features.cell_cache import CellCache, cell_key, statistics_key
from neurocorrelator.features.kept_survey import KeptSurvey, survey_key
from neurocorrelator.features.standardise import ChannelStatistics
from neurocorrelator.features.survey import ColourRange, Place, place_of
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.rasters.image import MaskArray, RgbArray
from neurocorrelator.rasters.working_grid import Tile, WorkingGrid


class TileStore:
    """The tiles of one scene at one resolution; without a cache nothing is there, nothing stays.

    Cells and statistics have names made of the tile's pixels. Which tile has which name is known
    once its pixels were seen, or once its survey was found.
    """

    def __init__(self, cache: CellCache | None, grid: WorkingGrid, network: VggCells) -> None:
        """Nothing is read yet."""
        self._cache = cache
        self._grid = grid
        self._identity = network.identity
        self._channels = network.channels
        self._pixels = None if cache is None else grid.raster.pixel_state()
        self._names: dict[Place, str] = {}

    def see(self, tile: Tile, rgb: RgbArray, mask: MaskArray) -> None:
        """These are the tile's pixels, whatever they were before."""
        if self._cache is not None:
            place = tile.skip_rows, tile.skip_cols, tile.rows, tile.cols
            self._names[place_of(tile)] = cell_key(self._identity, rgb, mask, place)

    def survey(self, tile: Tile) -> KeptSurvey | None:
        """Of a tile of a file that has not been written since; None where that is not known."""
        if self._cache is None or self._pixels is None:
            return None
        kept = self._cache.get(self._survey_name(tile, self._pixels.text))
        found = None if kept is None else KeptSurvey.unpacked(kept, (tile.rows, tile.cols))
        if found is not None:
            self._names[place_of(tile)] = found.key
        return found

    def put_survey(self, tile: Tile, valid: MaskArray, colours: ColourRange) -> None:
        """Of a tile that was seen, all of whose pixels could be read."""
        name = self._names.get(place_of(tile))
        state = self._pixels
        if self._cache is not None and state is not None and state.is_settled and name is not None:
            kept = KeptSurvey(name, valid, colours).packed()
            self._cache.put(self._survey_name(tile, state.text), kept)

    def cells(self, tile: Tile) -> Tensor | None:
        """[rows, cols, C] float32, as the network gave them."""
        name = self._names.get(place_of(tile))
        if self._cache is None or name is None:
            return None
        kept = self._cache.cells(name)
        if kept is None or kept.shape != (tile.rows, tile.cols, self._channels):
            return None
        return torch.from_numpy(np.array(kept)).float()

    def put_cells(self, tile: Tile, cells: Tensor) -> None:
        """Of a tile that was seen; float16 holds them."""
        name = self._names.get(place_of(tile))
        if self._cache is not None and name is not None:
            self._cache.put(name, cells.half().numpy())

    def statistics(self, tile: Tile, valid: MaskArray) -> ChannelStatistics | None:
        """Of a tile's valid cells."""
        name = self._names.get(place_of(tile))
        if self._cache is None or name is None:
            return None
        kept = self._cache.get(statistics_key(name, valid))
        if kept is None or kept.shape != (self._channels + 1, self._channels):
            return None
        both = torch.from_numpy(np.array(kept, np.float64))
        return ChannelStatistics(int(valid.sum()), both[0], both[1:])

    def put_statistics(self, tile: Tile, valid: MaskArray, found: ChannelStatistics) -> None:
        """Of the valid cells of a tile that was seen."""
        name = self._names.get(place_of(tile))
        if self._cache is not None and name is not None:
            both = torch.cat([found.mean[None], found.products]).numpy()
            self._cache.put(statistics_key(name, valid), both)

    def _survey_name(self, tile: Tile, pixels: str) -> str:
        return survey_key(pixels, self._identity, self._grid.reduce, tile)
