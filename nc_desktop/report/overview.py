"""The overview map of a report: the scene with numbered footprints, scale bar and north arrow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.report.pictures import Picture, scene_picture
from nc_desktop.report.words import NO_BREAK, ReportWords

Point = tuple[float, float]

_PAPER_WIDTH = 1000.0  # units of the drawing: 182 mm of a page
_MOST_HEIGHT = 747.0  # 136 mm: it fits on the first page, below what is said of the scene
_OVERHANG = 0.25  # of the scene's side is shown beyond its border
_LABEL_HEIGHT = 22.0
_LETTER = 9.2  # width of a digit
_BAR_SHARE = 0.22  # of the width, at most


@dataclass(frozen=True, slots=True)
class Outline:
    """A footprint on the map, in units of the drawing.

    Attributes:
        number: of the match in the report.
        points: of the polygon, as SVG writes them.
        edge: the picture's upper edge: x1, y1, x2, y2.
        colour: `#rrggbb`.
        ink: of the number on that colour.
        faint: what is not where its template is: a place that was rejected.
        label: x, y, width, height of the box with the number.
    """

    number: int
    points: str
    edge: tuple[str, str, str, str]
    colour: str
    ink: str
    faint: bool
    label: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is drawn, in units of the drawing.

    Attributes:
        picture: the scene.
        at: x, y, width, height of the scene.
        width: of the drawing.
        height: of the drawing.
        outlines: of the matches, the first on top.
        bar: length of the scale bar; 0 for none.
        bar_text: what it stands for.
        north_deg: degrees clockwise from up; None where north is not known.
    """

    picture: Picture
    at: tuple[float, float, float, float]
    width: float
    height: float
    outlines: tuple[Outline, ...]
    bar: float
    bar_text: str
    north_deg: float | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """drawing = (scene pixel - origin) * zoom."""

    left: float
    top: float
    width: float
    height: float
    zoom: float

    def at(self, point: Point) -> Point:
        return (point[0] - self.left) * self.zoom, (point[1] - self.top) * self.zoom


def draw_overview(
    result: nc.MatchResult, colours: Mapping[str, str], words: ReportWords, first: int = 1
) -> Overview:
    """Lay the matches of a report over their scene.

    Args:
        result: with these matches and no others.
        colours: `#rrggbb` of each template.
        words: for the scale bar.
        first: number of the first match.

    Raises:
        neurocorrelator.RasterError: the scene cannot be read any more.
    """
    scene = result.scene
    frame = _frame(scene, result.matches)
    bar, text = _scale_bar(scene, frame, words)
    x, y = frame.at((0, 0))
    size = frame.width * frame.zoom, frame.height * frame.zoom
    return Overview(
        picture=scene_picture(scene),
        at=(x, y, scene.width * frame.zoom, scene.height * frame.zoom),
        width=size[0],
        height=size[1],
        outlines=_outlines(result.matches, colours, frame, first),
        bar=bar,
        bar_text=text,
        north_deg=_north(scene),
    )


def ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on `#rrggbb`."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#202020" if 0.299 * red + 0.587 * green + 0.114 * blue > 120 else "#ffffff"


def _frame(scene: nc.Raster, matches: Sequence[nc.Match]) -> _Frame:
    """The scene, and of what overhangs it a part."""
    margin = _OVERHANG * max(scene.width, scene.height)
    boxes = [match.box for match in matches]
    left = max(min([0.0, *(box[0] for box in boxes)]), -margin)
    top = max(min([0.0, *(box[1] for box in boxes)]), -margin)
    right = min(max([float(scene.width), *(box[2] for box in boxes)]), scene.width + margin)
    bottom = min(max([float(scene.height), *(box[3] for box in boxes)]), scene.height + margin)
    width, height = right - left, bottom - top
    return _Frame(left, top, width, height, min(_PAPER_WIDTH / width, _MOST_HEIGHT / height))


def _outlines(
    matches: Sequence[nc.Match], colours: Mapping[str, str], frame: _Frame, first: int
) -> tuple[Outline, ...]:
    drawn: list[Outline] = []
    taken: list[tuple[float, float, float, float]] = []
    for number, match in enumerate(matches, first):
        corners = [frame.at(point) for point in match.footprint]
        label = _label(corners, str(number), taken, frame)
        taken.append(label)
        colour = colours.get(match.template, "#e69f00")
        (ax, ay), (bx, by) = corners[:2]
        drawn.append(
            Outline(
                number,
                " ".join(f"{x:.1f},{y:.1f}" for x, y in corners),
                (f"{ax:.1f}", f"{ay:.1f}", f"{bx:.1f}", f"{by:.1f}"),
                colour,
                ink_on(colour),
                match.decision == "rejected",
                label,
            )
        )
    return tuple(reversed(drawn))


def _label(
    corners: Sequence[Point],
    text: str,
    taken: Sequence[tuple[float, float, float, float]],
    frame: _Frame,
) -> tuple[float, float, float, float]:
    """A box at the footprint that covers no other label, or the least of them."""
    width, height = _LETTER * len(text) + 12, _LABEL_HEIGHT
    middle = sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4
    edges = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    best: tuple[float, tuple[float, float, float, float]] | None = None
    for x, y in (*corners, *edges, middle):
        left = min(max(x - width / 2, 0.0), max(frame.width * frame.zoom - width, 0.0))
        top = min(max(y - height / 2, 0.0), max(frame.height * frame.zoom - height, 0.0))
        box = (left, top, width, height)
        covered = sum(_overlap(box, other) for other in taken)
        if best is None or covered < best[0]:
            best = covered, box
        if covered == 0:
            break
    return best[1] if best is not None else (0.0, 0.0, width, height)


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    across = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    down = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return max(across, 0.0) * max(down, 0.0)


def _scale_bar(scene: nc.Raster, frame: _Frame, words: ReportWords) -> tuple[float, str]:
    """Its length on the drawing, and what it stands for in the middle of the scene."""
    most = _BAR_SHARE * frame.width * frame.zoom
    try:
        metres = scene.georeference.gsd_m(scene.width / 2, scene.height / 2)[0]
    except nc.RasterError:
        metres = math.nan
    if not (math.isfinite(metres) and metres > 0):
        pixels = _round_length(most / frame.zoom)
        return pixels * frame.zoom, f"{pixels:g}{NO_BREAK}{words['px']}"
    stands_for = _round_length(most / frame.zoom * metres)
    return stands_for / metres * frame.zoom, words.round_length(stands_for)


def _round_length(most: float) -> float:
    """The longest of …, 1, 2, 5, 10, … that is not longer than `most`."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most * (1 + 1e-9))


def _north(scene: nc.Raster) -> float | None:
    try:
        angle = scene.georeference.north_deg(scene.width / 2, scene.height / 2)
    except nc.RasterError:
        return None
    return angle if math.isfinite(angle) else None
