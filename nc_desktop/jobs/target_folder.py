"""The folder that files are written to: what is in it, and errors that name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc


@dataclass(frozen=True, slots=True)
class FolderState:
    """What is in a folder already.

    Attributes:
        exists: whether it is there.
        existing: those of the names that are.
    """

    exists: bool
    existing: tuple[str, ...] = ()


def folder_state(folder: Path, names: Sequence[str]) -> FolderState:
    """Which of some files are in a folder; one on a network may take its time."""
    try:
        if not folder.is_dir():
            return FolderState(exists=False)
        found = tuple(name for name in names if (folder / name).exists())
    except OSError:
        return FolderState(exists=False)
    return FolderState(exists=True, existing=found)


@contextmanager
def errors_name(folder: Path, place: Path) -> Iterator[None]:
    """Let errors of what is written to a passing place name the folder that the user knows."""
    try:
        yield
    except nc.OutputError as error:
        raise nc.OutputError(str(error).replace(str(place), str(folder))) from error
