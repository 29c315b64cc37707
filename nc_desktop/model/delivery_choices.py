"""What matches were handed over with last, as it is remembered."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, cast

import neurocorrelator as nc
from nc_desktop.model.match_scope import MATCH_SCOPES, MatchScope

TABLES = ("csv", "geojson", "gpkg", "kml")
PARTS: tuple[nc.GeoreferencedPart, ...] = ("raster", "points", "table")


@dataclass(frozen=True, slots=True)
class DeliveryChoices:
    """Choices of the dialogs *Report* and *Deliver*.

    Attributes:
        scope: which matches.
        tables: of `TABLES`.
        parts: of `PARTS`.
        report: whether a report is delivered.
        folder: where to; empty for a proposal.
        name: what the names of tables and report begin with; empty for a proposal.
        author: of the report.
        heatmaps: whether the report has the templates' heatmaps.
        opens: whether a report is opened when it is written.
        all_scenes: whether a report has the matches of all scenes.
    """

    scope: MatchScope = "accepted"
    tables: tuple[str, ...] = ("csv",)
    parts: tuple[nc.GeoreferencedPart, ...] = ("raster", "points")
    report: bool = True
    folder: str = ""
    name: str = ""
    author: str = ""
    heatmaps: bool = True
    opens: bool = True
    all_scenes: bool = True

    @classmethod
    def read(cls, text: str) -> DeliveryChoices:
        """What `write` wrote; what makes no sense counts as not said."""
        try:
            said: Any = json.loads(text)
        except ValueError:
            return cls()
        if not isinstance(said, dict):
            return cls()
        plain = cls()

        def listed(key: str, known: tuple[str, ...], otherwise: tuple[str, ...]) -> tuple[str, ...]:
            value = said.get(key)
            return tuple(e for e in known if e in value) if isinstance(value, list) else otherwise

        def word(key: str) -> str:
            value = said.get(key)
            return value if isinstance(value, str) else ""

        def flag(key: str) -> bool:
            value = said.get(key)
            return value if isinstance(value, bool) else True

        scope = said.get("scope")
        parts = listed("parts", PARTS, plain.parts)
        return cls(
            scope=scope if scope in MATCH_SCOPES else plain.scope,
            tables=listed("tables", TABLES, plain.tables),
            parts=cast("tuple[nc.GeoreferencedPart, ...]", parts),
            report=flag("report"),
            folder=word("folder"),
            name=word("name"),
            author=word("author"),
            heatmaps=flag("heatmaps"),
            opens=flag("opens"),
            all_scenes=flag("all_scenes"),
        )

    def write(self) -> str:
        """One line of text for the settings."""
        return json.dumps(asdict(self))
