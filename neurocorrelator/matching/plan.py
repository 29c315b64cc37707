"""What is searched for: the variants of every template, at full or at a coarse resolution."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import BlankSceneError, NeurocorrelatorError, TemplateError
from neurocorrelator.geo.polygons import Bounds
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.matching.placement import Pose, poses
from neurocorrelator.matching.scores import Evidence, SceneCells
from neurocorrelator.matching.variants import (
    Variant,
    coarse_level,
    fine_reduce,
    half_reduce,
    plan_variant,
)
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.rasters.working_grid import WorkingGrid
from neurocorrelator.results.match_result import TemplateFailure

Level = Literal["full", "half", "coarse", "fine"]
LARGE_PX = 64_000_000  # working pixels from which a scene is searched coarsely first
BYTES_OF_POSITION = 24  # sums and maps of quality, cosine, bag, coverage; the evidence of them
_BYTES_OF_CELL = 12  # the winning variant's number, the scores of the search before
_WORTH = 1.5  # times as coarse, or it would hardly be cheaper
_MOST_POSITIONS = 2**26  # of a coarse variant of one pose, or it is a coarser one: 1.5 GiB of maps
_COARSE_CROWD = 8  # times as many candidates of a coarse search of many poses are verified
_LARGE_CROWD = 4  # and of a large scene, where more places look like the right one


@dataclass(frozen=True, eq=False)
class Search:
    """One template with its variants, and the evidence as it is gathered for them.

    Attributes:
        template: the picture.
        variants: of one round.
        coarse: their cells are fewer than the picture could give: candidates only.
        hypotheses: poses that were looked at to come to these variants.
        verified: candidates that are compared with the scene cell by cell.
        large: the scene is searched finely only around what the coarse search finds.
        told: of a coarse search of a large scene for one pose: the same pose, not coarse.
        evidence: of the variants that were searched, of each in the whole scene or every island.
        blanks: levels that hold nothing to search in.
    """

    template: Template
    variants: tuple[Variant, ...]
    coarse: bool
    hypotheses: int
    verified: int
    large: bool = False
    told: Variant | None = None
    evidence: dict[Variant, list[Evidence]] = field(default_factory=dict)
    blanks: list[BlankSceneError] = field(default_factory=list)

    @property
    def reduce(self) -> float:
        """Of its coarsest variant: scene pixels per working pixel."""
        return max(variant.reduce for variant in self.variants)

    @property
    def shorter_side(self) -> float:
        """Of the largest variant, in scene pixels."""
        scale = max(variant.pose.scale for variant in self.variants)
        return scale * self.template.shorter_side


def plan_searches(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig,
    *,
    area: SearchArea | None,
    wide: bool,
    failures: list[TemplateFailure],
    notes: list[str],
) -> list[Search]:
    """Variants of every template; a variant that cannot be is left out, and that is said.

    Args:
        raster: the scene.
        templates: what to look for.
        config: settings.
        area: the searched one; None for the whole scene.
        wide: the second round, see `poses`; templates of which it would search nothing new are
            left out.
        failures: gets the templates that have no variant at all.
        notes: gets what is left out.
    """
    searches: list[Search] = []
    centre = middle(raster, area)
    for template in templates:
        wanted = poses(template, raster.georeference, centre, config, wide=wide)
        if wide and len(wanted) == len(
            poses(template, raster.georeference, centre, config, wide=False)
        ):
            continue
        coarse = not config.exact and "auto" in (config.rotations, config.scales)
        coarse = coarse and len(wanted) > 1
        large = _is_large(raster, area, template, wanted, config)
        level: Level = "full"
        if large or coarse:
            level = _level_of_coarse(raster, template, wanted)
        variants: dict[Variant, None] = {}
        errors: list[TemplateError] = []
        for pose in wanted:
            try:
                variants[_plan_in_scene(raster, template, pose, config, level)] = None
            except TemplateError as error:
                errors.append(error)
        if variants:
            crowd = _COARSE_CROWD if level != "full" and len(wanted) > 1 else 1
            finest = min(variant.reduce for variant in variants)
            if level == "full" and _working_px(raster, area, finest) > LARGE_PX:
                crowd = _LARGE_CROWD
            searches.append(
                Search(
                    template,
                    tuple(variants),
                    coarse=level != "full",
                    hypotheses=len(variants),
                    verified=config.effective_verify * crowd,
                    large=large,
                    told=_plan_in_scene(raster, template, wanted[0], config, "full")
                    if large and len(wanted) == 1
                    else None,
                )
            )
            if errors and level == "full":
                notes.append(f"{len(errors)} variants left out, such as {errors[0]}")
        elif not wide:
            failures.append(TemplateFailure(template.name, errors[0]))
    return searches


def plan_fine(
    raster: Raster,
    found: Mapping[str, Sequence[Pose]],
    coarse: Sequence[Search],
    config: MatchConfig,
) -> list[Search]:
    """What a coarse search found, at full resolution: one variant for each pose.

    Args:
        raster: the scene.
        found: poses by the template's name.
        coarse: the searches that found them.
        config: settings.
    """
    searches: list[Search] = []
    for search in coarse:
        variants: dict[Variant, None] = {}
        for pose in found.get(search.template.name, ()):
            with suppress(TemplateError):  # too small or too large: what is coarse stays
                variant = _plan_in_scene(raster, search.template, pose, config, "fine")
                variants[variant] = None
        if variants:
            searches.append(_fine(search, variants, config))
    return searches


def plan_told(search: Search, config: MatchConfig) -> Search:
    """The pose that a coarse search of a large scene was told, at full resolution."""
    assert search.told is not None  # noqa: S101 (of such searches only)
    return _fine(search, [search.told], config)


def _fine(search: Search, variants: Iterable[Variant], config: MatchConfig) -> Search:
    """What follows a coarse search."""
    return Search(
        search.template,
        tuple(variants),
        coarse=False,
        hypotheses=search.hypotheses,
        verified=config.effective_verify * (_LARGE_CROWD if search.large else 1),
        large=search.large,
    )


def middle(raster: Raster, area: SearchArea | None) -> tuple[float, float]:
    """Where metres are measured: the middle of what is searched, (col, row)."""
    left, top, right, bottom = searched_bounds(raster, area)
    return (left + right) / 2, (top + bottom) / 2


def searched_bounds(raster: Raster, area: SearchArea | None) -> Bounds:
    """A box around what is searched, within the scene."""
    left, top, right, bottom = (0, 0, raster.width, raster.height) if area is None else area.bounds
    return max(left, 0), max(top, 0), min(right, raster.width), min(bottom, raster.height)


def maps_bytes(
    raster: Raster,
    templates: Sequence[Template],
    config: MatchConfig,
    area: SearchArea | None = None,
) -> int:
    """What of a search has the size of the scene: the heatmaps, and a variant's maps.

    Args:
        raster: the scene.
        templates: what to look for.
        config: settings.
        area: the searched one; None for the whole scene.

    Returns:
        Roughly, the largest number of bytes at a time.
    """
    searches = plan_searches(
        raster, templates, config, area=area, wide=False, failures=[], notes=[]
    )
    poses = {search.template.name: [search.variants[0].pose] for search in searches}
    coarse = [search for search in searches if search.coarse and not search.large]
    every = [*searches, *plan_fine(raster, poses, coarse, config)]
    levels = {variant.reduce for search in every for variant in search.variants}
    positions = max((math.prod(WorkingGrid(raster, own).cells) for own in levels), default=0)
    cells = math.prod(SceneCells.of(raster.width, raster.height).shape)
    return cells * (4 * len(templates) + _BYTES_OF_CELL) + positions * BYTES_OF_POSITION


def _is_large(
    raster: Raster,
    area: SearchArea | None,
    template: Template,
    wanted: Sequence[Pose],
    config: MatchConfig,
) -> bool:
    """Whether a coarse search of the scene saves much of the fine one at the told pose."""
    if config.exact or not config.effective_verify:
        return False
    try:
        level = _level_of_coarse(raster, template, wanted)
        told = _plan_in_scene(raster, template, wanted[0], config, "full")
        coarse = _plan_in_scene(raster, template, wanted[0], config, level)
    except TemplateError:
        return False
    is_large = _working_px(raster, area, told.reduce) > LARGE_PX
    return is_large and coarse.reduce >= _WORTH * told.reduce


def _level_of_coarse(raster: Raster, template: Template, wanted: Sequence[Pose]) -> Level:
    """How a coarse search sees a template; a pose that is told at more cells, if memory allows.

    Raises:
        TemplateError: it is too small.
    """
    if len(wanted) > 1:
        return "coarse"
    positions = math.prod(WorkingGrid(raster, half_reduce(template, wanted[0])).cells)
    return "half" if positions <= _MOST_POSITIONS else "coarse"


def _working_px(raster: Raster, area: SearchArea | None, reduce: float) -> float:
    """How many there are in what is searched."""
    left, top, right, bottom = searched_bounds(raster, area)
    return (right - left) * (bottom - top) / reduce**2


def reason_of_all(failures: Sequence[TemplateFailure]) -> NeurocorrelatorError:
    """Why no template at all could be matched: each reason once."""
    reasons = list(dict.fromkeys(str(failure.error) for failure in failures))
    first = failures[0].error
    if len(reasons) == 1:
        return first
    more = f"; and {len(reasons) - 3} more" if len(reasons) > 3 else ""
    return type(first)(f"no template can be matched: {'; '.join(reasons[:3])}{more}")


def _plan_in_scene(
    raster: Raster, template: Template, pose: Pose, config: MatchConfig, level: Level
) -> Variant:
    """A variant that has a chance to reach `min_coverage` in the scene.

    Raises:
        TemplateError: it is too small, or so large that most of it would lie outside: mostly a GSD
            in wrong units.
    """
    width, height = (pose.scale * side for side in (template.width, template.height))
    own = width * height * float(template.mask.mean())
    if raster.width * raster.height < config.min_coverage * own:
        raise TemplateError(
            f"{template.name}: would be {width:.0f}x{height:.0f} px in the scene of"
            f" {raster.width}x{raster.height}; check the GSD (metres per pixel) and the scale"
        )
    reduce = config.reduce
    if level == "half":
        reduce = max(half_reduce(template, pose), reduce or 0.0)
    elif level == "coarse":
        pose, coarse = coarse_level(template, pose)
        reduce = max(coarse, reduce or 0.0)
    elif level == "fine" and reduce is None:
        reduce = fine_reduce(template, pose)
    return plan_variant(template, pose, reduce)
