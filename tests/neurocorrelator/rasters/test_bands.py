"""Which bands are shown, how values become 8 bits, and what counts as nothing."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
import rasterio.vrt
from affine import Affine
from rasterio.enums import ColorInterp
from rasterio.windows import Window as RioWindow

from neurocorrelator import Raster, RasterError, Window
from neurocorrelator.errors import ConfigurationError


def write(path: Path, values: np.ndarray, names: tuple[str, ...] = (), **profile: object) -> Path:
    """[bands, rows, cols] to a GeoTIFF without colours."""
    settings = {
        "driver": "GTiff",
        "count": values.shape[0],
        "height": values.shape[1],
        "width": values.shape[2],
        "dtype": values.dtype.name,
        "crs": "EPSG:32615",
        "transform": Affine(0.5, 0, 500000, 0, -0.5, 5200000),
        "photometric": "minisblack",
    }
    with rasterio.open(path, "w", **(settings | profile)) as file:
        file.write(values)
        for band, name in enumerate(names, start=1):
            file.set_band_description(band, name)
        if values.shape[0] > 1:
            undefined = [ColorInterp.undefined] * (values.shape[0] - 1)
            file.colorinterp = [ColorInterp.gray, *undefined]
    return path


def noise(bands: int, dtype: str = "uint8", side: int = 24) -> np.ndarray:
    return np.random.default_rng(0).integers(1, 120, (bands, side, side)).astype(dtype)


# --- which bands ---


def test_three_bands_are_read_in_the_order_asked_for(tmp_path: Path) -> None:
    values = noise(5)
    with Raster.open(write(tmp_path / "five.tif", values), bands=[5, 1, 3]) as raster:
        assert raster.bands == (5, 1, 3)
        assert raster.notes == ()
        np.testing.assert_array_equal(raster.read().rgb, values[[4, 0, 2]].transpose(1, 2, 0))


def test_one_band_asked_for_is_grey(tmp_path: Path) -> None:
    values = noise(5)
    with Raster.open(write(tmp_path / "five.tif", values), bands=(4,)) as raster:
        assert raster.bands == (4, 4, 4)
        np.testing.assert_array_equal(raster.read().rgb[..., 1], values[3])


@pytest.mark.parametrize(
    ("bands", "why"),
    [
        ((1, 2, 6), "has no band 6; it has 5 bands, the first is 1"),
        ((0,), "has no band 0"),
        ((1, 2), "2 bands were asked for; name 1 or 3"),
        ((), "0 bands were asked for"),
    ],
)
def test_bands_that_are_not_there(tmp_path: Path, bands: tuple[int, ...], why: str) -> None:
    with pytest.raises(RasterError, match=rf"five\.tif: .*{why}"):
        Raster.open(write(tmp_path / "five.tif", noise(5)), bands=bands)


@pytest.mark.parametrize(
    ("count", "dtype", "shown", "said"),
    [
        (3, "uint8", (1, 2, 3), "bands 1, 2, 3 are shown as RGB"),
        (4, "uint8", (1, 2, 3), "band 4 is taken for near infrared"),
        (4, "uint16", (3, 2, 1), "the order of most satellites"),
        (5, "uint16", (1, 2, 3), "bands 1, 2, 3 are shown as RGB"),
        (7, "uint16", (4, 3, 2), "Landsat 8"),
        (8, "uint16", (5, 3, 2), "WorldView"),
        (13, "uint16", (4, 3, 2), "Sentinel-2"),
        (2, "uint8", (1, 1, 1), "two bands: band 1 is shown as grey"),
    ],
)
def test_a_guess_is_said(
    tmp_path: Path, count: int, dtype: str, shown: tuple[int, int, int], said: str
) -> None:
    with Raster.open(write(tmp_path / "guess.tif", noise(count, dtype))) as raster:
        assert raster.bands == shown
        assert len(raster.notes) == 1
        assert said in raster.notes[0]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Blue", "Green", "Red", "NIR"), (3, 2, 1)),
        (("nir", "R", "G", "B"), (2, 3, 4)),
        (("B01", "B02", "B03", "B04, central wavelength 665 nm"), (4, 3, 2)),
        (("B2", "B3", "B4", "B8"), (3, 2, 1)),
    ],
)
def test_names_of_bands_are_believed(
    tmp_path: Path, names: tuple[str, ...], shown: tuple[int, int, int]
) -> None:
    with Raster.open(write(tmp_path / "named.tif", noise(4), names)) as raster:
        assert raster.bands == shown
        assert "as their names tell" in raster.notes[0]


# --- what counts as nothing ---


@pytest.mark.parametrize("count", [2, 4])
def test_a_last_band_of_0_and_255_is_the_opacity(tmp_path: Path, count: int) -> None:
    values = noise(count)
    values[-1] = 255
    values[-1, :10, :7] = 0
    with Raster.open(write(tmp_path / "alpha.tif", values)) as raster:
        np.testing.assert_array_equal(raster.read().mask, values[-1] == 255)
        assert raster.nodata_kind == "alpha"
        assert f"band {count} is nothing but 0 and 255" in raster.notes[0]
        assert raster.read(shape=(6, 6)).mask.sum() == 36 - 2 * 2  # a majority of 16 is needed


def test_a_nodata_value_of_one_band_shown_counts_for_that_band(tmp_path: Path) -> None:
    values = noise(4)
    values[3, 5] = 0  # nothing in band 4 alone
    path = write(tmp_path / "four.tif", values, nodata=0)
    with Raster.open(path) as raster:
        assert raster.read().mask.all()
    with Raster.open(path, bands=[4]) as raster:
        assert np.flatnonzero(~raster.read().mask.all(axis=1)).tolist() == [5]


def test_every_band_of_a_vrt_has_its_own_nodata_value(tmp_path: Path) -> None:
    values = noise(2, "int16")
    values[0, 3, 4], values[1, 7, 8] = -1, -32768
    path = write(tmp_path / "two.tif", values)
    vrt = tmp_path / "two.vrt"
    bands = "".join(
        f'<VRTRasterBand dataType="Int16" band="{band}"><NoDataValue>{nodata}</NoDataValue>'
        f'<SimpleSource><SourceFilename relativeToVRT="1">{path.name}</SourceFilename>'
        f"<SourceBand>{band}</SourceBand></SimpleSource></VRTRasterBand>"
        for band, nodata in ((1, -1), (2, -32768))
    )
    vrt.write_text(f'<VRTDataset rasterXSize="24" rasterYSize="24">{bands}</VRTDataset>')
    for band, hole in ((1, [3, 4]), (2, [7, 8])):
        with Raster.open(vrt, bands=[band]) as raster:
            assert np.argwhere(~raster.read().mask).tolist() == [hole]
            assert (raster.driver, raster.nodata_kind) == ("VRT", "value")
            assert raster.nodata == (-1, -32768)[band - 1]


def test_bands_of_different_types_are_shown_together(tmp_path: Path) -> None:
    first = write(tmp_path / "a.tif", noise(1, "uint8"))
    second = write(tmp_path / "b.tif", noise(1, "float32") * 100)
    vrt = tmp_path / "mixed.vrt"
    bands = "".join(
        f'<VRTRasterBand dataType="{kind}" band="{band}">'
        f'<SimpleSource><SourceFilename relativeToVRT="1">{path.name}</SourceFilename>'
        f"<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
        for band, (kind, path) in enumerate((("Byte", first), ("Float32", second)), start=1)
    )
    vrt.write_text(f'<VRTDataset rasterXSize="24" rasterYSize="24">{bands}</VRTDataset>')
    with Raster.open(vrt, bands=[1, 2, 1]) as raster:
        assert raster.stretch is not None
        red, green, _ = raster.read().rgb.transpose(2, 0, 1).astype(int)
        assert np.abs(red - green).max() <= 1  # each has a stretch of its own


def test_a_float_raster_with_infinities_and_a_huge_nodata_value(tmp_path: Path) -> None:
    values = np.random.default_rng(0).normal(100, 20, (1, 64, 64)).astype(np.float32)
    lowest = float(np.finfo(np.float32).min)
    values[0, 0, :3] = lowest, np.nan, np.inf
    with (
        np.errstate(all="raise"),
        Raster.open(write(tmp_path / "float.tif", values, nodata=lowest)) as raster,
    ):
        assert raster.stretch is not None
        low, high = np.percentile(values[0, 1:], (2, 98))
        assert raster.stretch.low[0] == pytest.approx(low, rel=0.05)
        assert raster.stretch.high[0] == pytest.approx(high, rel=0.05)
        assert np.argwhere(~raster.read().mask).tolist() == [[0, 0], [0, 1], [0, 2]]


# --- value types and the stretch ---


@pytest.mark.parametrize(
    "dtype", ["int8", "uint16", "int16", "uint32", "int32", "float32", "float64"]
)
def test_every_type_of_number_is_stretched_alike(tmp_path: Path, dtype: str) -> None:
    values = noise(3, dtype, side=64)
    with Raster.open(write(tmp_path / "type.tif", values)) as raster:
        assert raster.dtype == dtype
        rgb = raster.read().rgb.transpose(2, 0, 1)
    low, high = np.percentile(values, (2, 98), axis=(1, 2))
    expected = (values - low[:, None, None]) / (high - low)[:, None, None] * 255
    np.testing.assert_allclose(rgb, np.clip(expected, 0, 255), atol=1)


def test_complex_numbers_are_refused(tmp_path: Path) -> None:
    values = noise(1).astype(np.complex64)
    with pytest.raises(RasterError, match=r"complex\.tif: holds complex numbers; make"):
        Raster.open(write(tmp_path / "complex.tif", values))


def test_stretches_by_name(tmp_path: Path) -> None:
    values = np.arange(10000, dtype=np.uint16).reshape(1, 100, 100)
    deep = write(tmp_path / "deep.tif", values)
    spans = {}
    for name in ("auto", "percentile", "minmax", "none"):
        with Raster.open(deep, stretch=name) as raster:
            assert raster.stretch is not None
            spans[name] = raster.stretch.low[0], raster.stretch.high[0]
            rgb = raster.read().rgb[..., 0].ravel()
            if name == "none":
                np.testing.assert_array_equal(rgb, np.minimum(values.ravel(), 255))
    assert spans["auto"] == spans["percentile"] == pytest.approx((199.98, 9799.02))
    assert spans["minmax"] == (0, 9999)


def test_eight_bits_are_stretched_when_asked_for(tmp_path: Path) -> None:
    values = noise(3) // 4 + 40
    path = write(tmp_path / "dull.tif", values)
    with Raster.open(path, stretch="minmax") as raster:
        rgb = raster.read().rgb
        assert (rgb.min(), rgb.max()) == (0, 255)
    with Raster.open(path, stretch="none") as raster:
        np.testing.assert_array_equal(raster.read().rgb, values.transpose(1, 2, 0))


def test_a_stretch_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="choose one of auto, percentile, minmax, none"):
        Raster.open(write(tmp_path / "a.tif", noise(3)), stretch="sigma")  # type: ignore[arg-type]


# --- large rasters ---


def test_a_large_raster_opens_without_being_read(tmp_path: Path) -> None:
    """A gigapixel with something in every sixth block."""
    path, side, across = tmp_path / "large.tif", 32768, 64
    block = np.tile(np.arange(1000, 5096, dtype=np.uint16), 64).reshape(512, 512)
    profile = {"driver": "GTiff", "count": 1, "width": side, "height": side, "dtype": "uint16"}
    profile |= {"tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "deflate"}
    with rasterio.open(path, "w", SPARSE_OK=True, nodata=0, **profile) as file:
        for place in range(0, across**2, 6):
            left, top = place % across * 512, place // across * 512
            file.write(block, 1, window=RioWindow(left, top, 512, 512))
    start = time.perf_counter()
    with Raster.open(path) as raster:
        assert time.perf_counter() - start < 3  # 0.2 s here; all of it takes 10 times as long
        assert raster.stretch is not None
        assert raster.stretch.low[0] == pytest.approx(np.percentile(block, 2), abs=5)
        assert raster.stretch.high[0] == pytest.approx(np.percentile(block, 98), abs=5)


def test_an_island_in_a_large_sea_of_nodata_is_found(tmp_path: Path) -> None:
    path, side = tmp_path / "sea.tif", 8192
    profile = {"driver": "GTiff", "count": 1, "width": side, "height": side, "dtype": "uint16"}
    profile |= {"tiled": True, "blockxsize": 128, "blockysize": 128, "compress": "deflate"}
    with rasterio.open(path, "w", SPARSE_OK=True, nodata=0, **profile) as file:
        island = np.full((128, 128), 700, np.uint16)
        file.write(island, 1, window=RioWindow(5 * 128, 9 * 128, 128, 128))
    with Raster.open(path) as raster:
        assert raster.stretch is not None
        assert raster.stretch.low[0] == 700
        assert raster.read(Window(5 * 128, 9 * 128, 128, 128)).mask.all()


def test_one_giant_block_is_said_before_it_is_read(tmp_path: Path) -> None:
    path, side = tmp_path / "strip.tif", 12000
    profile = {"driver": "GTiff", "count": 1, "width": side, "height": side, "dtype": "uint16"}
    profile |= {"blockysize": side, "compress": "deflate"}
    with rasterio.open(path, "w", SPARSE_OK=True, **profile):
        pass
    with Raster.open(path, stretch="none") as raster:
        note = next(note for note in raster.notes if "blocks" in note)
        assert "blocks of 12000 x 12000 pixels: to read any of it takes 275 MiB" in note
    with Raster.open(write(tmp_path / "small.tif", noise(3))) as raster:
        assert not any("blocks of" in note for note in raster.notes)


# --- formats ---


@pytest.mark.parametrize(
    ("driver", "suffix", "world"),
    [("PNG", "png", "pgw"), ("JPEG", "jpg", "jgw"), ("GTiff", "tif", "tfw")],
)
def test_world_files_give_the_transform(
    tmp_path: Path, driver: str, suffix: str, world: str
) -> None:
    path = tmp_path / f"scene.{suffix}"
    with rasterio.open(path, "w", driver=driver, width=24, height=20, count=3, dtype="uint8") as f:
        f.write(noise(3)[:, :20])
    # the centre of the first pixel, as world files have it
    (tmp_path / f"scene.{world}").write_text("0.5\n0\n0\n-0.5\n500000.25\n5199999.75\n")
    with Raster.open(path) as raster:
        assert raster.georeference.xy(0, 0) == pytest.approx((500000, 5200000))
        assert raster.georeference.xy(24, 20) == pytest.approx((500012, 5199990))
        assert "no CRS: coordinates are pixels" in raster.notes


def test_a_vrt_and_a_cog_are_what_they_are_made_of(rasters_dir: Path, tmp_path: Path) -> None:
    source = rasters_dir / "rio_tiler/cog_rgb.tif"
    cog = tmp_path / "cog.tif"
    with rasterio.open(source) as file:
        profile = {k: file.profile[k] for k in ("width", "height", "count", "dtype", "crs")}
        values = file.read()
        with rasterio.open(
            cog, "w", driver="COG", transform=file.transform, compress="deflate", **profile
        ) as copy:
            copy.write(values)
    vrt = tmp_path / "scene.vrt"
    with rasterio.open(cog) as file, rasterio.vrt.WarpedVRT(file) as warped:
        rasterio.shutil.copy(warped, vrt, driver="VRT")
    for path in (cog, vrt):
        with Raster.open(path) as raster, Raster.open(source) as original:
            np.testing.assert_array_equal(raster.read().rgb, values.transpose(1, 2, 0))
            assert raster.georeference.xy(7, 9) == pytest.approx(original.georeference.xy(7, 9))


@pytest.mark.parametrize(("driver", "suffix"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_picture_that_is_cut_off_is_said(tmp_path: Path, driver: str, suffix: str) -> None:
    path = tmp_path / f"scene.{suffix}"
    with rasterio.open(
        path, "w", driver=driver, width=240, height=200, count=3, dtype="uint8"
    ) as f:
        f.write(noise(3, side=240)[:, :200])
    with Raster.open(path) as raster:
        assert not any("cut off" in note for note in raster.notes)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])
    with Raster.open(path) as raster:
        assert any("the file is cut off" in note for note in raster.notes)
