"""What was found in many scenes, as one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pyproj import CRS

from neurocorrelator.config import MatchConfig
from neurocorrelator.geo.crs_change import CrsChange
from neurocorrelator.geo.georeference import WGS84
from neurocorrelator.rasters.template import Template, with_unique_names
from neurocorrelator.results.ground import Ground
from neurocorrelator.results.match_result import COLUMNS, TemplateFailure, match_row, table_of
from neurocorrelator.results.one_place import SceneMatch, merge_matches
from neurocorrelator.results.scene_record import SceneOutcome, SceneRecord
from neurocorrelator.results.verdict import Answer

if TYPE_CHECKING:
    import pandas as pd

SCENE_COLUMNS = ("scene", *COLUMNS, "also_in")
"""Columns of the table: those of one scene, the scene, and the others that show the same."""
_BETWEEN = " | "  # of scenes in `also_in`


@dataclass(frozen=True, eq=False)
class SceneSet:
    """One answer of many scenes.

    Attributes:
        outcomes: of all scenes, in order.
        templates: those that were looked for.
        config: the settings in force.
        matches: what is at one place on the ground once, by template, the surest first, ranked
            among all scenes.
        answers: by template, whether it is in any of the scenes.
        failures: templates that could not be opened.
        crs: of x, y and footprint in the table and its files.
        warnings: what the user should know besides the warnings of the scenes.
    """

    outcomes: tuple[SceneOutcome, ...]
    templates: tuple[Template, ...]
    config: MatchConfig
    matches: tuple[SceneMatch, ...]
    answers: Mapping[str, Answer]
    failures: tuple[TemplateFailure, ...] = ()
    crs: CRS = WGS84
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        outcomes: Sequence[SceneOutcome],
        templates: Sequence[Template],
        config: MatchConfig | None = None,
        *,
        crs: CRS | None = None,
        failures: Sequence[TemplateFailure] = (),
    ) -> SceneSet:
        """Bring the outcomes of `match_scenes` together; see `merge_matches`.

        Args:
            outcomes: of all scenes.
            templates: as they were given to `match_scenes`.
            config: likewise.
            crs: of the coordinates; WGS 84 if None.
            failures: templates that could not be opened.
        """
        settings = config or MatchConfig()
        records = [outcome.record for outcome in outcomes if outcome.record is not None]
        named = with_unique_names(templates)
        names = [template.name for template in named]
        matches, answers = merge_matches(records, names, settings.separation)
        return cls(
            tuple(outcomes),
            tuple(named),
            settings,
            tuple(matches),
            answers,
            tuple(failures),
            crs or WGS84,
        )

    @property
    def records(self) -> tuple[SceneRecord, ...]:
        """Of the scenes that were searched, now or earlier."""
        return tuple(own.record for own in self.outcomes if own.record is not None)

    @property
    def skipped(self) -> tuple[SceneOutcome, ...]:
        """Those that were not."""
        return tuple(own for own in self.outcomes if own.record is None)

    @property
    def is_placed(self) -> bool:
        """Whether any scene has a CRS."""
        return any(record.georeference.is_geographic for record in self.records)

    @cached_property
    def grounds(self) -> dict[SceneRecord, Ground]:
        """The way of each scene to the CRS of the table.

        Raises:
            ConfigurationError: there is none.
        """
        found = {}
        for record in self.records:
            change = None
            if record.georeference.is_geographic:
                size = record.width, record.height
                change = CrsChange.plan(record.georeference, size, self.crs)
            found[record] = Ground(record.georeference, change)
        return found

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a match, with the columns `SCENE_COLUMNS`; NA where a scene has no CRS."""
        rows = []
        for own in self.matches:
            row = match_row(own.match, self.grounds[own.scene])
            row["scene"] = str(own.scene.path)
            row["also_in"] = _BETWEEN.join(str(other.path) for other in own.also_in) or None
            rows.append(row)
        return table_of(rows, SCENE_COLUMNS)

    def above(self, min_confidence: float) -> SceneSet:
        """Without less sure matches; those without a confidence stay, and so do the answers."""
        kept = tuple(
            own
            for own in self.matches
            if own.match.confidence is None or own.match.confidence >= min_confidence
        )
        return replace(self, matches=kept)
