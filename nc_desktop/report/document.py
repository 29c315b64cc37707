"""The report as an HTML document that needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.report.match_part import MatchPart, kind_of, match_part
from nc_desktop.report.overview import Overview, draw_overview
from nc_desktop.report.pictures import (
    THUMBNAIL_SIDE,
    Picture,
    heatmap_picture,
    picture_of,
)
from nc_desktop.report.request import ReportRequest
from nc_desktop.report.scene_part import (
    Row,
    scene_rows,
    search_rows,
    settings_of,
    sha256_of,
)
from nc_desktop.report.words import ReportWords

_DOCUMENT = Path(__file__).with_name("report.html.jinja")
_GLOSSARY = ("answer", "confidence", "inliers", "score", "rotation", "scale", "gsd", "corners")


@dataclass(frozen=True, slots=True)
class _Template:
    """A row of the table of templates."""

    name: str
    picture: Picture | None
    size: str
    gsd: str
    heading: str
    answer: str
    kind: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Heatmap:
    """A score map with the place of the template's best match, in pixels of the picture."""

    template: str
    picture: Picture
    bar: Picture
    low: str
    high: str
    best: tuple[float, float] | None
    width: int
    height: int
    radius: float


@dataclass(frozen=True, slots=True)
class _Chapter:
    """All that is told of one scene."""

    name: str
    words: ReportWords
    scene_facts: list[Row]
    map: Overview
    map_caption: str
    templates: list[_Template]
    heatmaps: list[_Heatmap]
    matches: list[MatchPart]
    search_facts: list[Row]
    settings: list[tuple[str, str]]


class _Steps:
    """Tells how much of a report is made, and stops it where that is wanted."""

    def __init__(
        self, total: int, progress: nc.ProgressCallback | None, cancel: nc.CancelToken
    ) -> None:
        self._done, self._total = 0, max(total, 1)
        self._progress, self.cancel = progress, cancel

    def part(self, share: float) -> None:
        """So much of the current step is done, 0-1."""
        if self._progress is not None:
            fraction = (self._done + share) / self._total
            self._progress(nc.Progress("write", self._done, self._total, fraction))

    def next(self) -> None:
        """A step is done."""
        self.cancel.raise_if_cancelled()
        self._done += 1
        self.part(0.0)


def report_document(
    request: ReportRequest,
    progress: nc.ProgressCallback | None = None,
    cancel: nc.CancelToken | None = None,
) -> str:
    """Make a report: one HTML file, with all pictures in it and without scripts.

    Args:
        request: what is told, and in which words. All that users wrote is escaped.
        progress: called after each picture.
        cancel: checked as often.

    Raises:
        neurocorrelator.RasterError: a scene cannot be read any more.
        neurocorrelator.CancelledError: `cancel` was set.
    """
    import jinja2  # takes long to load

    words = request.words
    total = 1 + sum(3 + len(_maps_of(each)) + len(each.result.matches) for each in request.chapters)
    steps = _Steps(total, progress, cancel or nc.CancelToken())
    chapters, first = [], 1
    for each in request.chapters:
        chapters.append(_chapter(each, first, steps))
        first += len(each.result.matches)
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    document = environment.from_string(_DOCUMENT.read_text("utf-8"))
    text = document.render(
        w=words,
        version=nc.__version__,
        title=request.title,
        author=request.author,
        written=request.written,
        chapters=chapters,
        glossary=[words[f"about_{key}"] for key in _GLOSSARY],
    )
    steps.next()
    return text


def _maps_of(request: ReportRequest) -> tuple[nc.ScoreMap, ...]:
    return request.result.score_maps if request.heatmaps else ()


def _chapter(request: ReportRequest, first: int, steps: _Steps) -> _Chapter:
    """All of one scene; its matches are numbered from `first` on."""
    result, words = request.result, request.words
    digest = sha256_of(result.scene.path, steps.part, steps.cancel)
    steps.next()
    overview = draw_overview(result, request.colours, words, first)
    steps.next()
    templates = _templates(request, first)
    steps.next()
    heatmaps = []
    for score_map in _maps_of(request):
        heatmaps.append(_heatmap(request, score_map))
        steps.next()
    matches: list[MatchPart] = []
    for index in range(len(result.matches)):
        matches.append(match_part(request, index, first + index))
        steps.next()
    return _Chapter(
        result.scene.name,
        words,
        scene_rows(result.scene, digest, words),
        overview,
        words["map_caption" if result.matches else "map_empty"],
        templates,
        heatmaps,
        matches,
        search_rows(result, words),
        settings_of(result.config),
    )


def put_report(
    request: ReportRequest,
    place: Path,
    progress: nc.ProgressCallback | None = None,
    cancel: nc.CancelToken | None = None,
) -> None:
    """Write a report to a place that is already safe, see `nc.atomic_files`.

    Raises:
        neurocorrelator.RasterError: the scene cannot be read any more.
        neurocorrelator.CancelledError: `cancel` was set.
        OSError: it cannot be written.
    """
    text = report_document(request, progress, cancel)
    # names of files may hold what is no text
    place.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _templates(request: ReportRequest, first: int) -> list[_Template]:
    result, words = request.result, request.words
    listed: dict[str, list[int]] = {}
    for number, match in enumerate(result.matches, first):
        listed.setdefault(match.template, []).append(number)
    rows = []
    for template in result.templates:
        gsd, heading = template.gsd_m, template.heading_deg
        rows.append(
            _Template(
                template.name,
                picture_of(template.rgb, template.mask, THUMBNAIL_SIDE),
                f"{template.width} × {template.height}",
                "–" if gsd is None else words.with_unit(gsd, 3, "m_px"),
                "–" if heading is None else words.degrees(heading),
                words.answers.get((template.name, True)) or words["answer_unknown"],
                kind_of(result.answers.get(template.name)),
                tuple(listed.get(template.name, ())),
            )
        )
    for name, why in words.failures:
        said = words["failed"].format(reason=why)
        rows.append(_Template(name, None, "–", "–", "–", said, "failed", ()))
    return rows


def _heatmap(request: ReportRequest, score_map: nc.ScoreMap) -> _Heatmap:
    words = request.words
    drawn = heatmap_picture(score_map)
    picture = drawn.picture
    rows, cols = score_map.values.shape
    best = _best_of(score_map.template, request.result.matches)
    at = None
    if best is not None:
        at = (
            best.centre[0] / score_map.stride * picture.width / cols,
            best.centre[1] / score_map.stride * picture.height / rows,
        )
    low, high = ("", "") if drawn.ends is None else (words.number(v, 2) for v in drawn.ends)
    return _Heatmap(
        score_map.template,
        picture,
        drawn.bar,
        low,
        high,
        at,
        picture.width,
        picture.height,
        round(max(picture.width, picture.height) / 40, 1),
    )


def _best_of(template: str, matches: Sequence[nc.Match]) -> nc.Match | None:
    """The first match of a template that is told."""
    return next((match for match in matches if match.template == template), None)
