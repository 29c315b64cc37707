"""A rectangle of the scene's cells is the same whether its tiles were kept or are computed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.working_grid import WorkingGrid

CITY = Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"
HOLE = slice(60, 200), slice(100, 260)  # rows, columns; whole tiles lie in it


@pytest.fixture(scope="module")
def network() -> VggCells:
    return VggCells(load_weights("imagenet"), torch.device("cpu"), (0.0, 1.0))


@pytest.fixture(scope="module")
def raster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Raster]:
    """A city with a hole of nodata."""
    path = tmp_path_factory.mktemp("Дыра") / "город.tif"
    with rasterio.open(CITY) as source:
        pixels = np.maximum(source.read(), 1)
        profile = source.profile | {"driver": "GTiff", "nodata": 0}
    pixels[:, HOLE[0], HOLE[1]] = 0
    with rasterio.open(path, "w", **profile) as target:
        target.write(pixels)
    with Raster.open(path) as opened:
        yield opened


def _features(
    raster: Raster, network: VggCells, memory_mib: int, area: np.ndarray | None = None
) -> SceneFeatures:
    grid = WorkingGrid(raster)
    scene = SceneFeatures(grid, network, tile_px=64, memory_mib=memory_mib, area=area)
    scene.prepare()
    return scene


@pytest.fixture(scope="module")
def kept(raster: Raster, network: VggCells) -> SceneFeatures:
    scene = _features(raster, network, 1024)
    assert scene.keeps
    return scene


@pytest.fixture(scope="module")
def streamed(raster: Raster, network: VggCells) -> SceneFeatures:
    scene = _features(raster, network, 0)
    assert not scene.keeps
    return scene


@pytest.fixture(scope="module")
def whole(kept: SceneFeatures) -> torch.Tensor:
    """All cells of the scene by its tiles."""
    cells = torch.zeros(*kept.valid.shape, kept.channels)
    for tile in kept.tiles():
        rows, cols = tile.valid.shape
        cells[tile.row : tile.row + rows, tile.col : tile.col + cols] = tile.cells
    return cells


def _assert_equal(
    scene: SceneFeatures,
    truth: tuple[torch.Tensor, np.ndarray],
    place: tuple[int, int],
    size: tuple[int, int],
    tolerance: float,
) -> None:
    """Cell by cell as in the whole scene; nothing beyond its border."""
    (row, col), (rows, cols) = place, size
    cells, valid = scene.window(row, col, rows, cols)
    assert cells.shape == (rows, cols, scene.channels)
    for i in range(rows):
        for j in range(cols):
            y, x = row + i, col + j
            inside = 0 <= y < truth[1].shape[0] and 0 <= x < truth[1].shape[1]
            assert valid[i, j] == (inside and truth[1][y, x])
            expected = truth[0][y, x] if valid[i, j] else torch.zeros(scene.channels)
            assert torch.allclose(cells[i, j], expected, atol=tolerance)


@given(
    place=st.tuples(st.integers(-12, 64), st.integers(-12, 104)),
    size=st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
def test_of_kept_tiles(
    kept: SceneFeatures, whole: torch.Tensor, place: tuple[int, int], size: tuple[int, int]
) -> None:
    _assert_equal(kept, (whole, kept.valid), place, size, 0)


PLACES = [
    ((3, 5), (12, 9)),  # of several tiles
    ((-4, -6), (10, 12)),  # beyond the upper left corner
    ((50, 88), (14, 15)),  # and the lower right one
    ((10, 20), (12, 12)),  # at the edge of the hole
    ((20, 30), (5, 5)),  # in it
    ((70, 10), (4, 4)),  # off the scene
]


@pytest.mark.parametrize(("place", "size"), PLACES)
def test_computed_ones_are_the_same(
    streamed: SceneFeatures,
    kept: SceneFeatures,
    whole: torch.Tensor,
    place: tuple[int, int],
    size: tuple[int, int],
) -> None:
    _assert_equal(streamed, (whole, kept.valid), place, size, 2e-3)


def test_beside_the_searched_area_cells_are_computed(
    raster: Raster, network: VggCells, kept: SceneFeatures, whole: torch.Tensor
) -> None:
    """An area keeps a few tiles; a rectangle across their edge is not cut off there."""
    area = np.zeros(kept.valid.shape, np.bool_)
    area[2:8, 2:8] = True
    scene = _features(raster, network, 1024, area)
    computed = scene.computed_tiles
    truth = whole, kept.valid
    _assert_equal(scene, truth, (1, 1), (10, 10), 2e-3)
    assert scene.computed_tiles == computed  # of kept tiles alone
    _assert_equal(scene, truth, (8, 8), (14, 14), 2e-3)
    assert scene.computed_tiles == computed + 1
