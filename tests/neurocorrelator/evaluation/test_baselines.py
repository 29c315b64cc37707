"""The baselines look at the same poses as the program, and may overhang alike."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import rasterio
from rasterio.windows import Window

import neurocorrelator as nc
from neurocorrelator.evaluation import baselines
from neurocorrelator.evaluation.baselines import by_ncc
from neurocorrelator.evaluation.methods import Found, by_match, by_score
from neurocorrelator.evaluation.ncc import gradient_magnitude, grey
from tests.neurocorrelator.plain import plain

EITHER = pytest.mark.parametrize("draw", [grey, gradient_magnitude])


@pytest.fixture
def scene(small_scene):
    with nc.Raster.open(small_scene.path) as raster:
        yield raster


def cut(raster, col, row, width, height, *, name="crop", **known) -> nc.Template:
    image = raster.read(nc.Window(col, row, width, height))
    return nc.Template(name, image.rgb, image.mask, **known)


def found(answers, name="crop") -> Found:
    answer = answers[name]
    assert isinstance(answer, Found), answer
    return answer


@EITHER
def test_a_cut_is_where_it_was(draw, scene) -> None:
    template = cut(scene, 123, 77, 41, 34)
    best = found(by_ncc(scene, [template], plain(), draw=draw))
    assert best.centre == pytest.approx((123 + 41 / 2, 77 + 17), abs=0.3)
    assert best.score == pytest.approx(1.0, abs=1e-3)
    assert best.linear == ((1, 0), (0, 1))


@EITHER
def test_the_best_of_all_poses(draw, scene) -> None:
    crop = scene.read(nc.Window(100, 60, 70, 50))
    rgb = np.ascontiguousarray(np.rot90(crop.rgb).repeat(2, axis=0).repeat(2, axis=1))
    template = nc.Template("crop", rgb, np.ones(rgb.shape[:2], bool))
    config = plain(rotations=(0.0, 90.0, 180.0), scales=(0.5, 1.0))
    best = found(by_ncc(scene, [template], config, draw=draw))
    assert best.centre == pytest.approx((135, 85), abs=0.5)
    # turned anticlockwise by 90 degrees, so it is turned back clockwise and halved
    assert np.array(best.linear) == pytest.approx(np.array([[0, -0.5], [0.5, 0]]), abs=1e-9)
    assert best.score > 0.95
    own = found(by_match(scene, [template], config))
    assert own.centre == pytest.approx(best.centre, abs=3)
    assert np.array(own.linear) == pytest.approx(np.array(best.linear), abs=1e-6)


@EITHER
def test_a_known_heading_gives_the_pose(draw, scene) -> None:
    crop = scene.read(nc.Window(100, 60, 70, 50))
    rgb = np.ascontiguousarray(np.rot90(crop.rgb))  # its up is the scene's right: about east
    right = scene.georeference.jacobian_m(200, 160)[:, 0]
    template = nc.Template(
        "crop",
        rgb,
        np.ones(rgb.shape[:2], bool),
        gsd_m=float(np.hypot(*right)),
        heading_deg=float(np.degrees(np.arctan2(*right))),
    )
    best = found(by_ncc(scene, [template], plain(), draw=draw))
    assert best.centre == pytest.approx((135, 85), abs=0.5)
    assert best.score > 0.95


@EITHER
@pytest.mark.parametrize(("min_coverage", "is_there"), [(0.35, True), (0.9, False)])
def test_a_template_may_overhang_the_scene(draw, min_coverage, is_there, small_scene) -> None:
    with rasterio.open(nc.resource_path("demo/brighton_ortho_utm15n.tif")) as source:
        pixels = source.read(window=Window(500 - 25, 240 + 100, 80, 64))  # the scene is at 500, 240
    rgb = np.ascontiguousarray(pixels.transpose(1, 2, 0))
    template = nc.Template("crop", rgb, np.ones(rgb.shape[:2], bool))
    with nc.Raster.open(small_scene.path) as raster:
        config = plain(min_coverage=min_coverage)
        best = found(by_ncc(raster, [template], config, draw=draw))
    distance = np.hypot(*np.subtract(best.centre, (-25 + 40, 100 + 32)))
    assert (distance < 0.5) == is_there


@EITHER
def test_masked_pixels_say_nothing(draw, scene) -> None:
    image = scene.read(nc.Window(123, 77, 60, 60))
    mask = np.ones((60, 60), bool)
    mask[15:45, 15:45] = False
    rgb = image.rgb.copy()
    rgb[~mask] = 255  # as wrong as can be
    template = nc.Template("crop", rgb, mask)
    best = found(by_ncc(scene, [template], plain(), draw=draw))
    assert best.centre == pytest.approx((153, 107), abs=0.3)
    assert best.score > 0.999


def test_at_the_working_resolution(scene) -> None:
    template = cut(scene, 120, 80, 96, 80)
    best = found(by_ncc(scene, [template], plain(reduce=4), draw=grey))
    assert best.centre == pytest.approx((168, 120), abs=1)
    assert best.score > 0.99


def test_many_templates_each_with_its_own_answer(scene) -> None:
    templates = [
        cut(scene, 20, 30, 40, 40, name="a"),
        cut(scene, 200, 150, 90, 70, name="b"),
        cut(scene, 20, 30, 4, 4, name="tiny"),
    ]
    told: list[nc.Progress] = []
    answers = by_ncc(scene, templates, plain(), draw=grey, progress=told.append)
    assert found(answers, "a").centre == pytest.approx((40, 50), abs=0.3)
    assert found(answers, "b").centre == pytest.approx((245, 185), abs=0.3)
    assert isinstance(answers["tiny"], nc.TemplateError)
    assert "too small" in str(answers["tiny"])
    assert [progress.done for progress in told] == [0, 1]
    cancel = nc.CancelToken()
    cancel.cancel()
    with pytest.raises(nc.CancelledError):
        by_ncc(scene, templates, plain(), draw=grey, cancel=cancel)


def test_each_failed_template_has_its_own_reason(scene) -> None:
    templates = [
        cut(scene, 20, 30, 4, 4, name="tiny"),
        cut(scene, 20, 30, 64, 64, name="huge", gsd_m=50.0),
    ]
    answers = by_match(scene, templates, plain())
    assert "too small" in str(answers["tiny"])
    assert "huge: would be" in str(answers["huge"])


def test_scores_have_their_own_temperature(scene) -> None:
    template = cut(scene, 120, 80, 64, 64)
    config = plain(alpha=3.0, min_score=1e9)
    bags = [
        found(by_score(scene, [template], settings, kind="bag")).score
        for settings in (config, plain())
    ]
    assert bags[0] == bags[1]
    cosine = found(by_score(scene, [template], config, kind="cosine"))
    assert 0.5 < cosine.score <= 1.0  # it is the mean cosine itself, no z-score
    assert cosine.centre == pytest.approx((152, 112), abs=1)


def test_too_large_a_scene_is_refused(scene, monkeypatch) -> None:
    template = cut(scene, 120, 80, 64, 64)
    search = partial(by_ncc, scene, [template], plain(), draw=grey)
    assert not baselines.may_be_too_large(scene)
    monkeypatch.setattr(baselines, "MAX_NCC_PIXELS", (400 + 64) * (320 + 64))
    assert baselines.may_be_too_large(scene)
    assert isinstance(search()["crop"], Found)
    baselines.check_ncc_size(scene, [template], plain())
    monkeypatch.setattr(baselines, "MAX_NCC_PIXELS", (400 + 64) * (320 + 64) - 1)
    assert "leave out --baselines" in str(search()["crop"])
    with pytest.raises(nc.RasterError, match="400x320 px at the templates' resolution"):
        baselines.check_ncc_size(scene, [template], plain())
