"""A large scene: searched coarsely, then finely around what was found and on a sample."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import neurocorrelator as nc
from neurocorrelator.features.scene_features import SceneFeatures
from neurocorrelator.features.template_features import template_cells
from neurocorrelator.features.vgg import VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.matching import focus, judgement, plan
from neurocorrelator.matching.focus import Focus, islands_of, sample_squares
from neurocorrelator.matching.locate import gather_evidence
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.scores import SceneCells, resample_to_scene_cells
from neurocorrelator.matching.similarity import likelihood_sums, score_positions
from neurocorrelator.matching.variants import draw_variant, plan_variant
from neurocorrelator.rasters.working_grid import WorkingGrid
from tests.neurocorrelator.conftest import SmallScene

TOLD = nc.MatchConfig(rotations="none", scales="none", verify=2)
SIDE = 96
CITY = Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"


@pytest.fixture(scope="module")
def network() -> VggCells:
    return VggCells(load_weights("imagenet"), torch.device("cpu"))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every scene is searched as a large one is, the sample being a small part of it."""
    monkeypatch.setattr(plan, "LARGE_PX", 0)
    monkeypatch.setattr(focus, "SAMPLE_PX", 16_384)
    monkeypatch.setattr(focus, "_SIDE_PX", 64)


def _piece(scene: nc.Raster, col: int, row: int) -> nc.Template:
    image = scene.read(nc.Window(col, row, SIDE, SIDE))
    return nc.Template(f"{col} {row}", image.rgb, image.mask)


@pytest.mark.parametrize("doubt", [False, True])
def test_the_place_is_that_of_the_whole_search(
    large: None, small_scene: SmallScene, monkeypatch: pytest.MonkeyPatch, doubt: bool
) -> None:
    """Whether the coarse search is sure of a place, or many are searched finely."""
    if doubt:
        monkeypatch.setattr(judgement, "_NO_DOUBT", 2.0)
    with nc.Raster.open(small_scene.path) as scene:
        templates = [_piece(scene, 152, 92), _piece(scene, 40, 20)]
        exact = nc.match(scene, templates, TOLD.model_copy(update={"exact": True}))
        result = nc.match(scene, templates, TOLD)
    names = [template.name for template in templates]
    assert exact.run["focused"] == []
    assert result.run["focused"] == sorted(names)
    assert result.verdicts == exact.verdicts == dict.fromkeys(names, "found")
    assert not any(line.startswith("nowhere sure") for line in result.warnings)
    for name, own, whole in zip(names, result.score_maps, exact.score_maps, strict=True):
        (best, *_), (other, *_) = (
            [match for match in one.matches if match.template == name] for one in (result, exact)
        )
        assert best.centre == pytest.approx(other.centre, abs=0.5)
        # what was not searched finely shows what the coarse search saw there
        assert np.isfinite(own.values).sum() >= 0.95 * np.isfinite(whole.values).sum()


def test_what_is_not_there_is_not_found(large: None, small_scene: SmallScene) -> None:
    with nc.Raster.open(CITY) as city:
        elsewhere = _piece(city, 120, 60)
    with nc.Raster.open(small_scene.path) as scene:
        result = nc.match(scene, [elsewhere], TOLD)
    assert result.run["focused"] == [elsewhere.name]
    assert result.verdicts[elsewhere.name] != "found"
    (told,) = [line for line in result.warnings if line.startswith("nowhere sure")]
    assert elsewhere.name in told
    assert "search exactly" in told


def test_what_is_found_of_a_template_does_not_depend_on_the_others(
    large: None, small_scene: SmallScene
) -> None:
    with nc.Raster.open(CITY) as city:
        elsewhere = _piece(city, 120, 60)
    with nc.Raster.open(small_scene.path) as scene:
        template = _piece(scene, 152, 92)
        # so many that what verifies sees the whole scene, for one template as for two
        config = TOLD.model_copy(update={"verify": 4})
        alone = nc.match(scene, [template], config)
        beside = nc.match(scene, [elsewhere, template], config)
    own = [match for match in beside.matches if match.template == template.name]
    assert own == list(alone.matches)
    assert np.array_equal(beside.score_maps[1].values, alone.score_maps[0].values, equal_nan=True)


def test_progress_moves_with_each_template(
    large: None, small_scene: SmallScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judgement, "_NO_DOUBT", 2.0)
    ends: list[float] = []

    def told(progress: nc.Progress) -> None:
        if progress.stage == "verification" and progress.done == progress.total:
            ends.append(progress.fraction)

    with nc.Raster.open(small_scene.path) as scene:
        templates = [_piece(scene, 20 * step, 10 * step) for step in range(4)]
        nc.match(scene, templates, TOLD, progress=told)
    steps = np.diff(list(dict.fromkeys(ends)))  # of the coarse search, then of each template
    assert len(steps) == 4
    assert steps.min() > 0.5 * steps.max()


def test_candidates_of_a_coarse_search_lie_apart_whatever_the_matches_may(
    large: None, small_scene: SmallScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the places that are searched finely would be neighbours of one."""
    seen: list[tuple[tuple[float, float], ...]] = []

    def told(places: tuple[tuple[float, float], ...], *rest: object) -> object:
        seen.append(places)
        return Focus(places, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(judgement, "_NO_DOUBT", 2.0)
    monkeypatch.setattr("neurocorrelator.matching.match.Focus", told)
    with nc.Raster.open(small_scene.path) as scene:
        config = TOLD.model_copy(update={"separation": 0.01, "verify": 1})
        nc.match(scene, [_piece(scene, 152, 92)], config)
    (places,) = seen
    near = min(math.dist(one, other) for one, other in combinations(places[1:], 2))
    assert len(places) > 8
    assert near > SIDE / 4


def test_an_area_holds_in_the_fine_search_too(large: None, small_scene: SmallScene) -> None:
    with nc.Raster.open(small_scene.path) as scene:
        template = _piece(scene, 152, 92)
        area = nc.SearchArea.from_pixels([[(0, 0), (120, 0), (120, 300), (0, 300)]], "the west")
        result = nc.match(scene, [template], TOLD, area=area)
    assert result.run["focused"] == [template.name]
    assert all(match.centre[0] <= 120 for match in result.matches)
    assert result.verdicts[template.name] != "found"


def test_small_scenes_are_searched_whole(small_scene: SmallScene) -> None:
    with nc.Raster.open(small_scene.path) as scene:
        result = nc.match(scene, [_piece(scene, 152, 92)], TOLD)
    assert result.run["focused"] == []


def test_templates_of_different_sizes_each_have_a_sample_of_their_own(
    large: None, small_scene: SmallScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that is beyond the scene, which an area may be, samples the scene alone."""
    seen: list[tuple[float, tuple[float, ...]]] = []

    def told(bounds: tuple[float, ...], reduce: float, reach: int) -> object:
        seen.append((reduce, bounds))
        return sample_squares(bounds, reduce, reach)  # type: ignore[arg-type]

    monkeypatch.setattr("neurocorrelator.matching.focus.sample_squares", told)
    with nc.Raster.open(small_scene.path) as scene:
        image = scene.read(nc.Window(20, 10, 270, 270))
        wide = nc.Template("wide", image.rgb, image.mask)
        small = _piece(scene, 152, 92)
        corners = [(-5000, -5000), (5000, -5000), (5000, 5000), (-5000, 5000)]
        area = nc.SearchArea.from_pixels([corners], "all and more")
        result = nc.match(scene, [wide, small], TOLD, area=area)
        whole = (0, 0, scene.width, scene.height)
    assert result.verdicts == {"wide": "found", small.name: "found"}
    assert seen == [(2, whole), (1, whole)]


@pytest.mark.parametrize("size", [(30_000, 30_000), (20_000, 5_000)])
def test_the_sample_is_an_even_part_of_the_scene(size: tuple[int, int]) -> None:
    reduce = 2.0
    bounds = (0, 0, *size)
    squares = sample_squares(bounds, reduce, 20)
    inside = np.zeros((size[1] // 100, size[0] // 100), np.bool_)
    for left, top, right, bottom in squares:
        area = slice(round(top / 100), round(bottom / 100)), slice(round(left / 100), None)
        inside[area[0], area[1].start : round(right / 100)] = True
    share = focus.SAMPLE_PX * reduce**2 / (size[0] * size[1])
    assert inside.mean() == pytest.approx(min(share, 1), rel=0.15)
    for half in np.array_split(inside, 2, axis=0) + np.array_split(inside, 2, axis=1):
        assert half.mean() == pytest.approx(inside.mean(), rel=0.15)
    assert sample_squares(bounds, reduce, 30) == squares


@given(
    squares=st.lists(
        st.tuples(st.floats(-20, 300), st.floats(-20, 220), st.floats(1, 120)), max_size=8
    ),
    reach=st.integers(0, 12),
)
def test_islands_count_each_cell_of_the_squares_once(
    squares: list[tuple[float, float, float]], reach: int
) -> None:
    with nc.Raster.open(CITY) as raster:
        grid = WorkingGrid(raster)
        boxes = tuple((left, top, left + side, top + side) for left, top, side in squares)
        islands = islands_of(grid, [], boxes, reach, None)
    rows, cols = grid.cells
    expected = np.zeros(grid.cells, np.bool_)
    for left, top, right, bottom in boxes:
        edges = (np.floor(np.array([top, bottom, left, right]) / 4 + 0.5)).astype(int).clip(0)
        expected[edges[0] : edges[1], edges[2] : edges[3]] = True
    count = np.zeros(grid.cells, int)
    for island, _, _ in islands.placed():
        count[island.row : island.row + island.rows, island.col : island.col + island.cols] += (
            island.counted
        )
        at = np.argwhere(island.counted)
        first, last = at.min(axis=0), at.max(axis=0)
        for axis, (start, length, size) in enumerate(
            ((island.row, island.rows, rows), (island.col, island.cols, cols))
        ):
            assert first[axis] >= min(reach, start + first[axis])
            assert length - 1 - last[axis] >= min(reach, size - 1 - start - last[axis])
    assert np.array_equal(count, expected.astype(int))
    assert islands.counted.sum() == expected.sum()
    taken = np.zeros(islands.shape, int)  # no island is nearer to another than a template reaches
    for island, row, col in islands.placed():
        taken[row : row + island.rows + reach, col : col + island.cols + reach] += 1
    assert taken.max(initial=0) <= 1


@given(left=st.integers(-40, 300), top=st.integers(-40, 220), reach=st.integers(0, 12))
def test_the_sample_counts_what_a_template_does_not_reach_beyond(
    left: int, top: int, reach: int
) -> None:
    with nc.Raster.open(CITY) as raster:
        grid = WorkingGrid(raster)
        islands = islands_of(grid, [(left, top, left + 160, top + 160)], [], reach, None)
    for island, _, _ in islands.placed():
        at = np.argwhere(island.counted)
        for axis, (start, length, size) in enumerate(
            ((island.row, island.rows, grid.cells[0]), (island.col, island.cols, grid.cells[1]))
        ):
            assert at[:, axis].min() == (reach if start else 0)
            last = length - 1 - at[:, axis].max()
            assert last == (reach if start + length < size else 0)


def test_islands_of_the_whole_scene_give_the_maps_of_the_whole_scene(
    network: VggCells,
) -> None:
    """Four islands that cover a scene: statistics, L and every position are those of one search."""
    config = TOLD.model_copy(update={"device": "cpu"})
    with nc.Raster.open(CITY) as raster:
        template = _piece(raster, 120, 60)
        grid = WorkingGrid(raster)
        variant = plan_variant(template, Pose(((1.0, 0.0), (0.0, 1.0))), None)
        middle_col, middle_row = 2 * round(raster.width / 4), 2 * round(raster.height / 4)
        squares = [
            (left, top, left + 4000, top + 4000)
            for top in (middle_row - 4000, middle_row)
            for left in (middle_col - 4000, middle_col)
        ]
        islands = islands_of(grid, [], squares, 14, None)
        assert len(list(islands.placed())) == 4
        maps, windows = [], []
        for scene in (
            SceneFeatures(grid, network),
            SceneFeatures(grid, network, islands=islands, tile_px=64),
        ):
            scene.prepare()
            drawn = draw_variant(template, variant)
            cells = template_cells(network, scene.standardiser, *drawn)
            sums = likelihood_sums(scene.tiles(), [cells], 20.0, scene.shape)
            (own,) = score_positions(scene.tiles(), [cells], sums, 20.0, scene.valid)
            evidence = gather_evidence(
                raster,
                template,
                variant,
                own,
                cells=cells,
                scene_cells=int(scene.counted.sum()),
                config=config,
                islands=scene.plan.islands,
            )
            scene_cells = SceneCells.of(raster.width, raster.height)
            quality = np.full(scene_cells.shape, np.nan, np.float32)
            for part in evidence:
                values = np.where(part.candidates, part.quality, np.float32(np.nan))
                rows, cols = scene_cells.under(values.shape, part.first_centre, part.step)
                here = (
                    part.first_centre[0] - 4 * cols.start,
                    part.first_centre[1] - 4 * rows.start,
                )
                size = SceneCells((rows.stop - rows.start, cols.stop - cols.start), 4)
                found = resample_to_scene_cells(values, here, part.step, size)
                quality[rows, cols] = np.fmax(quality[rows, cols], found)
            maps.append(quality)
            windows.append([scene.window(r, c, 9, 11)[0] for r, c in ((0, 0), (20, 30), (-3, 40))])
    whole, parts = maps
    assert np.array_equal(np.isfinite(whole), np.isfinite(parts))
    assert np.isfinite(whole).sum() > 1000
    np.testing.assert_allclose(parts, whole, rtol=1e-3, equal_nan=True)
    for one, other in zip(*windows, strict=True):
        assert torch.allclose(one, other, atol=1e-4)
