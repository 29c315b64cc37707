"""What a run found: matches, score maps, and how the run was made."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from neurocorrelator.config import MatchConfig
from neurocorrelator.errors import NeurocorrelatorError, RasterError
from neurocorrelator.geo.crs_change import CrsChange
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.search_area import SearchArea
from neurocorrelator.progress import CancelToken, ProgressCallback
from neurocorrelator.rasters.image import Window
from neurocorrelator.rasters.raster import Raster
from neurocorrelator.rasters.template import Template
from neurocorrelator.results.ground import Ground
from neurocorrelator.results.verdict import Answer, Verdict, answers_to

if TYPE_CHECKING:
    import pandas as pd

Point = tuple[float, float]
Footprint = tuple[Point, Point, Point, Point]
Decision = Literal["", "accepted", "rejected"]
Origin = Literal["search", "corrected", "hand"]

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
JUDGEMENT_COLUMNS = ("origin", "decision", "comment")
"""What the table has besides where a person looked at the matches."""


@dataclass(frozen=True, slots=True)
class Match:
    """One place in the scene, in scene pixels (corner coordinates). Geography is the result's.

    Attributes:
        rank: 1 for the best of its template; of one made by hand the next number, which says
            nothing of how good it is.
        template: the template's name.
        score: value of the template's score map at the place that was found; None for a match that
            was made by hand.
        size_corrected_score: log max q + (log N_s + log N_t) / 2, comparable between sizes; None
            for a match that was made by hand.
        confidence: calibrated probability; None while nothing is calibrated.
        inliers: patches of the template that verification found where its transform puts them;
            None while unverified.
        rotation_deg: clockwise, template to scene image, 0 <= rotation < 360.
        scale: scene pixels per template pixel.
        footprint: the template's corners (upper left, upper right, lower right, lower left as the
            template has them) as (col, row).
        centre: the template's centre as (col, row).
        facts: what the confidence was judged by, by name; see `matching.confidence`.
        decision: what a person says of it: `accepted`, `rejected`, or empty while nobody judged it.
        comment: that person's words.
        origin: `search`: where the search found it. `corrected`: a person moved it since; score,
            size_corrected_score, confidence, inliers and facts are those of the place that was
            found. `hand`: a person placed it, and nothing of these is known.
    """

    rank: int
    template: str
    score: float | None
    size_corrected_score: float | None
    confidence: float | None
    inliers: int | None
    rotation_deg: float
    scale: float
    footprint: Footprint
    centre: Point
    facts: Mapping[str, float] = field(default_factory=dict, compare=False)
    decision: Decision = ""
    comment: str = ""
    origin: Origin = "search"

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
        area: the part of the scene that was searched; None for all of it.
        areas: by template, the part that it was looked for in, within `area`.
        out_crs: the CRS of x, y and footprint in the table and its files; None for the scene's.
        answers: by template, whether it is in the scene. Made of the matches where not given, and
            kept when some of them are left out: what is not listed changes no answer.
        judged: whether the table and its files say who placed each match and what a person says of
            it, in the columns `JUDGEMENT_COLUMNS`.
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
    area: SearchArea | None = None
    areas: Mapping[str, SearchArea] = field(default_factory=dict)
    out_crs: CRS | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    judged: bool = False

    def __post_init__(self) -> None:
        if not self.answers:
            searched = [match for match in self.matches if match.origin != "hand"]
            by_hand = {m.template for m in self.matches} - {m.template for m in searched}
            # what a person placed and no search found has no answer of a search
            names = [t.name for t in self.templates if t.name not in by_hand]
            everywhere = self.config.min_score is not None
            limited = {t.name for t in self.templates if everywhere or t.min_score is not None}
            object.__setattr__(self, "answers", answers_to(names, searched, limited))

    @property
    def verdicts(self) -> dict[str, Verdict | None]:
        """By template: `found`, `uncertain` or `absent`; None while nothing is calibrated."""
        return {name: answer.verdict for name, answer in self.answers.items()}

    @cached_property
    def ground(self) -> Ground:
        """Where the matches lie, in the CRS of the results.

        Raises:
            ConfigurationError: there is no way from the scene's CRS to `out_crs`.
        """
        scene = self.scene
        if self.out_crs is None:
            return Ground(scene.georeference)
        size = scene.width, scene.height
        return Ground(scene.georeference, CrsChange.plan(scene.georeference, size, self.out_crs))

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the table's columns."""
        return (*COLUMNS, *JUDGEMENT_COLUMNS) if self.judged else COLUMNS

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a match, with the columns `columns`; geographic ones are NA without a CRS."""
        return table_of([match_row(match, self.ground) for match in self.matches], self.columns)

    def subset(self, indices: Sequence[int]) -> MatchResult:
        """The same result with some of its matches, in the order asked for.

        Ranks are kept, and so are the answers: they speak of the scene, not of the selection.

        Args:
            indices: places in `matches` (rows of `table`), such as those of a selection.

        Raises:
            IndexError: there is no such match.
        """
        return replace(self, matches=tuple(self.matches[int(index)] for index in indices))

    def in_crs(self, crs: CRS | None) -> MatchResult:
        """The same result with x, y and footprint of its table and files in another CRS.

        Args:
            crs: None, or the scene's own, for the scene's.

        Raises:
            ConfigurationError: the scene has no CRS, or there is no way to this one.
        """
        own = self.scene.georeference.crs
        moved = replace(self, out_crs=None if crs is None or crs == own else crs)
        _ = moved.ground  # says now what it would say while writing
        return moved

    def write(
        self,
        out: str | os.PathLike[str],
        formats: Sequence[str] | None = None,
        *,
        georeference: bool = False,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> list[Path]:
        """Write all files of the result into a folder: `neurocorrelator.write_results`."""
        from neurocorrelator.results.writers import write_results  # which knows this class

        return write_results(
            self, out, formats, georeference=georeference, progress=progress, cancel=cancel
        )


def footprint_lonlat(match: Match, georeference: Georeference) -> list[Point]:
    """The footprint's four corners as WGS 84 longitude and latitude."""
    cols, rows = zip(*match.footprint, strict=True)
    lon, lat = georeference.lonlat(cols, rows)
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def table_of(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows of matches as a table whose columns have types."""
    import pandas as pd  # takes longer to load than all the rest of the package

    # PyArrow, where it is installed, cannot hold names that are no Unicode
    with pd.option_context("mode.string_storage", "python"):
        table = pd.DataFrame(rows, columns=list(columns))
    kinds = {"rank": "int64", "score": "float64", "inliers": "Int64", "confidence": "Float64"}
    return table.astype(kinds)


def match_row(match: Match, ground: Ground) -> dict[str, object]:
    """A match's cells in the table, by column."""
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
        "origin": match.origin,
        "decision": match.decision or None,
        "comment": match.comment or None,
    }
    if ground.georeference.is_geographic:
        values |= _geography(match, ground)
    return values


def _geography(match: Match, ground: Ground) -> dict[str, object]:
    """The columns that need a CRS; those that a CRS cannot express stay empty."""
    georeference = ground.georeference
    values: dict[str, object] = {"footprint": ground.wkt(match.footprint)}
    place = ground.xy(match.centre)
    if place is not None:
        values |= {"x": place[0], "y": place[1], "crs": ground.crs_name or None}
    with suppress(RasterError):
        lon, lat = georeference.lonlat(*match.centre)
        values |= {"lon": float(lon), "lat": float(lat)}
        values["gsd_m"] = float(np.sqrt(np.prod(georeference.gsd_m(*match.centre))))
    return values
