"""What a job is, and what comes back when it fails."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import neurocorrelator as nc

Report = Callable[[nc.Progress], None]


class Job(Protocol):
    """A frozen request. It carries everything that it needs and touches no widget."""

    def run(self, report: Report, cancel: nc.CancelToken) -> object:
        """Do the work on the worker's thread.

        Raises:
            neurocorrelator.CancelledError: the token was set.
            Exception: anything else becomes a `JobError`.
        """


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job failed.

    Attributes:
        message: one line.
        details: the traceback of an unexpected error; empty for one that the user can act on.
    """

    message: str
    details: str = ""

    @classmethod
    def of(cls, error: BaseException) -> JobError:
        """Describe an exception."""
        if isinstance(error, nc.NeurocorrelatorError):
            return cls(str(error))
        return cls(
            f"{type(error).__name__}: {error}".rstrip(": "),
            "".join(traceback.format_exception(error)),
        )
