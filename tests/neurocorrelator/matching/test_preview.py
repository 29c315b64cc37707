"""What a window shows while a match runs is a part of what the match will find."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.windows import Window

import neurocorrelator as nc
from tests.neurocorrelator.plain import plain

Rows = list[nc.PreviewPatch]


@pytest.fixture(scope="module")
def city_path() -> Path:
    return Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"


def _cut(path: Path, col: int, row: int, width: int, height: int) -> nc.Template:
    with nc.Raster.open(path) as raster:
        image = raster.read(nc.Window(col, row, width, height))
    return nc.Template("cut", image.rgb, image.mask)


def _merged(patches: Rows, template: str, shape: tuple[int, ...]) -> np.ndarray:
    merged = np.full(shape, np.nan, np.float32)
    for patch in patches:
        if patch.template == template:
            rows, cols = patch.values.shape
            part = merged[patch.row : patch.row + rows, patch.col : patch.col + cols]
            assert part.shape == patch.values.shape, "the patch leaves the scene"
            np.fmax(part, patch.values, out=part)
    return merged


def _assert_whole(patches: Rows, result: nc.MatchResult) -> None:
    for score_map in result.score_maps:
        merged = _merged(patches, score_map.template, score_map.values.shape)
        np.testing.assert_allclose(merged, score_map.values, rtol=0, atol=1e-6)
        assert np.isfinite(merged).any()


@pytest.mark.parametrize(("reduce", "tile_px"), [(1, 64), (1, 128), (2, 64), (3, 64)])
def test_all_patches_together_are_the_map_of_the_cosine(
    city_path: Path, reduce: float, tile_px: int
) -> None:
    patches: Rows = []
    templates = [_cut(city_path, 33, 90, 131, 101), _cut(city_path, 200, 20, 60, 77)]
    config = plain(score="cosine", reduce=reduce, tile_px=tile_px, rotations="0:60:25")
    with nc.Raster.open(city_path) as scene:
        result = nc.match(scene, templates, config, preview=patches.append)
    assert {patch.template for patch in patches} == {"cut", "cut (2)"}
    _assert_whole(patches, result)


def test_an_enlarged_scene_has_several_positions_in_a_cell(city_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.tif"
    with rasterio.open(city_path) as source:
        profile = source.profile | {"width": 90, "height": 70, "driver": "GTiff"}
        with rasterio.open(path, "w", **profile) as target:
            target.write(source.read(window=Window(30, 20, 90, 70)))
    patches: Rows = []
    template = _cut(city_path, 52, 41, 27, 25)
    config = plain(score="cosine", reduce=0.5, tile_px=64)
    with nc.Raster.open(path) as scene:
        result = nc.match(scene, [template], config, preview=patches.append)
    _assert_whole(patches, result)


def test_it_comes_before_the_scores_and_tile_by_tile(city_path: Path) -> None:
    events: list[str] = []
    filled: list[int] = []
    patches: Rows = []

    def show(patch: nc.PreviewPatch) -> None:
        events.append("patch")
        patches.append(patch)
        filled.append(int(np.isfinite(_merged(patches, "cut", (58, 96))).sum()))

    template = _cut(city_path, 33, 90, 40, 40)
    with nc.Raster.open(city_path) as scene:
        nc.match(
            scene,
            [template],
            plain(tile_px=64),
            progress=lambda p: events.append(p.stage),
            preview=show,
        )
    assert len(patches) >= 12
    last = len(events) - 1 - events[::-1].index("patch")
    assert last < events.index("scores")
    assert filled == sorted(filled)
    assert filled[0] < filled[-1] / 10


def test_watching_changes_nothing(city_path: Path) -> None:
    template = _cut(city_path, 121, 67, 90, 71)
    config = plain(tile_px=128)
    with nc.Raster.open(city_path) as scene:
        watched = nc.match(scene, [template], config, preview=lambda _: None)
        alone = nc.match(scene, [template], config)
    np.testing.assert_array_equal(watched.score_maps[0].values, alone.score_maps[0].values)
    assert watched.matches == alone.matches


@pytest.mark.parametrize("reduce", [1, 2])
def test_only_where_candidates_may_be(city_path: Path, reduce: float) -> None:
    patches: Rows = []
    template = _cut(city_path, 121, 67, 50, 41)
    config = plain(score="cosine", reduce=reduce, tile_px=64)
    with nc.Raster.open(city_path) as scene:
        transform = scene.georeference.transform
        left, top = transform * (90, 30)
        right, bottom = transform * (250, 150)
        area = nc.SearchArea.from_extent(scene.georeference, left, bottom, right, top)
        left, top = transform * (100, 50)
        own = nc.SearchArea.from_extent(scene.georeference, left, bottom, right, top)
        result = nc.match(
            scene, [template], config, area=area, areas={"cut": own}, preview=patches.append
        )
    _assert_whole(patches, result)
    merged = _merged(patches, "cut", result.score_maps[0].values.shape)
    assert np.isnan(merged[: 50 // 4 - 1]).all()
    assert np.isfinite(merged[15:35, 30:60]).all()


def test_nodata_and_tiles_without_any_valid_pixel(city_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "Дыра.tif"
    with rasterio.open(city_path) as source:
        pixels = source.read(window=Window(0, 0, 320, 230))
        profile = source.profile | {"width": 320, "height": 230, "driver": "GTiff", "nodata": 0}
    pixels = np.maximum(pixels, 1)
    pixels[:, 60:200, 100:260] = 0
    with rasterio.open(path, "w", **profile) as target:
        target.write(pixels)
    patches: Rows = []
    template = _cut(city_path, 20, 20, 60, 60)
    config = plain(score="cosine", reduce=1, tile_px=64)
    with nc.Raster.open(path) as scene:
        result = nc.match(scene, [template], config, preview=patches.append)
    assert np.isnan(result.score_maps[0].values).any()
    _assert_whole(patches, result)


@pytest.mark.parametrize("standardisation", ["scene", "joint"])
def test_a_template_larger_than_tiles_and_scene(
    city_path: Path, tmp_path: Path, standardisation: str
) -> None:
    path = tmp_path / "small.tif"
    with rasterio.open(city_path) as source:
        profile = source.profile | {"width": 150, "height": 140, "driver": "GTiff"}
        with rasterio.open(path, "w", **profile) as target:
            target.write(source.read(window=Window(40, 30, 150, 140)))
    patches: Rows = []
    template = _cut(city_path, 20, 20, 190, 160)
    config = plain(
        score="cosine", reduce=1, tile_px=64, rotations="0:30:30", standardisation=standardisation
    )
    with nc.Raster.open(path) as scene:
        result = nc.match(scene, [template], config, preview=patches.append)
    _assert_whole(patches, result)


def test_a_watcher_that_fails_ends_the_match(city_path: Path) -> None:
    def fail(_: nc.PreviewPatch) -> None:
        raise ZeroDivisionError

    template = _cut(city_path, 33, 90, 40, 40)
    with nc.Raster.open(city_path) as scene, pytest.raises(ZeroDivisionError):
        nc.match(scene, [template], plain(), preview=fail)
