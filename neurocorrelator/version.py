"""The program's own version."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("neurocorrelator")
except PackageNotFoundError:  # a checkout that was never installed
    VERSION = "0+unknown"
