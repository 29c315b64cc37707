"""Files that were cut off: all that is whole is read, and the rest is named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator import Raster, RasterError, Window
from neurocorrelator.rasters.damage import Blocks, Cuts, read_pieces
from neurocorrelator.rasters.image import Image
from neurocorrelator.rasters.working_grid import WorkingGrid

WIDTH, HEIGHT = 900, 700
LAYOUTS = {
    "tiles": {"tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "deflate"},
    "strips": {"compress": "deflate"},
    "raw strips": {},
    "tiles by band": {
        "tiled": True,
        "blockxsize": 128,
        "blockysize": 128,
        "interleave": "band",
        "compress": "lzw",
    },
    "COG": {"driver": "COG", "compress": "deflate", "blocksize": 256},
}

Cut = Callable[..., Path]


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    """Writes noise in a layout and keeps a share of the file's bytes."""

    def write(layout: str, share: float = 0.7, dtype: str = "uint8") -> Path:
        values = np.random.default_rng(0).integers(1, 255, (3, HEIGHT, WIDTH)).astype(dtype)
        path = tmp_path / f"{layout}.tif"
        settings = {
            "driver": "GTiff",
            "count": 3,
            "width": WIDTH,
            "height": HEIGHT,
            "dtype": dtype,
            "photometric": "rgb",
            "crs": "EPSG:32615",
            "transform": Affine(0.5, 0, 500000, 0, -0.5, 5200000),
        }
        if LAYOUTS[layout].get("driver") == "COG":
            del settings["photometric"]
        with rasterio.open(path, "w", **(settings | LAYOUTS[layout])) as file:
            file.write(values)
        whole = path.read_bytes()
        np.save(tmp_path / "values.npy", values)
        path.write_bytes(whole[: int(len(whole) * share)])
        return path

    return write


def values_of(path: Path) -> np.ndarray:
    return np.load(path.with_name("values.npy"))


def unreadable_blocks(path: Path) -> set[Window]:
    """Read block by block by rasterio itself."""
    found = set()
    with rasterio.open(path) as file:
        for band in file.indexes:
            for _, w in file.block_windows(band):
                try:
                    file.read(band, window=w)
                except rasterio.errors.RasterioError:
                    found.add(Window(w.col_off, w.row_off, w.width, w.height))
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_that_is_whole_is_read_and_the_rest_is_named(cut: Cut, layout: str) -> None:
    path = cut(layout)
    expected = unreadable_blocks(path)
    assert expected
    with Raster.open(path) as raster:
        with pytest.raises(RasterError, match="damaged near column 0, row 0"):
            raster.read()
        image, damaged = raster.read_whole_blocks()
    assert set(damaged) == expected
    assert len(damaged) == len(expected)
    whole = np.ones((HEIGHT, WIDTH), np.bool_)
    for w in expected:
        whole[w.row_off : w.row_off + w.height, w.col_off : w.col_off + w.width] = False
    np.testing.assert_array_equal(image.mask, whole)
    np.testing.assert_array_equal(image.rgb.transpose(2, 0, 1)[:, whole], values_of(path)[:, whole])
    assert (image.rgb[~whole] == 0).all()


@pytest.mark.parametrize("layout", ["tiles", "strips"])
def test_a_block_is_the_same_window_whoever_asks(cut: Cut, layout: str) -> None:
    with Raster.open(cut(layout)) as raster:
        whole, all_damaged = raster.read_whole_blocks()
        w = Window(301, 333, 511, 367)
        piece, damaged = raster.read_whole_blocks(w)
        assert damaged
        assert set(damaged) <= set(all_damaged)
        inside = slice(333, 700), slice(301, 812)
        np.testing.assert_array_equal(piece.rgb, whole.rgb[inside])
        np.testing.assert_array_equal(piece.mask, whole.mask[inside])
        assert piece.georeference.xy(0, 0) == raster.georeference.xy(301, 333)
        assert raster.read_whole_blocks(Window(0, 0, 200, 200))[1] == ()


@pytest.mark.parametrize("shape", [(70, 90), (71, 83), (350, 450)])
def test_a_reduced_picture_goes_around_damage_too(cut: Cut, shape: tuple[int, int]) -> None:
    with Raster.open(cut("tiles")) as raster:
        whole, damaged = raster.read_whole_blocks()
        small, same = raster.read_whole_blocks(shape=shape)
        assert same == damaged
        assert small.mask.shape == shape
        # the pixels that lie over damage, and those that touch it, are out
        assert small.mask.mean() == pytest.approx(whole.mask.mean(), abs=0.03)
        if shape == (350, 450):  # the mean of 2 x 2
            squares = whole.rgb[:256, :].reshape(128, 2, 450, 2, 3).mean(axis=(1, 3))
            np.testing.assert_allclose(small.rgb[:128], squares, atol=0.5)
        corner = small.georeference.xy(shape[1], shape[0])
        assert corner == pytest.approx(raster.georeference.xy(WIDTH, HEIGHT))


def test_a_reduced_copy_that_is_whole_stands_in(cut: Cut) -> None:
    """A COG has its reduced copies first: they survive a cut of the end."""
    with Raster.open(cut("COG")) as raster:
        assert raster.overviews == (2, 4)
        small, damaged = raster.read_whole_blocks(shape=(175, 225))
        assert small.mask.all()
        assert damaged == ()


@pytest.mark.parametrize("reduce", [1, 2, 3])
def test_working_pixels_leave_out_what_is_damaged(cut: Cut, reduce: int) -> None:
    with Raster.open(cut("tiles")) as raster:
        _, all_damaged = raster.read_whole_blocks()
        grid = WorkingGrid(raster, reduce)
        found: set[Window] = set()
        valid = 0
        for tile in grid.tiles(128, 24):
            rgb, mask, damaged = grid.read_whole_blocks(tile.pixels)
            assert rgb.shape == (tile.pixels.height, tile.pixels.width, 3)
            assert mask.shape == rgb.shape[:2]
            found.update(damaged)
            valid += int(mask.sum())
        assert found == set(all_damaged)
        whole_grid = grid.read_whole_blocks(Window(0, 0, grid.width, grid.height))
        broken = sum(w.width * w.height for w in all_damaged) / (WIDTH * HEIGHT)
        assert whole_grid[1].mean() == pytest.approx(1 - broken, abs=0.01)


def test_without_damage_both_ways_are_the_same(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rio_tiler/cog_rgb.tif") as raster:
        grid = WorkingGrid(raster, 2)
        w = Window(10, 20, 100, 60)
        expected, found = grid.read(w), grid.read_whole_blocks(w)
        np.testing.assert_array_equal(found[0], expected[0])
        np.testing.assert_array_equal(found[1], expected[1])
        assert found[2] == ()


@pytest.mark.parametrize("layout", ["tiles", "strips"])
def test_the_stretch_is_measured_on_what_is_whole(cut: Cut, layout: str) -> None:
    path = cut(layout, dtype="uint16")
    with Raster.open(path) as raster:
        assert raster.stretch is not None
        low, high = np.percentile(values_of(path), (2, 98))
        assert raster.stretch.low == pytest.approx((low,) * 3, abs=2)
        assert raster.stretch.high == pytest.approx((high,) * 3, abs=2)
        image, damaged = raster.read_whole_blocks()
        assert damaged
        assert image.mask.any()


def test_a_file_that_has_gone_is_no_damage(cut: Cut) -> None:
    path = cut("tiles")
    raster = Raster.open(path)
    raster.close()
    path.unlink()
    with pytest.raises(RasterError, match="no such file"):
        raster.read_whole_blocks()


def test_a_file_with_its_head_cut_off_is_refused(cut: Cut) -> None:
    path = cut("tiles", share=0.0001)
    with pytest.raises(RasterError, match=r"tiles\.tif: is not a raster .* get the file again"):
        Raster.open(path)


def test_gdals_own_words_about_damage_stay_off_the_streams(cut: Cut) -> None:
    code = (
        "import sys, neurocorrelator as nc\n"
        "with nc.Raster.open(sys.argv[1]) as raster:\n"
        "    print(len(raster.read_whole_blocks()[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(cut("tiles"))], capture_output=True, text=True, check=True
    )
    assert done.stdout == "5\n"
    assert done.stderr == ""


@given(
    start=st.tuples(st.integers(0, 300), st.integers(0, 300)),
    size=st.tuples(st.integers(1, 200), st.integers(1, 200)),
    shape=st.tuples(st.integers(1, 50), st.integers(1, 50)),
    block=st.tuples(st.integers(1, 90), st.integers(1, 90)),
)
def test_pieces_cover_a_picture_once_and_each_lies_over_one_block(
    start: tuple[int, int], size: tuple[int, int], shape: tuple[int, int], block: tuple[int, int]
) -> None:
    window = Window(*start, *size)
    blocks = Blocks(*block, Window(0, 0, 500, 500))

    def read(_: Window) -> Image:
        raise RasterError("all of it is damaged")

    seen = np.zeros(shape, np.int32)
    picture = Window(0, 0, shape[1], shape[0])
    step_x, step_y = size[0] / shape[1], size[1] / shape[0]
    for piece, image in read_pieces(picture, Cuts.of(window, shape, blocks), read):
        assert image is None
        seen[
            piece.row_off : piece.row_off + piece.height,
            piece.col_off : piece.col_off + piece.width,
        ] += 1
        left, right = (start[0] + c * step_x for c in (piece.col_off, piece.col_off + piece.width))
        top, bottom = (start[1] + r * step_y for r in (piece.row_off, piece.row_off + piece.height))
        touched = list(blocks.touching(left + 1e-6, top + 1e-6, right - 1e-6, bottom - 1e-6))
        one_col = len({b.col_off for b in touched}) == 1
        one_row = len({b.row_off for b in touched}) == 1
        assert one_col or piece.width == 1
        assert one_row or piece.height == 1
    assert (seen == 1).all()
