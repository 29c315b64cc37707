"""G and the pooled z-scores: no place is favoured by where it lies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.matching import scores
from neurocorrelator.matching.scores import (
    Combination,
    Evidence,
    SceneCells,
    blur,
    resample_to_scene_cells,
)


def _naive_blur(values: np.ndarray, valid: np.ndarray, side: int) -> np.ndarray:
    half = side // 2
    out = np.zeros(values.shape)
    for i, j in np.ndindex(*values.shape):
        window = slice(max(0, i - half), i + half + 1), slice(max(0, j - half), j + half + 1)
        inside = values[window][valid[window]]
        out[i, j] = inside.mean() if inside.size else 0.0
    return out


@given(
    seed=st.integers(0, 2**32 - 1),
    side=st.sampled_from([3, 5, 9]),
    share=st.sampled_from([0.0, 0.3, 0.9]),
)
def test_blur_is_the_mean_of_the_valid_positions(seed: int, side: int, share: float) -> None:
    generator = np.random.default_rng(seed)
    values = generator.random((11, 8)).astype(np.float32)
    valid = generator.random((11, 8)) >= share
    assert np.allclose(blur(values, valid, side), _naive_blur(values, valid, side), atol=1e-6)


def test_a_map_of_one_value_keeps_it_up_to_the_border() -> None:
    values = np.full((9, 12), 0.25, np.float32)
    assert np.array_equal(blur(values, np.ones((9, 12), np.bool_), 5), values)


@given(seed=st.integers(0, 2**32 - 1), rolled=st.integers(1, 11))
def test_the_score_of_a_place_does_not_depend_on_where_it_lies(seed: int, rolled: int) -> None:
    generator = np.random.default_rng(seed)
    quality, cosine = generator.random((2, 9, 12)).astype(np.float32)

    def scored(q: np.ndarray, k: np.ndarray) -> np.ndarray:
        everywhere = np.ones(q.shape, np.bool_)
        evidence = Evidence(q, k, None, everywhere, (2.0, 2.0), 4.0)
        return Combination.of([evidence], "aligned").score(evidence)

    here = scored(quality, cosine)
    there = scored(np.roll(quality, rolled, axis=1), np.roll(cosine, rolled, axis=1))
    assert np.allclose(np.roll(here, rolled, axis=1), there, atol=1e-5)


def test_maps_worked_on_in_bands_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(5)
    values = generator.random((23, 17)).astype(np.float32)
    valid = generator.random((23, 17)) > 0.3
    values[:4] = np.nan
    steps = (2.0, 4.0, 8.0)
    filled = np.nan_to_num(values)

    def everything() -> list[np.ndarray]:
        cells = SceneCells((21, 19), 4)
        placed = [resample_to_scene_cells(values, (3.0, 5.0), s, cells) for s in steps]
        return [blur(filled, valid, 5), *placed]

    at_once = everything()
    monkeypatch.setattr(scores, "_BAND_VALUES", 40)
    for whole, banded in zip(at_once, everything(), strict=True):
        np.testing.assert_allclose(banded, whole, atol=1e-6)


@given(
    first=st.tuples(st.floats(-60, 200), st.floats(-60, 200)),
    step=st.sampled_from([1.0, 2.0, 4.0, 6.0, 8.0, 20.0]),
    shape=st.tuples(st.integers(1, 30), st.integers(1, 30)),
    stride=st.sampled_from([4, 8, 16]),
)
def test_a_part_of_the_scene_is_resampled_as_the_whole(
    first: tuple[float, float], step: float, shape: tuple[int, int], stride: int
) -> None:
    cells = SceneCells((40, 33), stride)
    values = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    col, row = first[0] + step * np.arange(shape[1]), first[1] + step * np.arange(shape[0])
    values[(row < 0) | (row > 40 * stride), :] = np.nan
    values[:, (col < 0) | (col > 33 * stride)] = np.nan
    whole = resample_to_scene_cells(values, first, step, cells)
    rows, cols = cells.under(shape, first, step)
    part = SceneCells((rows.stop - rows.start, cols.stop - cols.start), stride)
    here = first[0] - stride * cols.start, first[1] - stride * rows.start
    if 0 in part.shape:
        assert step > stride or not np.isfinite(whole).any()
        return
    found = resample_to_scene_cells(values, here, step, part)
    np.testing.assert_allclose(found, whole[rows, cols], rtol=1e-4, atol=1e-4)
    if step <= stride:  # no position lies elsewhere
        assert np.isfinite(found).sum() == np.isfinite(whole).sum()


@pytest.mark.parametrize(
    ("size", "stride"),
    [((30_000, 30_000), 4), ((32_768, 32_768), 4), ((32_772, 32_768), 8), ((100_000, 100_000), 16)],
)
def test_large_scenes_have_wider_cells(size: tuple[int, int], stride: int) -> None:
    cells = SceneCells.of(*size)
    assert cells.stride == stride
    assert cells.shape == (-(-size[1] // stride), -(-size[0] // stride))
    assert cells.shape[0] * cells.shape[1] <= 2**26
