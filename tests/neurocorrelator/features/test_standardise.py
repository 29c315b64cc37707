"""Statistics that accumulate over tiles, against NumPy over everything at once."""

from __future__ import annotations

import itertools

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.features.standardise import ChannelStatistics, Standardiser


def _cells(seed: int, count: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    scale = 10.0 ** generator.integers(-1, 4, 320)
    return (generator.normal(size=(count, 320)) * scale + 3 * scale).astype(np.float32)


@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(2, 60),
    cuts=st.lists(st.integers(0, 60), max_size=5),
)
def test_parts_merge_to_the_whole(seed: int, count: int, cuts: list[int]) -> None:
    cells = _cells(seed, count)
    edges = [0, *sorted(min(cut, count) for cut in cuts), count]
    parts = [torch.from_numpy(cells[a:b]) for a, b in itertools.pairwise(edges)]
    merged = ChannelStatistics.empty(320)
    for index in np.random.default_rng(seed).permutation(len(parts)):
        merged = merged.merge(ChannelStatistics.of(parts[index]))
    exact = cells.astype(np.float64)
    assert merged.count == count
    assert np.allclose(merged.mean, exact.mean(axis=0), rtol=1e-6, atol=1e-6)
    # what float32 can tell of a small deviation beside a large mean
    error = np.abs(np.sqrt(merged.m2.numpy() / count) - exact.std(axis=0))
    assert (error <= 1e-5 * exact.std(axis=0) + 1e-6 * np.abs(exact).max(axis=0)).all()


def test_a_channel_that_hardly_varies_is_silent() -> None:
    cells = _cells(1, 500)
    cells[:, 7] = 1000.0
    cells[:, 8] = 1000.0 + np.random.default_rng(0).normal(size=500) * 1e-4
    standardiser = Standardiser.of(
        ChannelStatistics.of(torch.from_numpy(cells)), (1.0, 1.0), torch.device("cpu")
    )
    out = standardiser(torch.from_numpy(cells))
    assert (out[:, 7:9] == 0).all()
    assert torch.allclose(out.norm(dim=1), torch.ones(500), atol=1e-5)
    flat = ChannelStatistics.of(torch.full((5, 320), 3.0))
    assert Standardiser.of(flat, (1.0, 1.0), torch.device("cpu")).is_blind


def test_layer_weights_are_shares_of_the_squared_length() -> None:
    cells = torch.from_numpy(_cells(2, 4000))
    statistics = ChannelStatistics.of(cells)
    deep = ChannelStatistics.of(cells[:, 64:])  # a layer of weight 0 has no channels
    only_deep = Standardiser.of(deep, (0.0, 1.0), torch.device("cpu"))(cells[:, 64:])
    mostly_deep = Standardiser.of(statistics, (1e-9, 1.0), torch.device("cpu"))(cells)
    assert torch.allclose(only_deep, mostly_deep[:, 64:], atol=1e-4)
    balanced = Standardiser.of(statistics, (4.0, 1.0), torch.device("cpu"))(cells)
    # 64 channels at weight 4 against 256 at weight 1
    assert abs(float(balanced[:, :64].square().sum(dim=1).mean()) - 0.5) < 0.01
