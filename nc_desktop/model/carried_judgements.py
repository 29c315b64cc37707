"""What the user said of matches, said of the same places as a later run found them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

import neurocorrelator as nc
from nc_desktop.model.findings import Findings
from nc_desktop.model.judgement import Footprint, Judgement

SAME_PLACE = 0.5
"""Intersection over union of two footprints from which on they are one place."""


def carry_judgements(former: Sequence[Findings], now: Findings) -> dict[Findings, tuple[int, ...]]:
    """Say of a new run's matches what was said of earlier runs of the same scene.

    A place is the same where the same template was found, or put by hand, with at least half of the
    footprint in common. The later run has the word where two say something of one place.

    Args:
        former: earlier runs, the latest first.
        now: the new one, in pixels of the same scene.

    Returns:
        By run, the judged matches that were not found again; runs without such ones are left out.
    """
    taken: dict[int, Judgement] = dict(now.judgements)
    lost: dict[Findings, tuple[int, ...]] = {}
    for findings in former:
        pairs = _pairs(findings, now)
        again: set[int] = set()
        used: set[int] = set()
        for _, before, index in sorted(pairs, reverse=True):
            if before in again or index in used:
                continue
            again.add(before)
            used.add(index)
            taken.setdefault(index, findings.judgements[before])
        missing = tuple(sorted(findings.judgements.keys() - again))
        if missing:
            lost[findings] = missing
    now.set_judgements(taken)
    return lost


def _pairs(former: Findings, now: Findings) -> list[tuple[float, int, int]]:
    """Overlap, judged match, new match: of those that are one place."""
    names = _same_templates(former.found, now.found)
    of_template: dict[str, list[int]] = {}
    places, before_all = now.unjudged, former.unjudged  # each is made when it is asked for
    for index, match in enumerate(places):
        of_template.setdefault(match.template, []).append(index)
    pairs = []
    for before, judgement in former.judgements.items():
        match = before_all[before]
        own_name = match.template if match.origin == "hand" else ""
        outlines = [match.footprint]
        if judgement.footprint is not None:
            outlines.append(judgement.footprint)
        for index in of_template.get(names.get(match.template, own_name), ()):
            footprint = places[index].footprint
            overlap = max(_overlap(each, footprint) for each in outlines)
            if overlap >= SAME_PLACE:
                pairs.append((overlap, before, index))
    return pairs


def _same_templates(former: nc.MatchResult, now: nc.MatchResult) -> dict[str, str]:
    """Names of templates in an earlier result, and of the same pictures in a later one."""
    same: dict[str, str] = {}
    for template in former.templates:
        for other in now.templates:
            if _is_same_picture(template, other):
                same[template.name] = other.name
                break
    return same


def _is_same_picture(template: nc.Template, other: nc.Template) -> bool:
    """Also one that was renamed, or was read again with its project."""
    if template.rgb is other.rgb:
        return True
    return (
        template.path == other.path
        and template.name == other.name
        and template.rgb.shape == other.rgb.shape
        and bool(np.array_equal(template.rgb, other.rgb))
    )


def _overlap(outline: Footprint, other: Footprint) -> float:
    """Intersection over union; 0 at once for those that are far apart."""
    (left, top), (right, bottom) = np.min(outline, axis=0), np.max(outline, axis=0)
    (a, b), (c, d) = np.min(other, axis=0), np.max(other, axis=0)
    if a > right or c < left or b > bottom or d < top or not math.isfinite(left):
        return 0.0
    return nc.outline_iou(np.array(outline), np.array(other))
