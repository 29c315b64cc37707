"""Which scores get the ends of the colour bar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_CUT_PERCENTILES = (2.0, 99.8)
_SAMPLE = 200_000  # cells; they tell a percentile well enough, four times a second too


def score_range(values: NDArray[np.float32]) -> tuple[float, float] | None:
    """Scores at the ends of the colour bar; None if there are none.

    A cumulative cut, as a GIS makes it: the peak of a good match stands so far above all the rest
    that up to the maximum everything else would be of one colour.
    """
    cells = values.ravel()
    sample = cells[:: max(1, cells.size // _SAMPLE)]
    finite = sample[np.isfinite(sample)]
    if finite.size == 0:
        return None
    low, high = np.percentile(finite, _CUT_PERCENTILES)
    return float(low), float(high)
