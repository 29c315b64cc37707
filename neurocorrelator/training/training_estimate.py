"""What a run of training will take, and whether that is much. Needs no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outlook = Literal["good", "tight", "poor"]

TIGHT = 0.8  # of the free memory
MINUTES_S, HOUR_S = 600.0, 3600.0  # an epoch that takes longer is no matter of minutes; of hours


@dataclass(frozen=True, slots=True)
class TrainingEstimate:
    """What a run with some settings will take on a device.

    Attributes:
        device: that it was measured on, such as `cpu` or `cuda`.
        memory_bytes: the most that the run will use; None where the system does not tell.
        free_bytes: memory of the device, or of the machine, that was free; None if not known.
        seconds_per_epoch: training and measuring.
        epochs: at most.
        steps: batches an epoch.
        pictures: of a batch.
    """

    device: str
    memory_bytes: int | None
    free_bytes: int | None
    seconds_per_epoch: float
    epochs: int
    steps: int
    pictures: int

    @property
    def memory(self) -> Outlook:
        """`good` where it fits, `tight` above 80 % of what is free, `poor` where it does not."""
        if self.memory_bytes is None or self.free_bytes is None:
            return "good"  # nothing speaks against it
        if self.memory_bytes > self.free_bytes:
            return "poor"
        return "tight" if self.memory_bytes > TIGHT * self.free_bytes else "good"

    @property
    def time(self) -> Outlook:
        """`good` where an epoch takes minutes, `tight` for tens of minutes, `poor` for hours."""
        if self.seconds_per_epoch > HOUR_S:
            return "poor"
        return "tight" if self.seconds_per_epoch > MINUTES_S else "good"

    @property
    def outlook(self) -> Outlook:
        """The worse of both."""
        both = (self.memory, self.time)
        return "poor" if "poor" in both else "tight" if "tight" in both else "good"
