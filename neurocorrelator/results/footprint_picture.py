"""The scene as a template sees it: the pixels under a footprint, warped to the picture's frame."""

from __future__ import annotations

import math

import cv2
import numpy as np

from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.image import Image, Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.template_ground import FloatArray, TemplateGround

_MOST_READ = 4096  # pixels a side that are read; the far end of a tilted footprint may be vast
_MARGIN = 2  # pixels around what is needed


def read_footprint(result: MatchResult, match: Match, longest: int = 640) -> Image:
    """The scene under a match, in the frame of its template: to be laid beside the picture.

    Args:
        result: what a run found.
        match: one of its matches.
        longest: pixels of the longer side; the shorter one follows from the template.

    Returns:
        Pixels with a mask that is False beside the scene, where it has no data and where its file
        is damaged. They have no georeference: a footprint may be seen in perspective.

    Raises:
        OutputError: the footprint is mirrored or is no convex quadrilateral.
        RasterError: the scene cannot be read any more.
    """
    place = TemplateGround.of_match(result, match)
    width, height = place.size
    zoom = longest / max(width, height)
    size = max(1, round(width * zoom)), max(1, round(height * zoom))
    across, down = np.meshgrid(
        (np.arange(size[0]) + 0.5) * width / size[0], (np.arange(size[1]) + 0.5) * height / size[1]
    )
    cols, rows = place.placed(across, down)
    window = _window(result.scene, cols, rows)
    if window is None:
        empty = np.zeros((size[1], size[0], 3), np.uint8)
        return Image(empty, np.zeros(empty.shape[:2], np.bool_), Georeference())
    shape = _shape(window, cols, rows)
    read, _ = result.scene.read_whole_blocks(window, shape=shape)
    # corner coordinates to OpenCV's, whose 0 is the first pixel's centre
    at = (
        ((cols - window.col_off) * (shape[1] / window.width) - 0.5).astype(np.float32),
        ((rows - window.row_off) * (shape[0] / window.height) - 0.5).astype(np.float32),
    )
    rgb = cv2.remap(read.rgb, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    seen = cv2.remap(read.mask.astype(np.uint8), *at, cv2.INTER_NEAREST, borderValue=0)
    inside = (
        (cols >= 0) & (cols <= result.scene.width) & (rows >= 0) & (rows <= result.scene.height)
    )
    mask = np.asarray((seen > 0) & inside, np.bool_)
    return Image(np.asarray(rgb * mask[:, :, None], np.uint8), mask, Georeference())


def _window(scene: Raster, cols: FloatArray, rows: FloatArray) -> Window | None:
    """The part of the scene that is needed; None where the footprint lies beside it."""
    left = max(0, math.floor(float(cols.min())) - _MARGIN)
    top = max(0, math.floor(float(rows.min())) - _MARGIN)
    right = min(scene.width, math.ceil(float(cols.max())) + _MARGIN)
    bottom = min(scene.height, math.ceil(float(rows.max())) + _MARGIN)
    if right <= left or bottom <= top:
        return None
    return Window(left, top, right - left, bottom - top)


def _shape(window: Window, cols: FloatArray, rows: FloatArray) -> tuple[int, int]:
    """Rows and columns to read the window with: not finer than what is shown of it."""
    step = 1.0
    if cols.shape[0] > 1 and cols.shape[1] > 1:  # every eighth tells enough
        right = np.hypot(np.diff(cols[::8], axis=1), np.diff(rows[::8], axis=1))
        below = np.hypot(np.diff(cols[:, ::8], axis=0), np.diff(rows[:, ::8], axis=0))
        step = max(1.0, min(float(np.median(right)), float(np.median(below))))
    step = max(step, window.width / _MOST_READ, window.height / _MOST_READ)
    return max(1, round(window.height / step)), max(1, round(window.width / step))
