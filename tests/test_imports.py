"""What an import brings with it. import-linter cannot see whether an import is at module level."""

from __future__ import annotations

import subprocess
import sys

import pytest


def modules_after(statement: str) -> set[str]:
    """Top-level names in `sys.modules` of a fresh interpreter after a statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["neurocorrelator", "neurocorrelator.cli.app"])
def test_the_library_starts_without_qt_and_torch(module: str) -> None:
    loaded = modules_after(f"import {module}")
    assert "neurocorrelator" in loaded
    assert not loaded & {"torch", "torchvision", "PySide6", "pyqtgraph", "nc_desktop"}


def test_matching_needs_no_qt() -> None:
    loaded = modules_after("import neurocorrelator as nc; nc.match; nc.write_results")
    assert "neurocorrelator" in loaded
    assert not loaded & {"PySide6", "pyqtgraph", "nc_desktop"}


def test_the_window_opens_without_torch() -> None:
    loaded = modules_after("import nc_desktop.main_window")
    assert "PySide6" in loaded
    assert not loaded & {"torch", "torchvision"}


def test_every_public_name_is_there() -> None:
    code = "import neurocorrelator as nc\nfor name in nc.__all__: getattr(nc, name)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_importing_is_cheap() -> None:
    loaded = modules_after("import neurocorrelator, neurocorrelator.cli.entry")
    assert not loaded & {"numpy", "rasterio", "pandas", "pydantic", "typer"}
