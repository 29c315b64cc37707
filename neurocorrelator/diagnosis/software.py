"""Versions of the packages, and whether they fit together."""

from __future__ import annotations

import importlib.metadata
import os
import platform

from neurocorrelator.diagnosis.child import Answer
from neurocorrelator.diagnosis.values import Diagnosis, Findings
from neurocorrelator.version import VERSION

SHOWN = (
    "torch",
    "torchvision",
    "numpy",
    "pandas",
    "rasterio",
    "pyproj",
    "pyogrio",
    "opencv-python-headless",
    "PySide6-Essentials",
    "pyqtgraph",
)
_OPENCV = (
    "opencv-python",
    "opencv-python-headless",
    "opencv-contrib-python",
    "opencv-contrib-python-headless",
)


def check_versions() -> Diagnosis:
    """Versions, and requirements of the program that are not met."""
    found = Findings("software")
    found.fact("neurocorrelator", VERSION)
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    found.fact("python", f"{platform.python_version()} on {system}")
    for name in SHOWN:
        version = _version(name)
        if version is not None:
            found.fact(name, version)
    for requirement, installed in _unmet():
        found.problem(
            f"{requirement} is needed, {installed} is installed",
            f'uv pip install "{requirement}"',
        )
    return found.done()


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _unmet() -> list[tuple[str, str]]:
    """Requirements that the installed version does not meet; what is missing does not load."""
    try:
        from packaging.requirements import Requirement

        wanted = [
            Requirement(text) for text in importlib.metadata.requires("neurocorrelator") or ()
        ]
    except (ImportError, importlib.metadata.PackageNotFoundError):
        return []  # packaging comes with other packages; without it only loading tells
    unmet = []
    for requirement in wanted:
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        installed = _version(requirement.name)
        if installed is not None and not requirement.specifier.contains(
            installed, prereleases=True
        ):
            unmet.append((f"{requirement.name}{requirement.specifier}", installed))
    return unmet


def judge_packages(answer: Answer) -> Diagnosis:
    """Packages that do not load."""
    found = Findings("software")
    if answer.error:
        found.problem(f"packages: {answer.error}", "install the program again")
    for name, why in answer.values.get("failed", {}).items():
        package = {"PIL": "pillow", "yaml": "pyyaml"}.get(name, name)
        found.problem(f"{name} does not load: {why}", f"uv pip install --reinstall {package}")
    return found.done()


def judge_opencv(answer: Answer) -> Diagnosis:
    """OpenCV: one wheel of it, without a Qt of its own."""
    found = Findings("software")
    wheels = [name for name in _OPENCV if _version(name) is not None]
    only = "uv pip install --reinstall opencv-python-headless"
    others = [name for name in wheels if name != "opencv-python-headless"]
    mend = f"uv pip uninstall {' '.join(wheels)}, then {only}" if others else only
    if answer.error:
        found.problem(f"OpenCV does not load: {answer.error}", mend)
    elif len(wheels) > 1:
        found.problem(
            f"{' and '.join(wheels)} are installed and overwrite each other's files", mend
        )
    elif answer.values.get("own_qt"):
        found.problem(
            "OpenCV brings a Qt of its own, which the window may load instead of PySide6's", mend
        )
    foreign = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH") or os.environ.get("QT_PLUGIN_PATH")
    if foreign:
        found.advice(
            f"Qt is told to load its plug-ins from {foreign}",
            "unset QT_PLUGIN_PATH and QT_QPA_PLATFORM_PLUGIN_PATH if the window does not start",
        )
    return found.done()
