"""What the first pass over some tiles of a scene finds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from neurocorrelator.features.standardise import ChannelStatistics
from neurocorrelator.rasters.image import MaskArray, RgbArray, Window
from neurocorrelator.rasters.working_grid import Tile

Place = tuple[int, int, int, int]

_SAMPLED = 16  # pixels along each axis for one that is looked at first


@dataclass(frozen=True, eq=False)
class ColourRange:
    """Whether pixels are all of one colour. Cells cannot tell: the border shows in them.

    Attributes:
        low: [3] uint8, the least value of each colour that was seen.
        high: the highest.
    """

    low: RgbArray = field(default_factory=lambda: np.full(3, 255, np.uint8))
    high: RgbArray = field(default_factory=lambda: np.zeros(3, np.uint8))

    @classmethod
    def of(cls, rgb: RgbArray, mask: MaskArray) -> ColourRange:
        """Of the valid pixels of [H, W, 3]; of some of them, where these show a second colour."""
        for step in (_SAMPLED, 1):
            pixels = rgb[::step, ::step][mask[::step, ::step]]
            found = cls(pixels.min(axis=0), pixels.max(axis=0)) if pixels.size else cls()
            if not found.one:
                break
        return found

    def merge(self, other: ColourRange) -> ColourRange:
        """Of both sets of pixels together."""
        return ColourRange(np.minimum(self.low, other.low), np.maximum(self.high, other.high))

    @property
    def one(self) -> bool:
        """Whether there is no second colour."""
        return bool((self.low >= self.high).all())


@dataclass(frozen=True, eq=False)
class TileSurvey:
    """What the first pass finds in one tile.

    Attributes:
        tile: which.
        valid: its valid cells.
        statistics: of these; None where they do not count.
        colours: of its pixels.
        damaged: blocks of the file under it that cannot be read, in scene pixels.
    """

    tile: Tile
    valid: MaskArray
    statistics: ChannelStatistics | None
    colours: ColourRange
    damaged: tuple[Window, ...]


class Survey:
    """What the first pass finds in many tiles.

    Attributes:
        statistics: of all cells that count; the last digit depends on the order of the tiles.
        valid: by `place_of` each tile, its valid cells.
        colours: of all pixels.
        damaged: all blocks that cannot be read.
    """

    def __init__(self, channels: int) -> None:
        """Of no tile yet."""
        self.statistics = ChannelStatistics.empty(channels)
        self.valid: dict[Place, MaskArray] = {}
        self.colours = ColourRange()
        self.damaged: set[Window] = set()

    def add(self, own: TileSurvey) -> None:
        """A tile more."""
        self.valid[place_of(own.tile)] = own.valid
        self.colours = self.colours.merge(own.colours)
        self.damaged.update(own.damaged)
        if own.statistics is not None:
            self.statistics = self.statistics.merge(own.statistics)

    def count(self, statistics: ChannelStatistics) -> None:
        """Statistics of a tile that did not count at first."""
        self.statistics = self.statistics.merge(statistics)


def place_of(tile: Tile) -> Place:
    """The cells of a tile, which tell it from the others: first row and column, rows, columns."""
    return tile.row, tile.col, tile.rows, tile.cols
