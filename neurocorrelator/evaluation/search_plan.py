"""Which picture is sought in which scene."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from neurocorrelator.errors import RasterError
from neurocorrelator.evaluation.conditions import Conditions, Told
from neurocorrelator.evaluation.truth_table import Truth
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.progress import CancelToken
from neurocorrelator.rasters.raster import Raster


@dataclass(frozen=True, slots=True)
class Sought:
    """One search: a picture of the table, a scene, and what is told.

    Attributes:
        truth: the row of the table.
        told: what is told of it.
        scene: the raster to search in; another than the row's where absence is tested.
        present: is it there?
    """

    truth: Truth
    told: Told
    scene: Path
    present: bool

    @property
    def name(self) -> str:
        """What the template is called; unique within its scene."""
        picture = self.truth.picture
        elsewhere = "" if self.scene == self.truth.scene else ", elsewhere"
        return f"{picture.path.name} (line {picture.line}{elsewhere})"


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far a scene reaches."""

    georeference: Georeference
    width: int
    height: int

    def may_hold(self, lonlat: tuple[float, float], reach_m: float) -> bool:
        """False where a place lies more than `reach_m` outside of the scene's box."""
        try:
            place = self.georeference.colrow_from_lonlat(*lonlat)
            middle = self.width / 2, self.height / 2
            reach = reach_m / min(self.georeference.gsd_m(*middle))
        except RasterError:
            return False  # the scene's CRS cannot even express it
        col, row = (float(value) for value in place)
        if not (math.isfinite(col) and math.isfinite(row)):
            return False
        return -reach <= col <= self.width + reach and -reach <= row <= self.height + reach


def plan_searches(
    truths: Sequence[Truth],
    conditions: Conditions,
    seed: int,
    *,
    absent: bool = False,
    cancel: CancelToken | None = None,
) -> dict[Path, list[Sought]]:
    """All searches by scene: each row in its own scene, and in another one if that is asked for.

    Args:
        truths: the rows.
        conditions: what is told, and how pictures are disturbed.
        seed: of all that is drawn.
        absent: seek each present picture also in another scene of the table, drawn from those in
            which no part of it can lie. A picture without such a scene, or in a scene without CRS,
            is sought in its own only.
        cancel: checked once a picture.
    """
    plan: dict[Path, list[Sought]] = defaultdict(list)
    extents = _extents(truths) if absent else {}
    for truth in truths:
        if cancel is not None:
            cancel.raise_if_cancelled()
        told = conditions.of(truth, seed)
        plan[truth.scene].append(Sought(truth, told, truth.scene, truth.present))
        others = _elsewhere(truth, extents) if absent and truth.present else []
        if others:
            other = others[int(told.share * len(others))]
            plan[other].append(Sought(truth, told, other, present=False))
    return dict(plan)


def _extents(truths: Sequence[Truth]) -> dict[Path, _Extent]:
    """Of the scenes that can be read and have a CRS."""
    extents: dict[Path, _Extent] = {}
    for scene in {truth.scene for truth in truths}:
        try:
            with Raster.open(scene) as raster:
                if raster.georeference.is_geographic:
                    extents[scene] = _Extent(raster.georeference, raster.width, raster.height)
        except RasterError:
            continue  # will be told where it is searched
    return extents


def _elsewhere(truth: Truth, extents: Mapping[Path, _Extent]) -> list[Path]:
    """The scenes that hold nothing of a picture, in an order that the table's does not change."""
    own = extents.get(truth.scene)
    if own is None:
        return []
    try:
        place = truth.colrow(own.georeference)
        if place is None:
            return []
        lon, lat = own.georeference.lonlat(*place)
        lonlat = float(lon), float(lat)
        gsd_m = truth.gsd_m or max(own.georeference.gsd_m(*place))
    except RasterError:
        return []  # will be told where it is evaluated
    reach_m = gsd_m * _half_diagonal(truth.picture.path)
    return sorted(
        scene for scene, extent in extents.items() if not extent.may_hold(lonlat, reach_m)
    )


def _half_diagonal(picture: Path) -> float:
    """Of a picture, in pixels; 0 where it cannot be read, which is told later."""
    try:
        with Raster.open(picture) as opened:
            return math.hypot(opened.width, opened.height) / 2
    except RasterError:
        return 0.0
