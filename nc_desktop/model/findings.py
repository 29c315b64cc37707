"""What one run found, and which of it the user looks at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc
from nc_desktop.model.match_options import MatchOptions

if TYPE_CHECKING:
    from nc_desktop.model.layers import SceneLayer


@dataclass(frozen=True, slots=True)
class MatchInputs:
    """What a match is made with, beside the scene; equal ones give the same result.

    Attributes:
        options: the settings.
        templates: key, GSD and heading of each template that is looked for.
        scope: a key of where is searched: `scene`, or the limits of the view or the area.
    """

    options: MatchOptions
    templates: tuple[tuple[int, float | None, float | None], ...]
    scope: str = "scene"


class Findings(QObject):
    """A result with its filter and its selection. Lives on the Qt thread.

    Attributes:
        result: what was found.
        scene: the layer that was searched.
        made_with: settings and templates when the match began.
        number: 1 for the first run since the program started; its layers are called by it.
    """

    filter_changed = Signal()
    """Other matches pass the filter now."""
    selection_changed = Signal()

    def __init__(
        self,
        result: nc.MatchResult,
        scene: SceneLayer,
        made_with: MatchInputs,
        number: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.result, self.scene, self.made_with = result, scene, made_with
        self.number = number
        self._min_score: float | None = None
        self._selected: tuple[int, ...] = ()

    @property
    def min_score(self) -> float | None:
        """Matches below this score are hidden; None shows all."""
        return self._min_score

    @property
    def shown(self) -> tuple[int, ...]:
        """Indices of the matches that pass the filter."""
        least = self._min_score
        matches = enumerate(self.result.matches)
        return tuple(i for i, match in matches if least is None or match.score >= least)

    @property
    def selected(self) -> tuple[int, ...]:
        """Indices of the matches that table and map highlight; the current one is the last."""
        return self._selected

    @property
    def current(self) -> int | None:
        """The match whose details are shown: the one that was selected last."""
        return self._selected[-1] if self._selected else None

    def set_min_score(self, score: float | None) -> None:
        """Hide matches below a score; those that are hidden are deselected."""
        if score == self._min_score:
            return
        self._min_score = score
        self.filter_changed.emit()
        visible = set(self.shown)
        self.select(i for i in self._selected if i in visible)

    def select(self, indices: Iterable[int]) -> None:
        """Highlight these matches; the last becomes the current one."""
        selected = tuple(dict.fromkeys(indices))
        if selected != self._selected:
            self._selected = selected
            self.selection_changed.emit()
