"""What the commands say: answers on stdout, everything else on stderr, one line a message."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator

import typer

from neurocorrelator.errors import CancelledError, NeurocorrelatorError
from neurocorrelator.results import strict_json

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130


def use_safe_streams() -> None:
    """Letters that the console cannot show are escaped; they must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str = "") -> None:
    """A line of the answer."""
    typer.echo(text)


def say_json(value: object) -> None:
    """The answer as one object on a single line, in ASCII so that any console carries it."""
    typer.echo(strict_json.dumps(value, ascii_only=True))


def warn(text: str) -> None:
    """A line that the user should know of."""
    typer.echo(f"warning: {_one_line(text)}", err=True)


def note(text: str) -> None:
    """A line that tells what happened, where nothing is wrong."""
    typer.echo(_one_line(text), err=True)


def complain(error: NeurocorrelatorError | str) -> None:
    """An error in one line."""
    typer.echo(f"error: {_one_line(str(error))}", err=True)


@contextlib.contextmanager
def errors_as_exit_codes() -> Iterator[None]:
    """Errors that a user can act on end the command with one line and an exit code."""
    try:
        yield
    except CancelledError:
        typer.echo("interrupted; nothing was written", err=True)
        raise typer.Exit(EXIT_INTERRUPTED) from None
    except NeurocorrelatorError as error:
        complain(error)
        raise typer.Exit(EXIT_ERROR) from None


def _one_line(text: str) -> str:
    return " ".join(text.split())
