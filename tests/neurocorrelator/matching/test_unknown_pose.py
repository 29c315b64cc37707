"""The default: nothing is told, the pose is searched, and the answer says how sure it is."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

import neurocorrelator as nc
from neurocorrelator.matching.placement import poses
from tests.neurocorrelator.conftest import SmallScene

CITY = Path(__file__).parents[2] / "data/rasters/rio_tiler/cog_rgb.tif"
TURNED_DEG, SCALE = 137.0, 0.7  # of the template in the scene
CENTRE = (210.0, 150.0)
SIDE = 140  # template pixels


def _turned(scene: nc.Raster) -> nc.Template:
    """A piece of the scene as a finer, turned picture shows it."""
    angle = np.radians(TURNED_DEG)
    linear = SCALE * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shift = CENTRE - linear @ (SIDE / 2, SIDE / 2)
    # OpenCV has pixel centres at whole numbers
    centred = shift + linear @ (0.5, 0.5) - 0.5
    matrix = np.column_stack([linear, centred])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    rgb = cv2.warpAffine(scene.read().rgb, matrix, (SIDE, SIDE), flags=flags)
    return nc.Template("turned", np.asarray(rgb, np.uint8), np.ones((SIDE, SIDE), np.bool_))


def test_a_turned_and_scaled_picture_is_found_with_its_pose(small_scene: SmallScene) -> None:
    with nc.Raster.open(small_scene.path) as scene:
        result = nc.match(scene, [_turned(scene)])
    first, *others = result.matches
    assert first.confidence is not None
    assert first.confidence >= 0.9
    assert result.verdicts == {"turned": "found"}
    assert first.centre == pytest.approx(CENTRE, abs=1)
    assert first.rotation_deg == pytest.approx(TURNED_DEG, abs=1)
    assert first.scale == pytest.approx(SCALE, rel=0.02)
    assert first.inliers is not None
    assert first.inliers > 2 * max(other.inliers or 0 for other in others)
    confidences = [match.confidence or 0.0 for match in result.matches]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) <= 1
    assert result.run["coarse"] == ["turned"]
    assert result.run["widened"] == []  # all of it was searched at once


def test_what_is_not_there_is_not_found(small_scene: SmallScene) -> None:
    """Another town, and a picture in a mirror; at all headings."""
    with nc.Raster.open(CITY) as city:
        image = city.read(nc.Window(120, 60, 100, 100))
    elsewhere = nc.Template("elsewhere", image.rgb, image.mask)
    with nc.Raster.open(small_scene.path) as scene:
        turned = _turned(scene)
        mirrored = nc.Template("mirrored", turned.rgb[:, ::-1].copy(), turned.mask)
        result = nc.match(scene, [elsewhere, mirrored], nc.MatchConfig(scales=(SCALE,)))
    assert result.matches
    assert set(result.verdicts) == {"elsewhere", "mirrored"}
    assert "found" not in result.verdicts.values()


def test_a_template_of_one_colour_stays_an_error() -> None:
    with pytest.raises(nc.TemplateError, match="one colour"):
        nc.Template("sea", np.full((80, 80, 3), 90, np.uint8), np.ones((80, 80), np.bool_))


@pytest.mark.parametrize(("heading_error_deg", "gsd_factor"), [(0.0, 1.0), (180.0, 0.6)])
def test_what_is_told_is_believed_first(
    small_scene: SmallScene, heading_error_deg: float, gsd_factor: float
) -> None:
    """The truth ends the search; what is wrong is doubted, and the place is found all the same."""
    with nc.Raster.open(small_scene.path) as scene:
        georeference = scene.georeference
        north_deg = poses(
            nc.Template("up", *_piece(scene), heading_deg=0.0),
            georeference,
            CENTRE,
            nc.MatchConfig(rotations="none"),
        )[0].rotation_deg
        gsd_m = float(np.mean(georeference.gsd_m(*CENTRE)))
        told = nc.Template(
            "told",
            *_piece(scene),
            gsd_m=gsd_factor * gsd_m,
            heading_deg=heading_error_deg - north_deg,
        )
        result = nc.match(scene, [told])
    first = result.matches[0]
    wrong = heading_error_deg != 0
    assert result.run["widened"] == (["told"] if wrong else [])
    assert (result.run["variants"]["told"] > 1) is wrong
    assert result.verdicts == {"told": "found"}
    assert first.centre == pytest.approx((200, 140), abs=1)
    assert min(first.rotation_deg, 360 - first.rotation_deg) < 1
    assert first.scale == pytest.approx(1, rel=0.02)


def _piece(scene: nc.Raster) -> tuple[np.ndarray, np.ndarray]:
    image = scene.read(nc.Window(152, 92, 96, 96))
    return image.rgb, image.mask
