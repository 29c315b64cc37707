"""How pixel values become 8 bits: black and white points."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from rasterio.io import DatasetReader

from neurocorrelator.errors import ConfigurationError, RasterError
from neurocorrelator.rasters.bands import ShownBands, palette
from neurocorrelator.rasters.dataset_handles import file_name

StretchName = Literal["auto", "percentile", "minmax", "none"]
FloatArray = NDArray[np.float32]

_PERCENTILES = (2.0, 98.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pixel values that become black and white: `low` and `high`, one for each colour.

    Raises:
        ConfigurationError: not three finite numbers each, or a `high` that is not above its `low`.
    """

    low: tuple[float, float, float]
    high: tuple[float, float, float]

    def __post_init__(self) -> None:
        low, high = (tuple(float(value) for value in ends) for ends in (self.low, self.high))
        if len(low) != 3 or len(high) != 3:
            raise ConfigurationError("a stretch has three black and three white points")
        for black, white in zip(low, high, strict=True):
            if not (math.isfinite(black) and math.isfinite(white) and white > black):
                raise ConfigurationError(
                    f"a stretch from {black:g} to {white:g}: white must be a number above black"
                )
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)

    def apply(self, values: NDArray[np.generic]) -> NDArray[np.uint8]:
        """[3, H, W] of any type to [3, H, W] uint8; NaN becomes 0."""
        low = np.asarray(self.low, np.float32)[:, None, None]
        span = np.maximum(np.asarray(self.high, np.float32)[:, None, None] - low, 1e-12)
        with np.errstate(over="ignore", invalid="ignore"):  # nodata may be -3.4e38
            scaled = (values.astype(np.float32) - low) / span * 255.0
        clipped = np.clip(np.nan_to_num(scaled, nan=0.0, posinf=255.0, neginf=0.0), 0, 255)
        return np.asarray(np.rint(clipped), np.uint8)


def choose_stretch(
    dataset: DatasetReader,
    bands: ShownBands,
    name: StretchName | Stretch,
    sampled: Callable[[], NDArray[np.generic]],
) -> Stretch | None:
    """The stretch of a name; None where values stay as they are.

    Args:
        dataset: an open raster.
        bands: those to show.
        name: `percentile` from the 2nd to the 98th of the valid values, `minmax` between their
            ends, `none` as they are, those beyond 0-255 cut off; `auto` is `none` for 8 bits and
            `percentile` for all else. Measured on a decimated read, or on blocks spread over a
            large raster that has no reduced copies: opening stays quick. A stretch is taken as it
            is, without a look at the pixels. A palette's colours are never stretched.
        sampled: gives [3, n] valid values to measure on.

    Raises:
        ConfigurationError: no such stretch.
        RasterError: there is nothing to measure on: damaged, or nothing but nodata.
    """
    if isinstance(name, Stretch):
        return None if palette(dataset, bands) is not None else name
    if name not in get_args(StretchName):
        known = ", ".join(get_args(StretchName))
        raise ConfigurationError(f"there is no stretch {name!r}; choose one of {known}")
    eight_bits = all(dataset.dtypes[band - 1] == "uint8" for band in bands.shown)
    if palette(dataset, bands) is not None:
        return None
    if name == "none" or (name == "auto" and eight_bits):
        return None if eight_bits else Stretch((0.0, 0.0, 0.0), (255.0, 255.0, 255.0))

    values: FloatArray = sampled().astype(np.float32)
    if not values.size:
        raise RasterError(f"{file_name(dataset)}: holds nothing but nodata; choose another scene")
    if name == "minmax":
        low, high = values.min(axis=1), values.max(axis=1)
    else:
        low, high = np.percentile(values, _PERCENTILES, axis=1)
    # of one value alone: it becomes black
    high = np.where(high > low, high, low + np.maximum(1.0, np.abs(low) * 1e-6))
    return Stretch(tuple(low.tolist()), tuple(high.tolist()))
