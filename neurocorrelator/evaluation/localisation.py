"""How far from the truth pictures are located: hit@r, median, CE90, and present against absent."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import NeurocorrelatorError, RasterError, TemplateError
from neurocorrelator.evaluation import measures
from neurocorrelator.evaluation.baselines import BASELINES, check_ncc_size, may_be_too_large
from neurocorrelator.evaluation.methods import Answer, Found, Method, by_match
from neurocorrelator.evaluation.part_progress import part_of
from neurocorrelator.evaluation.truth_table import Truth, read_truths
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template

RADII_M = (5, 10, 20, 40, 50)


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
        group: what it belongs to in the bootstrap; None where the table does not tell.
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
    group: str | None = None


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
        baselines: reports of other methods on the same pictures, by name.
    """

    n: int
    hits: dict[int, float | None]
    median_m: float | None
    ce90_m: float | None
    roc_auc: float | None
    s_per_template: float | None
    items: tuple[LocalisationItem, ...]
    baselines: Mapping[str, LocalisationReport] = field(default_factory=dict)

    @property
    def failures(self) -> tuple[LocalisationItem, ...]:
        """Pictures that were not matched: misses, and those that were not evaluated."""
        return tuple(item for item in self.items if item.failure is not None)

    def as_record(self) -> dict[str, object]:
        """The numbers with the keys of `evaluate localisation --json`."""
        record: dict[str, object] = {
            "n": self.n,
            **{f"hit@{radius}m": share for radius, share in self.hits.items()},
            "median_m": self.median_m,
            "ce90_m": self.ce90_m,
            "roc_auc": self.roc_auc,
            "s_per_template": self.s_per_template,
        }
        if self.baselines:
            record["baselines"] = {name: own.as_record() for name, own in self.baselines.items()}
        return record

    def hit_interval(self, radius_m: int, seed: int = 0) -> tuple[float, float] | None:
        """95 % bootstrap interval of hit@r, by the table's groups or else over the pictures."""
        known = [(item, item.error_m) for item in self.items if item.error_m is not None]
        hits = [error_m <= radius_m for _, error_m in known]
        groups = [item.group or f"line {item.line}" for item, _ in known]
        return measures.bootstrap_interval(hits, seed, groups=groups)


def evaluate_localisation(
    table: str | os.PathLike[str],
    config: MatchConfig | None = None,
    *,
    baselines: bool = False,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> LocalisationReport:
    """Locate the pictures of a table and compare with the truth.

    Columns: `scene`, `template` (relative to the table); the truth as `lon, lat` or `x, y` (scene
    CRS) or `col, row`; if wanted `gsd`, `heading`, `mask`, `present` (0 = not in the scene),
    `group` (what is alike and drawn together by the bootstrap). All pictures of a scene are matched
    together. The first candidate counts, before any threshold.

    Args:
        table: the file.
        config: settings; `top` and `min_score` have no effect here.
        baselines: locate with the baselines as well.
        progress: told how far the work is over all scenes and methods.
        cancel: checked once a tile.

    Raises:
        TableError: the table cannot be read, or a row lacks its truth.
        RasterError: a scene is too large for the baselines.
        NeurocorrelatorError: no picture at all could be matched; the first reason.
        CancelledError: `cancel` was set.
    """
    truths = read_truths(Path(table))
    settings = config or MatchConfig()
    by_scene: dict[Path, list[Truth]] = defaultdict(list)
    for truth in truths:
        by_scene[truth.scene].append(truth)
    if baselines:
        _check_sizes(by_scene, settings, cancel)
    methods: dict[str, Method] = {"": by_match} | (dict(BASELINES) if baselines else {})
    items: dict[str, list[LocalisationItem]] = {name: [] for name in methods}
    seconds = dict.fromkeys(methods, 0.0)
    for index, (scene, rows) in enumerate(by_scene.items()):
        part = part_of(progress, index, len(by_scene))
        found = _evaluate_scene(scene, rows, methods, settings, progress=part, cancel=cancel)
        for name, (own, took) in found.items():
            items[name] += own
            seconds[name] += took
    failed = [item.failure for item in items[""] if item.failure is not None]
    if len(failed) == len(truths):
        raise failed[0]
    reports = {
        name: _report(sorted(own, key=lambda item: item.line), seconds[name])
        for name, own in items.items()
    }
    return replace(reports.pop(""), baselines=reports)


def _check_sizes(
    by_scene: Mapping[Path, Sequence[Truth]], config: MatchConfig, cancel: CancelToken | None
) -> None:
    """Tell that a scene is too large for the baselines before the first one is searched."""
    for scene, rows in by_scene.items():
        try:
            raster = Raster.open(scene)
        except RasterError:
            continue  # will be told where it is evaluated
        with raster:
            if may_be_too_large(raster):
                check_ncc_size(raster, _open_pictures(rows, cancel)[1], config)


def _evaluate_scene(
    scene: Path,
    rows: Sequence[Truth],
    methods: Mapping[str, Method],
    config: MatchConfig,
    *,
    progress: ProgressCallback | None,
    cancel: CancelToken | None,
) -> dict[str, tuple[list[LocalisationItem], float]]:
    """Items of one scene and the seconds that locating took, for each method."""
    try:
        raster = Raster.open(scene)
    except RasterError as error:
        return {name: ([_not_evaluated(row, error) for row in rows], 0.0) for name in methods}
    with raster:
        if not raster.georeference.is_geographic:
            no_metres = RasterError(f"{scene}: has no CRS, and errors in metres need one")
            items = [_not_evaluated(row, no_metres) for row in rows]
            return {name: (list(items), 0.0) for name in methods}
        unread, templates, named = _open_pictures(rows, cancel)
        if not templates:
            return {name: (list(unread), 0.0) for name in methods}
        found = {}
        for step, (name, method) in enumerate(methods.items()):
            part = part_of(progress, step, len(methods))
            started = time.perf_counter()
            answers = method(raster, templates, config, progress=part, cancel=cancel)
            took = time.perf_counter() - started
            items = [_item(row, answers[key], raster.georeference) for key, row in named.items()]
            found[name] = (unread + items, took)
        return found


def _open_pictures(
    rows: Sequence[Truth], cancel: CancelToken | None
) -> tuple[list[LocalisationItem], list[Template], dict[str, Truth]]:
    """Failed items, templates, and rows by the template's name, which has the line in it."""
    failed: list[LocalisationItem] = []
    templates: list[Template] = []
    named: dict[str, Truth] = {}
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


def _item(row: Truth, answer: Answer, georeference: Georeference) -> LocalisationItem:
    if not isinstance(answer, Found):
        return _not_matched(row, answer)
    lon, lat = georeference.lonlat(*answer.centre)
    truth = row.colrow(georeference) if row.present else None
    return LocalisationItem(
        line=row.picture.line,
        scene=row.scene,
        template=row.picture.path,
        present=row.present,
        error_m=None if truth is None else georeference.distance_m(answer.centre, truth),
        score=answer.score,
        lon=float(lon),
        lat=float(lat),
        group=row.group,
    )


def _not_matched(row: Truth, error: NeurocorrelatorError) -> LocalisationItem:
    """A picture that was read and is found nowhere is a miss; anything else is not its fault."""
    if not isinstance(error, TemplateError):
        return _not_evaluated(row, error)
    error_m = float("inf") if row.present else None
    return replace(_not_evaluated(row, error), error_m=error_m, evaluated=True)


def _not_evaluated(row: Truth, error: NeurocorrelatorError) -> LocalisationItem:
    picture = row.picture
    return LocalisationItem(
        line=picture.line,
        scene=row.scene,
        template=picture.path,
        present=row.present,
        error_m=None,
        failure=error,
        evaluated=False,
        group=row.group,
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
