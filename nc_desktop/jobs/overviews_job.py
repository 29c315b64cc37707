"""Making reduced copies of a scene's file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True, eq=False)
class BuildOverviewsJob:
    """Write reduced copies beside a file; the file itself stays as it is.

    Attributes:
        path: the file.
    """

    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> Path:
        """Build them, all or none.

        Raises:
            neurocorrelator.OutputError: the folder is read-only, or the disk is full.
            neurocorrelator.RasterError: the file cannot be read.
        """
        return nc.build_overviews(self.path, progress=report, cancel=cancel)
