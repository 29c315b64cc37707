"""Searching for a CRS, off the Qt thread: PROJ's list takes half a second at the first time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True, eq=False)
class FindCrsJob:
    """Search by code or words.

    Attributes:
        text: what was typed; empty for the recent ones and those that cover the place.
        near: (longitude, latitude) of a place in degrees, if one is known.
        recent: codes that were chosen lately, the newest first.
    """

    text: str
    near: tuple[float, float] | None = None
    recent: tuple[str, ...] = ()

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[nc.CrsChoice, ...]:
        """What fits, the best first; a definition (WKT, PROJ) that is no code counts as one."""
        text = self.text.strip()
        if not text:
            lately = _known(self.recent)
            found = nc.find_crs("", near=self.near)
            return tuple(dict.fromkeys((*lately, *found)))
        return nc.find_crs(text, near=self.near) or _defined(text)


def _known(codes: Sequence[str]) -> list[nc.CrsChoice]:
    found = (nc.find_crs(code, limit=1) for code in codes)
    return [choices[0] for choices in found if choices]


def _defined(text: str) -> tuple[nc.CrsChoice, ...]:
    if not any(mark in text for mark in "[+="):  # neither WKT nor PROJ's own language
        return ()
    try:
        crs = nc.parse_crs(text)
    except nc.NeurocorrelatorError:
        return ()
    area = crs.area_of_use.name if crs.area_of_use is not None else ""
    return (nc.CrsChoice(text, crs.name, area, "geographic" if crs.is_geographic else "projected"),)
