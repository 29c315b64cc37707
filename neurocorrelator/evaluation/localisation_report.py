"""The numbers that sum up how far from the truth pictures are located."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

import numpy as np

from neurocorrelator.evaluation import measures
from neurocorrelator.evaluation.breakdown import Part, breakdown
from neurocorrelator.evaluation.localisation_item import LocalisationItem
from neurocorrelator.evaluation.reliability import Judged, Reliability, reliability

Interval = tuple[float, float]

RADII_M = (5, 10, 20, 40, 50)
NEAR_ROTATION_DEG = 15.0
NEAR_SCALE = 1.2


@dataclass(frozen=True, eq=False)
class LocalisationReport:
    """What an evaluation found.

    Attributes:
        items: every search: first the pictures in the scene of their row, by line, then those
            sought elsewhere.
        s_per_template: seconds of matching for a picture in a scene.
        seed: of the bootstrap, and of all that was drawn.
        baselines: reports of other methods on the same pictures, by name.
    """

    items: tuple[LocalisationItem, ...]
    s_per_template: float | None
    seed: int = 0
    baselines: Mapping[str, LocalisationReport] = field(default_factory=dict)

    @cached_property
    def present(self) -> tuple[LocalisationItem, ...]:
        """Pictures that are in their scene and were evaluated; the shares are of these."""
        return tuple(item for item in self.items if item.error_m is not None)

    @property
    def n(self) -> int:
        """Number of those."""
        return len(self.present)

    @property
    def hits(self) -> dict[int, float | None]:
        """Share located within r metres, by r."""
        return {radius: measures.share_within(self._errors, radius) for radius in RADII_M}

    @property
    def median_m(self) -> float | None:
        """Median error; None where unknown."""
        return measures.quantile(self._errors, 0.5)

    @property
    def ce90_m(self) -> float | None:
        """Circular error 90 %: the distance within which 90 % lie."""
        return measures.quantile(self._errors, 0.9)

    @property
    def right(self) -> float | None:
        """Share that was put in the right place."""
        return measures.mean([item.right for item in self.present])

    @property
    def median_right_px(self) -> float | None:
        """Median error of those, in pixels of the scene."""
        return measures.quantile(_known(item.error_px for item in self.present if item.right), 0.5)

    @property
    def rotation_errors_deg(self) -> list[float]:
        """Of the present ones whose true heading is known; infinite where nothing was found."""
        return _known(item.rotation_error_deg for item in self.present)

    @property
    def scale_errors(self) -> list[float]:
        """Factors of at least 1, of the present ones whose true GSD is known; likewise."""
        return _known(item.scale_error for item in self.present)

    @property
    def mean_footprint_iou(self) -> float | None:
        """Mean overlap with the true outlines that are known, 0 where nothing was found."""
        return measures.mean(_known(item.footprint_iou for item in self.present))

    @property
    def roc_auc(self) -> float | None:
        """How well present and absent are told apart; None without absent ones."""
        evaluated = [item for item in self.items if item.evaluated]
        return measures.roc_auc(
            [_score(item) for item in evaluated if item.present],
            [_score(item) for item in evaluated if not item.present],
        )

    @cached_property
    def reliability(self) -> Reliability | None:
        """How far the confidences can be believed; None while there are none."""
        return reliability(
            [
                Judged(item.confidence, item.right, item.present, item.drawn_with)
                for item in self.items
                if item.evaluated
            ],
            self.seed,
        )

    @property
    def breakdown(self) -> dict[str, tuple[Part, ...]]:
        """Shares of right places by disturbance and by found rotation: `breakdown.breakdown`."""
        return breakdown(self.items)

    @property
    def failures(self) -> tuple[LocalisationItem, ...]:
        """Pictures that were not matched: misses, and those that were not evaluated."""
        return tuple(item for item in self.items if item.failure is not None)

    def hit_interval(self, radius_m: float) -> Interval | None:
        """95 % bootstrap interval of hit@r, by the table's groups or else over the pictures."""
        return self._interval([error <= radius_m for error in self._errors])

    @cached_property
    def intervals(self) -> dict[str, Interval | None]:
        """95 % bootstrap intervals, by the table's groups or else over the pictures."""
        with_truth = [item for item in self.present if item.footprint_iou is not None]
        return {
            **{f"hit@{radius}m": self.hit_interval(radius) for radius in RADII_M},
            "right": self._interval([item.right for item in self.present]),
            "mean_footprint_iou": measures.bootstrap_interval(
                _known(item.footprint_iou for item in with_truth),
                self.seed,
                groups=[item.drawn_with for item in with_truth],
            ),
            "roc_auc": self._roc_interval(),
        }

    def as_record(self) -> dict[str, object]:
        """The numbers with the keys of `evaluate localisation --json`."""
        rotations, scales = self.rotation_errors_deg, self.scale_errors
        told = self.reliability
        record: dict[str, object] = {
            "n": self.n,
            **{f"hit@{radius}m": share for radius, share in self.hits.items()},
            "median_m": self.median_m,
            "ce90_m": self.ce90_m,
            "right": self.right,
            "median_right_px": self.median_right_px,
            "median_rotation_error_deg": measures.quantile(rotations, 0.5),
            "rotation_within_15deg": measures.share_within(rotations, NEAR_ROTATION_DEG),
            "median_scale_error": measures.quantile(scales, 0.5),
            "scale_within_20pct": measures.share_within(scales, NEAR_SCALE),
            "mean_footprint_iou": self.mean_footprint_iou,
            "roc_auc": self.roc_auc,
            "s_per_template": self.s_per_template,
            "intervals": self.intervals,
            "breakdown": {
                name: [asdict(part) for part in parts] for name, parts in self.breakdown.items()
            },
            "reliability": None if told is None else told.as_record(),
        }
        if self.baselines:
            record["baselines"] = {name: own.as_record() for name, own in self.baselines.items()}
        return record

    @property
    def _errors(self) -> list[float]:
        return _known(item.error_m for item in self.present)

    def _interval(self, values: Sequence[float]) -> Interval | None:
        groups = [item.drawn_with for item in self.present]
        return measures.bootstrap_interval(values, self.seed, groups=groups)

    def _roc_interval(self) -> Interval | None:
        evaluated = [item for item in self.items if item.evaluated]
        scores = np.array([_score(item) for item in evaluated], np.float64)
        there = np.array([item.present for item in evaluated], np.bool_)
        if there.all() or not there.any():
            return None
        return measures.bootstrap_statistic(
            lambda drawn: measures.roc_auc(
                scores[drawn][there[drawn]], scores[drawn][~there[drawn]]
            ),
            [item.drawn_with for item in evaluated],
            self.seed,
        )


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _score(item: LocalisationItem) -> float:
    """What was not found at all is the least present."""
    return float("-inf") if item.score is None else item.score
