"""Shares of right answers by what was told wrong, how far a picture was turned, what was found."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from neurocorrelator.evaluation import measures
from neurocorrelator.evaluation.localisation_item import LocalisationItem

UNTOLD, NOT_FOUND = "untold", "not found"

_TURNS = (0.0, 90.0, 180.0, 270.0, 360.0)
_HEADING_ERRORS = (0.0, 15.0, 45.0, 90.0, 180.0)
_SCALE_FACTORS = (0.0, 0.67, 0.8, 0.95, 1.05, 1.25, 1.5, math.inf)
_ROTATION_ERRORS = (0.0, 5.0, 20.0, 90.0, 180.0)  # the last are flips


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the pictures that are in their scene.

    Attributes:
        bin: what they have in common.
        n: how many.
        right: the share that was put in the right place.
        median_m: median error in metres; None where half of them were found nowhere.
    """

    bin: str
    n: int
    right: float
    median_m: float | None


def breakdown(items: Sequence[LocalisationItem]) -> dict[str, tuple[Part, ...]]:
    """Parts of the present pictures, without the empty ones.

    Args:
        items: of a report; absent ones and those that were not evaluated are left out.

    Returns:
        `turn_deg`: by how far the picture was turned clockwise; none where none was.
        `heading_error_deg`: by how wrong the told heading was.
        `scale_factor`: by the told GSD's factor on the true one.
        `rotation_error_deg`: by how wrong the found rotation is; those of unknown truth are left
        out.
    """
    present = [item for item in items if item.present and item.evaluated]
    turned = [item for item in present if item.turn_deg]
    return {
        "turn_deg": _parts(turned, lambda item: item.turn_deg, _TURNS),
        "heading_error_deg": _parts(
            present, lambda item: item.heading_error_deg, _HEADING_ERRORS, UNTOLD
        ),
        "scale_factor": _parts(present, lambda item: item.scale_factor, _SCALE_FACTORS, UNTOLD),
        "rotation_error_deg": _parts(
            present, lambda item: item.rotation_error_deg, _ROTATION_ERRORS
        ),
    }


def _parts(
    items: Sequence[LocalisationItem],
    value_of: Callable[[LocalisationItem], float | None],
    edges: Sequence[float],
    of_none: str | None = None,
) -> tuple[Part, ...]:
    labels = [_label(low, high) for low, high in itertools.pairwise(edges)]
    binned: Mapping[str, list[LocalisationItem]] = {
        label: [] for label in (*labels, NOT_FOUND, *([of_none] if of_none else []))
    }
    for item in items:
        value = value_of(item)
        if value is None:
            if of_none:
                binned[of_none].append(item)
        elif math.isinf(value):
            binned[NOT_FOUND].append(item)
        else:
            upper = next(i for i, edge in enumerate(edges[1:]) if value <= edge)
            binned[labels[upper]].append(item)
    return tuple(_part(label, own) for label, own in binned.items() if own)


def _part(label: str, items: Sequence[LocalisationItem]) -> Part:
    errors = [item.error_m for item in items if item.error_m is not None]
    return Part(
        bin=label,
        n=len(items),
        right=sum(item.right for item in items) / len(items),
        median_m=measures.quantile(errors, 0.5),
    )


def _label(low: float, high: float) -> str:
    return f"above {low:g}" if math.isinf(high) else f"{low:g} to {high:g}"
