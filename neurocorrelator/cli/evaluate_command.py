"""`neurocorrelator evaluate`: how well pictures of known places are found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from neurocorrelator.cli import console
from neurocorrelator.cli.job import running_job
from neurocorrelator.cli.options import (
    AlphaOption,
    ConfigOption,
    DeviceOption,
    JsonOption,
    RotationsOption,
    ScalesOption,
    ScoreOption,
    WeightsOption,
    make_config,
)
from neurocorrelator.evaluation.items_file import write_items
from neurocorrelator.evaluation.localisation import LocalisationReport, evaluate_localisation
from neurocorrelator.results.atomic_files import check_writable


def localisation(
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE.csv",
            help="Columns scene, template and the truth as lon, lat or x, y or col, row; if wanted"
            " gsd, heading, present (0 = not in the scene).",
        ),
    ],
    *,
    items: Annotated[
        Path | None,
        typer.Option("--items", metavar="FILE.csv", help="Write the error of every picture."),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Seed of the bootstrap interval.")
    ] = 0,
    config: ConfigOption = None,
    score: ScoreOption = None,
    alpha: AlphaOption = None,
    rotations: RotationsOption = None,
    scales: ScalesOption = None,
    weights: WeightsOption = None,
    device: DeviceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Locate pictures of known places: hit@r in metres, median, CE90, ROC-AUC, seconds."""
    flags = {
        "score": None if score is None else score.value,
        "alpha": alpha,
        "rotations": rotations,
        "scales": scales,
        "weights": weights,
        "device": device,
    }
    with console.errors_as_exit_codes():
        with running_job() as job:
            settings = make_config(config, flags)
            if items is not None:
                check_writable(items.parent)
            report = evaluate_localisation(
                table, settings, progress=job.progress, cancel=job.cancel
            )
            if items is not None:
                write_items(report.items, items)
        for item in report.failures:
            console.complain(item.failure or "not matched")
        if as_json:
            console.say_json(report.as_record())
        else:
            console.say("\n".join(_lines(report, seed)))
        if report.failures:
            raise typer.Exit(console.EXIT_ERROR)


def _lines(report: LocalisationReport, seed: int) -> list[str]:
    lines = [f"{'n':15} {report.n}"]
    for radius, share in report.hits.items():
        interval = report.hit_interval(radius, seed)
        text = _number(share, 3)
        if interval is not None:
            text += f"   95 % interval {interval[0]:.3f} to {interval[1]:.3f}"
        lines.append(f"{f'hit@{radius}m':15} {text}")
    of_none = "not found" if report.n else "unknown"  # so many were not found at all
    lines += [
        f"{'median_m':15} {_number(report.median_m, 2, of_none)}",
        f"{'ce90_m':15} {_number(report.ce90_m, 2, of_none)}",
        f"{'roc_auc':15} {_number(report.roc_auc, 3)}",
        f"{'s_per_template':15} {_number(report.s_per_template, 2)}",
    ]
    missed = sum(item.evaluated for item in report.failures)
    left_out = len(report.failures) - missed
    if missed:
        lines.append(f"{'not found':15} {missed}, counted as misses")
    if left_out:
        lines.append(f"{'not evaluated':15} {left_out}, not counted")
    return lines


def _number(value: float | None, decimals: int, of_none: str = "unknown") -> str:
    return of_none if value is None else f"{value:.{decimals}f}"
