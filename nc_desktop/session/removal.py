"""Taking a layer away so that it can come back."""

from __future__ import annotations

from dataclasses import dataclass

from nc_desktop.model.findings import Findings
from nc_desktop.model.layers import (
    Layer,
    SceneLayer,
    scene_of,
)
from nc_desktop.model.project import Project
from nc_desktop.model.search_scope import SearchScope


@dataclass(frozen=True, eq=False)
class Removal:
    """The project as it was before.

    Attributes:
        project: the project.
        layers: all layers, the topmost first.
        gone: those of them that went: the layer, and what belongs to it.
        scene: the scene that was active.
        findings: those that were current.
        scope: where was to be searched.
    """

    project: Project
    layers: tuple[Layer, ...]
    gone: tuple[Layer, ...]
    scene: SceneLayer | None
    findings: Findings | None
    scope: SearchScope

    @classmethod
    def of(cls, layer: Layer, project: Project) -> Removal:
        """Take a layer away, and what belongs to it."""
        layers = tuple(project.layers)
        scene, findings, scope = project.scene_layer, project.findings, project.scope
        project.layers.remove(layer)
        gone = tuple(each for each in layers if each not in project.layers)
        return cls(project, layers, gone, scene, findings, scope)

    def undo(self) -> None:
        """Bring back what went, to its place among the layers that are there now."""
        layers = self.project.layers
        needed = {scene_of(layer) for layer in self.gone}  # they may have been removed since
        gone = [
            layer
            for layer in self.layers
            if layer not in layers and (layer in self.gone or layer in needed)
        ]
        # scenes first: the others are drawn in their pixels
        for layer in sorted(gone, key=lambda layer: not isinstance(layer, SceneLayer)):
            above = self.layers[: self.layers.index(layer)]
            place = max((layers.index(a) + 1 for a in above if a in layers), default=0)
            layers.insert(layer, place)
        if self.scene is not None and self.scene in gone:
            self.project.activate(self.scene)
        if self.findings is not None and self.project.findings is None:
            self.project.set_current(self.findings)
        if self.scope.area in gone:
            self.project.set_scope(self.scope)
