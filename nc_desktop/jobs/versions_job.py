"""The versions of everything, those included that a library tells only once it was loaded."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.versions import Version, known_versions


@dataclass(frozen=True)
class VersionsJob:
    """Load the geographic libraries and ask them."""

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[Version, ...]:
        """What is known; a library that cannot be loaded is left out."""
        for name in ("rasterio", "pyproj"):
            try:
                importlib.import_module(name)
            except ImportError:
                continue
        return known_versions()
