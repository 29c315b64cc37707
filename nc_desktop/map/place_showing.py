"""Goes to a match that a table elsewhere names, whichever scene is active."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from nc_desktop.map.map_view import MapView
from nc_desktop.map.project_map import ProjectMap
from nc_desktop.model.judgement import Footprint
from nc_desktop.model.layers import MatchesLayer, SceneLayer
from nc_desktop.model.project import Project

_AROUND = 3.0  # sides of the footprint that the map shows


@dataclass(frozen=True, eq=False)
class Place:
    """A match of some run.

    Attributes:
        scene: the layer that it is in.
        uid: of the run.
        index: of the match in it.
        footprint: where it was found, (col, row); it is there also when the run is shown no more.
    """

    scene: SceneLayer
    uid: str
    index: int
    footprint: Footprint


class PlaceShowing:
    """Makes a scene active, selects the match where its run is shown, and goes there."""

    def __init__(self, project: Project, project_map: ProjectMap, view: MapView) -> None:
        self._project, self._map, self._view = project, project_map, view

    def show(self, place: Place) -> bool:
        """Go to a match; returns whether its scene is still there."""
        project = self._project
        if not self._activate(place.scene):
            return False
        shown = (m.findings for m in project.layers.of_kind(MatchesLayer))
        findings = next((each for each in shown if each.uid == place.uid), None)
        if findings is not None and place.index in findings.shown:
            project.set_current(findings)
            project.select(place.index)
            self._map.zoom_to_selection()
            return True
        outline = QPolygonF([QPointF(*corner) for corner in place.footprint]).boundingRect()
        self._view.zoom_to(QRectF(outline), span=_AROUND)
        self._view.start_flash(outline.center().x(), outline.center().y())
        return True

    def show_scene(self, scene: SceneLayer) -> bool:
        """Go to all of a scene; returns whether it is still there."""
        if not self._activate(scene):
            return False
        self._map.zoom_to_layer(scene)
        return True

    def _activate(self, scene: SceneLayer) -> bool:
        if scene not in self._project.layers:
            return False
        self._project.activate(scene)
        if not scene.visible:
            scene.restyle(visible=True)
        return True
