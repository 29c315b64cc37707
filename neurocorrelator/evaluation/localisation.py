"""How far from the truth pictures are located, and how well present and absent are told apart."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import NeurocorrelatorError, RasterError, TemplateError
from neurocorrelator.evaluation.baselines import BASELINES, check_ncc_size, may_be_too_large
from neurocorrelator.evaluation.conditions import Conditions, turned
from neurocorrelator.evaluation.footprints import (
    Projection,
    angle_between,
    footprint_of,
    ground_iou,
    heading_and_gsd,
    inner_quad,
)
from neurocorrelator.evaluation.localisation_item import LocalisationItem
from neurocorrelator.evaluation.localisation_report import LocalisationReport
from neurocorrelator.evaluation.methods import Answer, Found, Method, by_match
from neurocorrelator.evaluation.part_progress import part_of
from neurocorrelator.evaluation.search_plan import Sought, plan_searches
from neurocorrelator.evaluation.truth_table import read_truths
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template

RIGHT_WITHIN = 0.25  # of the picture's shorter side on the ground


@dataclass(frozen=True, eq=False)
class _Opened:
    """A picture as it is sought: `template` may be turned; the size is that before the turn."""

    sought: Sought
    template: Template
    width: int
    height: int


def evaluate_localisation(
    table: str | os.PathLike[str],
    config: MatchConfig | None = None,
    *,
    conditions: Conditions | None = None,
    absent: bool = False,
    right_within_m: float | None = None,
    baselines: bool = False,
    seed: int = 0,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> LocalisationReport:
    """Locate the pictures of a table and compare with the truth.

    Columns: `scene`, `template` (relative to the table); the truth as `lon, lat` or `x, y` (scene
    CRS) or `col, row`; if wanted `gsd`, `heading`, `mask`, `present` (0 = not in the scene),
    `group` (what is alike and drawn together by the bootstrap), `footprint` (the true outline as
    WKT in the scene's CRS), and `true_gsd`, `true_heading` where what is told is not true. All
    pictures of a scene are matched together. The first candidate counts, before any threshold.

    A picture is in the right place when its centre lies within a quarter of its shorter side on the
    ground, by its true GSD; without one, its pixels are taken as large as the scene's.

    Args:
        table: the file.
        config: settings; `min_score` has no effect here.
        conditions: what is told of the pictures and how they are disturbed; as the table has them
            if None.
        absent: seek each picture in another scene of the table too, where it cannot be.
        right_within_m: metres that replace the quarter of the shorter side.
        baselines: locate with the baselines as well.
        seed: of all that is drawn.
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
    given = conditions or Conditions()
    by_scene = plan_searches(truths, given, seed, absent=absent, cancel=cancel)
    if baselines:
        _check_sizes(by_scene, settings, cancel)
    methods: dict[str, Method] = {"": by_match} | (dict(BASELINES) if baselines else {})
    items: dict[str, list[LocalisationItem]] = {name: [] for name in methods}
    seconds = dict.fromkeys(methods, 0.0)
    for index, (scene, searches) in enumerate(by_scene.items()):
        part = part_of(progress, index, len(by_scene))
        found = _evaluate_scene(
            scene, searches, methods, settings, right_within_m, progress=part, cancel=cancel
        )
        for name, (own, took) in found.items():
            items[name] += own
            seconds[name] += took
    failed = [item.failure for item in items[""] if item.failure is not None]
    if len(failed) == len(items[""]):
        raise failed[0]
    own_scene = {truth.picture.line: truth.scene for truth in truths}
    reports = {}
    for name, own in items.items():
        own.sort(key=lambda item: (item.scene != own_scene[item.line], item.line))
        matched = sum(item.failure is None for item in own)
        each = seconds[name] / matched if matched else None
        reports[name] = LocalisationReport(tuple(own), each, seed)
    return replace(reports.pop(""), baselines=reports)


def _check_sizes(
    by_scene: Mapping[Path, Sequence[Sought]], config: MatchConfig, cancel: CancelToken | None
) -> None:
    """Tell that a scene is too large for the baselines before the first one is searched."""
    for scene, searches in by_scene.items():
        try:
            raster = Raster.open(scene)
        except RasterError:
            continue  # will be told where it is evaluated
        with raster:
            if may_be_too_large(raster):
                opened = _open_pictures(searches, cancel)[1]
                check_ncc_size(raster, [one.template for one in opened], config)


def _evaluate_scene(
    scene: Path,
    searches: Sequence[Sought],
    methods: Mapping[str, Method],
    config: MatchConfig,
    right_within_m: float | None,
    *,
    progress: ProgressCallback | None,
    cancel: CancelToken | None,
) -> dict[str, tuple[list[LocalisationItem], float]]:
    """Items of one scene and the seconds that locating took, for each method."""
    try:
        raster = Raster.open(scene)
    except RasterError as error:
        return {name: ([_not_evaluated(one, error) for one in searches], 0.0) for name in methods}
    with raster:
        if not raster.georeference.is_geographic:
            no_metres = RasterError(f"{scene}: has no CRS, and errors in metres need one")
            items = [_not_evaluated(one, no_metres) for one in searches]
            return {name: (list(items), 0.0) for name in methods}
        unread, opened = _open_pictures(searches, cancel)
        if not opened:
            return {name: (list(unread), 0.0) for name in methods}
        found = {}
        templates = [one.template for one in opened]
        for step, (name, method) in enumerate(methods.items()):
            part = part_of(progress, step, len(methods))
            started = time.perf_counter()
            answers = method(raster, templates, config, progress=part, cancel=cancel)
            took = time.perf_counter() - started
            items = [
                _item(one, answers[one.template.name], raster.georeference, right_within_m)
                for one in opened
            ]
            found[name] = (unread + items, took)
        return found


def _open_pictures(
    searches: Sequence[Sought], cancel: CancelToken | None
) -> tuple[list[LocalisationItem], list[_Opened]]:
    """Failed items, and the pictures as they are sought."""
    failed: list[LocalisationItem] = []
    opened: list[_Opened] = []
    for sought in searches:
        if cancel is not None:
            cancel.raise_if_cancelled()
        picture, told = sought.truth.picture, sought.told
        try:
            template = Template.open(
                picture.path,
                name=sought.name,
                gsd_m=told.gsd_m,
                heading_deg=told.heading_deg,
                mask=picture.mask,
                metadata=False,  # the truth is told by nobody: neither EXIF nor georeference
            )
            shown = turned(template, told.turn_deg)
        except TemplateError as error:
            failed.append(_not_evaluated(sought, error))
            continue
        opened.append(_Opened(sought, shown, template.width, template.height))
    return failed, opened


def _item(
    opened: _Opened, answer: Answer, georeference: Georeference, right_within_m: float | None
) -> LocalisationItem:
    sought, template = opened.sought, opened.template
    if not isinstance(answer, Found):
        return _not_matched(sought, answer)
    lon, lat = georeference.lonlat(*answer.centre)
    item = replace(
        _begun(sought),
        score=answer.score,
        lon=float(lon),
        lat=float(lat),
        confidence=answer.confidence,
        inliers=answer.inliers,
    )
    truth = sought.truth
    place = truth.colrow(georeference) if sought.present else None
    if place is None:
        return item
    error_m = georeference.distance_m(answer.centre, place)
    if right_within_m is None:
        side = min(opened.width, opened.height)
        gsd_m = truth.gsd_m or math.sqrt(math.prod(georeference.gsd_m(*place)))
        right_within_m = RIGHT_WITHIN * side * gsd_m
    projection = _projection(answer, template)
    middle = template.width / 2, template.height / 2
    heading, gsd = heading_and_gsd(projection.linear_at(middle), answer.centre, georeference)
    true_heading, scale_error, overlap = sought.told.true_heading_deg, None, None
    if truth.gsd_m is not None:
        scale_error = max(gsd / truth.gsd_m, truth.gsd_m / gsd)
    if truth.footprint is not None:
        canvas = template.width, template.height
        quad = inner_quad(opened.width, opened.height, canvas, sought.told.turn_deg)
        overlap = ground_iou(projection.places(quad), truth.footprint, georeference)
    return replace(
        item,
        error_m=error_m,
        error_px=math.dist(answer.centre, place),
        right=error_m <= right_within_m,
        rotation_error_deg=None if true_heading is None else angle_between(heading, true_heading),
        scale_error=scale_error,
        footprint_iou=overlap,
    )


def _projection(found: Found, template: Template) -> Projection:
    size = template.width, template.height
    if found.footprint is not None:
        try:
            return Projection.of(*size, found.footprint)
        except ValueError:
            pass  # no picture looks like that; take it without the tilt
    return Projection.of(*size, footprint_of(found.centre, found.linear, *size))


def _not_matched(sought: Sought, error: NeurocorrelatorError) -> LocalisationItem:
    """A picture that was read and is found nowhere is a miss; anything else is not its fault."""
    if not isinstance(error, TemplateError):
        return _not_evaluated(sought, error)
    item = replace(_begun(sought), failure=error)
    if not sought.present:
        return item
    nowhere, truth = math.inf, sought.truth
    return replace(
        item,
        error_m=nowhere,
        error_px=nowhere,
        rotation_error_deg=None if sought.told.true_heading_deg is None else nowhere,
        scale_error=None if truth.gsd_m is None else nowhere,
        footprint_iou=None if truth.footprint is None else 0.0,
    )


def _not_evaluated(sought: Sought, error: NeurocorrelatorError) -> LocalisationItem:
    return replace(_begun(sought), failure=error, evaluated=False)


def _begun(sought: Sought) -> LocalisationItem:
    """What is known of an item before it is sought."""
    truth, told = sought.truth, sought.told
    heading_error = scale_factor = None
    if told.heading_deg is not None and told.true_heading_deg is not None:
        heading_error = angle_between(told.heading_deg, told.true_heading_deg)
    if told.gsd_m is not None and truth.gsd_m is not None:
        scale_factor = told.gsd_m / truth.gsd_m
    return LocalisationItem(
        line=truth.picture.line,
        scene=sought.scene,
        template=truth.picture.path,
        present=sought.present,
        error_m=None,
        group=truth.group,
        turn_deg=told.turn_deg,
        heading_error_deg=heading_error,
        scale_factor=scale_factor,
    )
