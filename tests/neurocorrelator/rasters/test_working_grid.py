"""A scene at half steps of reduction: each working pixel is the mean of what lies under it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.rasters.image import Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.working_grid import WorkingGrid

DATA = Path(__file__).parents[2] / "data" / "rasters" / "rio_tiler"


@given(
    reduce=st.sampled_from([1, 1.5, 2, 2.5, 3]),
    col=st.floats(0, 1),
    row=st.floats(0, 1),
    width=st.floats(0, 1),
    height=st.floats(0, 1),
)
def test_a_window_is_a_part_of_the_whole(
    reduce: float, col: float, row: float, width: float, height: float
) -> None:
    with Raster.open(DATA / "one_scene_mask.tif") as raster:
        grid = WorkingGrid(raster, reduce)
        rgb, mask = grid.read(Window(0, 0, grid.width, grid.height))
        left, top = int(col * (grid.width - 1)), int(row * (grid.height - 1))
        wide = 1 + int(width * (grid.width - left - 1))
        high = 1 + int(height * (grid.height - top - 1))
        part, inside = grid.read(Window(left, top, wide, high))
    place = slice(top, top + high), slice(left, left + wide)
    assert np.array_equal(part, rgb[place])
    assert np.array_equal(inside, mask[place])


@pytest.mark.parametrize("reduce", [1.5, 2.5])
def test_the_mean_is_that_of_opencv(reduce: float) -> None:
    side = round(2 * reduce)  # scene pixels under two working pixels
    with Raster.open(DATA / "cog_rgb.tif") as raster:
        wide, high = raster.width // side * side, raster.height // side * side
        whole = raster.read(Window(0, 0, wide, high)).rgb
        small = 2 * wide // side, 2 * high // side
        rgb, mask = WorkingGrid(raster, reduce).read(Window(0, 0, *small))
    golden = cv2.resize(whole.astype(np.float32), small, interpolation=cv2.INTER_AREA)
    assert mask.all()
    assert np.abs(golden - rgb).max() < 0.51
