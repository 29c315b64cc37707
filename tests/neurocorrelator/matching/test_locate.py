"""Candidates of a coarse search: ranked by how much better one turn is than the others."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

import neurocorrelator as nc
from neurocorrelator.matching.locate import locate
from neurocorrelator.matching.placement import poses
from neurocorrelator.matching.scores import Evidence
from neurocorrelator.matching.variants import Variant, plan_variant
from tests.neurocorrelator.conftest import SmallScene

WOOD, PLACE = (12, 10), (30, 40)  # row and column of positions
TURN = 3  # at which the template fits its place


@pytest.fixture
def scene(small_scene: SmallScene) -> Iterator[nc.Raster]:
    with nc.Raster.open(small_scene.path) as raster:
        yield raster


@pytest.fixture
def template() -> nc.Template:
    rgb = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    return nc.Template("t", rgb, np.ones((64, 64), np.bool_))


def _turns(scene: nc.Raster, template: nc.Template, count: int) -> list[Variant]:
    config = nc.MatchConfig(rotations=tuple(360 * i / count for i in range(count)), scales="none")
    centre = (scene.width / 2, scene.height / 2)
    return [plan_variant(template, p) for p in poses(template, scene.georeference, centre, config)]


def _evidence(turn: int, scene: nc.Raster) -> Evidence:
    """A wood resembles the template at any turn; its place does at one, not quite as much."""
    shape = scene.height // 4, scene.width // 4
    likeness = np.random.default_rng(turn).normal(0, 0.1, shape).astype(np.float32)
    likeness[WOOD] = 3.0
    if turn == TURN:
        likeness[PLACE] = 2.5
    return Evidence(
        quality=likeness,
        cosine=likeness,
        bag=None,
        candidates=np.ones(shape, np.bool_),
        first_centre=(2.0, 2.0),
        step=4.0,
    )


def _places(scene: nc.Raster, template: nc.Template, count: int, *, coarse: bool) -> list[Variant]:
    variants = _turns(scene, template, count)
    evidence = [_evidence(turn, scene) for turn in range(count)]
    located = locate(scene, template, variants, evidence, nc.MatchConfig(), top=2, coarse=coarse)
    tops = {WOOD: "wood", PLACE: "place"}
    cells = [(int(c.row // 4), int(c.col // 4)) for c in located.candidates]
    # the map shows the score itself, and a candidate has the one that the map shows
    for (row, col), candidate in zip(cells, located.candidates, strict=True):
        assert candidate.score == pytest.approx(located.score_map.values[row, col], rel=1e-5)
        assert (candidate.variant is variants[TURN]) or tops[row, col] == "wood"
    return [tops[cell] for cell in cells]


def test_a_coarse_search_ranks_what_looks_alike_at_any_turn_behind(
    scene: nc.Raster, template: nc.Template
) -> None:
    assert _places(scene, template, 20, coarse=True) == ["place", "wood"]


@pytest.mark.parametrize(("count", "coarse"), [(20, False), (6, True)])
def test_a_fine_search_and_one_of_few_turns_rank_by_the_score(
    scene: nc.Raster, template: nc.Template, count: int, coarse: bool
) -> None:
    assert _places(scene, template, count, coarse=coarse) == ["wood", "place"]
