"""Where the matches of a result lie on the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, QRectF

import neurocorrelator as nc
from nc_desktop.map.template_looks import TemplateLook, looks_of
from nc_desktop.model.findings import Findings
from nc_desktop.model.judgement import DECISIONS, Decision
from nc_desktop.model.positions import carried
from nc_desktop.percent import percent_text

FloatArray = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class MatchOutlines:
    """Footprints in pixels of the active scene, with what is written beside them.

    Attributes:
        corners: [N, 4, 2] of (col, row): upper left, upper right, lower right, lower left of the
            template.
        ranks: [N].
        scores: [N].
        confidences: [N], 0-1; NaN where there is none.
        templates: [N] positions in `looks` and `names`.
        decisions: [N] positions in `DECISIONS`.
        looks: of the templates.
        names: of the templates.
        origins: [N] positions in `match_columns.ORIGINS`; NaN where the search found the match.
        made_of: the values, the two georeferences and the looks that these were made of.
    """

    corners: FloatArray
    ranks: Indices
    scores: FloatArray
    confidences: FloatArray
    templates: Indices
    decisions: Indices
    looks: tuple[TemplateLook, ...]
    names: tuple[str, ...]
    origins: FloatArray
    made_of: tuple[object, ...] = ()

    @classmethod
    def none(cls) -> MatchOutlines:
        """No match at all."""
        zero = np.zeros(0, np.intp)
        numbers = np.zeros(0)
        return cls(np.zeros((0, 4, 2)), zero, numbers, numbers, zero, zero, (), (), numbers)

    @classmethod
    def of(
        cls,
        findings: Findings,
        frame: nc.Georeference,
        colour_of: Callable[[str], str],
        former: MatchOutlines | None = None,
    ) -> MatchOutlines:
        """Place the matches of a run beside the active scene.

        Args:
            findings: what was found, and in which scene.
            frame: georeference of the active scene.
            colour_of: `#rrggbb` of a template by its name.
            former: what was made before; it is given back where nothing has changed.

        Raises:
            neurocorrelator.RasterError: they have no place there.
        """
        columns, source = findings.columns, findings.scene.raster.georeference
        listed = [template.name for template in findings.result.templates]
        looks = dict(zip(listed, looks_of(listed, colour_of), strict=True))
        verdicts = findings.result.verdicts
        of_names = tuple(
            replace(looks.get(n, TemplateLook(colour_of(n))), verdict=verdicts.get(n))
            for n in columns.names
        )
        made_of = (columns, source, frame, of_names)
        if former is not None and _same(former.made_of, made_of):
            return former
        footprints = chain.from_iterable(m.footprint for m in findings.result.matches)
        pixels = np.fromiter(chain.from_iterable(footprints), np.float64).reshape(-1, 2)
        return cls(
            carried(pixels, source, frame).reshape(-1, 4, 2),
            columns.numbers["rank"].astype(np.intp),
            columns.numbers["score"],
            columns.numbers["confidence"],
            columns.template,
            columns.numbers["decision"].astype(np.intp),
            of_names,
            columns.names,
            columns.numbers["origin"],
            made_of,
        )

    def rect(self, members: Indices) -> QRectF:
        """The rectangle around some of them; empty for none."""
        if not len(members):
            return QRectF()
        points = self.corners[members].reshape(-1, 2)
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return QRectF(left, top, right - left, bottom - top)

    @cached_property
    def _boxes(self) -> tuple[FloatArray, ...]:
        """Left, top, right and bottom of each footprint."""
        (left, top), (right, bottom) = self.corners.min(axis=1).T, self.corners.max(axis=1).T
        return left, top, right, bottom

    @cached_property
    def same_ink(self) -> Indices:
        """For each look the first one that has its colour and is as faint."""
        first: dict[tuple[str, bool], int] = {}
        inks = ((look.colour, look.faint) for look in self.looks)
        return np.array([first.setdefault(ink, at) for at, ink in enumerate(inks)], np.intp)

    @cached_property
    def _uncertain(self) -> NDArray[np.bool_]:
        of_looks = np.array([look.uncertain for look in self.looks], np.bool_)
        uncertain: NDArray[np.bool_] = of_looks[self.templates] & (self.ranks == 1)
        return uncertain

    def _near(self, members: Indices, rect: QRectF) -> Indices:
        """Those of some whose upright box touches a rectangle."""
        left, top, right, bottom = self._boxes
        near = (
            (left <= rect.right())
            & (right >= rect.left())
            & (top <= rect.bottom())
            & (bottom >= rect.top())
        )
        return members[near[members]]

    def touching(self, members: Indices, rect: QRectF) -> Indices:
        """Those of some whose footprint touches an upright rectangle, in the same order."""
        members = self._near(members, rect)
        corners = self.corners[members]
        # the boxes overlap; a turned footprint may still pass by: then one of its edges parts them
        box = np.array(
            [
                [rect.left(), rect.top()],
                [rect.right(), rect.top()],
                [rect.right(), rect.bottom()],
                [rect.left(), rect.bottom()],
            ]
        )
        beside = _sides(corners, box)  # [N, 4 edges, 4 corners of the box]
        inward = np.sign(_areas(corners))[:, None, None]
        parted = np.any(np.all(beside * inward < 0, axis=2), axis=1)
        touching: Indices = members[~parted]
        return touching

    def at(self, members: Indices, col: float, row: float) -> Indices:
        """Those of some whose footprint holds a position, the smallest first."""
        members = self._near(members, QRectF(col, row, 0, 0))
        corners = self.corners[members]
        beside = _sides(corners, np.array([[col, row]]))[:, :, 0]
        areas = _areas(corners)
        holds = (beside * np.sign(areas)[:, None] >= 0).all(axis=1)
        found, sizes = members[holds], np.abs(areas[holds])
        sorted_by_size: Indices = found[np.argsort(sizes, kind="stable")]
        return sorted_by_size

    def is_uncertain(self, members: Indices) -> NDArray[np.bool_]:
        """Which of some are the first place of a template that is neither found nor absent."""
        uncertain: NDArray[np.bool_] = self._uncertain[members]
        return uncertain

    def decided(self, members: Indices, decision: Decision) -> NDArray[np.bool_]:
        """Which of some the user decided so."""
        decided: NDArray[np.bool_] = self.decisions[members] == DECISIONS.index(decision)
        return decided

    def label(self, index: int, locale: QLocale, *, named: bool) -> str:
        """Rank and confidence (the score without one), with the template's name if wanted.

        A question mark stands behind the first place of a template of which nobody is sure, and a
        star behind a confidence or score that is of another place: the match was corrected. One
        that was made by hand has a star alone.
        """
        confidence, score = float(self.confidences[index]), float(self.scores[index])
        if np.isfinite(confidence):
            worth = percent_text(confidence, locale)
        else:
            worth = locale.toString(score, "f", 2) if np.isfinite(score) else ""
        text = f"{self.ranks[index]} · {worth}" if worth else str(self.ranks[index])
        if np.isfinite(self.origins[index]):
            text += " *"
        if self._uncertain[index]:
            text += " ?"
        return f"{self.names[self.templates[index]]} · {text}" if named else text


def _same(former: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """Whether the values and georeferences are the very same, and the looks equal."""
    return former[3:] == now[3:] and all(a is b for a, b in zip(former[:3], now[:3], strict=True))


def _sides(corners: FloatArray, points: FloatArray) -> FloatArray:
    """On which side of each edge [N, 4] of some quadrangles each of some points [M, 2] lies."""
    start = corners[:, :, None]
    edge = (np.roll(corners, -1, axis=1) - corners)[:, :, None]
    away = points[None, None] - start
    sides: FloatArray = edge[..., 0] * away[..., 1] - edge[..., 1] * away[..., 0]
    return sides


def _areas(corners: FloatArray) -> FloatArray:
    """Areas of quadrangles, positive where the corners run clockwise on the screen."""
    following = np.roll(corners, -1, axis=1)
    crossed = corners[..., 0] * following[..., 1] - corners[..., 1] * following[..., 0]
    areas: FloatArray = crossed.sum(axis=1) / 2
    return areas
