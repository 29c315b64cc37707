"""`result.png`: the scene with the footprints of the matches, to look at without a GIS."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
from PIL import ImageDraw

from neurocorrelator.rasters.disk_cache import DiskCache
from neurocorrelator.rasters.image import RgbArray
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.results import drawing
from neurocorrelator.results.match_result import Match, MatchResult, Point
from neurocorrelator.results.scene_picture import whole_scene
from neurocorrelator.results.verdict import confidence_text

MAX_SIDE = 4096
_MIN_SIDE = 1280  # smaller scenes are enlarged, so that labels have room
_OVERHANG = 0.25  # of the scene's side is shown beyond its border for footprints that overhang
_TEXT_SHARE = 1 / 75  # height of a letter of the longer side
_FAINT = 0.6  # opacity of the footprints of lower rank
_ABSENT_DASH = 2.0  # in line widths, of the footprints of templates that are not in the scene
_NO_DATA = (200, 200, 200)
_BEYOND = (236, 236, 236)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the plane that is shown: pixel = (scene position - origin) * zoom."""

    left: float
    top: float
    width: float
    height: float
    zoom: float

    def to_canvas(self, point: Point) -> Point:
        return (point[0] - self.left) * self.zoom, (point[1] - self.top) * self.zoom


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: _Box) -> float:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0.0) * max(down, 0.0)


def put_result_picture(result: MatchResult, place: Path) -> None:
    """Write the picture as PNG to a place that is already safe, see `atomic_files`."""
    PIL.Image.fromarray(result_picture(result)).save(place, format="PNG", compress_level=3)


def result_picture(result: MatchResult) -> RgbArray:
    """The scene with footprints coloured by template, their rank and confidence, and a legend.

    Where there is no confidence the score stands in its place. Places of a template that is not in
    the scene are faint and dashed.

    At most 4096 pixels on the longer side, legend included; small scenes are enlarged. A triangle
    on a footprint's edge shows where the template's up direction lies. Hatched is what of the
    scene's file cannot be read.
    """
    absent = _absent(result)
    frame = _frame(result.scene, [m for m in result.matches if m.template not in absent])
    longer = max(frame.width, frame.height) * frame.zoom
    size = max(14, round(longer * _TEXT_SHARE))
    width = round(frame.width * frame.zoom)
    legend = _legend(result, size, width)
    room = MAX_SIDE - legend.shape[0]
    if frame.height * frame.zoom > room:
        frame = _Frame(
            frame.left, frame.top, frame.width, frame.height, max(room, 64) / frame.height
        )
        legend = _legend(result, size, round(frame.width * frame.zoom))
    canvas = _backdrop(result.scene, frame, DiskCache.opened(result.config.cache_gib))
    if result.damaged:
        drawing.put_hatch(canvas, result.damaged, frame.to_canvas, max(8, size // 2))
    _put_footprints(canvas, result, frame, size)
    canvas = _with_labels(canvas, result, frame, size)
    legend = legend[: max(0, MAX_SIDE - canvas.shape[0]), : canvas.shape[1]]
    return np.concatenate([canvas, legend])


def _frame(scene: Raster, matches: Sequence[Match]) -> _Frame:
    boxes = [match.box for match in matches if match.rank == 1]
    margin = _OVERHANG * max(scene.width, scene.height)
    left = max(min([0.0, *(box[0] for box in boxes)]), -margin)
    top = max(min([0.0, *(box[1] for box in boxes)]), -margin)
    right = min(max([scene.width, *(box[2] for box in boxes)]), scene.width + margin)
    bottom = min(max([scene.height, *(box[3] for box in boxes)]), scene.height + margin)
    if boxes and (left, top, right, bottom) != (0, 0, scene.width, scene.height):
        air = 0.01 * max(scene.width, scene.height)
        left, top, right, bottom = left - air, top - air, right + air, bottom + air
    width, height = right - left, bottom - top
    longer = max(width, height)
    zoom = min(max(1.0, _MIN_SIDE / longer), MAX_SIDE / longer)
    return _Frame(left, top, width, height, zoom)


def _backdrop(scene: Raster, frame: _Frame, cache: DiskCache | None) -> RgbArray:
    rows = max(1, round(scene.height * min(frame.zoom, 1.0)))
    cols = max(1, round(scene.width * min(frame.zoom, 1.0)))
    rgb = whole_scene(scene, (rows, cols), _NO_DATA, cache)
    size = max(1, round(frame.height * frame.zoom)), max(1, round(frame.width * frame.zoom))
    zoom_x, zoom_y = scene.width / cols * frame.zoom, scene.height / rows * frame.zoom
    # corner coordinates to OpenCV's, whose 0 is the first pixel's centre
    shift_x = -frame.left * frame.zoom + 0.5 * zoom_x - 0.5
    shift_y = -frame.top * frame.zoom + 0.5 * zoom_y - 0.5
    warped = cv2.warpAffine(
        rgb,
        np.array([[zoom_x, 0, shift_x], [0, zoom_y, shift_y]]),
        (size[1], size[0]),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=_BEYOND,
    )
    return np.asarray(warped, np.uint8)


def _absent(result: MatchResult) -> set[str]:
    """Names of the templates that are not in the scene."""
    return {name for name, verdict in result.verdicts.items() if verdict == "absent"}


def _put_footprints(canvas: RgbArray, result: MatchResult, frame: _Frame, size: int) -> None:
    index_of = {template.name: index for index, template in enumerate(result.templates)}
    absent = _absent(result)
    faint = canvas.copy()
    for match in result.matches:
        if match.rank > 1 or match.template in absent:
            index = index_of[match.template]
            corners = [frame.to_canvas(point) for point in match.footprint]
            color, dash = drawing.template_color(index), drawing.template_dash(index)
            dash = _ABSENT_DASH if match.template in absent else dash
            drawing.put_ring(faint, corners, color, max(1.0, size / 11), dash)
    cv2.addWeighted(faint, _FAINT, canvas, 1 - _FAINT, 0, dst=canvas)
    for match in result.matches:  # the best lie on top
        if match.rank == 1 and match.template not in absent:
            index = index_of[match.template]
            corners = [frame.to_canvas(point) for point in match.footprint]
            color, dash = drawing.template_color(index), drawing.template_dash(index)
            thick = max(2.0, size / 5)
            drawing.put_ring(canvas, corners, drawing.HALO, thick + max(2.0, size / 8), dash)
            drawing.put_ring(canvas, corners, color, thick, dash)
            _put_up_mark(canvas, corners, color, size)


def _put_up_mark(canvas: RgbArray, corners: list[Point], color: drawing.Color, size: int) -> None:
    (ax, ay), (bx, by), (_, _), (dx, dy) = corners
    across, up = np.array([bx - ax, by - ay]), np.array([ax - dx, ay - dy])
    if not (np.hypot(*across) > size and np.hypot(*up) > size):
        return
    middle = np.array([(ax + bx) / 2, (ay + by) / 2])
    along, rise = across / np.hypot(*across), up / np.hypot(*up)
    for reach, shade in ((0.75, drawing.HALO), (0.55, color)):
        wing = along * size * reach
        tip = middle + rise * size * reach * 1.5
        base = middle - rise * size * 0.1 * reach
        triangle = [tuple(base - wing), tuple(base + wing), tuple(tip)]
        drawing.put_triangle(canvas, triangle, shade)


def _with_labels(canvas: RgbArray, result: MatchResult, frame: _Frame, size: int) -> RgbArray:
    index_of = {template.name: index for index, template in enumerate(result.templates)}
    absent = _absent(result)
    picture = PIL.Image.fromarray(canvas)
    draw = ImageDraw.Draw(picture)
    whole = _Box(0, 0, picture.width, picture.height)
    taken: list[_Box] = []
    for match in sorted(result.matches, key=lambda m: (m.template in absent, m.rank)):
        bold = match.rank == 1 and match.template not in absent
        letters = size if bold else max(11, round(size * 0.72))
        text = f"{match.rank} · {_certainty(match)}"
        text_size = drawing.text_size(text, letters)
        box = _label_place(match, frame, text_size, whole, taken, needed=bold)
        if box is None:
            continue
        taken.append(box)
        color = drawing.template_color(index_of[match.template])
        draw.rounded_rectangle(
            (box.left, box.top, box.right, box.bottom), radius=letters // 4, fill=color
        )
        pad = letters / 4
        drawing.put_text(draw, (box.left + pad, box.top), text, letters, _readable_on(color))
    return np.asarray(picture)


def _certainty(match: Match) -> str:
    """With a star where a person corrected the place since."""
    if match.score is None:
        return "by hand"
    sure = match.confidence
    text = f"{match.score:.2f}" if sure is None else confidence_text(sure)
    return f"{text} *" if match.origin == "corrected" else text


def _label_place(
    match: Match,
    frame: _Frame,
    text: tuple[int, int],
    whole: _Box,
    taken: list[_Box],
    *,
    needed: bool,
) -> _Box | None:
    """A spot at the footprint that covers no other label; where none is free, only at need."""
    width, height = text[0] + text[1] / 2, float(text[1])
    corners = [frame.to_canvas(point) for point in match.footprint]
    centre = frame.to_canvas(match.centre)
    edges = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    least: tuple[float, _Box] | None = None
    for x, y in [corners[0], corners[1], corners[3], corners[2], *edges[1:], centre]:
        left = min(max(x - width / 2, 0.0), max(whole.right - width, 0.0))
        top = min(max(y - height / 2, 0.0), max(whole.bottom - height, 0.0))
        box = _Box(left, top, left + width, top + height)
        covered = sum(box.overlap(other) for other in taken)
        if covered == 0:
            return box
        if least is None or covered < least[0]:
            least = covered, box
    return least[1] if least is not None and needed else None


def _readable_on(color: drawing.Color) -> drawing.Color:
    bright = 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]
    return drawing.INK if bright > 110 else drawing.PAPER


def _legend_entries(result: MatchResult) -> list[str]:
    best = {match.template: match for match in reversed(result.matches)}
    entries = []
    for name, answer in result.answers.items():
        match = best.get(name)
        if answer.verdict == "absent":
            said = "not in this scene"
        elif answer.verdict is not None and answer.confidence is not None:
            said = f"{answer.verdict} {confidence_text(answer.confidence)}"
        else:
            said = "no match" if match is None else _certainty(match)
        entries.append(f"{name}   {said}")
    return entries


def _legend(result: MatchResult, size: int, width: int) -> RgbArray:
    """A strip with one entry a template, as many columns as fit."""
    absent = _absent(result)
    entries = _legend_entries(result)
    line = drawing.text_size("Ag", size)[1]
    pad, swatch = round(size * 0.8), size * 3
    widest = max((drawing.text_size(entry, size)[0] for entry in entries), default=0)
    cell = min(widest + swatch + 3 * pad, max(width - 2 * pad, 1))
    columns = max(1, (width - 2 * pad) // max(cell, 1))
    rows = math.ceil(len(entries) / columns)
    step = round(line * 1.25)
    height = 2 * pad + step * (rows + 1)
    picture = PIL.Image.new("RGB", (width, min(height, MAX_SIDE // 2)), drawing.PAPER)
    draw = ImageDraw.Draw(picture)
    sure = any(match.confidence is not None for match in result.matches)
    title = (
        f"{result.scene.name}   rank · {'confidence' if sure else f'{result.config.score} score'}"
    )
    if result.damaged:
        title += "   ·   hatched: damaged in the file"
    drawing.put_text(draw, (pad, pad), drawing.fitted(title, size, width - 2 * pad), size)
    canvas = np.array(picture)
    for index in range(len(entries)):
        row, column = index // columns, index % columns
        x, y = pad + column * cell, pad + step * (row + 1) + line / 2
        thick = max(2.0, size / 5)
        ends = [(x, y), (x + swatch, y)]
        dash = drawing.template_dash(index)
        if result.templates[index].name in absent:
            thick, dash = max(1.0, size / 11), _ABSENT_DASH
        else:
            drawing.put_ring(canvas, ends, drawing.HALO, thick + max(2.0, size / 8), dash)
        drawing.put_ring(canvas, ends, drawing.template_color(index), thick, dash)
    picture = PIL.Image.fromarray(canvas)
    draw = ImageDraw.Draw(picture)
    for index, entry in enumerate(entries):
        row, column = index // columns, index % columns
        text = drawing.fitted(entry, size, cell - swatch - 2 * pad)
        at = (pad + column * cell + swatch + pad, pad + step * (row + 1))
        drawing.put_text(draw, at, text, size)
    return np.asarray(picture)
