"""What an edit is called in the menu, such as *Undo remove 3 templates*."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from nc_desktop.model.document import Change
from nc_desktop.model.judgement import NO_JUDGEMENT
from nc_desktop.model.layers import AreaLayer, Layer, MatchesLayer
from nc_desktop.model.templates import TemplateEntry

Entries = tuple[TemplateEntry, ...]
_LOOK = frozenset({"stretch", "mode", "gamma", "colour_map", "limits", "colour"})


class EditTexts(QObject):
    """Names changes in the language in force; all begin in lower case, to follow a verb."""

    def of(self, change: Change) -> str:
        """The name of a change."""
        if change.came or change.went:
            return self._layers_came(change)
        if change.templates is not None:
            return self._templates(*change.templates)
        if change.changed:
            return self._changed(change)
        return self._of_search(change)

    def _of_search(self, change: Change) -> str:
        if change.orders is not None:
            return self.tr("order of the layers")
        if change.options is not None:
            return self.tr("settings of the match")
        if change.scope is not None:
            return self.tr("where to search")
        return self.tr("scene to search in")

    def _layers_came(self, change: Change) -> str:
        adds = bool(change.came)
        layers = [layer for layer, _ in (change.came or change.went)]
        templates = 0
        if change.templates is not None:
            templates = abs(len(change.templates[1]) - len(change.templates[0]))
        if templates and adds:
            return self.tr("open %n file(s)", "", templates + len(layers))
        if adds and all(isinstance(layer, MatchesLayer) for layer in layers):
            return self.tr("add match by hand")
        if all(isinstance(layer, AreaLayer) for layer in layers):
            return self.tr("add area") if adds else self.tr("remove area")
        return self.tr("add layer") if adds else self.tr("remove layer")

    def _templates(self, before: Entries, after: Entries) -> str:
        former = {entry.key: entry for entry in before}
        now = {entry.key: entry for entry in after}
        came, went = now.keys() - former.keys(), former.keys() - now.keys()
        if came:
            return self.tr("add %n template(s)", "", len(came))
        if went:
            return self.tr("remove %n template(s)", "", len(went))
        changed = [(former[k], e) for k, e in now.items() if e is not former[k]]
        if not changed:
            return self.tr("order of the templates")
        return self._of_templates(changed)

    def _of_templates(self, changed: list[tuple[TemplateEntry, TemplateEntry]]) -> str:
        differs: dict[str, Callable[[TemplateEntry], object]] = {
            "enabled": lambda entry: entry.enabled,
            "name": lambda entry: entry.template.name,
            "mask": lambda entry: id(entry.template.mask),
            "gsd": lambda entry: (entry.template.gsd_m, entry.template.known_from.gsd),
            "heading": lambda entry: (
                entry.template.heading_deg,
                entry.template.known_from.heading,
            ),
        }
        kinds = {name for name, of in differs.items() if any(of(a) != of(b) for a, b in changed)}
        texts: dict[str, Callable[[], str]] = {
            "enabled": lambda: self.tr("check templates"),
            "name": lambda: self.tr("rename template"),
            "mask": lambda: self.tr("mask of a template"),
            "gsd": lambda: self.tr("GSD"),
            "heading": lambda: self.tr("heading"),
        }
        if len(kinds) == 1:
            return texts[kinds.pop()]()
        return self.tr("GSD and heading")

    def _changed(self, change: Change) -> str:
        named: set[str] = set().union(*(each.fields for each in change.changed))
        if "added" in named:
            before, after = change.changed[0].before.added, change.changed[0].after.added
            if len(after or ()) >= len(before or ()):
                return self.tr("add match by hand")
            return self.tr("remove match")
        if named == {"judgements"}:
            return self._judgement(change)
        texts: dict[str, Callable[[], str]] = {
            "visible": lambda: self._visibility(change),
            "opacity": lambda: self.tr("opacity"),
            "name": lambda: self.tr("rename layer"),
            "area": lambda: self.tr("edit area"),
            "told_crs": lambda: self.tr("assign CRS"),
            "raster": lambda: self.tr("bands or contrast"),
        }
        for name, text in texts.items():
            if name in named:
                return text()
        return self.tr("contrast and colours") if named & _LOOK else self.tr("look of a layer")

    def _visibility(self, change: Change) -> str:
        layer: Layer | None = change.changed[0].layer()
        shows = bool(change.changed[0].after.style.visible)
        if layer is not None and layer.name:
            text = self.tr("show {name}") if shows else self.tr("hide {name}")
            return text.format(name=layer.name)
        return self.tr("show layer") if shows else self.tr("hide layer")

    def _judgement(self, change: Change) -> str:
        before, after = change.changed[0].before.judgements, change.changed[0].after.judgements
        before, after = before or {}, after or {}
        differ = [
            (before.get(index, NO_JUDGEMENT), after.get(index, NO_JUDGEMENT))
            for index in sorted({*before, *after})
            if before.get(index) != after.get(index)
        ]
        if any(a.footprint != b.footprint for a, b in differ):
            return self.tr("correct footprint")
        decisions = {b.decision for a, b in differ if a.decision != b.decision}
        if not decisions:
            return self.tr("comment")
        if decisions == {"accepted"}:
            return self.tr("accept %n match(es)", "", len(differ))
        if decisions == {"rejected"}:
            return self.tr("reject %n match(es)", "", len(differ))
        return self.tr("take back the judgement")
