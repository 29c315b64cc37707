"""The search itself, and the loading of what it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import neurocorrelator as nc
from nc_desktop.jobs.hold import Hold
from nc_desktop.jobs.job import Report
from nc_desktop.jobs.match_preview import PreviewFeed, PreviewMaps


@dataclass(frozen=True, eq=False)
class MatchJob:
    """Look for templates in a scene.

    Attributes:
        scene: where.
        templates: what.
        config: how.
        area: the part of the scene to search; None for all of it.
        feed: takes the mean cosine as it comes; None if nobody looks at it.
        hold: halts it between two tiles; None if nobody does.
    """

    scene: nc.Raster
    templates: tuple[nc.Template, ...]
    config: nc.MatchConfig
    area: nc.SearchArea | None = None
    feed: PreviewFeed | None = None
    hold: Hold | None = None

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.MatchResult:
        """Match; see `neurocorrelator.match` for what it raises. `run` tells when it was done."""
        result = self._matched(report, cancel)
        finished = datetime.now(UTC).isoformat(timespec="seconds")
        return replace(result, run={**result.run, "finished": finished})

    def _matched(self, report: Report, cancel: nc.CancelToken) -> nc.MatchResult:
        def go_on(progress: nc.Progress) -> None:
            report(progress)
            if self.hold is not None:
                self.hold.wait(cancel)

        if self.feed is None:
            return nc.match(
                self.scene,
                self.templates,
                self.config,
                area=self.area,
                progress=go_on,
                cancel=cancel,
            )
        maps = PreviewMaps(self.scene, len(self.templates), self.feed)

        def tell(progress: nc.Progress) -> None:
            maps.send_if_due()  # what the last patches brought, when no more come
            go_on(progress)

        return nc.match(
            self.scene,
            self.templates,
            self.config,
            area=self.area,
            progress=tell,
            cancel=cancel,
            preview=maps.take,
        )


@dataclass(frozen=True, eq=False)
class WarmUpJob:
    """Load torch behind the window, so that the first match does not wait for it."""

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.ComputeDevice:
        """Load the lazy part of the library, and tell what it computes on."""
        nc.import_torch()  # before anything imports it in the usual way, which stops the window
        _ = nc.match
        return nc.find_device()
