"""A tiled scene has exactly the cells of the whole scene, at its border too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from neurocorrelator.features import tile_reader
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.vgg import HALO_PX, STRIDE, VggCells, valid_cells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.working_grid import WorkingGrid


@pytest.fixture(scope="module")
def network() -> VggCells:
    return VggCells(load_weights("imagenet"), torch.device("cpu"))


def _whole(raster: Raster, network: VggCells, reduce: int = 1) -> torch.Tensor:
    grid = WorkingGrid(raster, reduce)
    (tile,) = grid.tiles(8192, HALO_PX)
    rgb, mask = grid.read(tile.pixels)
    return network.cells(rgb, mask)


@pytest.mark.parametrize("reduce", [1, 2])
@pytest.mark.parametrize("tile_px", [64, 100, 256])
def test_tiles_equal_the_whole(
    rasters_dir: Path, network: VggCells, tile_px: int, reduce: int
) -> None:
    with Raster.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as raster:
        assert raster.width % STRIDE
        whole = _whole(raster, network, reduce)
        grid = WorkingGrid(raster, reduce)
        joined = torch.full_like(whole, torch.nan)
        for tile in grid.tiles(tile_px, HALO_PX):
            cells = network.cells(*grid.read(tile.pixels))
            rows = slice(tile.skip_rows, tile.skip_rows + tile.rows)
            cols = slice(tile.skip_cols, tile.skip_cols + tile.cols)
            place = slice(tile.row, tile.row + tile.rows), slice(tile.col, tile.col + tile.cols)
            joined[:, place[0], place[1]] = cells[:, rows, cols]
    # float32 rounding: other tile shapes may sum in another order
    assert torch.allclose(joined, whole, rtol=1e-4, atol=1e-4 * float(whole.abs().max()))


def test_a_smaller_halo_would_not_do(rasters_dir: Path, network: VggCells) -> None:
    with Raster.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as raster:
        whole = _whole(raster, network)
        tile = WorkingGrid(raster).tiles(64, 16)[1]
        cells = network.cells(*WorkingGrid(raster).read(tile.pixels))
    own = cells[:, : tile.rows, tile.skip_cols : tile.skip_cols + tile.cols]
    same = whole[:, : tile.rows, tile.col : tile.col + tile.cols]
    assert not torch.allclose(own, same, rtol=1e-4, atol=1e-4 * float(whole.abs().max()))


def test_masked_scene_by_tiles_equals_one_tile(rasters_dir: Path, network: VggCells) -> None:
    path = rasters_dir / "rio_tiler" / "one_scene_mask.tif"
    with Raster.open(path) as raster:
        joined = []
        for tile_px in (64, 8192):
            scene = SceneFeatures(WorkingGrid(raster), network, tile_px=tile_px)
            scene.prepare()
            assert not scene.valid.all()
            cells = np.zeros((*scene.valid.shape, 320), np.float32)
            for tile in scene.tiles():
                rows, cols = tile.valid.shape
                cells[tile.row : tile.row + rows, tile.col : tile.col + cols] = tile.cells.numpy()
            assert (cells[~scene.valid] == 0).all()
            assert np.allclose(np.linalg.norm(cells[scene.valid], axis=1), 1, atol=1e-5)
            joined.append(cells)
    assert np.allclose(joined[0], joined[1], atol=2e-4)


def test_recomputing_without_memory_changes_nothing(rasters_dir: Path, network: VggCells) -> None:
    with Raster.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as raster:
        kept = SceneFeatures(WorkingGrid(raster), network, tile_px=128, memory_mib=1024)
        frugal = SceneFeatures(WorkingGrid(raster), network, tile_px=128, memory_mib=1)
        for scene in (kept, frugal):
            scene.prepare()
        for a, b in zip(kept.tiles(), frugal.tiles(), strict=True):
            assert torch.equal(a.cells, b.cells)
        assert frugal.computed_tiles == 2 * kept.computed_tiles
        before = kept.computed_tiles
        list(kept.tiles())
        assert kept.computed_tiles == before  # a second reading computes nothing again


def test_valid_cells_need_more_than_half() -> None:
    mask = np.zeros((5, 8), dtype=np.bool_)
    mask[:2, :4] = True  # 8 of 16: exactly half
    mask[:2, 4:] = True
    mask[2, 4] = True  # 9 of 16
    assert valid_cells(mask).tolist() == [[False, True], [False, False]]


def test_tiles_cover_the_grid_once_and_are_even(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as raster:
        grid = WorkingGrid(raster)
        for tile_px in (64, 100, 4, 8192):
            tiles = grid.tiles(tile_px, HALO_PX)
            covered = np.zeros(grid.cells, np.int64)
            for tile in tiles:
                covered[tile.row : tile.row + tile.rows, tile.col : tile.col + tile.cols] += 1
            assert (covered == 1).all()
            assert max(max(t.rows, t.cols) for t in tiles) <= max(1, tile_px // STRIDE)
            assert max(t.cols for t in tiles) - min(t.cols for t in tiles) <= 1


def test_a_large_picture_goes_in_pieces_with_the_same_cells(network: VggCells) -> None:
    generator = np.random.default_rng(0)
    rgb = generator.integers(0, 256, (45, 1190, 3), dtype=np.uint8)
    mask = np.ones((45, 1190), np.bool_)
    mask[10:30, 500:620] = False
    calls: list[None] = []
    cells = network.cells(rgb, mask, lambda: calls.append(None))
    assert cells.shape == (320, 12, 298)
    for first, last in ((0, 100), (80, 220), (200, 298)):  # each as one picture, but for its edge
        part = slice(4 * first, 4 * last)
        alone = network.cells(rgb[:, part], mask[:, part])
        cut = slice(0 if first == 0 else 6, last - first - (0 if last == 298 else 6))
        same = cells[:, :, first:last][:, :, cut]
        assert torch.allclose(alone[:, :, cut], same, rtol=1e-4, atol=1e-4 * float(same.max()))
    assert len(calls) > 2 * len(network.features)  # it can be stopped between layers and pieces


@pytest.mark.parametrize("reduce", [0.5, 1, 3])
def test_reading_in_bands_changes_nothing(
    rasters_dir: Path, network: VggCells, reduce: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rasters_dir / "rio_tiler" / "one_scene_mask.tif"

    def scene() -> SceneFeatures:
        with Raster.open(path) as raster:
            found = SceneFeatures(WorkingGrid(raster, reduce), network, tile_px=256)
            found.prepare()
        return found

    whole = scene()
    monkeypatch.setattr(tile_reader, "_READ_PX", 20_000)
    banded = scene()
    assert torch.equal(whole.statistics.mean, banded.statistics.mean)
    assert (whole.valid == banded.valid).all()
