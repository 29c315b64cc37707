"""What the command line says of each template, made of results whose confidences are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyproj
import pytest
import rasterio

import neurocorrelator as nc
from neurocorrelator.cli import match_command
from neurocorrelator.cli.match_record import matches_record
from neurocorrelator.cli.match_table import answer_lines, print_matches
from neurocorrelator.results.verdict import confidence_text


def told(raster: nc.Raster, confidences: dict[str, Sequence[float | None]]) -> nc.MatchResult:
    """A result with a place for each confidence of each template."""
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    templates = tuple(nc.Template(n, noise, np.ones((64, 64), np.bool_)) for n in confidences)
    matches = []
    for name, values in confidences.items():
        for rank, confidence in enumerate(values, start=1):
            col = 100.0 + 20 * rank
            corners = ((col, 80.0), (col + 64, 80.0), (col + 64, 144.0), (col, 144.0))
            centre = col + 32, 112.0
            match = nc.Match(
                rank, name, 9.0 / rank, -3.0, confidence, 70 // rank, 0.0, 1.0, corners, centre
            )
            matches.append(match)
    return nc.MatchResult(raster, templates, tuple(matches), (), nc.MatchConfig(), {})


def test_a_line_for_each_template(small_scene) -> None:
    with nc.Raster.open(small_scene.path) as raster:
        result = told(
            raster,
            {
                "есть.jpg": (0.97, 0.01),
                "где-то.jpg": (0.21, 0.2, 0.2, 0.1),
                "одно.jpg": (0.5,),
                "нет.jpg": (0.03, 0.01),
                "пусто.jpg": (),
            },
        )
        lines = answer_lines(result)
    with rasterio.open(small_scene.path) as scene:  # the place, by rasterio and pyproj directly
        x, y = scene.transform * (152.0, 112.0)
        lon, lat = pyproj.Transformer.from_crs(
            scene.crs.to_wkt(), "EPSG:4326", always_xy=True
        ).transform(x, y)
    assert lines == [
        f"есть.jpg: found, confidence .97, {lat:.5f} N {-lon:.5f} W (EPSG:32615 {x:.2f} {y:.2f})",
        "где-то.jpg: uncertain, 4 places with confidence .21 and below",
        "одно.jpg: uncertain, 1 place with confidence .50",
        "нет.jpg: not in this scene (best place: confidence .03)",
        "пусто.jpg: not in this scene (no place is like it)",
    ]


def test_without_a_crs_the_place_is_a_pixel(small_scene) -> None:
    with nc.Raster.open(small_scene.cut(0, 0, 300, "plain.png")) as raster:
        (line,) = answer_lines(told(raster, {"a": (0.999,)}))
    assert line == "a: found, confidence >.99, column 152.0, row 112.0"


def test_nothing_is_said_of_what_is_not_calibrated(small_scene, capsys) -> None:
    with nc.Raster.open(small_scene.path) as raster:
        result = told(raster, {"a.jpg": (None, None), "b.jpg": ()})
        assert answer_lines(result) == ["no match above the limit: b.jpg"]
        print_matches(result)
        assert "confidence" not in capsys.readouterr().out
        print_matches(told(raster, {"a.jpg": (0.97, 0.02)}))
        assert "confidence" in capsys.readouterr().out


def test_programs_get_the_answers(small_scene, tmp_path) -> None:
    with nc.Raster.open(small_scene.path) as raster:
        record = matches_record(
            told(raster, {"a": (0.97,), "b": (), "c": (None,)}), tmp_path, [], []
        )
    assert record["answers"] == {
        "a": {"verdict": "found", "confidence": 0.97, "inliers": 70},
        "b": {"verdict": None, "confidence": None, "inliers": None},
        "c": {"verdict": None, "confidence": None, "inliers": 70},
    }


def test_matches_that_are_not_sure_enough_are_dropped(small_scene) -> None:
    with nc.Raster.open(small_scene.path) as raster:
        result = told(raster, {"a": (0.95, 0.04), "b": (0.5, 0.4), "c": (0.05,)})
        kept, said = match_command._confident(result.matches, 0.45)
        assert [(m.template, m.rank) for m in kept] == [("a", 1), ("b", 1)]
        assert said == []
        fewer = replace(result, matches=kept)
        assert fewer.verdicts == {"a": "found", "b": "uncertain", "c": "absent"}
        assert answer_lines(fewer)[1:] == [
            "b: uncertain, 2 places with confidence .50 and below",
            "c: not in this scene (best place: confidence .05)",
        ]


@pytest.mark.parametrize(
    ("confidence", "text"),
    [(0.0, "0"), (0.001, "<.01"), (0.01, ".01"), (0.974, ".97"), (0.9951, ">.99"), (1.0, "1")],
)
def test_no_more_is_claimed_than_is_known(confidence, text) -> None:
    assert confidence_text(confidence) == text
