"""What client and workers tell each other. Light to import: the scheduler reads these as well."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

if TYPE_CHECKING:
    from affine import Affine

    from neurocorrelator.config import Precision
    from neurocorrelator.features.scene_features import ScenePlan
    from neurocorrelator.features.survey import Place
    from neurocorrelator.features.template_features import TemplateCells
    from neurocorrelator.features.weights import Weights
    from neurocorrelator.rasters.stretch import Stretch

CallKind = Literal["survey", "count", "likelihoods", "qualities", "cells"]


@dataclass(frozen=True, slots=True)
class SceneSource:
    """A scene as a worker opens it.

    Attributes:
        path: the file, by the name that it has on all machines.
        file_bytes: its size, which tells another file of this name.
        bands: those shown.
        stretch: black and white points; None where values stay as they are.
        crs: WKT of its CRS, which a user may have told; None without one.
        transform: of its pixels.
        size: width and height.
    """

    path: str
    file_bytes: int
    bands: tuple[int, int, int]
    stretch: Stretch | None
    crs: str | None
    transform: Affine
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class LevelTask:
    """A scene at one working resolution: all that its cells are made of, the weights included.

    Attributes:
        source: the scene.
        reduce: scene pixels per working pixel.
        plan: how it is divided.
        weights: of the network: numbers, not a path, so that no worker has others.
        layer_weights: of the network's layers.
        device: setting; each worker resolves it for itself.
        precision: setting; likewise.
        cache_gib: of each worker's cache on disk.
        memory_mib: that each worker keeps cells in.
        threads: of each worker's torch; None for those that the worker was started with.
    """

    source: SceneSource
    reduce: float
    plan: ScenePlan
    weights: Weights
    layer_weights: tuple[float, float]
    device: str
    precision: Precision
    cache_gib: float
    memory_mib: int
    threads: int | None


@dataclass(frozen=True, slots=True)
class BatchTask:
    """The templates that share a reading of the scene."""

    templates: tuple[TemplateCells, ...]
    alpha: float
    bag: bool


@dataclass(frozen=True, slots=True)
class Packed:
    """Something that many calls need: sent once to each worker, and unpacked there once.

    Attributes:
        name: tells it from all others.
        versions: of the sender; a worker looks at them before it unpacks.
        pickled: what it is, as bytes that a scheduler need not understand.
    """

    name: str
    versions: Mapping[str, str]
    pickled: bytes

    @classmethod
    def of(cls, value: object, versions: Mapping[str, str]) -> Packed:
        """Pack a value."""
        return cls(uuid4().hex, versions, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def unpacked(self) -> Any:
        """The value."""
        return pickle.loads(self.pickled)  # noqa: S301 (a cluster trusts its members)


@dataclass(frozen=True, slots=True)
class Call:
    """A tile of a pass.

    Attributes:
        kind: which pass.
        tile: which tile, see `place_of`.
        inner: the rows and columns whose cells are wanted, where that is all.
    """

    kind: CallKind
    tile: Place
    inner: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call gave.

    Attributes:
        value: a part of the sum.
        worker: address of the one that keeps the tiles now.
        cached: tiles that its disk had.
        problem: why it cannot keep cells on disk; empty while all is well.
    """

    value: Any
    worker: str
    cached: int
    problem: str
