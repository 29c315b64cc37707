"""Writing a template as a GeoTIFF where a match lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.jobs.job import Report

_BESIDE = (".points", ".vrt")  # that the library writes, of the same name


@dataclass(frozen=True, slots=True)
class Georeferenced:
    """What became of it.

    Attributes:
        files: what was written; None where nothing was.
        existing: files that would be replaced, of which nobody was asked.
    """

    files: nc.GeoreferencedTemplate | None = None
    existing: tuple[Path, ...] = ()


@dataclass(frozen=True, eq=False)
class GeoreferenceJob:
    """Warp the picture of a match and write it with its ground control points.

    Attributes:
        result: that the match is one of, with the scene where it lies now.
        match: where the picture lies.
        path: of the GeoTIFF.
        replaced: files that may be replaced. What was written with a raster goes with it.
    """

    result: nc.MatchResult
    match: nc.Match
    path: Path
    replaced: tuple[Path, ...] = ()

    def run(self, report: Report, cancel: nc.CancelToken) -> Georeferenced:
        """Write all files, or none.

        Raises:
            neurocorrelator.NeurocorrelatorError: the footprint is of no use, or they cannot be
                written.
            neurocorrelator.CancelledError: the token was set.
        """
        raster = self.path
        files = [raster, *(raster.with_suffix(suffix) for suffix in _BESIDE)]
        whole = raster in self.replaced and raster.exists()
        existing = tuple(f for f in files if f.exists() and f not in self.replaced and not whole)
        if existing:
            return Georeferenced(existing=existing)
        return Georeferenced(
            nc.write_georeferenced(
                self.result, self.match, self.path, progress=report, cancel=cancel
            )
        )
