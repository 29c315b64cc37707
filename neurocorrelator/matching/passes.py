"""The passes over a scene's tiles: all of them here, or each in whatever process.

Each pass is a sum over tiles. A tile is summed by itself and added in the order of the tiles, so
that the sum is the same to the last digit wherever the tiles were summed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, Protocol

from torch import Tensor

from neurocorrelator.config import MatchConfig
from neurocorrelator.features.cell_cache import CellCache
from neurocorrelator.features.scene_features import SceneFeatures, SceneTile
from neurocorrelator.features.standardise import Standardiser
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.features.weights import Weights
from neurocorrelator.matching.similarity import (
    PairSums,
    PositionMaps,
    QualitySums,
    likelihood_sums,
    quality_sums,
    score_positions,
)
from neurocorrelator.progress import Check
from neurocorrelator.rasters.working_grid import Tile

Each = Callable[[int], None]
Seen = Callable[[SceneTile, int, Tensor], None]


def tile_likelihoods(
    scene: SceneFeatures, tile: Tile, templates: Sequence[TemplateCells], alpha: float
) -> list[PairSums]:
    """The second pass over a tile: its share of L, and of the cosines at its positions."""
    tiles = [replace(own, row=0, col=0) for own in scene.tiles(among=[tile])]
    return likelihood_sums(tiles, templates, alpha, (tile.rows, tile.cols))


def tile_qualities(
    scene: SceneFeatures,
    tile: Tile,
    templates: Sequence[TemplateCells],
    likelihoods: Sequence[Tensor],
    alpha: float,
    *,
    bag: bool,
) -> list[QualitySums]:
    """The third pass over a tile: its share of the qualities at its positions."""
    tiles = [replace(own, row=0, col=0) for own in scene.tiles(among=[tile])]
    return quality_sums(tiles, templates, likelihoods, alpha, (tile.rows, tile.cols), bag=bag)


def positions_of(tile: Tile, template: TemplateCells) -> tuple[slice, slice]:
    """Where the maps of a tile lie in those of the whole scene."""
    rows, cols = template.shape
    return (
        slice(tile.row, tile.row + tile.rows + rows - 1),
        slice(tile.col, tile.col + tile.cols + cols - 1),
    )


class Passes(Protocol):
    """Who goes over the tiles of scenes."""

    def prepare(self, scene: SceneFeatures, each: Each) -> None:
        """The first pass, as `SceneFeatures.prepare`."""

    def likelihoods(
        self,
        scene: SceneFeatures,
        templates: Sequence[TemplateCells],
        alpha: float,
        *,
        standardiser: Standardiser,
        each: Each,
        seen: Seen | None,
    ) -> list[PairSums]:
        """The second pass over all tiles."""

    def scores(
        self,
        scene: SceneFeatures,
        templates: Sequence[TemplateCells],
        sums: list[PairSums],
        alpha: float,
        *,
        bag: bool,
        standardiser: Standardiser,
        each: Each,
        check: Check,
    ) -> list[PositionMaps]:
        """The third pass over all tiles; `sums` is emptied."""


class Workers(Protocol):
    """Other processes that go over tiles: a cluster."""

    def passes(
        self,
        config: MatchConfig,
        weights: Weights,
        cache: CellCache | None,
        check: Check,
    ) -> AbstractContextManager[Passes]:
        """For one match; what the workers keep for it is forgotten afterwards."""

    @property
    def facts(self) -> dict[str, Any]:
        """What `run.json` says of them."""


class LocalPasses:
    """All tiles in this process."""

    def prepare(self, scene: SceneFeatures, each: Each) -> None:
        """See `Passes`."""
        scene.prepare(each)

    def likelihoods(
        self,
        scene: SceneFeatures,
        templates: Sequence[TemplateCells],
        alpha: float,
        *,
        standardiser: Standardiser,
        each: Each,
        seen: Seen | None,
    ) -> list[PairSums]:
        """See `Passes`."""
        tiles = scene.tiles(standardiser)
        return likelihood_sums(tiles, templates, alpha, scene.valid.shape, each=each, seen=seen)

    def scores(
        self,
        scene: SceneFeatures,
        templates: Sequence[TemplateCells],
        sums: list[PairSums],
        alpha: float,
        *,
        bag: bool,
        standardiser: Standardiser,
        each: Each,
        check: Check,
    ) -> list[PositionMaps]:
        """See `Passes`."""
        return score_positions(
            scene.tiles(standardiser),
            templates,
            sums,
            alpha,
            scene.valid,
            bag=bag,
            each=each,
            check=check,
        )
