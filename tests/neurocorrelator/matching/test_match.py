"""The whole way on real pixels: where a template is, is where it was cut."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
import torch
from affine import Affine
from pyproj import Transformer
from rasterio.warp import Resampling, calculate_default_transform, reproject

import neurocorrelator as nc
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.standardise import ChannelStatistics
from neurocorrelator.features.template_features import raw_template_cells
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.matching.placement import Pose, poses
from neurocorrelator.matching.variants import draw_variant, plan_variant
from neurocorrelator.progress import Check
from neurocorrelator.rasters.working_grid import WorkingGrid
from tests.neurocorrelator.plain import plain

ORTHO = "brighton_ortho_utm15n.tif"
ORTHO_GSD = 0.0842928
GRID_NORTH_DEG = 0.73  # true bearing of grid north at the place, from the data's own table


@pytest.fixture(scope="module")
def ortho_path() -> Path:
    return nc.resource_path("demo") / ORTHO


@pytest.fixture(scope="module")
def city_path() -> Path:
    return Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"


def _cut(path: Path, col: int, row: int, width: int, height: int, **known: float) -> nc.Template:
    with nc.Raster.open(path) as raster:
        image = raster.read(nc.Window(col, row, width, height))
    return nc.Template("cut", image.rgb, image.mask, **known)


def _write(path: Path, source: Path, transform: Affine, crs: str | None) -> Path:
    """The pixels of a file under another georeference."""
    with rasterio.open(source) as original:
        profile = original.profile | {"transform": transform, "crs": crs, "driver": "GTiff"}
        with rasterio.open(path, "w", **profile) as copy:
            copy.write(original.read())
            copy.write_mask(original.dataset_mask())
    return path


def _peak_xy(score_map: nc.ScoreMap) -> tuple[float, float]:
    row, col = np.unravel_index(int(np.nanargmax(score_map.values)), score_map.values.shape)
    x, y = score_map.georeference.transform * (col + 0.5, row + 0.5)
    return float(x), float(y)


def test_a_cut_is_found_where_it_was_cut(city_path: Path, tmp_path: Path) -> None:
    template = _cut(city_path, 121, 67, 90, 71)
    with nc.Raster.open(city_path) as scene:
        result = nc.match(scene, [template], plain())
    first = result.matches[0]
    assert first.centre == pytest.approx((121 + 45, 67 + 35.5), abs=1.0)
    assert first.rotation_deg == 0.0
    assert first.scale == 1.0
    assert np.allclose(first.box, (121, 67, 211, 138), atol=1.0)
    assert first.confidence is None
    assert result.score_maps[0].values.shape == (58, 96)
    assert first.score == np.nanmax(result.score_maps[0].values)
    written = {path.name for path in result.write(tmp_path)}
    assert written == {p.name for p in tmp_path.iterdir()}
    assert {"heatmap.tif", "boxes.csv", "boxes.geojson", "run.json"} <= written


@pytest.mark.parametrize("score", ["aligned", "bag"])
@pytest.mark.parametrize("reduce", [1, 2])
def test_peak_of_the_map_and_first_match_agree(city_path: Path, score: str, reduce: int) -> None:
    template = _cut(city_path, 33, 90, 131, 101)
    with nc.Raster.open(city_path) as scene:
        result = nc.match(scene, [template], plain(score=score, reduce=reduce))
    x, y = scene.georeference.xy(*result.matches[0].centre)
    peak = _peak_xy(result.score_maps[0])
    cell = 4 * scene.georeference.transform.a
    assert abs(peak[0] - x) <= cell
    assert abs(peak[1] - y) <= cell
    truth = 33 + 65.5, 90 + 50.5
    assert np.abs(np.subtract(result.matches[0].centre, truth)).max() <= 4 * reduce


def test_a_rotated_scene(city_path: Path, tmp_path: Path) -> None:
    with rasterio.open(city_path) as original:
        gsd = original.transform.a
        turned = (
            Affine.translation(576700, 5188200) * Affine.rotation(-33) * Affine.scale(gsd, -gsd)
        )
    path = _write(tmp_path / "повёрнутый.tif", city_path, turned, "EPSG:32615")
    template = _cut(path, 120, 60, 96, 80)
    with nc.Raster.open(path) as scene:
        result = nc.match(scene, [template], plain())
        # x, y from the affine itself
        assert (result.table.x[0], result.table.y[0]) == pytest.approx(
            turned * (168, 100), abs=4 * gsd
        )
        peak_col, peak_row = ~turned * _peak_xy(result.score_maps[0])
    assert max(abs(peak_col - 168), abs(peak_row - 100)) <= 4


def test_heading_and_gsd_on_a_photograph_with_a_rotated_transform(
    ortho_path: Path, data_dir: Path
) -> None:
    """A piece of the orthophoto is found in a photograph that was georeferenced by others."""
    photo = data_dir / "brighton_beach/DJI_0033_rotated_geotransform_utm15n.tif"
    template = _cut(ortho_path, 560, 420, 220, 200, gsd_m=ORTHO_GSD, heading_deg=GRID_NORTH_DEG)
    with rasterio.open(ortho_path) as ortho:
        truth = ortho.transform * (560 + 110, 420 + 100)
    with nc.Raster.open(photo) as scene:
        result = nc.match(scene, [template], plain(reduce=2))
    table = result.table
    assert np.hypot(table.x[0] - truth[0], table.y[0] - truth[1]) < 2.0


def test_epsg_4326_resamples_the_template_anisotropically(ortho_path: Path, tmp_path: Path) -> None:
    """GDAL warps the orthophoto to degrees; a piece of the original is found at its place."""
    path = tmp_path / "degrees.tif"
    with rasterio.open(ortho_path) as ortho:
        transform, width, height = calculate_default_transform(
            ortho.crs, "EPSG:4326", ortho.width, ortho.height, *ortho.bounds
        )
        profile = ortho.profile | {
            "crs": "EPSG:4326", "transform": transform, "width": width, "height": height,
            "count": 4, "photometric": "RGB", "alpha": "yes", "compress": "deflate",
        }  # fmt: skip
        with rasterio.open(path, "w", **profile) as degrees:
            pixels = [ortho.read(i) for i in (1, 2, 3)] + [ortho.dataset_mask()]
            for index, band in enumerate(pixels, start=1):
                reproject(
                    band, rasterio.band(degrees, index), src_transform=ortho.transform,
                    src_crs=ortho.crs, resampling=Resampling.bilinear,
                )  # fmt: skip
        truth = ortho.transform * (560 + 110, 420 + 100)
        crs = ortho.crs
    template = _cut(ortho_path, 560, 420, 220, 200, gsd_m=ORTHO_GSD, heading_deg=GRID_NORTH_DEG)
    with nc.Raster.open(path) as scene:
        along_col, along_row = scene.georeference.gsd_m(width / 2, height / 2)
        assert along_row / along_col > 1.3  # degrees of longitude are short here
        result = nc.match(scene, [template], plain())
        first = result.matches[0]
        x, y = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(
            result.table.lon[0], result.table.lat[0]
        )
        assert np.hypot(x - truth[0], y - truth[1]) < 2 * ORTHO_GSD
        peak = _peak_xy(result.score_maps[0])
        assert abs(peak[0] - result.table.x[0]) <= 4 * transform.a
        assert abs(peak[1] - result.table.y[0]) <= -4 * transform.e
    (upper_left, upper_right, _, lower_left) = first.footprint
    assert np.hypot(*np.subtract(upper_right, upper_left)) == pytest.approx(
        220 * ORTHO_GSD / along_col, rel=0.01
    )
    assert np.hypot(*np.subtract(lower_left, upper_left)) == pytest.approx(
        200 * ORTHO_GSD / along_row, rel=0.01
    )


def test_given_rotations_and_scales_find_a_turned_template(city_path: Path) -> None:
    template = _cut(city_path, 150, 60, 101, 101)
    turned = nc.Template("turned", np.rot90(template.rgb, 1).copy(), template.mask)
    with nc.Raster.open(city_path) as scene:
        config = plain(
            rotations=nc.parse_rotations("0:360:45"), scales=nc.parse_scales("0.8:1.25:3")
        )
        result = nc.match(scene, [turned], config)
    first = result.matches[0]
    assert result.run["variants"] == {"turned": 24}
    assert first.rotation_deg == pytest.approx(90)  # turned left, so clockwise brings it back
    assert first.scale == pytest.approx(1.0)
    assert first.centre == pytest.approx((200.5, 110.5), abs=2)
    assert first.footprint[0] == pytest.approx((251, 60), abs=2)  # its upper left is upper right


def test_several_templates_share_one_reading(
    city_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from neurocorrelator.features.vgg import VggCells

    sizes: list[tuple[int, ...]] = []
    original = VggCells.cells

    def counted(self: VggCells, rgb: np.ndarray, mask: np.ndarray, check: Check) -> object:
        sizes.append(mask.shape)
        return original(self, rgb, mask, check)

    monkeypatch.setattr(VggCells, "cells", counted)
    templates = [_cut(city_path, col, 40, 64, 64) for col in (10, 100, 200)]
    with nc.Raster.open(city_path) as scene:
        result = nc.match(scene, templates, plain(top=1, cache_gib=0))
    assert len(sizes) == 1 + 3  # one tile of the scene, three templates
    assert [m.template for m in result.matches] == ["cut", "cut (2)", "cut (3)"]
    for found, col in zip(result.matches, (10, 100, 200), strict=True):
        assert found.centre == pytest.approx((col + 32, 72), abs=1)


def test_an_overhanging_template_is_found(city_path: Path, tmp_path: Path) -> None:
    """Half of the template lies outside of the scene, with its centre inside."""
    with rasterio.open(city_path) as original:
        right = original.profile | {"width": 183, "transform": original.transform}
        right |= {"driver": "GTiff", "tiled": False}
        for key in ("blockxsize", "blockysize"):
            right.pop(key, None)
        with rasterio.open(tmp_path / "right.tif", "w", **right) as half:
            half.write(original.read([1, 2, 3], window=((0, 232), (200, 383)))[: half.count])
    template = _cut(city_path, 150, 60, 120, 110)  # its centre is at column 10 of the right part
    with nc.Raster.open(tmp_path / "right.tif") as scene:
        result = nc.match(scene, [template], plain())
    assert result.matches[0].centre == pytest.approx((10, 115), abs=4)


def test_masked_pixels_do_not_count(city_path: Path) -> None:
    template = _cut(city_path, 121, 67, 90, 71)
    rgb, mask = template.rgb.copy(), template.mask.copy()
    rgb[10:50, 20:70] = 255  # something painted over, and said to be
    mask[10:50, 20:70] = False
    with nc.Raster.open(city_path) as scene:
        result = nc.match(scene, [nc.Template("masked", rgb, mask)], plain())
    assert result.matches[0].centre == pytest.approx((166, 102.5), abs=2)


def test_one_bad_template_leaves_the_others(city_path: Path) -> None:
    good = _cut(city_path, 121, 67, 90, 71)
    tiny = nc.Template("tiny", good.rgb[:5, :5], good.mask[:5, :5])
    with nc.Raster.open(city_path) as scene:
        result = nc.match(scene, [tiny, good], plain())
        assert [f.template for f in result.failures] == ["tiny"]
        assert "too small" in str(result.failures[0].error)
        assert result.templates == (good,)
        with pytest.raises(nc.TemplateError, match="too small"):
            nc.match(scene, [tiny], plain())


def test_a_gsd_in_wrong_units_leaves_the_others(ortho_path: Path) -> None:
    good = _cut(ortho_path, 560, 420, 120, 100, gsd_m=ORTHO_GSD, heading_deg=GRID_NORTH_DEG)
    slips = [
        nc.Template(f"slip {factor}", good.rgb, good.mask, gsd_m=factor * ORTHO_GSD)
        for factor in (100, 3000, 0.001)
    ]
    with nc.Raster.open(ortho_path) as scene:
        result = nc.match(scene, [*slips, good], plain())
    assert [f.template for f in result.failures] == [slip.name for slip in slips]
    assert all("check the GSD" in str(f.error) for f in result.failures)
    assert result.matches[0].centre == pytest.approx((620, 470), abs=2)


def test_a_scene_of_one_colour_says_so_at_every_resolution(tmp_path: Path, city_path: Path) -> None:
    path = tmp_path / "sea.png"
    PIL.Image.new("RGB", (500, 500), (10, 80, 90)).save(path)
    with nc.Raster.open(path) as scene:
        for side in (64, 232):
            for reduce in (None, 2):
                with pytest.raises(nc.RasterError, match="one colour"):
                    template = _cut(city_path, 0, 0, side, side)
                    nc.match(scene, [template], plain(reduce=reduce))


def test_evidence_in_files_changes_nothing(
    city_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from neurocorrelator.matching import match as module
    from neurocorrelator.matching.shelf import Shelf

    template = _cut(city_path, 121, 67, 90, 71)
    config = plain(rotations=(0.0, 20.0))
    with nc.Raster.open(city_path) as scene:
        in_memory = nc.match(scene, [template], config)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setattr(module, "Shelf", lambda _: Shelf(0))
        in_files = nc.match(scene, [template], config)
        assert in_files.matches == in_memory.matches
        assert list(tmp_path.iterdir()) == []  # nothing is left behind
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
        with pytest.raises(nc.OutputError, match="temporary files"):
            nc.match(scene, [template], config)


def test_nowhere_enough_coverage(city_path: Path) -> None:
    template = _cut(city_path, 0, 0, 383, 232)
    said = pytest.raises(nc.TemplateError, match=r"would be 958x580 px in the scene of 383x232")
    with nc.Raster.open(city_path) as scene, said:
        nc.match(scene, [template], plain(scales=nc.parse_scales("2.5")))


def test_nowhere_enough_valid_ground(tmp_path: Path, city_path: Path) -> None:
    rgba = np.random.default_rng(0).integers(0, 255, (200, 200, 4), dtype=np.uint8)
    rgba[:, :, 3] = 0
    rgba[90:110, 90:110, 3] = 255  # an island
    PIL.Image.fromarray(rgba).save(tmp_path / "island.png")
    said = pytest.raises(nc.TemplateError, match=r"nowhere does 35%")
    with nc.Raster.open(tmp_path / "island.png") as scene, said:
        nc.match(scene, [_cut(city_path, 0, 0, 120, 120)], plain())


def test_all_nodata_is_a_clear_error(city_path: Path, data_dir: Path) -> None:
    path = data_dir / "rasters/rio_tiler/inverted_lat.tif"
    with pytest.raises(nc.RasterError, match="nodata"), nc.Raster.open(path) as scene:
        nc.match(scene, [_cut(city_path, 0, 0, 64, 64)], plain())


def test_cancel_stops_at_the_next_tile(city_path: Path) -> None:
    cancel = nc.CancelToken()
    seen: list[nc.Progress] = []

    def progress(step: nc.Progress) -> None:
        seen.append(step)
        if step.stage == "likelihoods":
            cancel.cancel()

    with nc.Raster.open(city_path) as scene, pytest.raises(nc.CancelledError):
        nc.match(scene, [_cut(city_path, 0, 0, 64, 64)], plain(), progress=progress, cancel=cancel)
    assert seen[-1].stage == "likelihoods"


def test_progress_only_rises_and_ends_at_one(city_path: Path) -> None:
    seen: list[float] = []
    templates = [_cut(city_path, 0, 0, 64, 64), _cut(city_path, 20, 20, 200, 200)]
    with nc.Raster.open(city_path) as scene:
        config = plain(tile_px=64)
        nc.match(scene, templates, config, progress=lambda p: seen.append(p.fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1


@pytest.mark.parametrize("heading_deg", [0.0, 120.0])
def test_progress_ends_at_one_whether_or_not_the_told_pose_is_doubted(
    city_path: Path, heading_deg: float
) -> None:
    seen: list[float] = []
    with nc.Raster.open(city_path) as scene:
        gsd_m = float(np.mean(scene.georeference.gsd_m(166, 102)))
        template = _cut(city_path, 121, 67, 90, 71, gsd_m=gsd_m, heading_deg=heading_deg)
        config = nc.MatchConfig(scales="none")
        result = nc.match(scene, [template], config, progress=lambda p: seen.append(p.fraction))
    assert bool(result.run["widened"]) is (heading_deg != 0)
    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(seen))
    assert seen[-1] == 1


def test_devices_and_weights_that_do_not_exist(city_path: Path) -> None:
    template = _cut(city_path, 0, 0, 64, 64)
    with nc.Raster.open(city_path) as scene:
        for device in ("cuda:99", "tpu", "abacus"):
            with pytest.raises(nc.DeviceError, match=device):
                nc.match(scene, [template], plain(device=device))
        with pytest.raises(nc.WeightsError, match=r"nothing\.safetensors"):
            nc.match(scene, [template], plain(weights="nothing.safetensors"))


def test_a_heading_turns_the_template_clockwise(ortho_path: Path) -> None:
    template = _cut(ortho_path, 560, 420, 64, 64)
    with nc.Raster.open(ortho_path) as scene:
        georeference = scene.georeference
    centre = 576.0, 505.0
    east = nc.Template("east", template.rgb, template.mask, gsd_m=2 * ORTHO_GSD, heading_deg=90)
    (pose,) = poses(east, georeference, centre, plain())
    assert pose.rotation_deg == pytest.approx(90 - GRID_NORTH_DEG, abs=0.02)
    assert pose.scale == pytest.approx(2.0, rel=1e-4)


def test_the_same_answer_for_every_tiling(city_path: Path) -> None:
    template = _cut(city_path, 121, 67, 90, 71)
    with nc.Raster.open(city_path) as scene:
        maps = [
            nc.match(scene, [template], plain(tile_px=tile, memory_mib=memory)).score_maps[0].values
            for tile, memory in ((512, 1024), (64, 64), (100, 64))
        ]
    for other in maps[1:]:
        assert np.allclose(maps[0], other, atol=2e-3, equal_nan=True)


def test_a_cut_of_a_scene_in_degrees_is_found_pixel_by_pixel(
    city_path: Path, tmp_path: Path
) -> None:
    """Nothing is known of the cut: it is taken as it is, however flat the scene's pixels are."""
    degrees = Affine.translation(30.0, 60.0) * Affine.scale(1e-6, -1e-6)
    path = _write(tmp_path / "degrees.tif", city_path, degrees, "EPSG:4326")
    template = _cut(path, 121, 67, 90, 71)
    with nc.Raster.open(path) as scene:
        result = nc.match(scene, [template], plain())
    assert (result.table.lon[0], result.table.lat[0]) == pytest.approx(
        degrees * (166, 102.5), abs=4e-6
    )
    assert np.abs(np.subtract(_peak_xy(result.score_maps[0]), degrees * (166, 102.5))).max() <= 4e-6


def test_more_templates_compute_no_scene_feature_again(
    city_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[tuple[int, ...]] = []
    compute = VggCells.cells

    def counted(self: VggCells, rgb: np.ndarray, mask: np.ndarray, check: Check) -> torch.Tensor:
        sizes.append(rgb.shape[:2])
        return compute(self, rgb, mask, check)

    monkeypatch.setattr(VggCells, "cells", counted)
    config = plain(tile_px=128, cache_gib=0)
    templates = [_cut(city_path, 20 * i, 10 * i, 64, 48) for i in range(3)]
    with nc.Raster.open(city_path) as scene:
        nc.match(scene, templates[:1], config)
        alone = list(sizes)
        sizes.clear()
        nc.match(scene, templates, config)
    own = (48 + 64, 64 + 64)  # a template with its reflection
    assert alone.count(own) == 1
    assert sizes.count(own) == 3
    assert sorted(size for size in sizes if size != own) == sorted(s for s in alone if s != own)


def test_every_reason_is_named_when_no_template_can_be_matched(city_path: Path) -> None:
    huge = _cut(city_path, 0, 0, 64, 64, gsd_m=1e5)
    tiny = _cut(city_path, 0, 0, 64, 64, gsd_m=1e-6)
    with (
        nc.Raster.open(city_path) as scene,
        pytest.raises(nc.TemplateError, match="no template can be matched") as error,
    ):
        nc.match(scene, [replace(huge, name="huge"), replace(tiny, name="tiny")], plain())
    assert "huge: " in str(error.value)
    assert "tiny: " in str(error.value)


def test_joint_standardisation_is_that_of_scene_and_template_together(city_path: Path) -> None:
    template = _cut(city_path, 121, 67, 90, 71)
    network = VggCells(load_weights("imagenet"), torch.device("cpu"))
    with nc.Raster.open(city_path) as scene:
        features = SceneFeatures(WorkingGrid(scene), network, tile_px=128, keep_raw=True)
        features.prepare()
        image = scene.read()
        variant = plan_variant(template, Pose(((1.0, 0.0), (0.0, 1.0))))
        raw = raw_template_cells(network, *draw_variant(template, variant))
        own = ChannelStatistics.of(raw.cells)
        joint = features.standardiser_of(features.statistics.merge(own))
        tiles = list(features.tiles(joint))
        bag = nc.match(scene, [template], plain(standardisation="joint", score="bag"))
    cells = network.cells(image.rgb, image.mask).flatten(1).T
    both = torch.cat([cells, raw.cells]).double()
    assert torch.allclose(joint.mean.double(), both.mean(dim=0), rtol=1e-4, atol=1e-4)
    expected = (cells.double() - both.mean(dim=0)) / both.std(dim=0, unbiased=False)
    expected = (expected / expected.norm(dim=1, keepdim=True)).view(58, 96, -1)
    for tile in tiles:
        rows, cols = tile.valid.shape
        part = expected[tile.row : tile.row + rows, tile.col : tile.col + cols]
        assert torch.allclose(tile.cells.double(), part, atol=2e-3)
    assert bag.matches[0].centre == pytest.approx((166, 102.5), abs=4)
