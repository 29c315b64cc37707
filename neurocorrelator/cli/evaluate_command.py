"""`neurocorrelator evaluate`: how well pictures of known places are found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from neurocorrelator.cli import console
from neurocorrelator.cli.evaluation_lines import (
    comparison_lines,
    localisation_lines,
    template_matching_lines,
)
from neurocorrelator.cli.job import running_job
from neurocorrelator.cli.localisation_options import (
    AbsentOption,
    HeadingErrorsOption,
    RandomHeadingsOption,
    RandomScalesOption,
    RightWithinOption,
    UntoldOption,
    make_conditions,
)
from neurocorrelator.cli.options import (
    AlphaOption,
    ConfigOption,
    DeviceOption,
    JsonOption,
    RotationsOption,
    ScalesOption,
    Score,
    ScoreOption,
    VerifyOption,
    WeightsOption,
    make_config,
)
from neurocorrelator.config import MatchConfig
from neurocorrelator.config_file import read_match_config
from neurocorrelator.errors import NeurocorrelatorError
from neurocorrelator.evaluation.comparison import compare_items
from neurocorrelator.evaluation.items_file import (
    baseline_path,
    write_localisation_items,
    write_pair_items,
)
from neurocorrelator.evaluation.localisation import evaluate_localisation
from neurocorrelator.evaluation.pairs import VideoSet
from neurocorrelator.evaluation.template_matching import evaluate_template_matching
from neurocorrelator.results.atomic_files import check_writable

ItemsOption = Annotated[
    Path | None,
    typer.Option(
        "--items",
        metavar="FILE.csv",
        help="Write what became of every item, for `evaluate compare`; each baseline's items go"
        " into a file of its own beside it (FILE.cosine.csv).",
    ),
]
SeedOption = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, help="Seed of all that is drawn at random.")
]
BaselinesOption = Annotated[
    bool,
    typer.Option(
        "--baselines",
        metavar="",  # else some versions of typer show <bool>
        help="Locate with grey NCC, gradient NCC, mean cosine and the bag score too, and print"
        " their numbers beside.",
    ),
]


def localisation(
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE.csv",
            help="Columns scene, template and the truth as lon, lat or x, y or col, row; if wanted"
            " gsd, heading, mask, present (0 = not in the scene), group (what is alike and drawn"
            " together by the bootstrap), footprint (WKT in the scene's CRS), true_gsd,"
            " true_heading (where what is told is not true).",
        ),
    ],
    *,
    random_headings: RandomHeadingsOption = False,
    random_scales: RandomScalesOption = None,
    heading_errors: HeadingErrorsOption = None,
    untold: UntoldOption = None,
    absent: AbsentOption = False,
    right_within: RightWithinOption = None,
    items: ItemsOption = None,
    seed: SeedOption = 0,
    baselines: BaselinesOption = False,
    config: ConfigOption = None,
    score: ScoreOption = None,
    alpha: AlphaOption = None,
    rotations: RotationsOption = None,
    scales: ScalesOption = None,
    verify: VerifyOption = None,
    weights: WeightsOption = None,
    device: DeviceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Locate pictures of known places: hit@r in metres, right places, footprints, reliability."""
    conditions = make_conditions(
        random_headings=random_headings,
        random_scales=random_scales,
        heading_errors=heading_errors,
        untold=untold,
    )
    with console.errors_as_exit_codes():
        with running_job() as job:
            settings = _settings(config, score, alpha, rotations, scales, verify, weights, device)
            if items is not None:
                check_writable(items.parent)
            report = evaluate_localisation(
                table,
                settings,
                conditions=conditions,
                absent=absent,
                right_within_m=right_within,
                baselines=baselines,
                seed=seed,
                progress=job.progress,
                cancel=job.cancel,
            )
            if items is not None:
                write_localisation_items(report.items, items)
                for name, own in report.baselines.items():
                    write_localisation_items(own.items, baseline_path(items, name))
        _complain([item.failure for item in report.failures])
        if as_json:
            console.say_json(report.as_record())
        else:
            console.say("\n".join(localisation_lines(report)))
        if report.failures:
            raise typer.Exit(console.EXIT_ERROR)


def template_matching(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Pairs pairNNNN_*: two pictures and two texts x,y,w,h, in the order of their names"
            " the template's first.",
        ),
    ],
    *,
    items: ItemsOption = None,
    seed: SeedOption = 0,
    baselines: BaselinesOption = False,
    videos: Annotated[
        VideoSet,
        typer.Option(
            "--videos",
            help="Which pairs: of the videos' names in order the first, third … are tune, the"
            " second, fourth … are held-out.",
        ),
    ] = VideoSet.ALL,
    negatives: Annotated[
        bool,
        typer.Option(
            "--negatives/--no-negatives",
            metavar="",
            help="Seek each template in a frame of another video too, for ROC-AUC.",
        ),
    ] = True,
    config: ConfigOption = None,
    score: ScoreOption = None,
    alpha: AlphaOption = None,
    rotations: RotationsOption = None,
    scales: ScalesOption = None,
    verify: VerifyOption = None,
    weights: WeightsOption = None,
    device: DeviceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find templates in other frames of their videos: AUC20, mean IoU, SR@.5, ROC-AUC.

    Rotation 0 and scale 1 are searched unless flags or the settings' file tell otherwise.
    """
    with console.errors_as_exit_codes():
        with running_job() as job:
            told = set() if config is None else read_match_config(config).model_fields_set
            rotations = rotations or (None if "rotations" in told else "none")
            scales = scales or (None if "scales" in told else "none")
            settings = _settings(config, score, alpha, rotations, scales, verify, weights, device)
            if items is not None:
                check_writable(items.parent)
            report = evaluate_template_matching(
                folder,
                settings,
                videos=videos,
                negatives=negatives,
                baselines=baselines,
                seed=seed,
                progress=job.progress,
                cancel=job.cancel,
            )
            if items is not None:
                write_pair_items(report.items, items)
                for name, own in report.baselines.items():
                    write_pair_items(own.items, baseline_path(items, name))
        _complain([item.failure for item in report.failures])
        if as_json:
            console.say_json(report.as_record())
        else:
            console.say("\n".join(template_matching_lines(report)))
        if report.failures:
            raise typer.Exit(console.EXIT_ERROR)


def compare(
    first: Annotated[Path, typer.Argument(metavar="A.csv", help="Items of one run (--items).")],
    second: Annotated[
        Path, typer.Argument(metavar="B.csv", help="Items of another run over the same items.")
    ],
    *,
    metric: Annotated[
        str | None,
        typer.Option(
            "--metric",
            metavar="NAME",
            help="auc20 (default), mean_iou or sr50 of pairs; hit@40m (default) or of any other"
            " radius, right or footprint_iou of places; r@1 (default), r@5, r@10, or back_r@1 and"
            " so on of retrieval.",
        ),
    ] = None,
    group: Annotated[
        str,
        typer.Option(
            "--group", metavar="COLUMN", help="Items with the same value are drawn together."
        ),
    ] = "group",
    seed: SeedOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Compare two runs item by item: difference with its paired interval, wins and losses."""
    with console.errors_as_exit_codes():
        try:
            comparison = compare_items(first, second, metric=metric, group=group, seed=seed)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--metric") from None
        if as_json:
            console.say_json(comparison.as_record())
        else:
            console.say("\n".join(comparison_lines(comparison, first, second, group)))


def _settings(  # noqa: PLR0917 (the commands hand on their flags)
    config: Path | None,
    score: Score | None,
    alpha: float | None,
    rotations: str | None,
    scales: str | None,
    verify: int | None,
    weights: str | None,
    device: str | None,
) -> MatchConfig:
    flags = {
        "score": None if score is None else score.value,
        "alpha": alpha,
        "rotations": rotations,
        "scales": scales,
        "verify": verify,
        "weights": weights,
        "device": device,
    }
    return make_config(config, flags)


def _complain(failures: Sequence[NeurocorrelatorError | None]) -> None:
    for failure in failures:
        console.complain(failure or "not matched")
