"""The matches of a result as columns of numbers: quick to sort, to filter and to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

import neurocorrelator as nc
from nc_desktop.model.judgement import DECISIONS, Decision

FloatArray = NDArray[np.float64]
VERDICTS: tuple[nc.Verdict, ...] = ("found", "uncertain", "absent")
"""The column `verdict` holds positions in it, so that it is sorted from the surest on."""
ORIGINS = ("search", "corrected", "hand")
"""The column `origin` holds positions in it; NaN where the search found the match and it stayed."""


@dataclass(frozen=True, eq=False)
class MatchColumns:
    """Values of all matches, in the order of `MatchResult.matches`.

    The library's table has the same values; it is made match by match, which takes seconds for
    thousands, and the Qt thread has milliseconds.

    Attributes:
        names: of the templates that have matches, each once.
        template: [N] positions in `names`.
        numbers: [N] by the names that the library's table has, `verdict` and `decision`; NaN where
            nothing is known.
        comments: [N] what the user says of each match.
    """

    names: tuple[str, ...]
    template: NDArray[np.intp]
    numbers: Mapping[str, FloatArray]
    comments: tuple[str, ...] = ()

    @classmethod
    def of(cls, result: nc.MatchResult) -> MatchColumns:
        """Take the values of a result; x, y, lon and lat are in the scene's own CRS and WGS 84."""
        matches, georeference = result.matches, result.scene.georeference
        names = tuple(dict.fromkeys(match.template for match in matches))
        position = {name: index for index, name in enumerate(names)}
        centres = np.array([match.centre for match in matches], np.float64).reshape(-1, 2)
        plain = _floats(matches, "rank", "score", "confidence", "inliers", "rotation_deg", "scale")
        cols, rows = centres[:, 0], centres[:, 1]
        unknown = np.full(len(matches), np.nan)
        x, y = georeference.xy(cols, rows) if georeference.is_geographic else (unknown, unknown)
        lon, lat = _lonlat(georeference, centres)
        numbers = {
            "rank": plain["rank"],
            "score": plain["score"],
            "confidence": plain["confidence"],
            "inliers": plain["inliers"],
            "verdict": _verdicts(result),
            "rotation_deg": plain["rotation_deg"],
            "scale": plain["scale"],
            "x": x,
            "y": y,
            "lat": lat,
            "lon": lon,
            "col": cols,
            "row": rows,
            "decision": _decisions(result),
            "origin": _origins(result),
        }
        template = np.array([position[match.template] for match in matches], np.intp)
        return cls(names, template, numbers, _comments(result))

    def __len__(self) -> int:
        return len(self.template)

    def judged(self, result: nc.MatchResult) -> MatchColumns:
        """The same matches after the user said something else of them."""
        numbers = {**self.numbers, "decision": _decisions(result)}
        return replace(self, numbers=numbers, comments=_comments(result))

    def count(self, decision: Decision) -> int:
        """How many matches the user decided so."""
        return int((self.numbers["decision"] == DECISIONS.index(decision)).sum())

    def known(self, name: str) -> bool:
        """Whether a column holds anything."""
        return bool(np.isfinite(self.numbers[name]).any())

    def ordered_by(self, name: str, *, descending: bool = False) -> NDArray[np.intp]:
        """Positions of the matches, sorted by a column; equal ones stay in the result's order.

        Args:
            name: of a column of numbers, `template`, or `comment`: those without one come last.
            descending: the largest first; those that are not known come last in any case.
        """
        if name == "template":
            places = {each: i for i, each in enumerate(sorted(self.names, key=_alphabetic))}
            keys = np.array([places[each] for each in self.names], np.float64)[self.template]
        elif name == "comment":
            said = sorted({each for each in self.comments if each}, key=_alphabetic)
            places = {each: i for i, each in enumerate(said)}
            keys = np.array([places.get(each, np.nan) for each in self.comments], np.float64)
        else:
            keys = self.numbers[name]
        return np.argsort(-keys if descending else keys, kind="stable")


def _alphabetic(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _verdicts(result: nc.MatchResult) -> FloatArray:
    """What is said of each match's template; a found one is at its first place and no other."""
    said = {name: VERDICTS.index(v) for name, v in result.verdicts.items() if v is not None}
    found = VERDICTS.index("found")
    further = {name: None if v == found else v for name, v in said.items()}
    of_matches = [
        (said if match.rank <= 1 else further).get(match.template) for match in result.matches
    ]
    return np.array(of_matches, np.float64)


def _decisions(result: nc.MatchResult) -> FloatArray:
    places = {decision: place for place, decision in enumerate(DECISIONS)}
    return np.array([places[match.decision] for match in result.matches], np.float64)


def _comments(result: nc.MatchResult) -> tuple[str, ...]:
    return tuple(match.comment for match in result.matches)


def _origins(result: nc.MatchResult) -> FloatArray:
    places = {"search": None} | {name: place for place, name in enumerate(ORIGINS) if place}
    return np.array([places[match.origin] for match in result.matches], np.float64)


def _floats(matches: tuple[nc.Match, ...], *names: str) -> dict[str, FloatArray]:
    """Attributes of all matches; NaN where one is None."""
    rows = np.array(list(map(attrgetter(*names), matches)), np.float64).reshape(-1, len(names))
    return dict(zip(names, np.ascontiguousarray(rows.T), strict=True))


def _lonlat(georeference: nc.Georeference, points: FloatArray) -> tuple[FloatArray, FloatArray]:
    lon, lat = np.full(len(points), np.nan), np.full(len(points), np.nan)
    if not georeference.is_geographic or not len(points):
        return lon, lat
    try:
        return georeference.lonlat(points[:, 0], points[:, 1])
    except nc.RasterError:  # some lie outside of what the CRS can express: the others do not
        for index, (col, row) in enumerate(points):
            try:
                lon[index], lat[index] = georeference.lonlat(col, row)
            except nc.RasterError:
                continue
    return lon, lat
