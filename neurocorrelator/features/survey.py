"""What the first pass over some tiles of a scene finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from neurocorrelator.features.standardise import ChannelStatistics
from neurocorrelator.rasters.image import MaskArray, RgbArray, Window
from neurocorrelator.rasters.working_grid import Tile


@dataclass(frozen=True, eq=False)
class ColourRange:
    """Whether pixels are all of one colour. Cells cannot tell: the border shows in them.

    Attributes:
        low: [3] uint8, the least value of each colour.
        high: the highest.
    """

    low: RgbArray = field(default_factory=lambda: np.full(3, 255, np.uint8))
    high: RgbArray = field(default_factory=lambda: np.zeros(3, np.uint8))

    def with_pixels(self, pixels: RgbArray) -> ColourRange:
        """Of [n, 3] pixels more."""
        if not pixels.size:
            return self
        return self.merge(ColourRange(pixels.min(axis=0), pixels.max(axis=0)))

    def merge(self, other: ColourRange) -> ColourRange:
        """Of both sets of pixels together."""
        return ColourRange(np.minimum(self.low, other.low), np.maximum(self.high, other.high))

    @property
    def one(self) -> bool:
        """Whether there is no second colour."""
        return bool((self.low >= self.high).all())


@dataclass(frozen=True, eq=False)
class Survey:
    """What the first pass finds; those of several sets of tiles become one, in any order.

    Attributes:
        statistics: of the cells that count.
        valid: by `place_of` each tile, its valid cells.
        colours: of the pixels.
        damaged: the file's blocks that cannot be read, in scene pixels.
    """

    statistics: ChannelStatistics
    valid: Mapping[tuple[int, int], MaskArray]
    colours: ColourRange
    damaged: frozenset[Window]

    def merge(self, other: Survey) -> Survey:
        """Of both sets of tiles together."""
        return Survey(
            self.statistics.merge(other.statistics),
            {**self.valid, **other.valid},
            self.colours.merge(other.colours),
            self.damaged | other.damaged,
        )


def place_of(tile: Tile) -> tuple[int, int]:
    """Row and column of a tile's first cell, which tell it from the others."""
    return tile.row, tile.col
