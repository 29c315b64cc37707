"""Affines of corner coordinates as OpenCV wants them."""

from __future__ import annotations

import numpy as np
from affine import Affine
from numpy.typing import NDArray


def opencv_matrix(affine: Affine) -> NDArray[np.float64]:
    """An affine of corner coordinates as OpenCV's [2, 3]: pixel centres at whole numbers."""
    return matrix_of(Affine.translation(-0.5, -0.5) * affine * Affine.translation(0.5, 0.5))


def matrix_of(affine: Affine) -> NDArray[np.float64]:
    """[2, 3] of an affine, as it is."""
    return np.array([[affine.a, affine.b, affine.c], [affine.d, affine.e, affine.f]], np.float64)
