"""Flags that several commands share, and the settings they make."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

import neurocorrelator as nc
from neurocorrelator.config import MatchConfig
from neurocorrelator.config_file import explain, read_match_config

_DEVICE = re.compile(r"auto|cpu|cuda(:\d+)?|mps")


class Score(StrEnum):
    """The two scores of a place."""

    ALIGNED = "aligned"
    BAG = "bag"


def _device(value: str | None) -> str | None:
    if value is not None and not _DEVICE.fullmatch(value):
        raise typer.BadParameter("must be auto, cpu, cuda, cuda:N or mps")
    return value


def positive(value: float | None) -> float | None:
    """Check of a flag that must be above 0."""
    if value is not None and not (math.isfinite(value) and value > 0):
        raise typer.BadParameter("must be a number above 0")
    return value


def bearing(value: float | None) -> float | None:
    """Check of a flag in degrees, of one turn to either side."""
    if value is not None and not -360 <= value <= 360:  # not true of NaN either
        raise typer.BadParameter("must be between -360 and 360 degrees")
    return value


def number(text: str | float) -> float:
    """A number with a decimal point or, as tables have it, a decimal comma."""
    try:
        return float(text.replace(",", ".") if isinstance(text, str) else text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a number, such as 0.5") from None


def band_numbers(text: str | Sequence[int]) -> Sequence[int]:
    """One band number, or three with commas between: 4 or 3,2,1."""
    if not isinstance(text, str):  # typer parses a default too
        return text
    try:
        numbers = tuple(int(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) not in (1, 3) or min(numbers) < 1:
        raise typer.BadParameter(f"{text!r} is not one band number or three, such as 4 or 3,2,1")
    return numbers


ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Settings in YAML; flags override them."),
]
ScoreOption = Annotated[
    Score | None,
    typer.Option(
        "--score", help="aligned: cross-correlation of patches (default); bag: the paper's."
    ),
]
AlphaOption = Annotated[
    float | None,
    typer.Option(
        "--alpha",
        metavar="A",
        parser=number,
        help="Temperature of SoftRank, above 0 and up to 40; 10 for aligned, 25 for bag.",
    ),
]
RotationsOption = Annotated[
    str | None,
    typer.Option(
        "--rotations",
        metavar="none|auto|A:B:STEP",
        help="Degrees clockwise to try, added to a known heading; auto (default): a full circle"
        " where the heading is unknown, or where nothing sure is found at it; none: at the heading"
        " only.",
    ),
]
ScalesOption = Annotated[
    str | None,
    typer.Option(
        "--scales",
        metavar="none|auto|A:B:N",
        help="N geometric steps from A to B: factors on the scale that the GSDs give, absolute"
        " where a GSD is unknown; auto (default): 0.25 to 2 where it is unknown, 0.5 to 2 where"
        " nothing sure is found at it; none: 1.",
    ),
]
ExactOption = Annotated[
    bool,
    typer.Option(
        "--exact",
        metavar="",  # else some versions of typer show <bool>
        help="Search every rotation and scale, and all of a large scene, at the full working"
        " resolution, without a coarse search first (slow).",
    ),
]
VerifyOption = Annotated[
    int | None,
    typer.Option(
        "--verify",
        metavar="N",
        help="Candidates of a template that are compared with the scene cell by cell and ranked by"
        " their confidence (default 8); 0: ranked by the score, without a confidence.",
    ),
]
WeightsOption = Annotated[
    str | None,
    typer.Option(
        "--weights",
        metavar="imagenet|aerial|FILE",
        help="Weights of the network: imagenet (default), aerial (fine-tuned on aerial photographs"
        " of several dates), or a file.",
    ),
]
DeviceOption = Annotated[
    str | None,
    typer.Option(
        "--device",
        metavar="auto|cpu|cuda|cuda:N|mps",
        help="Which processor computes.",
        callback=_device,
    ),
]
BandsOption = Annotated[
    Sequence[int] | None,
    typer.Option(
        "--bands",
        metavar="R,G,B|N",
        parser=band_numbers,
        help="Bands of the scene to look at, the first is 1; the file's colours, or a guess that is"
        " said, where not given.",
    ),
]
StretchOption = Annotated[
    nc.StretchName,
    typer.Option(
        "--stretch",
        metavar="auto|percentile|minmax|none",
        help="How pixel values become 8 bits: from 2 to 98 %, between the ends, or not at all;"
        " auto: percentile for all but 8 bits.",
    ),
]
JsonOption = Annotated[
    bool,
    typer.Option(
        "--json",
        metavar="",  # else some versions of typer show <bool>
        help="Print one JSON object on a single line instead of a table.",
    ),
]


def make_config(file: Path | None, flags: dict[str, Any]) -> MatchConfig:
    """Settings of a file, overridden by the flags that were given (those not None).

    Raises:
        typer.BadParameter: a flag has a value that is not allowed.
        ConfigurationError: the file cannot be read or has a value that is not allowed.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        MatchConfig(**given)
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        flag = "--" + key.replace("_", "-")
        reason = explain(error).removeprefix(f"{key}: ")  # --help describes the flag
        raise typer.BadParameter(reason, param_hint=flag) from None
    base = {} if file is None else read_match_config(file).model_dump()
    return MatchConfig(**(base | given))
