"""Work that is halted for a while, without giving up what it has done."""

from __future__ import annotations

import threading
import time

import neurocorrelator as nc

_LOOK_S = 0.1  # how often work that is halted looks whether it was cancelled


class Hold:
    """The computing thread halts at it between two tiles while it is held. For any thread."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        self._lock = threading.Lock()
        self._since: float | None = None
        self._waited = 0.0

    @property
    def held(self) -> bool:
        """Whether work halts, or will at its next tile."""
        return not self._free.is_set()

    @property
    def reached(self) -> bool:
        """Whether work has come here and halts."""
        with self._lock:
            return self._since is not None

    @property
    def waited_s(self) -> float:
        """Seconds that work has halted so far, in all."""
        with self._lock:
            halted = 0.0 if self._since is None else time.monotonic() - self._since
            return self._waited + halted

    def hold(self) -> None:
        """Let work halt when it comes here."""
        self._free.clear()

    def release(self) -> None:
        """Let it go on."""
        self._free.set()

    def wait(self, cancel: nc.CancelToken) -> None:
        """Halt here while it is held; the computing thread calls it.

        Raises:
            neurocorrelator.CancelledError: the token was set meanwhile.
        """
        if self._free.is_set():
            return
        with self._lock:
            self._since = time.monotonic()
        try:
            while not cancel.cancelled and not self._free.wait(_LOOK_S):
                pass
        finally:
            with self._lock:
                self._waited += time.monotonic() - (self._since or 0.0)
                self._since = None
        cancel.raise_if_cancelled()
