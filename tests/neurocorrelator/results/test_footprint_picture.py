"""The scene under a footprint, against OpenCV's own perspective."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import rasterio
from affine import Affine

import neurocorrelator as nc

SIZE = (240, 200)  # of the scene: each pixel's red is its column, its green its row
TILTED = ((60.0, 40.0), (180.5, 60.25), (160.0, 150.0), (40.0, 120.0))


@pytest.fixture
def told_by_colour(tmp_path: Path, make_result) -> nc.MatchResult:
    """A template of 30 x 20 pixels in a scene whose colours tell the place."""
    path = tmp_path / "Сцена.tif"
    rows, cols = np.indices(SIZE[::-1])
    profile = {"driver": "GTiff", "count": 3, "dtype": "uint8", "crs": "EPSG:32615"}
    profile |= {"width": SIZE[0], "height": SIZE[1], "photometric": "rgb"}
    transform = Affine(0.5, 0, 576667.5, 0, -0.5, 5188201.5)
    with rasterio.open(path, "w", transform=transform, **profile) as dataset:
        dataset.write(np.stack([cols, rows, 7 * np.ones_like(cols)]).astype(np.uint8))
    return make_result(path, centres=[(110.0, 95.0)])


def at(result: nc.MatchResult, footprint) -> nc.Match:
    return replace(result.matches[0], footprint=footprint)


@pytest.mark.parametrize("longest", [150, 24])  # finer and coarser than the scene's pixels
def test_a_tilted_footprint_is_seen_in_the_template_s_frame(told_by_colour, longest) -> None:
    seen = nc.read_footprint(told_by_colour, at(told_by_colour, TILTED), longest)
    width, height = longest, longest * 20 // 30
    assert (seen.width, seen.height) == (width, height)
    assert seen.mask.all()
    own = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(own, np.array(TILTED, np.float32))
    centres = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1) + 0.5
    golden = cv2.perspectiveTransform(centres.reshape(1, -1, 2), matrix).reshape(height, width, 2)
    inner = np.s_[1:-1, 1:-1]
    apart = np.abs(seen.rgb[inner][..., :2] - (golden[inner] - 0.5))
    assert apart.max() < 1.5
    assert apart.mean() < 0.5


def test_beside_the_scene_nothing_is_seen(told_by_colour) -> None:
    half = ((-60.0, 40.0), (60.0, 40.0), (60.0, 120.0), (-60.0, 120.0))
    seen = nc.read_footprint(told_by_colour, at(told_by_colour, half), 120)
    assert not seen.mask[:, :59].any()
    assert seen.mask[:, 61:].all()
    far = tuple((c + 5000, r) for c, r in half)
    assert not nc.read_footprint(told_by_colour, at(told_by_colour, far), 120).mask.any()


def test_a_footprint_that_crosses_itself_is_no_picture(told_by_colour) -> None:
    crossed = (TILTED[0], TILTED[2], TILTED[1], TILTED[3])
    with pytest.raises(nc.OutputError, match="no convex quadrilateral"):
        nc.read_footprint(told_by_colour, at(told_by_colour, crossed))
