"""What the evaluations print for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from neurocorrelator.evaluation.comparison import Comparison
from neurocorrelator.evaluation.localisation import LocalisationReport
from neurocorrelator.evaluation.template_matching import SMALL_PX2, TemplateMatchingReport

Interval = tuple[float, float]

_LABEL = 15
_OWN = "match"  # the column of the program's own numbers beside those of the baselines


def localisation_lines(report: LocalisationReport, seed: int) -> list[str]:
    """The numbers of `evaluate localisation`, baselines beside them."""
    lines = [_line("n", str(report.n))]
    lines += [
        _line(f"hit@{radius}m", _number(share, 3), report.hit_interval(radius, seed))
        for radius, share in report.hits.items()
    ]
    of_none = "not found" if report.n else "unknown"  # so many were not found at all
    lines += [
        _line("median_m", _number(report.median_m, 2, of_none)),
        _line("ce90_m", _number(report.ce90_m, 2, of_none)),
        _line("roc_auc", _number(report.roc_auc, 3)),
        _line("s_per_template", _number(report.s_per_template, 2)),
    ]
    missed = sum(item.evaluated for item in report.failures)
    lines += _failure_lines(missed, len(report.failures) - missed)
    return lines + _baseline_lines(report.as_record())


def template_matching_lines(report: TemplateMatchingReport) -> list[str]:
    """The numbers of `evaluate template-matching`, baselines beside them."""
    intervals = report.intervals()
    lines = [
        _line("n", str(report.n)),
        _line("auc20", _number(report.auc20, 3), intervals["auc20"]),
        _line("mean_iou", _number(report.mean_iou, 3), intervals["mean_iou"]),
        _line("sr50", _number(report.sr50, 3), intervals["sr50"]),
        _line("roc_auc", _number(report.roc_auc, 3)),
        _line("s_per_template", _number(report.s_per_template, 2)),
    ]
    missed = sum(item.evaluated for item in report.failures)
    lines += _failure_lines(missed, len(report.failures) - missed)
    lines += _size_lines(report)
    return lines + _baseline_lines(report.as_record())


def _size_lines(report: TemplateMatchingReport) -> list[str]:
    """Small templates apart, and boxes from verification beside those of the template's size."""
    small, larger = report.of_size(small=True), report.of_size(small=False)
    if not small.n and report.verified_auc20 is None:
        return []
    columns = {"all": report, f"< {SMALL_PX2:.0f} px²": small, "larger": larger}
    lines = ["", _row("by size", [f"{name:>9}" for name in columns])]
    rows = {key: key for key in ("n", "auc20", "mean_iou", "sr50", "verified_auc20")}
    rows["verified_iou"] = "verified_mean_iou"
    for label, key in rows.items():
        cells = [_cell(getattr(own, key)) for own in columns.values()]
        lines.append(_row(label, [f"{cell:>9}" for cell in cells]))
    return lines


def comparison_lines(comparison: Comparison, first: Path, second: Path, group: str) -> list[str]:
    """The numbers of `evaluate compare`."""
    n, groups = comparison.n, comparison.groups
    drawn = "single items" if groups == n else f"{groups} groups ({group})"
    low, high = comparison.interval
    lines = [
        _line("metric", comparison.metric),
        _line("n", str(n)),
        _line("A", f"{comparison.first:.3f}   {first}"),
        _line("B", f"{comparison.second:.3f}   {second}"),
        _line(
            "A - B",
            f"{comparison.difference:+.3f}   95 % interval {low:+.3f} to {high:+.3f}, drawn by"
            f" {drawn}",
        ),
        _line("A better", str(comparison.wins)),
        _line("B better", str(comparison.losses)),
        _line("equal", str(comparison.ties)),
    ]
    if comparison.left_out:
        lines.append(_line("left out", f"{comparison.left_out}, not evaluated in both"))
    return lines


def _line(label: str, text: str, interval: Interval | None = None) -> str:
    if interval is not None:
        text += f"   95 % interval {interval[0]:.3f} to {interval[1]:.3f}"
    return f"{label:{_LABEL}} {text}"


def _failure_lines(missed: int, left_out: int) -> list[str]:
    lines = []
    if missed:
        lines.append(_line("not found", f"{missed}, counted as misses"))
    if left_out:
        lines.append(_line("not evaluated", f"{left_out}, not counted"))
    return lines


def _baseline_lines(record: Mapping[str, object]) -> list[str]:
    """A table with a column for each method; nothing without baselines."""
    baselines = record.get("baselines")
    if not isinstance(baselines, Mapping):
        return []
    columns: dict[str, Mapping[str, object]] = {_OWN: record, **baselines}
    rows = [key for key, value in record.items() if not isinstance(value, Mapping)]
    rows = [key for key in rows if any(own[key] is not None for own in columns.values())]
    widths = {name: max(len(name), 8) for name in columns}
    lines = ["", _row("baselines", [f"{name:>{widths[name]}}" for name in columns])]
    for key in rows:
        cells = [f"{_cell(own[key]):>{widths[name]}}" for name, own in columns.items()]
        lines.append(_row(key, cells))
    return lines


def _row(label: str, cells: Sequence[str]) -> str:
    return f"{label:{_LABEL}} {'  '.join(cells)}"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "-" if value is None else str(value)


def _number(value: float | None, decimals: int, of_none: str = "unknown") -> str:
    return of_none if value is None else f"{value:.{decimals}f}"
