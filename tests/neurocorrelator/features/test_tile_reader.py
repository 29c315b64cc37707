"""Tiles are read ahead by other threads: in order, once, and no further than is wanted."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from neurocorrelator.errors import CancelledError, RasterError
from neurocorrelator.features.tile_reader import TilePixels, TileReader
from neurocorrelator.features.vgg import HALO_PX
from neurocorrelator.progress import CancelToken, unchecked
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.working_grid import Tile, WorkingGrid


@pytest.fixture
def raster(rasters_dir: Path) -> Raster:
    return Raster.open(rasters_dir / "rio_tiler" / "cog_rgb.tif")


def _unknown(_: Tile) -> TilePixels | None:
    return None


@pytest.mark.parametrize("threads", [0, 1, 4])
@pytest.mark.parametrize("reduce", [1, 2.5, 0.5])
def test_what_is_read_ahead_is_what_is_read(raster: Raster, threads: int, reduce: float) -> None:
    with raster:
        grid = WorkingGrid(raster, reduce)
        tiles = grid.tiles(64, HALO_PX)
        reader = TileReader(grid, unchecked, threads)
        found = list(reader.ahead(tiles, _unknown))
        assert [tile for tile, _ in found] == tiles
        for tile, pixels in found:
            rgb, mask = grid.read(tile.pixels)
            assert np.array_equal(pixels.rgb, rgb)
            assert np.array_equal(pixels.mask, mask)


@pytest.mark.parametrize("threads", [0, 2])
def test_what_is_known_is_not_read(raster: Raster, threads: int) -> None:
    with raster:
        grid = WorkingGrid(raster)
        tiles = grid.tiles(64, HALO_PX)
        reader = TileReader(grid, unchecked, threads)
        found = list(reader.ahead(tiles, lambda tile: "known" if tile.col == 0 else None))
    for tile, there in found:
        assert (there == "known") is (tile.col == 0)


@pytest.mark.parametrize("threads", [0, 3])
def test_who_stops_leaves_no_thread(raster: Raster, threads: int) -> None:
    before = set(threading.enumerate())
    with raster:
        grid = WorkingGrid(raster)
        ahead = TileReader(grid, unchecked, threads).ahead(grid.tiles(32, HALO_PX), _unknown)
        next(ahead)
        ahead.close()
        assert set(threading.enumerate()) <= before


@pytest.mark.parametrize("threads", [0, 3])
def test_a_cancelled_reading_raises(raster: Raster, threads: int) -> None:
    token = CancelToken()
    with raster:
        grid = WorkingGrid(raster)
        reader = TileReader(grid, token.raise_if_cancelled, threads)
        ahead = reader.ahead(grid.tiles(32, HALO_PX), _unknown)
        next(ahead)
        token.cancel()
        with pytest.raises(CancelledError):
            list(ahead)


@pytest.mark.parametrize("threads", [0, 2])
def test_a_file_that_goes_is_an_error(rasters_dir: Path, tmp_path: Path, threads: int) -> None:
    path = tmp_path / "scene.tif"
    path.write_bytes((rasters_dir / "rio_tiler" / "cog_rgb.tif").read_bytes())
    with Raster.open(path) as raster:
        grid = WorkingGrid(raster)
        ahead = TileReader(grid, unchecked, threads).ahead(grid.tiles(32, HALO_PX), _unknown)
        next(ahead)
        path.unlink()
        with pytest.raises(RasterError, match="no such file"):
            list(ahead)
