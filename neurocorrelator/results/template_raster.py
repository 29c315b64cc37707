"""A template as a GeoTIFF where it was found: warped by its footprint."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np
import rasterio
import rasterio.crs
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning

from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.rasters.image import MaskArray, RgbArray, Window, mean_of_blocks
from neurocorrelator.rasters.template import Template
from neurocorrelator.rasters.warp import Grid
from neurocorrelator.results.template_ground import FloatArray, TemplateGround
from neurocorrelator.results.whole_raster import check_whole

_TILE = 256
_NODE = 16  # pixels between the places that are projected exactly; a bent line is straight there
_MOST_SAMPLES = 4  # a side of a pixel, averaged where the template shrinks
_LEAST_OVERVIEW = 256  # pixels on the longer side of the coarsest overview
_MARGIN = 2  # pixels of the template around what a tile needs

RgbaArray = NDArray[np.uint8]


def put_template_raster(
    template: Template,
    place: TemplateGround,
    grid: Grid,
    target: Path,
    *,
    tags: Mapping[str, str] | None = None,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Write red, green, blue and alpha: tiled, deflate, with overviews where it is large.

    Alpha is 0 beside the template and where its mask is. Each pixel is the template's at the place
    of its centre, bilinear, or the mean of several where the template shrinks there.

    Args:
        template: the picture.
        place: where it lies.
        grid: the pixels to write.
        target: a place that is already safe, see `atomic_files`.
        tags: metadata.
        progress: called after each tile, all of them together are the whole of it.
        cancel: checked for each tile.
    """
    profile = {
        "driver": "GTiff",
        "dtype": "uint8",
        "count": 4,
        "width": grid.width,
        "height": grid.height,
        "transform": grid.transform,
        "crs": None
        if place.crs is None
        else rasterio.crs.CRS.from_wkt(place.crs.to_wkt("WKT2_2019")),
        "photometric": "rgb",
        "alpha": "non-premultiplied",
        "tiled": True,
        "blockxsize": _TILE,
        "blockysize": _TILE,
        "compress": "deflate",
        "predictor": 2,
        "bigtiff": "if_safer",
    }
    source = TemplateWarp(template.rgb, template.mask, place, grid)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(target, "w", **profile) as dataset:
            tiles = list(tiles_of(grid))
            for number, window in enumerate(tiles, 1):
                if cancel is not None:
                    cancel.raise_if_cancelled()
                rgba = source.warped(window)
                if rgba is not None:
                    at = rasterio.windows.Window(
                        window.col_off, window.row_off, window.width, window.height
                    )
                    dataset.write(np.moveaxis(rgba, 2, 0), window=at)
                if progress is not None:
                    progress(Progress("write", number, len(tiles), number / len(tiles)))
            dataset.update_tags(**(tags or {}))
        factors = _overview_factors(max(grid.width, grid.height))
        if factors:
            with rasterio.Env(PREDICTOR_OVERVIEW="2"), rasterio.open(target, "r+") as dataset:
                dataset.build_overviews(factors, Resampling.average)
        check_whole(target)


class TemplateWarp:
    """A template that tiles of a grid are warped from."""

    def __init__(self, rgb: RgbArray, mask: MaskArray, place: TemplateGround, grid: Grid) -> None:
        self._place, self._grid = place, grid
        # whole blocks are averaged once; what is left of the shrinking is averaged by tile
        self._side = max(1, math.floor(self._least_shrink() + 1e-6))
        self._rgb, self._mask = mean_of_blocks(rgb, mask, self._side)

    def warped(self, window: Window) -> RgbaArray | None:
        """One tile, [rows, cols, 4]; None where nothing of the template lies."""
        nodes = [
            np.append(np.arange(0.0, side, _NODE), side) for side in (window.height, window.width)
        ]
        scene = self._scene(window, *nodes)
        samples = self._samples(nodes, *self._template(*scene))
        rows, cols = (
            (np.arange(side * samples) + 0.5) / samples for side in (window.height, window.width)
        )
        if all(np.isfinite(part).all() for part in scene):
            weights = _between(nodes[0], rows), _between(nodes[1], cols)
            scene = weights[0] @ scene[0] @ weights[1].T, weights[0] @ scene[1] @ weights[1].T
        else:  # at the border of what the CRS can express
            scene = self._scene(window, rows, cols)
        return self._sampled(*self._template(*scene), samples)

    def _least_shrink(self) -> float:
        """Template pixels in a pixel of the grid where these are fewest."""
        transform = self._grid.transform
        width, height = self._place.size
        across, down = np.meshgrid(np.linspace(0, width, 9), np.linspace(0, height, 9))
        lengths = []
        for step in ((1.0, 0.0), (0.0, 1.0)):
            ahead = self._place.xy(across + step[0] / 2, down + step[1] / 2)
            behind = self._place.xy(across - step[0] / 2, down - step[1] / 2)
            cells = (ahead[0] - behind[0]) / transform.a, (ahead[1] - behind[1]) / transform.e
            lengths.append(np.hypot(*cells))
        longest = np.nanmax(lengths)
        return float(1 / longest) if np.isfinite(longest) and longest > 0 else 1.0

    def _scene(
        self, window: Window, rows: FloatArray, cols: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Scene pixels at positions of a tile."""
        transform = self._grid.transform
        x = transform.c + transform.a * (window.col_off + cols)
        y = transform.f + transform.e * (window.row_off + rows)
        return self._place.scene_colrow(*np.meshgrid(x, y))

    def _template(self, cols: FloatArray, rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Pixels of the template, reduced as it is, at scene pixels."""
        across, down = self._place.template_xy(cols, rows)
        return across / self._side, down / self._side

    def _samples(self, nodes: list[FloatArray], across: FloatArray, down: FloatArray) -> int:
        """How many samples a side of a pixel takes in a tile."""
        height, width = self._mask.shape
        near = (across > -width) & (across < 2 * width) & (down > -height) & (down < 2 * height)
        across, down = np.where(near, across, np.nan), np.where(near, down, np.nan)
        right = np.hypot(np.diff(across, axis=1), np.diff(down, axis=1)) / np.diff(nodes[1])
        below = (
            np.hypot(np.diff(across, axis=0), np.diff(down, axis=0)) / np.diff(nodes[0])[:, None]
        )
        shrinks = np.concatenate([right.ravel(), below.ravel()])
        shrinks = shrinks[np.isfinite(shrinks)]
        if not shrinks.size:
            return 1
        return int(min(_MOST_SAMPLES, max(1, math.ceil(float(shrinks.max()) - 0.25))))

    def _sampled(self, across: FloatArray, down: FloatArray, samples: int) -> RgbaArray | None:
        height, width = self._mask.shape
        with np.errstate(invalid="ignore"):
            inside = (across > -1) & (across < width + 1) & (down > -1) & (down < height + 1)
        if not inside.any():
            return None
        left = max(0, math.floor(float(across[inside].min())) - _MARGIN)
        top = max(0, math.floor(float(down[inside].min())) - _MARGIN)
        right = min(width, math.ceil(float(across[inside].max())) + _MARGIN)
        bottom = min(height, math.ceil(float(down[inside].max())) + _MARGIN)
        part = np.s_[top:bottom, left:right]
        mask = self._mask[part]
        rgb = self._rgb[part] * mask[:, :, None]
        opaque = np.dstack([rgb, mask.astype(np.uint8) * np.uint8(255)])
        # corner coordinates to OpenCV's, whose 0 is the first pixel's centre
        map_x = np.where(inside, across - left - 0.5, -9.0).astype(np.float32)
        map_y = np.where(inside, down - top - 0.5, -9.0).astype(np.float32)
        drawn = cv2.remap(
            opaque, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0
        )
        if samples > 1:
            size = across.shape[1] // samples, across.shape[0] // samples
            drawn = cv2.resize(drawn, size, interpolation=cv2.INTER_AREA)
        weight = drawn[:, :, 3:].astype(np.float32) / 255
        kept = weight > 0.5
        colours = np.rint(drawn[:, :, :3] / np.maximum(weight, 1 / 255)).clip(0, 255)
        return np.dstack([colours * kept, kept * 255.0]).astype(np.uint8)


def _between(nodes: FloatArray, positions: FloatArray) -> FloatArray:
    """[positions, nodes] weights of a linear interpolation."""
    after = np.clip(np.searchsorted(nodes, positions, side="right"), 1, len(nodes) - 1)
    share = (positions - nodes[after - 1]) / (nodes[after] - nodes[after - 1])
    weights = np.zeros((len(positions), len(nodes)))
    each = np.arange(len(positions))
    weights[each, after - 1], weights[each, after] = 1 - share, share
    return weights


def tiles_of(grid: Grid) -> Iterator[Window]:
    """The squares that a grid is warped by, row by row."""
    for row in range(0, grid.height, _TILE):
        for col in range(0, grid.width, _TILE):
            yield Window(col, row, min(_TILE, grid.width - col), min(_TILE, grid.height - row))


def _overview_factors(side: int) -> list[int]:
    factors: list[int] = []
    while side / 2 ** (len(factors) + 1) >= _LEAST_OVERVIEW:
        factors.append(2 ** (len(factors) + 1))
    return factors
