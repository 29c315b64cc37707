"""How far from the truth pictures are located: hit@r, median, CE90, and present against absent."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import (
    CancelledError,
    NeurocorrelatorError,
    RasterError,
    TemplateError,
)
from neurocorrelator.evaluation import measures
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.progress import CancelToken, Progress, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.rasters.template_table import TableRow, TemplateRow, read_rows, template_row

if TYPE_CHECKING:
    from neurocorrelator.results.match_result import Match, MatchResult

RADII_M = (5, 10, 20, 40, 50)
_TRUTHS = (("lon", "lat"), ("x", "y"), ("col", "row"))
_YES, _NO = {"", "1", "yes", "true"}, {"0", "no", "false"}


@dataclass(frozen=True, slots=True)
class LocalisationItem:
    """One picture of a known place.

    Attributes:
        line: number of the line in the table.
        scene: the raster to search in.
        template: the picture.
        present: False where it is known not to be in the scene.
        error_m: metres between the truth and the first candidate; infinite where nothing was found,
            None for absent ones and for those that were not evaluated.
        score: what present and absent are told apart by; None where nothing was found.
        lon: longitude of the first candidate, degrees.
        lat: latitude of the first candidate, degrees.
        failure: why it was not matched; None when it was.
        evaluated: False where scene or picture cannot be read or used: that says nothing of how
            well pictures are found, so it does not count.
    """

    line: int
    scene: Path
    template: Path
    present: bool
    error_m: float | None
    score: float | None = None
    lon: float | None = None
    lat: float | None = None
    failure: NeurocorrelatorError | None = None
    evaluated: bool = True


@dataclass(frozen=True, slots=True)
class LocalisationReport:
    """What an evaluation found.

    Attributes:
        n: number of pictures that are in their scene and were evaluated; the shares are of these.
        hits: share located within r metres, by r.
        median_m: median error; None where unknown.
        ce90_m: circular error 90 %: the distance within which 90 % lie.
        roc_auc: how well present and absent are told apart; None without absent ones.
        s_per_template: seconds of matching for a picture.
        items: every picture.
    """

    n: int
    hits: dict[int, float | None]
    median_m: float | None
    ce90_m: float | None
    roc_auc: float | None
    s_per_template: float | None
    items: tuple[LocalisationItem, ...]

    @property
    def failures(self) -> tuple[LocalisationItem, ...]:
        """Pictures that were not matched: misses, and those that were not evaluated."""
        return tuple(item for item in self.items if item.failure is not None)

    def as_record(self) -> dict[str, float | int | None]:
        """The numbers with the keys of `evaluate localisation --json`."""
        return {
            "n": self.n,
            **{f"hit@{radius}m": share for radius, share in self.hits.items()},
            "median_m": self.median_m,
            "ce90_m": self.ce90_m,
            "roc_auc": self.roc_auc,
            "s_per_template": self.s_per_template,
        }

    def hit_interval(self, radius_m: int, seed: int = 0) -> tuple[float, float] | None:
        """95 % bootstrap interval of hit@r over the pictures."""
        hits = [item.error_m <= radius_m for item in self.items if item.error_m is not None]
        return measures.bootstrap_interval(hits, seed)


@dataclass(frozen=True, slots=True)
class _Truth:
    """One row of the table."""

    picture: TemplateRow
    scene: Path
    present: bool
    place: tuple[str, float, float] | None  # which columns, and their values


def evaluate_localisation(
    table: str | os.PathLike[str],
    config: MatchConfig | None = None,
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> LocalisationReport:
    """Locate the pictures of a table and compare with the truth.

    Columns: `scene`, `template` (relative to the table); the truth as `lon, lat` or `x, y` (scene
    CRS) or `col, row`; if wanted `gsd`, `heading`, `mask`, `present` (0 = not in the scene). All
    pictures of a scene are matched together. The first candidate counts, before any threshold.

    Args:
        table: the file.
        config: settings; `top` and `min_score` have no effect here.
        progress: told how far the work is over all scenes.
        cancel: checked once a tile.

    Raises:
        TableError: the table cannot be read, or a row lacks its truth.
        NeurocorrelatorError: no picture at all could be matched; the first reason.
        CancelledError: `cancel` was set.
    """
    truths = _read_truths(Path(table))
    settings = (config or MatchConfig()).model_copy(update={"top": 1, "min_score": None})
    by_scene: dict[Path, list[_Truth]] = defaultdict(list)
    for truth in truths:
        by_scene[truth.scene].append(truth)
    items: list[LocalisationItem] = []
    seconds = 0.0
    for index, (scene, rows) in enumerate(by_scene.items()):
        part = _part_of(progress, index, len(by_scene))
        found, took = _evaluate_scene(scene, rows, settings, part, cancel)
        items += found
        seconds += took
    failed = [item.failure for item in items if item.failure is not None]
    if len(failed) == len(items):
        raise failed[0]
    return _report(sorted(items, key=lambda item: item.line), seconds)


def _read_truths(table: Path) -> list[_Truth]:
    return [_truth(row) for row in read_rows(table, required=("scene", "template"))]


def _truth(row: TableRow) -> _Truth:
    scene = row.path("scene")
    if scene is None:
        raise row.error("scene is empty")
    said = row.cells.get("present", "").lower()
    if said not in _YES | _NO:
        raise row.error(f"present must be 1 or 0, not {said!r}")
    present = said in _YES
    place = _place(row)
    if present and place is None:
        raise row.error("no truth: fill lon and lat, x and y, or col and row, or present = 0")
    picture = template_row(row)
    return _Truth(picture, scene, present, place)


def _place(row: TableRow) -> tuple[str, float, float] | None:
    for first, second in _TRUTHS:
        a, b = row.number(first), row.number(second)
        if a is not None and b is not None:
            return first, a, b
        if (a is None) != (b is None):
            raise row.error(f"{first} and {second} go together; one of them is empty")
    return None


def _evaluate_scene(
    scene: Path,
    rows: Sequence[_Truth],
    config: MatchConfig,
    progress: ProgressCallback | None,
    cancel: CancelToken | None,
) -> tuple[list[LocalisationItem], float]:
    """Items of one scene and the seconds that matching took."""
    from neurocorrelator.matching.match import match  # loads torch, which --help does not need

    try:
        raster = Raster.open(scene)
    except RasterError as error:
        return [_not_evaluated(row, error) for row in rows], 0.0
    with raster:
        if not raster.georeference.is_geographic:
            no_metres = RasterError(f"{scene}: has no CRS, and errors in metres need one")
            return [_not_evaluated(row, no_metres) for row in rows], 0.0
        items, templates, named = _open_pictures(rows, cancel)
        if not templates:
            return items, 0.0
        started = time.perf_counter()
        try:
            result = match(raster, templates, config, progress=progress, cancel=cancel)
        except CancelledError:
            raise
        except NeurocorrelatorError as error:
            failed = [_not_matched(row, error) for row in named.values()]
            return items + failed, time.perf_counter() - started
        seconds = time.perf_counter() - started
    return items + _compare(result, named, raster.georeference), seconds


def _open_pictures(
    rows: Sequence[_Truth], cancel: CancelToken | None
) -> tuple[list[LocalisationItem], list[Template], dict[str, _Truth]]:
    """Failed items, templates, and rows by the template's name, which has the line in it."""
    failed: list[LocalisationItem] = []
    templates: list[Template] = []
    named: dict[str, _Truth] = {}
    for row in rows:
        if cancel is not None:
            cancel.raise_if_cancelled()
        picture = row.picture
        name = f"{picture.path.name} (line {picture.line})"
        try:
            templates.append(
                Template.open(
                    picture.path,
                    name=name,
                    gsd_m=picture.gsd_m,
                    heading_deg=picture.heading_deg,
                    mask=picture.mask,
                    metadata=False,  # the truth is told by nobody: neither EXIF nor georeference
                )
            )
        except TemplateError as error:
            failed.append(_not_evaluated(row, error))
            continue
        named[name] = row
    return failed, templates, named


def _compare(
    result: MatchResult, named: dict[str, _Truth], georeference: Georeference
) -> list[LocalisationItem]:
    failures = {failure.template: failure.error for failure in result.failures}
    first = {match.template: match for match in result.matches if match.rank == 1}
    items = []
    for name, row in named.items():
        if name not in first:
            nothing = TemplateError(f"{row.picture.path}: no candidate was found")
            items.append(_not_matched(row, failures.get(name, nothing)))
            continue
        items.append(_item(row, first[name], georeference))
    return items


def _item(row: _Truth, match: Match, georeference: Georeference) -> LocalisationItem:
    lon, lat = georeference.lonlat(*match.centre)
    error_m = None
    if row.present and row.place is not None:
        error_m = georeference.distance_m(match.centre, _colrow(row.place, georeference))
    score = match.size_corrected_score if match.confidence is None else match.confidence
    return LocalisationItem(
        row.picture.line,
        row.scene,
        row.picture.path,
        row.present,
        error_m,
        score,
        float(lon),
        float(lat),
    )


def _colrow(place: tuple[str, float, float], georeference: Georeference) -> tuple[float, float]:
    column, a, b = place
    if column == "col":
        return a, b
    col, row = (georeference.colrow_from_lonlat if column == "lon" else georeference.colrow)(a, b)
    return float(col), float(row)


def _not_matched(row: _Truth, error: NeurocorrelatorError) -> LocalisationItem:
    """A picture that was read and is found nowhere is a miss; anything else is not its fault."""
    if not isinstance(error, TemplateError):
        return _not_evaluated(row, error)
    error_m = float("inf") if row.present else None
    return replace(_not_evaluated(row, error), error_m=error_m, evaluated=True)


def _not_evaluated(row: _Truth, error: NeurocorrelatorError) -> LocalisationItem:
    picture = row.picture
    return LocalisationItem(
        picture.line, row.scene, picture.path, row.present, None, failure=error, evaluated=False
    )


def _report(items: Sequence[LocalisationItem], seconds: float) -> LocalisationReport:
    errors = [item.error_m for item in items if item.error_m is not None]
    scores = {
        present: [
            float("-inf") if item.score is None else item.score
            for item in items
            if item.present is present and item.evaluated
        ]
        for present in (True, False)
    }
    matched = sum(item.failure is None for item in items)
    return LocalisationReport(
        n=len(errors),
        hits={radius: measures.share_within(errors, radius) for radius in RADII_M},
        median_m=measures.quantile(errors, 0.5),
        ce90_m=measures.quantile(errors, 0.9),
        roc_auc=measures.roc_auc(scores[True], scores[False]),
        s_per_template=seconds / matched if matched else None,
        items=tuple(items),
    )


def _part_of(
    progress: ProgressCallback | None, index: int, count: int
) -> Callable[[Progress], None] | None:
    """Progress of one scene as a part of the whole."""
    if progress is None:
        return None

    def tell(part: Progress) -> None:
        fraction = (index + part.fraction) / count
        progress(Progress(part.stage, part.done, part.total, fraction))

    return tell
