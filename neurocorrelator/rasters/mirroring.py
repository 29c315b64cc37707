"""What is masked of a picture, filled so that a network sees no edge there."""

from __future__ import annotations

import cv2
import numpy as np

from neurocorrelator.rasters.image import MaskArray, RgbArray


def mirror_masked(rgb: RgbArray, mask: MaskArray) -> RgbArray:
    """A picture mirrored at its mask's edge, as it is at its border.

    A pixel whose mirror image is masked as well gets the nearest pixel that is not.

    Args:
        rgb: [H, W, 3] uint8.
        mask: [H, W], False where the picture shows nothing; True somewhere.

    Returns:
        [H, W, 3] uint8; `rgb` itself where nothing is masked.
    """
    if mask.all():
        return rgb
    hidden = np.argwhere(~mask)
    # each hidden pixel's nearest seen one: OpenCV numbers the seen ones, and tells the number
    _, number = cv2.distanceTransformWithLabels(
        (~mask).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    places = np.zeros((int(number.max()) + 1, 2), np.int64)
    places[number[mask]] = np.argwhere(mask)
    nearest = places[number[~mask]]
    mirrored = 2 * nearest - hidden
    there = np.all((mirrored >= 0) & (mirrored < mask.shape), axis=1)
    there[there] = mask[tuple(mirrored[there].T)]
    source = np.where(there[:, None], mirrored, nearest)
    filled = rgb.copy()
    filled[tuple(hidden.T)] = rgb[tuple(source.T)]
    return filled
