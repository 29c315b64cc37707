"""The doctor: what may hinder the program on this machine."""

from __future__ import annotations

from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True)
class DoctorJob:
    """Check versions, devices, weights, GDAL, PROJ and Qt, each in a process of its own."""

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.Diagnosis:
        """Some seconds; ends within a moment when it is cancelled."""
        return nc.diagnose(progress=report, cancel=cancel)
