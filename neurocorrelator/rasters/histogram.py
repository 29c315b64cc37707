"""How often which values occur in a band."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.errors import ConfigurationError

_ENDS = (0.1, 99.9)  # percentiles; a glint or a wrong value far beyond would leave one bin to all
_BEYOND = 0.25  # of the span between them is shown on both sides


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts in equally wide bins.

    Attributes:
        band: 1-based number of the band.
        low: lower edge of the first bin.
        high: upper edge of the last bin. Whole numbers lie at the lower edges of their bins.
        counts: [n] int64. Rare values far beyond all others are left out.
    """

    band: int
    low: float
    high: float
    counts: NDArray[np.int64]


def count_values(band: int, values: NDArray[np.generic], bins: int) -> Histogram:
    """The histogram of a band's values.

    Args:
        band: its number.
        values: [n] of a real type, finite; n may be 0.
        bins: how many at most. Whole numbers get fewer, so that each bin holds as many of them;
            8 bits have their whole range.

    Raises:
        ConfigurationError: less than one bin.
    """
    if bins < 1:
        raise ConfigurationError("a histogram has one bin at least")
    if values.dtype == np.uint8:
        return _of_whole_numbers(band, values.astype(np.int64), 0, 255, bins)
    if not values.size:
        return Histogram(band, 0.0, 1.0, np.zeros(bins, np.int64))
    low, high = _ends(values.astype(np.float64))
    if np.issubdtype(values.dtype, np.integer) and abs(low) < 2**52 and abs(high) < 2**52:
        return _of_whole_numbers(band, values.astype(np.int64), round(low), round(high), bins)
    if high <= low:
        high = low + max(1.0, abs(low) * 1e-6)
    counts, _ = np.histogram(values.astype(np.float64), bins, (low, high))
    return Histogram(band, low, high, counts.astype(np.int64))


def _ends(values: NDArray[np.float64]) -> tuple[float, float]:
    """Least and greatest value, without those far beyond nearly all others."""
    low, high = (float(end) for end in np.percentile(values, _ENDS))
    beyond = _BEYOND * (high - low)
    return max(float(values.min()), low - beyond), min(float(values.max()), high + beyond)


def _of_whole_numbers(
    band: int, values: NDArray[np.int64], low: int, high: int, bins: int
) -> Histogram:
    step = -(-(high - low + 1) // bins)
    count = -(-(high - low + 1) // step)
    inside = values[(values >= low) & (values < low + step * count)]
    counts = np.bincount((inside - low) // step, minlength=count)
    return Histogram(band, float(low), float(low + step * count), counts.astype(np.int64))
