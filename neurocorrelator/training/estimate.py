"""What training will take, from a few real steps: memory, and seconds of an epoch."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import torch

from neurocorrelator.diagnosis.machine import free_memory
from neurocorrelator.errors import DeviceError
from neurocorrelator.evaluation.retrieval import embed
from neurocorrelator.features.device import is_out_of_memory, resolve_device
from neurocorrelator.features.weights import load_weights
from neurocorrelator.places.batches import BatchPlan
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.tree import by_place
from neurocorrelator.progress import Check, unchecked
from neurocorrelator.training.batches_loader import batch_of
from neurocorrelator.training.data import TrainingData, read_data
from neurocorrelator.training.lightning_module import FineTuning
from neurocorrelator.training.memory import used_mib
from neurocorrelator.training.training_estimate import TrainingEstimate
from neurocorrelator.training.validation import Validation
from neurocorrelator.training_config import TrainConfig

_LARGEST = 4  # places that are measured at once; more are extrapolated
_PATIENCE_S = 2.0  # a step that took longer is not repeated, and none with more places is made
_LONGEST = 3  # as a run keeps pictures
_MEASURED_PLACES = 36  # as many as the matcher seeks in
_FEW = 8  # pictures whose retrieval is timed


@dataclass(frozen=True, slots=True)
class StepCost:
    """What one step of training took, or will take.

    Attributes:
        pictures: of its batch.
        draw_s: seconds to draw them.
        step_s: seconds to go forward and back, and to move the weights.
        memory_bytes: the most that was used so far; 0 where the system does not tell.
    """

    pictures: int
    draw_s: float
    step_s: float
    memory_bytes: int


def estimate_training(config: TrainConfig, check: Check = unchecked) -> TrainingEstimate:
    """Measure steps of small batches with the real network and pictures; nothing is written.

    On the processor the memory is that of the whole process: measure in one of its own.

    Args:
        config: the settings of the run.
        check: called between steps; may raise to stop.

    Raises:
        PlacesError: the folder of places cannot be trained on.
        DeviceError: no such device, or its memory does not suffice for two places at once.
        NeurocorrelatorError: weights or places cannot be used.
    """
    device = resolve_device(config.device)
    free = _free_bytes(device)
    data = read_data(config)
    store = PictureStore(_LONGEST * config.size_px)
    plan = BatchPlan(data.tree.train, data.trained, config, store)
    bench = _Bench(config, device, data, store)
    costs = [StepCost(0, 0.0, 0.0, int(used_mib(device) * 2**20))]
    for places in (2, _LARGEST):
        if places > plan.places_per_batch or costs[-1].step_s > _PATIENCE_S:
            break
        check()
        try:
            costs.append(bench.step(places))
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            if places == 2:  # a run halves its batches down to this
                raise DeviceError(
                    "two places at once are too many for the memory; choose a smaller size_px"
                ) from error
            break
    check()
    pictures = plan.places_per_batch * config.views_per_place
    step = extrapolated(costs[0], costs[-1], pictures)
    measuring = bench.measuring_s(check)
    memory = max(step.memory_bytes, int(used_mib(device) * 2**20))
    if device.type == "cpu":
        memory *= config.devices
    return TrainingEstimate(
        device.type,
        memory or None,
        free,
        epoch_seconds(step, plan.steps, config.workers) + measuring,
        config.epochs,
        plan.steps,
        pictures,
    )


def extrapolated(small: StepCost, large: StepCost, pictures: int) -> StepCost:
    """The cost of a batch of so many pictures, on the line through two costs."""
    more = large.pictures - small.pictures

    def at(first: float, second: float) -> float:
        return second + max(0.0, second - first) / more * (pictures - large.pictures)

    return StepCost(
        pictures,
        at(small.draw_s, large.draw_s),
        at(small.step_s, large.step_s),
        round(at(small.memory_bytes, large.memory_bytes)),
    )


def epoch_seconds(step: StepCost, steps: int, workers: int) -> float:
    """Seconds of an epoch's steps; workers draw beside them."""
    if workers == 0:
        return steps * (step.draw_s + step.step_s)
    return steps * max(step.step_s, step.draw_s / workers)


class _Bench:
    """Network, optimiser and pictures of a run that is not begun."""

    def __init__(
        self, config: TrainConfig, device: torch.device, data: TrainingData, store: PictureStore
    ) -> None:
        self._config, self._device, self._data, self._store = config, device, data, store
        torch.manual_seed(config.seed)
        self._weights = load_weights(config.weights)
        self._module = FineTuning(self._weights, config, config.epochs)
        self._module.to(device)
        self._optimizer = self._module.configure_optimizers()["optimizer"]
        self._dense = config.dense_weight > 0 and config.layers != "head"

    def step(self, places: int) -> StepCost:
        """Of a batch of so many places; a first one that was quick only warmed up."""
        fewer = self._config.model_copy(update={"places_per_batch": places})
        plan = BatchPlan(self._data.tree.train, self._data.trained, fewer, self._store)
        cost = StepCost(1, 0.0, 0.0, 0)
        for number in range(2):
            began = time.perf_counter()
            batch = batch_of(plan.draw(0, number), self._dense, number)
            drawn = time.perf_counter()
            batch = batch.to(self._device)
            with self._precision():
                loss = self._module.training_step(batch, number)
            self._optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self._optimizer.step()
            self._wait()
            cost = StepCost(
                len(batch.pictures),
                drawn - began,
                time.perf_counter() - drawn,
                int(used_mib(self._device) * 2**20),
            )
            if cost.step_s > _PATIENCE_S:
                break
        return cost

    def measuring_s(self, check: Check) -> float:
        """Seconds that an epoch is measured: on a part of the held-out pictures, then by number."""
        config, views = self._config, self._config.views
        trained = self._data.of(self._data.trained, views)
        held_out = self._data.of(self._data.held_out, views)
        places = list(by_place(held_out).values())[:_MEASURED_PLACES]
        part = [picture for own in places for picture in dict.fromkeys((own[0], own[-1]))]
        validation = Validation(trained, part, config, self._store, check)
        try:
            began = time.perf_counter()
            validation.measure(config.weights)
            spent = time.perf_counter() - began
        finally:
            validation.close()
        few = held_out[:_FEW]
        began = time.perf_counter()
        embed(self._weights, few, self._store, config.size_px, device=self._device, check=check)
        each = (time.perf_counter() - began) / len(few)
        return spent + each * max(0, len(held_out) - len(part))

    def _precision(self) -> AbstractContextManager[object]:
        told = self._config.precision
        mixed = told.endswith("mixed") or (told == "auto" and self._device.type == "cuda")
        if not mixed:
            return nullcontext()
        kind = torch.bfloat16 if told.startswith("bf16") else torch.float16
        return torch.autocast(self._device.type, kind)

    def _wait(self) -> None:
        if self._device.type == "cuda":
            torch.cuda.synchronize(self._device)


def _free_bytes(device: torch.device) -> int | None:
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return free_memory()
