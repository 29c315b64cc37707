"""Looks for runs that ended in a crash."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.crash_reports import Crash, find_crashes
from nc_desktop.jobs.job import Report


@dataclass(frozen=True)
class FindCrashesJob:
    """Read what earlier runs left behind."""

    runs: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[Crash, ...]:
        """The crashes, the newest first."""
        return find_crashes(self.runs)
