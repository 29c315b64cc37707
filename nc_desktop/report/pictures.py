"""The pictures of a report, as they stand inside of its file."""

from __future__ import annotations

import base64
import io
import math
from dataclasses import dataclass

import numpy as np
import PIL.Image
from numpy.typing import NDArray

import neurocorrelator as nc

RgbArray = NDArray[np.uint8]

OVERVIEW_SIDE = 1800  # 190 mm of paper at 240 dpi
PAIR_SIDE = 640  # 86 mm at 190 dpi
HEATMAP_SIDE = 480
THUMBNAIL_SIDE = 120
_QUALITY = 86
_NOTHING = 236  # grey where a picture shows nothing
_NOWHERE = (214, 214, 214)  # where no candidate may be
_TYPICAL_LEVEL = 0.3  # place of the median score on the colour bar
_LEAST_EXPONENT = 1 / 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside the file.

    Attributes:
        uri: `data:` with all of it.
        width: pixels.
        height: pixels.
    """

    uri: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class HeatmapPicture:
    """A score map in colours.

    Attributes:
        picture: the map.
        bar: its colours from the lowest to the highest, a strip.
        ends: lowest and highest score; None where no candidate may be anywhere.
    """

    picture: Picture
    bar: Picture
    ends: tuple[float, float] | None


def jpeg(image: RgbArray) -> Picture:
    """A photograph."""
    return _encoded(PIL.Image.fromarray(np.ascontiguousarray(image)), "jpeg")


def picture_of(rgb: RgbArray, mask: NDArray[np.bool_], longest: int) -> Picture:
    """A picture no larger than that, grey where it shows nothing."""
    seen = rgb.copy()
    seen[~mask] = _NOTHING
    image = PIL.Image.fromarray(seen)
    image.thumbnail((longest, longest), PIL.Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _encoded(image, "jpeg")


def scene_picture(scene: nc.Raster, longest: int = OVERVIEW_SIDE) -> Picture:
    """All of a scene, read no finer than it is shown.

    Raises:
        neurocorrelator.RasterError: it cannot be read any more.
    """
    factor = min(1.0, longest / max(scene.width, scene.height))
    shape = max(1, round(scene.height * factor)), max(1, round(scene.width * factor))
    image, _ = scene.read_whole_blocks(shape=shape)
    return picture_of(image.rgb, image.mask, longest)


def pair(result: nc.MatchResult, match: nc.Match) -> tuple[Picture, Picture | None]:
    """A template, and the scene in the same frame; None where the outline is of no use.

    Raises:
        neurocorrelator.RasterError: the scene cannot be read any more.
        StopIteration: the result has no such template.
    """
    template = next(each for each in result.templates if each.name == match.template)
    own = picture_of(template.rgb, template.mask, PAIR_SIDE)
    try:
        under = nc.read_footprint(result, match, PAIR_SIDE)
    except nc.OutputError:
        return own, None
    return own, picture_of(under.rgb, under.mask, PAIR_SIDE)


def heatmap_picture(score_map: nc.ScoreMap, longest: int = HEATMAP_SIDE) -> HeatmapPicture:
    """A score map in colours; of several cells in one pixel the best is shown.

    One true peak is many times higher than all else: linear colours would show it in the dark. An
    exponent puts the median at three tenths of the bar.
    """
    values = _at_most(score_map.values, longest)
    known = np.isfinite(values)
    if not known.any():
        image = np.broadcast_to(np.array(_NOWHERE, np.uint8), (*values.shape, 3))
        return HeatmapPicture(_png(image), _bar(), None)
    low, high = float(values[known].min()), float(values[known].max())
    span = high - low if high > low else 1.0
    typical = (float(np.median(values[known])) - low) / span
    exponent = math.log(_TYPICAL_LEVEL) / math.log(typical) if 0 < typical < 1 else 1.0
    exponent = min(max(exponent, _LEAST_EXPONENT), 1.0)
    share = np.clip((np.where(known, values, low) - low) / span, 0, 1) ** exponent
    rgb = _colours(np.rint(255 * share).astype(np.uint8))
    rgb[~known] = _NOWHERE
    factor = max(1, longest // max(rgb.shape[:2]))
    enlarged = rgb.repeat(factor, axis=0).repeat(factor, axis=1)
    return HeatmapPicture(_png(enlarged), _bar(), (low, high))


def _at_most(values: NDArray[np.float32], longest: int) -> NDArray[np.float32]:
    """The greatest of each square, so that no side is longer; NaN where nothing is known."""
    side = math.ceil(max(values.shape) / longest)
    if side == 1:
        return values
    rows, cols = (math.ceil(length / side) for length in values.shape)
    pad = [
        (0, count * side - length) for count, length in zip((rows, cols), values.shape, strict=True)
    ]
    padded = np.pad(values, pad, constant_values=np.nan)
    lowest = np.float32(-np.inf)
    filled = np.where(np.isfinite(padded), padded, lowest).reshape(rows, side, cols, side)
    best = filled.max(axis=(1, 3))
    return np.where(np.isfinite(best), best, np.float32(np.nan)).astype(np.float32)


def _bar() -> Picture:
    return _png(_colours(np.arange(256, dtype=np.uint8)[None, :]))


def _colours(levels: NDArray[np.uint8]) -> RgbArray:
    import cv2  # takes long to load

    bgr = cv2.applyColorMap(levels, cv2.COLORMAP_INFERNO)
    return np.ascontiguousarray(bgr[..., ::-1])


def _png(rgb: NDArray[np.uint8]) -> Picture:
    image = PIL.Image.fromarray(np.ascontiguousarray(rgb))
    return _encoded(image.quantize(256, method=PIL.Image.Quantize.FASTOCTREE), "png")


def _encoded(image: PIL.Image.Image, kind: str) -> Picture:
    buffer = io.BytesIO()
    options = {"quality": _QUALITY, "optimize": True} if kind == "jpeg" else {"optimize": True}
    image.save(buffer, format=kind, **options)
    text = base64.b64encode(buffer.getvalue()).decode("ascii")
    return Picture(f"data:image/{kind};base64,{text}", image.width, image.height)
