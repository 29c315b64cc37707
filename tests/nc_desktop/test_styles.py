"""Colours of tiles are those of the library's own stretch, whatever the type of the values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from rasterio.transform import from_origin

import neurocorrelator as nc
from nc_desktop.map.colouring import BandColours
from nc_desktop.map.tile_grid import TileKey
from nc_desktop.map.tile_source import RasterSource, TileValues

_PLACE = from_origin(0, 0, 1, 1)


def _pixels(image: QImage) -> NDArray[np.uint8]:
    """[4, H, W]: red, green, blue, alpha."""
    rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)
    shape = (rgba.height(), rgba.bytesPerLine() // 4, 4)
    array = np.frombuffer(rgba.constBits(), np.uint8).reshape(shape)[:, : rgba.width()]
    return np.ascontiguousarray(array.transpose(2, 0, 1))


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "float32"])
@pytest.mark.parametrize(
    "ends", [(-100.3, 50.2), (10.5, 14.2), (0.0, 255.0), (100.0, 2000.0), (-1e9, 1e9)]
)
def test_shades_are_those_of_the_search(dtype: str, ends: tuple[float, float]) -> None:
    rng = np.random.default_rng(3)
    if dtype == "float32":
        values = rng.normal(500, 900, (3, 40, 50)).astype(np.float32)
        values[:, 0, 0], values[:, 0, 1] = 3e38, -3e38
    else:
        limits = np.iinfo(dtype)
        values = rng.integers(limits.min, limits.max, (3, 40, 50), dtype)
    low, high = ends
    stretch = nc.Stretch((low, low + 1, low), (high, high, high + 2))
    drawn = _pixels(BandColours(stretch).image(TileValues(values, None)))
    expected = stretch.apply(values)
    assert np.abs(drawn[:3].astype(int) - expected).max() <= 1
    assert (drawn[3] == 255).all()


def test_nan_under_the_mask_is_transparent() -> None:
    values = np.full((1, 4, 4), np.nan, np.float32)
    values[0, 2:] = 0.75
    image = BandColours(nc.Stretch((0, 0, 0), (1, 1, 1))).image(
        TileValues(values, np.isfinite(values[0]))
    )
    drawn = _pixels(image)
    assert (drawn[:, :2] == 0).all()
    assert (drawn[:3, 2:] == 191).all()
    assert (drawn[3, 2:] == 255).all()


def test_gamma_lightens_the_middle_and_leaves_the_ends() -> None:
    values = np.array([[[0, 64, 128, 255]]], np.uint8)
    plain = _pixels(BandColours().image(TileValues(values, None)))[0, 0]
    light = _pixels(BandColours(gamma=2.0).image(TileValues(values, None)))[0, 0]
    assert plain.tolist() == [0, 64, 128, 255]
    assert light.tolist() == [0, 128, 181, 255]


@pytest.mark.parametrize("dtype", ["int32", "uint32", "float64"])
def test_types_that_opencv_does_not_colour_are_shown_too(tmp_path: Path, dtype: str) -> None:
    path = tmp_path / "wide.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=100, height=80, count=1, dtype=dtype, transform=_PLACE
    ) as file:
        file.write(np.linspace(0, 200_000, 8000).reshape(80, 100).astype(dtype), 1)
    with nc.Raster.open(path) as raster:
        tile = RasterSource(raster).read(TileKey(0, 0, 0))
        drawn = _pixels(BandColours(raster.stretch).image(tile))
        expected = raster.read().rgb[..., 0]
    assert tile.values.shape == (1, 80, 100)
    assert np.abs(drawn[0].astype(int) - expected).max() <= 1


def test_colours_of_a_palette_are_drawn_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "palette.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=8, height=8, count=1, dtype="uint8", transform=_PLACE
    ) as file:
        file.write(np.repeat([[3, 7]], 8, axis=0).repeat(4, axis=1).astype(np.uint8), 1)
        file.write_colormap(1, {3: (200, 10, 30, 255), 7: (0, 90, 250, 255)})
    with nc.Raster.open(path) as raster:
        tile = RasterSource(raster).read(TileKey(0, 0, 0))
        drawn = _pixels(BandColours(raster.stretch).image(tile))
    assert drawn[:3, 0, 0].tolist() == [200, 10, 30]
    assert drawn[:3, 0, 7].tolist() == [0, 90, 250]
