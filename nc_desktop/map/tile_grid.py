"""Arithmetic of a pyramid of tiles. No Qt and no pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

TILE_PX = 512


@dataclass(frozen=True, slots=True)
class TileKey:
    """A tile: `level` 0 is the base, each level above halves the resolution."""

    level: int
    col: int
    row: int


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in base pixels, corner coordinates."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The pyramid over a raster of `width` x `height` base pixels."""

    width: int
    height: int

    @property
    def top_level(self) -> int:
        """The level at which one tile holds the whole raster."""
        longest = max(self.width, self.height)
        return max(0, math.ceil(math.log2(longest / TILE_PX))) if longest > TILE_PX else 0

    def level_for(self, pixels_per_base_pixel: float) -> int:
        """The coarsest level that still has a pixel for (nearly) every pixel of the screen."""
        if pixels_per_base_pixel <= 0:
            return self.top_level
        level = math.floor(math.log2(1.0 / pixels_per_base_pixel) + 0.25)
        return min(max(level, 0), self.top_level)

    def rect(self, key: TileKey) -> Rect:
        """The base pixels of a tile, clipped at the raster's edge."""
        side = TILE_PX << key.level
        left, top = key.col * side, key.row * side
        return Rect(left, top, min(left + side, self.width), min(top + side, self.height))

    def shape(self, key: TileKey) -> tuple[int, int]:
        """Rows and columns of a tile's image."""
        rect, step = self.rect(key), 1 << key.level
        return (
            max(1, math.ceil((rect.bottom - rect.top) / step)),
            max(1, math.ceil((rect.right - rect.left) / step)),
        )

    def visible(self, view: Rect, level: int) -> Iterator[TileKey]:
        """Tiles of a level that meet the view, nearest to its centre first."""
        side = TILE_PX << level
        cols = range(
            max(0, math.floor(view.left / side)),
            min(math.ceil(self.width / side), math.ceil(view.right / side)),
        )
        rows = range(
            max(0, math.floor(view.top / side)),
            min(math.ceil(self.height / side), math.ceil(view.bottom / side)),
        )
        centre_col = (view.left + view.right) / (2 * side) - 0.5
        centre_row = (view.top + view.bottom) / (2 * side) - 0.5
        keys = [TileKey(level, col, row) for row in rows for col in cols]
        keys.sort(key=lambda k: (k.col - centre_col) ** 2 + (k.row - centre_row) ** 2)
        return iter(keys)

    def coarser(self, key: TileKey) -> Iterator[TileKey]:
        """The tiles that hold this one, from the next level to the top."""
        for level in range(key.level + 1, self.top_level + 1):
            shift = level - key.level
            yield TileKey(level, key.col >> shift, key.row >> shift)
