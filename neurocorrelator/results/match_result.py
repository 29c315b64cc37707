"""What a run found: matches, score maps, and how the run was made."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import NeurocorrelatorError, RasterError
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.image import Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template

if TYPE_CHECKING:
    import pandas as pd

Point = tuple[float, float]

COLUMNS = (
    "rank",
    "template",
    "score",
    "confidence",
    "inliers",
    "rotation_deg",
    "scale",
    "col_min",
    "row_min",
    "col_max",
    "row_max",
    "col",
    "row",
    "x",
    "y",
    "lon",
    "lat",
    "crs",
    "gsd_m",
    "footprint",
)


@dataclass(frozen=True, slots=True)
class Match:
    """One place in the scene, in scene pixels (corner coordinates). Geography is the result's.

    Attributes:
        rank: 1 for the best of its template.
        template: the template's name.
        score: value of the template's score map at this place.
        size_corrected_score: log max q + (log N_s + log N_t) / 2, comparable between sizes.
        confidence: calibrated probability; None while nothing is calibrated.
        inliers: number of cells that verification confirmed; None while unverified.
        rotation_deg: clockwise, template to scene image, 0 <= rotation < 360.
        scale: scene pixels per template pixel.
        footprint: the template's corners (upper left, upper right, lower right, lower left as the
            template has them) as (col, row).
        centre: the template's centre as (col, row).
    """

    rank: int
    template: str
    score: float
    size_corrected_score: float
    confidence: float | None
    inliers: int | None
    rotation_deg: float
    scale: float
    footprint: tuple[Point, Point, Point, Point]
    centre: Point

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Upright box around the footprint: col_min, row_min, col_max, row_max."""
        cols, rows = zip(*self.footprint, strict=True)
        return min(cols), min(rows), max(cols), max(rows)


@dataclass(frozen=True, eq=False)
class ScoreMap:
    """Score of one template at every cell of the scene's stride-4 grid.

    Attributes:
        template: the template's name.
        values: [rows, cols] float32; the score of the template centred in that cell, the maximum
            over its variants; NaN where no candidate may be.
        georeference: how the cells (not pixels) lie on the ground.
        stride: scene pixels per cell.
    """

    template: str
    values: NDArray[np.float32]
    georeference: Georeference
    stride: int = 4


@dataclass(frozen=True, slots=True)
class TemplateFailure:
    """A template that could not be matched, and why, while others could."""

    template: str
    error: NeurocorrelatorError


@dataclass(frozen=True, eq=False)
class MatchResult:
    """All that a run found.

    Attributes:
        scene: the raster that was searched.
        templates: those that were looked for, in the order given, without the failed ones.
        matches: by template in that order, best first.
        score_maps: one for each of `templates`.
        failures: templates that could not be matched.
        config: the settings in force.
        run: how it was made: versions, device, hash of the weights, timings in seconds.
        warnings: what the user should know.
        damaged: windows of scene pixels that could not be read and were left out.
    """

    scene: Raster
    templates: tuple[Template, ...]
    matches: tuple[Match, ...]
    score_maps: tuple[ScoreMap, ...]
    config: MatchConfig
    run: dict[str, Any]
    failures: tuple[TemplateFailure, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    damaged: tuple[Window, ...] = ()

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a match, with the columns `COLUMNS`; geographic ones are NA without a CRS."""
        import pandas as pd  # takes longer to load than all the rest of the package

        georeference = self.scene.georeference
        rows = [_row(match, georeference) for match in self.matches]
        table = pd.DataFrame(rows, columns=list(COLUMNS))
        return table.astype({"rank": "int64", "inliers": "Int64", "confidence": "Float64"})

    def write(
        self,
        out: str | os.PathLike[str],
        formats: Sequence[str] | None = None,
        *,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> list[Path]:
        """Write all files of the result into a folder: `neurocorrelator.write_results`."""
        from neurocorrelator.results.writers import write_results  # which knows this class

        return write_results(self, out, formats, progress=progress, cancel=cancel)


def footprint_xy(match: Match, georeference: Georeference) -> list[Point]:
    """The footprint's four corners in the CRS of the scene."""
    cols, rows = zip(*match.footprint, strict=True)
    x, y = georeference.xy(cols, rows)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def footprint_lonlat(match: Match, georeference: Georeference) -> list[Point]:
    """The footprint's four corners as WGS 84 longitude and latitude."""
    cols, rows = zip(*match.footprint, strict=True)
    lon, lat = georeference.lonlat(cols, rows)
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def _row(match: Match, georeference: Georeference) -> dict[str, object]:
    col, row = match.centre
    box = match.box
    values: dict[str, object] = {
        "rank": match.rank,
        "template": match.template,
        "score": match.score,
        "confidence": match.confidence,
        "inliers": match.inliers,
        "rotation_deg": match.rotation_deg,
        "scale": match.scale,
        "col_min": box[0],
        "row_min": box[1],
        "col_max": box[2],
        "row_max": box[3],
        "col": col,
        "row": row,
    }
    if georeference.is_geographic:
        values |= _geography(match, georeference)
    return values


def _geography(match: Match, georeference: Georeference) -> dict[str, object]:
    """The columns that need a CRS; outside of what it can express lon, lat and gsd_m stay empty."""
    x, y = georeference.xy(*match.centre)
    corners = footprint_xy(match, georeference)
    ring = ", ".join(f"{e!r} {n!r}" for e, n in [*corners, corners[0]])
    values: dict[str, object] = {
        "x": float(x),
        "y": float(y),
        "crs": georeference.crs_name or None,
        "footprint": f"POLYGON (({ring}))",
    }
    with suppress(RasterError):
        lon, lat = georeference.lonlat(*match.centre)
        values |= {"lon": float(lon), "lat": float(lat)}
        values["gsd_m"] = float(np.sqrt(np.prod(georeference.gsd_m(*match.centre))))
    return values
