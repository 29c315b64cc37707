"""What a job is, and what comes back when it fails."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import neurocorrelator as nc

# of torch, of oneDNN below it, and of C++
_MEMORY_WORDS = (
    "DefaultCPUAllocator",
    "could not create a primitive",
    "could not create a memory",
    "bad_alloc",
)

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
        out_of_memory: whether the machine's memory did not suffice.
    """

    message: str
    details: str = ""
    out_of_memory: bool = False

    @classmethod
    def of(cls, error: BaseException) -> JobError:
        """Describe an exception."""
        if isinstance(error, nc.NeurocorrelatorError):
            return cls(str(error))
        return cls(
            f"{type(error).__name__}: {error}".rstrip(": "),
            "".join(traceback.format_exception(error)),
            out_of_memory=_is_out_of_memory(error),
        )


def _is_out_of_memory(error: BaseException) -> bool:
    """Python's own error, numpy's, or torch's on the processor, which is a plain RuntimeError."""
    return isinstance(error, MemoryError) or any(words in str(error) for words in _MEMORY_WORDS)
