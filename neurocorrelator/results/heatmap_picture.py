"""`heatmap.png`: the score maps as coloured panels with a colour bar each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
from numpy.typing import NDArray
from PIL import ImageDraw

from neurocorrelator.rasters.image import RgbArray, Window
from neurocorrelator.results import drawing
from neurocorrelator.results.match_result import Match, MatchResult, ScoreMap

FloatMap = NDArray[np.float32]

MAX_SIDE = 4096
_MAX_PANELS = 36
_TYPICAL_LEVEL = 0.3  # place of the median score on the colour bar
_LEAST_EXPONENT = 1 / 3
_PANEL_SIDE = 1100  # the longer side of a map when there is room
_NOWHERE = (205, 205, 205)  # no candidate may be there; a grey is in no place of the colour map
_NOWHERE_STRIPE = (180, 180, 180)


def put_heatmap_picture(result: MatchResult, place: Path) -> None:
    """Write the picture as PNG to a place that is already safe, see `atomic_files`."""
    PIL.Image.fromarray(heatmap_picture(result)).save(place, format="PNG", compress_level=3)


def heatmap_picture(result: MatchResult) -> RgbArray:
    """A panel a template: title, score map, colour bar with its values, a ring at the best match.

    At most 4096 pixels on the longer side. Striped grey is where no candidate may be, blue hatching
    what of the scene's file cannot be read. Above 36 templates the first 36 are shown;
    `heatmap.tif` has all.
    """
    maps = result.score_maps[:_MAX_PANELS]
    rows, cols = maps[0].values.shape
    columns = _columns(len(maps), cols / rows)
    lines = math.ceil(len(maps) / columns)
    side = min(_PANEL_SIDE, MAX_SIDE * 0.9 / max(columns, lines))
    best = {match.template: match for match in result.matches if match.rank == 1}
    panels = [
        _panel(m, best.get(m.template), result.config.score, side, result.damaged) for m in maps
    ]
    height, width = panels[0].shape[:2]
    canvas = np.full((height * lines, width * columns, 3), drawing.PAPER, np.uint8)
    for index, panel in enumerate(panels):
        top, left = index // columns * height, index % columns * width
        canvas[top : top + height, left : left + width] = panel
    note = "ring: best match   ·   striped grey: no candidate may be there"
    if result.damaged:
        note += "   ·   hatched: damaged in the file"
    if len(result.score_maps) > len(maps):
        note += f"   ·   {len(result.score_maps) - len(maps)} more templates in heatmap.tif"
    canvas = _with_note(canvas, note, _text_height(side))
    return _at_most(canvas, MAX_SIDE)


def _columns(count: int, aspect: float) -> int:
    """The number of columns that makes the grid most nearly square."""
    return min(
        range(1, count + 1),
        key=lambda columns: (
            max(columns * aspect, math.ceil(count / columns))
            / min(columns * aspect, math.ceil(count / columns))
        ),
    )


def _panel(
    score_map: ScoreMap, best: Match | None, score: str, side: float, damaged: Sequence[Window]
) -> RgbArray:
    rows, cols = score_map.values.shape
    zoom = side / max(rows, cols)
    height, width = max(1, round(rows * zoom)), max(1, round(cols * zoom))
    size = _text_height(side)
    pad, title = size, round(size * 2.4)
    bar_width, ticks_width = round(size * 1.2), size * 5
    shape = (title + height + pad, pad + width + pad + bar_width + ticks_width, 3)
    panel = np.full(shape, drawing.PAPER, np.uint8)
    scale = _scale(score_map)
    panel[title : title + height, pad : pad + width] = _colored(score_map, scale, height, width)
    if damaged:
        share = zoom / score_map.stride
        view = panel[title : title + height, pad : pad + width]
        drawing.put_hatch(view, damaged, lambda p: (p[0] * share, p[1] * share), max(8, size // 2))
    if best is not None:
        _put_best(panel[title : title + height, pad : pad + width], best, score_map, zoom, size)
    bar_left = pad + width + pad
    ramp = np.linspace(255, 0, height).astype(np.uint8)[:, None]
    panel[title : title + height, bar_left : bar_left + bar_width] = _color_map(ramp)
    picture = PIL.Image.fromarray(panel)
    draw = ImageDraw.Draw(picture)
    head = f"{score_map.template} · {score} score"
    head = drawing.fitted(head, size, shape[1] - 2 * pad)
    drawing.put_text(draw, (pad, title - size * 1.7), head, size)
    _put_ticks(draw, (bar_left + bar_width, title), height, scale, size)
    return np.asarray(picture)


def _text_height(side: float) -> int:
    return max(11, round(side / 42))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Scores to places on the colour bar: 0 for the lowest, 1 for the highest.

    One true peak is many times higher than all else: linear colours would show it in the dark.
    The exponent keeps the typical score visible; the ticks stand where their values are.
    """

    low: float
    high: float
    exponent: float

    def level(self, values: FloatMap) -> FloatMap:
        share = (values - self.low) / (self.high - self.low if self.high > self.low else 1.0)
        return np.asarray(np.clip(share, 0, 1) ** self.exponent, np.float32)


def _scale(score_map: ScoreMap) -> _Scale | None:
    """The scale of a map; None where no candidate may be anywhere."""
    values = score_map.values[np.isfinite(score_map.values)]
    if not values.size:
        return None
    low, high, typical = float(values.min()), float(values.max()), float(np.median(values))
    share = (typical - low) / (high - low) if high > low else 0.5
    exponent = math.log(_TYPICAL_LEVEL) / math.log(share) if 0 < share < 1 else 1.0
    return _Scale(low, high, min(max(exponent, _LEAST_EXPONENT), 1.0))


def _colored(score_map: ScoreMap, scale: _Scale | None, height: int, width: int) -> RgbArray:
    known: FloatMap = np.isfinite(score_map.values).astype(np.float32)
    lowest = np.float32(0.0 if scale is None else scale.low)
    filled: FloatMap = np.where(known > 0, score_map.values, lowest)
    filled, known = _resized(filled, height, width), _resized(known, height, width)
    level = filled if scale is None else scale.level(filled)
    shown = _color_map(np.rint(level * 255).astype(np.uint8))
    ys, xs = np.indices(known.shape)
    stripes: NDArray[np.bool_] = np.less((xs + ys) % 12, 6)
    nowhere: NDArray[np.bool_] = np.less(known, 0.5)
    shown[nowhere & stripes] = _NOWHERE_STRIPE
    shown[nowhere & ~stripes] = _NOWHERE
    return shown


def _resized(values: FloatMap, height: int, width: int) -> FloatMap:
    """Enlarged as it is, or reduced to the maximum of each place: a peak is a cell or two."""
    factor = max(1, math.ceil(values.shape[0] / height), math.ceil(values.shape[1] / width))
    kernel = np.ones((factor, factor), np.uint8)
    spread = cv2.dilate(values.astype(np.float32), kernel)
    return np.asarray(
        cv2.resize(spread, (width, height), interpolation=cv2.INTER_NEAREST), np.float32
    )


def _color_map(levels: NDArray[np.uint8]) -> RgbArray:
    bgr = cv2.applyColorMap(levels, cv2.COLORMAP_INFERNO)
    return np.ascontiguousarray(bgr[..., ::-1])


def _put_best(view: RgbArray, best: Match, score_map: ScoreMap, zoom: float, size: int) -> None:
    canvas = np.ascontiguousarray(view)
    at = (best.centre[0] / score_map.stride * zoom, best.centre[1] / score_map.stride * zoom)
    thick = max(1.0, size / 12)
    drawing.put_circle(canvas, at, size * 1.2, drawing.HALO, thick * 3)
    drawing.put_circle(canvas, at, size * 1.2, drawing.PAPER, thick)
    view[:] = canvas


def _put_ticks(
    draw: ImageDraw.ImageDraw,
    origin: tuple[int, int],
    height: int,
    scale: _Scale | None,
    size: int,
) -> None:
    left, top = origin
    line = drawing.text_size("0", size)[1]
    if scale is None:
        drawing.put_text(draw, (left + size // 3, top), "none", size)
        return
    ends = [f"{scale.low:.3g}", f"{scale.high:.3g}"]
    ticks = list(zip((scale.low, scale.high), ends, strict=True))
    round_values = nice_ticks(scale.low, scale.high, max(2, height // (line * 2)))
    ticks += [(value, f"{value:.6g}") for value in round_values]
    taken: list[float] = []
    for value, text in ticks:
        level = float(scale.level(np.full(1, value, np.float32))[0])
        y = top + (1 - level) * (height - 1)
        at = min(max(y - line / 2, top - line / 4), top + height - line * 0.75)
        if any(abs(at - other) < line for other in taken):
            continue
        taken.append(at)
        draw.line([(left, y), (left + size // 3, y)], fill=drawing.INK, width=max(1, size // 12))
        drawing.put_text(draw, (left + size // 2, at), text, size)


def nice_ticks(low: float, high: float, count: int) -> Sequence[float]:
    """About `count` round values (1, 2 or 5 times a power of ten) between two limits."""
    span = high - low
    if not span > 0:
        return [low]
    rough = span / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [i * step for i in range(first, last + 1)]


def _with_note(canvas: RgbArray, text: str, size: int) -> RgbArray:
    strip = PIL.Image.new("RGB", (canvas.shape[1], size * 3), drawing.PAPER)
    shown = drawing.fitted(text, size, canvas.shape[1] - 2 * size)
    drawing.put_text(ImageDraw.Draw(strip), (size, size // 2), shown, size)
    return np.concatenate([canvas, np.asarray(strip)])


def _at_most(canvas: RgbArray, side: int) -> RgbArray:
    longer = max(canvas.shape[:2])
    if longer <= side:
        return canvas
    factor = side / longer
    size = max(1, int(canvas.shape[1] * factor)), max(1, int(canvas.shape[0] * factor))
    return np.asarray(cv2.resize(canvas, size, interpolation=cv2.INTER_AREA), np.uint8)
