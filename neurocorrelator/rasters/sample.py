"""Pixels from all over a raster without reading all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from rasterio.io import DatasetReader
from rasterio.windows import Window as RioWindow

from neurocorrelator.errors import RasterError
from neurocorrelator.rasters.dataset_handles import READ_ERRORS, file_name, one_line

Values = NDArray[np.generic]
ReadValues = Callable[[RioWindow | None, tuple[int, int] | None], Values]

_SIDE = 1024  # a decimated read is of at most this side
_QUICK_PX = 2**23  # a raster up to this size is decimated from all of its pixels
_BLOCKS_PX = 2**23  # of a larger one without reduced copies about so many pixels are read
_LEAST_BLOCKS, _MOST_BLOCKS = 8, 256
_PIECE_SIDE = 1024  # of a larger block only a piece is read
# steps of a sequence that spreads evenly over a square, however long it is (M. Roberts, R2)
_SPREAD = (0.7548776662466927, 0.5698402909980532)


def sample(dataset: DatasetReader, band: int, read: ReadValues) -> Values:
    """Values of a decimated read, or of blocks spread over a raster that is large or damaged.

    Args:
        dataset: an open raster.
        band: whose reduced copies and blocks are looked at.
        read: from a window (all if None) and the shape (rows, columns) to reduce it to (its own if
            None) to [k, n] values, those of valid pixels only.

    Returns:
        [k, n]; n is 0 where all is nodata.

    Raises:
        RasterError: damaged, with nothing whole in the sample.
    """
    factor = max(1.0, max(dataset.width, dataset.height) / _SIDE)
    shape = max(1, round(dataset.height / factor)), max(1, round(dataset.width / factor))
    least = max(dataset.overviews(band), default=1)
    damage: Exception | None = None
    if dataset.width * dataset.height <= _QUICK_PX * least**2:
        try:
            return read(None, shape)
        except READ_ERRORS as error:
            damage = error  # some blocks may be whole
    pieces = []
    for window in _spread_windows(dataset, band):
        try:
            pieces.append(read(window, None))
        except READ_ERRORS as error:
            damage = error
    if damage is None and not any(piece.size for piece in pieces):
        try:  # an island in a sea of nodata: look at all of it, however long it takes
            return read(None, shape)
        except READ_ERRORS as error:
            damage, pieces = error, []
    if damage is not None and not pieces:
        raise RasterError(
            f"{file_name(dataset)}: is damaged ({one_line(damage)}); get the file again"
        ) from damage
    return np.concatenate(pieces, axis=1)


def _spread_windows(dataset: DatasetReader, band: int) -> Iterator[RioWindow]:
    """Blocks spread evenly over a raster; a piece of each where they are large."""
    height, width = dataset.block_shapes[band - 1]
    rows, cols = -(-dataset.height // height), -(-dataset.width // width)
    count = min(max(_BLOCKS_PX // (height * width), _LEAST_BLOCKS), _MOST_BLOCKS)
    places = {
        (int((0.5 + i * _SPREAD[1]) % 1 * rows), int((0.5 + i * _SPREAD[0]) % 1 * cols))
        for i in range(count)
    }
    for row, col in sorted(places):
        top, left = row * height, col * width
        longest = _PIECE_SIDE**2 // min(height, _PIECE_SIDE)
        yield RioWindow(
            left,
            top,
            min(width, dataset.width - left, longest),
            min(height, dataset.height - top, _PIECE_SIDE),
        )
