"""Settings of matching: one validated schema for command line, YAML files, window and notebook."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

ScoreName = Literal["aligned", "bag", "cosine"]
Precision = Literal["auto", "float32", "float16"]
Sweep = Literal["none", "auto"] | tuple[float, ...]

AUTO_ROTATION_STEP_DEG = 18.0  # the aligned score tolerates 10 degrees either way
AUTO_SCALE_STEP = 1.26  # and a quarter of scale
AUTO_SCALES_TOLD = (0.5, 2.0)  # factors on the scale that the GSDs give, where that is doubted
AUTO_SCALES_UNTOLD = (0.25, 2.0)  # scene pixels per template pixel where a GSD is unknown
AUTO_SCALES_FIRST = (0.79, 2.0)  # the part of those that is searched first: it costs a sixth
FOUND_CONFIDENCE = 0.9  # a match at least this sure is told as found
ABSENT_CONFIDENCE = 0.1  # a template less sure than this to be anywhere is told as not in the scene
_MAX_VARIANTS_PER_AXIS = 720


class MatchConfig(BaseModel):
    """How to match. Frozen: a result keeps the settings that made it.

    Attributes and their defaults are the contract of `configs/match.yaml`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    score: ScoreName = Field(
        "aligned",
        description="aligned: cross-correlation of patches; bag: the paper's; cosine: the mean"
        " cosine alone, a baseline",
    )
    alpha: Annotated[float, Field(gt=0, le=40)] | None = Field(
        None, description="temperature of SoftRank; empty: 10 for aligned, 25 for bag"
    )
    layer_weights: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]] = Field(
        (0.0, 1.0),
        description="energy of VGG19's layers 2 and 16 in a cell; (1, 1) is the paper's",
    )
    standardisation: Literal["scene", "joint"] = Field(
        "scene",
        description="channels by mean and deviation over the scene, or over scene and template"
        " together as in the paper, which costs a pass for every variant",
    )
    blur_cells: Annotated[int, Field(ge=1, le=15)] = Field(
        3, description="side of the mean filter G over the pair-quality map; odd"
    )
    min_coverage: Annotated[float, Field(gt=0, le=1)] = Field(
        0.35, description="share of the template's cells that must lie on valid scene cells"
    )
    rotations: Sweep = Field(
        "auto",
        description="degrees clockwise, added to the known heading; auto: a full circle where the"
        " heading is unknown, or where nothing sure is found at it; none: at the heading only",
    )
    scales: Sweep = Field(
        "auto",
        description="factors on the scale that the GSDs give, absolute where a GSD is unknown;"
        " auto: 0.25-2 where it is unknown, 0.5-2 where nothing sure is found at it; none: 1",
    )
    exact: bool = Field(
        False,
        description="search every rotation and scale, and all of a large scene, at the full working"
        " resolution",
    )
    verify: Annotated[int, Field(ge=0, le=100)] = Field(
        8,
        description="candidates of a template that are compared with the scene cell by cell and"
        " ranked by how sure they are; 0: ranked by the score, without a confidence",
    )
    top: Annotated[int, Field(ge=1, le=10_000)] = Field(5, description="matches listed a template")
    min_score: float | None = Field(None, description="matches below this score are dropped")
    separation: Annotated[float, Field(gt=0, le=1)] = Field(
        0.5, description="least distance of two matches, in units of the template's shorter side"
    )
    reduce: Annotated[float, Field(ge=0.5, le=64)] | None = Field(
        None,
        description="scene pixels per working pixel: 0.5 (enlarged), or a whole number; empty: by"
        " the template's size",
    )
    tile_px: Annotated[int, Field(ge=64, le=8192)] = Field(
        512, description="side of a tile in working pixels, without its halo"
    )
    memory_mib: Annotated[int, Field(ge=64)] = Field(
        1024,
        description="MiB that scene features, template cells and score maps may each take",
    )
    cache_gib: Annotated[float, Field(ge=0)] = Field(
        10.0,
        description="GiB on disk that features of scenes may take, for the next search of the same"
        " scene on the CPU; 0: none are kept",
    )
    weights: str = Field("imagenet", description="'imagenet', 'aerial' or a file of weights")
    device: str = Field("auto", description="auto, cpu, cuda, cuda:1 or mps")
    precision: Precision = Field(
        "auto",
        description="of the network and of what is compared: float16 rounds their inputs, sums are"
        " float32; auto is float16 on CUDA and float32 elsewhere",
    )

    @field_validator("tile_px")
    @classmethod
    def _tile_on_grid(cls, value: int) -> int:
        if value % 4:
            raise ValueError("must be a multiple of 4: tiles start on the grid of cells")
        return value

    @field_validator("reduce")
    @classmethod
    def _whole_or_half(cls, value: float | None) -> float | None:
        if value is not None and value != 0.5 and value != int(value):
            raise ValueError("must be 0.5 or a whole number")
        return value

    @field_validator("blur_cells")
    @classmethod
    def _odd(cls, value: int) -> int:
        if value % 2 == 0:
            raise ValueError("must be odd: the blur is centred")
        return value

    @field_validator("layer_weights")
    @classmethod
    def _some_layer(cls, value: tuple[float, float]) -> tuple[float, float]:
        if sum(value) == 0:
            raise ValueError("at least one layer needs a weight above 0")
        return value

    @field_validator("rotations", mode="before")
    @classmethod
    def _rotations_from_text(cls, value: object) -> object:
        return parse_rotations(value) if isinstance(value, str) else value

    @field_validator("scales", mode="before")
    @classmethod
    def _scales_from_text(cls, value: object) -> object:
        return parse_scales(value) if isinstance(value, str) else value

    @field_validator("rotations")
    @classmethod
    def _rotations(cls, value: Sweep) -> Sweep:
        return _check_sweep(value)

    @field_validator("scales")
    @classmethod
    def _scales(cls, value: Sweep) -> Sweep:
        checked = _check_sweep(value)
        if isinstance(checked, tuple) and min(checked) <= 0:
            raise ValueError("scales must be above 0")
        return checked

    @property
    def effective_alpha(self) -> float:
        """The temperature in force: `alpha`, or the default of the score."""
        if self.alpha is not None:
            return self.alpha
        return 25.0 if self.score == "bag" else 10.0

    @property
    def effective_verify(self) -> int:
        """How many candidates are verified: `verify`, or 0 where no confidence is calibrated."""
        usual = self.score == "aligned" and self.standardisation == "scene"
        return self.verify if usual else 0


def parse_rotations(text: str) -> Sweep:
    """`none`, `auto`, one number, or A:B:STEP in degrees (B included where the steps reach it).

    Raises:
        ValueError: not of that form, with what is.
    """
    if text in ("none", "auto"):
        return "none" if text == "none" else "auto"
    parts = _numbers(text, "rotations are none, auto, a number or A:B:STEP in degrees")
    if len(parts) == 1:
        return (parts[0],)
    start, stop, step = parts
    if step <= 0 or stop < start:
        raise ValueError("rotations A:B:STEP need A <= B and STEP > 0")
    count = math.floor((stop - start) / step + 1e-9) + 1
    _check_count(count)
    values = [start + step * i for i in range(count)]
    if len(values) > 1 and math.isclose(values[-1] - values[0], 360.0):
        values.pop()  # 360 is 0 again
    return tuple(values)


def parse_scales(text: str) -> Sweep:
    """`none`, `auto`, one number, or A:B:N for N geometric steps from A to B.

    Raises:
        ValueError: not of that form, with what is.
    """
    if text in ("none", "auto"):
        return "none" if text == "none" else "auto"
    parts = _numbers(text, "scales are none, auto, a number or A:B:N")
    if len(parts) == 1:
        return (parts[0],)
    start, stop, number = parts
    if start <= 0 or stop < start or number != int(number) or number < 1:
        raise ValueError("scales A:B:N need 0 < A <= B and a whole number N of at least 1")
    count = int(number)
    _check_count(count)
    if count == 1:
        return (math.sqrt(start * stop),)
    ratio = (stop / start) ** (1 / (count - 1))
    return tuple(start * ratio**i for i in range(count))


def _numbers(text: str, usage: str) -> list[float]:
    try:
        parts = [float(part) for part in text.split(":")]
    except ValueError:
        raise ValueError(f"{usage}, not {text!r}") from None
    if len(parts) not in (1, 3) or not all(math.isfinite(part) for part in parts):
        raise ValueError(f"{usage}, not {text!r}")
    return parts


def _check_count(count: int) -> None:
    if count > _MAX_VARIANTS_PER_AXIS:
        raise ValueError(f"{count} steps are too many; {_MAX_VARIANTS_PER_AXIS} at most")


def _check_sweep(value: Sweep) -> Sweep:
    if isinstance(value, tuple):
        if not value:
            raise ValueError("a list of values needs at least one")
        _check_count(len(value))
    return value
