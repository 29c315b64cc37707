"""A picture as retrieval sees it: square, of one size."""

from __future__ import annotations

import cv2
import numpy as np

from neurocorrelator.rasters.image import MaskArray, RgbArray

_MEAN_COLOUR = np.array([124, 116, 104], np.uint8)  # of ImageNet: zero after normalisation


def square_picture(rgb: RgbArray, mask: MaskArray, size_px: int) -> RgbArray:
    """[size, size, 3]: the whole picture squeezed into a square, as the protocol does.

    What the mask leaves out is of the mean colour.
    """
    rows, cols = mask.shape
    if not mask.all():
        rgb = np.where(mask[..., None], rgb, _MEAN_COLOUR)
    smaller = rows > size_px or cols > size_px
    way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, (size_px, size_px), interpolation=way), np.uint8)
