"""Raw values: what the file holds, what is nodata, one pixel, another look, a file that changes."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.enums import Resampling

from neurocorrelator import ConfigurationError, Raster, RasterError, Stretch, Window

RNG = np.random.default_rng(0)


def write(path: Path, values: np.ndarray, **profile: object) -> Path:
    settings = {
        "driver": "GTiff",
        "count": values.shape[0],
        "height": values.shape[1],
        "width": values.shape[2],
        "dtype": values.dtype.name,
        "crs": "EPSG:32615",
        "transform": Affine(0.5, 0, 500000, 0, -0.5, 5200000),
    }
    with rasterio.open(path, "w", **(settings | profile)) as file:
        file.write(values)
    return path


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """Five bands of 16 bits, tiled, with nodata 0 and reduced copies inside."""
    values = RNG.integers(1000, 3000, (5, 600, 700), dtype=np.uint16)
    values[:, :300, :200] = 0
    path = write(
        tmp_path / "пять каналов.tif", values, nodata=0, tiled=True, blockxsize=128, blockysize=128
    )
    with rasterio.open(path, "r+") as file:
        file.build_overviews([2, 4], Resampling.average)
    return path


def test_values_are_those_of_the_file(deep: Path) -> None:
    w = Window(100, 250, 300, 200)
    with Raster.open(deep, bands=[4, 2, 1]) as raster, rasterio.open(deep) as file:
        found, damaged = raster.read_values(w)
        expected = file.read([4, 2, 1])[:, 250:450, 100:400]
    np.testing.assert_array_equal(found.values, expected)
    assert found.values.dtype == np.uint16
    np.testing.assert_array_equal(found.mask, expected.any(axis=0))
    assert damaged == ()
    assert (found.width, found.height) == (300, 200)
    assert found.georeference.xy(0, 0) == (500050.0, 5199875.0)


def test_the_stretch_makes_the_picture_of_the_values(deep: Path) -> None:
    with Raster.open(deep) as raster:
        assert raster.stretch is not None
        for shape in (None, (150, 175), (60, 70)):
            values, picture = raster.read_values(None, shape)[0], raster.read(None, shape)
            rgb = raster.stretch.apply(values.values).transpose(1, 2, 0)
            np.testing.assert_array_equal(rgb, picture.rgb)
            np.testing.assert_array_equal(values.mask, picture.mask)


def test_a_reduced_read_takes_values_and_mask_from_the_copies(deep: Path) -> None:
    """Copies that say something else than the raster show where values and mask come from."""
    whole = deep.read_bytes()
    with rasterio.open(deep) as file:
        profile = {"nodata": 0, "width": 350, "height": 300, "count": 5, "dtype": "uint16"}
    plain = deep.with_name("plain.tif")
    with rasterio.open(deep) as file:
        write(plain, file.read(), nodata=0)
    other = np.full((5, 300, 350), 7, np.uint16)
    other[:, :, 300:] = 0
    with rasterio.open(deep.with_name("plain.tif.ovr"), "w", driver="GTiff", **profile) as copy:
        copy.write(other)
    with Raster.open(plain) as raster:
        found, _ = raster.read_values(None, (300, 350))
        assert (found.values[:, found.mask] == 7).all()
        assert found.mask[:, :300].all()
        assert not found.mask[:, 300:].any()
        assert (raster.read_values(None, (600, 700))[0].values != 7).all()
    assert deep.read_bytes() == whole


def test_an_internal_mask_and_alpha_are_heeded(rasters_dir: Path) -> None:
    for kind in ("mask", "alpha", "nodata"):
        file = rasters_dir / f"rio_tiler/one_scene_{kind}.tif"
        with Raster.open(file) as raster, rasterio.open(file) as expected:
            np.testing.assert_array_equal(raster.read_values()[0].mask, expected.dataset_mask() > 0)


def test_opacity_of_sixteen_bits_survives_a_reduction(rasters_dir: Path) -> None:
    """The file's opacity is 0 and 255 of 65535."""
    with Raster.open(rasters_dir / "rasterio/RGBA.uint16.tif") as raster:
        whole = raster.read().mask.mean()
        assert raster.read_values(None, (100, 150))[0].mask.mean() == pytest.approx(whole, abs=0.05)


def test_values_of_a_palette_are_its_colours(tmp_path: Path) -> None:
    file = write(tmp_path / "p.tif", np.array([[[0, 1], [2, 1]]], np.uint8), photometric="palette")
    with rasterio.open(file, "r+") as dataset:
        dataset.write_colormap(1, {0: (255, 0, 0, 255), 1: (0, 128, 0, 255), 2: (9, 8, 7, 255)})
    with Raster.open(file) as raster:
        found, _ = raster.read_values()
        assert found.values.dtype == np.uint8
        assert found.values[:, 0, 1].tolist() == [0, 128, 0]
        assert raster.values_at(1, 0) == (1.0,)  # of one pixel its number
        assert raster.with_style(stretch=Stretch((0, 0, 0), (9, 9, 9))).stretch is None


def test_threads_read_the_same_values(deep: Path) -> None:
    windows = [Window(c, r, 128, 100) for r in (0, 200, 400) for c in (0, 200, 400)] * 4
    with Raster.open(deep) as raster, rasterio.open(deep) as file:
        whole = file.read([3, 2, 1][::-1])
        with ThreadPoolExecutor(4) as pool:
            shown = list(pool.map(lambda w: raster.read_values(w)[0].values, windows))
            small = list(pool.map(lambda w: raster.read_values(w, (25, 32))[0].values, windows))
    for w, values, reduced, first in zip(windows, shown, small, small[:9] * 4, strict=True):
        rows, cols = slice(w.row_off, w.row_off + 100), slice(w.col_off, w.col_off + 128)
        np.testing.assert_array_equal(values, whole[:, rows, cols])
        np.testing.assert_array_equal(reduced, first)


# --- one pixel ---


def test_the_values_of_all_bands_at_a_position(deep: Path) -> None:
    with Raster.open(deep) as raster, rasterio.open(deep) as file:
        expected = file.read()[:, 599, 699]
        assert raster.values_at(699.99, 599.01) == tuple(float(v) for v in expected)
        assert raster.values_at(0, 0) == (None,) * 5  # nodata
        for outside in ((-0.01, 5), (5, -1), (700, 5), (5, 600), (float("nan"), 5)):
            assert raster.values_at(*outside) == ()


def test_nan_and_transparent_pixels_have_no_value(rasters_dir: Path, tmp_path: Path) -> None:
    values = np.arange(12, dtype=np.float32).reshape(1, 3, 4)
    values[0, 1, 2] = np.nan
    with Raster.open(write(tmp_path / "nan.tif", values)) as raster:
        assert raster.values_at(2.5, 1.5) == (None,)
        assert raster.values_at(3.5, 1.5) == (7.0,)
    with Raster.open(rasters_dir / "rio_tiler/one_scene_alpha.tif") as raster:
        row, col = np.argwhere(~raster.read().mask)[0]
        assert raster.values_at(col, row) == (None, None, None, 0.0)
        row, col = np.argwhere(raster.read().mask)[0]
        assert None not in raster.values_at(col, row)


# --- another look ---


def test_another_look_of_the_same_file(deep: Path) -> None:
    with Raster.open(deep) as raster:
        assert any("bands 1, 2, 3 are shown" in note for note in raster.notes)
        look = Stretch((1000.0, 1100.0, 1200.0), (2000.0, 2100.0, 2200.0))
        other = raster.with_style((5, 4, 3), look)
        assert (other.bands, other.stretch) == ((5, 4, 3), look)
        assert not any("are shown" in note for note in other.notes)
        assert raster.bands == (1, 2, 3)
        values = raster.with_style([5]).read_values()[0].values
        np.testing.assert_array_equal(other.read_values()[0].values[0], values[0])
        assert other.with_style(stretch="minmax").bands == (5, 4, 3)
        assert other.with_style().stretch == Raster.open(deep, bands=[5, 4, 3]).stretch
        with pytest.raises(RasterError, match="has no band 6; it has 5 bands"):
            raster.with_style([6])


def test_explicit_points_open_without_a_measurement(tmp_path: Path) -> None:
    """Nothing but nodata has nothing to measure; points that are told need nothing."""
    file = write(tmp_path / "empty.tif", np.zeros((1, 9, 9), np.uint16), nodata=0)
    with pytest.raises(RasterError, match="nothing but nodata"):
        Raster.open(file)
    with Raster.open(file, stretch=Stretch((0, 0, 0), (10, 10, 10))) as raster:
        assert not raster.read().mask.any()


@pytest.mark.parametrize(
    ("low", "high"),
    [((0, 0, 0), (1, 0, 1)), ((0, 0, 5), (1, 1, 4)), ((0, 0, float("nan")), (1, 1, 1))],
)
def test_a_stretch_from_white_to_black_is_refused(low: tuple, high: tuple) -> None:
    with pytest.raises(ConfigurationError, match="white must be a number above black"):
        Stretch(low, high)


def test_a_raster_of_one_value_has_a_stretch(tmp_path: Path) -> None:
    for value in (0, 40000, -3e30):
        values = np.full((1, 5, 5), value, np.float32)
        with Raster.open(write(tmp_path / "one.tif", values)) as raster:
            assert raster.stretch is not None
            assert (raster.read().rgb == 0).all()


# --- damage, and files that change while they are open ---


def test_damaged_blocks_are_masked_and_named(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rasterio/corrupt.tif") as raster:
        picture, expected = raster.read_whole_blocks()
        found, damaged = raster.read_values()
        assert damaged == expected
        assert damaged
        np.testing.assert_array_equal(found.mask, picture.mask)
        np.testing.assert_array_equal(
            found.values.transpose(1, 2, 0)[found.mask], picture.rgb[picture.mask]
        )
        w = damaged[0]
        with pytest.raises(RasterError, match=r"corrupt\.tif: damaged near column"):
            raster.values_at(w.col_off + 1, w.row_off + 1)


def reads(raster: Raster) -> list:
    return [
        lambda: raster.read_values(Window(0, 0, 8, 8)),
        lambda: raster.read_values(None, (10, 10)),
        lambda: raster.values_at(1, 1),
        lambda: raster.read(Window(0, 0, 8, 8)),
        raster.with_style,
        raster.histograms,
    ]


def test_a_file_that_is_gone_is_told_in_one_line(deep: Path) -> None:
    with Raster.open(deep) as raster:
        raster.read_values()
        deep.unlink()
        for read in reads(raster):
            with pytest.raises(RasterError, match=r"no such file; check the path$") as caught:
                read()
            assert "\n" not in str(caught.value)


@pytest.mark.parametrize("how", ["replaced", "written over", "cut off"])
def test_a_file_that_was_changed_is_told_in_one_line(deep: Path, how: str) -> None:
    with Raster.open(deep) as raster:
        raster.read_values()
        if how == "replaced":
            other = write(deep.with_name("other.tif"), np.ones((5, 600, 700), np.uint16))
            os.replace(other, deep)  # noqa: PTH105
        elif how == "written over":
            deep.write_bytes(b"this is no raster any more")
        else:
            os.truncate(deep, 5000)
        for read in reads(raster):
            with pytest.raises(RasterError, match=r"was changed .* open it again$"):
                read()
