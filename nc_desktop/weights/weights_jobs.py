"""What is done with files of weights, off the Qt thread."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import neurocorrelator as nc
from nc_desktop.jobs.job import Report
from nc_desktop.training import run_folder
from nc_desktop.weights.known_weights import (
    KnownWeights,
    find_weights,
    imports_folder,
    name_file,
)

_PIECE = 1 << 22  # bytes that are copied or hashed at once


@dataclass(frozen=True, eq=False)
class FindWeightsJob:
    """List all weights."""

    training_folder: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> tuple[KnownWeights, ...]:
        """See `find_weights`."""
        return find_weights(self.training_folder)


@dataclass(frozen=True, eq=False)
class HashJob:
    """The hash that results name their weights by."""

    weights: KnownWeights

    def run(self, report: Report, cancel: nc.CancelToken) -> str:
        """SHA-256 in hexadecimal digits.

        Raises:
            OSError: it cannot be read.
        """
        return _hash_of(self.weights.path, cancel)


@dataclass(frozen=True, eq=False)
class ImportWeightsJob:
    """Check a file of weights, and copy it to the others."""

    source: Path
    training_folder: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> Path:
        """The copy; nothing is copied where it raises.

        Raises:
            neurocorrelator.NeurocorrelatorError: no weights of this network, there already, or it
                cannot be copied.
        """
        nc.import_torch()
        weights = nc.load_weights(str(self.source), cancel.raise_if_cancelled)
        size = self.source.stat().st_size
        for known in find_weights(self.training_folder):
            if known.size == size and _hash_of(known.path, cancel) == weights.sha256:
                raise nc.WeightsError(
                    f"{self.source}: these weights are in the list already; nothing was copied"
                )
        target = _free_name(imports_folder(self.training_folder), self.source)

        def put(stream: IO[bytes]) -> None:
            with self.source.open("rb") as source:
                while piece := source.read(_PIECE):
                    cancel.raise_if_cancelled()
                    stream.write(piece)

        nc.write_whole(target, put)
        return target


@dataclass(frozen=True, eq=False)
class RenameWeightsJob:
    """Give weights another name; their file stays where projects look for it."""

    path: Path
    name: str

    def run(self, report: Report, cancel: nc.CancelToken) -> None:
        """Keep the name beside the weights; an empty one takes it back.

        Raises:
            neurocorrelator.OutputError: it cannot be written.
        """
        place, name = name_file(self.path), " ".join(self.name.split())
        if name:
            nc.write_whole(place, lambda stream: stream.write(name.encode()))
        else:
            _remove(place)


@dataclass(frozen=True, eq=False)
class DeleteWeightsJob:
    """Remove weights; the rest of the run that made them stays."""

    weights: KnownWeights

    def run(self, report: Report, cancel: nc.CancelToken) -> None:
        """Do it.

        Raises:
            neurocorrelator.NeurocorrelatorError: the run goes on, or the file cannot be removed.
        """
        path = self.weights.path
        if self.weights.kind == "trained" and run_folder.is_alive(path.parent):
            raise nc.TrainingError(f"{path.parent}: is being trained; stop the run first")
        _remove(path)
        _remove(name_file(path))


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise nc.OutputError(
            f"{path}: cannot be removed ({error.strerror or error}); remove it by hand"
        ) from error


def _free_name(folder: Path, source: Path) -> Path:
    path, number = folder / source.name, 1
    while path.exists():
        number += 1
        path = folder / f"{source.stem} ({number}){source.suffix}"
    return path


def _hash_of(path: Path, cancel: nc.CancelToken) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            cancel.raise_if_cancelled()
            digest.update(piece)
    return digest.hexdigest()
