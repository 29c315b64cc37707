"""What the user chose in the match panel, and what it means for the search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import neurocorrelator as nc


@dataclass(frozen=True, slots=True)
class MatchOptions:
    """Settings of a match as the user typed them.

    Attributes:
        score: `aligned` or `bag`.
        rotations: `none`, `auto`, a number or A:B:STEP in degrees.
        scales: `none`, `auto`, a number or A:B:N.
        top: matches listed for each template.
    """

    score: Literal["aligned", "bag"] = "aligned"
    rotations: str = "none"
    scales: str = "none"
    top: int = 5

    def config(self) -> nc.MatchConfig:
        """The library's settings.

        Raises:
            neurocorrelator.ConfigurationError: a text that means nothing, with what would.
        """
        from pydantic import ValidationError  # loaded behind the window

        try:
            return nc.MatchConfig(
                score=self.score,
                rotations=nc.parse_rotations(self.rotations.strip()),
                scales=nc.parse_scales(self.scales.strip()),
                top=self.top,
            )
        except ValidationError as error:
            raise nc.ConfigurationError(error.errors()[0]["msg"]) from error
        except ValueError as error:
            raise nc.ConfigurationError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Unknowns:
    """How many templates will be searched on an assumption, because nothing is known of them.

    Attributes:
        headings: templates without a heading, searched at rotation 0 only.
        gsds: templates without a GSD (or a scene without a CRS), searched at scale 1 only.
    """

    headings: int
    gsds: int


def assumptions(
    options: MatchOptions, templates: Iterable[nc.Template], scene: nc.Raster | None
) -> Unknowns:
    """What the search will take for granted with these options.

    A heading or GSD helps only on a scene that has a CRS: otherwise north and metres are unknown.
    """
    located = scene is not None and scene.georeference.is_geographic
    listed = list(templates)
    headings = sum(t.heading_deg is None or not located for t in listed)
    gsds = sum(t.gsd_m is None or not located for t in listed)
    return Unknowns(
        headings if options.rotations.strip() == "none" else 0,
        gsds if options.scales.strip() == "none" else 0,
    )
