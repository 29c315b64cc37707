"""Scenes of all kinds: what is read, what is masked, where it lies, and how bad files end."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
from affine import Affine
from pyproj import CRS
from rasterio.enums import ColorInterp

from neurocorrelator import Georeference, Raster, RasterError, Window

RNG = np.random.default_rng(0)


def write_raster(path: Path, values: np.ndarray, **profile: object) -> Path:
    """[bands, rows, cols] to a GeoTIFF, in EPSG:32615 unless told otherwise."""
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
def rgb_file(tmp_path: Path) -> Path:
    values = RNG.integers(0, 256, (3, 60, 80), dtype=np.uint8)
    return write_raster(tmp_path / "rgb.tif", values, photometric="rgb")


# --- what is read ---


def test_eight_bit_colours_are_read_as_they_are(rasters_dir: Path) -> None:
    file = rasters_dir / "rio_tiler/cog_rgb.tif"
    with Raster.open(file) as raster, rasterio.open(file) as expected:
        image = raster.read()
        np.testing.assert_array_equal(image.rgb, expected.read().transpose(1, 2, 0))
        assert image.mask.all()
        assert (raster.width, raster.height, raster.band_count) == (383, 232, 3)
        assert (raster.dtype, raster.driver, raster.overviews) == ("uint8", "GTiff", (2,))
        assert raster.georeference == image.georeference
        assert raster.georeference.crs_name == "EPSG:26913"
        assert raster.stretch is None
        assert raster.notes == ()


def test_a_window_is_read_where_it_lies(rgb_file: Path) -> None:
    with Raster.open(rgb_file) as raster:
        whole, piece = raster.read(), raster.read(Window(10, 20, 30, 40))
        np.testing.assert_array_equal(piece.rgb, whole.rgb[20:60, 10:40])
        assert (piece.width, piece.height) == (30, 40)
        assert piece.georeference.xy(0, 0) == (500005.0, 5199990.0)


def test_a_reduced_read_covers_the_same_ground(rgb_file: Path) -> None:
    with Raster.open(rgb_file) as raster:
        small = raster.read(Window(0, 0, 80, 60), shape=(15, 20))
        blocks = raster.read().rgb.reshape(15, 4, 20, 4, 3).mean(axis=(1, 3))
        assert np.abs(small.rgb - blocks).max() <= 1  # averages, not samples
        whole = raster.georeference
        assert small.georeference.xy(20, 15) == pytest.approx(whole.xy(80, 60))


@pytest.mark.parametrize(
    "window", [Window(-1, 0, 5, 5), Window(76, 0, 5, 5), Window(0, 58, 5, 5), Window(0, 0, 0, 5)]
)
def test_a_window_outside_is_an_error(rgb_file: Path, window: Window) -> None:
    with Raster.open(rgb_file) as raster, pytest.raises(RasterError, match="not inside"):
        raster.read(window)


def test_bands_follow_their_colours(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rasterio/RGBA.uint16.tif") as raster:
        assert raster.bands == (3, 2, 1)  # the file has blue, green, red, alpha
        assert raster.band_count == 4


def test_without_colours_the_first_three_bands_are_shown_and_said(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rio_tiler/mosaic_cog3.tif") as raster:
        assert raster.bands == (1, 2, 3)
        assert "no colour interpretation" in raster.notes[0]


def test_one_band_is_grey(tmp_path: Path) -> None:
    values = RNG.integers(0, 256, (1, 8, 9), dtype=np.uint8)
    with Raster.open(write_raster(tmp_path / "grey.tif", values)) as raster:
        np.testing.assert_array_equal(raster.read().rgb, np.repeat(values[0][..., None], 3, 2))


def test_a_palette_becomes_its_colours(tmp_path: Path) -> None:
    values = np.array([[[0, 1], [2, 1]]], np.uint8)
    file = write_raster(tmp_path / "palette.tif", values, photometric="palette")
    with rasterio.open(file, "r+") as dataset:
        dataset.write_colormap(1, {0: (255, 0, 0, 255), 1: (0, 128, 0, 255), 2: (9, 8, 7, 255)})
    with Raster.open(file) as raster:
        expected = [[[255, 0, 0], [0, 128, 0]], [[9, 8, 7], [0, 128, 0]]]
        np.testing.assert_array_equal(raster.read().rgb, expected)
        reduced = raster.read(shape=(1, 1)).rgb[0, 0].tolist()
        assert reduced in ([255, 0, 0], [0, 128, 0], [9, 8, 7])  # never a mixture


def test_sixteen_bits_are_stretched_between_percentiles(tmp_path: Path) -> None:
    values = np.broadcast_to(np.arange(1000, 2000, dtype=np.uint16), (3, 50, 1000)).copy()
    values[:, 0, :5] = 60000  # a few glints must not darken the rest
    file = write_raster(tmp_path / "deep.tif", values, photometric="rgb")
    with Raster.open(file) as raster:
        assert raster.dtype == "uint16"
        assert raster.stretch is not None
        row = raster.read().rgb[10, :, 0].astype(int)
    assert row[0] == 0
    assert row[-1] == 255
    assert (np.diff(row) >= 0).all()
    assert row[500] == pytest.approx(128, abs=2)


def test_the_stretch_is_the_same_in_every_window(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rio_tiler/mosaic_cog3.tif") as raster:
        whole, piece = raster.read(), raster.read(Window(100, 50, 64, 32))
        np.testing.assert_array_equal(piece.rgb, whole.rgb[50:82, 100:164])


def test_png_and_jpeg_are_scenes_too(tmp_path: Path) -> None:
    values = RNG.integers(0, 256, (3, 20, 30), dtype=np.uint8)
    for driver, suffix in (("PNG", "png"), ("JPEG", "jpg")):
        file = write_raster(
            tmp_path / f"scene.{suffix}", values, driver=driver, crs=None, transform=None
        )
        with Raster.open(file) as raster:
            assert (raster.driver, raster.width, raster.height) == (driver, 30, 20)
            assert raster.notes == ("no CRS: coordinates are pixels",)
            assert raster.read().rgb.shape == (20, 30, 3)


# --- what is masked ---


@pytest.mark.parametrize("kind", ["nodata", "mask", "alpha"])
def test_missing_pixels_are_masked_however_they_are_marked(rasters_dir: Path, kind: str) -> None:
    file = rasters_dir / f"rio_tiler/one_scene_{kind}.tif"
    with Raster.open(file) as raster, rasterio.open(file) as expected:
        image = raster.read()
        np.testing.assert_array_equal(image.mask, expected.dataset_mask() > 0)
        assert 0 < image.mask.mean() < 1
        assert raster.bands == (1, 2, 3)  # alpha is no colour


def test_nan_is_masked(rasters_dir: Path, tmp_path: Path) -> None:
    with Raster.open(rasters_dir / "rasterio/float_nan.tif") as raster:
        assert not raster.read().mask.all()
    values = RNG.normal(size=(1, 6, 6)).astype(np.float32)
    values[0, 2, 3], values[0, 4, 4] = np.nan, np.inf
    with Raster.open(write_raster(tmp_path / "nan.tif", values)) as raster:
        mask = raster.read().mask
    assert np.argwhere(~mask).tolist() == [[2, 3], [4, 4]]


def test_a_nodata_value_that_one_band_alone_has_is_data(tmp_path: Path) -> None:
    values = np.full((3, 4, 4), 50, np.uint8)
    values[0, 1, 1] = 0  # pure green-blue
    values[:, 2, 2] = 0  # nothing
    file = write_raster(tmp_path / "nodata.tif", values, nodata=0, photometric="rgb")
    with Raster.open(file) as raster:
        assert np.argwhere(~raster.read().mask).tolist() == [[2, 2]]
        assert raster.nodata == 0


# --- where it lies ---


def test_a_rotated_transform_is_kept(data_dir: Path) -> None:
    file = data_dir / "brighton_beach/DJI_0033_rotated_geotransform_utm15n.tif"
    with Raster.open(file) as raster, rasterio.open(file) as expected:
        piece = raster.read(Window(100, 200, 50, 50), shape=(25, 25))
        corner = expected.transform * (150, 250)
        assert piece.georeference.xy(25, 25) == pytest.approx(corner)
        assert raster.georeference.transform.b != 0


def test_no_crs_is_said(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rasterio/rotated.tif") as raster:
        assert not raster.georeference.is_geographic
        assert raster.notes == ("no CRS: coordinates are pixels",)


def test_a_crs_without_a_transform_is_said(tmp_path: Path) -> None:
    values = np.zeros((1, 4, 4), np.uint8)
    file = write_raster(tmp_path / "crs.tif", values, transform=Affine.identity())
    with Raster.open(file) as raster:
        assert raster.georeference == Georeference()
        assert "no transform" in raster.notes[0]


def test_a_drawing_grid_counts_as_no_crs(tmp_path: Path) -> None:
    values = np.zeros((1, 4, 4), np.uint8)
    local = 'LOCAL_CS["arbitrary",UNIT["metre",1]]'
    with Raster.open(write_raster(tmp_path / "local.tif", values, crs=local)) as raster:
        assert not raster.georeference.is_geographic
        assert "no place on the Earth" in raster.notes[0]


def test_geographic_rows_from_south_to_north(tmp_path: Path) -> None:
    values = RNG.integers(0, 256, (3, 10, 20), dtype=np.uint8)
    south_up = Affine(0.5, 0, -180, 0, 0.5, -90)
    file = write_raster(tmp_path / "up.tif", values, crs="EPSG:4326", transform=south_up)
    with Raster.open(file) as raster:
        assert raster.georeference.lonlat(0, 10) == pytest.approx((-180, -85))
        assert raster.georeference.crs == CRS.from_epsg(4326)


# --- threads, names, streams ---


def test_threads_read_the_same_pixels(rgb_file: Path) -> None:
    windows = [Window(c, r, 16, 12) for r in range(0, 48, 12) for c in range(0, 64, 16)] * 5
    with Raster.open(rgb_file) as raster:
        whole = raster.read().rgb
        with ThreadPoolExecutor(4) as pool:
            pieces = list(pool.map(lambda w: raster.read(w).rgb, windows))
    for w, piece in zip(windows, pieces, strict=True):
        expected = whole[w.row_off : w.row_off + w.height, w.col_off : w.col_off + w.width]
        np.testing.assert_array_equal(piece, expected)


def test_a_closed_raster_opens_again(rgb_file: Path) -> None:
    with Raster.open(rgb_file) as raster:
        before = raster.read().rgb
    worker_saw = []
    worker = threading.Thread(target=lambda: worker_saw.append(raster.read().rgb))
    worker.start()
    worker.join()
    np.testing.assert_array_equal(worker_saw[0], before)
    np.testing.assert_array_equal(raster.read().rgb, before)
    raster.close()


def test_closing_waits_for_threads_that_read(rgb_file: Path) -> None:
    """GDAL would crash the process if a dataset were closed under a reader."""
    raster = Raster.open(rgb_file)
    whole = raster.read().rgb
    stop = threading.Event()

    def read_on() -> int:
        count = 0
        while not stop.is_set() or count < 5:
            np.testing.assert_array_equal(raster.read().rgb, whole)
            count += 1
        return count

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read_on) for _ in range(4)]
        for _ in range(200):
            raster.close()
        stop.set()
        assert all(reader.result(timeout=60) >= 5 for reader in readers)
    raster.close()


def test_a_reduced_mask_takes_the_majority_as_colours_take_the_mean(tmp_path: Path) -> None:
    values = np.full((3, 8, 8), 200, np.uint8)
    mask = np.zeros((8, 8), np.uint8)
    mask[:, :4] = 255
    mask[0, 0] = 0  # 15 of 16 remain
    mask[0, 4] = 255  # 1 of 16
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
        path = write_raster(tmp_path / "mask.tif", values)
        with rasterio.open(path, "r+") as dataset:
            dataset.write_mask(mask)
    with Raster.open(path) as raster:
        image = raster.read(shape=(2, 2))
    assert image.mask.tolist() == [[True, False], [True, False]]
    assert (image.rgb[image.mask] == 200).all()


@pytest.mark.parametrize("name", ["снимок 1.tif", "日本.tif", "a b#c%20[1].tif"])
def test_any_file_name_will_do(rgb_file: Path, name: str) -> None:
    file = rgb_file.rename(rgb_file.with_name(name))
    with Raster.open(file) as raster:
        assert raster.name == name
        assert raster.read().mask.all()


def test_gdals_warnings_stay_off_the_streams(tmp_path: Path) -> None:
    file = tmp_path / "extra.tif"
    # Four bands that claim to be RGB without saying what the fourth is: GDAL warns at each opening.
    values = np.full((4, 16, 16), 9, np.uint8)
    write_raster(file, values, photometric="minisblack", interleave="pixel")
    patch_photometric(file, 2)
    code = (
        "import sys, threading, neurocorrelator as nc\n"
        "with nc.Raster.open(sys.argv[1]) as raster:\n"
        "    raster.read()\n"
        "    thread = threading.Thread(target=raster.read)\n"
        "    thread.start(); thread.join()\n"
        "    raster.read(shape=(2, 2))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout == done.stderr == ""


def test_paths_that_another_program_left_are_ignored(rgb_file: Path, monkeypatch) -> None:
    for variable in ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA"):
        monkeypatch.setenv(variable, str(rgb_file.parent / "missing"))
    code = (
        "import sys, neurocorrelator as nc\n"
        "with nc.Raster.open(sys.argv[1]) as raster:\n"
        "    lon, lat = raster.georeference.lonlat(0, 0)\n"
        "    print(raster.georeference.crs_name, round(float(lon), 6))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(rgb_file)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "EPSG:32615 -93.0\n"
    assert done.stderr == ""


# --- bad files ---


def test_nothing_but_nodata_is_refused(rasters_dir: Path) -> None:
    with pytest.raises(RasterError, match=r"all-nodata\.tif: holds nothing but nodata"):
        Raster.open(rasters_dir / "rasterio/all-nodata.tif")


def test_a_cut_off_tile_is_an_error_and_the_rest_is_readable(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rasterio/corrupt.tif") as raster:
        with pytest.raises(RasterError, match=r"corrupt\.tif: damaged near column 512, row 512"):
            raster.read(Window(512, 512, 512, 512))
        assert raster.read(Window(0, 0, 512, 512)).width == 512


def test_errors_are_one_line_and_name_the_file(tmp_path: Path) -> None:
    cases = {
        "missing.tif": None,
        "empty.tif": b"",
        "text.tif": b"this is no raster",
        "cut.tif": b"II*\x00\x08\x00\x00\x00",
        "cut.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    }
    for name, content in cases.items():
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(RasterError) as caught:
            Raster.open(file)
        message = str(caught.value)
        assert name in message
        assert "\n" not in message


def test_a_folder_is_no_raster(tmp_path: Path) -> None:
    with pytest.raises(RasterError, match="is a folder"):
        Raster.open(tmp_path)


def test_a_file_with_alpha_alone_has_no_data(tmp_path: Path) -> None:
    file = write_raster(tmp_path / "alpha.tif", np.full((1, 4, 4), 255, np.uint8))
    with rasterio.open(file, "r+") as dataset:
        dataset.colorinterp = [ColorInterp.alpha]
    with pytest.raises(RasterError, match="no band with data"):
        Raster.open(file)


def patch_photometric(file: Path, value: int) -> None:
    """Overwrite the photometric tag (262) of a little-endian TIFF and drop ExtraSamples (338)."""
    data = bytearray(file.read_bytes())
    offset = int.from_bytes(data[4:8], "little")
    for i in range(int.from_bytes(data[offset : offset + 2], "little")):
        entry = offset + 2 + 12 * i
        tag = int.from_bytes(data[entry : entry + 2], "little")
        if tag == 262:
            data[entry + 8 : entry + 10] = value.to_bytes(2, "little")
        if tag == 338:
            data[entry : entry + 2] = (65000).to_bytes(2, "little")  # a private tag, ignored
    file.write_bytes(data)


def test_a_picture_with_broken_xmp_is_a_scene_all_the_same(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    path = tmp_path / "сцена.jpg"
    PIL.Image.fromarray(pixels).save(path, xmp=b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><broken')
    with Raster.open(path) as raster:
        assert raster.bands == (1, 2, 3)
        assert raster.read().rgb.shape == (64, 64, 3)
