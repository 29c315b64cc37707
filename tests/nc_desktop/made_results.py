"""Results that are known in advance, over real scenes: no match has to run for them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import neurocorrelator as nc
from tests.nc_desktop.driving import App


def made_match(
    template: str,
    rank: int,
    score: float,
    centre: tuple[float, float],
    *,
    size: tuple[float, float] = (60.0, 40.0),
    rotation_deg: float = 0.0,
    confidence: float | None = None,
    inliers: int | None = None,
) -> nc.Match:
    """A match whose footprint is a turned rectangle around a place."""
    angle = math.radians(rotation_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    corners = []
    for right, down in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)):
        x, y = right * size[0], down * size[1]
        corners.append((centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos))
    return nc.Match(
        rank=rank,
        template=template,
        score=score,
        size_corrected_score=score,
        confidence=confidence,
        inliers=inliers,
        rotation_deg=rotation_deg,
        scale=1.0,
        footprint=(corners[0], corners[1], corners[2], corners[3]),
        centre=centre,
    )


def show_matches(app: App, files: Sequence[Path], matches: Sequence[nc.Match]) -> None:
    """Open a scene and pictures, with matches of them that are all drawn."""
    app.open(*files)
    project = app.session.project
    assert project.scene is not None
    project.add_result(made_result(project.scene, project.templates.enabled, matches))
    layer = project.matches_layer
    assert layer is not None
    layer.restyle(best_only=False)
    app.wait_idle()


def show_on_plain_scene(app: App, scene: Path, picture: Path, match: nc.Match) -> None:
    """Open a scene without a CRS and a picture, and select a match of it."""
    app.session.opening.scene(scene)
    app.wait_idle()
    app.open(picture)
    project = app.session.project
    assert project.scene is not None
    project.add_result(made_result(project.scene, project.templates.enabled, [match]))
    project.select(0)


def made_result(
    scene: nc.Raster, templates: Sequence[nc.Template], matches: Sequence[nc.Match]
) -> nc.MatchResult:
    """A result with these matches, and score maps of smooth hills."""
    rows, cols = math.ceil(scene.height / 4), math.ceil(scene.width / 4)
    y, x = np.mgrid[:rows, :cols].astype(np.float32)
    georeference = scene.georeference.window(0, 0, 4)
    maps = []
    for number, template in enumerate(templates):
        hill = np.exp(-((x - 30 - 9 * number) ** 2 + (y - 25) ** 2) / 200)
        values = (hill * (5 - number)).astype(np.float32)
        values[0, 0] = np.nan
        maps.append(nc.ScoreMap(template.name, values, georeference))
    return nc.MatchResult(
        scene=scene,
        templates=tuple(templates),
        matches=tuple(matches),
        score_maps=tuple(maps),
        config=nc.MatchConfig(),
        run={},
    )
