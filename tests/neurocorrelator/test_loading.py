"""The library's names are loaded when they are used first, by whatever thread."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOAD_AT_ONCE = """
import sys, threading
import neurocorrelator as nc
names = ("MatchConfig", "Raster", "Template", "write_csv", "find_crs", "parse_rotations")
ready, failed = threading.Barrier(len(names)), []
def load(name):
    ready.wait()
    try:
        getattr(nc, name)
    except Exception as error:
        failed.append(f"{name}: {error!r}")
threads = [threading.Thread(target=load, args=(name,)) for name in names]
for thread in threads: thread.start()
for thread in threads: thread.join()
sys.exit("; ".join(failed) or 0)
"""


@pytest.mark.parametrize("attempt", range(3))
def test_threads_that_load_it_at_once_do_not_see_half_of_it(attempt: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOAD_AT_ONCE],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
