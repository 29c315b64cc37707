"""A scene with another look, opened again, or seen in another CRS: what must not wait on Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.model.layers import StretchMode


@dataclass(frozen=True, eq=False)
class StyleJob:
    """Other bands or another stretch of an open file, for map and search alike.

    Attributes:
        raster: as it is now.
        bands: 1-based numbers; None for those that are shown now.
        stretch: None to measure it anew.
    """

    raster: nc.Raster
    bands: tuple[int, ...] | None = None
    stretch: nc.Stretch | None = None

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.Raster:
        """The same file in its new look; raises what `nc.Raster.with_style` does."""
        return self.raster.with_style(self.bands, self.stretch or "auto")


@dataclass(frozen=True, eq=False)
class MeasureJob:
    """Black and white points by a rule, for the eye alone."""

    raster: nc.Raster
    mode: StretchMode

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.Stretch | None:
        """The points; None where values stay as they are, as a palette's colours do."""
        name = self.mode if self.mode != "manual" else "auto"
        return self.raster.with_style(None, name).stretch


@dataclass(frozen=True, eq=False)
class ReopenJob:
    """Open a file anew: it was changed, has reduced copies now, or was told its CRS.

    Attributes:
        path: the file.
        crs: what the user assigned; empty for the file's own.
        bands: those to show; None for the file's own choice.
        stretch: None for the library's choice.
    """

    path: Path
    crs: str = ""
    bands: tuple[int, ...] | None = None
    stretch: nc.Stretch | None = None

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.Raster:
        """Open it; raises what `nc.Raster.open` does."""
        return nc.Raster.open(
            self.path, bands=self.bands, stretch=self.stretch or "auto", crs=self.crs or None
        )


@dataclass(frozen=True, eq=False)
class PlaceJob:
    """See a file in the CRS of the active scene.

    Attributes:
        raster: as it is.
        reference: of the active scene.
    """

    raster: nc.Raster
    reference: nc.Georeference

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.Raster:
        """The raster seen there; itself if it is in that CRS already."""
        return self.raster.onto(self.reference)


@dataclass(frozen=True, eq=False)
class ThumbnailJob:
    """A small picture of a whole raster.

    Attributes:
        raster: the raster.
        longest: pixels of its longer side.
    """

    raster: nc.Raster
    longest: int = 96

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.Image:
        """Read it, from reduced copies where the file has some."""
        factor = self.longest / max(self.raster.width, self.raster.height)
        rows, cols = (
            max(1, min(side, round(side * factor)))
            for side in (self.raster.height, self.raster.width)
        )
        image, _ = self.raster.read_whole_blocks(shape=(rows, cols))
        return image


@dataclass(frozen=True, eq=False)
class CloseJob:
    """Close files of rasters that are shown no more; waits while a tile is read."""

    rasters: tuple[nc.Raster, ...]

    def run(self, report: Report, cancel: nc.CancelToken) -> None:
        """Close them."""
        for raster in self.rasters:
            raster.close()
