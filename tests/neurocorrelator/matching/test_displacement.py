"""Where each template cell's likeness lies: beside plain loops, and for shifts that are known."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from neurocorrelator.matching.displacement import CostVolume

REACH = 3


def _cells(rows: int, cols: int, channels: int = 12, seed: int = 0) -> Tensor:
    cells = torch.randn(rows, cols, channels, generator=torch.Generator().manual_seed(seed))
    return cells / cells.norm(dim=-1, keepdim=True)


def _holes(rows: int, cols: int, seed: int) -> Tensor:
    return torch.rand(rows, cols, generator=torch.Generator().manual_seed(seed)) > 0.2


@pytest.fixture
def volume() -> CostVolume:
    height, width = 7, 19  # more columns than are compared at once
    scene = _cells(height + 2 * REACH, width + 2 * REACH, seed=1)
    there = _holes(height + 2 * REACH, width + 2 * REACH, seed=2)
    return CostVolume.of(_cells(height, width), _holes(height, width, seed=3), scene, there)


def test_the_same_as_a_loop_over_displacements_and_cells(volume: CostVolume) -> None:
    template, mask = _cells(7, 19), _holes(7, 19, seed=3)
    scene = _cells(7 + 2 * REACH, 19 + 2 * REACH, seed=1)
    there = _holes(7 + 2 * REACH, 19 + 2 * REACH, seed=2)
    side = 2 * REACH + 1
    assert volume.values.shape == (side, side, 7, 19)
    for dy in range(side):
        for dx in range(side):
            for i in range(7):
                for j in range(19):
                    cosine = float(template[i, j] @ scene[i + dy, j + dx])
                    assert float(volume.values[dy, dx, i, j]) == pytest.approx(cosine, abs=1e-5)
                    both = bool(mask[i, j] & there[i + dy, j + dx])
                    assert bool(volume.valid[dy, dx, i, j]) == both


def test_patches_are_means_of_their_valid_cells(volume: CostVolume) -> None:
    smooth = volume.smoothed(3)
    for i in range(7):
        for j in range(19):
            part = (slice(max(0, i - 1), i + 2), slice(max(0, j - 1), j + 2))
            values, valid = volume.values[2, 5][part], volume.valid[2, 5][part]
            enough = 2 * int(valid.sum()) >= valid.numel() and bool(volume.valid[2, 5, i, j])
            assert bool(smooth.valid[2, 5, i, j]) == enough
            if enough:
                mean = float(values[valid].mean())
                assert float(smooth.values[2, 5, i, j]) == pytest.approx(mean, abs=1e-5)


def _shifted(row: float, col: float) -> CostVolume:
    """A smooth picture beside itself, moved; its cells are directions that turn slowly."""
    rows, cols = torch.meshgrid(torch.arange(14.0), torch.arange(17.0), indexing="ij")

    def cells(down: Tensor, right: Tensor) -> Tensor:
        parts = [down / 3, right / 3]
        waves = [wave(part) for part in parts for wave in (torch.sin, torch.cos)]
        return torch.stack(waves, dim=-1) / math.sqrt(2)

    template = cells(rows[:8, :11], cols[:8, :11])
    scene = cells(rows - REACH - row, cols - REACH - col)
    everywhere = torch.ones(14, 17, dtype=torch.bool)
    return CostVolume.of(template, everywhere[:8, :11], scene, everywhere)


@pytest.mark.parametrize("shift", [(0, 0), (2, -1), (-2, 2)])
def test_flow_and_rigid_tell_a_shift_of_whole_cells(shift: tuple[int, int]) -> None:
    volume = _shifted(*shift)
    flow, known = volume.flow()
    assert bool(known.all())
    assert torch.allclose(flow, torch.tensor(shift, dtype=torch.float32), atol=1e-3)
    likeness, share = volume.rigid()
    row, col = divmod(int(likeness.argmax()), 2 * REACH + 1)
    assert (row - REACH, col - REACH) == shift
    assert float(likeness.max()) == pytest.approx(1.0, abs=1e-5)
    assert bool((share == 1).all())


def test_flow_tells_part_of_a_cell() -> None:
    flow, _ = _shifted(0.3, -1.6).flow()
    assert torch.allclose(flow, torch.tensor([0.3, -1.6]), atol=0.05)


def test_what_is_not_valid_has_no_displacement() -> None:
    template = _cells(5, 5)
    scene = _cells(5 + 2 * REACH, 5 + 2 * REACH, seed=1)
    mask = torch.ones(5, 5, dtype=torch.bool)
    mask[2, 3] = False
    there = torch.ones(scene.shape[:2], dtype=torch.bool)
    volume = CostVolume.of(template, mask, scene, there)
    assert not bool(volume.flow()[1][2, 3])
    assert bool(volume.flow()[1].sum() == 24)
    assert not bool(volume.best(1)[1][2, 3])
