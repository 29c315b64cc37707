"""The step of training, for Lightning."""

from __future__ import annotations

import math
from typing import Any

import torch
from lightning.pytorch import LightningModule
from torch import Tensor
from torch.optim import AdamW, Optimizer
from torch.optim.lr_scheduler import LambdaLR

from neurocorrelator.errors import TrainingError
from neurocorrelator.features.weights import Weights
from neurocorrelator.training.batches_loader import TrainingBatch
from neurocorrelator.training.dense_objective import DenseObjective
from neurocorrelator.training.global_objective import GlobalObjective, pooled_cells
from neurocorrelator.training.network import TrainedFeatures
from neurocorrelator.training_config import TrainConfig

_MOST_IN_A_ROW = 5  # batches whose gradient is no number
_LEAST_RATE = 0.05  # of the learning rate, at the end


class FineTuning(LightningModule):
    """Global and dense objective on the shared features."""

    def __init__(self, weights: Weights, config: TrainConfig, steps: int) -> None:
        """From weights to start with.

        Args:
            weights: the starting ones.
            config: the settings.
            steps: of the whole run, for the learning rate.
        """
        super().__init__()
        self.network = TrainedFeatures(weights, config.layers)
        self.measured: dict[str, float] = {}
        self.marks: dict[str, Any] = {}
        self.not_finite = 0
        self._in_a_row = 0
        self._config = config
        self._steps = max(1, steps)
        self._global = GlobalObjective(config)
        self._dense = DenseObjective(config)

    def training_step(self, batch: TrainingBatch, _: int) -> Tensor:
        """The loss of a batch."""
        config = self._config
        cells = self.network(batch.pictures)
        loss: Tensor = cells.sum() * 0
        measured: dict[str, Tensor] = {}
        with torch.set_grad_enabled(config.global_weight > 0):  # else it is measured only
            pooled = self.network.embed(pooled_cells(cells.float(), batch.valid))
            part, measured["active"] = self._global(pooled, batch.places)
        loss = loss + config.global_weight * part
        measured["loss_global"] = part.detach()
        if config.dense_weight > 0 and config.layers != "head":
            generator = torch.Generator().manual_seed(config.seed * 7_919 + batch.number)
            part, measured["found"] = self._dense(
                cells, batch.valid, batch.places, batch.pairs, generator
            )
            loss = loss + config.dense_weight * part
            measured["loss_dense"] = part.detach()
        if config.pull > 0:
            loss = loss + config.pull * self.network.distance_from_start()
        measured["loss"] = loss.detach()
        self.measured = {name: float(value.detach()) for name, value in measured.items()}
        self.measured["pictures"] = len(batch.pictures)
        return loss

    def on_before_optimizer_step(self, optimizer: Optimizer) -> None:
        """Leave out a gradient that is no number: one such step would ruin all weights.

        Raises:
            TrainingError: it happens again and again.
        """
        del optimizer
        gradients = [p.grad for p in self.network.trained() if p.grad is not None]
        if all(bool(torch.isfinite(g).all()) for g in gradients):
            self._in_a_row = 0
            return
        self.not_finite += 1
        self._in_a_row += 1
        if self._in_a_row >= _MOST_IN_A_ROW:
            raise TrainingError(
                f"the loss was not a number {_MOST_IN_A_ROW} times in a row; try a lower"
                " learning_rate"
            )
        for gradient in gradients:
            gradient.zero_()

    def configure_optimizers(self) -> Any:
        """AdamW; the learning rate rises, then falls as a cosine, step by step."""
        config = self._config
        optimizer = AdamW(
            self.network.trained(), lr=config.learning_rate, weight_decay=config.weight_decay
        )
        rising = max(1, round(config.warmup * self._steps))

        def factor(step: int) -> float:
            if step < rising:
                return (step + 1) / rising
            share = min(1.0, (step - rising) / max(1, self._steps - rising))
            return _LEAST_RATE + (1 - _LEAST_RATE) * 0.5 * (1 + math.cos(math.pi * share))

        schedule = LambdaLR(optimizer, factor)
        return {
            "optimizer": optimizer,
            "lr_scheduler": {"scheduler": schedule, "interval": "step"},
        }

    def on_save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """What a resumed run is held to: data, starting weights, settings."""
        checkpoint["neurocorrelator"] = self.marks

    def transfer_batch_to_device(
        self, batch: TrainingBatch, device: torch.device, dataloader_idx: int
    ) -> TrainingBatch:
        """A batch is a value of our own, so Lightning cannot know how to move it."""
        del dataloader_idx
        return batch.to(device)
