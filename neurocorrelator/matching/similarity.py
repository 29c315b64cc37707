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
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.image import MaskArray

_T = TypeVar("_T")

_BLOCK_FLOATS = 2**22  # scene cells x template cells computed at once: 16 MiB a matrix, for a cache
_GPU_BLOCK_FLOATS = 2**26  # on a GPU: small kernels take longer to start than to run
_ROW_FLOATS = 2**23  # a row of a tile times a template is divided where it is more than this
_LEAST_WIDTH = 8  # and into no fewer cells than this: each sums as wide as the template
_FFT_CELLS = 1024  # side of the scene's pieces that are correlated at once
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

    def part(self, rows: slice, cols: slice) -> PositionMaps:
        """Of some positions."""
        bag = None if self.bag is None else self.bag[rows, cols]
        maps = self.quality[rows, cols], self.cosine[rows, cols], bag, self.coverage[rows, cols]
        return PositionMaps(*maps)


@dataclass(frozen=True, eq=False)
class PairSums:
    """Sums over the pairs of one variant with the whole scene.

    Attributes:
        likelihood: [N_t] float64, exp L(t).
        cosine: cos(c + o_t, t) summed over t at every position, indexed as `PositionMaps`.
    """

    likelihood: Tensor
    cosine: Tensor


@dataclass(frozen=True, eq=False)
class QualitySums:
    """Sums of the third pass over the pairs of one variant with a scene.

    Attributes:
        quality: Q(c + o_t, t) summed over t at every position, indexed as `PositionMaps`.
        best: [rows, cols] log max_t Q(s, t), 0 where a cell is invalid; None unless asked for.
    """

    quality: Tensor
    best: NDArray[np.float32] | None


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


class _PositionSums:
    """Sums over template cells for every position of one variant, filled tile by tile.

    Each tile is summed by itself and then added: the last digit is the same wherever that is done.
    """

    def __init__(self, template: TemplateCells, scene_shape: tuple[int, int]) -> None:
        self.total = self._zeros(template, scene_shape)
        self._template = template
        self._rows = list(_rows_of(template))
        self._tile = self.total
        self._first = 0, 0

    @staticmethod
    def _zeros(template: TemplateCells, shape: tuple[int, int]) -> Tensor:
        """At every position where the template touches so many rows and columns of cells."""
        rows, cols = template.shape
        return torch.zeros((shape[0] + rows - 1, shape[1] + cols - 1), device=template.cells.device)

    def begin(self, tile: SceneTile) -> None:
        """Blocks of this tile follow."""
        self._tile = self._zeros(self._template, (tile.valid.shape[0], tile.valid.shape[1]))
        self._first = tile.row, tile.col

    def end(self) -> None:
        """All blocks of the tile have been added."""
        (row, col), (height, width) = self._first, self._tile.shape
        self.total[row : row + height, col : col + width] += self._tile

    def add(self, block: SceneTile, values: Tensor, workspace: _Workspace) -> None:
        """Overlap-add an [N_t, h * w] block: the slice of template cell t is shifted by -o_t."""
        height, width = block.valid.shape
        template_rows, template_cols = self._template.shape
        skew = workspace.skew(width, height, self._template)
        left = block.col - self._first[1]
        across = slice(left, left + width + template_cols - 1)
        planes = values.view(-1, height, width)
        for row, cells, columns in self._rows:
            top = block.row - self._first[0] + template_rows - 1 - row
            self._tile[top : top + height, across] += skew.sum(planes[cells], columns)


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
    scene_shape: tuple[int, int],
    *,
    each: Callable[[int], None] = lambda _: None,
    seen: Callable[[SceneTile, int, Tensor], None] | None = None,
) -> list[PairSums]:
    """Second pass: exp L(t) = sum over the counted cells of exp(alpha (cos(s, t) - 1)).

    The cosines are summed here as well, not in the third pass, so that they can be shown before the
    scene has been read again.

    Args:
        tiles: of the whole scene, in any order and size.
        templates: all variants of all templates, which share this reading of the scene.
        alpha: temperature.
        scene_shape: rows and columns of the scene's cells.
        each: called before each block with the number of tiles done times templates; may raise to
            stop.
        seen: called after each tile and template with the tile, the template's index, and the sums
            of cosines so far, as in `PairSums`. All templates see a tile before the next one comes.

    Returns:
        One for each template.
    """
    workspace = _Workspace(1)
    sums = [torch.zeros(template.count, dtype=torch.float64) for template in templates]
    cosines = [_PositionSums(template, scene_shape) for template in templates]
    for done, (tile, index) in enumerate(_each_of(tiles, range(len(templates)))):
        template = templates[index]
        shift = torch.full((template.count, 1), -alpha, device=template.cells.device)
        own = torch.zeros_like(sums[index])
        cosines[index].begin(tile)
        for block in _blocks(tile, template.count):
            each(done)
            out = workspace.take(0, block, template)
            cosine = torch.mm(template.cells, _flat(block).T, out=out)
            cosines[index].add(block, cosine, workspace)
            likelihood = torch.add(shift, cosine, alpha=alpha, out=out).exp_()
            own += (likelihood @ block.counted.flatten().float()).cpu().double()
        sums[index] += own
        cosines[index].end()
        if seen is not None:
            seen(tile, index, cosines[index].total)
    return [PairSums(own, cos.total) for own, cos in zip(sums, cosines, strict=True)]


def score_positions(
    tiles: Iterable[SceneTile],
    templates: Sequence[TemplateCells],
    sums: list[PairSums],
    alpha: float,
    scene_valid: MaskArray,
    *,
    bag: bool = False,
    each: Callable[[int], None] = lambda _: None,
    check: Check = unchecked,
) -> list[PositionMaps]:
    """Third pass: the scores of every position.

    Args:
        tiles: as in `likelihood_sums`.
        templates: as there.
        sums: what it returned; emptied on the way: sums and maps of all variants at once would be
            twice the memory.
        alpha: temperature.
        scene_valid: [rows, cols], the scene's valid cells.
        bag: compute the paper's score as well.
        each: called before each block with the number of tiles done times templates; may raise to
            stop.
        check: called while the maps are made of the sums; may raise to stop.
    """
    likelihoods = [own.likelihood for own in sums]
    shape = scene_valid.shape
    qualities = quality_sums(tiles, templates, likelihoods, alpha, shape, bag=bag, each=each)
    return position_maps(templates, scene_valid, sums, qualities, check)


def quality_sums(
    tiles: Iterable[SceneTile],
    templates: Sequence[TemplateCells],
    likelihoods: Sequence[Tensor],
    alpha: float,
    scene_shape: tuple[int, int],
    *,
    bag: bool = False,
    each: Callable[[int], None] = lambda _: None,
) -> list[QualitySums]:
    """What the third pass sums over tiles; arguments as in `score_positions`.

    Args:
        tiles: as there.
        templates: as there.
        likelihoods: of each template, exp L(t) of the whole scene.
        alpha: as there.
        scene_shape: rows and columns of the scene's cells.
        bag: as there.
        each: as there.
    """
    qualities = [_PositionSums(template, scene_shape) for template in templates]
    best = [np.zeros(scene_shape, np.float32) for _ in templates] if bag else []
    workspace = _Workspace(1)
    for done, (tile, index) in enumerate(_each_of(tiles, range(len(templates)))):
        template = templates[index]
        qualities[index].begin(tile)
        for block in _blocks(tile, template.count):
            each(done)
            out = workspace.take(0, block, template)
            quality = pair_quality(block, template, likelihoods[index], alpha, out=out)
            qualities[index].add(block, quality, workspace)
            if bag:
                _write_best(best[index], block, quality)
        qualities[index].end()
    return [
        QualitySums(own.total, best[index] if bag else None) for index, own in enumerate(qualities)
    ]


def position_maps(
    templates: Sequence[TemplateCells],
    scene_valid: MaskArray,
    sums: list[PairSums],
    qualities: list[QualitySums],
    check: Check = unchecked,
) -> list[PositionMaps]:
    """The scores of every position, from what the second and the third pass summed.

    Args:
        templates: as in `score_positions`.
        scene_valid: as there.
        sums: as there; emptied on the way.
        qualities: of the third pass; likewise.
        check: as there.
    """
    return [
        _maps_of(template, scene_valid, quality=qualities.pop(0), pairs=sums.pop(0), check=check)
        for template in templates
    ]


def _write_best(best: NDArray[np.float32], block: SceneTile, quality: Tensor) -> None:
    """The logarithm of the best template cell's quality, at every cell of a block; 0 if invalid."""
    height, width = block.valid.shape
    rows, cols = slice(block.row, block.row + height), slice(block.col, block.col + width)
    values = quality.amax(dim=0).clamp_min_(_TINY).log_()
    best[rows, cols] = (values * block.valid.flatten()).view(height, width).cpu().numpy()


def _maps_of(
    template: TemplateCells,
    scene_valid: MaskArray,
    *,
    quality: QualitySums,
    pairs: PairSums,
    check: Check,
) -> PositionMaps:
    """From sums to means."""
    mask = template.mask
    count = np.rint(correlate_full(scene_valid, mask, check))
    own = np.maximum(count, 1.0)
    bag = None
    if quality.best is not None:
        bag = (correlate_full(quality.best, mask, check) / own).astype(np.float32)
    check()
    return PositionMaps(
        quality=(quality.quality.cpu().numpy() / own).astype(np.float32),
        cosine=(pairs.cosine.cpu().numpy() / own).astype(np.float32),
        bag=bag,
        coverage=(count / template.count).astype(np.float32),
    )


def pair_quality(
    block: SceneTile,
    template: TemplateCells,
    total: Tensor,
    alpha: float,
    *,
    out: Tensor | None = None,
) -> Tensor:
    """The pair quality of all pairs of a block of scene cells with a template.

    Args:
        block: scene cells.
        template: template cells.
        total: [N_t] float64, exp L(t) of the whole scene, from `likelihood_sums`.
        alpha: temperature.
        out: an [N_t, h * w] matrix to put the answer into; a new one if None.

    Returns:
        Q(s, t), [N_t, h * w] float32; 0 at invalid scene cells.
    """
    cosine = torch.mm(template.cells, _flat(block).T, out=out)
    # exp(alpha (cos - 1) - L / 2) in one go; R needs it without L
    half = total.clamp_min(_TINY).log().float().to(cosine.device).mul_(0.5)
    quality = torch.add((-alpha - half)[:, None], cosine, alpha=alpha, out=cosine).exp_()
    right = (half.exp() @ quality).clamp_min_(_TINY).rsqrt_()  # exp(-R / 2)
    return quality.mul_(right.mul_(block.valid.flatten()))


def _each_of(tiles: Iterable[SceneTile], items: Sequence[_T]) -> Iterator[tuple[SceneTile, _T]]:
    """All pairs, tile by tile, so that a tile need not be kept."""
    return ((tile, item) for tile in tiles for item in items)


def _flat(block: SceneTile) -> Tensor:
    """[h * w, C]; zero where the scene's cell is invalid."""
    return block.cells.flatten(0, 1)


def _blocks(tile: SceneTile, template_cells: int) -> Iterator[SceneTile]:
    """Parts of a tile, so few cells that a part times the template stays small.

    Whole rows of the tile, as long as one is not far too much.
    """
    height, width = tile.valid.shape
    floats, of_row = _BLOCK_FLOATS, _ROW_FLOATS
    if tile.cells.device.type != "cpu":
        floats = of_row = _GPU_BLOCK_FLOATS
    step = max(1, floats // (template_cells * width))
    across = min(width, max(_LEAST_WIDTH, of_row // template_cells))
    for row in range(0, height, step):
        for col in range(0, width, across):
            part = slice(row, row + step), slice(col, col + across)
            yield SceneTile(
                tile.row + row,
                tile.col + col,
                tile.cells[part],
                tile.valid[part],
                tile.counted[part],
            )


def correlate_full(
    scene: NDArray[np.bool_] | NDArray[np.float32], mask: MaskArray, check: Check = unchecked
) -> NDArray[np.float64]:
    """Sum of `scene` under the mask at every position that touches it, by FFT in float64.

    Large scenes go piece by piece and the pieces' overlaps are added: this fits into caches, and
    can be stopped between two.

    Args:
        scene: [H, W].
        mask: [h, w].
        check: called before every piece; may raise to stop.

    Returns:
        [H + h - 1, W + w - 1], indexed as `PositionMaps`.
    """
    (height, width), (rows, cols) = scene.shape, mask.shape
    kernel = torch.from_numpy(mask[::-1, ::-1].astype(np.float64))
    out = np.zeros((height + rows - 1, width + cols - 1))
    side = max(_FFT_CELLS, *mask.shape)
    for top in range(0, height, side):
        for left in range(0, width, side):
            check()
            piece = scene[top : top + side, left : left + side].astype(np.float64)
            shape = piece.shape[0] + rows - 1, piece.shape[1] + cols - 1
            spectrum = torch.fft.rfft2(torch.from_numpy(piece), s=shape)
            spectrum *= torch.fft.rfft2(kernel, s=shape)
            summed = torch.fft.irfft2(spectrum, s=shape).numpy()
            out[top : top + shape[0], left : left + shape[1]] += summed
    return out
