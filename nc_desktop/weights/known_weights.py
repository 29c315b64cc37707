"""Which weights there are, and what their files say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import neurocorrelator as nc
from nc_desktop.training import run_folder
from nc_desktop.training.model_card import mapping_in, numbers_in, read_metadata

WeightsKind = Literal["shipped", "trained", "imported"]

SHIPPED = "imagenet"  # of the shipped ones, those of a new project
SUFFIXES = (".safetensors", ".pth", ".pt")
_METRICS = ("hit", "r@1", "ap", "held_out_loss_dense")  # the one that says most first
_LONGEST_NAME = 200


@dataclass(frozen=True)
class KnownWeights:
    """A file of weights.

    Attributes:
        kind: where it is from.
        path: of the file.
        name: as the user calls it; of the shipped ones, as the settings of a match do.
        size: bytes.
        changed: when the file was written, in seconds since 1970.
        about: its metadata.
        training: whether the run that writes it goes on.
    """

    kind: WeightsKind
    path: Path
    name: str
    size: int
    changed: float
    about: Mapping[str, str] = field(hash=False)
    training: bool = False

    @property
    def value(self) -> str:
        """What the settings of a match call it."""
        return self.name if self.kind == "shipped" else str(self.path)

    @property
    def metric(self) -> tuple[str, float, float] | None:
        """Name of the metric that says most, before and after; None where none is told."""
        before, after = self.metrics_before, self.metrics
        for name in _METRICS:
            if name in before and name in after:
                return name, before[name], after[name]
        return None

    @property
    def metrics_before(self) -> dict[str, float]:
        """Of the starting weights on the held-out places."""
        return numbers_in(self.about, "metrics_before")

    @property
    def metrics(self) -> dict[str, float]:
        """Of these weights on the same places."""
        return numbers_in(self.about, "metrics")

    @property
    def places(self) -> int | None:
        """How many were trained on; None where it is not told."""
        text = self.about.get("places", "")
        return int(text) if text.isdecimal() else None

    def told(self, key: str) -> dict[str, Any]:
        """Settings or versions in the metadata; empty where there are none."""
        return mapping_in(self.about, key)


def find_weights(training_folder: Path) -> tuple[KnownWeights, ...]:
    """The shipped weights, then trained ones, the newest first, then imported ones by name."""
    shipped = (_known("shipped", path, name) for name, path in nc.shipped_weights().items())
    found = [known for known in shipped if known is not None]
    trained = list(_trained(training_folder / "runs"))
    found += sorted(trained, key=lambda known: known.changed, reverse=True)
    found += sorted(_imported(imports_folder(training_folder)), key=lambda k: k.name.casefold())
    return tuple(found)


def imports_folder(training_folder: Path) -> Path:
    """Where imported files are kept."""
    return training_folder / "models"


def name_file(path: Path) -> Path:
    """The small file beside weights that holds the name that a user gave them."""
    return path.with_name(f"{path.name}.name")


def _trained(runs: Path) -> Iterator[KnownWeights]:
    for folder in run_folder.find_runs(runs):
        known = _known("trained", folder / run_folder.BEST, folder.name)
        if known is not None:
            yield known


def _imported(folder: Path) -> Iterator[KnownWeights]:
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]
    except OSError:
        return
    for path in files:
        known = _known("imported", path, path.stem)
        if known is not None:
            yield known


def _known(kind: WeightsKind, path: Path, name: str) -> KnownWeights | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return KnownWeights(
        kind,
        path,
        _given_name(path) or name,
        state.st_size,
        state.st_mtime,
        read_metadata(path) if path.suffix == ".safetensors" else {},
        kind == "trained" and run_folder.is_alive(path.parent),
    )


def _given_name(path: Path) -> str:
    try:
        with name_file(path).open(encoding="utf-8") as stream:
            return " ".join(stream.read(_LONGEST_NAME).split())
    except (OSError, ValueError):
        return ""
