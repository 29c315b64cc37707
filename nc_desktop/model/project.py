"""The open document: layers, the templates to look for, and what was found."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal, Slot

import neurocorrelator as nc
from nc_desktop.model.carried_judgements import carry_judgements
from nc_desktop.model.findings import Findings, MatchInputs
from nc_desktop.model.former_runs import FormerRuns
from nc_desktop.model.hand_made import ranked_after
from nc_desktop.model.layer_list import LayerList
from nc_desktop.model.layers import (
    AreaLayer,
    HeatmapLayer,
    Layer,
    MatchesLayer,
    SceneLayer,
    scene_of,
)
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.model.search_scope import SearchScope
from nc_desktop.model.templates import TemplateList


class Project(QObject):
    """All that is open, with a signal for each part that changes. Lives on the Qt thread.

    One scene is the *active* one: it is searched, its pixels are the units of the map, and the
    coordinates shown are in its CRS. One set of findings is the *current* one: that of the active
    scene which the table lists.
    """

    scene_changed = Signal()
    """Another scene is active, or the active one has another raster."""
    result_changed = Signal()
    """Other findings are current."""
    filter_changed = Signal()
    """Other matches of the current findings are shown."""
    selection_changed = Signal()
    """Other matches of the current findings are selected."""
    options_changed = Signal()
    """The next match is made with other settings, or in another scope."""
    judged = Signal()
    """The user says something else of matches of the current findings."""
    kept_for_judgements = Signal(object, int)
    """`Findings` that a later run did not replace, and how many of their judged matches it did not
    find again."""
    unrecorded_begins = Signal()
    """What changes from now on is no edit of the user."""
    unrecorded_ends = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.templates = TemplateList(self)
        self.layers = LayerList(self)
        self.former = FormerRuns(self)
        self._scene: SceneLayer | None = None
        self._findings: Findings | None = None
        self.default_options = MatchOptions()
        self._options = self.default_options
        self._scope = SearchScope()
        self._runs = 0
        self.keep_former_results = False
        self.layers.removed.connect(self._on_removed)

    @contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Changes inside are a job's, not the user's: nobody can undo them."""
        self.unrecorded_begins.emit()
        try:
            yield
        finally:
            self.unrecorded_ends.emit()

    @property
    def scene_layer(self) -> SceneLayer | None:
        """The active scene."""
        return self._scene

    @property
    def scene(self) -> nc.Raster | None:
        """The raster to search in: that of the active scene."""
        return self._scene.raster if self._scene is not None else None

    @property
    def findings(self) -> Findings | None:
        """The current findings."""
        return self._findings

    @property
    def result(self) -> nc.MatchResult | None:
        """The result of the current findings."""
        return self._findings.result if self._findings is not None else None

    @property
    def selected(self) -> int | None:
        """Index into `result.matches` of the match whose details are shown."""
        return self._findings.current if self._findings is not None else None

    @property
    def selected_match(self) -> nc.Match | None:
        """The match whose details are shown."""
        result, index = self.result, self.selected
        return None if result is None or index is None else result.matches[index]

    @property
    def heatmap(self) -> HeatmapLayer | None:
        """The heatmap of the current findings, or the preliminary one of the active scene."""
        layers = self.layers.of_kind(HeatmapLayer)
        own = (m for m in layers if m.findings is self._findings and m.scene is self._scene)
        return next(own, None)

    @property
    def matches_layer(self) -> MatchesLayer | None:
        """The layer of the current findings."""
        layers = self.layers.of_kind(MatchesLayer)
        return next((layer for layer in layers if layer.findings is self._findings), None)

    @property
    def options(self) -> MatchOptions:
        """Settings of the next match."""
        return self._options

    @property
    def scope(self) -> SearchScope:
        """Where the next match searches."""
        return self._scope

    @property
    def inputs(self) -> MatchInputs:
        """What the next match would be made with."""
        return self.inputs_in(self._scene)

    def inputs_in(self, scene: SceneLayer | None) -> MatchInputs:
        """What a match in a scene would be made with now."""
        raster = None if scene is None else scene.raster
        listed = [entry for entry in self.templates.entries if entry.enabled]
        return MatchInputs(
            self._options,
            tuple((e.key, e.template.gsd_m, e.template.heading_deg) for e in listed),
            self._scope.key,
            () if raster is None else (raster.bands, raster.stretch, raster.georeference),
            tuple((entry.key, entry.polygons) for entry in listed if entry.polygons),
        )

    @property
    def stale(self) -> bool:
        """Whether the result was made with other inputs than the next match would be."""
        own = self._findings
        searched = own is not None and bool(own.found.templates or own.found.failures)
        return own is not None and searched and own.made_with != self.inputs

    def add_scene(
        self, raster: nc.Raster, *, active: bool = True, on_top: bool = False
    ) -> SceneLayer:
        """Lay a raster over the scenes that are open, below all else, and make it the active one.

        A file that is open already is made the active one instead.

        Args:
            raster: the file.
            active: False lays it below the other scenes and leaves the active one.
            on_top: lay it over the other scenes nevertheless.
        """
        for layer in self.layers.of_kind(SceneLayer):
            if layer.raster.path == raster.path:
                layer.set_raster(raster, "")  # in the file's own CRS again
                if active:
                    self.activate(layer)
                return layer
        layer = SceneLayer(raster)
        scenes = self.layers.of_kind(SceneLayer) if active or on_top else []
        self.insert_scene(layer, self.layers.index(scenes[0]) if scenes else len(self.layers))
        if active or self._scene is None:
            self.activate(layer)
        return layer

    def clear(self) -> None:
        """Close all that is open; settings of the match are the defaults again."""
        self.set_current(None)
        for layer in reversed(self.layers.of_kind(SceneLayer)):
            if layer is not self._scene:
                self.layers.remove(layer)
        for rest in self.layers:
            if rest in self.layers:
                self.layers.remove(rest)
        self.former.forget()
        self.templates.begin_anew((), {})
        self.set_scope(SearchScope())
        self.set_options(self.default_options)
        self._runs = 0

    def insert_scene(self, layer: SceneLayer, index: int) -> None:
        """Lay a scene at a place among the layers, 0 at the top."""
        self.layers.insert(layer, index)
        layer.raster_changed.connect(self._on_raster_changed)

    def count_runs(self, number: int) -> None:
        """The next run gets a number above this one."""
        self._runs = max(self._runs, number)

    def activate(self, layer: SceneLayer | None) -> None:
        """Search in this scene from now on, and list what was found in it."""
        if layer is self._scene:
            return
        self._scene = layer
        self.scene_changed.emit()
        found = [m.findings for m in self.layers.of_kind(MatchesLayer) if m.findings.scene is layer]
        self.set_current(found[0] if found else None)

    def add_result(
        self,
        result: nc.MatchResult,
        made_with: MatchInputs | None = None,
        scene: SceneLayer | None = None,
    ) -> Findings:
        """Lay what a match found over its scene, in place of earlier findings unless they stay.

        What the user made by hand among them stays, and is listed after what was found now.

        What the user said of a place is said of it again. Findings with judged matches that are not
        found again stay, of which only the judged ones are shown.

        Args:
            result: what was found.
            made_with: the `inputs` when the match began; None for those of now.
            scene: the layer that was searched; None for the active one.

        Raises:
            ValueError: no scene is open.
        """
        searched = scene or self._scene
        if searched is None:
            raise ValueError("a result needs the scene that was searched")
        former = [
            layer.findings
            for layer in self.layers.of_kind(MatchesLayer)
            if layer.findings.scene is searched
        ]
        self._runs += 1
        findings = Findings(result, searched, made_with or self.inputs, self._runs)
        if not self.keep_former_results:
            made_by_hand = [made for each in former for made in each.placed_by_hand]
            findings.set_edits(ranked_after(result.matches, made_by_hand), {})
        lost = carry_judgements(former, findings)
        if not self.keep_former_results:
            self.put_results_away(searched, but=lost)
            self.former.drop_maps(searched)
            for each in self.former.of(searched):
                if not (each.found.templates or each.found.failures):
                    self.former.take(each)  # all of it was made by hand, and goes on in this one
        self.lay_results(findings)
        if searched is self._scene:
            self.set_current(findings)
        if not self.keep_former_results:
            for kept, missing in lost.items():
                decided = all(kept.judgement(index).decision for index in missing)
                by_hand = range(len(kept.found.matches), len(kept.result.matches))
                kept.remove_by_hand(set(by_hand).difference(missing))  # they are in this one now
                if decided:  # none has words only
                    kept.set_filter(decisions=frozenset({"accepted", "rejected"}))
                self.kept_for_judgements.emit(kept, len(missing))
        return findings

    def lay_results(self, findings: Findings) -> None:
        """Make the layers of findings; there is none of score maps where these are forgotten."""
        if findings.result.score_maps or self.former.keeps_maps(findings):
            self.layers.insert(HeatmapLayer("", findings.scene, findings))
        self.layers.insert(MatchesLayer("", findings))

    def put_results_away(self, scene: SceneLayer, but: Container[Findings] = ()) -> None:
        """Take away the layers of what was found in a scene; the findings are former runs now.

        The matches of some runs may stay.
        """
        shown = [m.findings for m in self.layers.of_kind(MatchesLayer) if m.findings.scene is scene]
        self.remove_results(scene, but)
        self.former.add(each for each in shown if each not in but)

    def findings_by_hand(self, scene: SceneLayer) -> Findings:
        """Findings of no search, for matches that are made by hand where nothing was searched."""
        self._runs += 1
        nothing = nc.MatchResult(scene.raster, (), (), (), nc.MatchConfig(), {})
        findings = Findings(nothing, scene, self.inputs, self._runs)
        self.former.note_mapless(findings)
        self.lay_results(findings)
        if scene is self._scene:
            self.set_current(findings)
        return findings

    def remove_results(self, scene: SceneLayer, but: Container[Findings] = ()) -> None:
        """Take away what was found in a scene, but for the matches of some runs."""
        for heatmap in self.layers.of_kind(HeatmapLayer):
            if heatmap.findings is not None and heatmap.scene is scene:
                self.layers.remove(heatmap)
        for matches in self.layers.of_kind(MatchesLayer):
            if matches.findings.scene is scene and matches.findings not in but:
                self.layers.remove(matches)

    def set_current(self, findings: Findings | None) -> None:
        """List these findings in the table."""
        if findings is self._findings:
            return
        if self._findings is not None:
            self._findings.selection_changed.disconnect(self._on_selection)
            self._findings.filter_changed.disconnect(self.filter_changed)
            self._findings.judged.disconnect(self.judged)
            self._findings.added_changed.disconnect(self.result_changed)
        self._findings = findings
        if findings is not None:
            findings.selection_changed.connect(self._on_selection)
            findings.filter_changed.connect(self.filter_changed)
            findings.judged.connect(self.judged)
            findings.added_changed.connect(self.result_changed)
        self.result_changed.emit()
        self.selection_changed.emit()

    def select(self, index: int | None) -> None:
        """Highlight one match of the current findings, or none."""
        self.select_all(() if index is None else (index,))

    def select_all(self, indices: Iterable[int]) -> None:
        """Highlight several matches of the current findings; the last one's details are shown."""
        if self._findings is not None:
            self._findings.select(indices)

    def set_options(self, options: MatchOptions) -> None:
        """Change the settings of the next match."""
        if options != self._options:
            self._options = options
            self.options_changed.emit()

    def set_scope(self, scope: SearchScope) -> None:
        """Change where the next match searches."""
        if (scope.kind, scope.area) != (self._scope.kind, self._scope.area):
            if self._scope.area is not None:
                self._scope.area.area_changed.disconnect(self.options_changed)
            if scope.area is not None:
                scope.area.area_changed.connect(self.options_changed)
            self._scope = scope
            self.options_changed.emit()

    def _on_selection(self) -> None:
        match, heatmap = self.selected_match, self.heatmap
        if match is not None and heatmap is not None:
            heatmap.restyle(template=match.template)
        self.selection_changed.emit()

    @Slot()
    def _on_raster_changed(self) -> None:
        layer = self.sender()
        if not isinstance(layer, SceneLayer):
            return
        raster = layer.raster
        for matches in self.layers.of_kind(MatchesLayer):
            searched = matches.findings.result.scene
            if matches.findings.scene is layer and (searched.width, searched.height) != (
                raster.width,
                raster.height,
            ):  # the file holds another picture by now: its pixels are not those of the matches
                self.remove_results(layer)
                self.former.forget(layer)
                break
        if layer is self._scene:
            self.scene_changed.emit()

    def _on_removed(self, layer: Layer) -> None:
        """What belongs to a layer goes with it."""
        if isinstance(layer, AreaLayer) and self._scope.area is layer:
            self.set_scope(SearchScope())
        if isinstance(layer, MatchesLayer) and layer.findings is self._findings:
            rest = [m.findings for m in self.layers.of_kind(MatchesLayer)]
            own = [findings for findings in rest if findings.scene is self._scene]
            self.set_current(own[0] if own else None)
        if isinstance(layer, SceneLayer):
            for other in self.layers:
                if scene_of(other) is layer:
                    self.layers.remove(other)
            if layer is self._scene:
                scenes = self.layers.of_kind(SceneLayer)
                self.activate(scenes[0] if scenes else None)
