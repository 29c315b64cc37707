"""Pairs of video frames with a box in each: the sets of the template-matching papers.

A folder holds four files a pair, whose names begin with `pairNNNN_`: two pictures and two texts
with `x,y,w,h`. In the order of their names the first picture and the first text are the template's;
the texts' own frame numbers are not to be trusted (in some sets both carry the first frame's).
"""

from __future__ import annotations

import math
import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.errors import TableError, TemplateError
from neurocorrelator.evaluation.boxes import Box
from neurocorrelator.rasters.image import Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import PICTURE_SUFFIXES, Template

_PAIR = re.compile(r"(pair\d+)_.+", re.IGNORECASE)
_VIDEO = re.compile(r"pair\d+_frm\d+_(?P<video>.+?)(_\d+)?", re.IGNORECASE)
_TEXT_SUFFIX = ".txt"


class VideoSet(StrEnum):
    """Which videos: those that settings are tuned on, those that results are reported on, or all.

    Of the names in order the first, third and so on are for tuning, the others are held out.
    """

    TUNE = "tune"
    HELD_OUT = "held-out"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Pair:
    """A box in one frame, and where it is in another frame of the same video.

    Attributes:
        name: `pairNNNN`.
        video: what the frames are of: the name's middle part, or the pair's name without one.
        template_picture: the frame with the template.
        scene_picture: the frame to search in.
        template_box: the template in its frame, as the text says; may overhang.
        truth: where it is in the other frame.
    """

    name: str
    video: str
    template_picture: Path
    scene_picture: Path
    template_box: Box
    truth: Box

    def read_template(self) -> Cut:
        """Cut the template from its frame.

        Raises:
            RasterError: the frame cannot be read.
            TemplateError: the box lies outside of it, or holds nothing to look for.
        """
        with Raster.open(self.template_picture) as frame:
            window = _pixels_of(self.template_box, frame)
            if window is None:
                raise TemplateError(
                    f"{self.template_picture}: the template's box lies outside of the frame"
                    f" ({frame.width}x{frame.height}); check the text beside it"
                )
            image = frame.read(window)
        # from the middle of the cut pixels to the middle of the box that the text tells
        col, row = self.template_box.centre
        offset = col - window.col_off - window.width / 2, row - window.row_off - window.height / 2
        return Cut(Template(self.name, image.rgb, image.mask), offset)


@dataclass(frozen=True, slots=True)
class Cut:
    """The pixels of a box, which begin and end at whole pixels inside the frame.

    Attributes:
        template: the pixels.
        offset: (col, row) from their middle to the box's, in pixels of the template.
    """

    template: Template
    offset: tuple[float, float]

    def corners(self, box: Box) -> NDArray[np.float64]:
        """[4, 2] corners of the text's box in pixels of the template, upper left first, clockwise.

        Args:
            box: the pair's `template_box`.
        """
        col, row = self.template.width / 2, self.template.height / 2
        own = box.centred_at(col + self.offset[0], row + self.offset[1])
        left, top, right, bottom = own.x, own.y, own.x + own.width, own.y + own.height
        return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


@dataclass(frozen=True, slots=True)
class BrokenPair:
    """A pair that cannot be evaluated: its name, its video and why."""

    name: str
    video: str
    error: TableError


def read_pairs(
    folder: str | os.PathLike[str], videos: VideoSet = VideoSet.ALL
) -> tuple[list[Pair], list[BrokenPair]]:
    """All pairs of a folder, by name, and those of which something is missing or wrong.

    Args:
        folder: of the pairs.
        videos: which of them.

    Raises:
        TableError: there is no such folder, or it holds no pair of such videos at all.
    """
    place = Path(folder)
    if not place.is_dir():
        what = "is a file, not a folder" if place.exists() else "no such folder"
        raise TableError(f"{place}: {what}; name the folder with the pairs")
    by_name: dict[str, list[Path]] = defaultdict(list)
    try:
        files = sorted(file for file in place.iterdir() if file.is_file())
    except OSError as error:
        raise TableError(f"{place}: cannot be read ({error.strerror})") from error
    for file in files:
        named = _PAIR.fullmatch(file.stem)
        if named and file.suffix.lower() in PICTURE_SUFFIXES | {_TEXT_SUFFIX}:
            by_name[named[1]].append(file)
    if not by_name:
        raise TableError(
            f"{place}: holds no pair; a pair is two pictures and two texts x,y,w,h whose names"
            " begin with pairNNNN_"
        )
    video_of = {name: _video(name, own) for name, own in by_name.items()}
    wanted = _chosen(set(video_of.values()), videos)
    if not wanted:
        raise TableError(f"{place}: holds one video only, and none is held out; use --videos all")
    pairs: list[Pair] = []
    broken: list[BrokenPair] = []
    for name, own in sorted(by_name.items()):
        video = video_of[name]
        if video not in wanted:
            continue
        try:
            pairs.append(_pair(place, name, video, own))
        except TableError as error:
            broken.append(BrokenPair(name, video, error))
    return pairs, broken


def _chosen(names: set[str], videos: VideoSet) -> set[str]:
    """The names that belong to a set of videos."""
    if videos == VideoSet.ALL:
        return names
    return set(sorted(names)[0 if videos == VideoSet.TUNE else 1 :: 2])


def _video(name: str, files: Sequence[Path]) -> str:
    """What the frames of a pair are of; also of one that is broken, so that sets do not change."""
    pictures = [file for file in files if file.suffix.lower() != _TEXT_SUFFIX]
    video = _VIDEO.fullmatch((pictures or files)[0].stem)
    return video["video"] if video else name


def _pair(folder: Path, name: str, video: str, files: Sequence[Path]) -> Pair:
    texts = [file for file in files if file.suffix.lower() == _TEXT_SUFFIX]
    pictures = [file for file in files if file not in texts]
    if len(pictures) != 2 or len(texts) != 2:
        raise TableError(
            f"{folder / name}: has {len(pictures)} pictures and {len(texts)} texts, a pair is two"
            " of each"
        )
    return Pair(
        name=name,
        video=video,
        template_picture=pictures[0],
        scene_picture=pictures[1],
        template_box=_read_box(texts[0]),
        truth=_read_box(texts[1]),
    )


def _read_box(file: Path) -> Box:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise TableError(f"{file}: is not text; it must hold x,y,w,h") from None
    except OSError as error:
        raise TableError(f"{file}: cannot be read ({error.strerror})") from error
    try:
        x, y, width, height = (float(part) for part in re.split(r"[,;\s]+", text.strip()))
    except ValueError:
        shown = " ".join(text.split())[:40]
        raise TableError(f"{file}: must hold x,y,w,h, not {shown!r}") from None
    if not all(map(math.isfinite, (x, y, width, height))) or min(width, height) <= 0:
        raise TableError(f"{file}: width and height must be above 0, and all four finite")
    return Box(x, y, width, height)


def _pixels_of(box: Box, frame: Raster) -> Window | None:
    """The whole pixels of a box that are on the frame; None where there are none."""
    left, right = (_clip(edge, frame.width) for edge in (box.x, box.x + box.width))
    top, bottom = (_clip(edge, frame.height) for edge in (box.y, box.y + box.height))
    if right <= left or bottom <= top:
        return None
    return Window(left, top, right - left, bottom - top)


def _clip(edge: float, length: int) -> int:
    return min(max(math.floor(edge + 0.5), 0), length)
