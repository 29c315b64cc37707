"""The mean cosine of templates while it comes, tile by tile, on the scene's cell grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from neurocorrelator.features.scene_features import SceneTile
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.features.vgg import STRIDE
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.scores import (
    FloatMap,
    MaskMap,
    SceneCells,
    candidate_mask,
    cell_neighbours,
    cells_of_positions,
    resample_to_scene_cells,
)
from neurocorrelator.matching.similarity import correlate_full
from neurocorrelator.progress import PreviewCallback, PreviewPatch
from neurocorrelator.rasters.image import MaskArray


@dataclass(frozen=True, eq=False)
class Previewed:
    """A variant whose mean cosine is shown.

    Attributes:
        template: the template's name.
        cells: of the variant.
        first_centre: scene pixels (col, row) of the template's centre at position [0, 0].
        step: scene pixels between positions.
        areas: where candidates may be; in all of them.
    """

    template: str
    cells: TemplateCells
    first_centre: tuple[float, float]
    step: float
    areas: tuple[SearchArea, ...] = ()


class CosinePreview:
    """Tells the mean cosine of every position once no tile can change it any more.

    An unfinished mean would differ from the final one, and merging by maximum would keep it: a
    seam along the tiles. So positions across a tile's edge wait for the tile behind it.
    """

    def __init__(
        self,
        variants: Sequence[Previewed],
        scene_valid: MaskArray,
        scene_size: tuple[int, int],
        min_coverage: float,
        tell: PreviewCallback,
    ) -> None:
        """Of variants that share a reading of the scene.

        Args:
            variants: in the order of `likelihood_sums`.
            scene_valid: [rows, cols], the scene's valid cells.
            scene_size: width and height in pixels.
            min_coverage: positions below it are no candidates.
            tell: gets the patches.
        """
        self._variants = variants
        self._valid = scene_valid
        self._pending = scene_valid.copy()
        self._size = scene_size
        self._min_coverage = min_coverage
        self._tell = tell

    def __call__(self, tile: SceneTile, index: int, cosine: Tensor) -> None:
        """After a tile: see `seen` of `likelihood_sums`."""
        rows, cols = tile.valid.shape
        self._pending[tile.row : tile.row + rows, tile.col : tile.col + cols] = False
        variant = self._variants[index]
        # one more on each side: cells between two positions wait for both
        down = _touching(tile.row, rows, variant.cells.shape[0], cosine.shape[0])
        across = _touching(tile.col, cols, variant.cells.shape[1], cosine.shape[1])
        count = self._pairs(self._valid, variant, down, across)
        complete = self._pairs(self._pending, variant, down, across) == 0
        mean = (cosine[down, across].cpu().numpy() / np.maximum(count, 1.0)).astype(np.float32)
        (first_col, first_row), step = variant.first_centre, variant.step
        here = first_col + step * across.start, first_row + step * down.start
        candidates = candidate_mask(
            (count / variant.cells.count).astype(np.float32),
            here,
            step,
            self._size,
            self._min_coverage,
        )
        for area in variant.areas:
            candidates &= area.mask(candidates.shape, here, step)
        if not (candidates & complete).any():
            return
        values = np.where(candidates, mean, np.float32(np.nan))
        cells = SceneCells((-(-self._size[1] // STRIDE), -(-self._size[0] // STRIDE)), STRIDE)
        region = _Region((down, across), (cosine.shape[0], cosine.shape[1]))
        place = _on_cells if step <= STRIDE else _between_positions
        told = place(values, complete, variant, region, cells)
        if told is not None and np.isfinite(told[1]).any():
            (row, col), patch = told
            self._tell(PreviewPatch(variant.template, row, col, patch))

    @staticmethod
    def _pairs(
        scene: MaskArray, variant: Previewed, down: slice, across: slice
    ) -> NDArray[np.float64]:
        """How many of the template's cells lie on True cells, at these positions."""
        mask = variant.cells.mask
        top, left = (
            max(0, part.start - side + 1)
            for part, side in zip((down, across), mask.shape, strict=True)
        )
        under = scene[top : down.stop, left : across.stop]
        if not under.any():
            return np.zeros((down.stop - down.start, across.stop - across.start))
        pairs = np.rint(correlate_full(under, mask))
        return pairs[down.start - top : down.stop - top, across.start - left : across.stop - left]


def _touching(first: int, length: int, template: int, positions: int) -> slice:
    """The positions that a tile's cells belong to, and one more on each side."""
    return slice(max(0, first - 1), min(positions, first + length + template))


@dataclass(frozen=True, slots=True)
class _Region:
    """Some positions of a variant.

    Attributes:
        parts: which rows and columns.
        positions: how many rows and columns there are of all.
    """

    parts: tuple[slice, slice]
    positions: tuple[int, int]


_Told = tuple[tuple[int, int], FloatMap] | None


def _on_cells(
    values: FloatMap,
    complete: MaskMap,
    variant: Previewed,
    region: _Region,
    cells: SceneCells,
) -> _Told:
    """First cell and values of a patch where every position lies in a cell of its own or shares it.

    Args:
        values: [rows, cols] of some positions; NaN where no candidate may be.
        complete: [rows, cols], those that no tile changes any more.
        variant: what they are of.
        region: which positions they are.
        cells: of the scene.
    """
    starts, spans = [], []
    for axis, (part, first, count) in enumerate(
        zip(region.parts, variant.first_centre[::-1], region.positions, strict=True)
    ):
        touched = cells_of_positions(cells, axis, first, variant.step, count)[part]
        starts.append(int(touched[0]))
        spans.append(int(touched[-1]) + 1 - int(touched[0]))
    known = np.where(complete, values, np.float32(np.nan))
    here = _local(variant, region, starts)
    patch_cells = SceneCells((spans[0], spans[1]), STRIDE)
    patch = resample_to_scene_cells(known, here, variant.step, patch_cells)
    return (starts[0], starts[1]), patch


def _between_positions(
    values: FloatMap,
    complete: MaskMap,
    variant: Previewed,
    region: _Region,
    cells: SceneCells,
) -> _Told:
    """The same where cells lie between positions: those whose four are complete."""
    starts, spans, before, behind = [], [], [], []
    for axis, (part, first, count) in enumerate(
        zip(region.parts, variant.first_centre[::-1], region.positions, strict=True)
    ):
        low, high, _ = cell_neighbours(cells, axis, first, variant.step, count)
        inside = np.flatnonzero((low >= part.start) & (high < part.stop))
        if inside.size == 0:
            return None
        starts.append(int(inside[0]))
        spans.append(inside.size)
        before.append(low[inside] - part.start)
        behind.append(high[inside] - part.start)
    here = _local(variant, region, starts)
    patch_cells = SceneCells((spans[0], spans[1]), STRIDE)
    patch = resample_to_scene_cells(values, here, variant.step, patch_cells)
    if complete.all():
        return (starts[0], starts[1]), patch
    for rows in (before[0], behind[0]):
        for cols in (before[1], behind[1]):
            patch[~complete[np.ix_(rows, cols)]] = np.nan
    return (starts[0], starts[1]), patch


def _local(variant: Previewed, region: _Region, starts: Sequence[int]) -> tuple[float, float]:
    """`first_centre` of a region of positions, in pixels of a patch that starts at these cells."""
    col, row = (
        first + variant.step * part.start - STRIDE * start
        for first, part, start in zip(
            variant.first_centre, region.parts[::-1], starts[::-1], strict=True
        )
    )
    return col, row
