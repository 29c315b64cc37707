"""Looking at places, making them, and drawing what training will see of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


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
class CountJob:
    """Count the places that rasters would give."""

    rasters: tuple[tuple[str, Path], ...]
    plan: nc.PlacesPlan

    def run(self, report: Report, cancel: nc.CancelToken) -> dict[str, int]:
        """See `neurocorrelator.count_places` for what it raises."""
        return nc.count_places(self.rasters, self.plan)


@dataclass(frozen=True, eq=False)
class MakeJob:
    """Cut places out of rasters."""

    rasters: tuple[tuple[str, Path], ...]
    folder: Path
    plan: nc.PlacesPlan

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.MadePlaces:
        """See `neurocorrelator.make_places` for what it raises."""
        return nc.make_places(self.rasters, self.folder, self.plan, check=cancel.raise_if_cancelled)
