"""How often which values occur in a scene."""

from __future__ import annotations

from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.jobs.job import Report

Histograms = tuple[nc.Histogram, nc.Histogram, nc.Histogram]


@dataclass(frozen=True, eq=False)
class HistogramJob:
    """Count the values of the bands shown; of a large raster in a sample."""

    raster: nc.Raster

    def run(self, report: Report, cancel: nc.CancelToken) -> Histograms:
        """Count them.

        Raises:
            neurocorrelator.RasterError: the file is damaged all over, changed or gone.
        """
        return self.raster.histograms()
