"""Where the program starts: light to import, so that Ctrl-C is understood from the beginning."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Load the command line and run it; Ctrl-C while it loads ends like any other one."""
    before = signal.signal(signal.SIGINT, _quit)
    from neurocorrelator.cli.app import main as run  # takes a second: NumPy, GDAL, pandas

    signal.signal(signal.SIGINT, before)
    run()


def _quit(number: int, frame: FrameType | None) -> None:
    """Not an exception: in the middle of an import a library may swallow or change it."""
    sys.stderr.write("interrupted; nothing was written\n")
    sys.stderr.flush()
    os._exit(130)
