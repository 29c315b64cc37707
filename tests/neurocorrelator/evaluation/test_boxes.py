from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from neurocorrelator.evaluation.boxes import Box

boxes = st.builds(Box, *[st.floats(-50, 50)] * 2, *[st.floats(0.5, 60)] * 2)


@given(a=boxes, b=boxes)
def test_iou_is_shapelys(a, b) -> None:
    shapes = [shapely.box(v.x, v.y, v.x + v.width, v.y + v.height) for v in (a, b)]
    expected = shapes[0].intersection(shapes[1]).area / shapes[0].union(shapes[1]).area
    assert a.iou(b) == pytest.approx(expected, abs=1e-6)
    assert a.iou(b) == pytest.approx(b.iou(a))


def test_iou_by_hand() -> None:
    box = Box(10, 20, 30, 40)
    assert box.iou(box) == 1.0
    assert box.iou(Box(40, 20, 5, 5)) == 0.0  # they touch
    assert Box(0, 0, 2, 2).iou(Box(1, 1, 2, 2)) == pytest.approx(1 / 7)
    assert box.centre == (25, 40)
    assert box.centred_at(0, 0) == Box(-15, -20, 30, 40)
