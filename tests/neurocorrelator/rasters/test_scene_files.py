"""Files of scenes: which a name stands for, and when one is not what it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import rasterio
import rasterio.shutil

import neurocorrelator as nc
from neurocorrelator.rasters.scene_files import SceneFileState, distinct_scenes, names_many_scenes


def test_what_names_stand_for(tmp_path) -> None:
    for name in ("b.tif", "a.VRT", "c.txt", "d.png", "under/e.tif", "with [x].tif"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in nc.find_scenes(tmp_path)] == [
        *("a.VRT", "b.tif", "d.png", "with [x].tif"),
    ]
    deep = nc.find_scenes(f"{tmp_path}/**/*.tif")
    assert sorted(path.name for path in deep) == ["b.tif", "e.tif", "with [x].tif"]
    assert [path.name for path in nc.find_scenes(tmp_path / "[ac]*")] == ["a.VRT"]
    assert [path.name for path in nc.find_scenes(tmp_path / "*.txt")] == ["c.txt"]
    assert nc.find_scenes(tmp_path / "with [x].tif") == [tmp_path / "with [x].tif"]
    assert names_many_scenes(tmp_path)
    assert names_many_scenes(tmp_path / "*.tif")
    assert not names_many_scenes(tmp_path / "with [x].tif")
    assert not names_many_scenes(tmp_path / "none.tif")
    for source in (tmp_path / "none.tif", tmp_path / "*.jp2"):
        with pytest.raises(nc.RasterError, match="no such file"):
            nc.find_scenes(source)
    (tmp_path / "only" / "texts").mkdir(parents=True)
    with pytest.raises(nc.RasterError, match="holds no raster"):
        nc.find_scenes(tmp_path / "only")


def test_each_scene_once_and_no_template(tmp_path) -> None:
    paths = [tmp_path / name for name in ("a.tif", "t.png")]
    for path in paths:
        path.touch()
    (tmp_path / "out").mkdir()
    twice = [*paths, tmp_path / "out" / ".." / "a.tif"]
    assert distinct_scenes(twice, without=[tmp_path / "t.png"]) == [tmp_path / "a.tif"]


def test_a_state_tells_of_all_files(tmp_path, rasters_dir) -> None:
    source = tmp_path / "source.tif"
    shutil.copy(rasters_dir / "rasterio" / "RGBA.uint16.tif", source)
    vrt = tmp_path / "scene.vrt"
    with rasterio.open(source) as dataset:
        rasterio.shutil.copy(dataset, vrt, driver="VRT")
    before = SceneFileState.of(vrt)
    assert (before.width, before.height) == (634, 411)
    assert {Path(name).name for name, _, _ in before.files} == {"scene.vrt", "source.tif"}
    assert SceneFileState.of(vrt) == before
    with rasterio.open(source, "r+") as dataset:
        dataset.write(dataset.read(1) // 2, 1)
    changed = SceneFileState.of(vrt)
    assert changed != before
    source.with_suffix(".tif.aux.xml").write_text("<PAMDataset/>")
    assert SceneFileState.of(source).files != changed.files
    (tmp_path / "text.tif").write_text("hello")
    with pytest.raises(nc.RasterError):
        SceneFileState.of(tmp_path / "text.tif")
