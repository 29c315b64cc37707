"""Results made by hand: the writers are tested without matching."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.errors import NotGeoreferencedWarning

import neurocorrelator as nc

MakeResult = Callable[..., nc.MatchResult]
WriteScene = Callable[..., Path]


@pytest.fixture
def write_scene(tmp_path: Path) -> WriteScene:
    """Writes a raster of noise with a transform and a CRS."""

    def write(
        name: str = "scene.tif",
        size: tuple[int, int] = (300, 200),
        transform: Affine | None = None,
        crs: str | None = "EPSG:32615",
    ) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(0).integers(0, 255, (3, size[1], size[0]), np.uint8)
        if transform is None and crs is not None:
            transform = Affine(0.5, 0, 576667.5, 0, -0.5, 5188201.5)
        profile = {"driver": "GTiff", "count": 3, "dtype": "uint8", "photometric": "rgb"}
        profile |= {"width": size[0], "height": size[1], "crs": crs}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path, "w", transform=transform, **profile) as dataset:
                dataset.write(pixels)
        return path

    return write


@pytest.fixture
def make_result() -> Iterator[MakeResult]:
    """Makes a result for a scene: each template found at each of some centres."""
    opened: list[nc.Raster] = []

    def make(
        scene: Path,
        centres: Sequence[tuple[float, float]] = ((100.25, 80.5), (150.0, 120.75)),
        names: Sequence[str] = ("снимок №1.jpg",),
        half: tuple[float, float] = (30.0, 20.0),
        rotation_deg: float = 30.0,
    ) -> nc.MatchResult:
        raster = nc.Raster.open(scene)
        opened.append(raster)
        templates, matches, maps = [], [], []
        grid = -(-raster.height // 4), -(-raster.width // 4)
        for number, name in enumerate(names):
            noise = np.random.default_rng(number)
            rgb = noise.integers(0, 255, (20, 30, 3), np.uint8)
            templates.append(nc.Template(name, rgb, np.ones((20, 30), np.bool_)))
            values = noise.normal(size=grid).astype(np.float32)
            values[0] = np.nan
            maps.append(nc.ScoreMap(name, values, raster.georeference.window(0, 0, 4)))
            for rank, centre in enumerate(centres, start=1):
                footprint = turned(centre, half, rotation_deg)
                matches.append(
                    nc.Match(
                        rank=rank,
                        template=name,
                        score=10.125 / rank,
                        size_corrected_score=-3.0,
                        confidence=None,
                        inliers=None,
                        rotation_deg=rotation_deg,
                        scale=2 * half[0] / 30,
                        footprint=footprint,
                        centre=centre,
                    )
                )
        run = {"versions": {"python": "3"}, "seconds": {"total": float("nan")}}
        return nc.MatchResult(
            raster, tuple(templates), tuple(matches), tuple(maps), nc.MatchConfig(), run
        )

    yield make
    for raster in opened:
        raster.close()


def turned(
    centre: tuple[float, float], half: tuple[float, float], rotation_deg: float
) -> tuple[tuple[float, float], ...]:
    """Corners UL, UR, LR, LL of a rectangle turned clockwise about its centre."""
    angle = np.radians(rotation_deg)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    return tuple((float(c), float(r)) for c, r in corners @ turn.T + centre)
