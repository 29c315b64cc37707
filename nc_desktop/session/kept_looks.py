"""A new result looks as the user made the former one look."""

from __future__ import annotations

from dataclasses import dataclass

from nc_desktop.model.findings import Findings
from nc_desktop.model.layers import (
    HeatmapLayer,
    HeatmapStyle,
    MatchesLayer,
    MatchesStyle,
    SceneLayer,
)
from nc_desktop.model.project import Project


@dataclass(frozen=True)
class KeptLooks:
    """Styles of the layers that a result replaces; None where there is none.

    Attributes:
        heatmap: of the preliminary heatmap if there is one, or else of the former one.
        matches: of the former matches.
        template: what of the preliminary heatmap the user looked at; empty if nothing.
    """

    heatmap: HeatmapStyle | None
    matches: MatchesStyle | None
    template: str = ""

    @classmethod
    def of(cls, project: Project, scene: SceneLayer, preliminary: HeatmapLayer | None) -> KeptLooks:
        """What to keep; to be asked for before the result replaces it."""
        heatmaps = [m for m in project.layers.of_kind(HeatmapLayer) if m.scene is scene]
        matches = [m for m in project.layers.of_kind(MatchesLayer) if m.findings.scene is scene]
        former = preliminary or (heatmaps[0] if heatmaps else None)
        return cls(
            former.style if former is not None else None,
            matches[0].style if matches else None,
            preliminary.style.template if preliminary is not None else "",
        )

    def give(self, project: Project, findings: Findings) -> None:
        """Let the layers of a result look so."""
        for heatmap in project.layers.of_kind(HeatmapLayer):
            if heatmap.findings is not findings:
                continue
            if self.heatmap is not None:
                heatmap.restyle(
                    visible=self.heatmap.visible,
                    opacity=self.heatmap.opacity,
                    colour_map=self.heatmap.colour_map,
                )
            if any(each.template == self.template for each in heatmap.score_maps):
                heatmap.restyle(template=self.template)
        for matches in project.layers.of_kind(MatchesLayer):
            if matches.findings is findings and self.matches is not None:
                matches.restyle(
                    visible=self.matches.visible,
                    opacity=self.matches.opacity,
                    best_only=self.matches.best_only,
                    labels=self.matches.labels,
                )
