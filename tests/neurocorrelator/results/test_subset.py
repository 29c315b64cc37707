"""Some matches of a result, and the same result in another CRS."""

from __future__ import annotations

import csv
import dataclasses

import pytest
from pyproj import CRS, Transformer

import neurocorrelator as nc

CENTRES = ((100.25, 80.5), (150.0, 120.75), (33.0, 44.0))


def test_chosen_matches_keep_their_ranks(write_scene, make_result, tmp_path) -> None:
    result = make_result(write_scene(), centres=CENTRES)
    some = result.subset([2, 0])
    assert [match.rank for match in some.matches] == [3, 1]
    assert some.table["rank"].tolist() == [3, 1]
    assert (some.scene, some.score_maps) == (result.scene, result.score_maps)
    assert len(result.matches) == 3
    with nc.write_csv(some, tmp_path / "a.csv").open(encoding="utf-8") as stream:
        assert [row["rank"] for row in csv.DictReader(stream)] == ["3", "1"]
    assert result.subset([]).matches == ()
    with pytest.raises(IndexError):
        result.subset([3])


def test_another_crs_is_projs(write_scene, make_result) -> None:
    result = make_result(write_scene(), centres=CENTRES)
    assert len(result.table) == 3  # computed before: the other must not keep it
    moved = result.in_crs(CRS.from_epsg(3857))
    way = Transformer.from_crs(32615, 3857, always_xy=True)
    expected = way.transform(result.table["x"].to_numpy(), result.table["y"].to_numpy())
    assert moved.table["x"].tolist() == pytest.approx(expected[0], abs=1e-6)
    assert moved.table["y"].tolist() == pytest.approx(expected[1], abs=1e-6)
    assert set(moved.table["crs"]) == {"EPSG:3857"}
    assert moved.subset([1]).table["x"].tolist() == pytest.approx([expected[0][1]])


def test_back_to_the_scenes_own(write_scene, make_result) -> None:
    result = make_result(write_scene())
    moved = dataclasses.replace(result, out_crs=CRS.from_epsg(3857))
    for crs in (None, CRS.from_epsg(32615)):
        back = moved.in_crs(crs)
        assert back.out_crs is None
        assert back.table["x"].tolist() == result.table["x"].tolist()


def test_a_scene_without_a_crs_says_so_at_once(write_scene, make_result) -> None:
    result = make_result(write_scene(crs=None))
    with pytest.raises(nc.ConfigurationError, match="the scene has no CRS"):
        result.in_crs(CRS.from_epsg(3857))
    assert result.in_crs(None).matches == result.matches
