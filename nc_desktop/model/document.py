"""The document at one moment, what differs between two moments, and the way from one to the other.

The document is what is kept and what can be undone: templates, layers with their order, names and
looks, the scene that is searched, where and with what settings the next match searches, and what
the user says of matches. What is selected, filtered or seen is not part of it.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import neurocorrelator as nc
from nc_desktop.model.hand_made import HandMade
from nc_desktop.model.judgement import Judgement
from nc_desktop.model.layers import AreaLayer, HeatmapLayer, Layer, MatchesLayer, SceneLayer
from nc_desktop.model.match_options import MatchOptions
from nc_desktop.model.project import Project
from nc_desktop.model.search_scope import ScopeKind, SearchScope
from nc_desktop.model.templates import TemplateEntry

ScopeKey = tuple[ScopeKind, int | None]
"""The kind, and the key of the area's layer."""


@dataclass(frozen=True, eq=False)
class LayerState:
    """All of a layer that can be edited.

    Attributes:
        name: as `Layer.name`.
        style: frozen; of a heatmap without the template that is shown, which follows the selection.
        raster: of a scene.
        told_crs: of a scene.
        area: of an area.
        judgements: of the findings of a layer of matches.
        added: the matches among them that were made by hand.
    """

    name: str
    style: Any
    raster: nc.Raster | None = None
    told_crs: str = ""
    area: nc.SearchArea | None = None
    judgements: Mapping[int, Judgement] | None = None
    added: tuple[HandMade, ...] | None = None

    @classmethod
    def of(cls, layer: Layer) -> LayerState:
        """As it is now."""
        plain = cls(layer.name, _edited_style(layer))
        if isinstance(layer, SceneLayer):
            return replace(plain, raster=layer.raster, told_crs=layer.told_crs)
        if isinstance(layer, AreaLayer):
            return replace(plain, area=layer.area)
        if isinstance(layer, MatchesLayer):
            own = layer.findings
            return replace(plain, judgements=own.judgements, added=own.added)
        return plain

    def changed_fields(self, other: LayerState) -> frozenset[str]:
        """Names of what differs; fields of the style by their own names."""
        named = {"name"} if self.name != other.name else set()
        for field in fields(self.style):
            if getattr(self.style, field.name) != getattr(other.style, field.name):
                named.add(field.name)
        for name in ("raster", "area", "added"):
            if getattr(self, name) is not getattr(other, name):
                named.add(name)
        if self.told_crs != other.told_crs:
            named.add("told_crs")
        if self.judgements is not other.judgements and self.judgements != other.judgements:
            named.add("judgements")
        return frozenset(named)

    def give(self, layer: Layer) -> None:
        """Let a layer be as it was."""
        style = self.style
        if isinstance(layer, HeatmapLayer):
            style = replace(style, template=layer.style.template)
        layer.set_look(self.name, style)
        if isinstance(layer, SceneLayer) and self.raster is not None:
            if layer.raster is not self.raster or layer.told_crs != self.told_crs:
                layer.set_raster(self.raster, self.told_crs)
        elif isinstance(layer, AreaLayer) and self.area is not None:
            if layer.area is not self.area:
                layer.set_area(self.area)
        elif isinstance(layer, MatchesLayer) and self.judgements is not None:
            layer.findings.set_edits(self.added or (), self.judgements)


@dataclass(frozen=True, eq=False)
class DocumentState:
    """The document at one moment; holds the layers themselves, so it is not to be kept for long.

    Attributes:
        templates: the rows of the list.
        layers: by key, the topmost first; preliminary heatmaps are left out.
        active: key of the scene that is searched.
        options: settings of the next match.
        scope: where it searches.
    """

    templates: tuple[TemplateEntry, ...]
    layers: Mapping[int, tuple[Layer, LayerState]]
    active: int | None
    options: MatchOptions
    scope: ScopeKey

    @classmethod
    def of(cls, project: Project) -> DocumentState:
        """As it is now."""
        active, area = project.scene_layer, project.scope.area
        return cls(
            project.templates.entries,
            {layer.key: (layer, LayerState.of(layer)) for layer in project.layers if _kept(layer)},
            None if active is None else active.key,
            project.options,
            (project.scope.kind, None if area is None else area.key),
        )


@dataclass(frozen=True, eq=False)
class LayerChange:
    """A layer that was there before and is there after, but is another one in something."""

    layer: weakref.ref[Layer]
    key: int
    before: LayerState
    after: LayerState

    @property
    def fields(self) -> frozenset[str]:
        """What differs."""
        return self.before.changed_fields(self.after)


@dataclass(frozen=True, eq=False)
class Change:
    """What differs between two moments; None where nothing does. Pairs are (before, after).

    Attributes:
        came: layers that are new, with their state.
        went: layers that are gone, with their state.
        changed: layers that differ; they are not kept alive by this.
        orders: keys of all layers, the topmost first, where another one is above or below.
        templates: the rows.
        options: settings of the next match.
        scope: where it searches.
        active: key of the scene that is searched.
    """

    came: tuple[tuple[Layer, LayerState], ...] = ()
    went: tuple[tuple[Layer, LayerState], ...] = ()
    changed: tuple[LayerChange, ...] = ()
    orders: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    templates: tuple[tuple[TemplateEntry, ...], tuple[TemplateEntry, ...]] | None = None
    options: tuple[MatchOptions, MatchOptions] | None = None
    scope: tuple[ScopeKey, ScopeKey] | None = None
    active: tuple[int | None, int | None] | None = None

    @classmethod
    def between(cls, before: DocumentState, after: DocumentState) -> Change | None:
        """What differs; None if nothing does."""
        came = tuple(own for key, own in after.layers.items() if key not in before.layers)
        went = tuple(own for key, own in before.layers.items() if key not in after.layers)
        changed = []
        for key, (layer, state) in after.layers.items():
            former = before.layers.get(key)
            if former is not None and former[1].changed_fields(state):
                changed.append(LayerChange(weakref.ref(layer), key, former[1], state))
        orders = tuple(before.layers), tuple(after.layers)
        found = cls(
            came,
            went,
            tuple(changed),
            orders if orders[0] != orders[1] else None,
            _pair(before.templates, after.templates),
            _pair(before.options, after.options),
            _pair(before.scope, after.scope),
            _pair(before.active, after.active),
        )
        return found if found.parts else None

    @property
    def parts(self) -> frozenset[str]:
        """Names of what differs."""
        return frozenset(each.name for each in fields(self) if getattr(self, each.name))

    def is_void(self, project: Project) -> bool:
        """Whether a job took away all that it speaks of, so that to undo it does nothing."""
        keys = {layer.key for layer in project.layers}
        return self.parts == {"changed"} and all(each.key not in keys for each in self.changed)

    def followed_by(self, later: Change) -> Change | None:
        """Both as one, of changes of the same kind and the same layers; None if they undo it."""
        firsts = {each.key: each.before for each in self.changed}
        changed = tuple(
            replace(each, before=firsts[each.key])
            for each in later.changed
            if firsts[each.key].changed_fields(each.after)
        )
        options = None
        if self.options is not None and later.options is not None:
            options = _pair(self.options[0], later.options[1])
        both = Change(changed=changed, options=options)
        return both if both.parts else None


@dataclass(frozen=True, eq=False)
class Companions:
    """Layers that went because another one did, such as results of a scene: to come back with it.

    Attributes:
        layers: with their state.
        order: keys of all layers before they went, the topmost first.
    """

    layers: tuple[tuple[Layer, LayerState], ...] = ()
    order: tuple[int, ...] = ()


def apply(
    change: Change, project: Project, *, forward: bool, companions: Companions | None = None
) -> Companions:
    """Go from one moment to the other; what changed beside that stays as it is now.

    Args:
        change: between the two moments.
        project: that is at one of them.
        forward: from before to after; False goes back.
        companions: what the way in the other direction returned.

    Returns:
        What went beside that.
    """
    present = {layer.key: (layer, LayerState.of(layer)) for layer in project.layers}
    end = 1 if forward else 0
    leaving, coming = (change.went, change.came) if forward else (change.came, change.went)
    for layer, _ in reversed(leaving):  # results before the scene that they are of
        if layer in project.layers:
            project.layers.remove(layer)
    left = {layer.key for layer, _ in leaving}
    extra = tuple(
        own
        for key, own in present.items()
        if key not in left and own[0] not in project.layers and _kept(own[0])
    )
    order = change.orders[end] if change.orders is not None else ()
    _insert(project, coming, order)
    if companions is not None:
        _insert(project, companions.layers, companions.order)
    if change.orders is not None:
        _reorder(project, order)
    for each in change.changed:
        layer_now = each.layer()
        if layer_now is not None:
            (each.after if forward else each.before).give(layer_now)
    if change.templates is not None:
        project.templates.set_entries(change.templates[end])
    if change.options is not None:
        project.set_options(change.options[end])
    _choose(change, project, end)
    return Companions(extra, tuple(present))


def _insert(
    project: Project, kept: tuple[tuple[Layer, LayerState], ...], order: tuple[int, ...]
) -> None:
    """Bring layers back to their place among those that are there now."""
    layers = project.layers
    # scenes first: the others are drawn in their pixels
    for layer, state in sorted(kept, key=lambda own: not isinstance(own[0], SceneLayer)):
        if layer in layers:
            continue
        above = set(order[: order.index(layer.key)]) if layer.key in order else set()
        places = [layers.index(each) + 1 for each in layers if each.key in above]
        layers.insert(layer, max(places, default=0))
        state.give(layer)


def _reorder(project: Project, order: tuple[int, ...]) -> None:
    """Bring layers into an order; those that it does not name stay below the one above them."""
    layers = project.layers
    place = {key: index for index, key in enumerate(order)}
    known = sorted((layer for layer in layers if layer.key in place), key=lambda x: place[x.key])
    queue = iter(known)
    wanted = [next(queue) if layer.key in place else layer for layer in layers]
    for index, layer in enumerate(wanted):
        if layers.index(layer) != index:
            layers.move(layer, index)


def _choose(change: Change, project: Project, end: int) -> None:
    """The scene that is searched, the findings that are listed, and the scope."""
    by_key = {layer.key: layer for layer in project.layers}
    if change.active is not None:
        active = by_key.get(change.active[end] or 0)
        if isinstance(active, SceneLayer):
            project.activate(active)
    if project.findings is None:
        own = (m.findings for m in project.layers.of_kind(MatchesLayer))
        found = next((f for f in own if f.scene is project.scene_layer), None)
        project.set_current(found)
    if change.scope is not None:
        kind, key = change.scope[end]
        area = by_key.get(key or 0)
        if kind != "area":
            project.set_scope(SearchScope(kind))
        elif isinstance(area, AreaLayer):
            project.set_scope(SearchScope(kind, area))


def _kept(layer: Layer) -> bool:
    return not (isinstance(layer, HeatmapLayer) and layer.preliminary)


def _edited_style(layer: Layer) -> Any:
    if isinstance(layer, HeatmapLayer):
        return replace(layer.style, template="")
    return layer.style  # type: ignore[attr-defined]


def _pair(before: Any, after: Any) -> Any:
    return None if before is after or before == after else (before, after)
