"""A small real scene and pictures cut from it, for tests that match for real."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import rasterio
from rasterio.windows import Window

import neurocorrelator as nc


@dataclass(frozen=True)
class SmallScene:
    """A 400 x 320 piece of the demo's orthophoto, EPSG:32615, and a folder to put pictures in."""

    path: Path
    folder: Path

    def cut(self, col: int, row: int, size: int, name: str = "crop.png") -> Path:
        """Save a square of the scene as a picture; its centre is at (col, row) + size / 2."""
        with rasterio.open(self.path) as dataset:
            pixels = dataset.read(window=Window(col, row, size, size))
        picture = self.folder / name
        picture.parent.mkdir(parents=True, exist_ok=True)
        PIL.Image.fromarray(pixels.transpose(1, 2, 0)).save(picture)
        return picture


@pytest.fixture
def small_scene(tmp_path: Path) -> SmallScene:
    return make_small_scene(tmp_path)


def make_small_scene(parent: Path) -> SmallScene:
    folder = parent / "Снимки №1"  # every test takes place in a folder with such a name
    folder.mkdir()
    path = folder / "ортофото.tif"
    with rasterio.open(nc.resource_path("demo/brighton_ortho_utm15n.tif")) as source:
        window = Window(500, 240, 400, 320)
        profile = {
            "driver": "GTiff",
            "width": 400,
            "height": 320,
            "count": 3,
            "dtype": "uint8",
            "crs": source.crs,
            "transform": source.window_transform(window),
            "photometric": "rgb",
        }
        pixels = source.read(window=window)
    assert not np.all(pixels == 0, axis=0).any()
    with rasterio.open(path, "w", **profile) as target:
        target.write(pixels)
    return SmallScene(path, folder)
