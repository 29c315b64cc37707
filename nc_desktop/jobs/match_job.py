"""The search itself, and the loading of what it needs."""

from __future__ import annotations

from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True, eq=False)
class MatchJob:
    """Look for templates in a scene."""

    scene: nc.Raster
    templates: tuple[nc.Template, ...]
    config: nc.MatchConfig

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.MatchResult:
        """Match; see `neurocorrelator.match` for what it raises."""
        return nc.match(self.scene, self.templates, self.config, progress=report, cancel=cancel)


@dataclass(frozen=True, eq=False)
class WarmUpJob:
    """Load torch behind the window, so that the first match does not wait for it."""

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.ComputeDevice:
        """Load the lazy part of the library, and tell what it computes on."""
        _ = nc.match
        return nc.find_device()
