"""Cutting templates out of a scene, and writing them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.jobs.job import Report


@dataclass(frozen=True, eq=False)
class CutJob:
    """Read what was drawn from the file of a scene.

    Attributes:
        scene: where to cut.
        outline: corners (col, row) in pixels of that scene.
        name: what to call the template.
    """

    scene: nc.Raster
    outline: tuple[tuple[float, float], ...]
    name: str

    def run(self, report: Report, cancel: nc.CancelToken) -> nc.TemplateCut:
        """Cut it; see `neurocorrelator.cut_template` for what it raises."""
        return nc.cut_template(self.scene, self.outline, name=self.name)


@dataclass(frozen=True, eq=False)
class SaveTemplateJob:
    """Write a template as a picture, in its place on the ground where that is known."""

    template: nc.Template
    georeference: nc.Georeference | None
    path: Path

    def run(self, report: Report, cancel: nc.CancelToken) -> Path:
        """Write the file and what belongs to it, all or nothing.

        Raises:
            neurocorrelator.OutputError: it cannot be written.
        """
        nc.write_map_picture(
            self.template.rgb,
            self.georeference or nc.Georeference(),
            self.path,
            mask=self.template.mask,
        )
        return self.path
