"""How far confidences can be believed: calibration error, Brier score, precision at a threshold."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.config import FOUND_CONFIDENCE
from neurocorrelator.evaluation import measures

Interval = tuple[float, float]
FloatArray = NDArray[np.float64]

BINS = 10
THRESHOLDS = tuple(sorted({0.5, 0.7, 0.8, 0.9, 0.95, 0.99, FOUND_CONFIDENCE}))


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer and what is true of it.

    Attributes:
        confidence: probability that the answer is right; None where there is none to tell, so that
            nothing is claimed.
        right: the template is there, and that is where it was put.
        present: the template is in the scene.
        group: what is drawn together by the bootstrap.
    """

    confidence: float | None
    right: bool
    present: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Answers of about the same confidence.

    Attributes:
        n: how many.
        low: the least confidence.
        high: the greatest.
        confidence: the mean.
        right: the share of them that is right; equal to `confidence` when calibrated.
    """

    n: int
    low: float
    high: float
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What comes of telling answers from a confidence on as found.

    Attributes:
        threshold: the confidence.
        found: number of answers that are at least so sure.
        precision: share of those that are right; None where nothing is found.
        recall: share of the present templates that are found and right.
        false_alarms: share of the absent templates that are found.
    """

    threshold: float
    found: int
    precision: float | None
    recall: float | None
    false_alarms: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Confidences against what is true.

    Attributes:
        n: number of answers with a confidence.
        present: number of templates that are in their scene, found or not.
        absent: number of those that are not.
        ece: expected calibration error, see `calibration_error`.
        brier: mean squared difference of confidence and rightness.
        roc_auc_right: how well right answers are told from wrong ones, those of absent templates
            included.
        bins: for a reliability plot, in order of confidence.
        default: the decision at `FOUND_CONFIDENCE`.
        decisions: at `THRESHOLDS`.
        intervals: 95 % bootstrap intervals by group of `ece`, `brier`, `precision` and `recall`
            (the two at the default threshold). Draws have repeated answers and so look worse
            calibrated: the interval of `ece` lies too high, never too low.
    """

    n: int
    present: int
    absent: int
    ece: float
    brier: float
    roc_auc_right: float | None
    bins: tuple[ReliabilityBin, ...]
    default: Decision
    decisions: tuple[Decision, ...]
    intervals: dict[str, Interval | None]

    def as_record(self) -> dict[str, object]:
        """The numbers as `--json` prints them under `reliability`."""
        return asdict(self)


def reliability(judged: Sequence[Judged], seed: int = 0) -> Reliability | None:
    """Everything about confidences at once; None while no answer has one.

    Args:
        judged: the answers. One without confidence is never found, and counts in recall.
        seed: of the bootstrap.
    """
    sure = [one for one in judged if one.confidence is not None]
    if not sure:
        return None
    confidences = np.array([one.confidence for one in sure], np.float64)
    right = np.array([one.right for one in sure], np.float64)
    bins = equal_mass_bins(confidences, right)
    return Reliability(
        n=len(sure),
        present=sum(one.present for one in judged),
        absent=sum(not one.present for one in judged),
        ece=calibration_error(bins),
        brier=brier_score(confidences, right),
        roc_auc_right=measures.roc_auc(
            confidences[right > 0].tolist(), confidences[right == 0].tolist()
        ),
        bins=bins,
        default=decide(judged, FOUND_CONFIDENCE),
        decisions=tuple(decide(judged, threshold) for threshold in THRESHOLDS),
        intervals=_intervals(judged, seed),
    )


def equal_mass_bins(
    confidences: Sequence[float] | FloatArray, right: Sequence[float] | FloatArray, bins: int = BINS
) -> tuple[ReliabilityBin, ...]:
    """Bins of about as many answers each, in order of confidence.

    Equal confidences stay together, so the order of the answers does not matter; there are fewer
    bins where many are equal, or fewer answers than bins.

    Args:
        confidences: of the answers.
        right: 1 or True for those that are right.
        bins: how many at most.

    Raises:
        ValueError: the two are of different length, or `bins` is below 1.
    """
    if len(confidences) != len(right) or bins < 1:
        raise ValueError(f"{len(confidences)} answers, {len(right)} truths, {bins} bins")
    values = np.asarray(confidences, np.float64)
    order = np.argsort(values, kind="stable")
    values, truths = values[order], np.asarray(right, np.float64)[order]
    ends = np.rint(np.arange(1, bins + 1) * len(values) / bins).astype(int)
    last = values[np.maximum(ends, 1) - 1] if len(values) else values
    edges = sorted({0, *np.searchsorted(values, last, side="right").tolist()})
    return tuple(
        ReliabilityBin(
            n=end - start,
            low=float(values[start]),
            high=float(values[end - 1]),
            confidence=float(values[start:end].mean()),
            right=float(truths[start:end].mean()),
        )
        for start, end in itertools.pairwise(edges)
    )


def calibration_error(bins: Sequence[ReliabilityBin]) -> float:
    """Expected calibration error: mean of |mean confidence - share right| over answers.

    The confidence is that of the event "this answer is right", so this is the classwise error too
    (Kull et al., 2019: the mean over classes of the same sum for each class's probability): the
    other class has 1 - confidence and 1 - share in the same bins of equal mass, hence equal
    differences. It is not the "top-label" error of max(p, 1 - p) of Guo et al. (2017), which folds
    sure rejections onto sure answers.
    """
    total = sum(one.n for one in bins)
    return sum(one.n * abs(one.confidence - one.right) for one in bins) / total


def brier_score(
    confidences: Sequence[float] | FloatArray, right: Sequence[float] | FloatArray
) -> float:
    """Mean squared difference of probability and outcome (Brier, 1950)."""
    difference = np.asarray(confidences, np.float64) - np.asarray(right, np.float64)
    return float(np.mean(difference**2))


def decide(judged: Sequence[Judged], threshold: float) -> Decision:
    """Precision and recall when answers from a confidence on are told as found.

    Args:
        judged: the answers.
        threshold: the least confidence of a found one.
    """
    found = [one for one in judged if one.confidence is not None and one.confidence >= threshold]
    right = sum(one.right for one in found)
    present = sum(one.present for one in judged)
    absent = len(judged) - present
    return Decision(
        threshold=threshold,
        found=len(found),
        precision=right / len(found) if found else None,
        recall=right / present if present else None,
        false_alarms=sum(not one.present for one in found) / absent if absent else None,
    )


def _intervals(judged: Sequence[Judged], seed: int) -> dict[str, Interval | None]:
    groups = [one.group for one in judged]
    confidences = np.array(
        [np.nan if one.confidence is None else one.confidence for one in judged], np.float64
    )
    right = np.array([one.right for one in judged], np.float64)
    present = np.array([one.present for one in judged], np.float64)
    told = np.nan_to_num(confidences, nan=-1.0) >= FOUND_CONFIDENCE

    def precision(drawn: NDArray[np.int64]) -> float | None:
        found = drawn[told[drawn]]
        return float(right[found].mean()) if found.size else None

    def recall(drawn: NDArray[np.int64]) -> float | None:
        there = present[drawn].sum()
        return float((right[drawn] * told[drawn]).sum() / there) if there else None

    def of_sure(
        measure: Callable[[FloatArray, FloatArray], float],
    ) -> Callable[[NDArray[np.int64]], float | None]:
        def value(drawn: NDArray[np.int64]) -> float | None:
            sure = drawn[np.isfinite(confidences[drawn])]
            return measure(confidences[sure], right[sure]) if sure.size else None

        return value

    statistics = {
        "ece": of_sure(lambda values, truths: calibration_error(equal_mass_bins(values, truths))),
        "brier": of_sure(brier_score),
        "precision": precision,
        "recall": recall,
    }
    return {
        name: measures.bootstrap_statistic(statistic, groups, seed)
        for name, statistic in statistics.items()
    }
