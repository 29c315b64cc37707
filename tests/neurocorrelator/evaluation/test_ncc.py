"""Masked NCC against a naive loop, and against OpenCV where nothing is masked."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neurocorrelator.evaluation.ncc import (
    Layer,
    SceneSpectra,
    gradient_magnitude,
    grey,
    masked_ncc,
)


def naive(scene, scene_mask, template, template_mask):
    """Correlation coefficient of the pixels that are valid in both, one position at a time."""
    rows, cols = np.add(scene.shape, template.shape) - 1
    ncc, count = np.full((rows, cols), np.nan), np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            ours, theirs = [], []
            for r in range(template.shape[0]):
                for c in range(template.shape[1]):
                    y, x = i - template.shape[0] + 1 + r, j - template.shape[1] + 1 + c
                    inside = 0 <= y < scene.shape[0] and 0 <= x < scene.shape[1]
                    if inside and scene_mask[y, x] and template_mask[r, c]:
                        ours.append(scene[y, x])
                        theirs.append(template[r, c])
            count[i, j] = len(ours)
            if len(ours) > 1 and np.std(ours) > 0 and np.std(theirs) > 0:
                ncc[i, j] = np.corrcoef(ours, theirs)[0, 1]
    return ncc, count


@given(data=st.data())
@settings(max_examples=25)
def test_masked_ncc_is_the_naive_one(data) -> None:
    generator = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    shape = data.draw(st.tuples(st.integers(3, 9), st.integers(3, 9)))
    size = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
    scene = generator.integers(0, 256, shape).astype(float)
    template = generator.integers(0, 256, size).astype(float)
    scene[: shape[0] // 2, : shape[1] // 2] = 7  # a flat corner
    masks = [generator.random(s) < data.draw(st.floats(0.3, 1)) for s in (shape, size)]
    expected, expected_count = naive(scene, masks[0], template, masks[1])
    spectra = SceneSpectra.of(Layer.of(scene, masks[0]), (5, 5))
    ncc, count = masked_ncc(spectra, Layer.of(template, masks[1]))
    assert np.array_equal(count, expected_count)
    assert np.array_equal(np.isnan(ncc), np.isnan(expected))
    assert np.nan_to_num(ncc) == pytest.approx(np.nan_to_num(expected), abs=1e-6)


def test_unmasked_ncc_is_opencvs_inside_the_scene() -> None:
    generator = np.random.default_rng(5)
    scene = generator.integers(0, 256, (90, 120)).astype(np.uint8)
    template = np.ascontiguousarray(scene[30:47, 50:73])
    expected = cv2.matchTemplate(scene, template, cv2.TM_CCOEFF_NORMED)
    full = Layer.of(scene.astype(float), np.ones(scene.shape, bool))
    small = Layer.of(template.astype(float), np.ones(template.shape, bool))
    ncc, count = masked_ncc(SceneSpectra.of(full, template.shape), small)
    inside = slice(16, 90), slice(22, 120)
    assert ncc[inside] == pytest.approx(expected, abs=1e-5)
    assert (count[inside] == template.size).all()
    assert np.unravel_index(np.nanargmax(ncc[inside]), expected.shape) == (30, 50)
    assert ncc[inside].max() == pytest.approx(1.0)


def test_a_flat_sea_correlates_with_nothing() -> None:
    scene = np.full((60, 80), 40.0)
    scene[:10] = np.random.default_rng(0).integers(0, 255, (10, 80))
    template = np.random.default_rng(1).integers(0, 255, (12, 12)).astype(float)
    spectra = SceneSpectra.of(Layer.of(scene, np.ones(scene.shape, bool)), (12, 12))
    ncc, _ = masked_ncc(spectra, Layer.of(template, np.ones((12, 12), bool)))
    assert np.isnan(ncc[11 + 10 :]).all()
    assert np.isfinite(ncc[11:15, 11:80]).all()


def test_gradients_leave_out_masks_and_borders() -> None:
    rgb = np.zeros((12, 16, 3), np.uint8)
    rgb[:, 8:] = 100  # one edge, 4 * 100 by Sobel on both sides of it
    mask = np.ones((12, 16), bool)
    mask[6, 3] = False
    layer = gradient_magnitude(rgb, mask)
    assert not layer.mask[[0, -1]].any()
    assert not layer.mask[:, [0, -1]].any()
    assert not layer.mask[5:8, 2:5].any()
    assert layer.mask.sum() == 10 * 14 - 9
    edge = layer.values[3, 7:9] - layer.values[3, 4]
    assert edge == pytest.approx([400, 400])
    assert (layer.values[~layer.mask] == 0).all()


def test_grey_is_centred_and_masked() -> None:
    rgb = np.random.default_rng(0).integers(0, 255, (9, 9, 3), np.uint8)
    mask = np.ones((9, 9), bool)
    mask[0] = False
    layer = grey(rgb, mask)
    assert layer.values[mask].mean() == pytest.approx(0, abs=1e-9)
    assert (layer.values[0] == 0).all()
    luma = rgb @ [0.299, 0.587, 0.114]
    difference = layer.values[mask] - luma[mask]
    assert np.ptp(difference) < 1.01  # rounded to whole numbers
