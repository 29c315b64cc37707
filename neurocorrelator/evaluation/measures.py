"""Numbers that sum up errors and scores."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def share_within(errors: Sequence[float], radius: float) -> float | None:
    """Share of errors up to a radius; infinite errors are misses. None for no errors at all."""
    if not errors:
        return None
    return sum(error <= radius for error in errors) / len(errors)


def quantile(errors: Sequence[float], share: float) -> float | None:
    """The error that a share of all stays within, linear between neighbours.

    None where it is not known: no errors, or that many are infinite.
    """
    if not errors:
        return None
    ordered = sorted(errors)
    position = share * (len(ordered) - 1)
    lower = math.floor(position)
    part = position - lower
    value = ordered[lower]
    if part > 0:
        value += part * (ordered[lower + 1] - value)
    return value if math.isfinite(value) else None


def roc_auc(present: Sequence[float], absent: Sequence[float]) -> float | None:
    """Probability that a present one has the higher score than an absent one; ties count half.

    The area under the ROC curve (Mann and Whitney, 1947). None where either is missing.
    """
    if not present or not absent:
        return None
    above = ties = 0
    ordered = np.sort(np.asarray(absent, np.float64))
    for score in present:
        below = int(np.searchsorted(ordered, score, side="left"))
        above += below
        ties += int(np.searchsorted(ordered, score, side="right")) - below
    return (above + ties / 2) / (len(present) * len(absent))


def bootstrap_interval(
    hits: Sequence[bool], seed: int, level: float = 0.95, draws: int = 2000
) -> tuple[float, float] | None:
    """Percentile bootstrap interval of a share of hits; None for no items."""
    if not hits:
        return None
    generator = np.random.default_rng(seed)
    picks = generator.choice(np.asarray(hits, np.float64), size=(draws, len(hits)))
    low, high = np.quantile(picks.mean(axis=1), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
