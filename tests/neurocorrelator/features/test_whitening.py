"""Whitened cells have no direction that dominates; projected ones keep those that do."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from neurocorrelator.features.standardise import ChannelStatistics, Standardiser
from neurocorrelator.features.whitening import Projection, Whitener

CHANNELS = 320  # as the network has them: 64 of layer 2, 256 of layer 16


@pytest.fixture(scope="module")
def raw() -> Tensor:
    """Cells whose channels are correlated: 40 sources among 320 channels, and some noise."""
    generator = torch.Generator().manual_seed(0)
    mixing = torch.randn(40, CHANNELS, generator=generator)
    sources = torch.randn(4000, 40, generator=generator) * torch.linspace(3, 0.5, 40)
    return sources @ mixing + torch.randn(4000, CHANNELS, generator=generator) + 5


@pytest.fixture(scope="module")
def made(raw: Tensor) -> tuple[ChannelStatistics, Standardiser]:
    statistics = ChannelStatistics.of(raw)
    return statistics, Standardiser.of(statistics, (1.0, 1.0), torch.device("cpu"))


def _eigenvalues(cells: Tensor) -> Tensor:
    return torch.linalg.eigvalsh(torch.cov(cells.double().T)).flip(0)


def test_no_direction_dominates(raw: Tensor, made: tuple[ChannelStatistics, Standardiser]) -> None:
    statistics, standardiser = made
    before = (raw - standardiser.mean) * standardiser.factor
    matrix = Whitener.of(statistics, standardiser).matrix
    after = _eigenvalues(before @ matrix)
    assert after[0] < 1.2  # without shrinkage exactly 1
    assert after[0] / after[39] < 0.2 * _eigenvalues(before)[0] / _eigenvalues(before)[39]
    assert torch.allclose(matrix, matrix.T, atol=1e-4)


def test_unit_length_and_zero_stays_zero(
    raw: Tensor, made: tuple[ChannelStatistics, Standardiser]
) -> None:
    statistics, standardiser = made
    cells = standardiser(raw[:10])
    cells[3] = 0
    for turn, channels in (
        (Whitener.of(statistics, standardiser), CHANNELS),
        (Projection.of(statistics, standardiser, 16), 16),
    ):
        out = turn(cells.view(2, 5, -1)).view(10, -1)
        assert out.shape == (10, channels)
        assert bool((out[3] == 0).all())
        lengths = out.norm(dim=-1)
        assert torch.allclose(lengths[torch.arange(10) != 3], torch.ones(9), atol=1e-5)


def test_a_projection_keeps_what_varies_most(
    raw: Tensor, made: tuple[ChannelStatistics, Standardiser]
) -> None:
    statistics, standardiser = made
    before = (raw - standardiser.mean) * standardiser.factor
    projection = Projection.of(statistics, standardiser, 16)
    assert torch.allclose(projection.matrix.T @ projection.matrix, torch.eye(16), atol=1e-4)
    kept = float((before @ projection.matrix).var(dim=0).sum())
    assert kept == pytest.approx(float(_eigenvalues(before)[:16].sum()), rel=1e-3)
