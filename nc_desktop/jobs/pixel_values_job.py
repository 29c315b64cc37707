"""Reading the values of one pixel, off the Qt thread: a slow file must not stop the cursor."""

from __future__ import annotations

from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True, eq=False)
class PixelValuesJob:
    """Read all bands at a position.

    Attributes:
        raster: the scene.
        col, row: corner coordinates.
    """

    raster: nc.Raster
    col: float
    row: float

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[float | None, ...]:
        """One value for each band, None for nodata; nothing outside of the raster."""
        return self.raster.values_at(self.col, self.row)
