"""Reduced copies beside a raster: what is in them, and that they appear whole or not at all."""

from __future__ import annotations

import resource
import subprocess
import threading
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.enums import Compression, Resampling

import neurocorrelator as nc
from neurocorrelator.results import overview_file

WIDTH, HEIGHT = 1301, 1003  # odd: the last pixels of the half cover one column and row
ROWS, COLS = np.mgrid[0:HEIGHT, 0:WIDTH]
RAMP = ((ROWS + COLS) / 10 + 20).astype(np.uint8)
INSIDE = (ROWS >= 200) & (ROWS < 800) & (COLS >= 300) & (COLS < 900)
RGB = np.stack([RAMP, RAMP // 2, 255 - RAMP])


def write(path: Path, values: np.ndarray, **profile: object) -> Path:
    settings = {
        "driver": "GTiff",
        "count": values.shape[0],
        "height": values.shape[1],
        "width": values.shape[2],
        "dtype": values.dtype.name,
        "crs": "EPSG:32615",
        "transform": Affine(0.5, 0, 500000, 0, -0.5, 5200000),
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "compress": "deflate",
    }
    with rasterio.open(path, "w", **(settings | profile)) as file:
        file.write(values)
    return path


COLOURS = {"photometric": "rgb"}
OPACITY = np.where(INSIDE, 255, 0).astype(np.uint8)
SCENES: dict[str, tuple[np.ndarray, dict[str, object]]] = {
    "plain": (RGB, COLOURS),
    "nodata": (np.where(INSIDE, RGB, 0).astype(np.uint8), {"nodata": 0, **COLOURS}),
    "alpha": (np.stack([*RGB, OPACITY]), {"alpha": "yes", **COLOURS}),
    "nan": (np.where(INSIDE, ROWS + COLS, np.nan).astype(np.float32)[None], {}),
    "mask": (RGB, COLOURS),
    "deep": (np.stack([ROWS + COLS] * 5).astype(np.uint16), {}),
    "strips": (RGB, {"tiled": False, "blockysize": 1, **COLOURS}),
    "jpeg": (RGB, {"photometric": "ycbcr", "compress": "jpeg", "jpeg_quality": 95}),
}
KINDS = list(SCENES)


def scene(path: Path, kind: str) -> Path:
    values, profile = SCENES[kind]
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
        write(path, values, **profile)
        if kind == "mask":
            with rasterio.open(path, "r+") as file:
                file.write_mask(INSIDE)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_copies_show_what_the_raster_shows(tmp_path: Path, kind: str) -> None:
    file = scene(tmp_path / "Сцена №1.tif", kind)
    before = file.read_bytes()
    shape = 125, 163
    with nc.Raster.open(file) as raster:
        expected, _ = raster.read_values(None, shape)
    made = nc.build_overviews(file)
    assert made == file.with_name("Сцена №1.tif.ovr")
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [file.name, made.name]
    with rasterio.open(file) as dataset:
        assert dataset.overviews(1) == [2, 4]
    with nc.Raster.open(file) as raster:
        assert raster.overviews == (2, 4)
        found, _ = raster.read_values(None, shape)
    assert (found.mask != expected.mask).mean() < 0.01  # at the border of what is nodata
    both = found.mask & expected.mask
    assert both.mean() == pytest.approx(INSIDE.mean() if kind in KINDS[1:5] else 1, abs=0.02)
    differences = np.abs(found.values[:, both].astype(float) - expected.values[:, both])
    assert differences.mean() < 0.5
    assert np.percentile(differences, 99.9) <= 3


def test_palettes_keep_their_colours(tmp_path: Path) -> None:
    file = write(tmp_path / "p.tif", ((ROWS // 40) % 2 * 2)[None].astype(np.uint8))
    with rasterio.open(file) as dataset:
        values = dataset.read()
    file = write(tmp_path / "palette.tif", values, photometric="palette")
    with rasterio.open(file, "r+") as dataset:
        dataset.write_colormap(1, {0: (255, 0, 0, 255), 1: (1, 2, 3, 255), 2: (0, 0, 255, 255)})
    nc.build_overviews(file)
    with rasterio.open(file, OVERVIEW_LEVEL="1") as dataset:
        assert set(np.unique(dataset.read())) == {0, 2}  # the mean would be 1
    with nc.Raster.open(file) as raster:
        colours = np.unique(raster.read(None, (100, 130)).rgb.reshape(-1, 3), axis=0)
    assert colours.tolist() == [[0, 0, 255], [255, 0, 0]]


def test_a_lossy_picture_gets_lossy_copies_and_others_do_not(tmp_path: Path) -> None:
    for kind, expected in (("jpeg", Compression.jpeg), ("plain", Compression.deflate)):
        made = nc.build_overviews(scene(tmp_path / f"{kind}.tif", kind))
        with rasterio.open(made) as dataset:
            assert dataset.compression == expected
            assert dataset.block_shapes[0] == (512, 512)


def test_a_large_raster_wants_none_when_it_has_them(tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    settings = {"driver": "JPEG", "width": 9000, "height": 2000, "count": 1, "dtype": "uint8"}
    with rasterio.open(file, "w", **settings) as dataset:
        dataset.write(np.full((1, 2000, 9000), 77, np.uint8))
    with nc.Raster.open(file) as raster:
        assert raster.wants_overviews
    nc.build_overviews(file)
    with nc.Raster.open(file) as raster:
        assert not raster.wants_overviews
        assert raster.overviews == (2, 4, 8, 16, 32)
        assert (raster.read(None, (20, 90)).rgb == 77).all()


def test_earlier_copies_are_replaced_by_those_of_the_raster(tmp_path: Path) -> None:
    file = scene(tmp_path / "a.tif", "plain")
    nc.build_overviews(file)
    write(file, np.full_like(RGB, 200), photometric="rgb")  # the scene changes, its copies do not
    nc.build_overviews(file)
    with nc.Raster.open(file) as raster:
        assert (raster.read(None, (100, 130)).rgb == 200).all()


def test_copies_inside_the_file_are_left_alone(tmp_path: Path) -> None:
    file = scene(tmp_path / "a.tif", "plain")
    with rasterio.open(file, "r+") as dataset:
        dataset.build_overviews([2], Resampling.average)
    with pytest.raises(nc.OutputError, match=r"a\.tif: has reduced copies inside.*1:2.*gdaladdo"):
        nc.build_overviews(file)
    assert [path.name for path in tmp_path.iterdir()] == ["a.tif"]


def test_damaged_blocks_do_not_stop_it(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(1, 255, (3, 500, 600), dtype=np.uint8)
    file = write(tmp_path / "cut.tif", noise, photometric="rgb", nodata=0)
    file.write_bytes(file.read_bytes()[:-300_000])
    with nc.Raster.open(file) as raster:
        expected, damaged = raster.read_values(None, (250, 300))
    assert damaged
    nc.build_overviews(file)
    with nc.Raster.open(file) as raster:
        found, _ = raster.read_values(None, (250, 300))
    assert 0.3 < found.mask.mean() < 0.95
    assert (found.mask != expected.mask).mean() < 0.02


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    told: list[nc.Progress] = []
    nc.build_overviews(scene(tmp_path / "a.tif", "deep"), progress=told.append)
    assert {one.stage for one in told} == {"overviews"}
    fractions = [one.fraction for one in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert told[-1].done == told[-1].total


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    file = scene(tmp_path / "a.tif", "plain")
    token = nc.CancelToken()
    children: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def remembered(*args: object, **kwargs: object) -> subprocess.Popen[bytes]:
        children.append(start(*args, **kwargs))
        return children[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overview_file.subprocess, "Popen", remembered)
        with pytest.raises(nc.CancelledError):
            nc.build_overviews(file, progress=lambda _: token.cancel(), cancel=token)
    assert [path.name for path in tmp_path.iterdir()] == ["a.tif"]
    assert children[0].returncode is not None  # it is gone, not left to run on
    assert not [thread for thread in threading.enumerate() if "_pass_on" in thread.name]


def test_a_process_that_is_killed_is_told(tmp_path: Path) -> None:
    file = scene(tmp_path / "a.tif", "plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overview_file, "_RUN", "import os; os.kill(os.getpid(), 9)")
        with pytest.raises(nc.OutputError, match=r"a\.tif.*ended with code -9.*enough memory\?"):
            nc.build_overviews(file)
    assert [path.name for path in tmp_path.iterdir()] == ["a.tif"]


@pytest.mark.parametrize("share", [0.02, 0.5, 0.8, 0.95])
def test_a_full_disk_is_told(tmp_path: Path, share: float) -> None:
    """A file may not grow beyond a share of what the copies need: of the half, of the smaller."""
    noise = np.random.default_rng(0).integers(1, 255, RGB.shape, dtype=np.uint8)
    file = write(tmp_path / "a.tif", noise, photometric="rgb")
    made = nc.build_overviews(file)
    needed = made.stat().st_size
    made.unlink()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(needed * share), hard))
    try:
        with pytest.raises(nc.OutputError, match="is the disk full") as caught:
            nc.build_overviews(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.tif"]


def test_what_is_no_raster_is_told(tmp_path: Path) -> None:
    text = tmp_path / "text.tif"
    text.write_text("no raster")
    for path, words in (
        (text, "is not a raster"),
        (tmp_path / "missing.tif", "no such file"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(nc.RasterError, match=words):
            nc.build_overviews(path)
    assert [path.name for path in tmp_path.iterdir()] == ["text.tif"]
