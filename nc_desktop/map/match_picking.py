"""Selecting matches with the mouse on the map."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot

from nc_desktop.map.footprints_layer import FootprintsLayer
from nc_desktop.map.map_view import MapView
from nc_desktop.map.project_map import ProjectMap
from nc_desktop.model.layers import MatchesLayer
from nc_desktop.model.project import Project

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class MatchPicking(QObject):
    """A click selects the match under it, with Ctrl or Shift besides those that are selected.

    Where several lie on each other the smallest comes first, and each further click takes the next
    one. A rectangle that is dragged with Ctrl adds all that it touches.
    """

    picked = Signal()
    """A click found matches, or none: `under` is new."""

    def __init__(
        self, project: Project, view: MapView, project_map: ProjectMap, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._project, self._view, self._map = project, view, project_map
        self._under: tuple[int, ...] = ()
        view.clicked.connect(self._on_clicked)
        view.rectangle_dragged.connect(self._on_rectangle)
        view.cursor_moved.connect(self._on_cursor)
        view.cursor_left.connect(self._on_left)
        project.result_changed.connect(self._forget)
        project.filter_changed.connect(self._forget)

    @property
    def under(self) -> tuple[int, ...]:
        """Indices of the matches under the last click, the smallest first."""
        return self._under

    def take_next(self, step: int = 1) -> None:
        """Select another one of those under the last click."""
        selected = self._project.selected
        if self._under and selected in self._under:
            following = self._under.index(selected) + step
            self._project.select(self._under[following % len(self._under)])

    @Slot(float, float)
    def _on_clicked(self, col: float, row: float) -> None:
        adding = bool(self._view.modifiers & _ADDING)
        hits = self._hits(col, row)
        if not hits and not adding and self._look_elsewhere(col, row):
            hits = self._hits(col, row)
        self._under = tuple(hits)
        selected = self._project.findings.selected if self._project.findings is not None else ()
        if adding and hits:
            self._toggle(selected, hits)
        elif hits:
            current = self._project.selected
            following = hits.index(current) + 1 if current in hits else 0
            self._project.select(hits[following % len(hits)])
        elif not adding:
            self._project.select(None)
        self.picked.emit()

    def _toggle(self, selected: tuple[int, ...], hits: list[int]) -> None:
        free = [hit for hit in hits if hit not in selected]
        if free:
            self._project.select_all([*selected, free[0]])
        else:
            self._project.select_all(index for index in selected if index != hits[0])

    def _hits(self, col: float, row: float) -> list[int]:
        item = self._map.footprints_item
        return item.indices_at(col, row) if item is not None and item.isVisible() else []

    def _look_elsewhere(self, col: float, row: float) -> bool:
        """Make the topmost other run current that has a match here."""
        scene = self._project.scene_layer
        for layer in self._project.layers.of_kind(MatchesLayer):
            item = self._map.item(layer)
            if (
                isinstance(item, FootprintsLayer)
                and item.isVisible()
                and layer.findings.scene is scene
                and item.indices_at(col, row)
            ):
                self._project.set_current(layer.findings)
                return True
        return False

    @Slot(QRectF)
    def _on_rectangle(self, rect: QRectF) -> None:
        item, findings = self._map.footprints_item, self._project.findings
        if item is None or findings is None or not item.isVisible():
            return
        self._project.select_all((*findings.selected, *item.indices_in(rect)))

    @Slot(float, float)
    def _on_cursor(self, col: float, row: float) -> None:
        item = self._map.footprints_item
        if item is not None and item.isVisible():
            hits = item.indices_at(col, row) if self._view.tool is None else []
            item.set_hovered(hits[0] if hits else None)

    @Slot()
    def _on_left(self) -> None:
        item = self._map.footprints_item
        if item is not None:
            item.set_hovered(None)

    @Slot()
    def _forget(self) -> None:
        self._under = ()
        self.picked.emit()
