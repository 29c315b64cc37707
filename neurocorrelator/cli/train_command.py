"""`neurocorrelator train`: fine-tune the features on places."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from neurocorrelator.cli import console
from neurocorrelator.cli.job import cancelling_signals
from neurocorrelator.progress import CancelToken
from neurocorrelator.training_config import TrainConfig, make_train_config


def train(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KEY=VALUE]...",
            help="Settings over those of the file, such as preset=quick data=DIR out=DIR seed=1.",
        ),
    ] = None,
    *,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="Settings in YAML, as configs/train.yaml."),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", metavar="", help="Go on from last.ckpt in the folder of the run (out)."
        ),
    ] = False,
    events: Annotated[
        str | None,
        typer.Option(
            "--events", metavar="jsonl", help="Print events as JSON lines instead of a report."
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            metavar="",
            help="Measure a few steps, tell how much memory and time an epoch takes, and quit.",
        ),
    ] = False,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema", metavar="", help="Print the JSON schema of the settings and quit."
        ),
    ] = False,
) -> None:
    """Fine-tune the features on pictures of the same places from several views.

    Writes best.safetensors for `match --weights`, last.ckpt for --resume, events.jsonl and
    metrics.csv into the folder `out`. A file named stop in it ends the run and keeps the best; a
    file named pause halts it.
    """
    if schema:
        console.say_json(TrainConfig.model_json_schema())
        return
    if events not in (None, "jsonl"):
        raise typer.BadParameter("must be jsonl", param_hint="--events")
    with console.errors_as_exit_codes():
        settings = make_train_config(config, assignments or ())
        cancel = CancelToken()
        if dry_run:
            _estimate(settings, cancel, as_event=bool(events))
            return
        from neurocorrelator.training.run import train as run  # Lightning takes seconds to load

        with cancelling_signals(cancel):
            result = run(
                settings,
                resume=resume,
                events=console.say if events else _Report().take,
                cancel=cancel,
            )
        if not events and os.environ.get("LOCAL_RANK", "0") == "0":  # one of several processes
            console.say("\n".join(_lines(result.before, result.after)))
            if result.weights is None:
                console.say("no epoch was better than the starting weights; nothing was kept")
            else:
                console.say(f"{result.weights}: epoch {result.best_epoch}, use it with --weights")
    if result.reason == "interrupted":
        raise typer.Exit(console.EXIT_INTERRUPTED)


def _estimate(settings: TrainConfig, cancel: CancelToken, *, as_event: bool) -> None:
    from neurocorrelator.training.estimate import estimate_training
    from neurocorrelator.training.events import EventLog

    with cancelling_signals(cancel):
        found = estimate_training(settings, cancel.raise_if_cancelled)
    outlooks = {"memory": found.memory, "time": found.time, "outlook": found.outlook}
    if as_event:
        EventLog(None, console.say).tell("estimate", **asdict(found), **outlooks)
        return
    gib = [
        "unknown" if n is None else f"{n / 2**30:.1f} GiB"
        for n in (found.memory_bytes, found.free_bytes)
    ]
    console.say(
        f"memory    {gib[0]}, {gib[1]} are free: {found.memory}\n"
        f"epoch     {found.seconds_per_epoch:.0f} s, {found.steps} batches of {found.pictures}"
        f" pictures: {found.time}\n"
        f"whole run {found.seconds_per_epoch * found.epochs / 60:.0f} min, {found.epochs} epochs"
        f" at most, on {found.device}"
    )


def _lines(before: object, after: object) -> list[str]:
    assert isinstance(before, dict) and isinstance(after, dict)  # noqa: S101
    names = [n for n in before if n in after]
    return [f"{'held-out places':16}{'before':>9}{'after':>9}"] + [
        f"{name:16}{before[name]:9.3f}{after[name]:9.3f}" for name in names
    ]


class _Report:
    """Events as lines for people, on stderr."""

    def take(self, line: str) -> None:
        event = json.loads(line)
        text = self._text(event)
        if text:
            typer.echo(text, err=True)

    @staticmethod
    def _text(event: dict[str, Any]) -> str:
        kind, metrics = event["event"], event.get("metrics")
        if isinstance(metrics, dict):
            shown = ("loss", "active", "r@1", "ap", "hit")
            told = " ".join(f"{n} {metrics[n]:.3f}" for n in shown if metrics.get(n) is not None)
            when = "before" if kind == "baseline" else f"epoch {event['epoch']}"
            return f"{when}: {told}{' (best so far)' if event.get('best') else ''}"
        pattern = _LINES.get(kind)
        return "" if pattern is None else pattern.format(**event)


_LINES = {
    "start": "{places} places to train on, {held_out} held out, {epochs} epochs of {steps}"
    " batches, on {device}",
    "skipped": "warning: skipped, {reason}",
    "batch_halved": "warning: the batch was too large for the memory; now {places_per_batch}"
    " places",
    "not_finite": "warning: a batch of epoch {epoch} gave no number and was left out",
    "paused": "paused; remove the file pause to go on",
    "continued": "going on",
}
