"""Crops come back where they were cut; the full table is `benchmarks/self_location.py`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import neurocorrelator as nc
from benchmarks.self_location import CELL_PX, cut_crops, errors_px
from tests.neurocorrelator.plain import plain


@pytest.fixture(scope="module")
def city_path() -> Path:
    return Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"


def test_at_any_offset(city_path: Path) -> None:
    with nc.Raster.open(city_path) as scene:
        crops = cut_crops(scene, 40, (32, 128), seed=0)
        errors = np.array(errors_px(scene, crops, plain(top=1)))
    assert len(errors) == 40
    assert (errors <= CELL_PX).mean() >= 0.98


def test_always_at_offsets_on_the_grid(city_path: Path) -> None:
    with nc.Raster.open(city_path) as scene:
        crops = [
            crop
            for crop in cut_crops(scene, 60, (32, 120), seed=1, multiple=4)
            if min(crop.col, crop.row) >= 32
            and crop.col + crop.template.width <= scene.width - 32
            and crop.row + crop.template.height <= scene.height - 32
        ]
        errors = np.array(errors_px(scene, crops, plain(top=1)))
    assert len(errors) >= 20
    assert (errors <= CELL_PX).all()
