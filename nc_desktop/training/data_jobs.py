"""Looking at places, making them, and drawing what training will see of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.model.positions import carried
from nc_desktop.training.drawn_areas import SIDES, AreaSide

_MOST_DRAWN = 20_000  # places; more of them would be a carpet
_NO_SQUARES = np.zeros((0, 4, 2))


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        report: of the library.
        sheet: [H, W, 3] uint8, triplets; None where it cannot be trained on.
    """

    report: nc.PlacesReport
    sheet: NDArray[np.uint8] | None


@dataclass(frozen=True, eq=False)
class CheckJob:
    """Read every picture of a folder of places, and draw triplets of it."""

    folder: Path
    config: nc.TrainConfig

    def run(self, report: Report, cancel: nc.CancelToken) -> Checked:
        """See `neurocorrelator.check_places` for what it raises."""
        found = nc.check_places(self.folder, check=cancel.raise_if_cancelled)
        sheet = nc.sheet_picture(nc.draw_triplets(self.config)) if found.fit else None
        return Checked(found, sheet)


@dataclass(frozen=True, eq=False)
class SheetJob:
    """Draw triplets of places that were checked, with other settings."""

    config: nc.TrainConfig

    def run(self, report: Report, cancel: nc.CancelToken) -> NDArray[np.uint8]:
        """See `neurocorrelator.draw_triplets` for what it raises."""
        return nc.sheet_picture(nc.draw_triplets(self.config))


@dataclass(frozen=True, eq=False)
class GroundOnMap:
    """Places and areas of each side as they lie on the map.

    Attributes:
        count: of the places by side.
        squares: [N, 4, 2] columns and rows of their corners; none where they are too many to draw,
            or the map has no place for them.
        outlines: rings of the areas that were drawn, likewise.
    """

    count: Mapping[str, int]
    squares: Mapping[AreaSide, NDArray[np.float64]]
    outlines: Mapping[AreaSide, tuple[NDArray[np.float64], ...]]


@dataclass(frozen=True, eq=False)
class PlanJob:
    """Find where the places of rasters would lie, and where that is on the map.

    Attributes:
        rasters: view and file of each.
        plan: how they are cut.
        frame: georeference of the map's scene.
    """

    rasters: tuple[tuple[str, Path], ...]
    plan: nc.PlacesPlan
    frame: nc.Georeference

    def run(self, report: Report, cancel: nc.CancelToken) -> GroundOnMap:
        """See `neurocorrelator.plan_places` for what it raises."""
        planned = nc.plan_places(self.rasters, self.plan)
        squares = {side: self._squares(getattr(planned, side)) for side in SIDES}
        return GroundOnMap(planned.count, squares, self._outlines())

    def without_places(self) -> GroundOnMap:
        """The areas alone, where no places can be found in them."""
        return GroundOnMap({}, dict.fromkeys(SIDES, _NO_SQUARES), self._outlines())

    def _outlines(self) -> dict[AreaSide, tuple[NDArray[np.float64], ...]]:
        return {
            "test": self._outline(self.plan.test_area),
            "train": self._outline(self.plan.train_area),
        }

    def _outline(self, area: nc.GroundArea | None) -> tuple[NDArray[np.float64], ...]:
        """Rings of an area on the map."""
        if area is None or self.frame.crs is None:
            return ()
        ground = nc.Georeference(crs=area.crs or self.frame.crs)
        try:
            return tuple(
                carried(ring, ground, self.frame) for rings in area.polygons for ring in rings
            )
        except nc.RasterError:  # beyond what the CRS of the map's scene can express
            return ()

    def _squares(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.frame.crs is None or len(lonlat) > _MOST_DRAWN:
            return _NO_SQUARES
        try:
            cols, rows = self.frame.colrow_from_lonlat(lonlat[..., 0], lonlat[..., 1])
        except nc.RasterError:
            return _NO_SQUARES
        return np.stack([cols, rows], axis=-1)


@dataclass(frozen=True, eq=False)
class MakeJob:
    """Cut places out of rasters."""

    rasters: tuple[tuple[str, Path], ...]
    folder: Path
    plan: nc.PlacesPlan

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.MadePlaces:
        """See `neurocorrelator.make_places` for what it raises."""
        return nc.make_places(self.rasters, self.folder, self.plan, check=cancel.raise_if_cancelled)
