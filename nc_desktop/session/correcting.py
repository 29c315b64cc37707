"""Matches that the user makes by hand."""

from __future__ import annotations

from PySide6.QtCore import QObject

import neurocorrelator as nc
from nc_desktop.model.judgement import Footprint
from nc_desktop.model.project import Project
from nc_desktop.session.spoken import Spoken


class Correcting(Spoken):
    """Adds matches to the current findings, and takes them away again."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project

    @property
    def removable(self) -> tuple[int, ...]:
        """Of the selected matches those that were made by hand."""
        findings = self._project.findings
        if findings is None:
            return ()
        matches = findings.result.matches
        return tuple(i for i in findings.selected if matches[i].origin == "hand")

    def add(self, template: nc.Template, footprint: Footprint) -> None:
        """Add a match in the active scene, and select it.

        Args:
            template: the picture.
            footprint: where its corners lie, in pixels of the active scene.

        Raises:
            neurocorrelator.PlacementError: no picture can lie there.
        """
        project, scene = self._project, self._project.scene_layer
        if scene is None:
            return
        mirrored = nc.lies_mirrored(scene.raster.georeference)
        nc.hand_match(template, footprint, mirrored=mirrored)  # before anything is added
        findings = project.findings or project.findings_by_hand(scene)
        index = findings.add_by_hand(template, footprint, mirrored=mirrored)
        project.select(index)

    def remove(self) -> None:
        """Take the selected matches away that were made by hand."""
        project, findings = self._project, self._project.findings
        if findings is None or not self.removable:
            return
        findings.remove_by_hand(self.removable)
        layer = project.matches_layer
        nothing = not findings.result.matches and not findings.found.templates
        if nothing and layer is not None:  # it was there for them alone
            project.layers.remove(layer)
