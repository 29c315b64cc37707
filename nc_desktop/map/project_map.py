"""Keeps the map in step with the project."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QPointF, QRectF, Slot
from PySide6.QtGui import QPolygonF, QTransform

import neurocorrelator as nc
from nc_desktop.map.colour_maps import lookup_table
from nc_desktop.map.footprints_layer import Footprint
from nc_desktop.map.map_view import MapView
from nc_desktop.map.tile_source import RasterSource, ScoreMapSource
from nc_desktop.model.project import Project


class ProjectMap(QObject):
    """Turns what the project says into layers of the map, and clicks into selections."""

    def __init__(self, project: Project, view: MapView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._view = project, view
        self._shown_heatmap: tuple[nc.ScoreMap, str] | None = None
        project.scene_changed.connect(self._on_scene)
        project.result_changed.connect(self._on_display)
        project.selection_changed.connect(self._show_footprints)
        project.display.changed.connect(self._on_display)
        view.clicked.connect(self._on_clicked)

    def refresh(self) -> None:
        """Write the labels again, in the numbers of the language in force."""
        self._show_footprints()

    def zoom_to_selection(self) -> None:
        """Show the selected match with its surroundings."""
        match = self._project.selected_match
        if match is not None:
            corners = [QPointF(col, row) for col, row in match.footprint]
            self._view.zoom_to(QRectF(QPolygonF(corners).boundingRect()))

    @Slot()
    def _on_scene(self) -> None:
        scene = self._project.scene
        self._view.set_scene(RasterSource(scene) if scene is not None else None)

    @Slot()
    def _on_display(self) -> None:
        self._show_heatmap()
        self._show_footprints()

    def _show_heatmap(self) -> None:
        state, result = self._project.display.state, self._project.result
        layer = self._view.heatmap_layer
        layer.setOpacity(state.opacity)
        layer.setVisible(state.heatmap and result is not None)
        score_map = self._project.shown_score_map
        wanted = None if score_map is None else (score_map, state.colour_map)
        if wanted == self._shown_heatmap:
            return
        self._shown_heatmap = wanted
        limits = self._project.shown_score_range
        if result is None or score_map is None or limits is None:
            self._view.set_heatmap(None)
            return
        source = ScoreMapSource(score_map.values, *limits, lookup_table(state.colour_map))
        self._view.set_heatmap(source, placement(score_map, result.scene.georeference))

    @Slot()
    def _show_footprints(self) -> None:
        state, result = self._project.display.state, self._project.result
        selected = self._project.selected
        footprints = []
        if result is not None and state.footprints:
            locale = QLocale()
            for index, match in enumerate(result.matches):
                if state.best_only and match.rank > 1 and index != selected:
                    continue
                footprints.append(
                    Footprint(
                        index=index,
                        corners=match.footprint,
                        centre=match.centre,
                        label=f"{match.rank} · {locale.toString(match.score, 'f', 2)}",
                        colour=self._project.templates.colour_of(match.template),
                        best=match.rank == 1,
                    )
                )
        self._view.set_footprints(footprints, selected)

    @Slot(float, float)
    def _on_clicked(self, col: float, row: float) -> None:
        """Select the smallest footprint here; another click takes the next one under it."""
        hits = self._view.footprints_layer.indices_at(col, row)
        if not hits:
            self._project.select(None)
            return
        selected = self._project.selected
        following = hits.index(selected) + 1 if selected in hits else 0
        self._project.select(hits[following % len(hits)])


def placement(score_map: nc.ScoreMap, scene: nc.Georeference) -> QTransform:
    """Cells of a score map to pixels of the scene, by way of the ground."""
    t = ~scene.transform * score_map.georeference.transform
    return QTransform(t.a, t.d, t.b, t.e, t.c, t.f)
