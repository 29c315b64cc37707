"""Disturbances are drawn by seed and line, and a turned picture is the picture."""

from __future__ import annotations

import math

import numpy as np
import PIL.Image
import pytest

import neurocorrelator as nc
from neurocorrelator.evaluation.conditions import Conditions, turned
from neurocorrelator.evaluation.footprints import inner_quad
from neurocorrelator.evaluation.truth_table import read_truths
from neurocorrelator.rasters.template import Template


def truths(folder, lines: int, extra: str = "", values: str = ""):
    table = folder / "t.csv"
    rows = [f"s.tif,a.png,1,1,0.5,350{values}\n"] * lines
    table.write_text(f"scene,template,x,y,gsd,heading{extra}\n" + "".join(rows), encoding="utf-8")
    return read_truths(table)


def test_nothing_is_disturbed_unless_asked_for(tmp_path) -> None:
    (truth,) = truths(tmp_path, 1)
    told = Conditions().of(truth, 5)
    assert (told.gsd_m, told.heading_deg, told.turn_deg) == (0.5, 350, 0)
    assert told.true_heading_deg == 350


def test_draws_depend_on_seed_and_line_only(tmp_path) -> None:
    wild = Conditions(random_headings=True, random_scales=(0.5, 2))
    many = truths(tmp_path, 200)
    drawn = [wild.of(truth, 7) for truth in many]
    assert [wild.of(truth, 7) for truth in reversed(many)][::-1] == drawn
    assert [wild.of(truth, 7) for truth in truths(tmp_path, 3)] == drawn[:3]
    assert wild.of(many[0], 8) != drawn[0]
    turns = [told.turn_deg for told in drawn]
    assert all(0 <= turn < 360 for turn in turns)
    assert np.histogram(turns, 4, (0, 360))[0].min() > 30
    factors = np.log2([(told.gsd_m or 0) / 0.5 for told in drawn])
    assert -1 <= factors.min() < -0.9 < 0.9 < factors.max() <= 1
    assert abs(factors.mean()) < 0.1  # log-uniform
    for told in drawn:
        assert told.heading_deg is None
        assert told.true_heading_deg == pytest.approx((350 - told.turn_deg) % 360)
    # the same factors whatever else is disturbed
    alone = [Conditions(random_scales=(0.5, 2)).of(truth, 7).gsd_m for truth in many]
    assert alone == [told.gsd_m for told in drawn]


def test_untold_and_wrong_headings(tmp_path) -> None:
    many = truths(tmp_path, 100)
    told = Conditions(untold=frozenset({"gsd"}), random_scales=(0.5, 2)).of(many[0], 0)
    assert (told.gsd_m, told.heading_deg) == (None, 350)
    told = Conditions(untold=frozenset({"heading"})).of(many[0], 0)
    assert (told.gsd_m, told.heading_deg, told.turn_deg) == (0.5, None, 0)
    assert told.true_heading_deg == 350
    wrong = [Conditions(heading_errors=(40, 180)).of(truth, 0).heading_deg for truth in many]
    errors = np.array([heading or 0 for heading in wrong]) - 350
    assert np.abs(errors).min() >= 40
    assert np.abs(errors).max() <= 180
    assert 30 < (errors > 0).sum() < 70


def test_what_is_told_may_differ_from_what_is_true(tmp_path) -> None:
    (truth,) = truths(tmp_path, 1, ",true_gsd,true_heading", ",0.25,170")
    assert (truth.picture.gsd_m, truth.gsd_m) == (0.5, 0.25)
    assert Conditions().of(truth, 0).true_heading_deg == 170
    with pytest.raises(nc.TableError, match="true_gsd must be above 0"):
        truths(tmp_path, 1, ",true_gsd", ",0")


@pytest.mark.parametrize(
    "wrong",
    [
        {"random_scales": (0, 2)},
        {"random_scales": (2, 1)},
        {"heading_errors": (-1, 5)},
        {"heading_errors": (0, 190)},
        {"heading_errors": (0, 5), "random_headings": True},
        {"heading_errors": (0, 5), "untold": frozenset({"heading"})},
    ],
)
def test_conditions_that_cannot_be(wrong) -> None:
    with pytest.raises(ValueError, match="need"):
        Conditions(**wrong)


@pytest.fixture
def picture(small_scene) -> Template:
    return Template.open(small_scene.cut(100, 60, 96), gsd_m=0.1, heading_deg=10)


def test_a_quarter_turn_is_numpys(picture) -> None:
    narrow = Template("narrow", picture.rgb[:50], picture.mask[:50], gsd_m=0.1)
    for quarters, turn in ((3, 90), (2, 180), (1, 270)):  # numpy turns counter-clockwise
        made = turned(narrow, turn)
        assert np.array_equal(made.rgb, np.rot90(narrow.rgb, quarters))
        assert made.mask.all()
        assert made.gsd_m == 0.1
    assert turned(narrow, 0) is narrow


def test_a_turn_is_pillows_and_keeps_area_and_centre(picture) -> None:
    made = turned(picture, 33)
    side = 96 * (math.sin(math.radians(33)) + math.cos(math.radians(33)))
    assert made.width == made.height == math.ceil(side)
    assert made.mask.sum() == pytest.approx(96 * 96, rel=0.05)
    assert made.mask.sum() < 96 * 96
    quad = inner_quad(96, 96, (made.width, made.height), 33)
    assert quad.min() >= -1e-6
    assert quad.max() <= made.width + 1e-6
    # Pillow turns counter-clockwise, on a canvas of the picture's parity
    canvas = np.zeros((made.height + made.height % 2,) * 2 + (3,), np.uint8)
    low = (len(canvas) - 96) // 2
    canvas[low : low + 96, low : low + 96] = picture.rgb
    theirs = np.asarray(PIL.Image.fromarray(canvas).rotate(-33, PIL.Image.Resampling.BILINEAR))
    if len(canvas) == made.height:
        inner = slice(made.height // 2 - 30, made.height // 2 + 30)
        difference = made.rgb[inner, inner].astype(int) - theirs[inner, inner].astype(int)
        assert np.abs(difference).mean() < 1.0


def test_a_masked_part_stays_masked(picture) -> None:
    mask = picture.mask.copy()
    mask[:, :48] = False
    half = Template("half", picture.rgb, mask)
    made = turned(half, 90)  # what was left is up now
    assert not made.mask[:48].any()
    assert made.mask[48:].all()
