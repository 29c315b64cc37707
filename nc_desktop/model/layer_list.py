"""The layers of the map, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from nc_desktop.model.layers import Layer

_L = TypeVar("_L", bound=Layer)


class LayerList(QObject):
    """An ordered list, the topmost first. Lives on the Qt thread."""

    inserted = Signal(object)
    """A `Layer` is new."""
    removed = Signal(object)
    """A `Layer` is gone."""
    moved = Signal()
    """The order is another one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layers: list[Layer] = []

    def __len__(self) -> int:
        return len(self._layers)

    def __iter__(self) -> Iterator[Layer]:
        return iter(tuple(self._layers))

    def __contains__(self, layer: object) -> bool:
        return layer in self._layers

    def of_kind(self, kind: type[_L]) -> list[_L]:
        """The layers of a class, the topmost first."""
        return [layer for layer in self._layers if isinstance(layer, kind)]

    def index(self, layer: Layer) -> int:
        """Place of a layer, 0 at the top."""
        return self._layers.index(layer)

    def insert(self, layer: Layer, index: int = 0) -> None:
        """Add a layer at a place, 0 at the top."""
        layer.setParent(self)
        self._layers.insert(index, layer)
        self.inserted.emit(layer)

    def remove(self, layer: Layer) -> None:
        """Take a layer away. It stays usable: it may be inserted again, by whoever keeps it."""
        self._layers.remove(layer)
        layer.setParent(None)  # else its pixels would be kept as long as the program runs
        self.removed.emit(layer)

    def move(self, layer: Layer, index: int) -> None:
        """Put a layer at another place, 0 at the top, counted without it."""
        former = self._layers.index(layer)
        self._layers.remove(layer)
        self._layers.insert(index, layer)
        if self._layers.index(layer) != former:
            self.moved.emit()
