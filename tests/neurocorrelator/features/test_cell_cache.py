"""Cells on disk: a second search computes none of them, and the disk may do what it likes."""

from __future__ import annotations

import errno
import os
import shutil
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch

import neurocorrelator as nc
from neurocorrelator.errors import BlankSceneError
from neurocorrelator.features.cell_cache import CellArray, CellCache, cell_key, statistics_key
from neurocorrelator.features.kept_survey import KeptSurvey
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.survey import ColourRange
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.rasters import disk_cache, file_state
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.working_grid import WorkingGrid

ROOM = 2**30


@pytest.fixture(scope="module")
def network() -> VggCells:
    return VggCells(load_weights("imagenet"), torch.device("cpu"))


def _cells(seed: int = 0) -> CellArray:
    return np.random.default_rng(seed).random((4, 5, 8)).astype(np.float16)


def _scene(path: Path, network: VggCells, cache: CellCache | None, mib: int = 64) -> SceneFeatures:
    with Raster.open(path) as raster:
        scene = SceneFeatures(
            WorkingGrid(raster), network, tile_px=128, memory_mib=mib, cache=cache
        )
        scene.prepare()
        for _ in scene.tiles():
            pass
    return scene


def _write(path: Path, pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
    count, height, width = pixels.shape
    with rasterio.open(path, "w", "GTiff", width, height, count, dtype="uint8") as dataset:
        dataset.write(pixels)


@pytest.mark.parametrize("mib", [64, 1])
def test_a_second_search_computes_nothing_and_sees_the_same(
    rasters_dir: Path, network: VggCells, tmp_path: Path, mib: int
) -> None:
    path = rasters_dir / "rio_tiler" / "one_scene_mask.tif"
    with Raster.open(path) as raster:
        seen, statistics = [], []
        for cache in (None, CellCache(tmp_path, ROOM), CellCache(tmp_path, ROOM)):
            scene = SceneFeatures(
                WorkingGrid(raster), network, tile_px=128, memory_mib=mib, cache=cache
            )
            scene.prepare()
            seen.append([tile.cells for tile in scene.tiles()])
            statistics.append(scene.statistics)
        assert scene.computed_tiles == 0
    assert statistics[0].count > 0
    for other in statistics[1:]:
        assert other.count == statistics[0].count
        assert torch.equal(other.mean, statistics[0].mean)
        assert torch.equal(other.products, statistics[0].products)
    for plain, first, second in zip(*seen, strict=True):
        assert torch.equal(plain, first)
        assert torch.equal(plain, second)


def test_statistics_are_those_of_the_cells_that_count() -> None:
    counted = np.ones((4, 4), np.bool_)
    names = {statistics_key("a", counted), statistics_key("b", counted)}
    counted[1, 2] = False
    names |= {statistics_key("a", counted), statistics_key("a", counted.reshape(2, 8))}
    assert len(names) == 4


def test_one_pixel_of_another_colour_is_seen() -> None:
    rgb = np.full((70, 90, 3), 7, np.uint8)
    mask = np.ones((70, 90), np.bool_)
    assert ColourRange.of(rgb, mask).one
    assert ColourRange.of(rgb, np.zeros_like(mask)).one
    rgb[33, 17] = 8  # between those that are looked at first
    assert not ColourRange.of(rgb, mask).one
    mask[33, 17] = False
    assert ColourRange.of(rgb, mask).one


def test_without_memory_each_tile_is_computed_once(
    rasters_dir: Path, network: VggCells, tmp_path: Path
) -> None:
    path = rasters_dir / "rio_tiler" / "cog_rgb.tif"
    kept = _scene(path, network, None)
    frugal = _scene(path, network, CellCache(tmp_path, ROOM), mib=1)
    assert not frugal.keeps
    assert frugal.computed_tiles == kept.computed_tiles


def test_a_raster_that_was_changed_is_computed_again(
    rasters_dir: Path, network: VggCells, tmp_path: Path
) -> None:
    with rasterio.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as dataset:
        pixels = dataset.read()
    path = tmp_path / "scene.tif"
    _write(path, pixels)
    before = path.stat()
    first = _scene(path, network, CellCache(tmp_path / "cache", ROOM))
    pixels[:, :40, :40] = 255 - pixels[:, :40, :40]
    _write(path, pixels)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a copy keeps it
    again = _scene(path, network, CellCache(tmp_path / "cache", ROOM))
    assert 0 < again.computed_tiles < first.computed_tiles


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as written long ago."""
    monkeypatch.setattr(file_state, "_SETTLED_S", -60.0)


def test_of_a_file_that_is_known_nothing_is_read_again(
    settled: None,
    rasters_dir: Path,
    network: VggCells,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = rasters_dir / "rio_tiler" / "one_scene_mask.tif"
    first = _scene(path, network, CellCache(tmp_path, ROOM))
    monkeypatch.setattr(WorkingGrid, "read_whole_blocks", _unexpected)
    again = _scene(path, network, CellCache(tmp_path, ROOM))
    assert again.computed_tiles == 0
    assert np.array_equal(again.valid, first.valid)
    assert not first.valid.all()
    assert torch.equal(again.standardiser.mean, first.standardiser.mean)


def _unexpected(*_: object) -> None:
    raise AssertionError("pixels were read")


def test_of_a_file_that_has_just_been_written_nothing_is_known(
    rasters_dir: Path, network: VggCells, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scene.tif"
    path.write_bytes((rasters_dir / "rio_tiler" / "cog_rgb.tif").read_bytes())
    _scene(path, network, CellCache(tmp_path / "cache", ROOM))
    monkeypatch.setattr(WorkingGrid, "read_whole_blocks", _unexpected)
    with pytest.raises(AssertionError, match="pixels were read"):
        _scene(path, network, CellCache(tmp_path / "cache", ROOM))


def test_a_file_of_one_colour_is_so_the_second_time(
    settled: None, network: VggCells, tmp_path: Path
) -> None:
    path = tmp_path / "grey.tif"
    _write(path, np.full((3, 200, 200), 90, np.uint8))
    for _ in range(2):
        with pytest.raises(BlankSceneError):
            _scene(path, network, CellCache(tmp_path / "cache", ROOM))


def test_cells_that_went_are_computed_of_what_is_there_now(
    settled: None, rasters_dir: Path, network: VggCells, tmp_path: Path
) -> None:
    path = rasters_dir / "rio_tiler" / "cog_rgb.tif"
    cache = tmp_path / "cache"
    first = _scene(path, network, CellCache(cache, ROOM))
    for file in cache.rglob("*.npy"):
        if file.stat().st_size > 100_000:  # the surveys stay
            file.unlink()
    assert list(cache.rglob("*.npy"))
    again = _scene(path, network, CellCache(cache, ROOM))
    assert again.computed_tiles == first.computed_tiles
    assert _scene(path, network, CellCache(cache, ROOM)).computed_tiles == 0


def test_a_known_file_that_is_changed_is_computed_again(
    settled: None, rasters_dir: Path, network: VggCells, tmp_path: Path
) -> None:
    with rasterio.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as dataset:
        pixels = dataset.read()
    path = tmp_path / "scene.tif"
    _write(path, pixels)
    first = _scene(path, network, CellCache(tmp_path / "cache", ROOM))
    assert _scene(path, network, CellCache(tmp_path / "cache", ROOM)).computed_tiles == 0
    pixels[:, :40, :40] = 255 - pixels[:, :40, :40]
    _write(path, pixels)
    again = _scene(path, network, CellCache(tmp_path / "cache", ROOM))
    assert 0 < again.computed_tiles < first.computed_tiles
    assert not torch.equal(again.standardiser.mean, first.standardiser.mean)


def test_what_is_damaged_is_listed_the_second_time(
    settled: None, rasters_dir: Path, network: VggCells, tmp_path: Path
) -> None:
    path = rasters_dir / "rasterio" / "corrupt.tif"
    first = _scene(path, network, CellCache(tmp_path, ROOM))
    again = _scene(path, network, CellCache(tmp_path, ROOM))
    assert again.damaged == first.damaged != ()
    assert again.computed_tiles == 0


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (128, 127)])
def test_a_survey_comes_back_as_it_was_kept(shape: tuple[int, int]) -> None:
    generator = np.random.default_rng(0)
    valid = generator.random(shape) < 0.5
    low, high = np.array([1, 2, 3], np.uint8), np.array([7, 8, 255], np.uint8)
    kept = KeptSurvey("0123456789abcdef" * 2 + "01234567", valid, ColourRange(low, high)).packed()
    found = KeptSurvey.unpacked(kept, shape)
    assert found is not None
    assert found.key == "0123456789abcdef" * 2 + "01234567"
    assert np.array_equal(found.valid, valid)
    assert np.array_equal(found.colours.low, low)
    assert np.array_equal(found.colours.high, high)
    assert KeptSurvey.unpacked(kept, (shape[0] + 9, shape[1])) is None
    assert KeptSurvey.unpacked(kept.astype(np.int64), shape) is None  # type: ignore[arg-type]


def test_other_weights_layers_and_places_have_other_names(network: VggCells) -> None:
    rgb, mask = np.zeros((8, 8, 3), np.uint8), np.ones((8, 8), np.bool_)
    deep = VggCells(load_weights("imagenet"), torch.device("cpu"), (0.0, 1.0))
    other = np.ones((8, 8), np.bool_)
    other[0, 0] = False
    names = {
        cell_key(network.identity, rgb, mask, (0, 0, 2, 2)),
        cell_key(deep.identity, rgb, mask, (0, 0, 2, 2)),
        cell_key("other weights", rgb, mask, (0, 0, 2, 2)),
        cell_key(network.identity, rgb, mask, (1, 0, 1, 2)),
        cell_key(network.identity, rgb, other, (0, 0, 2, 2)),
        cell_key(network.identity, rgb.reshape(4, 16, 3), mask.reshape(4, 16), (0, 0, 2, 2)),
    }
    assert len(names) == 6


def test_files_that_were_cut_short_are_computed_again(tmp_path: Path) -> None:
    cache = CellCache(tmp_path, ROOM)
    cache.put("ab12", _cells())
    (file,) = tmp_path.rglob("*.npy")
    for content in (b"", file.read_bytes()[:90], file.read_bytes()[:-8], b"nonsense" * 40):
        file.write_bytes(content)
        assert cache.cells("ab12") is None
        assert not file.exists()
        cache.put("ab12", _cells())
    assert np.array_equal(cache.cells("ab12"), _cells())  # type: ignore[arg-type]


def test_the_least_lately_used_go_first(tmp_path: Path) -> None:
    size = len(_cells().tobytes())
    cache = CellCache(tmp_path, 5 * (size + 128))
    for number in range(5):
        cache.put(f"{number}{number}", _cells(number))
    for path in tmp_path.rglob("*.npy"):  # so that the clock's steps do not matter
        os.utime(path, (1000 + int(path.stem[0]),) * 2)
    assert cache.cells("00") is not None  # used just now
    for number in range(5, 8):
        cache.put(f"{number}{number}", _cells(number))
    assert cache.cells("11") is None
    assert cache.cells("00") is not None
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.npy")) <= cache.limit


def test_what_other_formats_and_killed_programs_left_goes(tmp_path: Path) -> None:
    (tmp_path / "cells-0" / "aa").mkdir(parents=True)
    (tmp_path / "cells-0" / "aa" / "aa.npy").write_bytes(b"old")
    own = tmp_path / disk_cache.FORMAT / "bb"
    own.mkdir(parents=True)
    killed, writing = own / "b.npy.1.part", own / "c.npy.2.part"
    for path in (killed, writing):
        path.write_bytes(b"half")
    os.utime(killed, (1000, 1000))
    CellCache(tmp_path, ROOM).put("ab", _cells())
    assert not (tmp_path / "cells-0").exists()
    assert not killed.exists()
    assert writing.exists()  # another program may be at it


Usage = namedtuple("Usage", "total used free")


def test_half_of_what_is_free_is_left_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(_cells().tobytes()) + 128
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 6 * size))
    cache = CellCache(tmp_path, ROOM)
    for number in range(8):
        cache.put(f"{number}{number}", _cells(number))
    taken = sum(path.stat().st_size for path in tmp_path.rglob("*.npy"))
    assert 0 < taken <= 3 * size
    assert not cache.problem


@pytest.mark.parametrize("how", ["full", "nearly full", "not allowed"])
def test_a_disk_that_takes_nothing_is_said_and_the_match_goes_on(
    rasters_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    folder = tmp_path / "Кэш №1"
    if how == "not allowed":
        folder.write_bytes(b"a file where the folder should be")
    elif how == "nearly full":
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1000))
    else:

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(np, "save", full)
    monkeypatch.setenv("NEUROCORRELATOR_CACHE", str(folder))
    with nc.Raster.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as scene:
        cut = nc.cut_template(scene, [(40, 40), (120, 40), (120, 120), (40, 120)], name="cut")
        config = nc.MatchConfig(rotations="none", scales="none", verify=0, device="cpu")
        result = nc.match(scene, [cut.template], config)
    assert result.matches
    said = [line for line in result.warnings if "not kept" in line]
    assert len(said) == 1
    assert "Кэш №1" in said[0]
    assert not list(tmp_path.rglob("*.part"))
