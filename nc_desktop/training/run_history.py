"""What is known of a run from its events, in memory that does not grow with its length."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

RunState = Literal["starting", "running", "paused", "ended", "failed", "died"]

_MOST_POINTS = 2000
_MOST_CURVES = 40
_MOST_TOLD = 500
_SMOOTHING = 0.9  # of a step's weight in the mean of those before it
SHOWN_METRICS = ("r@1", "ap", "hit")


@dataclass
class Curve:
    """Values over epochs; when there are too many, every other one is forgotten.

    Attributes:
        xs: epochs, with fractions.
        ys: values.
        smoothed: their running mean.
    """

    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    smoothed: list[float] = field(default_factory=list)
    _stride: int = 1
    _seen: int = 0
    _mean: float = 0.0
    _weight: float = 0.0

    def add(self, x: float, y: float) -> None:
        """Take a value."""
        self._mean = _SMOOTHING * self._mean + (1 - _SMOOTHING) * y
        self._weight = _SMOOTHING * self._weight + (1 - _SMOOTHING)
        self._seen += 1
        if self._seen % self._stride:
            return
        self.xs.append(x)
        self.ys.append(y)
        self.smoothed.append(self._mean / self._weight)
        if len(self.xs) > _MOST_POINTS:
            self._stride *= 2
            del self.xs[::2], self.ys[::2], self.smoothed[::2]


@dataclass
class RunHistory:
    """Takes events, in order; those that are not known, or whose values make no sense, are left.

    Attributes:
        state: what the run is doing.
        settings: what it was told.
        places, held_out: how many there are.
        device: what it computes on.
        epochs, steps: how many there will be, and of batches in each.
        epoch, step: where it is; both from 1.
        steps_curves: `loss`, `active`, `found`, `learning_rate` over the steps.
        metrics_curves: each metric over the epochs; epoch 0 is before the training.
        before: metrics of the starting weights.
        last: of the last epoch.
        best: of the best epoch; those of the starting weights while none is better.
        best_epoch: 0 where none is better than the starting weights.
        without_gain: epochs since then.
        rate: pictures a second.
        memory_mib: the most that was used so far.
        seconds_left: as the run estimates them.
        learning_rate: of the last step.
        heatmaps: how many were written.
        reason: why it ended, or what the error says.
        told: events worth a line in the log, the last of them.
        told_count: how many there were.
        skipped: pictures that could not be read.
        time: of the last event, in seconds since 1970.
    """

    state: RunState = "starting"
    settings: dict[str, Any] = field(default_factory=dict)
    places: int = 0
    held_out: int = 0
    device: str = ""
    epochs: int = 0
    steps: int = 0
    epoch: int = 0
    step: int = 0
    steps_curves: dict[str, Curve] = field(default_factory=dict)
    metrics_curves: dict[str, Curve] = field(default_factory=dict)
    before: dict[str, float] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)
    best: dict[str, float] = field(default_factory=dict)
    best_epoch: int = 0
    without_gain: int = 0
    rate: float = math.nan
    memory_mib: float = math.nan
    seconds_left: float = math.nan
    learning_rate: float = math.nan
    heatmaps: int = 0
    reason: str = ""
    skipped: int = 0
    told: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_MOST_TOLD))
    told_count: int = 0
    time: float = 0.0

    @property
    def over(self) -> bool:
        """Whether the run says that it is done, well or not."""
        return self.state in ("ended", "failed", "died")

    @property
    def progress(self) -> float:
        """0 to 1."""
        if self.state == "ended" and self.reason == "epochs":
            return 1.0
        total = self.epochs * self.steps
        if total <= 0:
            return 0.0
        return min(1.0, ((max(self.epoch, 1) - 1) * self.steps + self.step) / total)

    def take(self, event: dict[str, Any]) -> None:
        """Learn from an event."""
        kind = str(event.get("event", ""))
        known = getattr(self, f"_take_{kind}", None)
        if known is None:
            return
        try:
            known(event)
        except (KeyError, TypeError, ValueError, AttributeError):
            return  # of another version, or damaged
        self.time = _number(event.get("time")) or self.time
        if kind != "step":
            self.told.append(event)
            self.told_count += 1

    def _take_start(self, event: dict[str, Any]) -> None:
        self.state, self.reason = "running", ""
        self.settings = dict(event["config"])
        self.places, self.held_out = int(event["places"]), int(event["held_out"])
        self.device = str(event["device"])
        self.epochs, self.steps = int(event["epochs"]), int(event["steps"])

    def _take_skipped(self, event: dict[str, Any]) -> None:
        self.skipped += 1

    def _take_baseline(self, event: dict[str, Any]) -> None:
        self.before = _numbers(event["metrics"])
        self.last = self.best = self.before
        self._add_metrics(0, self.before)

    def _take_step(self, event: dict[str, Any]) -> None:
        self.state = "running"
        self.epoch, self.step = int(event["epoch"]), int(event["step"])
        self.steps = int(event.get("steps") or self.steps)
        at = self.epoch - 1 + self.step / max(1, self.steps)
        for name in ("loss", "loss_global", "loss_dense", "active", "found", "learning_rate"):
            value = _number(event.get(name))
            if value is not None:
                self.steps_curves.setdefault(name, Curve()).add(at, value)
        self.rate = _or_nan(event.get("pictures_per_s"))
        self.memory_mib = _or_nan(event.get("memory_mib"))
        self.seconds_left = _or_nan(event.get("seconds_left"))
        self.learning_rate = _or_nan(event.get("learning_rate"))

    def _take_epoch_end(self, event: dict[str, Any]) -> None:
        epoch = int(event["epoch"])
        metrics = _numbers(event["metrics"])
        self.epoch, self.step = epoch, self.steps
        self.last = metrics
        if event.get("best"):
            self.best = metrics
        self.best_epoch = int(event.get("best_epoch") or 0)
        self.without_gain = int(event.get("without_gain") or 0)
        self._add_metrics(epoch, metrics)

    def _take_heatmap(self, event: dict[str, Any]) -> None:
        self.heatmaps += 1

    def _take_not_finite(self, event: dict[str, Any]) -> None:
        int(event["epoch"])

    def _take_batch_halved(self, event: dict[str, Any]) -> None:
        int(event["places_per_batch"])

    def _take_paused(self, event: dict[str, Any]) -> None:
        self.state = "paused"

    def _take_continued(self, event: dict[str, Any]) -> None:
        self.state = "running"

    def _take_end(self, event: dict[str, Any]) -> None:
        self.before = _numbers(event["before"]) or self.before
        self.best = _numbers(event["after"]) or self.best
        self.best_epoch = int(event["best_epoch"])
        self.state, self.reason = "ended", str(event["reason"])
        self.seconds_left = 0.0

    def _take_error(self, event: dict[str, Any]) -> None:
        self.state, self.reason = "failed", str(event["text"])

    def _add_metrics(self, epoch: int, metrics: dict[str, float]) -> None:
        for name, value in metrics.items():
            if name in self.metrics_curves or len(self.metrics_curves) < _MOST_CURVES:
                self.metrics_curves.setdefault(name, Curve()).add(epoch, value)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def _or_nan(value: object) -> float:
    number = _number(value)
    return math.nan if number is None else number


def _numbers(values: dict[str, Any]) -> dict[str, float]:
    found = {str(name): _number(value) for name, value in values.items()}
    return {name: value for name, value in found.items() if value is not None}
