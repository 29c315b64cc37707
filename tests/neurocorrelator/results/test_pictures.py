from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import neurocorrelator as nc
from neurocorrelator.results import drawing
from neurocorrelator.results.heatmap_picture import heatmap_picture, nice_ticks
from neurocorrelator.results.result_picture import result_picture


def pixels_of(picture, color) -> int:
    return int((np.abs(picture.astype(int) - color).max(axis=2) < 3).sum())


@pytest.mark.parametrize("size", [(24, 16), (300, 200), (9000, 60), (60, 9000), (5000, 4700)])
def test_pictures_of_any_scene_keep_to_4096_pixels(size, write_scene, make_result) -> None:
    result = make_result(
        write_scene(size=size), centres=((size[0] / 2, size[1] / 2),), half=(8.0, 6.0)
    )
    for picture in (result_picture(result), heatmap_picture(result)):
        assert picture.dtype == np.uint8
        assert max(picture.shape[:2]) <= 4096
        assert max(picture.shape[:2]) >= 900


def test_each_template_has_its_colour_and_the_legend_too(write_scene, make_result) -> None:
    names = [f"{number}.jpg" for number in range(3)]
    result = make_result(write_scene(), names=names, centres=((150, 100),))
    result = replace(  # side by side
        result,
        matches=tuple(
            replace(m, footprint=tuple((c + 60 * i - 60, r) for c, r in m.footprint))
            for i, m in enumerate(result.matches)
        ),
    )
    picture = result_picture(result)
    for number in range(3):
        assert pixels_of(picture, drawing.template_color(number)) > 500
    assert pixels_of(picture, drawing.template_color(3)) == 0


def test_the_footprint_is_drawn_where_it_is(tmp_path, write_scene, make_result) -> None:
    result = make_result(
        write_scene(size=(1280, 1280)), centres=((640, 640),), half=(400, 300), rotation_deg=0
    )
    picture = result_picture(result)  # one picture pixel a scene pixel: no overhang, no zoom
    color = np.array(drawing.template_color(0))
    for row, col in ((940, 640), (640, 240), (640, 1040)):  # bottom, left, right edge
        assert (picture[row - 1 : row + 1, col - 1 : col + 1] == color).all()
    assert not (picture[930, 640] == color).all()


def test_a_footprint_that_overhangs_is_shown_whole(write_scene, make_result) -> None:
    inside = result_picture(make_result(write_scene(), centres=((150, 100),), rotation_deg=0))
    over = result_picture(make_result(write_scene(), centres=((5, 100),), rotation_deg=0))
    assert over.shape[1] / over.shape[0] > inside.shape[1] / inside.shape[0]


def test_many_templates_fit(write_scene, make_result) -> None:
    names = [f"очень длинное имя снимка номер {number:03}.jpg" for number in range(60)]
    result = make_result(write_scene(), names=names)
    for picture in (result_picture(result), heatmap_picture(result)):
        assert max(picture.shape[:2]) <= 4096


def test_no_match_and_no_place_for_one(write_scene, make_result) -> None:
    result = make_result(write_scene())
    nowhere = replace(
        result.score_maps[0], values=np.full_like(result.score_maps[0].values, np.nan)
    )
    empty = replace(result, matches=(), score_maps=(nowhere,))
    assert result_picture(empty).size
    assert heatmap_picture(empty).size


def test_a_flat_heatmap_is_drawn(write_scene, make_result) -> None:
    result = make_result(write_scene())
    flat = replace(result.score_maps[0], values=np.ones_like(result.score_maps[0].values))
    assert heatmap_picture(replace(result, score_maps=(flat,))).size


def test_a_single_high_cell_of_a_large_heatmap_stays_visible(write_scene, make_result) -> None:
    result = make_result(write_scene())
    values = np.zeros((3000, 3000), np.float32)
    values[1234, 2345] = 1.0
    large = nc.ScoreMap("a", values, result.score_maps[0].georeference)
    picture = heatmap_picture(replace(result, score_maps=(large,), matches=()))
    map_only = picture[:, : picture.shape[0]]
    assert (map_only.astype(int).sum(axis=2) > 500)[60:1000, 60:1000].any()


def test_nowhere_has_a_colour_that_no_score_has(write_scene, make_result) -> None:
    result = make_result(write_scene())
    some = heatmap_picture(replace(result, matches=()))
    filled = np.nan_to_num(result.score_maps[0].values)
    none = heatmap_picture(
        replace(result, matches=(), score_maps=(replace(result.score_maps[0], values=filled),))
    )
    assert pixels_of(some, (205, 205, 205)) > pixels_of(none, (205, 205, 205)) + 1000


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 10, [0, 2, 4, 6, 8, 10]), (-0.3, 0.31, [-0.2, 0, 0.2]), (5, 5, [5])],
)
def test_ticks_are_round(low, high, expected) -> None:
    assert nice_ticks(low, high, 5) == pytest.approx(expected)


def test_text_is_cut_in_its_middle() -> None:
    text = "очень длинное имя.jpg"
    short = drawing.fitted(text, 20, 120)
    assert "…" in short
    assert short.startswith("оч")
    assert short.endswith("pg")
    assert drawing.text_size(short, 20)[0] <= 120


def test_what_cannot_be_read_is_hatched_where_it_lies(write_scene, make_result) -> None:
    result = make_result(write_scene(size=(1280, 1280)), centres=(), rotation_deg=0)
    broken = replace(result, damaged=(nc.Window(256, 512, 256, 128), nc.Window(512, 512, 1, 128)))
    hatched = (result_picture(broken) == drawing.HATCH).all(axis=2)  # a pixel a scene pixel
    rows, cols = np.nonzero(hatched)
    assert (rows.min(), rows.max(), cols.min(), cols.max()) == (512, 639, 256, 512)
    assert 0.15 < hatched[512:640, 256:512].mean() < 0.4  # the scene shows through
    plain, striped = heatmap_picture(result), heatmap_picture(broken)
    assert pixels_of(plain, drawing.HATCH) == 0
    assert pixels_of(striped, drawing.HATCH) > 500


def test_places_of_what_is_not_in_the_scene_are_faint_and_said(write_scene, make_result) -> None:
    result = make_result(
        write_scene(size=(1280, 1280)), centres=((640, 640),), half=(400, 300), rotation_deg=0
    )
    pictures = {}
    for confidence in (0.97, 0.5, 0.03, None):
        matches = tuple(replace(m, confidence=confidence) for m in result.matches)
        told = replace(result, matches=matches, answers={})
        pictures[told.verdicts["снимок №1.jpg"]] = result_picture(told)
    color = drawing.template_color(0)
    on_map = {verdict: pixels_of(picture[:1280], color) for verdict, picture in pictures.items()}
    assert on_map["absent"] < on_map["found"] / 5  # its label only
    assert on_map["found"] == pytest.approx(on_map["uncertain"], rel=0.05)
    legends = [picture[1280:] for picture in pictures.values()]
    assert all((a != b).any() for a, b in pairwise(legends))


def test_an_absent_template_far_outside_does_not_shrink_the_scene(write_scene, make_result) -> None:
    result = make_result(write_scene(size=(1280, 1280)), centres=((1400, 640),), rotation_deg=0)
    shown = result_picture(result)
    matches = tuple(replace(m, confidence=0.01) for m in result.matches)
    absent = result_picture(replace(result, matches=matches, answers={}))
    assert absent.shape[1] == 1280 < shown.shape[1]
