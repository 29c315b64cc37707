"""A template laid over a part of the scene, against OpenCV's own warping."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

import neurocorrelator as nc

TILTED = ((-20.0, 40.0), (230.5, 70.25), (200.0, 160.0), (30.0, 120.0))  # overhangs at the left


def laid(scene: nc.Raster, footprint=TILTED) -> tuple[nc.MatchResult, nc.Template]:
    noise = np.random.default_rng(0).integers(0, 255, (6, 9, 3), np.uint8)
    rgb = np.asarray(cv2.resize(noise, (90, 60), interpolation=cv2.INTER_CUBIC), np.uint8)
    mask = np.ones((60, 90), np.bool_)
    mask[:, :30] = False
    template = nc.Template("снимок", rgb, mask)
    match = nc.Match(1, "снимок", 1.0, 1.0, None, None, 0.0, 1.0, footprint, (100.0, 100.0))
    return nc.MatchResult(scene, (template,), (match,), (), nc.MatchConfig(), {}), template


@pytest.mark.parametrize("crs", [None, "EPSG:32615"])
@pytest.mark.parametrize("finer", [1, 2])
def test_a_masked_quadrilateral_lies_where_opencv_puts_it(crs, finer, write_scene) -> None:
    window = nc.Window(-30, 30, 280, 140)
    shape = window.height * finer, window.width * finer
    with nc.Raster.open(write_scene(crs=crs)) as scene:
        result, template = laid(scene)
        seen = nc.template_on_scene(result, result.matches[0], window, shape)
        transform = scene.georeference.transform
    corners = np.array([(0, 0), (90, 0), (90, 60), (0, 60)], np.float32)
    place = (np.array(TILTED) - (window.col_off, window.row_off)) * finer
    matrix = cv2.getPerspectiveTransform(corners - 0.5, np.float32(place - 0.5))
    size = shape[1], shape[0]
    golden = cv2.warpPerspective(template.rgb, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpPerspective(template.mask.astype(np.float32), matrix, size) > 0.5
    assert seen.mask.shape == shape
    assert (seen.mask != inside).mean() < 0.002
    inner = cv2.erode(inside.astype(np.uint8), np.ones((5, 5))) > 0
    away = np.abs(seen.rgb[inner].astype(int) - golden[inner])
    assert away.mean() < 2.5
    assert inner.sum() > 0.2 * inside.size
    assert seen.georeference.transform * (0, 0) == pytest.approx(transform * (-30, 30))
    assert seen.georeference.transform * (finer, 0) == pytest.approx(transform * (-29, 30))


def test_a_mirrored_footprint_and_a_cancel_are_told(write_scene) -> None:
    window, cancel = nc.Window(0, 0, 50, 50), nc.CancelToken()
    cancel.cancel()
    with nc.Raster.open(write_scene()) as scene:
        mirrored, _ = laid(scene, TILTED[::-1])
        with pytest.raises(nc.OutputError, match="mirrored"):
            nc.template_on_scene(mirrored, mirrored.matches[0], window)
        result, _ = laid(scene)
        with pytest.raises(nc.CancelledError):
            nc.template_on_scene(result, result.matches[0], window, cancel=cancel)
