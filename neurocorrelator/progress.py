"""Progress and cancelling: the one small interface that command line, window and notebook share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from neurocorrelator.errors import CancelledError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Stage = Literal[
    "templates",
    "statistics",
    "likelihoods",
    "scores",
    "candidates",
    "verification",
    "write",
    "probes",
    "overviews",
]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` units of one `stage`, and `fraction` of the whole job."""

    stage: Stage
    done: int
    total: int
    fraction: float


ProgressCallback = Callable[[Progress], None]
"""Called on the thread that computes, once a tile at most; must return quickly."""


Check = Callable[[], None]
"""Called several times a second by what computes long; raises CancelledError to stop it."""


def unchecked() -> None:
    """The `Check` of work that nobody can cancel."""


@dataclass(frozen=True, eq=False)
class PreviewPatch:
    """A part of a template's mean cosine that is computed, before there is a score.

    The values are final: each cell of each variant comes once, or again with the same value. Merged
    with `numpy.fmax` over all patches of a template they are its score map under `score: cosine`.

    Attributes:
        template: its name as in the result.
        row: first cell of the patch on the scene's stride-4 cell grid, that of `ScoreMap`.
        col: likewise.
        values: [rows, cols] mean cosine of the template centred there; NaN where no candidate may
            be, or where it is not computed yet.
    """

    template: str
    row: int
    col: int
    values: NDArray[np.float32]


PreviewCallback = Callable[[PreviewPatch], None]
"""Called on the thread that computes, once a tile and variant at most; must return quickly."""


class CancelToken:
    """A flag that any thread may set; the computing thread checks it several times a second."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next check; callable from any thread, any number of times."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """True once `cancel` was called."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Stop the job here.

        Raises:
            CancelledError: `cancel` was called.
        """
        if self._event.is_set():
            raise CancelledError("cancelled; nothing was written")
