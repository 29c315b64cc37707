"""Two runs over the same items, compared item by item.

Paired, because most of the spread of a share comes from how hard the items are, and that is the
same in both runs: a difference far smaller than each run's own interval can be told.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PureWindowsPath

from neurocorrelator.errors import TableError
from neurocorrelator.evaluation import measures
from neurocorrelator.rasters.template_table import TableRow, read_rows

_HIT = re.compile(r"hit@(?P<radius>\d+(\.\d+)?)m")
_OF_OVERLAP: Mapping[str, Callable[[float], float]] = {
    "auc20": measures.thresholds_passed,
    "mean_iou": float,
    "sr50": lambda iou: float(measures.is_success(iou, 0.5)),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs differ by. Higher is better in every metric.

    Attributes:
        metric: what is compared.
        n: number of items that were evaluated in both runs.
        left_out: number of items that were not, in one of them or in both.
        first: the metric of the first run over these items.
        second: of the second.
        difference: first less second.
        interval: 95 % bootstrap interval of the difference.
        groups: number of groups that the bootstrap drew; of items where there is one group only.
        wins: number of items in which the first run is better.
        losses: in which the second is.
        ties: in which they are equal.
    """

    metric: str
    n: int
    left_out: int
    first: float
    second: float
    difference: float
    interval: tuple[float, float]
    groups: int
    wins: int
    losses: int
    ties: int

    def as_record(self) -> dict[str, object]:
        """The attributes, as `evaluate compare --json` prints them."""
        return asdict(self)


def compare_items(
    first: str | os.PathLike[str],
    second: str | os.PathLike[str],
    *,
    metric: str | None = None,
    group: str = "group",
    seed: int = 0,
) -> Comparison:
    """Compare the item tables of two runs.

    Args:
        first: what `--items` of `evaluate template-matching`, `evaluate localisation` or
            `evaluate retrieval` wrote.
        second: the same of another run over the same items.
        metric: `auc20` (the default), `mean_iou` or `sr50` of pairs; `hit@40m` (the default) or
            of any other radius, `right` or `footprint_iou` of localisation; `r@1` (the default),
            `r@5` or `r@10` of retrieval, with `back_` before it of the second direction.
        group: the column that tells what is drawn together by the bootstrap.
        seed: of the bootstrap.

    Raises:
        TableError: a file cannot be read or is no table of items, the two are not of the same
            items, a column is missing, or no item was evaluated in both runs.
        ValueError: the items have no such metric.
    """
    one, other = _read(Path(first)), _read(Path(second))
    if one.kind != other.kind:
        raise TableError(f"{one.path} holds {one.kind}, {other.path} holds {other.kind}")
    _check_same_items(one, other)
    chosen = metric or _DEFAULT_METRIC[one.kind]
    value_of = _value_of(one.kind, chosen)
    if one.kind == _QUERIES:
        one, other = (_of_direction(items, chosen) for items in (one, other))
    if group not in next(iter(one.rows.values())).cells:
        raise TableError(f"{one.path}: has no column {group} to group by")
    mine: list[float] = []
    theirs: list[float] = []
    groups: list[str] = []
    for key, row in one.rows.items():
        a, b = value_of(row), value_of(other.rows[key])
        if a is not None and b is not None:
            theirs_too = other.rows[key].cells.get("group")
            if one.kind == _PAIRS and row.cells.get("group") != theirs_too:
                raise TableError(
                    f"{other.path}: does not belong to {one.path}: {' '.join(key)} is of"
                    f" {theirs_too} there"
                )
            mine.append(a)
            theirs.append(b)
            groups.append(row.cells[group])
    interval = measures.paired_interval(mine, theirs, seed, groups=groups)
    if interval is None:
        raise TableError(f"{one.path}, {other.path}: no item was evaluated in both runs")
    n, wins = len(mine), sum(a > b for a, b in zip(mine, theirs, strict=True))
    losses = sum(a < b for a, b in zip(mine, theirs, strict=True))
    mean, other_mean = sum(mine) / n, sum(theirs) / n
    count = len(set(groups))
    return Comparison(
        metric=chosen,
        n=n,
        left_out=len(one.rows) - n,
        first=mean,
        second=other_mean,
        difference=mean - other_mean,
        interval=interval,
        groups=count if count > 1 else n,
        wins=wins,
        losses=losses,
        ties=n - wins - losses,
    )


_PAIRS, _PLACES, _QUERIES = "pairs of frames", "pictures of known places", "queries of places"
_KEYS = {
    _PAIRS: ("pair",),
    _PLACES: ("line", "scene", "template"),
    _QUERIES: ("direction", "query", "place"),
}
_COLUMNS = {_PAIRS: {"iou", "evaluated"}, _PLACES: {"error_m", "evaluated"}, _QUERIES: {"r@1"}}
_BACK = "back_"
_DEFAULT_METRIC = {_PAIRS: "auc20", _PLACES: "hit@40m", _QUERIES: "r@1"}
_METRICS = {
    _PAIRS: ", ".join(_OF_OVERLAP),
    _PLACES: "hit@40m or another radius, right, footprint_iou",
    _QUERIES: "r@1, r@5, r@10, and back_r@1 and so on of the second direction",
}


@dataclass(frozen=True, slots=True)
class _Items:
    """A table of items: what they are, and its rows by what identifies an item."""

    path: Path
    kind: str
    rows: dict[tuple[str, ...], TableRow]


def _read(path: Path) -> _Items:
    rows = read_rows(path, required=())
    columns = rows[0].cells
    kinds = [kind for kind in _KEYS if {*_KEYS[kind], *_COLUMNS[kind]} <= columns.keys()]
    if not kinds:
        raise TableError(
            f"{path}: is no table of items; make one with --items of evaluate template-matching,"
            " localisation or retrieval"
        )
    kind = kinds[0]
    keyed: dict[tuple[str, ...], TableRow] = {}
    for row in rows:
        # files by name only: the same table may be reached by different paths
        key = tuple(PureWindowsPath(row.cells[column]).name for column in _KEYS[kind])
        if key in keyed:
            raise row.error(f"{' '.join(key)} is there twice")
        keyed[key] = row
    return _Items(path, kind, keyed)


def _check_same_items(one: _Items, other: _Items) -> None:
    for a, b in ((one, other), (other, one)):
        missing = [key for key in a.rows if key not in b.rows]
        if missing:
            raise TableError(
                f"{b.path}: does not belong to {a.path}: {len(missing)} of its {len(a.rows)} items"
                f" are missing, such as {' '.join(missing[0])}"
            )


def _of_direction(items: _Items, metric: str) -> _Items:
    """The queries of the first direction of a table, or of the second where `back_` asks so."""
    forth = next(iter(items.rows))[0]
    rows = {k: row for k, row in items.rows.items() if (k[0] != forth) == metric.startswith(_BACK)}
    return _Items(items.path, items.kind, rows)


def _value_of(kind: str, metric: str) -> Callable[[TableRow], float | None]:
    """From a row to its value of the metric; None where the item does not count."""
    if kind == _PAIRS and metric in _OF_OVERLAP:
        of_overlap = _OF_OVERLAP[metric]

        def overlap(row: TableRow) -> float | None:
            iou = row.number("iou")
            return None if iou is None or not _is_true(row, "evaluated") else of_overlap(iou)

        return overlap
    hit = _HIT.fullmatch(metric)
    if kind == _PLACES and hit:
        radius = float(hit["radius"])

        def is_hit(row: TableRow) -> float | None:
            if not (_is_true(row, "evaluated") and _is_true(row, "present")):
                return None
            error_m = row.number("error_m")
            return float(error_m is not None and error_m <= radius)  # empty: found nowhere

        return is_hit
    if kind == _PLACES and metric in {"right", "footprint_iou"}:

        def of_place(row: TableRow) -> float | None:
            if not (_is_true(row, "evaluated") and _is_true(row, "present")):
                return None
            return row.number(metric)

        return of_place
    recall = metric.removeprefix(_BACK)
    if kind == _QUERIES and recall in {"r@1", "r@5", "r@10"}:
        return lambda row: row.number(recall)
    raise ValueError(f"{metric!r} is no metric of {kind}; choose {_METRICS[kind]}")


def _is_true(row: TableRow, column: str) -> bool:
    return row.cells.get(column, "1") != "0"
