"""Room for labels that must not lie on each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

from PySide6.QtCore import QRectF

_CELL = 8.0  # units of the screen


class LabelRoom:
    """A grid of cells: whether one is free is known at once, however many labels there are."""

    def __init__(self) -> None:
        self._taken: set[tuple[int, int]] = set()

    def is_free(self, box: QRectF) -> bool:
        """Whether no part of a box is taken."""
        return self._taken.isdisjoint(_cells(box))

    def take(self, box: QRectF) -> bool:
        """Take the room of a box; False, and nothing is taken, if a part of it is taken already."""
        cells = set(_cells(box))
        free = self._taken.isdisjoint(cells)
        if free:
            self._taken |= cells
        return free


def _cells(box: QRectF) -> Iterator[tuple[int, int]]:
    columns = range(math.floor(box.left() / _CELL), math.ceil(box.right() / _CELL))
    rows = range(math.floor(box.top() / _CELL), math.ceil(box.bottom() / _CELL))
    return product(columns, rows)
