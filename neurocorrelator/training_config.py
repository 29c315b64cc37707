"""Settings of training: one validated schema for command line, YAML files and the wizard's form.

Each field carries what a form needs: help (`description`), limits, the unit, the group that it is
shown in, and whether it is an advanced one (`json_schema_extra`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator

from neurocorrelator.config_file import explain, parse_yaml, read_mapping
from neurocorrelator.errors import ConfigurationError

PresetName = Literal["quick", "normal", "thorough"]
Layers = Literal["head", "conv3_4", "conv3", "all"]
LossName = Literal["triplet", "contrastive", "ntxent", "multi_similarity"]
MinerName = Literal["semihard", "hard", "all", "multi_similarity", "none"]
LoggerName = Literal["tensorboard", "mlflow"]

PRESETS: dict[str, dict[str, Any]] = {
    "quick": {"epochs": 3, "steps_per_epoch": 12, "places_per_batch": 4, "size_px": 96},
    "normal": {"epochs": 12, "steps_per_epoch": 40, "places_per_batch": 6, "size_px": 96},
    "thorough": {"epochs": 40, "steps_per_epoch": 100, "places_per_batch": 8, "size_px": 128},
}
"""What a preset says where neither the file nor the command line does."""


def _field(
    default: Any,
    description: str,
    *,
    group: str,
    unit: str = "",
    advanced: bool = False,
    **limits: Any,
) -> Any:
    extra: dict[str, JsonValue] = {"group": group, "unit": unit, "advanced": advanced}
    return Field(default, description=description, json_schema_extra=extra, **limits)


class TrainConfig(BaseModel):
    """How to train. Frozen: a run keeps the settings that made it.

    Attributes and their defaults are the contract of `configs/train.yaml`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    preset: PresetName = _field(
        "normal",
        "quick: some minutes on two cores, shows a gain; normal; thorough: hours, or a GPU",
        group="run",
    )
    data: str = _field(
        "data/naip/places",
        "folder of places in the layout of University-1652: train/VIEW/PLACE/pictures",
        group="data",
    )
    out: str = _field("results/train", "folder of the run", group="run")
    seed: int = _field(0, "seed of all that is drawn at random", group="run", ge=0, le=2**31 - 1)
    weights: str = _field(
        "imagenet", "weights to start from: 'imagenet', 'aerial' or a file of weights", group="run"
    )
    device: str = _field("auto", "auto, cpu, cuda or mps", group="run")

    views: tuple[str, ...] = _field(
        (), "views to train on, such as satellite and drone; empty: all there are", group="data"
    )
    gallery: str = _field(
        "satellite", "the view that the others are sought in, for recall", group="data"
    )
    holdout: float = _field(
        0.25,
        "share of the training places that are held out to measure each epoch and choose the best",
        group="data",
        gt=0,
        le=0.5,
    )
    localisation: str = _field(
        "",
        "table of pictures of known places (as of `evaluate localisation`) to measure the matcher"
        " on each epoch; empty: held-out places are sought in a mosaic of each other",
        group="data",
        advanced=True,
    )
    localisation_count: int = _field(
        48,
        "templates that the matcher seeks each epoch; 0: none",
        group="data",
        advanced=True,
        ge=0,
        le=1000,
    )

    global_weight: float = _field(
        0.0,
        "weight of the global objective: pooled embeddings of a place lie together (retrieval)",
        group="objective",
        ge=0,
        le=100,
    )
    dense_weight: float = _field(
        1.0,
        "weight of the dense objective: cells of the same ground lie together (matching)",
        group="objective",
        ge=0,
        le=100,
    )
    loss: LossName = _field("triplet", "loss of the embeddings", group="objective", advanced=True)
    miner: MinerName = _field(
        "semihard", "which triplets or pairs of a batch count", group="objective", advanced=True
    )
    margin: float = _field(
        0.2,
        "of the triplet loss: how much nearer the same place shall be, in cosine distance",
        group="objective",
        advanced=True,
        gt=0,
        le=2,
    )
    temperature: float = _field(
        0.3,
        "of the loss ntxent: lower lets the nearest wrong place count more",
        group="objective",
        advanced=True,
        ge=0.01,
        le=10,
    )
    dense_loss: Literal["softrank", "triplet"] = _field(
        "softrank",
        "softrank: minus the logarithm of the pair quality that the matcher ranks by; triplet:"
        " hardest cell elsewhere against the true one",
        group="objective",
        advanced=True,
    )
    alpha: float = _field(
        10.0,
        "temperature of SoftRank in the dense objective",
        group="objective",
        advanced=True,
        gt=0,
        le=40,
    )
    arrangement: float = _field(
        1.0,
        "in the dense objective, weight of whole templates against displaced ones beside cells",
        group="objective",
        advanced=True,
        ge=0,
        le=100,
    )

    layers: Layers = _field(
        "conv3",
        "what is trained: the last layer that the matcher reads (conv3_4), its block (conv3), all"
        " layers, or a head for retrieval alone, which changes nothing in the matcher",
        group="network",
    )
    keep: float = _field(
        1.0,
        "how much of the trained weights the result takes, the rest from the starting ones: less"
        " forgets less of other data",
        group="network",
        advanced=True,
        gt=0,
        le=1,
    )
    pull: float = _field(
        0.0,
        "pull of the weights towards the starting ones (L2-SP)",
        group="network",
        advanced=True,
        ge=0,
        le=10,
    )

    size_px: int = _field(
        96,
        "side of a picture as it is trained and retrieved",
        group="pictures",
        unit="px",
        ge=48,
        le=1024,
        multiple_of=8,
    )
    crop: tuple[Annotated[float, Field(gt=0.1, le=1)], Annotated[float, Field(gt=0.1, le=1)]] = (
        _field(
            (0.65, 1.0),
            "share of a picture's side that a training picture shows, from and to",
            group="pictures",
            advanced=True,
        )
    )
    turn_deg: float = _field(
        8.0,
        "how far pictures of known ground are turned against each other in the dense objective",
        group="pictures",
        unit="deg",
        advanced=True,
        ge=0,
        le=45,
    )
    colour: float = _field(
        0.3,
        "strength of random changes of brightness, contrast and colour",
        group="pictures",
        advanced=True,
        ge=0,
        le=1,
    )

    epochs: int = _field(12, "at most so many epochs", group="steps", ge=1, le=100_000)
    steps_per_epoch: int = _field(
        40, "batches an epoch; 0: every place once", group="steps", ge=0, le=100_000
    )
    places_per_batch: int = _field(6, "places of a batch (P)", group="steps", ge=2, le=1024)
    views_per_place: int = _field(
        3, "pictures of each place in a batch (K), of different views", group="steps", ge=2, le=64
    )
    learning_rate: float = _field(
        1e-4, "learning rate of AdamW", group="steps", gt=0, le=1, advanced=True
    )
    weight_decay: float = _field(0.0, "of AdamW", group="steps", ge=0, le=1, advanced=True)
    warmup: float = _field(
        0.1,
        "share of the steps in which the learning rate rises; then it falls as a cosine",
        group="steps",
        ge=0,
        le=0.9,
        advanced=True,
    )
    clip: float = _field(
        5.0, "the gradient's length is cut to this", group="steps", gt=0, le=1e6, advanced=True
    )
    precision: Literal["auto", "32", "16-mixed", "bf16-mixed"] = _field(
        "auto", "auto: mixed where there is a GPU", group="steps", advanced=True
    )
    patience: int = _field(
        10,
        "epochs without a better measure after which training stops; 0: never",
        group="steps",
        ge=0,
        le=100_000,
    )
    best_by: Literal["auto", "recall", "hit", "dense"] = _field(
        "auto",
        "what chooses the best epoch: recall of the held-out places, hits of the matcher on the"
        " fixed set, or the dense loss of the held-out places; auto: those of the objectives",
        group="steps",
        advanced=True,
    )
    workers: int = _field(
        0, "processes that prepare pictures; 0: none", group="steps", ge=0, le=64, advanced=True
    )
    devices: int = _field(
        1, "GPUs, or processes on the processor", group="steps", ge=1, le=64, advanced=True
    )
    loggers: tuple[LoggerName, ...] = _field(
        (),
        "besides metrics.csv and events.jsonl: tensorboard, mlflow",
        group="run",
        advanced=True,
    )

    @model_validator(mode="after")
    def _consistent(self) -> TrainConfig:
        if self.global_weight == 0 and self.dense_weight == 0:
            raise ValueError("global_weight and dense_weight cannot both be 0: nothing to learn")
        if self.layers == "head" and self.global_weight == 0:
            raise ValueError("layers=head needs global_weight above 0")
        if self.crop[0] > self.crop[1]:
            raise ValueError("crop: the first share must not be above the second")
        if len(set(self.views)) == 1:
            raise ValueError("views: one view has no pairs; name two, or none for all")
        return self


def make_train_config(
    file: str | os.PathLike[str] | None = None, assignments: Sequence[str] = ()
) -> TrainConfig:
    """Settings of a preset, overridden by a YAML file, overridden by `key=value` texts.

    Raises:
        ConfigurationError: the file cannot be read, a text is not `key=value`, an unknown key, or a
            value that is not allowed.
    """
    base = {} if file is None else dict(read_mapping(Path(file)))
    told = _assigned(assignments)
    source = f"{file}: " if file is not None and not told else ""
    return config_of(base | told, source)


def config_of(values: Mapping[str, Any], source: str = "") -> TrainConfig:
    """Settings of a mapping over those of its preset.

    Raises:
        ConfigurationError: an unknown key, or a value that is not allowed.
    """
    preset = values.get("preset", "normal")
    usual = PRESETS.get(preset, {}) if isinstance(preset, str) else {}
    try:
        return TrainConfig(**(usual | dict(values)))
    except ValidationError as error:
        raise ConfigurationError(f"{source}{explain(error, TrainConfig)}") from error


def _assigned(assignments: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for text in assignments:
        key, sign, value = text.partition("=")
        if not sign or not key:
            raise ConfigurationError(f"{text!r} is not of the form key=value, such as epochs=5")
        if key in values:
            raise ConfigurationError(f"{key} is given more than once")
        field = TrainConfig.model_fields.get(key)
        # a path such as 2024 or no is a text
        values[key] = value if field is not None and field.annotation is str else parse_yaml(value)
    return values
