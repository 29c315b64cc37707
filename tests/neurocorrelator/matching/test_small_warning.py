"""A template that is hardly seen in the scene is searched, and the user is told."""

from __future__ import annotations

import pytest

import neurocorrelator as nc
from tests.neurocorrelator.plain import plain


@pytest.mark.parametrize(("gsd_m", "told"), [(0.0843, False), (0.01, True)])
def test_a_template_of_a_few_scene_pixels_is_told(small_scene, gsd_m: float, told: bool) -> None:
    with nc.Raster.open(small_scene.path) as scene:
        piece = scene.read(nc.Window(100, 100, 128, 128))
        template = nc.Template(name="piece", rgb=piece.rgb, mask=piece.mask, gsd_m=gsd_m)
        result = nc.match(scene, [template], plain())
    assert any("mostly found in a wrong place: piece" in line for line in result.warnings) == told
