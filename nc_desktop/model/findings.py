"""What one run found, what the user added to it, and which of it the user looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc
from nc_desktop.model.hand_made import HandMade, next_rank
from nc_desktop.model.judgement import NO_JUDGEMENT, Footprint, Judgement, judged_match
from nc_desktop.model.mask_polygons import MaskPolygons
from nc_desktop.model.match_columns import MatchColumns
from nc_desktop.model.match_filter import MatchFilter
from nc_desktop.model.match_options import MatchOptions

if TYPE_CHECKING:
    from nc_desktop.model.layers import SceneLayer


@dataclass(frozen=True, slots=True)
class MatchInputs:
    """What a match is made with, beside the file of the scene; equal ones give the same result.

    Attributes:
        options: the settings.
        templates: key, GSD and heading of each template that is looked for.
        scope: a key of where is searched: `scene`, `view`, or the outline of the area.
        look: bands, stretch and georeference by which the scene is searched.
        masks: key and polygons of the templates whose mask is drawn.
    """

    options: MatchOptions
    templates: tuple[tuple[int, float | None, float | None], ...]
    scope: str = "scene"
    look: tuple[object, ...] = ()
    masks: tuple[tuple[int, MaskPolygons], ...] = ()


class Findings(QObject):
    """A result with what the user says of it, its filter and selection. Lives on the Qt thread.

    Attributes:
        found: what the run found, as it found it.
        scene: the layer that was searched.
        made_with: settings and templates when the match began.
        number: 1 for the first run of the project; its layers are called by it.
        uid: identifies the run in all projects.
    """

    filter_changed = Signal()
    """Other matches pass the filter now."""
    selection_changed = Signal()
    judged = Signal()
    """The user says something else of some matches, or has others."""
    added_changed = Signal()
    """There are more or fewer matches that were made by hand; `judged` came before."""

    def __init__(
        self,
        result: nc.MatchResult,
        scene: SceneLayer,
        made_with: MatchInputs,
        number: int,
        parent: QObject | None = None,
        *,
        uid: str = "",
    ) -> None:
        super().__init__(parent)
        self.found, self.scene, self.made_with = result, scene, made_with
        self.number = number
        self.uid = uid or uuid4().hex
        self._result = result
        self._added: tuple[HandMade, ...] = ()
        self._judgements: Mapping[int, Judgement] = MappingProxyType({})
        self._filter = MatchFilter()
        self._shown: tuple[int, ...] = tuple(range(len(result.matches)))
        self._selected: tuple[int, ...] = ()
        self._located: tuple[nc.Raster, nc.MatchResult, MatchColumns] | None = None

    @property
    def result(self) -> nc.MatchResult:
        """What was found and what was made by hand, with what the user says of it."""
        return self._result

    @property
    def added(self) -> tuple[HandMade, ...]:
        """The matches that were made by hand; they come after those that were found."""
        return self._added

    @property
    def placed_by_hand(self) -> tuple[HandMade, ...]:
        """The matches that were made by hand, where they lie by now."""
        matches = self._result.matches[len(self.found.matches) :]
        plain = (replace(match, decision="", comment="") for match in matches)
        return tuple(
            HandMade(match, own.template) for match, own in zip(plain, self._added, strict=True)
        )

    @property
    def unjudged(self) -> tuple[nc.Match, ...]:
        """The matches as they were found or made, before anything was said of them."""
        return (*self.found.matches, *(own.match for own in self._added))

    @property
    def judgements(self) -> Mapping[int, Judgement]:
        """What the user says, by the index of the match; never changed, but replaced."""
        return self._judgements

    def judgement(self, index: int) -> Judgement:
        """What the user says of one match."""
        return self._judgements.get(index, NO_JUDGEMENT)

    def judge(self, indices: Iterable[int], **changes: Any) -> None:
        """Replace fields of what the user says of some matches.

        Args:
            indices: positions in the result's matches.
            changes: fields of `Judgement`.
        """
        wanted = dict(self._judgements)
        for index in indices:
            wanted[index] = replace(self.judgement(index), **changes)
        self.set_judgements(wanted)

    def add_by_hand(
        self, template: nc.Template, footprint: Footprint, *, mirrored: bool = False
    ) -> int:
        """Add a match that the user made; returns its index.

        Args:
            template: the picture.
            footprint: where its corners lie, in pixels of the scene.
            mirrored: whether pictures lie mirrored in this scene.

        Raises:
            neurocorrelator.PlacementError: no picture can lie there.
        """
        rank = next_rank(template.name, self.unjudged)
        match = nc.hand_match(template, footprint, mirrored=mirrored, rank=rank)
        self.set_edits((*self._added, HandMade(match, template)), self._judgements)
        return len(self._result.matches) - 1

    def remove_by_hand(self, indices: Iterable[int]) -> None:
        """Remove matches, of those that were made by hand; the others are left."""
        first = len(self.found.matches)
        gone = {index for index in indices if index >= first}
        kept = [i for i in range(len(self._result.matches)) if i not in gone]
        judgements = {
            now: self._judgements[before]
            for now, before in enumerate(kept)
            if before in self._judgements
        }
        added = tuple(own for i, own in enumerate(self._added, start=first) if i not in gone)
        self.set_edits(added, judgements)

    def set_judgements(self, judgements: Mapping[int, Judgement]) -> None:
        """Replace all that the user says; those that are not named have no judgement."""
        self.set_edits(self._added, judgements)

    def set_edits(self, added: tuple[HandMade, ...], judgements: Mapping[int, Judgement]) -> None:
        """Replace all that is the user's own.

        Args:
            added: the matches that were made by hand.
            judgements: by the index of the match, found ones first.
        """
        wanted = {i: each for i, each in judgements.items() if each != NO_JUDGEMENT}
        if added is not self._added and (added or self._added):
            self._replace_added(added, wanted)
            return
        changed = [
            index
            for index in {*wanted, *self._judgements}
            if wanted.get(index, NO_JUDGEMENT) != self.judgement(index)
        ]
        if not changed:
            return
        matches, unjudged = list(self._result.matches), self.unjudged
        for index in changed:
            matches[index] = judged_match(unjudged[index], wanted.get(index, NO_JUDGEMENT))
        moved = any(
            wanted.get(index, NO_JUDGEMENT).footprint != self.judgement(index).footprint
            for index in changed
        )
        self._judgements = MappingProxyType(wanted)
        self._result = replace(self._result, matches=tuple(matches))
        if moved or self._located is None:
            self._located = None
        else:
            raster, _, columns = self._located
            located = _moved(self._result, raster)
            self._located = raster, located, columns.judged(located)
        self.judged.emit()
        if self._filter != MatchFilter():
            self._refilter()

    def _replace_added(
        self, added: tuple[HandMade, ...], judgements: Mapping[int, Judgement]
    ) -> None:
        """There are other matches: all is in place before anybody hears of it."""
        self._added, self._judgements = added, MappingProxyType(dict(judgements))
        matches = list(self.unjudged)
        for index, said in self._judgements.items():
            matches[index] = judged_match(matches[index], said)
        templates = {own.template.name: own.template for own in added}
        templates |= {template.name: template for template in self.found.templates}
        searched = [template.name for template in self.found.templates]
        names = [*searched, *(name for name in templates if name not in searched)]
        self._result = replace(
            self._result,
            templates=tuple(templates[name] for name in names),
            matches=tuple(matches),
            answers=self.found.answers,
        )
        self._located = None
        self._shown = tuple(np.flatnonzero(self._filter.passing(self.columns)).tolist())
        visible, selected = set(self._shown), self._selected
        self._selected = tuple(index for index in selected if index in visible)
        self.judged.emit()
        self.added_changed.emit()
        self.filter_changed.emit()
        if self._selected != selected:
            self.selection_changed.emit()

    def take_maps(self, maps: tuple[nc.ScoreMap, ...]) -> None:
        """Complete a result whose score maps were not read yet."""
        self.found = replace(self.found, score_maps=maps)
        self._result = replace(self._result, score_maps=maps)
        if self._located is not None:
            raster, _, columns = self._located
            self._located = raster, _moved(self._result, raster), columns

    @property
    def located(self) -> nc.MatchResult:
        """The result where the scene lies by now: its CRS may have been assigned since."""
        return self._in_place()[0]

    @property
    def columns(self) -> MatchColumns:
        """The values of all matches."""
        return self._in_place()[1]

    @property
    def filter(self) -> MatchFilter:
        """What a match must have to be shown."""
        return self._filter

    @property
    def min_score(self) -> float | None:
        """Matches below this score are hidden; None shows all."""
        return self._filter.min_score

    @property
    def shown(self) -> tuple[int, ...]:
        """Indices of the matches that pass the filter."""
        return self._shown

    @property
    def selected(self) -> tuple[int, ...]:
        """Indices of the matches that table and map highlight; the current one is the last."""
        return self._selected

    @property
    def current(self) -> int | None:
        """The match whose details are shown: the one that was selected last."""
        return self._selected[-1] if self._selected else None

    @property
    def min_confidence(self) -> float | None:
        """Matches that are less sure than this, 0-1, are hidden; None shows all."""
        return self._filter.min_confidence

    def set_min_confidence(self, confidence: float | None) -> None:
        """Hide matches that are less sure, and those of which nothing is known."""
        self.set_filter(min_confidence=confidence)

    def set_min_score(self, score: float | None) -> None:
        """Hide matches below a score; those that are hidden are deselected."""
        self.set_filter(min_score=score)

    def set_filter(self, **changes: Any) -> None:
        """Replace fields of the filter; those that it hides are deselected."""
        wanted = replace(self._filter, **changes)
        if wanted == self._filter:
            return
        self._filter = wanted
        self._refilter(always=True)

    def _refilter(self, *, always: bool = False) -> None:
        passing = np.flatnonzero(self._filter.passing(self.columns))
        shown = tuple(passing.tolist())
        if shown == self._shown and not always:
            return
        self._shown = shown
        self.filter_changed.emit()
        visible = set(self._shown)
        self.select(i for i in self._selected if i in visible)

    def select(self, indices: Iterable[int]) -> None:
        """Highlight these matches; the last becomes the current one."""
        selected = tuple(dict.fromkeys(indices))
        if selected != self._selected:
            self._selected = selected
            self.selection_changed.emit()

    def _in_place(self) -> tuple[nc.MatchResult, MatchColumns]:
        raster = self.scene.raster
        if self._located is None or self._located[0] is not raster:
            result = _moved(self.result, raster)
            columns = (
                self._located[2]
                if self._located is not None and self._located[1] is result
                else MatchColumns.of(result)
            )
            self._located = raster, result, columns
        return self._located[1], self._located[2]


def _moved(result: nc.MatchResult, raster: nc.Raster) -> nc.MatchResult:
    """A result on the ground where the raster that was searched lies now."""
    georeference = raster.georeference
    if georeference == result.scene.georeference:
        return result
    crs = georeference.crs
    maps = (
        replace(each, georeference=nc.Georeference(each.georeference.transform, crs))
        for each in result.score_maps
    )
    return replace(result, scene=raster, score_maps=tuple(maps))
