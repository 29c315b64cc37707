"""Pair quality of QATM, streamed over tiles, and the two scores made of it.

Cheng, Wu, AbdAlmageed and Natarajan, "QATM: Quality-Aware Template Matching for Deep Learning",
CVPR 2019. With z(s, t) = alpha cos(s, t) for a scene cell s and a template cell t:

    p(s|t) = exp z(s, t) / sum over s' of exp z(s', t)
    p(t|s) = exp z(s, t) / sum over t' of exp z(s, t')
    Q(s, t) = sqrt(p(s|t) p(t|s)),  log Q = z - L(t) / 2 - R(s) / 2

L is a sum over the scene and accumulates over tiles, so the result is the same for any tiling.
All exponentials are exp(alpha (cos - 1)): bounded by 1, which for alpha <= 40 needs no running
maximum in float32. L and R below are of these, and the constant alpha cancels in log Q.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from neurocorrelator.features.scene_features import SceneTile
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.rasters.image import MaskArray

_T = TypeVar("_T")

_BLOCK_FLOATS = 2**22  # scene cells x template cells computed at once: 16 MiB a matrix, for a cache
_TINY = 1e-37  # exp(alpha (cos - 1)) is at least exp(-80) = 2e-35


@dataclass(frozen=True, eq=False)
class PositionMaps:
    """Scores of one variant at every position where it touches the scene.

    Index [i, j] is the position where the template's first cell lies on the scene's cell
    (i - (rows_t - 1), j - (cols_t - 1)); the maps have rows_s + rows_t - 1 by cols_s + cols_t - 1.

    Attributes:
        quality: mean over valid pairs of Q(c + o_t, t); 0 where there is no pair.
        cosine: mean over valid pairs of cos(c + o_t, t).
        bag: mean over the box of log max_t Q(s, t); None unless asked for.
        coverage: valid pairs as a share of the template's valid cells.
    """

    quality: NDArray[np.float32]
    cosine: NDArray[np.float32]
    bag: NDArray[np.float32] | None
    coverage: NDArray[np.float32]


class _Workspace:
    """Memory for the large matrices of a pass: fresh pages each time would cost as much as exp."""

    def __init__(self, matrices: int) -> None:
        self._flat = [torch.empty(0) for _ in range(matrices)]
        self._skews: dict[tuple[int, int, int], _Skew] = {}

    def take(self, index: int, block: SceneTile, template: TemplateCells) -> Tensor:
        """An uninitialised [N_t, h * w] matrix, good until the next call with this index."""
        rows, cols = template.count, block.valid.numel()
        if self._flat[index].numel() < rows * cols:
            self._flat[index] = torch.empty(rows * cols, device=template.cells.device)
        return self._flat[index][: rows * cols].view(rows, cols)

    def skew(self, width: int, height: int, template: TemplateCells) -> _Skew:
        """The one for blocks of this size, shared by all templates of one width."""
        size = width, height, template.shape[1]
        if size not in self._skews:
            self._skews[size] = _Skew(*size, template.cells.device)
        return self._skews[size]


class _Skew:
    """Sums the rows of a block, each shifted one cell further, in two passes over the memory.

    A row of template cells has its likenesses with h x w scene cells: [w_t, h, w]. Cell j's belongs
    w_t - 1 - j columns to the right. Copied into rows with w_t zeros at their ends, all cells are
    shifted by one stride: plane j begins one element later than planes lie apart.
    """

    def __init__(self, width: int, height: int, template_width: int, device: torch.device) -> None:
        row, front = width + template_width, template_width - 1
        size = template_width * height * row
        flat = torch.zeros(front + size + 1, device=device)
        self._cells = flat[front : front + size].view(template_width, height, row)[:, :, :width]
        self._shifted = flat.as_strided(
            (template_width, height, width + front), (height * row + 1, row, 1)
        )

    def sum(self, values: Tensor, columns: Tensor | None) -> Tensor:
        """[n, h, w] of the cells in these columns of the template, or all: [h, w + w_t - 1]."""
        if columns is None:
            self._cells.copy_(values)
        else:
            self._cells.zero_()
            self._cells[columns] = values
        return self._shifted.sum(dim=0)


class _Accumulator:
    """Sums over template cells for every position of one variant, filled tile by tile."""

    def __init__(self, template: TemplateCells, scene_shape: tuple[int, int], bag: bool) -> None:
        rows, cols = template.shape
        self.template = template
        shape = scene_shape[0] + rows - 1, scene_shape[1] + cols - 1
        device = template.cells.device
        self.quality = torch.zeros(shape, device=device)
        self.cosine = torch.zeros(shape, device=device)
        self.best = np.zeros(scene_shape, np.float32) if bag else None
        self._rows = list(_rows_of(template))

    def add(self, block: SceneTile, quality: Tensor, cosine: Tensor, workspace: _Workspace) -> None:
        """Overlap-add [N_t, h * w] blocks: the slice of template cell t is shifted by -o_t."""
        height, width = block.valid.shape
        if self.best is not None:
            best = quality.amax(dim=0).clamp_min_(_TINY).log_()
            rows = slice(block.row, block.row + height)
            cols = slice(block.col, block.col + width)
            self.best[rows, cols] = (best * block.valid.flatten()).view(height, width).cpu().numpy()
        template_rows, template_cols = self.template.shape
        skew = workspace.skew(width, height, self.template)
        across = slice(block.col, block.col + width + template_cols - 1)
        for total, values in ((self.quality, quality), (self.cosine, cosine)):
            planes = values.view(-1, height, width)
            for row, cells, columns in self._rows:
                top = block.row + template_rows - 1 - row
                total[top : top + height, across] += skew.sum(planes[cells], columns)

    def finish(self, scene_valid: MaskArray) -> PositionMaps:
        mask = self.template.mask
        count = np.rint(correlate_full(scene_valid.astype(np.float64), mask))
        pairs = np.maximum(count, 1.0)
        bag = None
        if self.best is not None:
            bag = (correlate_full(self.best.astype(np.float64), mask) / pairs).astype(np.float32)
        return PositionMaps(
            quality=(self.quality.cpu().numpy() / pairs).astype(np.float32),
            cosine=(self.cosine.cpu().numpy() / pairs).astype(np.float32),
            bag=bag,
            coverage=(count / self.template.count).astype(np.float32),
        )


def _rows_of(template: TemplateCells) -> Iterator[tuple[int, slice, Tensor | None]]:
    """The template's rows: number, its cells, and their columns (None where there is no gap)."""
    rows, first, counts = np.unique(template.offsets[:, 0], return_index=True, return_counts=True)
    for row, start, count in zip(rows.tolist(), first.tolist(), counts.tolist(), strict=True):
        cells = slice(start, start + count)
        columns = None
        if count < template.shape[1]:
            columns = torch.from_numpy(template.offsets[cells, 1]).to(template.cells.device)
        yield row, cells, columns


def likelihood_sums(
    tiles: Iterable[SceneTile],
    templates: Sequence[TemplateCells],
    alpha: float,
    each: Callable[[int], None] = lambda _: None,
) -> list[Tensor]:
    """Second pass: exp L(t) = sum over the counted cells of exp(alpha (cos(s, t) - 1)).

    Args:
        tiles: of the whole scene, in any order and size.
        templates: all variants of all templates, which share this reading of the scene.
        alpha: temperature.
        each: called before each block with the number of tiles done times templates; may raise to
            stop.

    Returns:
        For each template [N_t] float64.
    """
    workspace = _Workspace(1)
    sums = [torch.zeros(template.count, dtype=torch.float64) for template in templates]
    for done, (tile, index) in enumerate(_each_of(tiles, range(len(templates)))):
        template = templates[index]
        scaled = template.cells * alpha
        shift = torch.full((template.count, 1), -alpha, device=scaled.device)
        for block in _blocks(tile, template.count):
            each(done)
            out = workspace.take(0, block, template)
            likelihood = torch.addmm(shift, scaled, _flat(block).T, out=out).exp_()
            sums[index] += (likelihood @ block.counted.flatten().float()).cpu().double()
    return sums


def score_positions(
    tiles: Iterable[SceneTile],
    templates: Sequence[TemplateCells],
    sums: Sequence[Tensor],
    alpha: float,
    scene_valid: MaskArray,
    *,
    bag: bool = False,
    each: Callable[[int], None] = lambda _: None,
) -> list[PositionMaps]:
    """Third pass: the scores of every position.

    Args:
        tiles: as in `likelihood_sums`.
        templates: as there.
        sums: what it returned.
        alpha: temperature.
        scene_valid: [rows, cols], the scene's valid cells.
        bag: compute the paper's score as well.
        each: called before each block with the number of tiles done times templates; may raise to
            stop.
    """
    accumulators = [_Accumulator(template, scene_valid.shape, bag) for template in templates]
    workspace = _Workspace(2)
    pairs = list(zip(accumulators, sums, strict=True))
    for done, (tile, (accumulator, total)) in enumerate(_each_of(tiles, pairs)):
        for block in _blocks(tile, accumulator.template.count):
            each(done)
            template = accumulator.template
            cosine, quality = pair_quality(
                block,
                template,
                total,
                alpha,
                out=(workspace.take(0, block, template), workspace.take(1, block, template)),
            )
            accumulator.add(block, quality, cosine, workspace)
    del pairs
    # each one's sums go as its maps come: both of all variants at once would be twice the memory
    return [accumulators.pop(0).finish(scene_valid) for _ in templates]


def pair_quality(
    block: SceneTile,
    template: TemplateCells,
    total: Tensor,
    alpha: float,
    *,
    out: tuple[Tensor, Tensor] | None = None,
) -> tuple[Tensor, Tensor]:
    """Cosine and pair quality of all pairs of a block of scene cells with a template.

    Args:
        block: scene cells.
        template: template cells.
        total: [N_t] float64, exp L(t) of the whole scene, from `likelihood_sums`.
        alpha: temperature.
        out: two [N_t, h * w] matrices to put the answer into; new ones if None.

    Returns:
        cos(s, t) and Q(s, t), both [N_t, h * w] float32; both 0 at invalid scene cells.
    """
    if out is None:
        fresh = _Workspace(2)
        out = fresh.take(0, block, template), fresh.take(1, block, template)
    cosine = torch.mm(template.cells, _flat(block).T, out=out[0])
    # exp(alpha (cos - 1) - L / 2) in one go; R needs it without L
    half = total.clamp_min(_TINY).log().float().to(cosine.device).mul_(0.5)
    quality = torch.add((-alpha - half)[:, None], cosine, alpha=alpha, out=out[1]).exp_()
    right = (half.exp() @ quality).clamp_min_(_TINY).rsqrt_()  # exp(-R / 2)
    return cosine, quality.mul_(right.mul_(block.valid.flatten()))


def _each_of(tiles: Iterable[SceneTile], items: Sequence[_T]) -> Iterator[tuple[SceneTile, _T]]:
    """All pairs, tile by tile, so that a tile need not be kept."""
    return ((tile, item) for tile in tiles for item in items)


def _flat(block: SceneTile) -> Tensor:
    """[h * w, C]; zero where the scene's cell is invalid."""
    return block.cells.flatten(0, 1)


def _blocks(tile: SceneTile, template_cells: int) -> Iterator[SceneTile]:
    """Rows of a tile, few enough that a block times the template stays small."""
    height, width = tile.valid.shape
    step = max(1, _BLOCK_FLOATS // (template_cells * width))
    for row in range(0, height, step):
        rows = slice(row, row + step)
        yield SceneTile(
            tile.row + row, tile.col, tile.cells[rows], tile.valid[rows], tile.counted[rows]
        )


def correlate_full(scene: NDArray[np.float64], mask: MaskArray) -> NDArray[np.float64]:
    """Sum of `scene` under the mask at every position that touches it, by FFT in float64.

    Args:
        scene: [H, W].
        mask: [h, w].

    Returns:
        [H + h - 1, W + w - 1], indexed as `PositionMaps`.
    """
    shape = scene.shape[0] + mask.shape[0] - 1, scene.shape[1] + mask.shape[1] - 1
    kernel = torch.from_numpy(mask[::-1, ::-1].astype(np.float64))
    spectrum = torch.fft.rfft2(torch.from_numpy(scene), s=shape)
    spectrum *= torch.fft.rfft2(kernel, s=shape)
    return np.asarray(torch.fft.irfft2(spectrum, s=shape).numpy())
