"""The picture behind the results: of a large file without overviews it is made once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio

import neurocorrelator as nc
from neurocorrelator.rasters import file_state
from neurocorrelator.rasters.disk_cache import DiskCache
from neurocorrelator.results.scene_picture import whole_scene

GREY = (200, 200, 200)
SHAPE = (60, 70)
ROOM = 2**30


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as written long ago."""
    monkeypatch.setattr(file_state, "_SETTLED_S", -60.0)


def _large(path: Path) -> nc.Raster:
    return replace(nc.Raster.open(path), wants_overviews=True)


def _unexpected(*_: object, **__: object) -> None:
    raise AssertionError("pixels were read")


def test_the_second_picture_is_not_read(
    rasters_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _large(rasters_dir / "rio_tiler" / "one_scene_mask.tif") as scene:
        plain = whole_scene(scene, SHAPE, GREY, None)
        first = whole_scene(scene, SHAPE, GREY, DiskCache(tmp_path, ROOM))
        monkeypatch.setattr(nc.Raster, "read_whole_blocks", _unexpected)
        again = whole_scene(scene, SHAPE, GREY, DiskCache(tmp_path, ROOM))
        with pytest.raises(AssertionError, match="pixels were read"):
            whole_scene(scene, (SHAPE[0] + 1, SHAPE[1]), GREY, DiskCache(tmp_path, ROOM))
    assert np.array_equal(plain, first)
    assert np.array_equal(plain, again)
    assert (plain == GREY).all(axis=-1).any()
    again[:] = 0  # it is the caller's own


def test_a_changed_file_has_another_picture(rasters_dir: Path, tmp_path: Path) -> None:
    with rasterio.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as dataset:
        pixels, profile = dataset.read(), {"width": dataset.width, "height": dataset.height}
    path = tmp_path / "scene.tif"
    seen = []
    for own in (pixels, 255 - pixels):
        with rasterio.open(path, "w", "GTiff", count=3, dtype="uint8", **profile) as target:
            target.write(own)
        with _large(path) as scene:
            seen.append(whole_scene(scene, SHAPE, GREY, DiskCache(tmp_path / "cache", ROOM)))
    assert not np.array_equal(*seen)


def test_a_picture_with_damage_is_not_kept(rasters_dir: Path, tmp_path: Path) -> None:
    with _large(rasters_dir / "rasterio" / "corrupt.tif") as scene:
        whole_scene(scene, (scene.height, scene.width), GREY, DiskCache(tmp_path, ROOM))
    assert not list(tmp_path.rglob("*.npy"))


def test_small_scenes_and_full_disks_do_without(rasters_dir: Path, tmp_path: Path) -> None:
    with nc.Raster.open(rasters_dir / "rio_tiler" / "cog_rgb.tif") as scene:
        whole_scene(scene, SHAPE, GREY, DiskCache(tmp_path, ROOM))
    assert not list(tmp_path.rglob("*.npy"))
    with _large(rasters_dir / "rio_tiler" / "cog_rgb.tif") as scene:
        picture = whole_scene(scene, SHAPE, GREY, DiskCache(tmp_path, 10))
    assert picture.shape == (*SHAPE, 3)
