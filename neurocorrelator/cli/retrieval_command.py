"""`neurocorrelator evaluate retrieval`: places of one view sought among those of another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from neurocorrelator.cli import console
from neurocorrelator.cli.evaluate_command import ItemsOption, SeedOption
from neurocorrelator.cli.job import cancelling_signals
from neurocorrelator.cli.options import DeviceOption, JsonOption, WeightsOption
from neurocorrelator.progress import CancelToken

if TYPE_CHECKING:
    from neurocorrelator.evaluation.retrieval_report import RetrievalReport


def retrieval(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Folder with test/query_VIEW and test/gallery_VIEW, as University-1652 has them.",
        ),
    ],
    *,
    size: Annotated[
        int,
        typer.Option("--size", metavar="PX", min=32, max=1024, help="Side that the network sees."),
    ] = 96,
    centring: Annotated[
        bool,
        typer.Option(
            "--centring/--no-centring",
            metavar="",
            help="Centre the embeddings by the mean and deviation of the training side's pictures.",
        ),
    ] = True,
    queries: Annotated[
        str, typer.Option("--queries", metavar="VIEW", help="The view that is sought.")
    ] = "drone",
    gallery: Annotated[
        str, typer.Option("--gallery", metavar="VIEW", help="The view that it is sought in.")
    ] = "satellite",
    items: ItemsOption = None,
    seed: SeedOption = 0,
    weights: WeightsOption = None,
    device: DeviceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Seek places of one view among those of another: R@1/5/10, R@1 %, AP, both directions."""
    with console.errors_as_exit_codes():
        from neurocorrelator.evaluation.retrieval_report import evaluate_retrieval

        cancel = CancelToken()
        with cancelling_signals(cancel):
            report = evaluate_retrieval(
                folder,
                weights or "imagenet",
                size_px=size,
                centring=centring,
                queries=queries,
                gallery=gallery,
                device=device or "auto",
                check=cancel.raise_if_cancelled,
            )
            if items is not None:
                report.write_items(items)
        for reason in report.unreadable.values():
            console.warn(f"skipped: {reason}")
        if as_json:
            console.say_json(report.as_record(seed))
        else:
            console.say("\n".join(_lines(report, seed)))


def _lines(report: RetrievalReport, seed: int) -> list[str]:
    lines = []
    for direction, scores in report.directions.items():
        swapped = " (query and gallery swapped)" if direction in report.swapped else ""
        lines.append(f"{direction}{swapped}: {scores.n} queries, {scores.gallery} in the gallery")
        low, high = scores.interval(seed) or (0.0, 0.0)
        lines.append(f"  {'R@1':6}{scores.recall[1]:.3f}  ({low:.3f} to {high:.3f})")
        lines += [f"  {f'R@{k}':6}{scores.recall[k]:.3f}" for k in (5, 10)]
        lines += [f"  {'R@1 %':6}{scores.recall_1pct:.3f}", f"  {'AP':6}{scores.ap:.3f}"]
    return lines
