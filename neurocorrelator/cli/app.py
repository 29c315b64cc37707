"""The program `neurocorrelator`."""

from __future__ import annotations

from typing import Annotated

import typer

import neurocorrelator as nc
from neurocorrelator.cli import (
    console,
    dataset_command,
    doctor_command,
    evaluate_command,
    info_command,
    match_command,
    retrieval_command,
    train_command,
)
from neurocorrelator.cli.once_command import OnceCommand

app = typer.Typer(
    name="neurocorrelator",
    help="Finds where in a large georeferenced scene a picture was taken.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
evaluate = typer.Typer(
    help="Measure how well pictures of known places are found.", no_args_is_help=True
)
dataset = typer.Typer(help="Places with views: check them, make them.", no_args_is_help=True)
app.command(cls=OnceCommand)(match_command.match)
app.command(cls=OnceCommand)(match_command.demo)
app.command(cls=OnceCommand)(train_command.train)
app.command(cls=OnceCommand)(info_command.info)
app.command(cls=OnceCommand)(doctor_command.doctor)
app.add_typer(evaluate, name="evaluate")
app.add_typer(dataset, name="dataset")
dataset.command(cls=OnceCommand)(dataset_command.check)
dataset.command(cls=OnceCommand)(dataset_command.make)
evaluate.command(name="template-matching", cls=OnceCommand)(evaluate_command.template_matching)
evaluate.command(cls=OnceCommand)(evaluate_command.localisation)
evaluate.command(cls=OnceCommand)(retrieval_command.retrieval)
evaluate.command(cls=OnceCommand)(evaluate_command.compare)


def _tell_version(wanted: bool) -> None:
    if wanted:
        console.say(f"neurocorrelator {nc.__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            metavar="",
            help="Print the version and quit.",
            is_eager=True,
            callback=_tell_version,
        ),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; the process ends with the exit codes 0, 1, 2 or 130."""
    console.use_safe_streams()
    app(prog_name="neurocorrelator")
