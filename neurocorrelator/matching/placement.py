"""How a template lies in the scene before any search: from GSD and heading to an affine."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurocorrelator.config import (
    AUTO_ROTATION_STEP_DEG,
    AUTO_SCALE_STEP,
    AUTO_SCALES_FIRST,
    AUTO_SCALES_TOLD,
    AUTO_SCALES_UNTOLD,
    MatchConfig,
)
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.template import Template

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pose:
    """One rotation and scale to look for.

    Attributes:
        linear: [2, 2], template pixels to scene pixels without the shift.
    """

    linear: tuple[tuple[float, float], tuple[float, float]]

    @property
    def matrix(self) -> Matrix:
        """`linear` as an array."""
        return np.array(self.linear, np.float64)

    @property
    def scale(self) -> float:
        """Scene pixels per template pixel (the root of the area's factor)."""
        return math.sqrt(abs(float(np.linalg.det(self.matrix))))

    @property
    def rotation_deg(self) -> float:
        """Clockwise angle, 0 to 360, from the scene's up to where the template's up points."""
        right, down = self.matrix @ (0.0, -1.0)
        angle = math.degrees(math.atan2(right, -down)) % 360.0
        return 0.0 if math.isclose(angle, 360.0) else angle

    def scaled(self, factor: float) -> Pose:
        """At so many times the scale."""
        return _freeze(factor * self.matrix)

    def is_near(self, other: Pose, *, turn_deg: float, factor: float) -> bool:
        """Whether rotations differ by so many degrees at most, and scales by less than a factor."""
        turn = (self.rotation_deg - other.rotation_deg + 180) % 360 - 180
        return abs(turn) <= turn_deg and 1 / factor < self.scale / other.scale < factor


def poses(
    template: Template,
    georeference: Georeference,
    centre: tuple[float, float],
    config: MatchConfig,
    *,
    wide: bool = False,
) -> list[Pose]:
    """The rotations and scales of a template that a run looks for.

    Args:
        template: with what is known of its GSD and heading.
        georeference: of the scene.
        centre: pixel position of the scene where metres are measured.
        config: `rotations` are added to the known heading; `scales` are factors on the scale that
            the GSDs give, absolute where one is unknown.
        wide: what is `auto` spans the whole range, as if the heading and the GSD that are told were
            a guess; else they are believed, and of unknown scales the larger ones are searched,
            which cost little.
    """
    rotations = _rotations(template, georeference, config, wide=wide)
    scales = _scales(template, georeference, config, wide=wide)
    found = [
        _pose(template, georeference, centre, rotation, scale)
        for rotation in rotations
        for scale in scales
    ]
    return list(dict.fromkeys(found))


def contradicts(
    pose: Pose,
    template: Template,
    georeference: Georeference,
    centre: tuple[float, float],
    config: MatchConfig,
) -> bool:
    """Whether a pose is not what the template tells of its heading or GSD, which `auto` doubts.

    Nearer than what one variant tolerates counts as told. Arguments as of `poses`.
    """
    told = _pose(template, georeference, centre, 0.0, 1.0)
    doubts_heading = config.rotations == "auto" and knows_heading(template, georeference)
    doubts_scale = config.scales == "auto" and knows_scale(template, georeference)
    turn = 1.5 * AUTO_ROTATION_STEP_DEG if doubts_heading else math.inf
    factor = AUTO_SCALE_STEP**1.5 if doubts_scale else math.inf
    return not pose.is_near(told, turn_deg=turn, factor=factor)


def knows_heading(template: Template, georeference: Georeference) -> bool:
    """True when the template's heading is told and the scene has a north."""
    return template.heading_deg is not None and georeference.is_geographic


def knows_scale(template: Template, georeference: Georeference) -> bool:
    """True when the GSDs of both are known."""
    return template.gsd_m is not None and georeference.is_geographic


def _rotations(
    template: Template, georeference: Georeference, config: MatchConfig, *, wide: bool
) -> tuple[float, ...]:
    if config.rotations == "none":
        return (0.0,)
    if config.rotations == "auto":
        if knows_heading(template, georeference) and not wide:
            return (0.0,)
        return tuple(float(angle) for angle in np.arange(0.0, 360.0, AUTO_ROTATION_STEP_DEG))
    return config.rotations


def _scales(
    template: Template, georeference: Georeference, config: MatchConfig, *, wide: bool
) -> tuple[float, ...]:
    if config.scales == "none":
        return (1.0,)
    if config.scales == "auto":
        known = knows_scale(template, georeference)
        if known and not wide:
            return (1.0,)
        if known:
            low, high = AUTO_SCALES_TOLD
        else:
            low, high = AUTO_SCALES_UNTOLD if wide else AUTO_SCALES_FIRST
        steps = round(math.log(high / low) / math.log(AUTO_SCALE_STEP))
        return tuple(float(s) for s in np.geomspace(low, high, steps + 1))
    return config.scales


def _pose(
    template: Template,
    georeference: Georeference,
    centre: tuple[float, float],
    rotation_deg: float,
    factor: float,
) -> Pose:
    if not (knows_heading(template, georeference) or knows_scale(template, georeference)):
        return _freeze(factor * _clockwise(rotation_deg))  # pixel to pixel, as a cut of the scene
    scene = georeference.jacobian_m(*centre)
    # without a GSD of the template one of its pixels is one pixel of the scene
    gsd = template.gsd_m or math.sqrt(abs(float(np.linalg.det(scene))))
    if template.heading_deg is not None:
        heading = template.heading_deg
    else:
        up_east, up_north = -scene[:, 1]  # the scene's own up direction
        heading = math.degrees(math.atan2(up_east, up_north))
    ground = factor * gsd * _ground(heading + rotation_deg)
    return _freeze(np.asarray(np.linalg.solve(scene, ground), np.float64))


def _ground(heading_deg: float) -> Matrix:
    """Template pixels to (east, north) for a picture whose up points to a true-north bearing."""
    sin, cos = math.sin(math.radians(heading_deg)), math.cos(math.radians(heading_deg))
    return np.array([[cos, -sin], [-sin, -cos]])


def _clockwise(angle_deg: float) -> Matrix:
    """Rotation in image coordinates (rows downwards)."""
    sin, cos = math.sin(math.radians(angle_deg)), math.cos(math.radians(angle_deg))
    return np.array([[cos, -sin], [sin, cos]])


def _freeze(matrix: Matrix) -> Pose:
    snapped = np.where(np.abs(matrix - np.rint(matrix)) < 1e-9, np.rint(matrix), matrix) + 0.0
    (a, b), (c, d) = snapped.tolist()
    return Pose(((a, b), (c, d)))
