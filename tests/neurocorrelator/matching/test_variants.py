"""Coarse variants: few cells but enough, and one drawing for many scales."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import neurocorrelator as nc
from neurocorrelator.matching.placement import Pose
from neurocorrelator.matching.variants import (
    COARSE_PX,
    HALF_PX,
    coarse_level,
    draw_variant,
    half_reduce,
    plan_variant,
)


def _picture(side: int) -> nc.Template:
    rgb = np.arange(side * side * 3).reshape(side, side, 3).astype(np.uint8)
    return nc.Template("t", rgb, np.ones((side, side), np.bool_))


def _unturned(scale: float) -> Pose:
    return Pose(((scale, 0), (0, scale)))


@given(side=st.integers(16, 400), scale=st.floats(0.25, 2))
def test_a_coarse_variant_keeps_few_cells_but_enough(side: int, scale: float) -> None:
    pose, reduce = coarse_level(_picture(side), _unturned(scale))
    assert pose.scale == pytest.approx(scale, rel=0.031)
    left = side * pose.scale / reduce
    if side * scale >= 1.14 * COARSE_PX:
        assert COARSE_PX <= left < 1.5 * COARSE_PX
    else:
        assert left == pytest.approx(side * pose.scale)


@given(side=st.integers(64, 1200), scale=st.floats(0.25, 2))
def test_a_told_pose_is_searched_at_half_the_resolution_or_not_coarsely(
    side: int, scale: float
) -> None:
    picture, pose = _picture(side), _unturned(scale)
    full = plan_variant(picture, pose).reduce
    shorter, times = side * scale, half_reduce(picture, pose) / full
    if shorter >= 2 * HALF_PX:
        assert times == 2
    else:
        assert times == (1.5 if shorter >= 1.5 * COARSE_PX else 1)
    assert times == 1 or shorter / (times * full) >= COARSE_PX


@pytest.mark.parametrize("scale", [0.8, 1.6, 2.0])
def test_a_picture_at_many_scales_is_drawn_once(scale: float) -> None:
    """At twice the scale in a scene reduced twice as much it looks the same."""
    picture = _picture(256)
    variants = [
        plan_variant(picture, *coarse_level(picture, _unturned(own))) for own in (1.0, scale)
    ]
    first, other = (variant.drawing for variant in variants)
    assert first == other
    assert variants[0].reduce != variants[1].reduce
    shown, again = (draw_variant(picture, own)[0] for own in (first, variants[1]))
    assert np.array_equal(shown, again)


def test_another_turn_is_another_drawing() -> None:
    picture = _picture(256)
    unturned = plan_variant(picture, *coarse_level(picture, _unturned(1.0)))
    turned = plan_variant(picture, *coarse_level(picture, Pose(((0, -1), (1, 0)))))
    assert unturned.drawing != turned.drawing
