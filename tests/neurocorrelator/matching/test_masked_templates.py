"""Templates with masks: drawn as large as what is seen, and without an edge where it ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import neurocorrelator as nc
from neurocorrelator.evaluation.conditions import turned
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.variants import coarse_reduce, draw_variant, fine_reduce, plan_variant

SIDE = 96


def _gradient(mask: np.ndarray) -> nc.Template:
    """Red counts columns, green rows; blue is 200 where the picture is masked."""
    height, width = mask.shape
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[..., 0], rgb[..., 1] = np.arange(width), np.arange(height)[:, None]
    rgb[~mask] = 200
    return nc.Template("t", rgb, mask)


def _turn(degrees: float) -> Pose:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Pose(((cos, -sin), (sin, cos)))


@given(turn_deg=st.floats(1, 89), back_deg=st.floats(0, 360))
def test_a_turned_picture_is_drawn_no_larger_than_itself(turn_deg: float, back_deg: float) -> None:
    plain = _gradient(np.ones((SIDE, SIDE), np.bool_))
    shown = turned(plain, turn_deg)
    assert shown.width > SIDE
    assert shown.shorter_side == pytest.approx(SIDE, rel=0.02)
    pose = _turn(back_deg)
    variant = plan_variant(shown, pose)
    alone = plan_variant(plain, _turn(back_deg + turn_deg))
    assert variant.width == pytest.approx(alone.width, abs=4)
    assert variant.height == pytest.approx(alone.height, abs=4)
    assert coarse_reduce(shown, pose) == coarse_reduce(plain, pose)
    # the picture's centre stays the centre
    assert variant.centre(shown) == pytest.approx((variant.width / 2, variant.height / 2), abs=2)
    _, inside = draw_variant(shown, variant)
    assert inside.sum() == pytest.approx(SIDE * SIDE, rel=0.03)


def test_what_is_masked_is_a_mirror_image() -> None:
    mask = np.zeros((60, 80), np.bool_)
    mask[10:50, 20:70] = True
    pad = 8
    variant = plan_variant(_gradient(mask), _turn(0))
    assert (variant.width, variant.height) == (50, 40)
    drawn, inside = draw_variant(_gradient(mask), variant, pad)
    assert inside.all()
    whole = np.pad(_gradient(mask).rgb[10:50, 20:70], ((pad, pad), (pad, pad), (0, 0)), "reflect")
    sides = (slice(pad, -pad), slice(None)), (slice(None), slice(pad, -pad))
    for side in sides:  # beyond a corner either side's image is as good
        np.testing.assert_array_equal(drawn[side], whole[side])


def test_a_pixel_without_a_mirror_image_gets_the_nearest() -> None:
    mask = np.zeros((60, 80), np.bool_)
    mask[28:32, 20:70] = True  # four rows, mirrored as far as they go
    drawn, _ = draw_variant(_gradient(mask), plan_variant(_gradient(mask), _turn(0)), 8)
    assert drawn[..., 1].min() >= 28
    assert drawn[..., 1].max() <= 31


def test_a_pose_that_is_a_little_small_is_searched_no_finer() -> None:
    template = _gradient(np.ones((256, 256), np.bool_))
    for scale, reduce in ((1.0, 2), (0.97, 2), (0.92, 2), (0.88, 1), (1.7, 2), (1.9, 4)):
        assert fine_reduce(template, Pose(((scale, 0.0), (0.0, scale)))) == reduce
    assert fine_reduce(template, Pose(((0.1, 0.0), (0.0, 0.1)))) == 0.5


def test_a_picture_is_mirrored_once_however_many_poses_are_drawn() -> None:
    shown = turned(_gradient(np.ones((SIDE, SIDE), np.bool_)), 30)
    assert shown.mirrored is shown.mirrored
