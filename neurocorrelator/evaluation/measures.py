"""Numbers that sum up errors and scores."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_SUCCESS_MARGIN = 1e-6
_THRESHOLDS = np.arange(20) / 20 + _SUCCESS_MARGIN
_PICKS_AT_ONCE = 4_000_000  # of the bootstrap: memory stays small for large tables


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


def roc_auc(
    present: Sequence[float] | FloatArray, absent: Sequence[float] | FloatArray
) -> float | None:
    """Probability that a present one has the higher score than an absent one; ties count half.

    The area under the ROC curve (Mann and Whitney, 1947). None where either is missing.
    """
    if not len(present) or not len(absent):
        return None
    ordered = np.sort(np.asarray(absent, np.float64))
    scores = np.asarray(present, np.float64)
    below = np.searchsorted(ordered, scores, side="left")
    ties = np.searchsorted(ordered, scores, side="right") - below
    return float(below.sum() + ties.sum() / 2) / (len(present) * len(absent))


def is_success(overlap: float, threshold: float) -> bool:
    """True for an IoU of at least t + 1e-6, so that a box beside the truth is none at t = 0."""
    return overlap >= threshold + _SUCCESS_MARGIN


def thresholds_passed(overlap: float) -> float:
    """Share of the 20 IoU thresholds 0, .05 ... .95 that a box passes; the mean of it is AUC20."""
    return float((overlap >= _THRESHOLDS).mean())


def success_rates(overlaps: Sequence[float]) -> tuple[float, ...] | None:
    """Share of boxes that pass each of the 20 IoU thresholds; None for no boxes."""
    if not overlaps:
        return None
    passed = np.asarray(overlaps, np.float64)[:, None] >= _THRESHOLDS
    return tuple(float(share) for share in passed.mean(axis=0))


def auc20(overlaps: Sequence[float]) -> float | None:
    """Mean of the success rates at the 20 IoU thresholds; None for no boxes.

    The convention of the template-matching papers, see `is_success`.
    """
    rates = success_rates(overlaps)
    return None if rates is None else float(np.mean(rates))


def mean(values: Sequence[float]) -> float | None:
    """The mean; None for no values."""
    return float(np.mean(np.asarray(values, np.float64))) if len(values) else None


def bootstrap_interval(
    values: Sequence[float],
    seed: int,
    *,
    groups: Sequence[str] | None = None,
    level: float = 0.95,
    draws: int = 2000,
) -> tuple[float, float] | None:
    """Percentile bootstrap interval of a mean; None for no items.

    Args:
        values: one for each item; True counts as 1.
        seed: of the draws.
        groups: for each item what it belongs to. Whole groups are drawn, because items of one video
            or of one pair of scenes are much alike; without it, or with one group only, single
            items are.
        level: share of the draws that lies between the two ends.
        draws: how many.
    """
    if not len(values):
        return None
    items = np.asarray(values, np.float64)
    index = _group_index(groups, items.size)
    count = int(index.max()) + 1
    sums = np.bincount(index, items, minlength=count)
    sizes = np.bincount(index, minlength=count).astype(np.float64)
    generator = np.random.default_rng(seed)
    means: list[FloatArray] = []
    step = max(1, _PICKS_AT_ONCE // count)
    for first in range(0, draws, step):
        picks = generator.integers(0, count, (min(step, draws - first), count))
        means.append(sums[picks].sum(axis=1) / sizes[picks].sum(axis=1))
    low, high = np.quantile(np.concatenate(means), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def bootstrap_statistic(
    statistic: Callable[[NDArray[np.int64]], float | None],
    groups: Sequence[str],
    seed: int,
    *,
    level: float = 0.95,
    draws: int = 1000,
) -> tuple[float, float] | None:
    """Percentile bootstrap interval of any number that is computed from items.

    Args:
        statistic: from the drawn items' indices, some of them several times, to the number; None
            where the draw does not give one, which leaves it out.
        groups: for each item what it belongs to, drawn whole as in `bootstrap_interval`.
        seed: of the draws.
        level: share of the draws that lies between the two ends.
        draws: how many.

    Returns:
        The two ends; None for no items, or where no draw gave a number.
    """
    if not len(groups):
        return None
    index = _group_index(groups, len(groups))
    order = np.argsort(index, kind="stable").astype(np.int64)
    members = np.split(order, np.cumsum(np.bincount(index))[:-1])
    generator = np.random.default_rng(seed)
    values: list[float] = []
    for _ in range(draws):
        picks = generator.integers(0, len(members), len(members))
        value = statistic(np.concatenate([members[pick] for pick in picks.tolist()]))
        if value is not None:
            values.append(value)
    if not values:
        return None
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def paired_interval(
    first: Sequence[float],
    second: Sequence[float],
    seed: int,
    *,
    groups: Sequence[str] | None = None,
) -> tuple[float, float] | None:
    """95 % bootstrap interval of the difference of two means over the same items.

    Args:
        first: values of one run.
        second: values of the other, in the same order.
        seed: of the draws.
        groups: see `bootstrap_interval`; both runs' items are drawn together.

    Raises:
        ValueError: the two are of different length.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} items cannot be paired with {len(second)}")
    differences = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    return bootstrap_interval(differences.tolist(), seed, groups=groups)


def _group_index(groups: Sequence[str] | None, count: int) -> NDArray[np.int64]:
    """The number of each item's group; each item alone where there is less than two groups."""
    if groups is not None and len(groups) != count:
        raise ValueError(f"{count} items need as many groups, not {len(groups)}")
    if groups is None or len(set(groups)) < 2:
        return np.arange(count)
    return np.asarray(np.unique(np.asarray(groups), return_inverse=True)[1], np.int64)
