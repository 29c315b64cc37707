"""Colours, text and antialiased lines for the pictures among the results."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ImageDraw, ImageFont

from neurocorrelator.rasters.image import RgbArray, Window
from neurocorrelator.resources import resource_path

Color = tuple[int, int, int]
Point = tuple[float, float]
Points = Sequence[Point]

# Okabe and Ito, "Color universal design" (2008), without black; told apart by colour-blind people.
PALETTE: tuple[Color, ...] = (
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (213, 94, 0),
    (204, 121, 167),
    (0, 114, 178),
)
INK: Color = (32, 32, 32)
PAPER: Color = (255, 255, 255)
HALO: Color = (16, 16, 16)
HATCH: Color = (0, 150, 200)  # of what cannot be read; in no colour map and of no template

_SUBPIXEL_BITS = 4  # OpenCV draws at sixteenths of a pixel


def template_color(index: int) -> Color:
    """Colour of the template with that place in the order given; they recur after seven."""
    return PALETTE[index % len(PALETTE)]


def template_dash(index: int) -> float:
    """Dash length in line widths for templates whose colour recurs; 0 for a whole line."""
    return 5.0 * (index // len(PALETTE))


@lru_cache(maxsize=8)
def font(size: int) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which has Latin, Greek and Cyrillic letters, in pixels."""
    return ImageFont.truetype(str(resource_path("fonts/DejaVuSans.ttf")), max(size, 8))


def text_size(text: str, size: int) -> tuple[int, int]:
    """Width and height in pixels of one line, ascenders and descenders included."""
    face = font(size)
    ascent, descent = face.getmetrics()
    return round(face.getlength(text)), ascent + descent


def fitted(text: str, size: int, width: float) -> str:
    """The text, shortened in its middle to a width in pixels."""
    if text_size(text, size)[0] <= width:
        return text
    keep = len(text) - 1
    while keep > 1:
        short = f"{text[: (keep + 1) // 2]}…{text[len(text) - keep // 2 :]}"
        if text_size(short, size)[0] <= width:
            return short
        keep -= 1
    return "…"


def put_text(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    color: Color = INK,
) -> None:
    """One line with its upper left corner at a position."""
    draw.text(at, text, fill=color, font=font(size))


def put_ring(
    canvas: RgbArray, corners: Points, color: Color, width: float, dash: float = 0.0
) -> None:
    """A closed antialiased outline, drawn into the canvas; positions in corner coordinates."""
    ring = [*corners, corners[0]]
    thickness = max(1, round(width))
    lines = [ring] if dash <= 0 else _dashes(ring, dash * thickness)
    cv2.polylines(
        canvas,
        [_fixed_point(line) for line in lines],
        isClosed=False,
        color=color,
        thickness=thickness,
        lineType=cv2.LINE_AA,
        shift=_SUBPIXEL_BITS,
    )


def put_hatch(
    canvas: RgbArray, windows: Sequence[Window], to_canvas: Callable[[Point], Point], step: int
) -> None:
    """Diagonal lines over windows, drawn into the canvas; neighbours share their lines.

    Args:
        canvas: [H, W, 3].
        windows: rectangles of pixels; each is at least one pixel of the canvas.
        to_canvas: turns their pixel coordinates into the canvas's.
        step: pixels from a line to the next.
    """
    inside = np.zeros(canvas.shape[:2], np.bool_)
    for w in windows:
        left, top = to_canvas((w.col_off, w.row_off))
        right, bottom = to_canvas((w.col_off + w.width, w.row_off + w.height))
        col, row = max(0, math.floor(left)), max(0, math.floor(top))
        inside[row : max(row + 1, math.ceil(bottom)), col : max(col + 1, math.ceil(right))] = True
    rows, cols = np.nonzero(inside)
    lines = (rows - cols) % step < max(1, step // 4)  # across the stripes of the heatmap
    canvas[rows[lines], cols[lines]] = HATCH


def put_triangle(canvas: RgbArray, corners: Points, color: Color) -> None:
    """A filled antialiased triangle, drawn into the canvas."""
    cv2.fillPoly(canvas, [_fixed_point(corners)], color, lineType=cv2.LINE_AA, shift=_SUBPIXEL_BITS)


def put_circle(
    canvas: RgbArray, centre: tuple[float, float], radius: float, color: Color, width: float
) -> None:
    """An antialiased circle, drawn into the canvas."""
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    ring = [(centre[0] + radius * np.cos(a), centre[1] + radius * np.sin(a)) for a in angles]
    put_ring(canvas, ring, color, width)


def _fixed_point(points: Points) -> NDArray[np.int32]:
    # OpenCV's coordinate 0 is the first pixel's centre, ours is its corner.
    array = (np.asarray(points, np.float64) - 0.5) * (1 << _SUBPIXEL_BITS)
    limit = float(1 << 30)
    return np.rint(np.clip(array, -limit, limit)).astype(np.int32)


def _dashes(ring: Points, length: float) -> list[list[tuple[float, float]]]:
    lines = []
    for (x0, y0), (x1, y1) in pairwise(ring):
        count = max(1, round(np.hypot(x1 - x0, y1 - y0) / length / 2)) * 2 - 1
        for i in range(0, count, 2):
            a, b = i / count, (i + 1) / count
            lines.append(
                [
                    (x0 + a * (x1 - x0), y0 + a * (y1 - y0)),
                    (x0 + b * (x1 - x0), y0 + b * (y1 - y0)),
                ]
            )
    return lines
