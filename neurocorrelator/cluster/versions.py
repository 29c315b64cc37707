"""What must be the same on all machines, or the answer may be another."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("neurocorrelator", "torch", "numpy")


def own_versions() -> dict[str, str]:
    """Of this process, without loading the packages."""
    found = {"python": _release(platform.python_version())}
    for package in PACKAGES:
        try:
            found[package] = _plain(version(package))
        except PackageNotFoundError:
            found[package] = ""
    return found


def versions_of(packages: Mapping[str, object]) -> dict[str, str]:
    """The same of what a worker says of itself: `get_versions` of dask.distributed."""
    found = {"python": _release(str(packages.get("python", "")))}
    for package in PACKAGES:
        told = packages.get(package)
        found[package] = _plain(str(told)) if told else ""
    return found


def difference(own: Mapping[str, str], theirs: Mapping[str, str], worker: str) -> str:
    """What is wrong with a worker's versions, with both of each; empty where they are the same."""
    others = [
        f"{package} {theirs.get(package) or 'missing'} (here {here or 'missing'})"
        for package, here in own.items()
        if theirs.get(package, "") != here
    ]
    if not others:
        return ""
    return (
        f"the worker {worker} has {', '.join(others)}; the versions must be the same, install the"
        " same on all machines"
    )


def _release(text: str) -> str:
    """3.11 of 3.11.7: bug fixes change no number."""
    return ".".join(text.split(".")[:2])


def _plain(text: str) -> str:
    """2.11.0 of 2.11.0+cu130: which device it was built for does not matter."""
    return text.partition("+")[0]
