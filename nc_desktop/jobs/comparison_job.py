"""Reading what a match is compared by: the scene's pixels, and the template laid over them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import neurocorrelator as nc
from nc_desktop.jobs.job import Report

Limits = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels of the scene."""

_STRIP_PIXELS = 8_000_000  # of the file, after which reading may stop
_QUICK_TYPES = ("uint8", "uint16", "int16", "float32")  # that are coloured as they are


@dataclass(frozen=True, eq=False)
class ScenePicture:
    """A part of a scene.

    Attributes:
        values: [3, H, W], of the bands shown.
        mask: [H, W], False where nothing is known.
        limits: what it covers.
        damaged: whether some of it cannot be read.
    """

    values: NDArray[np.generic]
    mask: NDArray[np.bool_]
    limits: Limits
    damaged: bool = False


@dataclass(frozen=True, eq=False)
class TemplatePicture:
    """The part of a template that lies in some limits.

    Attributes:
        rgb: [H, W, 3] uint8.
        mask: [H, W], False beside the template and where it is masked.
        limits: what it covers.
    """

    rgb: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    limits: Limits


@dataclass(frozen=True, eq=False)
class ComparedPictures:
    """Both pictures of the same ground; None where one of them has nothing there.

    Attributes:
        scene: from the file.
        template: from memory.
        limits: what was asked for.
        scale: pixels of the pictures in a pixel of the scene that were asked for.
        lacks_file: whether the template's file is there no longer; its pixels are in memory.
    """

    scene: ScenePicture | None
    template: TemplatePicture | None
    limits: Limits
    scale: float
    lacks_file: bool = False


@dataclass(frozen=True, eq=False)
class ComparisonJob:
    """Read a part of a scene, and lay a template over it.

    Attributes:
        scene: as a search sees it.
        result: what the match is one of.
        match: as the user has it.
        limits: what is wanted.
        scale: pixels of the screen in a pixel of the scene; finer ones are not needed.
    """

    scene: nc.Raster
    result: nc.MatchResult
    match: nc.Match
    limits: Limits
    scale: float

    def run(self, report: Report, cancel: nc.CancelToken) -> ComparedPictures:
        """Read both.

        Raises:
            neurocorrelator.NeurocorrelatorError: the scene's file is gone, or the footprint is no
                place of a picture.
            neurocorrelator.CancelledError: the token was set.
        """
        template = next(t for t in self.result.templates if t.name == self.match.template)
        laid = self._lay(template, cancel)
        return ComparedPictures(
            self._read(cancel),
            laid,
            self.limits,
            self.scale,
            template.path is not None and not template.path.exists(),
        )

    def _read(self, cancel: nc.CancelToken) -> ScenePicture | None:
        step = max(1, math.floor(1 / self.scale))
        left, top, right, bottom = _whole(self.limits)
        # on pixels that are averaged, so that strips fit together
        left, top = max(0, left // step * step), max(0, top // step * step)
        right = min(self.scene.width, -(-right // step) * step)
        bottom = min(self.scene.height, -(-bottom // step) * step)
        if right <= left or bottom <= top:
            return None
        rows, cols = -(-(bottom - top) // step), -(-(right - left) // step)
        strip = max(1, _STRIP_PIXELS // ((right - left) * step))
        parts, masks, damaged = [], [], False
        for row in range(0, rows, strip):
            cancel.raise_if_cancelled()
            end = min(rows, row + strip)
            first, last = top + row * step, min(bottom, top + end * step)
            window = nc.Window(left, first, right - left, last - first)
            read, broken = self.scene.read_values(window, (end - row, cols))
            parts.append(read.values)
            masks.append(read.mask)
            damaged = damaged or bool(broken)
        values = np.concatenate(parts, axis=1)
        if values.dtype.name not in _QUICK_TYPES:
            values = values.astype(np.float32)
        limits = float(left), float(top), float(right), float(bottom)
        return ScenePicture(values, np.concatenate(masks), limits, damaged)

    def _lay(self, template: nc.Template, cancel: nc.CancelToken) -> TemplatePicture | None:
        corners = np.array(self.match.footprint)
        (west, north), (east, south) = corners.min(axis=0), corners.max(axis=0)
        left, top, right, bottom = self.limits
        inside = max(left, west), max(top, north), min(right, east), min(bottom, south)
        if inside[2] <= inside[0] or inside[3] <= inside[1]:
            return None
        left, top, right, bottom = _whole(inside)
        finest = 1.2 / max(_pixel_side(corners, template), 1e-9)
        scale = min(self.scale, finest)
        shape = (
            max(1, math.ceil((bottom - top) * scale)),
            max(1, math.ceil((right - left) * scale)),
        )
        window = nc.Window(left, top, right - left, bottom - top)
        seen = nc.template_on_scene(self.result, self.match, window, shape, cancel=cancel)
        limits = float(left), float(top), float(right), float(bottom)
        return TemplatePicture(seen.rgb, seen.mask, limits)


def _whole(limits: Limits) -> tuple[int, int, int, int]:
    left, top, right, bottom = limits
    return math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)


def _pixel_side(corners: NDArray[np.float64], template: nc.Template) -> float:
    """Side of a pixel of the template, in pixels of the scene."""
    after = np.roll(corners, -1, axis=0)
    area = abs(float((corners[:, 0] * after[:, 1] - corners[:, 1] * after[:, 0]).sum())) / 2
    return math.sqrt(area / (template.width * template.height))
