"""What a matcher is told of a picture of a known place, and how the picture is disturbed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np

from neurocorrelator.evaluation.footprints import inner_quad
from neurocorrelator.evaluation.truth_table import Truth
from neurocorrelator.rasters.template import Template

Fact = Literal["heading", "gsd"]
FACTS: tuple[Fact, ...] = ("heading", "gsd")


@dataclass(frozen=True, slots=True)
class Conditions:
    """How hard the pictures of a table are made to find.

    Attributes:
        random_headings: turn each picture by a random angle and do not tell its heading.
        random_scales: least and greatest random factor on the told GSD, log-uniform; None for none.
        heading_errors: least and greatest random error of the told heading in degrees, to either
            side; None for none.
        untold: what of the table the matcher is not told.
    """

    random_headings: bool = False
    random_scales: tuple[float, float] | None = None
    heading_errors: tuple[float, float] | None = None
    untold: frozenset[Fact] = frozenset()

    def __post_init__(self) -> None:
        if (
            self.random_scales is not None
            and not 0 < self.random_scales[0] <= self.random_scales[1]
        ):
            raise ValueError("random scales need 0 < A <= B")
        if self.heading_errors is not None:
            if not 0 <= self.heading_errors[0] <= self.heading_errors[1] <= 180:
                raise ValueError("heading errors need 0 <= A <= B <= 180 degrees")
            if self.random_headings or "heading" in self.untold:
                raise ValueError("heading errors need a told heading")

    def of(self, truth: Truth, seed: int) -> Told:
        """What is drawn for one picture: by the seed and its line in the table, nothing else."""
        # NumPy promises that this old generator's numbers stay the same (NEP 19)
        generator = np.random.RandomState([seed, truth.picture.line])
        turn, scale, error, side, scene = generator.random_sample(5).tolist()
        heading, gsd_m = truth.picture.heading_deg, truth.picture.gsd_m
        if self.random_headings or "heading" in self.untold:
            heading = None
        if heading is not None and self.heading_errors is not None:
            low, high = self.heading_errors
            heading += (low + error * (high - low)) * (1 if side < 0.5 else -1)
        if "gsd" in self.untold:
            gsd_m = None
        if gsd_m is not None and self.random_scales is not None:
            low, high = self.random_scales
            gsd_m *= low * (high / low) ** scale
        turn_deg = 360 * turn if self.random_headings else 0.0
        true_heading = truth.heading_deg
        return Told(
            gsd_m=gsd_m,
            heading_deg=heading,
            turn_deg=turn_deg,
            # what was up now points clockwise, so what is up now was counter-clockwise of it
            true_heading_deg=None if true_heading is None else (true_heading - turn_deg) % 360,
            share=scene,
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What the matcher is told of one picture, and what is true of it as it is shown.

    Attributes:
        gsd_m: told ground sample distance; None for untold.
        heading_deg: told heading; None for untold.
        turn_deg: how far the picture is turned clockwise before it is matched; 0 for as it is.
        true_heading_deg: true heading of the turned picture, if known.
        share: a number of 0 to 1 to draw another scene by.
    """

    gsd_m: float | None
    heading_deg: float | None
    turn_deg: float
    true_heading_deg: float | None
    share: float


def turned(template: Template, turn_deg: float) -> Template:
    """A picture turned clockwise about its centre, on a canvas that holds all of it.

    Nothing is enlarged, the centre stays the centre, and what the picture does not cover is masked.
    GSD and heading are left as they are.

    Args:
        template: the picture.
        turn_deg: clockwise; 0 gives the picture itself.
    """
    if turn_deg == 0:
        return template
    width, height = template.width, template.height
    away = np.abs(inner_quad(width, height, (0, 0), turn_deg)).max(axis=0)
    canvas = tuple(int(side) for side in np.ceil(2 * away - 1e-6))
    corners = inner_quad(width, height, (canvas[0], canvas[1]), turn_deg)
    linear = np.column_stack(
        [(corners[1] - corners[0]) / width, (corners[3] - corners[0]) / height]
    )
    # OpenCV has pixel centres at whole numbers
    shift = corners[0] + linear @ (0.5, 0.5) - 0.5
    matrix = np.column_stack([linear, shift])
    rgb = cv2.warpAffine(
        template.rgb, matrix, canvas, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    inside = cv2.warpAffine(
        template.mask.astype(np.float32),
        matrix,
        canvas,
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    mask = np.asarray(inside > 0.999)  # only what is made of seen pixels alone
    return replace(template, rgb=np.ascontiguousarray(rgb), mask=mask)
