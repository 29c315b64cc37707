"""The open document: a scene, the templates to look for in it, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc
from nc_desktop.model.display import Display
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.model.score_range import score_range
from nc_desktop.model.templates import TemplateList


@dataclass(frozen=True, slots=True)
class MatchInputs:
    """What a match is made with, beside the scene; equal ones give the same result.

    Attributes:
        options: the settings.
        templates: key, GSD and heading of each template that is looked for.
    """

    options: MatchOptions
    templates: tuple[tuple[int, float | None, float | None], ...]


class Project(QObject):
    """All that is open, with a signal for each part that changes. Lives on the Qt thread."""

    scene_changed = Signal()
    result_changed = Signal()
    selection_changed = Signal()
    options_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.templates = TemplateList(self)
        self.display = Display(self)
        self._scene: nc.Raster | None = None
        self._result: nc.MatchResult | None = None
        self._selected: int | None = None
        self._options = MatchOptions()
        self._made_with: MatchInputs | None = None
        self._score_ranges: dict[str, tuple[float, float] | None] = {}

    @property
    def scene(self) -> nc.Raster | None:
        """The raster to search in."""
        return self._scene

    @property
    def result(self) -> nc.MatchResult | None:
        """What the last match found in this scene."""
        return self._result

    @property
    def selected(self) -> int | None:
        """Index into `result.matches` of the match that table and map highlight."""
        return self._selected

    @property
    def selected_match(self) -> nc.Match | None:
        """The match that table and map highlight."""
        if self._result is None or self._selected is None:
            return None
        return self._result.matches[self._selected]

    @property
    def shown_score_map(self) -> nc.ScoreMap | None:
        """The score map that the heatmap shows."""
        maps = self._result.score_maps if self._result is not None else ()
        name = self.display.state.heatmap_template
        return next((score_map for score_map in maps if score_map.template == name), None)

    @property
    def shown_score_range(self) -> tuple[float, float] | None:
        """Scores at the ends of its colour bar; None if there is nothing to show."""
        score_map = self.shown_score_map
        if score_map is None:
            return None
        if score_map.template not in self._score_ranges:
            self._score_ranges[score_map.template] = score_range(score_map.values)
        return self._score_ranges[score_map.template]

    @property
    def options(self) -> MatchOptions:
        """Settings of the next match."""
        return self._options

    @property
    def inputs(self) -> MatchInputs:
        """What the next match would be made with."""
        listed = (entry for entry in self.templates.entries if entry.enabled)
        return MatchInputs(
            self._options,
            tuple((e.key, e.template.gsd_m, e.template.heading_deg) for e in listed),
        )

    @property
    def stale(self) -> bool:
        """Whether the result was made with other templates or settings than are chosen now."""
        return self._result is not None and self._made_with != self.inputs

    def set_scene(self, scene: nc.Raster) -> None:
        """Open another scene; results of the former go.

        The former is not closed here: a reader may be in the middle of a tile. Its files are closed
        with the last reference to it.
        """
        self.set_result(None)
        self._scene = scene
        self.scene_changed.emit()

    def set_result(
        self, result: nc.MatchResult | None, made_with: MatchInputs | None = None
    ) -> None:
        """Show what a match found, or nothing.

        Args:
            result: what was found.
            made_with: the `inputs` when the match began; None for those of now.
        """
        if result is None and self._result is None:
            return
        self._result = result
        self._made_with = made_with or self.inputs
        self._selected = None
        self._score_ranges.clear()
        names = [score_map.template for score_map in result.score_maps] if result else []
        self.display.update(heatmap_template=names[0] if names else None)
        self.result_changed.emit()
        self.selection_changed.emit()

    def select(self, index: int | None) -> None:
        """Highlight a match; its template's heatmap is shown with it."""
        if index == self._selected:
            return
        self._selected = index
        match = self.selected_match
        if match is not None:
            self.display.update(heatmap_template=match.template)
        self.selection_changed.emit()

    def set_options(self, options: MatchOptions) -> None:
        """Change the settings of the next match."""
        if options != self._options:
            self._options = options
            self.options_changed.emit()
