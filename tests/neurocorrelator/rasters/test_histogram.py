"""Histograms of the bands shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from neurocorrelator import ConfigurationError, Raster
from neurocorrelator.rasters.histogram import count_values

RNG = np.random.default_rng(0)


def test_eight_bits_have_a_bin_a_value(rasters_dir: Path) -> None:
    file = rasters_dir / "rio_tiler/cog_rgb.tif"
    with Raster.open(file, bands=[3, 2, 1]) as raster, rasterio.open(file) as dataset:
        found = raster.histograms()
        for histogram, band in zip(found, (3, 2, 1), strict=True):
            assert (histogram.band, histogram.low, histogram.high) == (band, 0, 256)
            expected = np.bincount(dataset.read(band).ravel(), minlength=256)
            np.testing.assert_array_equal(histogram.counts, expected)


def test_nodata_is_not_counted(rasters_dir: Path) -> None:
    with Raster.open(rasters_dir / "rasterio/RGB.byte.tif") as raster:
        assert raster.histograms()[0].counts.sum() == raster.read().mask.sum()


def test_whole_numbers_share_bins_evenly() -> None:
    values = np.arange(1000, 1700, dtype=np.uint16)
    found = count_values(1, values, 256)
    assert found.low == 1000
    assert set(found.counts[:-1].tolist()) == {3}
    assert found.counts.sum() == 700
    assert (found.high - found.low) / len(found.counts) == 3


def test_a_glint_far_off_leaves_the_bins_to_the_others() -> None:
    values = np.concatenate([RNG.normal(100, 10, 20000), [1e30, -1e30]]).astype(np.float32)
    found = count_values(1, values, 64)
    assert 50 < found.low < 90
    assert 110 < found.high < 150
    assert found.counts.sum() >= 19990
    expected, _ = np.histogram(values.astype(float), 64, (found.low, found.high))
    np.testing.assert_array_equal(found.counts, expected)


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint64", "float32"])
def test_no_values_and_one_value(dtype: str) -> None:
    for size in (0, 5):
        found = count_values(2, np.full(size, 7, dtype), 16)
        assert found.counts.sum() == size
        assert found.high > found.low
    with pytest.raises(ConfigurationError):
        count_values(2, np.zeros(3, dtype), 0)
