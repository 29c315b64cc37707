"""What the evaluations print for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from neurocorrelator.evaluation.breakdown import Part
from neurocorrelator.evaluation.comparison import Comparison
from neurocorrelator.evaluation.localisation_report import LocalisationReport
from neurocorrelator.evaluation.reliability import Reliability
from neurocorrelator.evaluation.template_matching import SMALL_PX2, TemplateMatchingReport

Interval = tuple[float, float]

_LABEL = 15
_BREAKDOWNS = {
    "turn_deg": "turned by, deg",
    "heading_error_deg": "told heading off",
    "scale_factor": "told GSD times",
    "rotation_error_deg": "found rot. off",
}
_OF_DECISION = ("precision", "recall", "false_alarms")
_OWN = "match"  # the column of the program's own numbers beside those of the baselines


def localisation_lines(report: LocalisationReport) -> list[str]:
    """The numbers of `evaluate localisation`, baselines beside them."""
    record, intervals = report.as_record(), report.intervals
    lines = [_line("n", str(report.n))]
    lines += [
        _line(f"hit@{radius}m", _number(share, 3), intervals[f"hit@{radius}m"])
        for radius, share in report.hits.items()
    ]
    of_none = "not found" if report.n else "unknown"  # so many were not found at all
    lines += [
        _line("median_m", _number(report.median_m, 2, of_none)),
        _line("ce90_m", _number(report.ce90_m, 2, of_none)),
        _line("right", _number(report.right, 3), intervals["right"]),
        _line("median_right_px", _number(report.median_right_px, 2)),
    ]
    if report.rotation_errors_deg:
        lines += [
            _line("rotation error", _degrees(record["median_rotation_error_deg"], of_none)),
            _line("  within 15 deg", _cell(record["rotation_within_15deg"])),
        ]
    if report.scale_errors:
        lines += [
            _line("scale error", _factor(record["median_scale_error"], of_none)),
            _line("  within 20 %", _cell(record["scale_within_20pct"])),
        ]
    if report.mean_footprint_iou is not None:
        iou = _number(report.mean_footprint_iou, 3)
        lines.append(_line("footprint iou", iou, intervals["mean_footprint_iou"]))
    lines += [
        _line("roc_auc", _number(report.roc_auc, 3), intervals["roc_auc"]),
        _line("s_per_template", _number(report.s_per_template, 2)),
    ]
    missed = sum(item.evaluated for item in report.failures)
    lines += _failure_lines(missed, len(report.failures) - missed)
    for name, parts in report.breakdown.items():
        lines += _breakdown_lines(name, parts)
    lines += reliability_lines(report.reliability)
    return lines + _baseline_lines(record)


def _breakdown_lines(name: str, parts: Sequence[Part]) -> list[str]:
    """A table of the parts; nothing where all pictures are in one."""
    if len(parts) < 2:
        return []
    lines = ["", _row(_BREAKDOWNS[name], [f"{head:>8}" for head in ("n", "right", "median_m")])]
    for part in parts:
        cells = [_cell(part.n), _cell(part.right), _number(part.median_m, 2, "-")]
        lines.append(_row(part.bin, [f"{cell:>8}" for cell in cells]))
    return lines


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
    lines += reliability_lines(report.reliability)
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


def reliability_lines(told: Reliability | None) -> list[str]:
    """How far confidences can be believed; nothing where none is given."""
    if told is None:
        return []
    default, intervals = told.default, told.intervals
    lines = [
        "",
        _line("confidences", f"{told.n}, {told.present} present and {told.absent} absent sought"),
        _line("ece", _number(told.ece, 3), intervals["ece"]),
        _line("brier", _number(told.brier, 3), intervals["brier"]),
        _line("auc of right", _number(told.roc_auc_right, 3)),
        _line("found", f"{default.found} at a confidence of {default.threshold:g} or more"),
        _line("precision", _number(default.precision, 3), intervals["precision"]),
        _line("recall", _number(default.recall, 3), intervals["recall"]),
        _line("false alarms", _number(default.false_alarms, 3)),
        "",
        _row("confidence", [f"{name:>12}" for name in ("found", *_OF_DECISION)]),
    ]
    for one in told.decisions:
        cells = [_cell(one.found), *(_cell(getattr(one, name)) for name in _OF_DECISION)]
        lines.append(_row(f"from {one.threshold:g}", [f"{cell:>12}" for cell in cells]))
    lines += ["", _row("confidence", [f"{name:>12}" for name in ("n", "mean", "right")])]
    for part in told.bins:
        cells = [_cell(part.n), _cell(part.confidence), _cell(part.right)]
        label = f"{part.low:.3f}-{part.high:.3f}"
        lines.append(_row(label, [f"{cell:>12}" for cell in cells]))
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


def _degrees(value: object, of_none: str) -> str:
    return f"median {value:.1f} deg" if isinstance(value, float) else of_none


def _factor(value: object, of_none: str) -> str:
    return f"median factor {value:.3f}" if isinstance(value, float) else of_none


def _number(value: float | None, decimals: int, of_none: str = "unknown") -> str:
    return of_none if value is None else f"{value:.{decimals}f}"
