"""What all tests share: where the small files are, how hypothesis runs, no screen."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
if os.environ.get("TERM", "dumb") in {"dumb", "unknown"}:
    os.environ["TERM"] = "xterm"  # tests of the bar bring a terminal of their own

if "PYTEST_XDIST_WORKER" in os.environ:  # the processes share the cores
    os.environ.setdefault("OMP_NUM_THREADS", "1")

# As at a user's: Python keeps what it compiled. Else each program under test compiles torch anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Features that tests keep on disk are nobody's; the programs under test inherit the place.
_cache = tempfile.TemporaryDirectory(prefix="neurocorrelator-cache-", ignore_cleanup_errors=True)
os.environ["NEUROCORRELATOR_CACHE"] = _cache.name

# A job started in the background ignores Ctrl-C and would hand that on to the programs under test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "here",
    deadline=None,  # shared machines stall
    derandomize=bool(os.environ.get("CI")),  # a red CI must be red again
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("here")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """`tests/data`."""
    return Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def rasters_dir(data_dir: Path) -> Path:
    """`tests/data/rasters`."""
    return data_dir / "rasters"
