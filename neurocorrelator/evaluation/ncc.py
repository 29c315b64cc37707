"""Normalised cross-correlation of two masked pictures, the classic baseline.

Padfield, Masked Object Registration in the Fourier Domain, IEEE TIP 2012.

At every position the mean and the deviation are those of the pixels that are valid in both, so a
template may overhang the scene or nodata, and neither its own mask nor the scene's is ever read as
black ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from neurocorrelator.rasters.image import MaskArray, RgbArray

FloatArray = NDArray[np.float64]

_FLAT = 1e-9  # of the values' own energy: below it a variance is rounding


@dataclass(frozen=True, eq=False)
class Layer:
    """A picture of one value a pixel.

    Attributes:
        values: [H, W] float64; 0 where masked.
        mask: [H, W], True where valid.
    """

    values: FloatArray
    mask: MaskArray

    @classmethod
    def of(cls, values: FloatArray, mask: MaskArray) -> Layer:
        """Centred on the mean of the valid pixels (NCC does not see it, but rounding does)."""
        mean = float(values[mask].mean()) if mask.any() else 0.0
        return cls(np.where(mask, values - mean, 0.0), mask)


@dataclass(frozen=True, eq=False)
class SceneSpectra:
    """Fourier transforms of a scene's mask, values and squared values, padded for templates.

    Attributes:
        shape: rows and columns of the scene.
        padded: rows and columns of the transform.
        parts: [3, padded rows, padded columns / 2 + 1] complex.
    """

    shape: tuple[int, int]
    padded: tuple[int, int]
    parts: NDArray[np.complex128]

    @classmethod
    def of(cls, scene: Layer, largest: tuple[int, int]) -> SceneSpectra:
        """Of a scene in which templates of up to `largest` rows and columns are sought."""
        rows, cols = scene.mask.shape
        padded = (
            cv2.getOptimalDFTSize(rows + largest[0] - 1),
            cv2.getOptimalDFTSize(cols + largest[1] - 1),
        )
        parts = np.stack([scene.mask.astype(np.float64), scene.values, np.square(scene.values)])
        return cls((rows, cols), padded, np.fft.rfft2(parts, padded))


def masked_ncc(scene: SceneSpectra, template: Layer) -> tuple[FloatArray, FloatArray]:
    """Zero-mean normalised cross-correlation at every overlap.

    Args:
        scene: of any size.
        template: [h, w], no larger than the spectra were made for.

    Returns:
        Two maps [H + h - 1, W + w - 1]: the correlation, -1 to 1, NaN where either picture is flat
        or nothing overlaps; and the number of pixels that are valid in both. At [i, j] the
        template's first pixel lies on the scene's pixel (i - h + 1, j - w + 1).
    """
    height, width = template.mask.shape
    flipped = np.stack(
        [template.mask.astype(np.float64), template.values, np.square(template.values)]
    )[:, ::-1, ::-1]
    spectra = np.fft.rfft2(flipped, scene.padded)
    rows, cols = scene.shape[0] + height - 1, scene.shape[1] + width - 1

    def correlate(of_scene: int, of_template: int) -> FloatArray:
        product = scene.parts[of_scene] * spectra[of_template]
        return np.asarray(np.fft.irfft2(product, scene.padded)[:rows, :cols])

    count = np.rint(correlate(0, 0))
    safe = np.maximum(count, 1.0)
    scene_sum, template_sum = correlate(1, 0), correlate(0, 1)
    numerator = correlate(1, 1) - scene_sum * template_sum / safe
    scene_energy = correlate(2, 0)
    scene_variance = scene_energy - np.square(scene_sum) / safe
    template_energy = correlate(0, 2)
    template_variance = template_energy - np.square(template_sum) / safe
    flat = (count < 2) | (scene_variance <= _FLAT * np.max(scene_energy, initial=0.0))
    flat |= template_variance <= _FLAT * np.max(template_energy, initial=0.0)
    ncc = np.full((rows, cols), np.nan)
    deviation = np.sqrt(np.maximum(scene_variance * template_variance, 0.0))
    np.divide(numerator, deviation, out=ncc, where=~flat)
    return np.clip(ncc, -1.0, 1.0), count


def grey(rgb: RgbArray, mask: MaskArray) -> Layer:
    """The brightness of a picture."""
    return Layer.of(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float64), mask)


def gradient_magnitude(rgb: RgbArray, mask: MaskArray) -> Layer:
    """How much the brightness changes (Sobel), which differs less between dates than it does.

    Valid where all nine pixels under the filter are: masks and borders make no edges.
    """
    brightness = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float64)
    across, down = (cv2.Sobel(brightness, cv2.CV_64F, *axis) for axis in ((1, 0), (0, 1)))
    inner = cv2.erode(
        mask.astype(np.uint8),
        np.ones((3, 3), np.uint8),
        borderType=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    return Layer.of(np.hypot(across, down), inner > 0)
