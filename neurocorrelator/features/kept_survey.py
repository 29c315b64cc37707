"""What the first pass found in a tile, kept on disk: of a file as it was then, nothing is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.features.survey import ColourRange
from neurocorrelator.rasters.disk_cache import FORMAT
from neurocorrelator.rasters.image import MaskArray
from neurocorrelator.rasters.working_grid import Tile
from neurocorrelator.version import VERSION

_KEY_BYTES = 20
_COLOURS = 3


@dataclass(frozen=True, eq=False)
class KeptSurvey:
    """What a tile's pixels are needed for besides its cells.

    Attributes:
        key: name of its cells, see `cell_key`.
        valid: [h, w] bool, its valid cells.
        colours: of its pixels.
    """

    key: str
    valid: MaskArray
    colours: ColourRange

    def packed(self) -> NDArray[np.uint8]:
        """As bytes for the disk."""
        key = np.frombuffer(bytes.fromhex(self.key), np.uint8)
        bits = np.packbits(self.valid)
        return np.concatenate([self.colours.low, self.colours.high, key, bits])

    @classmethod
    def unpacked(cls, kept: NDArray[np.uint8], shape: tuple[int, int]) -> KeptSurvey | None:
        """From the bytes of a tile of this shape; None if they are not of one."""
        head, count = 2 * _COLOURS + _KEY_BYTES, shape[0] * shape[1]
        if kept.dtype != np.uint8 or kept.shape != (head + -(-count // 8),):
            return None
        low, high, key, bits = np.split(np.array(kept), [_COLOURS, 2 * _COLOURS, head])
        valid = np.unpackbits(bits, count=count).view(np.bool_).reshape(shape)
        return cls(key.tobytes().hex(), valid, ColourRange(low, high))


def survey_key(pixels: str, identity: str, reduce: float, tile: Tile) -> str:
    """Name of what the first pass found in a tile; another version of the program looks itself.

    Args:
        pixels: what tells them from others, see `Raster.pixel_state`.
        identity: of the network: weights and layers.
        reduce: scene pixels per working pixel.
        tile: which.
    """
    cells = tile.skip_rows, tile.skip_cols, tile.rows, tile.cols
    text = f"survey {FORMAT} {VERSION} {pixels} {identity} {reduce} {tile.pixels} {cells}"
    return hashlib.blake2b(text.encode(), digest_size=_KEY_BYTES).hexdigest()
