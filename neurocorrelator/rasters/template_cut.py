"""Cutting a template out of a scene: what is seen here is looked for elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from neurocorrelator.errors import TemplateError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.rasters.image import Image, MaskArray, RgbArray, Window
from neurocorrelator.rasters.known_from import KnownFrom
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template, ground_of, square_pixels

SMALLEST_CUT_PX = 16  # a side; four arranged cells of four pixels, the least that can be found
LARGEST_CUT_PX = 4096  # a side; a match looks at far less of a template

_UPRIGHT_WITHIN = 0.5  # pixels; outlines closer to an upright rectangle are one

Outline = Sequence[tuple[float, float]]


@dataclass(frozen=True, eq=False)
class TemplateCut:
    """A template that was cut out of a raster, and where it lay.

    Attributes:
        template: the picture; GSD, heading and position are the raster's.
        georeference: of the template's own pixels.
    """

    template: Template
    georeference: Georeference


def cut_template(
    raster: Raster, outline: Outline, *, name: str, longest: int = LARGEST_CUT_PX
) -> TemplateCut:
    """Cut a rectangle or a polygon out of a raster, as a search sees it.

    Pixels are those of the file, at full resolution; beyond `longest` the cut is reduced, which its
    notes tell. Outside of a polygon, over nodata and where the file is damaged the template is
    masked; rows and columns at its border that hold nothing else are left away. Pixels that are not
    square on the ground are resampled to squares.

    Args:
        raster: the scene; its bands and its stretch make the colours.
        outline: corners (col, row) in pixels of the raster. An upright rectangle is cut at whole
            pixels; any other polygon masks the pixels whose centre lies outside of it.
        name: of the template.
        longest: pixels of the longer side above which the cut is reduced.

    Raises:
        TemplateError: less than 16 pixels wide or high, all nodata, or of one colour.
        AreaError: the outline encloses nothing, or does not touch the raster.
        RasterError: the file is changed or gone.
    """
    ring = np.asarray(outline, np.float64).reshape(-1, 2)
    SearchArea.from_pixels([_points(ring)], name, (raster.width, raster.height))
    upright = _is_upright(ring)
    window = _window(ring, (raster.width, raster.height), upright=upright)
    _refuse_small(name, window.width, window.height)
    shrink = max(1.0, max(window.width, window.height) / longest)
    shape = max(1, round(window.height / shrink)), max(1, round(window.width / shrink))
    image, damaged = raster.read_whole_blocks(window, None if shrink == 1 else shape)
    mask = image.mask
    if not upright:
        corner = np.array([window.col_off, window.row_off])
        cells = np.array([image.width / window.width, image.height / window.height])
        inside = SearchArea.from_pixels([_points((ring - corner) * cells)], name)
        mask = mask & inside.mask(mask.shape, (0.5, 0.5), 1.0)
    if not mask.any():
        raise TemplateError(f"{name}: holds no pixel of the scene but nodata; cut elsewhere")

    rgb, mask, georeference = _trimmed(image, mask)
    _refuse_small(name, mask.shape[1], mask.shape[0])
    known = ground_of(georeference, mask.shape[1], mask.shape[0])
    if known.sides_m is not None:
        height, width = mask.shape
        rgb, mask = square_pixels(rgb, mask, known.sides_m)
        cell = Affine.scale(width / mask.shape[1], height / mask.shape[0])
        georeference = Georeference(georeference.transform * cell, georeference.crs)
    notes = [known.note, known.gsd_note, known.heading_note]
    if shrink > 1:
        notes.append(
            f"reduced from {window.width} x {window.height} to"
            f" {image.width} x {image.height} pixels"
        )
    if damaged:
        notes.append("parts of the file that are damaged are masked out")
    template = Template(
        name,
        rgb,
        mask,
        gsd_m=known.gsd_m,
        heading_deg=known.heading_deg,
        position=known.position,
        known_from=KnownFrom("georeference", "georeference", "georeference"),
        notes=tuple(note for note in notes if note),
    )
    return TemplateCut(template, georeference)


def _points(ring: NDArray[np.float64]) -> list[tuple[float, float]]:
    return [(col, row) for col, row in ring.tolist()]


def _is_upright(ring: NDArray[np.float64]) -> bool:
    if len(ring) != 4:
        return False
    low, high = ring.min(axis=0), ring.max(axis=0)
    at_low, at_high = np.abs(ring - low), np.abs(ring - high)
    at_corners = (np.minimum(at_low, at_high) <= _UPRIGHT_WITHIN).all()
    corners = {tuple(point) for point in (at_low <= at_high).tolist()}
    return bool(at_corners and len(corners) == 4)


def _refuse_small(name: str, width: int, height: int) -> None:
    if min(width, height) < SMALLEST_CUT_PX:
        raise TemplateError(
            f"{name}: is {width} x {height} pixels, too small to look for; cut out at least"
            f" {SMALLEST_CUT_PX} x {SMALLEST_CUT_PX} that are not nodata"
        )


def _trimmed(image: Image, mask: MaskArray) -> tuple[RgbArray, MaskArray, Georeference]:
    """Without the rows and columns at the border that are masked all along."""
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, left = int(rows[0]), int(cols[0])
    part = np.s_[top : int(rows[-1]) + 1, left : int(cols[-1]) + 1]
    rgb = np.ascontiguousarray(image.rgb[part])
    return rgb, np.ascontiguousarray(mask[part]), image.georeference.window(left, top)


def _window(ring: NDArray[np.float64], size: tuple[int, int], *, upright: bool) -> Window:
    """The whole pixels around an outline, as far as the raster reaches."""
    low = np.clip(ring.min(axis=0), 0, size)
    high = np.clip(ring.max(axis=0), 0, size)
    if upright:
        first, last = np.rint(low), np.rint(high)
    else:
        first, last = np.floor(low), np.ceil(high)
    (left, top), (right, bottom) = first.tolist(), last.tolist()
    return Window(int(left), int(top), math.ceil(right - left), math.ceil(bottom - top))
