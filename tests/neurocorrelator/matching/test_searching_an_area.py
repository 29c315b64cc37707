"""Searching a part of a scene: where candidates may be, what L sums over, what is computed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch

import neurocorrelator as nc
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.template_features import template_cells
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.matching.match import _reach
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.plan import Search
from neurocorrelator.matching.similarity import likelihood_sums, score_positions
from neurocorrelator.matching.variants import draw_variant, plan_variant
from neurocorrelator.rasters.working_grid import CELL_PX, WorkingGrid
from tests.neurocorrelator.plain import plain

CITY = Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"
NORTH_UP = Pose(((1.0, 0.0), (0.0, 1.0)))


def _box(scene: nc.Raster, left: float, top: float, right: float, bottom: float) -> nc.SearchArea:
    """An area given by pixels, through the scene's own CRS."""
    x, y = scene.georeference.xy([left, right], [top, bottom])
    return nc.SearchArea.from_extent(
        scene.georeference, min(x), min(y), max(x), max(y), size=(scene.width, scene.height)
    )


def _cut(scene: nc.Raster, name: str, col: int, row: int, side: int = 64) -> nc.Template:
    image = scene.read(nc.Window(col, row, side, side))
    return nc.Template(name, image.rgb, image.mask)


@pytest.fixture(scope="module")
def network() -> VggCells:
    return VggCells(load_weights("imagenet"), torch.device("cpu"), (0.0, 1.0))


def test_candidates_lie_in_the_area_and_nowhere_else() -> None:
    with nc.Raster.open(CITY) as scene:
        template = _cut(scene, "cut", 40, 40)  # centre (72, 72)
        box = _box(scene, 60, 60, 110, 120)
        there = nc.match(scene, [template], plain(), area=box)
        elsewhere = nc.match(scene, [template], plain(), area=_box(scene, 150, 60, 250, 160))
    assert there.matches[0].centre == pytest.approx((72, 72), abs=2)
    assert (there.area, there.areas) == (box, {})
    for match in elsewhere.matches:
        assert 150 <= match.centre[0] <= 250
        assert 60 <= match.centre[1] <= 160
    values = elsewhere.score_maps[0].values
    rows, cols = np.nonzero(np.isfinite(values))
    assert cols.min() >= 150 // CELL_PX
    assert cols.max() <= 250 // CELL_PX
    assert rows.min() >= 60 // CELL_PX
    assert rows.max() <= 160 // CELL_PX
    assert np.isfinite(values).sum() > 400


def test_an_area_of_one_template_leaves_the_others_alone() -> None:
    with nc.Raster.open(CITY) as scene:
        one, other = _cut(scene, "one", 40, 40), _cut(scene, "other", 200, 100)
        limits = {"one": _box(scene, 150, 60, 250, 160)}
        result = nc.match(scene, [one, other], plain(), areas=limits)
    best = {match.template: match.centre for match in result.matches if match.rank == 1}
    assert best["other"] == pytest.approx((232, 132), abs=2)
    assert 150 <= best["one"][0] <= 250


def test_two_templates_of_one_name_keep_their_own_area() -> None:
    with nc.Raster.open(CITY) as scene:
        twins = [_cut(scene, "twin", 40, 40), _cut(scene, "twin", 200, 100)]
        result = nc.match(scene, twins, plain(), areas={"twin": _box(scene, 150, 60, 300, 160)})
    assert {match.template for match in result.matches} == {"twin", "twin (2)"}
    assert all(150 <= match.centre[0] <= 300 for match in result.matches)
    assert set(result.areas) == {"twin", "twin (2)"}


def test_an_area_without_room_says_so() -> None:
    with nc.Raster.open(CITY) as scene:
        template = _cut(scene, "cut", 40, 40)
        sliver = _box(scene, 100.1, 100.1, 100.2, 100.2)  # holds no cell's centre
        with pytest.raises(nc.NeurocorrelatorError, match="area") as error:
            nc.match(scene, [template], plain(), area=sliver)
    assert "\n" not in str(error.value)


def test_l_sums_over_the_area_and_the_statistics_over_the_whole_scene(network: VggCells) -> None:
    with nc.Raster.open(CITY) as raster:
        template = _cut(raster, "cut", 40, 40)
        grid = WorkingGrid(raster)
        area = np.zeros(grid.cells, np.bool_)
        area[10:20, 30:50] = True
        whole, part = SceneFeatures(grid, network), SceneFeatures(grid, network, area=area, reach=8)
        whole.prepare()
        part.prepare()
        drawn = draw_variant(template, plan_variant(template, NORTH_UP))
        cells = template_cells(network, part.standardiser, *drawn)
        (sums,) = likelihood_sums(part.tiles(), [cells], 10.0, grid.cells)
        everything = np.zeros((*grid.cells, network.channels))
        for tile in whole.tiles():
            rows, cols = tile.valid.shape
            window = slice(tile.row, tile.row + rows), slice(tile.col, tile.col + cols)
            everything[window] = tile.cells.double().numpy()
    assert torch.equal(whole.standardiser.mean, part.standardiser.mean)
    cosines = everything[area] @ cells.cells.double().numpy().T
    assert np.allclose(sums.likelihood.numpy(), np.exp(10 * (cosines - 1)).sum(axis=0), rtol=1e-5)
    assert part.counted.sum() == (area & whole.valid).sum()


def test_tiles_beyond_reach_are_not_searched(network: VggCells) -> None:
    with nc.Raster.open(CITY) as raster:
        grid = WorkingGrid(raster)
        area = np.zeros(grid.cells, np.bool_)
        area[2:4, 2:4] = True
        near = SceneFeatures(grid, network, tile_px=64, area=area, reach=4)
        far = SceneFeatures(grid, network, tile_px=64, area=area, reach=40)
        whole = SceneFeatures(grid, network, tile_px=64)
    assert near.tile_count == 1
    assert 1 < far.tile_count < whole.tile_count


def test_tiles_end_where_no_template_in_the_area_reaches(
    network: VggCells, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nc.Raster.open(CITY) as raster:
        template = _cut(raster, "cut", 40, 40)
        grid = WorkingGrid(raster)
        area = np.zeros(grid.cells, np.bool_)
        area[10:20, 30:50] = True
        # a sample of few tiles, so that the others are cut
        monkeypatch.setattr(
            "neurocorrelator.features.scene_features.STATISTICS_PX", grid.width * grid.height // 8
        )
        whole = SceneFeatures(grid, network, tile_px=64, area=area, reach=200)
        cut = SceneFeatures(grid, network, tile_px=64, area=area, reach=9)
        drawn = draw_variant(template, plan_variant(template, NORTH_UP))
        seen = []
        for scene in (whole, cut):
            scene.prepare()
            cells = template_cells(network, scene.standardiser, *drawn)
            sums = likelihood_sums(scene.tiles(), [cells], 10.0, grid.cells)
            maps = score_positions(scene.tiles(), [cells], list(sums), 10.0, scene.valid)
            seen.append((sums[0].likelihood, maps[0]))
    assert torch.equal(whole.standardiser.mean, cut.standardiser.mean)
    assert cut.valid.sum() < 0.5 * whole.valid.sum()
    (all_sums, all_maps), (cut_sums, cut_maps) = seen
    assert torch.allclose(all_sums, cut_sums, rtol=1e-5)
    # positions with the template's centre in the area, and their neighbours
    rows, cols = cells.shape
    inside = (
        slice(9 + rows // 2, 21 + rows // 2),
        slice(29 + cols // 2, 51 + cols // 2),
    )
    assert np.allclose(all_maps.coverage[inside], cut_maps.coverage[inside], atol=1e-6)
    assert np.allclose(all_maps.quality[inside], cut_maps.quality[inside], rtol=1e-4, atol=1e-9)
    assert np.allclose(all_maps.cosine[inside], cut_maps.cosine[inside], atol=1e-5)


@pytest.mark.parametrize("kept", [(0, 0, 40, 40), (60, 0, 20, 80), (0, 0, 80, 80)])
def test_reach_is_that_of_the_farthest_edge_from_the_centre(kept: tuple[int, ...]) -> None:
    """Of a template of which one corner is not masked, its centre is still the picture's."""
    left, top, wide, high = kept
    mask = np.zeros((80, 80), np.bool_)
    mask[top : top + high, left : left + wide] = True
    pixels = np.random.default_rng(0).integers(0, 256, (80, 80, 3)).astype(np.uint8)
    template = nc.Template("corner", pixels, mask)
    variant = plan_variant(template, NORTH_UP, 1)
    search = Search(template, (variant,), coarse=False, hypotheses=1, verified=8)
    edges = [abs(40 - edge) for edge in (left, left + wide, top, top + high)]
    reach = _reach([(search, variant)], 1)
    assert 4 * (reach - 1) >= max(edges)
    assert 4 * (reach - 2) < max(edges) + 4


def test_a_large_scene_gives_its_statistics_by_a_sample(
    network: VggCells, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nc.Raster.open(CITY) as raster:
        grid = WorkingGrid(raster)
        area = np.zeros(grid.cells, np.bool_)
        area[2:4, 2:4] = True
        whole = SceneFeatures(grid, network, tile_px=64)
        whole.prepare()
        monkeypatch.setattr(
            "neurocorrelator.features.scene_features.STATISTICS_PX", grid.width * grid.height // 2
        )
        sampled = [
            SceneFeatures(grid, network, tile_px=64, area=area, reach=4, memory_mib=memory)
            for memory in (1024, 1024, 0)
        ]
        for scene in sampled:
            scene.prepare()
    assert sampled[0].computed_tiles < 0.7 * whole.computed_tiles
    for scene in sampled:
        assert torch.equal(scene.standardiser.mean, sampled[0].standardiser.mean)
        assert np.array_equal(scene.valid, sampled[0].valid)
    deviation = whole.statistics.deviation
    drift = (sampled[0].statistics.mean - whole.statistics.mean).abs() / deviation.clamp_min(1e-9)
    assert float(drift.median()) < 0.2


def test_a_large_scene_that_is_nodata_but_for_a_corner_still_has_statistics(
    network: VggCells, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nc.Raster.open(CITY) as raster:
        corner = raster.read(nc.Window(0, 0, 64, 64)).rgb
    pixels = np.zeros((3, 640, 640), np.uint8)
    pixels[:, -64:, -64:] = corner.transpose(2, 0, 1)
    path = tmp_path / "corner.tif"
    profile = {"driver": "GTiff", "width": 640, "height": 640, "count": 3, "dtype": "uint8"}
    with rasterio.open(path, "w", nodata=0, **profile) as dataset:
        dataset.write(pixels)
    with nc.Raster.open(path) as raster:
        grid = WorkingGrid(raster)
        whole = SceneFeatures(grid, network, tile_px=64)
        whole.prepare()
        monkeypatch.setattr(
            "neurocorrelator.features.scene_features.STATISTICS_PX", 4 * 64 * 64
        )  # four tiles of the hundred, none of them in that corner
        sampled = SceneFeatures(grid, network, tile_px=64)
        sampled.prepare()
    assert sampled.statistics.count == whole.statistics.count > 200
    assert torch.equal(sampled.standardiser.mean, whole.standardiser.mean)
