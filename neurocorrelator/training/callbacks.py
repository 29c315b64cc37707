"""What happens around the steps: measuring, checkpoints, events, and the ways to stop."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lightning.pytorch import Callback, LightningModule, Trainer

from neurocorrelator.errors import TrainingError
from neurocorrelator.progress import CancelToken
from neurocorrelator.results.whole_file import write_whole
from neurocorrelator.training.checkpoint_files import BEST, LAST, write_weights
from neurocorrelator.training.events import EventLog
from neurocorrelator.training.lightning_module import FineTuning
from neurocorrelator.training.memory import used_mib
from neurocorrelator.training.validation import Validation
from neurocorrelator.training_config import TrainConfig

METRICS = "metrics.csv"
STOP, PAUSE = "stop", "pause"
CURRENT = "current.safetensors"
_STEP_EVENT_S = 0.5
_PAUSE_LOOK_S = 0.3


def score_of(metrics: Mapping[str, float], config: TrainConfig) -> float:
    """The measure that chooses the best epoch; higher is better."""
    recall = (metrics.get("r@1", 0.0) + metrics.get("ap", 0.0)) / 2
    hit, dense = metrics.get("hit"), metrics.get("held_out_loss_dense")
    if config.best_by == "recall":
        return recall
    if config.best_by == "hit" and hit is not None:
        return hit + 1e-3 * recall
    if config.best_by == "dense" and dense is not None:
        return -dense
    # both matter; a nat of the dense loss is worth as much as a tenth of the hits
    weighed = recall if config.global_weight > 0 else 0.0
    return weighed + (0.0 if dense is None else (hit or 0.0) - 0.1 * dense)


class RunState(Callback):
    """The history of a run, the best epoch, and what makes it end. Kept in `last.ckpt`."""

    def __init__(  # noqa: PLR0917 (one caller hands on all of a run)
        self,
        folder: Path,
        config: TrainConfig,
        log: EventLog,
        validation: Validation | None,
        about: Mapping[str, Any],
        cancel: CancelToken,
    ) -> None:
        """Of a run's folder; `validation` is None in processes other than the first."""
        self.history: list[dict[str, Any]] = []
        self.best_score = float("-inf")
        self.best_epoch = 0
        self.reason = "epochs"
        self._folder, self._config, self._log = folder, config, log
        self._validation, self._about, self._cancel = validation, about, cancel
        self._losses: list[dict[str, float]] = []
        self._epoch_started = self._told = self._began = time.monotonic()
        self._steps_here = 0
        self._bad = 0

    # --- state that last.ckpt keeps ---

    def state_dict(self) -> dict[str, Any]:
        """History and best."""
        return {
            "history": self.history,
            "best_score": self.best_score,
            "best_epoch": self.best_epoch,
        }

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """As it was."""
        self.history = list(state_dict["history"])
        self.best_score = state_dict["best_score"]
        self.best_epoch = state_dict["best_epoch"]

    # --- around the steps ---

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Measure the starting weights first, unless a former run has."""
        if trainer.is_global_zero and not self.history:
            assert isinstance(pl_module, FineTuning)  # noqa: S101 (this callback serves no other)
            self._measure(pl_module, 0, self._config.weights)
        self._began = time.monotonic()

    def on_train_epoch_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """A new epoch."""
        del trainer, pl_module
        self._losses = []
        self._epoch_started = time.monotonic()

    def on_train_batch_end(
        self,
        trainer: Trainer,
        pl_module: LightningModule,
        outputs: Any,
        batch: Any,
        batch_idx: int,
    ) -> None:
        """Tell of the step; pause or stop where asked."""
        del outputs, batch
        assert isinstance(pl_module, FineTuning)  # noqa: S101
        self._steps_here += 1
        self._losses.append(pl_module.measured)
        if pl_module.not_finite > self._bad:
            self._bad = pl_module.not_finite
            self._log.tell(
                "not_finite", epoch=trainer.current_epoch + 1, step=batch_idx + 1, count=self._bad
            )
        now = time.monotonic()
        last = batch_idx + 1 == trainer.num_training_batches
        if trainer.is_global_zero and (last or now - self._told >= _STEP_EVENT_S):
            self._told = now
            self._tell_step(trainer, pl_module, batch_idx, now)
        self._pause(trainer)
        if trainer.strategy.reduce_boolean_decision(self._asked_to_stop(), all=False):
            trainer.should_stop = True
            # Lightning would go through the epoch to its end first
            raise StopHere

    def on_train_epoch_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        """Measure, keep the last and the best, stop where nothing gets better."""
        assert isinstance(pl_module, FineTuning)  # noqa: S101
        epoch = trainer.current_epoch + 1
        if trainer.is_global_zero:
            path = self._folder / CURRENT
            write_weights(path, pl_module.network.exported(self._config.keep), self._about)
            try:
                better = self._measure(pl_module, epoch, path)
                if better:
                    about = dict(self._about) | {
                        "epoch": str(epoch),
                        "metrics": self.history[-1]["metrics"],
                        "metrics_before": self.history[0]["metrics"],
                    }
                    write_weights(
                        self._folder / BEST, pl_module.network.exported(self._config.keep), about
                    )
                    self._log.tell("checkpoint", epoch=epoch, file=BEST, best=True)
            finally:
                path.unlink(missing_ok=True)
        state = trainer.strategy.broadcast(self.state_dict())
        self.load_state_dict(state)
        patience = self._config.patience
        if patience and epoch - self.best_epoch >= patience:
            self.reason = "early_stop"
            trainer.should_stop = True
        trainer.save_checkpoint(self._folder / LAST)
        if trainer.is_global_zero:
            self._log.tell("checkpoint", epoch=epoch, file=LAST, best=False)

    # --- parts of it ---

    def _measure(self, module: FineTuning, epoch: int, weights: Path | str) -> bool:
        assert self._validation is not None  # noqa: S101 (only the first process measures)
        metrics: dict[str, float] = {}
        for name in sorted({name for one in self._losses for name in one} - {"pictures"}):
            values = [one[name] for one in self._losses if name in one]
            metrics[name] = sum(values) / len(values)
        metrics |= self._validation.measure(weights)
        score = score_of(metrics, self._config)
        better = epoch > 0 and score > self.best_score
        if epoch == 0:
            self.best_score = score  # an epoch is the best only if it beats the starting weights
        elif better:
            self.best_score, self.best_epoch = score, epoch
        seconds = time.monotonic() - self._epoch_started
        self.history.append(
            {"epoch": epoch, "metrics": metrics, "score": score, "seconds": seconds}
        )
        self._write_metrics()
        self._write_heatmap(epoch)
        for logger in [] if module._trainer is None else module.trainer.loggers:
            logger.log_metrics(
                {k.replace("@", "_at_").replace("%", "_percent"): v for k, v in metrics.items()},
                step=epoch,
            )
        if epoch == 0:
            self._log.tell("baseline", metrics=metrics, score=score, seconds=seconds)
        else:
            self._log.tell(
                "epoch_end",
                epoch=epoch,
                metrics=metrics,
                score=score,
                best=better,
                best_epoch=self.best_epoch,
                without_gain=epoch - self.best_epoch,
                seconds=seconds,
            )
        return better

    def _write_metrics(self) -> None:
        names = list(dict.fromkeys(n for row in self.history for n in row["metrics"]))
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["epoch", "score", "seconds", *names])
        for row in self.history:
            cells = [row["metrics"].get(name, "") for name in names]
            writer.writerow([row["epoch"], row["score"], round(row["seconds"], 2), *cells])
        data = text.getvalue().encode("ascii")
        write_whole(self._folder / METRICS, lambda stream: stream.write(data))

    def _write_heatmap(self, epoch: int) -> None:
        assert self._validation is not None  # noqa: S101
        name = "heatmap_before.png" if epoch == 0 else "heatmap_last.png"
        if self._validation.put_heatmap(self._folder / name):
            self._log.tell("heatmap", epoch=epoch, file=name)

    def _tell_step(self, trainer: Trainer, module: FineTuning, batch_idx: int, now: float) -> None:
        spent = now - self._began
        rate = self._steps_here / max(spent, 1e-9)
        done = trainer.current_epoch * trainer.num_training_batches + batch_idx + 1
        left = (trainer.max_epochs or 0) * trainer.num_training_batches - done
        values = {k: v for k, v in module.measured.items() if k != "pictures"}
        self._log.tell(
            "step",
            epoch=trainer.current_epoch + 1,
            step=batch_idx + 1,
            steps=trainer.num_training_batches,
            **values,
            learning_rate=trainer.optimizers[0].param_groups[0]["lr"],
            pictures_per_s=module.measured["pictures"] * rate * trainer.world_size,
            memory_mib=used_mib(module.device),
            seconds_left=left / max(rate, 1e-9),
        )

    def _asked_to_stop(self) -> bool:
        if self._cancel.cancelled:
            self.reason = "interrupted"
        elif (self._folder / STOP).exists():
            self.reason = "stopped"
        else:
            return False
        return True

    def _pause(self, trainer: Trainer) -> None:
        if not (self._folder / PAUSE).exists():
            return
        if trainer.is_global_zero:
            self._log.tell("paused", epoch=trainer.current_epoch + 1)
        began = time.monotonic()
        while (self._folder / PAUSE).exists() and not self._asked_to_stop():
            time.sleep(_PAUSE_LOOK_S)
        self._began += time.monotonic() - began
        if trainer.is_global_zero:
            self._log.tell("continued", epoch=trainer.current_epoch + 1)


class StopHere(TrainingError):  # noqa: N818 (no error: it ends the loop of Lightning)
    """The run was asked to stop within an epoch."""

    def __init__(self) -> None:
        super().__init__("training was asked to stop")
