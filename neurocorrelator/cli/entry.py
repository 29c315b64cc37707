"""Where the program starts: light to import, so that Ctrl-C is understood from the beginning."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Load the command line and run it.

    Ctrl-C ends it at once where no job is under way; a job has a handler of its own for its time.
    """
    signal.signal(signal.SIGINT, _quit)
    try:
        from neurocorrelator.cli.app import main as run  # takes a second: NumPy, GDAL, pandas
    except Exception as error:  # noqa: BLE001 (a damaged package raises anything)
        sys.exit(_without_packages(error))
    run()


def _without_packages(error: Exception) -> int:
    """The exit code where a package does not load: `doctor` still works, the rest says so."""
    if sys.argv[1:2] == ["doctor"]:
        from neurocorrelator.cli import doctor_report

        return doctor_report.run(as_json="--json" in sys.argv[2:])
    told = " ".join(f"{type(error).__name__}: {error}".split())
    sys.stderr.write(f"error: {told}; run `neurocorrelator doctor`, which tells the fix\n")
    return 1


def _quit(number: int, frame: FrameType | None) -> None:
    """Not an exception: in the middle of an import a library may swallow or change it."""
    sys.stderr.write("interrupted; nothing was written\n")
    sys.stderr.flush()
    os._exit(130)
