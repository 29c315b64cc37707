"""The streamed computation against a plain one: all pairs at once, in float64."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurocorrelator.features.scene_features import SceneTile
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.matching import similarity
from neurocorrelator.matching.scores import Combination, Evidence, candidate_mask
from neurocorrelator.matching.similarity import (
    PositionMaps,
    likelihood_sums,
    pair_quality,
    score_positions,
)

CHANNELS = 12
MIN_COVERAGE = 0.35
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Problem:
    scene: Array  # [H, W, C] of unit length, zero where invalid
    scene_valid: NDArray[np.bool_]
    template: Array  # [h, w, C]
    template_valid: NDArray[np.bool_]
    alpha: float


def _cells(generator: np.random.Generator, rows: int, cols: int) -> Array:
    cells = generator.normal(size=(rows, cols, CHANNELS))
    cells /= np.linalg.norm(cells, axis=2, keepdims=True)
    return cells.astype(np.float32).astype(np.float64)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows, cols = draw(st.integers(4, 14)), draw(st.integers(4, 14))
    height, width = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    scene = _cells(generator, rows, cols)
    template = _cells(generator, height, width)
    if draw(st.booleans()) and height <= rows and width <= cols:  # a template that is really there
        top = int(generator.integers(0, rows - height + 1))
        left = int(generator.integers(0, cols - width + 1))
        template = scene[top : top + height, left : left + width].copy()
    scene_valid = generator.random((rows, cols)) >= draw(st.sampled_from([0.0, 0.1, 0.5]))
    template_valid = generator.random((height, width)) >= draw(st.sampled_from([0.0, 0.1, 0.5]))
    scene_valid[rows // 2, cols // 2] = True
    template_valid[height // 2, width // 2] = True
    scene = scene * scene_valid[:, :, None]
    alpha = draw(st.sampled_from([1.0, 10.0, 25.0, 40.0]))
    return Problem(scene, scene_valid, template, template_valid, alpha)


def _tiles(problem: Problem, draw_tile: tuple[int, int], seed: int) -> list[SceneTile]:
    rows, cols = problem.scene_valid.shape
    step_row, step_col = draw_tile
    tiles = []
    for row in range(0, rows, step_row):
        for col in range(0, cols, step_col):
            window = slice(row, row + step_row), slice(col, col + step_col)
            tiles.append(
                SceneTile(
                    row,
                    col,
                    torch.from_numpy(problem.scene[window]).float(),
                    torch.from_numpy(problem.scene_valid[window]),
                    torch.from_numpy(problem.scene_valid[window]),
                )
            )
    order = np.random.default_rng(seed).permutation(len(tiles))
    return [tiles[i] for i in order]


def _template_cells(problem: Problem) -> TemplateCells:
    offsets = np.argwhere(problem.template_valid)
    cells = torch.from_numpy(problem.template[problem.template_valid]).float()
    rows, cols = problem.template_valid.shape
    return TemplateCells(cells, offsets, (rows, cols))


@dataclass(frozen=True)
class Dense:
    log_quality: Array  # [N_t, H, W]; minus infinity at invalid scene cells
    bag: Array
    mean_quality: Array
    mean_cosine: Array
    coverage: Array


def dense(problem: Problem) -> Dense:
    """QATM as the paper writes it, then sums over every box, pair by pair."""
    rows, cols = problem.scene_valid.shape
    height, width = problem.template_valid.shape
    offsets = np.argwhere(problem.template_valid)
    template = problem.template[problem.template_valid]
    cosine = np.einsum("tc,ijc->tij", template, problem.scene)
    z = np.where(problem.scene_valid, problem.alpha * cosine, -np.inf)
    log_p_s = z - np.logaddexp.reduce(z.reshape(len(z), -1), axis=1)[:, None, None]
    with np.errstate(invalid="ignore"):
        log_p_t = z - np.logaddexp.reduce(z, axis=0)
    log_quality = np.where(problem.scene_valid, (log_p_s + log_p_t) / 2, -np.inf)
    best = np.where(problem.scene_valid, log_quality.max(axis=0), 0.0)
    shape = rows + height - 1, cols + width - 1
    sums = {name: np.zeros(shape) for name in ("bag", "quality", "cosine", "count")}
    for i in range(shape[0]):
        for j in range(shape[1]):
            for t, (o_row, o_col) in enumerate(offsets):
                row, col = i - (height - 1) + o_row, j - (width - 1) + o_col
                if 0 <= row < rows and 0 <= col < cols and problem.scene_valid[row, col]:
                    sums["bag"][i, j] += best[row, col]
                    sums["quality"][i, j] += np.exp(log_quality[t, row, col])
                    sums["cosine"][i, j] += cosine[t, row, col]
                    sums["count"][i, j] += 1
    pairs = np.maximum(sums["count"], 1)
    return Dense(
        log_quality,
        sums["bag"] / pairs,
        sums["quality"] / pairs,
        sums["cosine"] / pairs,
        sums["count"] / len(offsets),
    )


def dense_aligned(problem: Problem, reference: Dense, candidates: NDArray[np.bool_]) -> Array:
    """Sum of the z-scores of blurred quality and of cosine."""
    valid = reference.coverage >= MIN_COVERAGE
    q = np.zeros_like(reference.mean_quality)
    for i, j in np.ndindex(*q.shape):
        around = slice(max(0, i - 1), i + 2), slice(max(0, j - 1), j + 2)
        weight = valid[around]
        q[i, j] = (reference.mean_quality[around] * weight).sum() / max(weight.sum(), 1)
    total = np.zeros_like(q)
    if not candidates.any():
        return total
    for values in (q, reference.mean_cosine):
        chosen = values[candidates]
        deviation = chosen.std()
        if deviation > 1e-6 * np.sqrt(np.square(chosen).mean()):
            total += (values - chosen.mean()) / deviation
    return total


def _close(actual: NDArray[np.floating], expected: Array) -> bool:
    return bool((np.abs(actual - expected) <= 1e-4 * np.maximum(1, np.abs(expected))).all())


@given(
    problem=problems(),
    tile=st.tuples(st.integers(1, 14), st.integers(1, 14)),
    seed=st.integers(0, 1000),
)
@settings(max_examples=60)
def test_log_quality_bag_and_aligned(problem: Problem, tile: tuple[int, int], seed: int) -> None:
    reference = dense(problem)
    template = _template_cells(problem)
    tiles = _tiles(problem, tile, seed)
    shape = problem.scene_valid.shape
    sums = likelihood_sums(tiles, [template], problem.alpha, shape)

    for piece in tiles:
        quality = pair_quality(piece, template, sums[0].likelihood, problem.alpha)
        rows, cols = piece.valid.shape
        window = slice(piece.row, piece.row + rows), slice(piece.col, piece.col + cols)
        valid = piece.valid.numpy().ravel()
        expected = reference.log_quality[:, window[0], window[1]].reshape(len(quality), -1)
        assert _close(quality.log().numpy()[:, valid], expected[:, valid])
        assert (quality.numpy()[:, ~valid] == 0).all()

    order = _tiles(problem, tile, seed + 1)  # another order for the third pass
    (maps,) = score_positions(order, [template], sums, problem.alpha, problem.scene_valid, bag=True)
    assert np.allclose(maps.coverage, reference.coverage, atol=1e-6)
    covered = reference.coverage > 0
    assert maps.bag is not None
    assert _close(maps.bag[covered], reference.bag[covered])
    assert _close(maps.cosine[covered], reference.mean_cosine[covered])

    rows, cols = problem.scene_valid.shape
    height, width = problem.template_valid.shape
    first = 4.0 * (width / 2 - (width - 1)), 4.0 * (height / 2 - (height - 1))
    evidence = Evidence.of(
        maps,
        sizes=(int(problem.scene_valid.sum()), template.count),
        first_centre=first,
        step=4.0,
        scene_size=(4 * cols, 4 * rows),
        min_coverage=MIN_COVERAGE,
        blur_cells=3,
    )
    candidates = candidate_mask(
        reference.coverage.astype(np.float32), first, 4.0, (4 * cols, 4 * rows), MIN_COVERAGE
    )
    assert (evidence.candidates == candidates).all()
    score = Combination.of([evidence], "aligned").score(evidence)
    assert _close(score[candidates], dense_aligned(problem, reference, candidates)[candidates])
    assert np.isnan(score[~candidates]).all()


@given(problem=problems())
@settings(max_examples=20)
def test_likelihoods_do_not_depend_on_the_tiling(problem: Problem) -> None:
    template = _template_cells(problem)
    shape = problem.scene_valid.shape
    (whole,) = likelihood_sums(_tiles(problem, (14, 14), 0), [template], problem.alpha, shape)
    (pieces,) = likelihood_sums(_tiles(problem, (3, 2), 5), [template], problem.alpha, shape)
    assert torch.allclose(whole.likelihood, pieces.likelihood, rtol=1e-5, atol=0)
    assert torch.allclose(whole.cosine, pieces.cosine, rtol=0, atol=1e-5)


def test_a_divided_row_and_correlation_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates too large for a whole row of a tile, scenes too large for one transform."""
    generator = np.random.default_rng(3)
    scene, template = _cells(generator, 30, 41), _cells(generator, 7, 6)
    valid = generator.random((30, 41)) > 0.2
    own_valid = generator.random((7, 6)) > 0.2
    problem = Problem(scene * valid[:, :, None], valid, template, own_valid, 10.0)
    cells = _template_cells(problem)

    def maps() -> PositionMaps:
        tiles = _tiles(problem, (16, 20), 0)
        sums = likelihood_sums(tiles, [cells], 10.0, valid.shape)
        (found,) = score_positions(tiles, [cells], sums, 10.0, valid, bag=True)
        return found

    whole = maps()
    monkeypatch.setattr(similarity, "_ROW_FLOATS", 9 * cells.count)
    monkeypatch.setattr(similarity, "_BLOCK_FLOATS", 45 * cells.count)
    monkeypatch.setattr(similarity, "_FFT_CELLS", 8)
    divided = maps()
    for name in ("quality", "cosine", "bag", "coverage"):
        np.testing.assert_allclose(getattr(divided, name), getattr(whole, name), atol=1e-5)
    assert (divided.coverage == whole.coverage).all()


@pytest.mark.parametrize(("device", "count"), [("cpu", 4), ("meta", 1)])
def test_a_gpu_takes_larger_blocks(device: str, count: int) -> None:
    """Meta tensors stand for those of a GPU: they have no values, and are not the processor's."""
    cells = torch.empty((128, 128, 16), device=device)
    there = torch.ones((128, 128), dtype=torch.bool, device=device)
    blocks = list(similarity._blocks(SceneTile(0, 0, cells, there, there), 1024))
    assert len(blocks) == count
    assert sum(block.valid.numel() for block in blocks) == there.numel()
    assert max(block.valid.numel() for block in blocks) * 1024 <= similarity._GPU_BLOCK_FLOATS
