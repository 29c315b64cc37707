"""A run of training: from settings and pictures to `best.safetensors`."""

from __future__ import annotations

import importlib.metadata
import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from lightning.pytorch import Trainer
from lightning.pytorch.loggers import Logger

from neurocorrelator.errors import (
    CancelledError,
    DeviceError,
    NeurocorrelatorError,
    OutputError,
    TrainingError,
)
from neurocorrelator.features.device import is_out_of_memory, resolve_device
from neurocorrelator.features.weights import Weights, load_weights
from neurocorrelator.places.batches import BatchPlan
from neurocorrelator.places.picture_store import PictureStore
from neurocorrelator.places.tree import hash_of, views_of
from neurocorrelator.progress import CancelToken
from neurocorrelator.results.atomic_files import check_writable
from neurocorrelator.results.settings_file import write_train_config
from neurocorrelator.results.whole_file import remove_leftovers
from neurocorrelator.training.batches_loader import batch_loader
from neurocorrelator.training.callbacks import PAUSE, STOP, RunState, StopHere
from neurocorrelator.training.checkpoint_files import BEST, LAST, WholeCheckpointIO, read_last
from neurocorrelator.training.data import TrainingData, read_data
from neurocorrelator.training.events import EventListener, EventLog
from neurocorrelator.training.lightning_module import FineTuning
from neurocorrelator.training.validation import Validation
from neurocorrelator.training_config import TrainConfig
from neurocorrelator.version import VERSION

CONFIG = "config.yaml"
FORMER = "former.safetensors"
_PATHS = {"data", "out", "weights", "localisation"}  # of this machine; not told to others
_OF_NO_MATTER = {"out", "data", "epochs", "patience", "workers", "devices", "device", "loggers"}
_LONGEST = 3  # times the side that is trained: pictures are kept no larger in memory
_PACKAGES = ("torch", "lightning", "pytorch-metric-learning", "numpy", "opencv-python-headless")


@dataclass(frozen=True)
class TrainingResult:
    """What a run came to.

    Attributes:
        folder: of the run.
        weights: the best ones; None where no epoch was better than the starting weights.
        reason: why it ended: `epochs`, `early_stop`, `stopped`, `interrupted`.
        epochs: that were trained.
        best_epoch: 0 where none was better than the starting weights.
        before: metrics of the starting weights on the held-out places.
        after: of the best.
        skipped: pictures that could not be read, with the reason.
    """

    folder: Path
    weights: Path | None
    reason: str
    epochs: int
    best_epoch: int
    before: Mapping[str, float]
    after: Mapping[str, float]
    skipped: Mapping[str, str]


def train(
    config: TrainConfig,
    *,
    resume: bool = False,
    events: EventListener | None = None,
    cancel: CancelToken | None = None,
) -> TrainingResult:
    """Fine-tune the features on places and write what the run becomes into `config.out`.

    Files of the run: `config.yaml`, `events.jsonl`, `metrics.csv`, `last.ckpt`,
    `best.safetensors`, heatmaps of the matcher before and now. A file named `stop` in the folder
    ends the run and keeps the best; a file `pause` halts it for as long as it is there.

    Args:
        config: the settings.
        resume: go on from `last.ckpt` in the folder.
        events: called with each event, see `neurocorrelator.training.events`.
        cancel: asks the run to end after the step at hand; the best is kept.

    Raises:
        PlacesError: the folder of places cannot be trained on.
        TrainingError: nothing to go on from, other data or another network than the run began
            with, or a loss that is no number.
        NeurocorrelatorError: weights, device or output cannot be used.
    """
    folder = Path(config.out)
    token = cancel or CancelToken()
    first = int(os.environ.get("LOCAL_RANK", "0")) == 0
    check_writable(folder)
    folder.mkdir(parents=True, exist_ok=True)
    log = EventLog(folder if first else None, events if first else None)
    try:
        return _train(config, folder, log, token, resume=resume, first=first)
    except NeurocorrelatorError as error:
        with suppress(OutputError):
            log.tell("error", text=str(error))
        raise


def _train(
    config: TrainConfig,
    folder: Path,
    log: EventLog,
    cancel: CancelToken,
    *,
    resume: bool,
    first: bool,
) -> TrainingResult:
    device = resolve_device(config.device)
    weights = load_weights(config.weights, cancel.raise_if_cancelled)
    data = read_data(config)
    state = read_last(folder / LAST) if resume else None
    if state is not None:
        _check_same(state, config, data, weights, folder / LAST)
    elif first:
        _begin_anew(folder)
    if first:
        remove_leftovers(folder)
        for name in (STOP, PAUSE):  # of a former run
            (folder / name).unlink(missing_ok=True)
        write_train_config(config, folder / CONFIG)
    store = PictureStore(
        _LONGEST * config.size_px,
        lambda path, reason: log.tell("skipped", file=str(path), reason=reason),
    )
    validation = None
    if first:
        validation = Validation(
            data.of(data.trained, config.views),
            data.of(data.held_out, config.views),
            config,
            store,
            cancel.raise_if_cancelled,
        )
    halved = config
    try:
        while True:
            try:
                return _fit(
                    halved, config, folder, log, cancel, data, weights, store, validation, device
                )
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                if halved.places_per_batch <= 2:
                    raise DeviceError(
                        "two places at once are too many for the memory; choose a smaller size_px"
                    ) from error
                least = max(2, halved.places_per_batch // 2)
                halved = halved.model_copy(update={"places_per_batch": least})
                if device.type == "cuda":
                    torch.cuda.empty_cache()
                reason = " ".join(str(error).split())[:200]
                log.tell("batch_halved", places_per_batch=least, reason=reason)
    finally:
        if validation is not None:
            validation.close()


def _fit(  # noqa: PLR0917 (one caller hands on all of a run)
    config: TrainConfig,
    told: TrainConfig,
    folder: Path,
    log: EventLog,
    cancel: CancelToken,
    data: TrainingData,
    weights: Weights,
    store: PictureStore,
    validation: Validation | None,
    device: torch.device,
) -> TrainingResult:
    torch.manual_seed(config.seed)
    plan = BatchPlan(data.tree.train, data.trained, config, store)
    module = FineTuning(weights, config, config.epochs * plan.steps)
    data_hash = hash_of(data.prints)
    about = {
        "format": "pt",
        "network": "VGG19 conv1_1 to conv3_4, torchvision's names",
        "made_by": f"neurocorrelator {VERSION}",
        "parent": f"{weights.name} {weights.sha256}",
        "parent_metadata": weights.metadata,
        "data": Path(config.data).name,
        "data_sha256": data_hash,
        "places": str(len(data.trained)),
        "held_out": str(len(data.held_out)),
        "settings": config.model_dump(mode="json", exclude=_PATHS),
        "versions": _versions(),
    }
    marks = {"data": data.prints, "weights": weights.sha256, "config": told.model_dump_json()}
    run = RunState(folder, config, log, validation, about, cancel)
    last = folder / LAST
    state = read_last(last) if last.is_file() else None
    log.tell(
        "start",
        config=config.model_dump(mode="json"),
        places=len(data.trained),
        held_out=len(data.held_out),
        pictures=len(data.tree.train),
        views=views_of(data.tree.train),
        data_hash=data_hash,
        device=str(device),
        steps=plan.steps,
        epochs=config.epochs,
        resumed_epoch=None if state is None else int(state["epoch"]),
        versions=_versions(),
    )
    module.marks = marks
    with _quiet():
        trainer = _trainer(config, folder, run, device)
        loader = batch_loader(
            plan,
            dense=config.dense_weight > 0 and config.layers != "head",
            workers=config.workers,
            rank=trainer.global_rank,
            processes=trainer.world_size,
        )
        resumed = None if state is None else str(last)
        try:
            trainer.fit(module, loader, ckpt_path=resumed, weights_only=True)
        except StopHere:
            pass
        except CancelledError:  # while it measured
            run.reason = "interrupted"
    if not run.history:
        raise CancelledError("interrupted; nothing was trained")
    best = folder / BEST
    after = next((r for r in run.history if r["epoch"] == run.best_epoch), run.history[0])
    result = TrainingResult(
        folder,
        best if run.best_epoch else None,
        run.reason,
        run.history[-1]["epoch"],
        run.best_epoch,
        run.history[0]["metrics"],
        after["metrics"],
        {str(path): reason for path, reason in store.damaged.items()},
    )
    log.tell(
        "end",
        reason=result.reason,
        epochs=result.epochs,
        best_epoch=result.best_epoch,
        before=result.before,
        after=result.after,
        weights=None if result.weights is None else BEST,
        skipped=len(result.skipped),
    )
    return result


def _trainer(config: TrainConfig, folder: Path, run: RunState, device: torch.device) -> Trainer:
    kinds = {"cuda": "gpu", "mps": "mps", "cpu": "cpu"}
    mixed = "16-mixed" if device.type == "cuda" else "32-true"
    precision: Any = {"auto": mixed, "32": "32-true"}.get(config.precision, config.precision)
    several = config.devices > 1
    backend: Any = "auto"
    if several:
        from lightning.pytorch.strategies import DDPStrategy

        on_gpu = device.type == "cuda"
        backend = DDPStrategy(
            process_group_backend="nccl" if on_gpu else "gloo", find_unused_parameters=False
        )
    devices: Any = config.devices
    if device.type == "cuda" and not several:
        devices = [device.index or 0]
    return Trainer(
        accelerator=kinds[device.type],
        devices=devices,
        strategy=backend,
        precision=precision,
        max_epochs=config.epochs,
        gradient_clip_val=config.clip,
        callbacks=[run],
        logger=_loggers(config, folder),
        plugins=[WholeCheckpointIO()],
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        use_distributed_sampler=False,
        num_sanity_val_steps=0,
        default_root_dir=folder,
        inference_mode=False,
    )


def _loggers(config: TrainConfig, folder: Path) -> list[Logger] | bool:
    found: list[Logger] = []
    if "tensorboard" in config.loggers:
        from lightning.pytorch.loggers import TensorBoardLogger

        found.append(TensorBoardLogger(folder, name="tensorboard", version=""))
    if "mlflow" in config.loggers:
        try:
            from lightning.pytorch.loggers import MLFlowLogger

            store = (folder / "mlflow.db").absolute()
            found.append(
                MLFlowLogger("neurocorrelator", tracking_uri=f"sqlite:///{store.as_posix()}")
            )
        except ModuleNotFoundError as error:
            raise TrainingError(
                "loggers: mlflow is not installed; install neurocorrelator[mlflow], or leave it out"
            ) from error
    return found or False


def _check_same(
    state: Mapping[str, Any], config: TrainConfig, data: TrainingData, weights: Weights, path: Path
) -> None:
    """Refuse to go on with other data, another network or other settings, with the difference."""
    marks, epochs = state["neurocorrelator"], int(state["epoch"]) + 1
    if epochs > config.epochs:
        raise TrainingError(f"{path}: has {epochs} epochs already; ask for more (epochs=N)")
    before, now = marks["data"], data.prints
    if before != now:
        gone = sorted(set(before) - set(now))
        new = sorted(set(now) - set(before))
        changed = sorted(n for n in set(now) & set(before) if now[n] != before[n])
        parts = [
            f"{len(names)} {what} ({names[0]}{', …' if len(names) > 1 else ''})"
            for names, what in ((gone, "gone"), (new, "new"), (changed, "changed"))
            if names
        ]
        raise TrainingError(
            f"{path}: was trained on other data: {', '.join(parts)}; leave out --resume to begin"
            " anew"
        )
    if marks["weights"] != weights.sha256:
        raise TrainingError(
            f"{path}: was begun from other weights than {config.weights}; name those, or leave out"
            " --resume"
        )
    former = TrainConfig.model_validate_json(marks["config"])
    other = [
        f"{key}: {getattr(former, key)} then, {value} now"
        for key, value in config
        if key not in _OF_NO_MATTER and getattr(former, key) != value
    ]
    if other:
        raise TrainingError(
            f"{path}: was trained with other settings ({'; '.join(other)}); use the same, or leave"
            " out --resume"
        )


def _begin_anew(folder: Path) -> None:
    """Remove what a former run wrote; its best weights stay under another name."""
    if (folder / BEST).exists():
        (folder / BEST).replace(folder / FORMER)
    for name in (LAST, "events.jsonl", "metrics.csv", "heatmap_before.png", "heatmap_last.png"):
        with suppress(OSError):
            (folder / name).unlink()


def _versions() -> dict[str, str]:
    found = {"neurocorrelator": VERSION}
    for package in _PACKAGES:
        with suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Lightning's own words, which tell its programmer and not our user."""
    loggers = [logging.getLogger(n) for n in ("lightning.pytorch", "lightning.fabric")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
