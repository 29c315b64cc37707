"""Values of tiles to images, in about a millisecond a tile: a contrast change colours them all.

OpenCV does the work; it is loaded by the reader's thread before the first tile arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

import neurocorrelator as nc
from nc_desktop.map.tile_source import TileValues

_Bytes = NDArray[np.uint8]


class Colouring(Protocol):
    """Turns values into an image; equal ones make equal images."""

    def image(self, tile: TileValues) -> QImage:
        """Colour a tile; within a few milliseconds."""


@dataclass(frozen=True)
class BandColours:
    """One band as grey, or three as red, green and blue.

    Attributes:
        stretch: values that become black and white; None where values are 8 bits already.
        gamma: above 1 lightens the middle tones.
    """

    stretch: nc.Stretch | None = None
    gamma: float = 1.0

    def image(self, tile: TileValues) -> QImage:
        """See `Colouring.image`."""
        made: dict[tuple[int, float, float], _Bytes] = {}
        colours: list[_Bytes] = []
        count = len(tile.values)
        for colour in range(3):
            band = min(colour, count - 1)
            low, high = 0.0, 255.0
            if self.stretch is not None:
                low, high = self.stretch.low[colour], self.stretch.high[colour]
            if (band, low, high) not in made:
                made[band, low, high] = self._shade(tile.values[band], low, high)
            colours.append(made[band, low, high])
        return _merged(colours, tile.mask)

    def _shade(self, band: NDArray[np.generic], low: float, high: float) -> _Bytes:
        import cv2

        if band.dtype == np.uint8:
            shades = np.asarray(band, np.uint8)
        else:
            shades = to_8_bits(band, low, high)
            low, high = 0.0, 255.0
        if (low, high, self.gamma) == (0.0, 255.0, 1.0):
            return shades
        return np.asarray(cv2.LUT(shades, _ramp(low, high, self.gamma)), np.uint8)


@dataclass(frozen=True)
class ScoreColours:
    """Scores through a colour map.

    Attributes:
        low, high: scores that get the first and the last colour.
        lut: [256, 3] colours, or [256, 4] with alpha, as bytes: hashable.
    """

    low: float
    high: float
    lut: bytes

    def image(self, tile: TileValues) -> QImage:
        """See `Colouring.image`."""
        lut = np.frombuffer(self.lut, np.uint8).reshape(256, -1)
        alphas = lut[:, 3].astype(np.uint16) if lut.shape[1] == 4 else None
        scores = tile.values.astype(np.float32, copy=False)
        if tile.mask is not None:
            scores = np.where(tile.mask, scores, np.float32(self.low))
        index = to_8_bits(scores, self.low, max(self.high, self.low + 1e-12))
        if alphas is None:
            return _merged([_looked_up(index, lut[:, colour]) for colour in range(3)], tile.mask)
        colours = [_looked_up(index, lut[:, colour] * alphas // 255) for colour in range(3)]
        return _merged(colours, tile.mask, _looked_up(index, alphas))


def _looked_up(index: _Bytes, table: NDArray[np.integer]) -> _Bytes:
    import cv2

    return np.asarray(cv2.LUT(index, np.ascontiguousarray(table, np.uint8)), np.uint8)


def to_8_bits(values: NDArray[np.generic], low: float, high: float) -> _Bytes:
    """Shades of values between black and white, those beyond cut off; NaN becomes any shade.

    Args:
        values: [H, W] of 8 or 16 bits or float32.
        low: becomes 0.
        high: becomes 255.
    """
    import cv2

    opencv: Any = cv2  # its stubs know no scalars

    scale = 255.0 / (high - low)
    whole = np.issubdtype(values.dtype, np.integer)
    source: Any = values
    if whole and scale > 1.0 and low != round(low):
        # few values on many shades: here a fraction of the black point is seen
        shades = cv2.addWeighted(source, scale, source, 0.0, -low * scale, dtype=cv2.CV_8U)
        return np.asarray(shades, np.uint8)
    black: Any = round(low) if whole else low
    if whole:
        ends = np.iinfo(values.dtype)  # type: ignore[type-var]
        source = opencv.max(source, int(min(max(black, ends.min), ends.max)))
    else:  # beyond 2**31 the conversion would wrap around
        source = opencv.max(opencv.min(source, high), low)
    # several times as fast as addWeighted; of values from black upwards the absolute is harmless
    return np.asarray(cv2.convertScaleAbs(source, alpha=scale, beta=-black * scale), np.uint8)


def packed_image(rgb: _Bytes, mask: NDArray[np.bool_] | None) -> QImage:
    """[3, H, W] to an image: one that blits without blending, or transparent beyond the mask."""
    return _merged([np.ascontiguousarray(band) for band in rgb], mask)


def _merged(
    colours: list[_Bytes], mask: NDArray[np.bool_] | None, alpha: _Bytes | None = None
) -> QImage:
    """Red, green and blue planes as an image of the screen's own format.

    Args:
        colours: [H, W] each, multiplied by alpha where that is given.
        mask: False where nothing is shown.
        alpha: [H, W]; None for opaque colours.
    """
    import cv2

    red, green, blue = colours
    rows, cols = red.shape
    format_ = QImage.Format.Format_ARGB32_Premultiplied
    if alpha is None:
        alpha = _opaque(rows, cols)
        if mask is None:
            format_ = QImage.Format.Format_RGB32
    if mask is not None:
        seen = mask.view(np.uint8) * np.uint8(255)
        hidden: dict[int, _Bytes] = {}  # grey has one plane three times
        for plane in colours:
            if id(plane) not in hidden:
                hidden[id(plane)] = np.asarray(cv2.bitwise_and(plane, seen), np.uint8)
        red, green, blue = (hidden[id(plane)] for plane in colours)
        alpha = np.asarray(cv2.bitwise_and(alpha, seen), np.uint8)
    image = QImage(cols, rows, format_)
    # 0xAARRGGBB lies as blue, green, red, alpha in the memory of every machine that Qt 6 runs on
    pixels = np.frombuffer(image.bits(), np.uint8).reshape(rows, cols, 4)
    cv2.merge([blue, green, red, alpha], pixels)
    return image


@lru_cache(maxsize=64)
def _opaque(rows: int, cols: int) -> _Bytes:
    return np.full((rows, cols), 255, np.uint8)


@lru_cache(maxsize=64)
def _ramp(low: float, high: float, gamma: float) -> _Bytes:
    """[256] shades of 8-bit values."""
    shares = np.clip((np.arange(256) - low) / max(high - low, 1e-12), 0.0, 1.0) ** (1.0 / gamma)
    return np.asarray(np.rint(shares * 255.0), np.uint8)
