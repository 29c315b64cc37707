"""The demonstration that ships with the program: a real orthophoto and real drone photographs."""

from __future__ import annotations

from pathlib import Path

from neurocorrelator.rasters.template import Template
from neurocorrelator.rasters.template_table import TemplateTable
from neurocorrelator.resources import resource_path


def demo_inputs() -> tuple[Path, list[Template]]:
    """The demonstration's scene and its templates, with GSD and heading.

    Raises:
        NeurocorrelatorError: a file of the demonstration is damaged.
    """
    folder = resource_path("demo")
    rows = TemplateTable.read(folder / "templates.csv").rows
    return folder / "brighton_ortho_utm15n.tif", [row.open() for row in rows]
