"""Where the map was, to go back to: as in a browser."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import neurocorrelator as nc
from nc_desktop.model.positions import carried

Move = Literal["jump", "wheel", "drag", "keys"]

_MERGE_S = 0.8  # steps of the same kind that follow each other so soon are one move
_MOST = 200


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """What a map shows, whatever its size is.

    Attributes:
        col, row: the middle of the view, in scene pixels.
        scale: units of the screen (as Qt counts them) per scene pixel.
    """

    col: float
    row: float
    scale: float

    def like(self, other: Viewpoint) -> bool:
        """Whether nobody would see the difference."""
        apart = max(abs(self.col - other.col), abs(self.row - other.row)) * self.scale
        return apart < 1.0 and abs(self.scale / other.scale - 1) < 1e-3

    def on_other_ground(self, former: nc.Georeference, new: nc.Georeference) -> Viewpoint | None:
        """The same in the pixels of another scene; None where that has no such place."""
        points = [(self.col, self.row), (self.col - 0.5, self.row), (self.col + 0.5, self.row)]
        try:
            centre, left, right = carried(points, former, new)
        except nc.RasterError:
            return None
        length = math.dist(left, right)
        if not (math.isfinite(length) and length > 0):
            return None
        return Viewpoint(float(centre[0]), float(centre[1]), self.scale / length)


class ViewHistory:
    """Viewpoints in the order of the visits, and a place among them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._visited: list[Viewpoint] = []
        self._place = -1
        self._last: tuple[Move, float] = ("jump", 0.0)

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier one."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether `back` was gone."""
        return self._place < len(self._visited) - 1

    def visit(self, view: Viewpoint, move: Move = "jump") -> None:
        """The map shows this now.

        A run of wheel steps or arrow keys counts as one move; what lay ahead is forgotten, as in a
        browser.
        """
        now, (former, moment) = self._clock(), self._last
        self._last = (move, now)
        if self._place >= 0 and self._visited[self._place].like(view):
            self._visited[self._place] = view
            return
        runs = move == former and move in ("wheel", "keys") and now - moment < _MERGE_S
        del self._visited[self._place + 1 :]
        if runs and self._place > 0:
            self._visited[self._place] = view
            return
        self._visited.append(view)
        del self._visited[:-_MOST]
        self._place = len(self._visited) - 1

    def amend(self, view: Viewpoint) -> None:
        """The map shows the same in another size: take this in place of the last one."""
        if self._place >= 0:
            self._visited[self._place] = view

    def back(self) -> Viewpoint | None:
        """Go to the one before; None if there is none."""
        return self._step(-1)

    def forward(self) -> Viewpoint | None:
        """Go to the one after; None if there is none."""
        return self._step(1)

    def carry(self, change: Callable[[Viewpoint], Viewpoint | None]) -> None:
        """Give all in the units of another scene; those that have no place there are forgotten."""
        changed = [change(view) for view in self._visited]
        before = [view for view in changed[: self._place + 1] if view is not None]
        after = [view for view in changed[self._place + 1 :] if view is not None]
        self._visited, self._place = before + after, len(before) - 1

    def clear(self) -> None:
        """Forget all."""
        self._visited.clear()
        self._place = -1

    def _step(self, by: int) -> Viewpoint | None:
        place = self._place + by
        if not 0 <= place < len(self._visited):
            return None
        self._place = place
        self._last = ("jump", self._clock())
        return self._visited[place]
