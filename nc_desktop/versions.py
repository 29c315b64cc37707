"""What this program is made of, in facts that a report of an error needs."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from dataclasses import dataclass

import PySide6
from PySide6.QtCore import qVersion

import neurocorrelator as nc

_PACKAGES = ("torch", "numpy", "rasterio", "pyproj", "pyqtgraph")


@dataclass(frozen=True, slots=True)
class Version:
    """A part of the program and its version."""

    name: str
    version: str


def known_versions() -> tuple[Version, ...]:
    """All that can be told at once: nothing is loaded for it.

    GDAL and PROJ are named once rasterio and pyproj were loaded by something else; `all_versions`
    loads them.
    """
    found = [
        Version("Neurocorrelator", nc.__version__),
        Version("Python", f"{platform.python_version()} ({platform.machine()})"),
        Version("System", platform.platform()),
        Version("Qt", f"{qVersion()} (PySide6 {PySide6.__version__})"),
    ]
    for name in _PACKAGES:
        try:
            found.append(Version(name, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            found.append(Version(name, "not installed"))
    # `sys.modules` and not `import`: a report must not wait for, or fail with, a library
    rasterio, pyproj = sys.modules.get("rasterio"), sys.modules.get("pyproj")
    gdal = getattr(rasterio, "__gdal_version__", "")
    proj = getattr(pyproj, "__proj_version__", "")
    if gdal:
        found.append(Version("GDAL", gdal))
    if proj:
        found.append(Version("PROJ", proj))
    return tuple(found)


def as_text(versions: tuple[Version, ...]) -> str:
    """One line each."""
    width = max(len(version.name) for version in versions)
    return "".join(f"{version.name:<{width}}  {version.version}\n" for version in versions)
