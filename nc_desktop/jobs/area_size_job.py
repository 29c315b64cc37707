"""How large an area of interest is: one of many corners takes seconds to measure."""

from __future__ import annotations

from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True, eq=False)
class AreaSizeJob:
    """Measure an area on the ground.

    Attributes:
        area: in pixels of a scene.
        georeference: the scene's; it has a CRS.
    """

    area: nc.SearchArea
    georeference: nc.Georeference

    def run(self, report: Report, cancel: nc.CancelToken) -> float:
        """Square metres; see `neurocorrelator.SearchArea.area_m2` for what it raises."""
        return self.area.area_m2(self.georeference)
