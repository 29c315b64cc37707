"""Tiles, the least recently drawn ones dropped first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QImage

from nc_desktop.map.colouring import Colouring
from nc_desktop.map.tile_source import TileValues

DEFAULT_BYTES = 288 * 1024 * 1024  # values and images of what a 4K screen shows, and around it


@dataclass(slots=True, eq=False)
class CachedTile:
    """Values and the image last made of them.

    Attributes:
        values: as they were read.
        generation: of the source that they were read from.
        image: how they were drawn last; None before that.
        colouring: what made the image.
    """

    values: TileValues
    generation: int
    image: QImage | None = None
    colouring: Colouring | None = None

    def drawn(self, colouring: Colouring) -> QImage:
        """The image for a colouring, made again only if that changed."""
        if self.image is None or self.colouring != colouring:
            self.image, self.colouring = colouring.image(self.values), colouring
        return self.image

    @property
    def size_bytes(self) -> int:
        """What values and image hold; the image counts before it is made."""
        rows, cols = self.values.values.shape[-2:]
        return self.values.size_bytes + 4 * int(rows) * int(cols)


class TileCache:
    """LRU bounded in bytes. Belongs to the Qt thread."""

    def __init__(self, limit_bytes: int = DEFAULT_BYTES) -> None:
        self._limit = limit_bytes
        self._tiles: OrderedDict[Hashable, CachedTile] = OrderedDict()
        self._kept: dict[int, frozenset[Hashable]] = {}
        self._bytes = 0

    @property
    def roomy(self) -> bool:
        """Whether there is room for tiles that are not drawn yet."""
        return self._bytes < 0.7 * self._limit

    @property
    def size_bytes(self) -> int:
        """What the tiles hold."""
        return self._bytes

    def __contains__(self, key: object) -> bool:
        return key in self._tiles

    def get(self, key: Hashable) -> CachedTile | None:
        """A tile, which becomes the most recently used one."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def put(self, key: Hashable, tile: CachedTile) -> None:
        """Keep a tile; the oldest go until all fit, but none that is on the screen."""
        former = self._tiles.pop(key, None)
        if former is not None:
            self._bytes -= former.size_bytes
        self._tiles[key] = tile
        self._bytes += tile.size_bytes
        if self._bytes > self._limit:
            self._make_room(key)

    def keep(self, layer: int, keys: Iterable[Hashable]) -> None:
        """The tiles of a layer that are on the screen: dropped ones would be read at once again."""
        self._kept[layer] = frozenset(keys)

    def drop_layer(self, layer: int) -> None:
        """Forget the tiles whose key is a tuple that starts with `layer`."""
        for key in [k for k in self._tiles if isinstance(k, tuple) and k[0] == layer]:
            self._bytes -= self._tiles.pop(key).size_bytes
        self._kept.pop(layer, None)

    def _make_room(self, newest: Hashable) -> None:
        kept = frozenset().union(*self._kept.values())
        for key in list(self._tiles):
            if self._bytes <= self._limit:
                return
            if key != newest and key not in kept:
                self._bytes -= self._tiles.pop(key).size_bytes
