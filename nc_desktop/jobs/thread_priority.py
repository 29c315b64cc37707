"""Lets a computing thread step back behind the one that draws the window."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

from PySide6.QtCore import QThread

_NICER = 5  # steps of 19
_LEAST = 19


def yield_to_others(thread: QThread) -> None:
    """Lower the priority of the thread that calls.

    On Linux a thread has a niceness of its own, and the threads that torch's OpenMP starts from it
    inherit it: so this must come before the first computation.

    Args:
        thread: the thread itself, for the systems on which Qt can do it.
    """
    if sys.platform == "linux":
        own = threading.get_native_id()
        with suppress(OSError):  # a sandbox may forbid it; then it computes as before
            nice = os.getpriority(os.PRIO_PROCESS, own) + _NICER
            os.setpriority(os.PRIO_PROCESS, own, min(nice, _LEAST))
    else:
        thread.setPriority(QThread.Priority.LowPriority)
