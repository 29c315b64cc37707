"""A template as it lies over a part of the scene by one of its matches, to be compared by eye."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from affine import Affine

from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.progress import CancelToken
from neurocorrelator.rasters.image import Image, Window
from neurocorrelator.rasters.warp import Grid
from neurocorrelator.results.ground import Ground
from neurocorrelator.results.match_result import Match, MatchResult
from neurocorrelator.results.template_ground import TemplateGround
from neurocorrelator.results.template_raster import TemplateWarp, tiles_of


def template_on_scene(
    result: MatchResult,
    match: Match,
    window: Window,
    shape: tuple[int, int] | None = None,
    *,
    cancel: CancelToken | None = None,
) -> Image:
    """Warp a template onto the pixels of a part of the scene, by the match's footprint.

    The exact homography of the footprint's corners; a pixel is bilinear, or the mean of several
    where the template shrinks. The scene needs no CRS, and its file is not read.

    Args:
        result: what a run found.
        match: one of its matches; its footprint may be a corrected one.
        window: in pixels of the scene; it may reach beyond the scene.
        shape: (rows, columns) of the picture, finer or coarser than the scene; the window's own
            size if None.
        cancel: checked several times a second.

    Returns:
        The window's pixels as the template has them, masked beside the template and where its mask
        is, and their georeference.

    Raises:
        OutputError: the footprint is mirrored or is no convex quadrilateral, or the result has no
            such template.
        CancelledError: `cancel` was set.
    """
    rows, cols = shape or (window.height, window.width)
    across, down = window.width / cols, window.height / rows
    # ground coordinates are pixels here, rows counted upwards, as in a scene that lies nowhere
    place = replace(
        TemplateGround.of_match(replace(result, out_crs=None), match), ground=Ground(Georeference())
    )
    grid = Grid(
        Affine(across, 0, window.col_off, 0, -down, -window.row_off), width=cols, height=rows
    )
    template = next(each for each in result.templates if each.name == match.template)
    warp = TemplateWarp(template.rgb, template.mask, place, grid)
    rgb = np.zeros((rows, cols, 3), np.uint8)
    mask = np.zeros((rows, cols), np.bool_)
    for tile in tiles_of(grid):
        if cancel is not None:
            cancel.raise_if_cancelled()
        drawn = warp.warped(tile)
        if drawn is None:
            continue
        part = np.s_[
            tile.row_off : tile.row_off + tile.height, tile.col_off : tile.col_off + tile.width
        ]
        rgb[part], mask[part] = drawn[:, :, :3], drawn[:, :, 3] > 0
    scene = result.scene.georeference
    moved = Affine.translation(window.col_off, window.row_off) * Affine.scale(across, down)
    return Image(rgb, mask, Georeference(scene.transform * moved, scene.crs))
