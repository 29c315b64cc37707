"""What differs between two runs, as a table for programs."""

from __future__ import annotations

from collections.abc import Sequence

from nc_desktop.jobs.table_job import Table, Value
from nc_desktop.model.run_comparison import Side, TemplateComparison

_OF_A_RUN = ("verdict", "confidence", "inliers", "score", "col", "row")
_COLUMNS = (
    "template",
    "difference",
    *(f"{name}_a" for name in _OF_A_RUN),
    *(f"{name}_b" for name in _OF_A_RUN),
    "confidence_change",
    "distance_px",
    "distance_m",
)


def comparison_table(compared: Sequence[TemplateComparison]) -> Table:
    """A row a template; empty values where a run has no place, or did not look for it."""
    rows = [
        (
            each.template,
            each.difference,
            *_values(each.a),
            *_values(each.b),
            each.confidence_change,
            each.distance_px,
            each.distance_m,
        )
        for each in compared
    ]
    return Table(_COLUMNS, tuple(rows))


def _values(side: Side | None) -> tuple[Value, ...]:
    if side is None:
        return (None,) * len(_OF_A_RUN)
    answer, centre = side.answer, side.centre or (None, None)
    return answer.verdict, answer.confidence, answer.inliers, side.score, *centre
