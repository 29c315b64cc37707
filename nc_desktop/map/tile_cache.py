"""Images of tiles, the least recently drawn ones dropped first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QImage

DEFAULT_BYTES = 256 * 1024 * 1024  # twice what a 4K screen shows


class TileCache:
    """LRU bounded in bytes. Belongs to the Qt thread."""

    def __init__(self, limit_bytes: int = DEFAULT_BYTES) -> None:
        self._limit = limit_bytes
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()
        self._bytes = 0

    @property
    def size_bytes(self) -> int:
        """What the images hold."""
        return self._bytes

    def get(self, key: Hashable) -> QImage | None:
        """An image, which becomes the most recently used one."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def put(self, key: Hashable, image: QImage) -> None:
        """Keep an image; the oldest go until all fit (the newest stays in any case)."""
        former = self._images.pop(key, None)
        if former is not None:
            self._bytes -= former.sizeInBytes()
        self._images[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._limit and len(self._images) > 1:
            _, dropped = self._images.popitem(last=False)
            self._bytes -= dropped.sizeInBytes()

    def drop_layer(self, layer: int) -> None:
        """Forget the images whose key is a tuple that starts with `layer`."""
        for key in [k for k in self._images if isinstance(k, tuple) and k[0] == layer]:
            self._bytes -= self._images.pop(key).sizeInBytes()
