"""What a report is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import neurocorrelator as nc
from nc_desktop.report.words import ReportWords

MOST_MATCHES = 500
"""Of a report: each has two pictures, and a browser holds all of them at once."""


@dataclass(frozen=True, eq=False)
class ReportRequest:
    """A report as it was asked for.

    Attributes:
        result: with the matches that are told and no others, where the scene lies now. They are
            numbered from 1 on in this order.
        title: in the user's words.
        author: in the user's words; may be empty.
        written: date and time in words.
        words: of the report, in its language.
        colours: `#rrggbb` of each template, by its name.
        corrected: positions in the result's matches of those whose outline the user put right.
        heatmaps: whether the templates' heatmaps are in it.
        further: the same of other scenes, whose matches are numbered on; title, author and date of
            these are not told.
    """

    result: nc.MatchResult
    title: str
    author: str
    written: str
    words: ReportWords
    colours: Mapping[str, str] = field(default_factory=dict)
    corrected: frozenset[int] = frozenset()
    heatmaps: bool = True
    further: tuple[ReportRequest, ...] = ()

    @property
    def chapters(self) -> tuple[ReportRequest, ...]:
        """One for each scene."""
        return (self, *self.further)
