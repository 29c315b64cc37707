"""A scene's cells, tile by tile: computed once, kept while memory allows, computed again if not."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import torch
from torch import Tensor

from neurocorrelator.errors import BlankSceneError, RasterError
from neurocorrelator.features.cell_cache import CellCache
from neurocorrelator.features.islands import Islands
from neurocorrelator.features.standardise import ChannelStatistics, Standardiser
from neurocorrelator.features.survey import ColourRange, Place, Survey, TileSurvey, place_of
from neurocorrelator.features.tile_reader import TilePixels, TileReader
from neurocorrelator.features.tile_store import TileStore
from neurocorrelator.features.vgg import HALO_PX, STRIDE, VggCells, valid_cells
from neurocorrelator.features.whitening import Projection
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.rasters.image import MaskArray, Window
from neurocorrelator.rasters.working_grid import Tile, WorkingGrid

STATISTICS_PX = 64_000_000  # working pixels that are enough for mean and deviation
_GPU_READERS = 8  # threads that read for a GPU: it computes sooner than one unpacks
_LEAST_SHARE = 1 / 64  # of so many cells; where fewer are valid, the sample has met nodata


@dataclass(frozen=True, eq=False)
class SceneTile:
    """Standardised cells of one tile.

    Attributes:
        row: the first cell's row on the scene's grid.
        col: its column.
        cells: [h, w, C] float32 of unit length; zero where invalid.
        valid: [h, w] bool.
        counted: [h, w] bool, the valid cells that L sums over: those of the searched area.
    """

    row: int
    col: int
    cells: Tensor
    valid: Tensor
    counted: Tensor


@dataclass(frozen=True, eq=False)
class ScenePlan:
    """How a scene is divided, and what of it counts: the arguments of `SceneFeatures`.

    Whoever has the raster and the plan has the same tiles, and the same cells of them.
    """

    tile_px: int = 512
    area: MaskArray | None = None
    reach: int = 0
    keep_raw: bool = False
    sample_px: int | None = None
    islands: Islands | None = None
    directions: int | None = None


@dataclass(frozen=True, eq=False)
class Settled:
    """What the first pass over a whole scene settles for the later ones.

    Attributes:
        standardiser: of its channels.
        projection: onto its leading directions; None where cells keep all of them.
    """

    standardiser: Standardiser
    projection: Projection | None


FetchCells = Callable[[Tile, tuple[slice, slice]], Tensor]
"""Standardised cells of a part of a tile, from where they are kept."""


class SceneFeatures:
    """Turns a scene into cells by tiles: `prepare` first, then `tiles` as often as needed.

    The first pass is a sum over tiles (`survey`, `count`, `conclude`), and so are those that use
    `tiles`: several processes may each see to some of the tiles.

    Where only an area is searched, what is beyond the templates' reach serves the statistics and
    nothing else: tiles end there, unless they are of the sample. Scenes above `STATISTICS_PX` give
    their statistics by a sample of tiles, and by more where the sample is nodata. Cells are rounded
    to float16, whether they are kept in memory, on disk or computed again: the answer does not
    depend on it.

    Where the searched parts lie far apart, all cells and maps are those of `islands`: coordinates
    are those of the sheet that they are packed into, but for `window`. They give the statistics.

    Attributes:
        grid: the scene at the working resolution.
        shape: rows and columns of its cells: the grid's, or those of `islands`.
        valid: [rows, cols] bool, the scene's valid cells within reach; complete after `prepare`.
        counted: [rows, cols] bool, those of them in the searched area; likewise.
        statistics: of every channel; likewise.
        damaged: the file's blocks that cannot be read, in scene pixels; likewise.
        channels: of a cell.
        computed_tiles: how many times a tile went through the network.
        keeps: whether all cells stay in memory between the passes.
        plan: what it was made with.
    """

    def __init__(
        self,
        grid: WorkingGrid,
        network: VggCells,
        *,
        tile_px: int = 512,
        memory_mib: int = 1024,
        area: MaskArray | None = None,
        reach: int = 0,
        keep_raw: bool = False,
        sample_px: int | None = None,
        islands: Islands | None = None,
        directions: int | None = None,
        cache: CellCache | None = None,
        keep_some: bool = False,
        read_ahead: bool = True,
        check: Check = unchecked,
    ) -> None:
        """Plan the tiles; nothing is read yet.

        Args:
            grid: the scene at the working resolution.
            network: the features.
            tile_px: side of a tile in working pixels.
            memory_mib: cells are kept between the passes where all of them fit into it.
            area: [rows, cols] bool, the cells to search; None for all of them.
            reach: cells around the area that a template there can touch.
            keep_raw: keep cells as the network gives them, for `tiles` with other statistics.
            sample_px: working pixels that the statistics are of, where the scene has more; None
                for `STATISTICS_PX`.
            islands: what is searched, in place of `area` and `reach`.
            directions: cells are seen in so many principal directions only; None for all.
            cache: cells are taken from there, and put there; on the CPU only, for a GPU computes
                them sooner than a disk gives them.
            keep_some: where not all cells fit, keep as many as do.
            read_ahead: other threads read tiles before they are wanted, and call `check`.
            check: called within each tile, in every pass; may raise to stop.
        """
        self.grid = grid
        self.shape = grid.cells if islands is None else islands.shape
        self.valid: MaskArray = np.zeros(self.shape, dtype=np.bool_)
        self.damaged: tuple[Window, ...] = ()
        self.statistics = ChannelStatistics.empty(network.channels)
        self.computed_tiles = 0
        self.plan = ScenePlan(tile_px, area, reach, keep_raw, sample_px, islands, directions)
        self._store = TileStore(cache if network.device.type == "cpu" else None, grid, network)
        readers = 1 if network.device.type == "cpu" else min(_GPU_READERS, os.cpu_count() or 1)
        self._reader = TileReader(grid, check, readers if read_ahead else 0)
        self._settled: Settled | None = None
        self._directions = directions
        self._network = network
        self._area = area if islands is None else islands.counted
        self._keep_raw = keep_raw
        self._check = check
        enough = STATISTICS_PX if sample_px is None else sample_px
        if islands is None:
            everywhere = grid.tiles(tile_px, HALO_PX)
            self._sample = _evenly(everywhere, grid.width * grid.height, enough)
            self._tiles = _within_reach(grid, everywhere, area, reach, frozenset(self._sample))
        else:
            self._sample = self._tiles = islands.tiles(grid, tile_px, HALO_PX)
        self._least = enough / STRIDE**2 * _LEAST_SHARE
        self._searched = frozenset(map(place_of, self._tiles))
        self._sampled = frozenset(map(place_of, self._sample))
        cells = sum(tile.rows * tile.cols for tile in self._tiles)
        self.keeps = cells * 4 * network.channels <= memory_mib * 2**20
        self.channels = min(network.channels, directions or network.channels)
        self._room = memory_mib * 2**20 if self.keeps or keep_some else 0
        self._raw: dict[Place, Tensor] = {}  # kept as the network gives them
        self._kept: dict[Place, Tensor] = {}  # kept standardised
        self._elsewhere: FetchCells | None = None

    @property
    def settled(self) -> Settled:
        """What the first pass came to; needs `prepare` before."""
        if self._settled is None:
            raise RuntimeError("SceneFeatures.prepare comes first")
        return self._settled

    @property
    def standardiser(self) -> Standardiser:
        """From the statistics of the scene; needs `prepare` before."""
        return self.settled.standardiser

    @property
    def counted(self) -> MaskArray:
        """The valid cells that L sums over: all of them, or those of the searched area."""
        return self.valid if self._area is None else self.valid & self._area

    @property
    def tile_count(self) -> int:
        """Tiles in one pass after the first."""
        return len(self._tiles)

    @property
    def searched_tiles(self) -> Sequence[Tile]:
        """Those of the passes after the first."""
        return self._tiles

    @property
    def first_tiles(self) -> Sequence[Tile]:
        """Those of the first pass: the sample, then what else is searched."""
        return list(dict.fromkeys([*self._sample, *self._tiles]))

    @property
    def first_pass(self) -> int:
        """Tiles in the first pass."""
        return len({*self._tiles, *self._sample})

    def prepare(self, each: Callable[[int], None] = lambda _: None) -> None:
        """First pass: statistics of every channel over the scene's valid cells.

        A block of the file that is damaged counts as nodata and is listed in `damaged`.

        Args:
            each: called with the number of tiles done; may raise to stop.

        Raises:
            BlankSceneError: the scene is all nodata or of one colour.
            RasterError: it is there no longer, or damaged all over.
        """
        found = Survey(self._network.channels)
        for done, own in enumerate(self.survey(self.first_tiles), start=1):
            found.add(own)
            each(done)
        for statistics in self.count(self.beyond_sample(found)):
            found.count(statistics)
        self.conclude(found)

    def survey(self, tiles: Sequence[Tile], *, counting: bool = True) -> Iterator[TileSurvey]:
        """The first pass over some tiles.

        Args:
            tiles: of `first_tiles`.
            counting: take statistics; not for tiles that are only surveyed again.

        Raises:
            RasterError: the scene is there no longer.
        """
        for tile, found in self._reader.ahead(tiles, self._store.survey):
            place = place_of(tile)
            pixels = found if isinstance(found, TilePixels) else None
            if isinstance(found, TilePixels):
                valid = self._valid_cells(tile, found.mask)
                colours = ColourRange.of(found.rgb, found.mask)
                self._store.see(tile, found.rgb, found.mask)
                if not found.damaged:
                    self._store.put_survey(tile, valid, colours)
            else:
                valid, colours = found.valid, found.colours
            if place in self._searched:
                self.valid[cells_of(tile)] = valid
                valid = self.valid[cells_of(tile)]
            counts = counting and place in self._sampled
            keeps = place in self._searched and self._has_room(tile)
            counting_cells = self._statistical(tile, valid)
            statistics = self._store.statistics(tile, counting_cells) if counts else None
            counts = counts and statistics is None
            # a tile that neither counts nor is kept waits for the pass that needs its cells
            if valid.any() and (counts or keeps):
                cells = self._cells(tile, pixels)
                if counts:
                    statistics = self._take_statistics(tile, cells, counting_cells)
                if keeps:
                    self._keep(self._raw, tile, cells)
            damaged = () if pixels is None else pixels.damaged
            yield TileSurvey(tile, valid, statistics, colours, damaged)

    def beyond_sample(self, found: Survey) -> list[Tile]:
        """Tiles that must count as well, because the sample is mostly nodata; needs all tiles."""
        count, more = found.statistics.count, []
        for tile in self._tiles:
            if count >= self._least:
                break
            valid = int(found.valid[place_of(tile)].sum())
            if valid and place_of(tile) not in self._sampled:
                more.append(tile)
                count += valid
        return more

    def count(self, tiles: Sequence[Tile]) -> Iterator[ChannelStatistics]:
        """Statistics of tiles that were surveyed and did not count, of each."""
        for tile in tiles:
            self._check()
            valid = self._statistical(tile, self._valid_of(tile))
            statistics = self._store.statistics(tile, valid)
            if statistics is None:
                cells = self._raw.get(place_of(tile))
                if cells is None:
                    cells = self._cells(tile)
                statistics = self._take_statistics(tile, cells, valid)
            yield statistics

    def conclude(self, found: Survey) -> None:
        """End the first pass.

        Args:
            found: of all tiles of it.

        Raises:
            BlankSceneError: as `prepare`.
            RasterError: it is damaged all over.
        """
        for tile in self._tiles:
            self.valid[cells_of(tile)] = found.valid[place_of(tile)]
        self.damaged = tuple(sorted(found.damaged, key=lambda w: (w.row_off, w.col_off)))
        self.statistics = statistics = found.statistics
        name = self.grid.raster.path
        if statistics.count == 0 and found.damaged:
            raise RasterError(f"{name}: is damaged, none of it can be read; get the file again")
        if statistics.count == 0:
            raise BlankSceneError(f"{name}: holds nothing but nodata; choose another scene")
        standardiser = self.standardiser_of(statistics)
        if found.colours.one or standardiser.is_blind:
            raise BlankSceneError(f"{name}: is of one colour; there is nothing to search in")
        projection = None
        if self._directions is not None:
            projection = Projection.of(statistics, standardiser, self.channels)
        self.settle(Settled(standardiser, projection))

    def settle(self, settled: Settled) -> None:
        """Standardise what is kept, as the first pass over the whole scene tells."""
        self._settled = settled
        if self._keep_raw:
            return
        for tile in self._tiles:
            if place_of(tile) in self._raw:
                self._check()
                self._keep_standardised(tile, self._raw[place_of(tile)])

    def fetch_from(self, elsewhere: FetchCells) -> None:
        """What `keeps` promises is kept by others: `window` asks them for it."""
        self._elsewhere = elsewhere

    def tiles(
        self, standardiser: Standardiser | None = None, among: Sequence[Tile] | None = None
    ) -> Iterator[SceneTile]:
        """Standardised cells of every tile that has a valid cell; needs `prepare` before.

        Args:
            standardiser: other than the scene's own; needs `keep_raw`.
            among: of `searched_tiles`; all of them if None.
        """
        for tile in self._tiles if among is None else among:
            valid = self._valid_of(tile)
            if not valid.any():
                continue
            cells = self._kept.get(place_of(tile))
            if cells is None:
                raw = self._raw.get(place_of(tile))
                if raw is None:
                    raw = self._cells(tile)
                if self._keep_raw:
                    cells = self._standardise(raw, valid, standardiser or self.standardiser)
                else:
                    cells = self._keep_standardised(tile, raw)
            there = torch.from_numpy(valid).to(cells.device)
            counted = there
            if self._area is not None:
                counted = there & torch.from_numpy(self._area[cells_of(tile)]).to(cells.device)
            yield SceneTile(tile.row, tile.col, cells, there, counted)

    def _has_room(self, tile: Tile) -> bool:
        return tile.rows * tile.cols * 4 * self._network.channels <= self._room

    def _keep(self, kept: dict[Place, Tensor], tile: Tile, cells: Tensor) -> None:
        kept[place_of(tile)] = cells
        self._room -= cells.nbytes

    def _keep_standardised(self, tile: Tile, raw: Tensor) -> Tensor:
        """The cells of a tile, kept instead of the raw ones, or where there is room for them."""
        cells = self._standardise(raw, self._valid_of(tile), self.standardiser)
        if self._raw.pop(place_of(tile), None) is not None:
            self._room += raw.nbytes
        if cells.nbytes <= self._room:
            self._keep(self._kept, tile, cells)
        return cells

    def window(self, row: int, col: int, rows: int, cols: int) -> tuple[Tensor, MaskArray]:
        """Standardised cells of a rectangle, which may reach beyond the scene.

        From what is kept, or computed; needs `prepare` before, and cells that are not kept raw.

        Returns:
            [rows, cols, C] float32 of unit length, zero where invalid or outside, and [rows, cols]
            bool, where they are valid.
        """
        cells = torch.zeros((rows, cols, self.channels), device=self._network.device)
        valid = np.zeros((rows, cols), np.bool_)
        top, left = max(0, row), max(0, col)
        bottom = min(self.grid.cells[0], row + rows)
        right = min(self.grid.cells[1], col + cols)
        if bottom <= top or right <= left:
            return cells, valid
        kept = self._kept_tiles(top, left, bottom, right)
        if kept is None:  # one of just this size
            tile = self.grid.tile(top, left, bottom - top, right - left, HALO_PX)
            pixels = self._reader.read(tile)
            there = self._valid_cells(tile, pixels.mask)
            if there.any():
                place = slice(top - row, bottom - row), slice(left - col, right - col)
                raw = self._compute(tile, pixels)
                cells[place] = self._standardise(raw, there, self.standardiser)
                valid[place] = there
            return cells, valid
        for tile, tile_row, tile_col in kept:
            first, last = max(top, tile_row), min(bottom, tile_row + tile.rows)
            begin, end = max(left, tile_col), min(right, tile_col + tile.cols)
            inner = (
                slice(first - tile_row, last - tile_row),
                slice(begin - tile_col, end - tile_col),
            )
            place = slice(first - row, last - row), slice(begin - col, end - col)
            cells[place] = self._kept_part(tile, inner)
            valid[place] = self._valid_of(tile)[inner]
        return cells, valid

    def _kept_part(self, tile: Tile, inner: tuple[slice, slice]) -> Tensor:
        kept = self._kept.get(place_of(tile))
        if kept is not None:
            return kept[inner]
        if self._elsewhere is not None:
            return self._elsewhere(tile, inner).to(self._network.device)
        return self._keep_standardised(tile, self._cells(tile))[inner]

    def _kept_tiles(
        self, top: int, left: int, bottom: int, right: int
    ) -> list[tuple[Tile, int, int]] | None:
        """Kept tiles that cover a rectangle of the scene's cells, and where in the scene each is.

        None where they do not cover all of it.
        """
        shift: tuple[int, int] | None = (0, 0)
        if self.plan.islands is not None:
            shift = self.plan.islands.shift(top, left, bottom, right)
        if not self.keeps or shift is None:
            return None
        down, across = shift
        box = top + down, left + across, bottom + down, right + across
        touched = [tile for tile in self._tiles if _shared(tile, *box)]
        if sum(_shared(tile, *box) for tile in touched) < (bottom - top) * (right - left):
            return None
        # a tile without a valid cell is not kept, and has nothing to give
        return [
            (tile, tile.row - down, tile.col - across)
            for tile in touched
            if self._valid_of(tile).any()
        ]

    def standardiser_of(self, statistics: ChannelStatistics) -> Standardiser:
        """From other statistics than the scene's alone; see `tiles`."""
        return Standardiser.of(statistics, self._network.layer_weights, self._network.device)

    def _statistical(self, tile: Tile, valid: MaskArray) -> MaskArray:
        """Those of its valid cells that statistics are of: islands share cells of their edges."""
        islands = self.plan.islands
        return valid if islands is None else valid & islands.counted[cells_of(tile)]

    def _valid_of(self, tile: Tile) -> MaskArray:
        return self.valid[cells_of(tile)]

    def comparable(self, raw: Tensor, standardiser: Standardiser | None = None) -> Tensor:
        """Raw cells [n, C] of a template as the scene has them: unit length, maybe projected."""
        unit = (standardiser or self.standardiser)(raw)
        projection = self.settled.projection
        return unit if projection is None else projection(unit)

    def _standardise(self, cells: Tensor, valid: MaskArray, standardiser: Standardiser) -> Tensor:
        """Raw cells [h, w, C] to unit length, zero where invalid."""
        unit = self.comparable(cells.flatten(0, 1), standardiser).view(*valid.shape, -1)
        return unit.mul_(torch.from_numpy(valid).to(cells.device)[:, :, None])

    @staticmethod
    def _valid_cells(tile: Tile, mask: MaskArray) -> MaskArray:
        rows = slice(tile.skip_rows, tile.skip_rows + tile.rows)
        return valid_cells(mask)[rows, tile.skip_cols : tile.skip_cols + tile.cols]

    def _cells(self, tile: Tile, pixels: TilePixels | None = None) -> Tensor:
        """Raw cells [rows, cols, C] of one of the tiles, from disk or from its pixels."""
        self._check()
        kept = self._store.cells(tile)
        if kept is not None:
            return kept
        if pixels is None:
            pixels = self._reader.read(tile)
            self._store.see(tile, pixels.rgb, pixels.mask)
        cells = self._compute(tile, pixels)
        self._store.put_cells(tile, cells)
        return cells

    def _take_statistics(self, tile: Tile, cells: Tensor, valid: MaskArray) -> ChannelStatistics:
        """Of these cells of a tile; kept on disk."""
        found = _statistics_of(cells, valid)
        self._store.put_statistics(tile, valid, found)
        return found

    def _compute(self, tile: Tile, pixels: TilePixels) -> Tensor:
        """Raw cells [rows, cols, C], float32 that float16 holds."""
        self.computed_tiles += 1
        rows = slice(tile.skip_rows, tile.skip_rows + tile.rows)
        cols = slice(tile.skip_cols, tile.skip_cols + tile.cols)
        cells = self._network.cells(pixels.rgb, pixels.mask, self._check)[:, rows, cols]
        return cells.permute(1, 2, 0).half().float().contiguous()


def _statistics_of(cells: Tensor, valid: MaskArray) -> ChannelStatistics:
    """Of a tile's valid cells."""
    chosen = cells.reshape(-1, cells.shape[-1])[torch.from_numpy(valid.ravel())]
    return ChannelStatistics.of(chosen)


def cells_of(tile: Tile) -> tuple[slice, slice]:
    """Its rows and columns of the scene's cells."""
    return slice(tile.row, tile.row + tile.rows), slice(tile.col, tile.col + tile.cols)


def _shared(tile: Tile, top: int, left: int, bottom: int, right: int) -> int:
    """Number of a tile's cells in a rectangle."""
    rows = min(bottom, tile.row + tile.rows) - max(top, tile.row)
    return max(0, rows) * max(0, min(right, tile.col + tile.cols) - max(left, tile.col))


def _within_reach(
    grid: WorkingGrid,
    tiles: Sequence[Tile],
    area: MaskArray | None,
    reach: int,
    whole: Collection[Tile],
) -> list[Tile]:
    """Tiles that a template in the area can touch, cut down to what it can touch.

    Args:
        grid: that they divide.
        tiles: of all of it.
        area: [rows, cols] bool; None for all of it.
        reach: cells around the area.
        whole: tiles that stay as they are, for their cells are computed anyway.
    """
    if area is None:
        return list(tiles)
    near = cv2.dilate(area.view(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    cut: list[Tile] = []
    for tile in tiles:
        own = near[cells_of(tile)]
        rows, cols = (np.flatnonzero(own.any(axis=axis)) for axis in (1, 0))
        if not rows.size:
            continue
        top, left = int(rows[0]), int(cols[0])
        size = int(rows[-1]) + 1 - top, int(cols[-1]) + 1 - left
        if tile not in whole:
            tile = grid.tile(tile.row + top, tile.col + left, *size, HALO_PX)  # noqa: PLW2901
        cut.append(tile)
    return cut


def _evenly(tiles: list[Tile], pixels: int, enough: int) -> list[Tile]:
    """All tiles, or so many of them, evenly spread and the same ones each time, as are enough."""
    if pixels <= enough:
        return tiles
    count = max(1, math.ceil(len(tiles) * enough / pixels))
    edges = [len(tiles) * i // count for i in range(count + 1)]
    generator = np.random.default_rng(0)
    return [tiles[int(generator.integers(*part))] for part in pairwise(edges)]
