"""Finding the parts of a template that agree with a match, on the computing thread."""

from __future__ import annotations

from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


class Finders:
    """Keeps what was measured of the last scene. Belongs to the computing thread."""

    def __init__(self) -> None:
        self._of: tuple[nc.Raster, nc.MatchConfig] | None = None
        self._finder: nc.InlierFinder | None = None

    def of(self, scene: nc.Raster, config: nc.MatchConfig) -> nc.InlierFinder:
        """The one of a scene and of a run's settings; loads the network for the first."""
        known = self._of is not None and self._of[0] is scene and self._of[1] == config
        if self._finder is None or not known:
            nc.import_torch()
            self._of, self._finder = (scene, config), nc.InlierFinder(scene, config)
        return self._finder


@dataclass(frozen=True, eq=False)
class InliersJob:
    """Compare a template with the scene patch by patch.

    Attributes:
        finders: for all jobs of a session.
        scene: as a search sees it.
        result: what the match is one of.
        match: as the user has it.
    """

    finders: Finders
    scene: nc.Raster
    result: nc.MatchResult
    match: nc.Match

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.PatchPairs:
        """See `neurocorrelator.InlierFinder.find` for what it raises."""
        template = next(t for t in self.result.templates if t.name == self.match.template)
        finder = self.finders.of(self.scene, self.result.config)
        return finder.find(template, self.match, progress=report, cancel=cancel)
