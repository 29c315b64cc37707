"""Progress and cancelling: the one small interface that command line, window and notebook share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from neurocorrelator.errors import CancelledError

Stage = Literal["templates", "statistics", "likelihoods", "scores", "candidates", "write"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` units of one `stage`, and `fraction` of the whole job."""

    stage: Stage
    done: int
    total: int
    fraction: float


ProgressCallback = Callable[[Progress], None]
"""Called on the thread that computes, once a tile at most; must return quickly."""


class CancelToken:
    """A flag that any thread may set and the computing thread checks once a tile."""

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
