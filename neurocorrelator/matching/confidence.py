"""How probable it is that a candidate is right: a logistic model of what verification told.

The model is a small file with its provenance, made by `benchmarks/calibrate.py`: the facts that it
looks at, their centre and spread, a weight for each, and an offset.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from neurocorrelator.matching.locate import Candidate
from neurocorrelator.matching.verification import Verified
from neurocorrelator.resources import resource_path

CALIBRATION = "calibration/confidence.json"
_LEAST_SCORE = 0.5  # a score below it says no less than this
_CHANCE_SHARE = 0.2  # of a template's cells: so many are inliers anywhere
_CHANCE_LEAD = 2.0  # standard deviations that inliers lead by chance
_CLIP = 4.0  # spreads from the centre: beyond what the calibration has seen nothing is surer


@dataclass(frozen=True)
class ConfidenceModel:
    """A logistic model of facts.

    Attributes:
        facts: their names.
        centre: of each.
        spread: of each.
        weights: of each, in units of the spread.
        offset: log odds at the centre.
        version: of the file.
    """

    facts: tuple[str, ...]
    centre: tuple[float, ...]
    spread: tuple[float, ...]
    weights: tuple[float, ...]
    offset: float
    version: str

    def log_odds(self, facts: Mapping[str, float]) -> float:
        """Of one candidate."""
        total = self.offset
        for name, centre, spread, weight in zip(
            self.facts, self.centre, self.spread, self.weights, strict=True
        ):
            total += weight * min(max((facts[name] - centre) / spread, -_CLIP), _CLIP)
        return total


@cache
def shipped_model() -> ConfidenceModel:
    """The calibration that the program ships."""
    with resource_path(CALIBRATION).open(encoding="utf-8") as file:
        record = json.load(file)
    return ConfidenceModel(
        facts=tuple(record["facts"]),
        centre=tuple(record["centre"]),
        spread=tuple(record["spread"]),
        weights=tuple(record["weights"]),
        offset=float(record["offset"]),
        version=str(record["version"]),
    )


def facts_of(
    candidates: Sequence[Candidate], verified: Sequence[Verified], hypotheses: int
) -> list[dict[str, float]]:
    """What speaks for each candidate of a template, also beside the others.

    Returns:
        For each: `log_score`; `lead`, of the log score over the best other candidate;
        `log_quality`; `log_cells`; `log_inliers`; `evidence_lead`, of the inliers that count over
        the best other candidate's or those of any place, in standard deviations;
        `evidence_surplus`, what of it is not by chance; `share`; `soft` and `rigid`,
        and their excess over the template's middle candidate, for a likeness that all places have
        says nothing; `coverage`; `log_hypotheses`, of the poses that were looked at.
    """
    log_scores = [math.log(max(own.score, _LEAST_SCORE)) for own in candidates]
    evidence = [own.evidence for own in verified]
    leads = [
        _lead_of_counts(evidence[i], max(_best_other(evidence, i), _by_chance(own)))
        for i, own in enumerate(verified)
    ]
    soft = [own.soft for own in verified]
    rigid = [own.rigid for own in verified]
    return [
        {
            "log_score": log_scores[i],
            "lead": log_scores[i] - _best_other(log_scores, i),
            "log_quality": candidates[i].log_quality,
            "log_cells": math.log1p(verified[i].cells),
            "log_inliers": math.log1p(verified[i].inliers),
            "evidence_lead": leads[i],
            "evidence_surplus": max(leads[i] - _CHANCE_LEAD, 0.0),
            "share": verified[i].share,
            "soft": soft[i],
            "soft_excess": soft[i] - median(soft),
            "rigid": rigid[i],
            "rigid_excess": rigid[i] - median(rigid),
            "coverage": verified[i].coverage,
            "log_hypotheses": math.log(max(hypotheses, 1)),
        }
        for i in range(len(candidates))
    ]


def _by_chance(verified: Verified) -> float:
    """Inliers that count of a template of so many cells at a place that it does not show."""
    counts = verified.evidence / verified.inliers if verified.inliers else 1.0
    return _CHANCE_SHARE * verified.cells * counts


def _lead_of_counts(own: float, other: float) -> float:
    """Difference in standard deviations, both counts being about Poisson's."""
    return (own - other) / math.sqrt(own + other + 1)


def _best_other(values: Sequence[float], index: int) -> float:
    others = [value for i, value in enumerate(values) if i != index]
    return max(others) if others else 0.0


def probabilities(log_odds: Sequence[float]) -> list[float]:
    """Confidences of one template's candidates: at most one of them is right.

    Each log odds is of the candidate alone; together with the chance that none is right they are
    shares of one.
    """
    odds = [math.exp(min(value, 30.0)) for value in log_odds]
    total = 1.0 + sum(odds)
    return [own / total for own in odds]
