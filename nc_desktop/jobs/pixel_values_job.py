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

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[float | None, ...] | None:
        """One value for each band, None for nodata; nothing outside of the raster.

        None where the file is damaged at this position only.

        Raises:
            neurocorrelator.RasterError: the file was changed or is gone.
        """
        try:
            return self.raster.values_at(self.col, self.row)
        except nc.RasterError:
            # a look does not mind damage, so what it raises is said of the file as a whole
            self.raster.read_values(nc.Window(0, 0, 1, 1))
            return None
