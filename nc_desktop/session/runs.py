"""The runs of each scene: one is shown, the others are kept to be looked at and compared."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from nc_desktop.model.findings import Findings
from nc_desktop.model.layers import HeatmapLayer, MatchesLayer, SceneLayer
from nc_desktop.model.project import Project
from nc_desktop.session.kept_looks import KeptLooks


class Runs(QObject):
    """Lists, shows and forgets runs. None of it is an edit that can be undone."""

    changed = Signal()
    """Other runs, or another one is shown."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        project.former.changed.connect(self.changed)
        project.layers.inserted.connect(self._on_layer)
        project.layers.removed.connect(self._on_layer)
        project.result_changed.connect(self.changed)

    def of(self, scene: SceneLayer) -> tuple[Findings, ...]:
        """All runs of a scene, the earliest first."""
        layers = self._project.layers.of_kind(MatchesLayer)
        shown = {m.findings.uid: m.findings for m in layers if m.findings.scene is scene}
        former = {each.uid: each for each in self._project.former.of(scene)}
        return tuple(sorted((former | shown).values(), key=lambda each: each.number))

    def scenes(self) -> tuple[SceneLayer, ...]:
        """Scenes that have two runs or more."""
        layers = self._project.layers.of_kind(SceneLayer)
        return tuple(layer for layer in layers if len(self.of(layer)) > 1)

    def find(self, uid: str) -> Findings | None:
        """A run of a scene that is open."""
        layers = self._project.layers.of_kind(SceneLayer)
        return next((r for layer in layers for r in self.of(layer) if r.uid == uid), None)

    def show(self, findings: Findings) -> None:
        """Lay a run over its scene in place of the one that is shown there."""
        project, scene = self._project, findings.scene
        if findings not in project.former:
            project.set_current(findings)
            return
        with project.unrecorded():
            looks = KeptLooks.of(project, scene, None)
            project.former.take(findings)
            project.put_results_away(scene)
            project.lay_results(findings)
            looks.give(project, findings)
        if scene is project.scene_layer:
            project.set_current(findings)

    def forget(self, findings: Findings) -> None:
        """Let go of a run that is not shown."""
        with self._project.unrecorded():
            self._project.former.take(findings)

    @Slot(object)
    def _on_layer(self, layer: object) -> None:
        if isinstance(layer, MatchesLayer | SceneLayer | HeatmapLayer):
            self.changed.emit()
