"""A project as it is kept: plain frozen values, without any object that lives on the Qt thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import neurocorrelator as nc
from nc_desktop.model.findings import Findings, MatchInputs
from nc_desktop.model.hand_made import HandMade
from nc_desktop.model.judgement import Judgement
from nc_desktop.model.layers import (
    AreaLayer,
    AreaStyle,
    HeatmapLayer,
    HeatmapStyle,
    Layer,
    MatchesLayer,
    MatchesStyle,
    SceneLayer,
    SceneStyle,
)
from nc_desktop.model.match_filter import MatchFilter
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.model.project import Project
from nc_desktop.model.search_scope import Limits, ScopeKind, SearchScope
from nc_desktop.model.templates import TemplateEntry

_FILTER = fields(MatchFilter)


@dataclass(frozen=True, eq=False)
class KeptScene:
    """A layer of a scene. Keys of layers are unique within a project."""

    key: int
    name: str
    style: SceneStyle
    raster: nc.Raster
    told_crs: str = ""


@dataclass(frozen=True, eq=False)
class KeptArea:
    """A layer of an area of interest; `scene` is the key of the scene in whose pixels it is."""

    key: int
    name: str
    style: AreaStyle
    scene: int
    area: nc.SearchArea


@dataclass(frozen=True, eq=False)
class KeptHeatmap:
    """A layer of score maps."""

    key: int
    name: str
    style: HeatmapStyle


@dataclass(frozen=True, eq=False)
class KeptMatches:
    """A layer of footprints."""

    key: int
    name: str
    style: MatchesStyle


@dataclass(frozen=True, eq=False)
class KeptRun:
    """What one run found, with what the user says of it.

    Attributes:
        uid: of the run.
        number: of the run in its project.
        scene: key of the scene's layer.
        found: as it was found; without score maps while `maps_file` holds them.
        made_with: what it was made with.
        judgements: by the index of the match.
        filter: which matches are shown.
        heatmap: its layer of score maps, if it is shown and that was not removed.
        matches: its layer of footprints, likewise.
        maps_file: where the score maps are that were not read yet.
        added: the matches that were made by hand; `judgements` count them after those found.
    """

    uid: str
    number: int
    scene: int
    found: nc.MatchResult
    made_with: MatchInputs
    judgements: Mapping[int, Judgement]
    filter: MatchFilter
    heatmap: KeptHeatmap | None
    matches: KeptMatches | None
    maps_file: Path | None = None
    added: tuple[HandMade, ...] = ()

    @property
    def is_former(self) -> bool:
        """Whether it is not shown, as another run of its scene is."""
        return self.heatmap is None and self.matches is None


@dataclass(frozen=True, eq=False)
class KeptProject:
    """All of a project.

    Attributes:
        scenes, areas, runs: its layers.
        order: keys of all layers, the topmost first.
        templates: the rows of the list.
        former_names: as `TemplateList` has them.
        active: key of the scene that is searched.
        current: uid of the run that is listed.
        options: settings of the next match.
        scope: where it searches: the kind, and the key of the area.
        keeps_results: whether results of earlier runs stay.
        view: what the map shows, in pixels of the active scene; None for all of it.
    """

    scenes: tuple[KeptScene, ...] = ()
    areas: tuple[KeptArea, ...] = ()
    runs: tuple[KeptRun, ...] = ()
    order: tuple[int, ...] = ()
    templates: tuple[TemplateEntry, ...] = ()
    former_names: Mapping[str, tuple[int, str]] | None = None
    active: int | None = None
    current: str = ""
    options: MatchOptions = field(default_factory=MatchOptions)
    scope: tuple[ScopeKind, int | None] = ("scene", None)
    keeps_results: bool = False
    view: Limits | None = None

    @classmethod
    def of(
        cls,
        project: Project,
        view: Limits | None = None,
        maps_files: Mapping[str, Path] | None = None,
    ) -> KeptProject:
        """The project as it is now.

        Args:
            project: what is open.
            view: what the map shows.
            maps_files: by uid of a run, where its score maps are that were not read yet.
        """
        layers = [each for each in project.layers if not _is_preliminary(each)]
        scope, active, findings = project.scope, project.scene_layer, project.findings
        return cls(
            tuple(_scene(each) for each in layers if isinstance(each, SceneLayer)),
            tuple(
                KeptArea(each.key, each.name, each.style, each.scene.key, each.area)
                for each in layers
                if isinstance(each, AreaLayer)
            ),
            _runs(layers, maps_files or {}) + _former_runs(project, maps_files or {}),
            tuple(each.key for each in layers),
            project.templates.entries,
            project.templates.former_names,
            None if active is None else active.key,
            "" if findings is None else findings.uid,
            project.options,
            (scope.kind, None if scope.area is None else scope.area.key),
            project.keep_former_results,
            view if active is not None else None,
        )

    def open_in(self, project: Project) -> dict[str, Findings]:
        """Replace all that is open by this; returns the findings of each run."""
        project.clear()
        project.keep_former_results = self.keeps_results
        project.templates.begin_anew(self.templates, self.former_names or {})
        layers: dict[int, Layer] = {}
        # the one that is searched first: all else is drawn in its pixels
        for scene in sorted(self.scenes, key=lambda each: each.key != self.active):
            layer = SceneLayer(scene.raster, told_crs=scene.told_crs)
            layer.set_look(scene.name, scene.style)
            layers[scene.key] = layer
            project.insert_scene(layer, self._place(scene.key, layers))
            if scene.key == self.active:
                project.activate(layer)
        findings = {run.uid: self._open_run(run, project, layers) for run in self.runs}
        for area in self.areas:
            beneath = layers[area.scene]
            assert isinstance(beneath, SceneLayer)  # noqa: S101 - the reader checked it
            added = AreaLayer(area.name, beneath, area.area)
            added.set_look(area.name, area.style)
            layers[area.key] = added
            project.layers.insert(added, self._place(area.key, layers))
        kind, key = self.scope
        chosen = layers.get(key or 0)
        project.set_scope(SearchScope(kind, chosen if isinstance(chosen, AreaLayer) else None))
        project.set_options(self.options)
        project.set_current(findings.get(self.current))
        return findings

    def _open_run(self, run: KeptRun, project: Project, layers: dict[int, Layer]) -> Findings:
        scene = layers[run.scene]
        assert isinstance(scene, SceneLayer)  # noqa: S101 - the reader checked it
        findings = Findings(run.found, scene, run.made_with, run.number, uid=run.uid)
        findings.set_edits(run.added, run.judgements)
        project.count_runs(run.number)
        findings.set_filter(**{each.name: getattr(run.filter, each.name) for each in _FILTER})
        if run.heatmap is not None:
            heatmap = HeatmapLayer(run.heatmap.name, scene, findings)
            heatmap.set_look(run.heatmap.name, run.heatmap.style)
            layers[run.heatmap.key] = heatmap
            project.layers.insert(heatmap, self._place(run.heatmap.key, layers))
        if run.matches is not None:
            matches = MatchesLayer(run.matches.name, findings)
            matches.set_look(run.matches.name, run.matches.style)
            layers[run.matches.key] = matches
            project.layers.insert(matches, self._place(run.matches.key, layers))
        if run.is_former:
            project.former.add([findings])
        return findings

    def _place(self, key: int, layers: dict[int, Layer]) -> int:
        """Where a layer goes among those that are inserted already."""
        present = set(layers) - {key}
        return sum(each in present for each in self.order[: self.order.index(key)])


def _scene(layer: SceneLayer) -> KeptScene:
    return KeptScene(layer.key, layer.name, layer.style, layer.raster, layer.told_crs)


def _runs(layers: list[Layer], maps_files: Mapping[str, Path]) -> tuple[KeptRun, ...]:
    runs: dict[str, KeptRun] = {}
    for layer in layers:
        if not isinstance(layer, HeatmapLayer | MatchesLayer) or layer.findings is None:
            continue
        own = layer.findings
        run = runs.get(own.uid) or _run(own, maps_files)
        if isinstance(layer, HeatmapLayer):
            run = replace(run, heatmap=KeptHeatmap(layer.key, layer.name, layer.style))
        else:
            run = replace(run, matches=KeptMatches(layer.key, layer.name, layer.style))
        runs[own.uid] = run
    return tuple(runs.values())


def _former_runs(project: Project, maps_files: Mapping[str, Path]) -> tuple[KeptRun, ...]:
    open_now = project.layers
    former = (each for each in project.former.all if each.scene in open_now)
    return tuple(_run(each, maps_files) for each in former)


def _run(own: Findings, maps_files: Mapping[str, Path]) -> KeptRun:
    return KeptRun(
        own.uid,
        own.number,
        own.scene.key,
        own.found,
        own.made_with,
        own.judgements,
        own.filter,
        None,
        None,
        maps_files.get(own.uid),
        own.added,
    )


def _is_preliminary(layer: Layer) -> bool:
    return isinstance(layer, HeatmapLayer) and layer.preliminary
