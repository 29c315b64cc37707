"""Writing results, by the library's writers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import neurocorrelator as nc
from nc_desktop.jobs.job import Report

ExportFormat = Literal["csv", "geojson"]


@dataclass(frozen=True, eq=False)
class ExportJob:
    """Write one file of a result."""

    result: nc.MatchResult
    path: Path
    file_format: ExportFormat

    def run(self, report: Report, cancel: nc.CancelToken) -> Path:
        """Write the file, whole or not at all.

        Raises:
            neurocorrelator.OutputError: it cannot be written.
        """
        if self.file_format == "csv":
            nc.write_csv(self.result, self.path)
        else:
            nc.write_geojson(self.result, self.path)
        return self.path
