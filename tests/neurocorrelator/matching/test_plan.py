"""What is searched for: what is told is believed first, and doubted in a second, wide round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import neurocorrelator as nc
from neurocorrelator.config import AUTO_ROTATION_STEP_DEG
from neurocorrelator.matching import plan
from neurocorrelator.matching.placement import Pose, contradicts, poses
from neurocorrelator.matching.plan import Search, middle, plan_searches
from neurocorrelator.results.match_result import TemplateFailure
from tests.neurocorrelator.plain import plain

SIDE = 128
MOST_GAP_DEG = 45.0  # the score tolerates a turn of half as much
MOST_RATIO = 1.7


@pytest.fixture(scope="module")
def scene() -> Iterator[nc.Raster]:
    with nc.Raster.open(nc.resource_path("demo/brighton_ortho_utm15n.tif")) as raster:
        yield raster


@pytest.fixture(scope="module")
def gsd_m(scene: nc.Raster) -> float:
    return float(np.mean(scene.georeference.gsd_m(*middle(scene, None))))


def _template(name: str = "t", side: int = SIDE, **known: float) -> nc.Template:
    noise = np.random.default_rng(0).integers(0, 255, (side, side, 3), np.uint8)
    return nc.Template(name, noise, np.ones((side, side), np.bool_), **known)


def _plan(
    scene: nc.Raster, templates: list[nc.Template], config: nc.MatchConfig, *, wide: bool
) -> tuple[list[Search], list[TemplateFailure], list[str]]:
    failures: list[TemplateFailure] = []
    notes: list[str] = []
    searches = plan_searches(
        scene,
        templates,
        config,
        area=None,
        wide=wide,
        failures=failures,
        notes=notes,
    )
    return searches, failures, notes


def _rotations(search: Search) -> list[float]:
    return sorted({round(variant.pose.rotation_deg, 3) for variant in search.variants})


def _scales(search: Search) -> list[float]:
    return sorted({round(variant.pose.scale, 4) for variant in search.variants})


def _assert_full_circle(search: Search) -> None:
    found = _rotations(search)
    assert np.diff([*found, found[0] + 360]).max() < MOST_GAP_DEG


def _assert_scales(search: Search, low: float, high: float) -> None:
    found = _scales(search)
    assert found[0] == pytest.approx(low, rel=0.03)
    assert found[-1] == pytest.approx(high, rel=0.03)
    assert all(larger / smaller < MOST_RATIO for smaller, larger in pairwise(found))


@given(heading_deg=st.floats(-360, 720), factor=st.floats(0.4, 2.5))
def test_what_is_told_is_one_variant(
    scene: nc.Raster, gsd_m: float, heading_deg: float, factor: float
) -> None:
    told = _template(gsd_m=factor * gsd_m, heading_deg=heading_deg)
    (search,), failures, notes = _plan(scene, [told], nc.MatchConfig(), wide=False)
    (variant,) = search.variants
    assert not search.coarse
    assert variant.pose.scale == pytest.approx(factor, rel=1e-3)
    north_deg = 0.73  # true bearing of the scene's up
    turn = (variant.pose.rotation_deg - heading_deg + north_deg + 180) % 360 - 180
    assert turn == pytest.approx(0, abs=0.05)
    assert (failures, notes) == ([], [])


def test_the_wide_round_doubts_heading_and_gsd(scene: nc.Raster, gsd_m: float) -> None:
    told = _template(gsd_m=1.5 * gsd_m, heading_deg=40.0)
    (search,), _, _ = _plan(scene, [told], nc.MatchConfig(), wide=True)
    assert search.coarse
    _assert_full_circle(search)
    _assert_scales(search, 0.75, 3.0)


def test_without_a_gsd_scales_are_absolute_and_the_cheap_ones_first(scene: nc.Raster) -> None:
    for wide, least in ((False, 0.79), (True, 0.25)):
        known = _template(heading_deg=40.0)
        (search,), _, _ = _plan(scene, [known], nc.MatchConfig(rotations="none"), wide=wide)
        assert len(_rotations(search)) == 1
        _assert_scales(search, least, 2.0)
        (search,), _, _ = _plan(scene, [_template()], nc.MatchConfig(), wide=wide)
        assert search.coarse
        _assert_full_circle(search)
        _assert_scales(search, least, 2.0)


def test_without_a_heading_the_circle_is_searched_at_the_told_gsd(
    scene: nc.Raster, gsd_m: float
) -> None:
    (search,), _, _ = _plan(scene, [_template(gsd_m=gsd_m)], nc.MatchConfig(), wide=False)
    _assert_full_circle(search)
    assert _scales(search) == pytest.approx([1.0], rel=0.03)


def test_the_wide_round_searches_nothing_twice(scene: nc.Raster, gsd_m: float) -> None:
    """Of a template without a heading, at fixed scales, all was searched before."""
    told = _template("told", gsd_m=gsd_m, heading_deg=0.0)
    untold = _template("untold")
    turning = nc.MatchConfig(scales="none")
    searches, _, _ = _plan(scene, [untold, told], turning, wide=True)
    assert [search.template.name for search in searches] == ["told"]
    for config in (plain(), plain(rotations=(0.0, 90.0), scales=(0.5, 1.0))):
        assert _plan(scene, [untold, told], config, wide=True)[0] == []


@pytest.mark.parametrize("wide", [False, True])
def test_one_sweep_may_be_fixed(scene: nc.Raster, gsd_m: float, wide: bool) -> None:
    told = _template(gsd_m=gsd_m, heading_deg=0.0)
    searches, _, _ = _plan(scene, [told], plain(rotations="auto"), wide=wide)
    if wide:
        _assert_full_circle(searches[0])
    for search in searches:
        assert len(_scales(search)) == 1


def test_exact_is_never_coarse(scene: nc.Raster) -> None:
    exact = nc.MatchConfig(exact=True)
    (search,), _, _ = _plan(scene, [_template()], exact, wide=False)
    assert not search.coarse
    _assert_full_circle(search)


def test_a_coarse_variant_keeps_cells_to_compare(scene: nc.Raster) -> None:
    large, small = _template("large", 700), _template("small", 48)
    searches, _, _ = _plan(scene, [large, small], nc.MatchConfig(), wide=False)
    for search in searches:
        for variant in search.variants:
            shorter = variant.pose.scale * search.template.width / variant.reduce
            assert shorter >= 32 or variant.reduce == 1


def test_what_cannot_be_is_left_out(scene: nc.Raster, gsd_m: float) -> None:
    """A GSD in wrong units fails alone; the wide round, which may have room for it, tells none."""
    tiny = _template("tiny", gsd_m=gsd_m / 1000)
    good = _template("good")
    searches, failures, _ = _plan(scene, [tiny, good], nc.MatchConfig(), wide=False)
    assert [search.template.name for search in searches] == ["good"]
    assert [failure.template for failure in failures] == ["tiny"]
    searches, failures, _ = _plan(scene, [tiny], nc.MatchConfig(), wide=True)
    assert (searches, failures) == ([], [])
    both = _template("both", 24)  # too small at some of the scales only
    (search,), failures, notes = _plan(
        scene, [both], plain(scales=(0.2, 1.0), rotations=(0.0,)), wide=False
    )
    assert _scales(search) == [1.0]
    assert failures == []
    (note,) = notes
    assert note.startswith("1 variants left out")


@given(turn=st.floats(0, 360, exclude_max=True), factor=st.floats(0.3, 3))
def test_a_pose_contradicts_what_the_template_tells_only_where_it_tells_something(
    turn: float, factor: float
) -> None:
    auto = nc.MatchConfig()
    with nc.Raster.open(nc.resource_path("demo/brighton_ortho_utm15n.tif")) as scene:
        ground, centre = scene.georeference, middle(scene, None)
        gsd = float(np.mean(ground.gsd_m(*centre)))
    (told,) = poses(_template(gsd_m=gsd, heading_deg=30.0), ground, centre, auto)
    sin, cos = factor * np.sin(np.radians(turn)), factor * np.cos(np.radians(turn))
    (a, b), (d, e) = (np.array([[cos, -sin], [sin, cos]]) @ told.matrix).tolist()
    pose = Pose(((a, b), (d, e)))
    limit = 1.5 * AUTO_ROTATION_STEP_DEG
    turned = min(turn, 360 - turn) > limit
    scaled = not 1 / 1.41 < factor < 1.41
    for known, expected in (
        ({"gsd_m": gsd, "heading_deg": 30.0}, turned or scaled),
        ({"gsd_m": gsd}, scaled),
        ({"heading_deg": 30.0}, turned),
        ({}, False),
    ):
        near_limit = (
            abs(min(turn, 360 - turn) - limit) < 1 or abs(abs(np.log(factor)) - 0.346) < 0.02
        )
        told_by = _template(**known)
        assert near_limit or contradicts(pose, told_by, ground, centre, auto) is expected
        fixed = nc.MatchConfig(rotations=(0.0, 90.0), scales=(0.5, 1.0))
        assert not contradicts(pose, told_by, ground, centre, fixed)  # asked for by the user


@pytest.mark.parametrize("exact", [False, True])
def test_more_candidates_are_verified_in_a_large_scene(
    scene: nc.Raster, monkeypatch: pytest.MonkeyPatch, exact: bool
) -> None:
    config = plain(verify=3, exact=exact)
    (small,), _, _ = _plan(scene, [_template()], config, wide=False)
    monkeypatch.setattr(plan, "LARGE_PX", 0)
    (search,), _, _ = _plan(scene, [_template()], config, wide=False)
    assert small.verified == 3
    assert search.coarse is not exact
    fine = search if exact else plan.plan_told(search, config)
    assert exact or search.verified == 3
    assert fine.verified == 12
    assert fine.variants == small.variants


def test_a_told_pose_is_seen_coarser_where_its_maps_would_not_fit(
    scene: nc.Raster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "LARGE_PX", 0)
    config = plain(verify=3)
    (half,), _, _ = _plan(scene, [_template()], config, wide=False)
    monkeypatch.setattr(plan, "_MOST_POSITIONS", 1000)
    (search,), _, _ = _plan(scene, [_template()], config, wide=False)
    assert (half.reduce, search.reduce) == (2, 2.5)
    assert search.told == half.told
    assert (search.verified, search.coarse, search.large) == (3, True, True)
