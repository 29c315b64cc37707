"""The areas to train and to test on that were drawn, and the way back to what they were before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

import neurocorrelator as nc

AreaSide = Literal["test", "train"]
SIDES: tuple[AreaSide, ...] = ("test", "train")
COLOURS: dict[AreaSide, str] = {"test": "#ff9100", "train": "#00b8d4"}
"""Of a side on the map and beside its name."""


@dataclass(frozen=True, eq=False)
class _Areas:
    test: nc.GroundArea | None = None
    train: nc.GroundArea | None = None


class DrawnAreas(QObject):
    """One area a side at most; drawing another takes its place."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = _Areas()
        self._former: list[_Areas] = []

    @property
    def test(self) -> nc.GroundArea | None:
        """Ground to test on."""
        return self._now.test

    @property
    def train(self) -> nc.GroundArea | None:
        """Ground to train on."""
        return self._now.train

    def area(self, side: AreaSide) -> nc.GroundArea | None:
        """Of a side."""
        return self._now.test if side == "test" else self._now.train

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._former)

    def draw(self, side: AreaSide, area: nc.GroundArea | None) -> None:
        """Have another area on a side, or none."""
        if area is None and self.area(side) is None:
            return
        self._former.append(self._now)
        self._now = (
            replace(self._now, test=area) if side == "test" else replace(self._now, train=area)
        )
        self.changed.emit()

    def undo(self) -> None:
        """Take the last step back."""
        if self._former:
            self._now = self._former.pop()
            self.changed.emit()
