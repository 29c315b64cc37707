from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from neurocorrelator.evaluation.footprints import (
    Projection,
    angle_between,
    footprint_of,
    heading_and_gsd,
    inner_quad,
)
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.template import Template

QUAD = ((10.0, 20.0), (110.0, 35.0), (95.0, 90.0), (5.0, 80.0))


def test_a_projection_is_opencvs() -> None:
    projection = Projection.of(200, 120, QUAD)
    corners = np.array([[0, 0], [200, 0], [200, 120], [0, 120]], np.float32)
    theirs = cv2.getPerspectiveTransform(corners, np.array(QUAD, np.float32))
    assert projection.matrix == pytest.approx(theirs, rel=1e-4, abs=1e-6)
    assert projection.places(corners) == pytest.approx(np.array(QUAD))
    step = 1e-4
    here, right, down = projection.places([[100, 60], [100 + step, 60], [100, 60 + step]])
    by_steps = np.column_stack([right - here, down - here]) / step
    assert projection.linear_at((100, 60)) == pytest.approx(by_steps, abs=1e-4)


def test_no_map_where_corners_lie_on_a_line() -> None:
    with pytest.raises(ValueError, match="no picture"):
        Projection.of(10, 10, ((0, 0), (1, 0), (2, 0), (3, 0)))


@given(turn=st.floats(0, 360), scale=st.floats(0.2, 3))
def test_an_untilted_footprint_and_back(turn, scale) -> None:
    sin, cos = scale * math.sin(math.radians(turn)), scale * math.cos(math.radians(turn))
    linear = ((cos, -sin), (sin, cos))
    footprint = footprint_of((300.0, 200.0), linear, 80, 50)
    projection = Projection.of(80, 50, footprint)
    assert projection.places([[40, 25]])[0] == pytest.approx((300, 200))
    assert projection.linear_at((3, 4)) == pytest.approx(np.array(linear), abs=1e-6)


def test_heading_and_gsd_on_the_ground() -> None:
    north_up = Georeference(Affine(0.5, 0, 500_000, 0, -0.5, 5_000_000), CRS.from_epsg(32615))
    sin, cos = math.sin(math.radians(30)), math.cos(math.radians(30))
    # turned by 30 degrees clockwise: its up points to 30 degrees of the compass
    heading, gsd = heading_and_gsd(2 * np.array([[cos, -sin], [sin, cos]]), (0, 0), north_up)
    assert heading == pytest.approx(30, abs=0.01)
    assert gsd == pytest.approx(2 * 0.5 / 0.9996, rel=1e-4)
    assert angle_between(heading, 350) == pytest.approx(40, abs=0.01)
    assert angle_between(10, 190) == 180


def test_the_quad_of_a_turned_picture_lies_in_its_canvas() -> None:
    quad = inner_quad(100, 40, (140, 140), 90)
    assert quad == pytest.approx(np.array([[90, 20], [90, 120], [50, 120], [50, 20]]))


def test_templates_are_of_whole_pixels() -> None:
    """`Projection.of` takes what `Template` tells."""
    rgb = np.random.default_rng(0).integers(0, 255, (5, 7, 3), np.uint8)
    template = Template("a", rgb, np.ones((5, 7), bool))
    footprint = footprint_of((0.0, 0.0), ((1.0, 0.0), (0.0, 1.0)), template.width, template.height)
    assert footprint == ((-3.5, -2.5), (3.5, -2.5), (3.5, 2.5), (-3.5, 2.5))
