"""Reading a file that is damaged in places: all that is whole, and where the rest lies."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from neurocorrelator.errors import RasterError
from neurocorrelator.rasters.image import Window

Pixels = TypeVar("Pixels")


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks that a raster is stored in: the least that can be read, and be damaged.

    Attributes:
        width: columns of a block.
        height: rows of a block.
        raster: all pixels of the raster; blocks at its right and bottom border are cut off there.
    """

    width: int
    height: int
    raster: Window

    def touching(self, left: float, top: float, right: float, bottom: float) -> Iterator[Window]:
        """The blocks that a rectangle of pixels touches, row by row."""
        first_row, first_col = int(top) // self.height, int(left) // self.width
        for row in range(first_row * self.height, math.ceil(bottom), self.height):
            for col in range(first_col * self.width, math.ceil(right), self.width):
                width = min(self.width, self.raster.width - col)
                height = min(self.height, self.raster.height - row)
                yield Window(col, row, width, height)


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where a picture of a window may be cut so that each piece lies over one block.

    A pixel of a reduced picture that lies over two blocks is a piece of its own.

    Attributes:
        cols: inner columns to cut before, ascending.
        rows: inner rows to cut before, ascending.
    """

    cols: list[int]
    rows: list[int]

    @classmethod
    def of(cls, window: Window, shape: tuple[int, int], blocks: Blocks) -> Cuts:
        """The cuts of a window's picture of `shape` (rows, columns)."""
        return cls(
            _cuts(window.col_off, window.width, shape[1], blocks.width),
            _cuts(window.row_off, window.height, shape[0], blocks.height),
        )

    def halves(self, piece: Window) -> tuple[Window, Window] | None:
        """A piece cut in two, across its longer side if it can be; None for the least piece."""
        col = _nearest_middle(self.cols, piece.col_off, piece.width)
        row = _nearest_middle(self.rows, piece.row_off, piece.height)
        if row is not None and (col is None or piece.height >= piece.width):
            above = row - piece.row_off
            return (
                Window(piece.col_off, piece.row_off, piece.width, above),
                Window(piece.col_off, row, piece.width, piece.height - above),
            )
        if col is not None:
            before = col - piece.col_off
            return (
                Window(piece.col_off, piece.row_off, before, piece.height),
                Window(col, piece.row_off, piece.width - before, piece.height),
            )
        return None


def read_pieces(
    picture: Window, cuts: Cuts, read: Callable[[Window], Pixels]
) -> Iterator[tuple[Window, Pixels | None]]:
    """Read a picture in as few pieces as its damage allows.

    Args:
        picture: the pixels of the picture.
        cuts: where it may be cut.
        read: reads a piece; a RasterError means that it is damaged.

    Yields:
        Pieces that cover the picture once, each with its pixels, or None for a least piece that
        cannot be read.
    """
    try:
        image = read(picture)
    except RasterError:
        halves = cuts.halves(picture)
        if halves is None:
            yield picture, None
        else:
            for half in halves:
                yield from read_pieces(half, cuts, read)
    else:
        yield picture, image


def _cuts(start: int, length: int, size: int, step: int) -> list[int]:
    edges = range((start // step + 1) * step, start + length, step)
    places = {rounded((edge - start) * size / length) for edge in edges for rounded in _BOTH_WAYS}
    return sorted(place for place in places if 0 < place < size)


_BOTH_WAYS = (math.floor, math.ceil)


def _nearest_middle(cuts: list[int], start: int, length: int) -> int | None:
    """The cut strictly inside a stretch that parts it most evenly."""
    inner = cuts[bisect_left(cuts, start + 1) : bisect_left(cuts, start + length)]
    if not inner:
        return None
    middle = start + length / 2
    return min(inner, key=lambda cut: abs(cut - middle))
