"""A large scene: searched coarsely, then finely around what was found and on a sample."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import neurocorrelator as nc
from neurocorrelator.matching import focus, plan
from neurocorrelator.matching.focus import focus_of
from tests.neurocorrelator.conftest import SmallScene

TOLD = nc.MatchConfig(rotations="none", scales="none")
SIDE = 96
CITY = Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every scene is searched as a large one is, the sample being a small part of it."""
    monkeypatch.setattr(plan, "LARGE_PX", 0)
    monkeypatch.setattr(focus, "SAMPLE_PX", 16_384)
    monkeypatch.setattr(focus, "_SIDE_PX", 64)


def _piece(scene: nc.Raster, col: int, row: int) -> nc.Template:
    image = scene.read(nc.Window(col, row, SIDE, SIDE))
    return nc.Template(f"{col} {row}", image.rgb, image.mask)


def test_the_place_is_that_of_the_whole_search(large: None, small_scene: SmallScene) -> None:
    with nc.Raster.open(small_scene.path) as scene:
        templates = [_piece(scene, 152, 92), _piece(scene, 40, 20)]
        exact = nc.match(scene, templates, TOLD.model_copy(update={"exact": True}))
        result = nc.match(scene, templates, TOLD)
    names = [template.name for template in templates]
    assert exact.run["focused"] == []
    assert result.run["focused"] == sorted(names)
    assert result.verdicts == exact.verdicts == dict.fromkeys(names, "found")
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

    def told(found: object, area: object, bounds: tuple[float, ...], reduce: float) -> object:
        seen.append((reduce, bounds))
        return focus_of(found, area, bounds, reduce)  # type: ignore[arg-type]

    monkeypatch.setattr("neurocorrelator.matching.match.focus_of", told)
    with nc.Raster.open(small_scene.path) as scene:
        image = scene.read(nc.Window(20, 10, 270, 270))
        wide = nc.Template("wide", image.rgb, image.mask)
        small = _piece(scene, 152, 92)
        corners = [(-5000, -5000), (5000, -5000), (5000, 5000), (-5000, 5000)]
        area = nc.SearchArea.from_pixels([corners], "all and more")
        result = nc.match(scene, [wide, small], TOLD, area=area)
        whole = (0, 0, scene.width, scene.height)
    assert result.verdicts == {"wide": "found", small.name: "found"}
    assert seen == [(1, whole), (2, whole)]


@pytest.mark.parametrize("size", [(30_000, 30_000), (20_000, 5_000)])
def test_the_sample_is_an_even_part_of_the_scene(size: tuple[int, int]) -> None:
    reduce = 2.0
    bounds = (0, 0, *size)
    area = focus_of([], None, bounds, reduce)
    step = 100.0
    inside = area.mask((size[1] // 100, size[0] // 100), (step / 2, step / 2), step)
    share = focus.SAMPLE_PX * reduce**2 / (size[0] * size[1])
    assert inside.mean() == pytest.approx(min(share, 1), rel=0.15)
    for half in np.array_split(inside, 2, axis=0) + np.array_split(inside, 2, axis=1):
        assert half.mean() == pytest.approx(inside.mean(), rel=0.15)
    again = focus_of([], None, bounds, reduce)
    assert again.bounds == area.bounds
