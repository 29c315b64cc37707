"""Templates of few cells: template and scene are enlarged, and the answer is in scene pixels."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import neurocorrelator as nc
from benchmarks.self_location import cut_crops, errors_px
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.scores import SceneCells, resample_to_scene_cells
from neurocorrelator.matching.variants import draw_variant, plan_variant
from neurocorrelator.rasters.working_grid import WorkingGrid
from tests.neurocorrelator.plain import plain

RASTERS = Path(__file__).parents[2] / "data/rasters"
CITY = RASTERS / "rio_tiler/cog_rgb.tif"
NORTH_UP = Pose(((1.0, 0.0), (0.0, 1.0)))


def _template(width: int, height: int) -> nc.Template:
    rgb = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return nc.Template("t", rgb, np.ones((height, width), np.bool_))


@pytest.mark.parametrize(
    ("size", "reduce"),
    [((12, 90), 0.5), ((31, 31), 0.5), ((32, 32), 1), ((255, 300), 1), ((256, 300), 2)],
)
def test_the_rule(size: tuple[int, int], reduce: float) -> None:
    assert plan_variant(_template(*size), NORTH_UP).reduce == reduce


def test_what_is_too_small_stays_too_small() -> None:
    with pytest.raises(nc.TemplateError, match="too small"):
        plan_variant(_template(7, 40), Pose(((0.5, 0.0), (0.0, 0.5))))


def test_small_crops_are_found_within_a_cell() -> None:
    with nc.Raster.open(CITY) as scene:
        crops = cut_crops(scene, 20, (12, 31), seed=5)
        errors = errors_px(scene, crops, plain())
    assert sum(error <= 4 for error in errors) >= 19


def test_a_finer_template_is_not_sharper_than_the_enlarged_scene() -> None:
    fine = np.zeros((80, 80, 3), np.uint8)
    fine[::2] = 255  # stripes that a scene of four times the pixel size cannot show
    fine[:40] = fine[:40] // 2
    template = nc.Template("stripes", fine, np.ones((80, 80), np.bool_))
    rgb, _ = draw_variant(template, plan_variant(template, Pose(((0.25, 0.0), (0.0, 0.25)))))
    inner = rgb[32 + 24 : -32 - 4, 40:-40, 0].astype(int)
    assert np.ptp(inner) <= 2
    assert abs(inner.mean() - 127.5) <= 2


def test_the_enlarged_scene_is_the_same_by_tiles_and_bilinear() -> None:
    with nc.Raster.open(CITY) as raster:
        grid = WorkingGrid(raster, 0.5)
        whole, mask = grid.read(nc.Window(0, 0, grid.width, grid.height))
        golden = cv2.resize(
            raster.read().rgb, (2 * raster.width, 2 * raster.height), interpolation=cv2.INTER_LINEAR
        )
        for window in (nc.Window(0, 0, 40, 36), nc.Window(101, 77, 64, 33)):
            part, _ = grid.read(window)
            rows = slice(window.row_off, window.row_off + window.height)
            cols = slice(window.col_off, window.col_off + window.width)
            assert np.array_equal(part, whole[rows, cols])
    assert mask.all()
    assert np.abs(whole.astype(int) - golden.astype(int)).max() <= 1


def test_nodata_does_not_bleed_into_the_enlarged_scene() -> None:
    with nc.Raster.open(RASTERS / "rio_tiler/one_scene_mask.tif") as raster:
        image = raster.read()
        grid = WorkingGrid(raster, 0.5)
        rgb, mask = grid.read(nc.Window(0, 0, grid.width, grid.height))
    assert np.array_equal(mask[::2, ::2], image.mask)
    assert not image.mask.all()
    low = cv2.erode(np.where(image.mask, image.rgb.min(axis=2), 255), np.ones((3, 3), np.uint8))
    own = rgb[::2, ::2].min(axis=2)
    assert (own[image.mask].astype(int) >= low[image.mask].astype(int) - 1).all()


@given(
    seed=st.integers(0, 2**32 - 1),
    first=st.tuples(st.floats(-9, 9), st.floats(-9, 9)),
    step=st.sampled_from([2.0, 4.0]),
)
def test_a_cell_has_the_best_of_its_positions(
    seed: int, first: tuple[float, float], step: float
) -> None:
    generator = np.random.default_rng(seed)
    values = generator.normal(size=(9, 11)).astype(np.float32)
    values[generator.random((9, 11)) < 0.3] = np.nan
    shape = 6, 7
    col, row = first[0] + step * np.arange(11), first[1] + step * np.arange(9)
    values[(row < 0) | (row > 24), :] = np.nan  # candidates have their centre on the scene
    values[:, (col < 0) | (col > 28)] = np.nan
    expected = np.full(shape, np.nan, np.float32)
    for i, j in np.argwhere(np.isfinite(values)):
        cell = min(int((row[i] + 1e-9) // 4), 5), min(int((col[j] + 1e-9) // 4), 6)
        expected[cell] = np.fmax(expected[cell], values[i, j])
    found = resample_to_scene_cells(values, first, step, SceneCells(shape, 4))
    assert np.array_equal(found, expected, equal_nan=True)
    if np.isfinite(values).any():
        assert np.nanmax(found) == np.nanmax(values)
