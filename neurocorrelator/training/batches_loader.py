"""Batches as tensors for Lightning: one item is a whole batch, named by epoch and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, Sampler

from neurocorrelator.features.vgg import DEVIATION, MEAN, valid_cells
from neurocorrelator.places.batches import BatchPlan, DrawnPicture
from neurocorrelator.training.dense_objective import PicturePair, pairs_of


@dataclass(frozen=True, eq=False)
class TrainingBatch:
    """Pictures of P places, K of each.

    Attributes:
        pictures: [N, 3, S, S] normalised; the mean colour where there is nothing.
        valid: [N, S / 4, S / 4] bool.
        places: [N], the same number for the same place.
        pairs: of pictures with a known warp.
        number: of the batch, from 0 over all epochs and processes; seeds what the loss draws.
    """

    pictures: Tensor
    valid: Tensor
    places: Tensor
    pairs: tuple[PicturePair, ...]
    number: int

    def to(self, device: torch.device) -> TrainingBatch:
        """The same on a device."""
        return TrainingBatch(
            self.pictures.to(device),
            self.valid.to(device),
            self.places.to(device),
            self.pairs,
            self.number,
        )


class EpochNumbers(Sampler[tuple[int, int]]):
    """Names of the batches of an epoch, (epoch, number); each process has its own numbers."""

    def __init__(self, steps: int, rank: int = 0, processes: int = 1) -> None:
        """So many steps in each of the processes."""
        self._steps, self._rank, self._processes = steps, rank, processes
        self._epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Lightning calls it."""
        self._epoch = epoch

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """In order: the drawing itself is random."""
        for step in range(self._steps):
            yield self._epoch, step * self._processes + self._rank

    def __len__(self) -> int:
        """Steps an epoch."""
        return self._steps


class DrawnBatches(Dataset[TrainingBatch]):
    """Draws a batch by its name."""

    def __init__(self, plan: BatchPlan, dense: bool) -> None:
        """Of a plan, with pairs for the dense objective if wanted."""
        self._plan, self._dense = plan, dense

    def __getitem__(self, name: tuple[int, int]) -> TrainingBatch:
        """The batch of (epoch, number)."""
        epoch, number = name
        drawn = self._plan.draw(epoch, number)
        return batch_of(drawn, self._dense, epoch * 1_000_003 + number)


def batch_of(drawn: Sequence[DrawnPicture], dense: bool, number: int) -> TrainingBatch:
    """Tensors of drawn pictures."""
    mean, deviation = np.array(MEAN, np.float32), np.array(DEVIATION, np.float32)
    pictures = np.stack(
        [((d.rgb / np.float32(255) - mean) / deviation) * d.mask[..., None] for d in drawn]
    )
    valid = np.stack([valid_cells(d.mask) for d in drawn])
    names = {name: i for i, name in enumerate(dict.fromkeys(d.source.place for d in drawn))}
    places = torch.tensor([names[d.source.place] for d in drawn])
    tensor = torch.from_numpy(np.ascontiguousarray(pictures.transpose(0, 3, 1, 2), np.float32))
    pairs = tuple(pairs_of(drawn)) if dense else ()
    return TrainingBatch(tensor, torch.from_numpy(valid), places, pairs, number)


def batch_loader(
    plan: BatchPlan, *, dense: bool, workers: int, rank: int, processes: int
) -> DataLoader[TrainingBatch]:
    """Loads the batches of a process; with workers they are drawn beside the training."""
    return DataLoader(
        DrawnBatches(plan, dense),
        batch_size=None,
        sampler=EpochNumbers(plan.steps, rank, processes),
        num_workers=workers,
        persistent_workers=workers > 0,
    )
