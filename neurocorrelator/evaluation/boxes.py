"""Upright boxes x, y, width, height in pixels, and how much two of them overlap."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box: its upper left corner and its size, corner coordinates."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """Column and row of the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def centred_at(self, col: float, row: float) -> Box:
        """A box of this size somewhere else."""
        return Box(col - self.width / 2, row - self.height / 2, self.width, self.height)

    def iou(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        width = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        height = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        if width <= 0 or height <= 0:
            return 0.0
        common = width * height
        return common / (self.width * self.height + other.width * other.height - common)
