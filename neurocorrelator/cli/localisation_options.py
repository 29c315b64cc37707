"""Flags of `evaluate localisation`: what the matcher is told, and how pictures are disturbed."""

from __future__ import annotations

import math
from typing import Annotated, cast

import typer

from neurocorrelator.cli.options import positive
from neurocorrelator.evaluation.conditions import FACTS, Conditions, Fact

RandomHeadingsOption = Annotated[
    bool,
    typer.Option(
        "--random-headings",
        metavar="",  # else some versions of typer show <bool>
        help="Turn each picture by a random angle and do not tell its heading.",
    ),
]
RandomScalesOption = Annotated[
    str | None,
    typer.Option(
        "--random-scales",
        metavar="A:B",
        help="Multiply each told GSD by a random factor of A to B, log-uniform: 0.5:2.",
    ),
]
HeadingErrorsOption = Annotated[
    str | None,
    typer.Option(
        "--heading-errors",
        metavar="A:B",
        help="Tell each heading wrong by a random angle of A to B degrees, to either side: 40:180.",
    ),
]
UntoldOption = Annotated[
    str | None,
    typer.Option(
        "--untold",
        metavar="heading|gsd|heading,gsd",
        help="What of the table the matcher is not told; the pictures stay as they are.",
    ),
]
AbsentOption = Annotated[
    bool,
    typer.Option(
        "--absent",
        metavar="",
        help="Seek each picture also in another scene of the table, where it cannot be.",
    ),
]
RightWithinOption = Annotated[
    float | None,
    typer.Option(
        "--right-within",
        metavar="M",
        callback=positive,
        help="Metres within which a place is right; a quarter of the picture's shorter side on the"
        " ground if not given.",
    ),
]


def make_conditions(
    *,
    random_headings: bool,
    random_scales: str | None,
    heading_errors: str | None,
    untold: str | None,
) -> Conditions:
    """Conditions of the flags.

    Raises:
        typer.BadParameter: a flag has a value that is not allowed.
    """
    scales = _range(random_scales, "--random-scales")
    errors = _range(heading_errors, "--heading-errors")
    facts = _facts(untold)
    try:
        return Conditions(random_headings, scales, errors, facts)
    except ValueError as error:
        wrong_scales = scales is not None and not 0 < scales[0] <= scales[1]
        hint = "--random-scales" if wrong_scales else "--heading-errors"
        raise typer.BadParameter(str(error), param_hint=hint) from None


def _range(text: str | None, flag: str) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, high = (float(part.replace(",", ".")) for part in text.split(":"))
    except ValueError:
        low = high = math.nan
    if not (math.isfinite(low) and math.isfinite(high)):
        raise typer.BadParameter(f"must be A:B, not {text!r}", param_hint=flag)
    return low, high


def _facts(text: str | None) -> frozenset[Fact]:
    named = [] if text is None else [part.strip().lower() for part in text.split(",")]
    strange = [name for name in named if name not in FACTS]
    if strange:
        raise typer.BadParameter(
            f"must be {' or '.join(FACTS)} or both with a comma between, not {text!r}",
            param_hint="--untold",
        )
    return frozenset(cast("Fact", name) for name in named)
