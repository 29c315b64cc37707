"""How results are shown: state of the views that outlives a single result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

COLOUR_MAPS = ("inferno", "viridis", "magma", "plasma", "cividis")


@dataclass(frozen=True, slots=True)
class DisplayState:
    """What lies on the map and how.

    Attributes:
        heatmap: whether the heatmap is drawn.
        heatmap_template: name of the template whose score map is drawn; None before a result.
        opacity: of the heatmap, 0-1.
        colour_map: one of `COLOUR_MAPS`.
        footprints: whether footprints are drawn.
        best_only: only rank 1 of each template, and what is selected.
    """

    heatmap: bool = True
    heatmap_template: str | None = None
    opacity: float = 0.5
    colour_map: str = COLOUR_MAPS[0]
    footprints: bool = True
    best_only: bool = True


class Display(QObject):
    """Holder of the `DisplayState` in force."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = DisplayState()

    @property
    def state(self) -> DisplayState:
        """The state in force."""
        return self._state

    def update(self, **changes: Any) -> None:
        """Replace fields of the state; says so only if something differs."""
        state = replace(self._state, **changes)
        if state != self._state:
            self._state = state
            self.changed.emit()
