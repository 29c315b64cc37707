"""A small real set of places: the demo's orthophoto and, as another date, a recoloured copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio

from neurocorrelator import resource_path
from neurocorrelator.places.make import make_places
from neurocorrelator.places.plan import PlacesPlan
from neurocorrelator.training_config import TrainConfig, config_of

ORTHO = resource_path("demo/brighton_ortho_utm15n.tif")


@pytest.fixture(scope="session")
def two_dates(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("dates")
    with rasterio.open(ORTHO) as dataset:
        pixels = dataset.read([1, 2, 3], out_shape=(3, 404, 460), masked=False)
        mask = dataset.dataset_mask(out_shape=(404, 460))
        factor = dataset.transform * dataset.transform.scale(
            dataset.width / 460, dataset.height / 404
        )
        crs = dataset.crs
    dates = []
    for name, gamma in (("satellite", 1.0), ("drone", 1.6)):
        seen = (255 * (pixels / 255.0) ** gamma).astype(np.uint8)
        seen = np.clip(seen, 1, 255)
        seen[:, mask == 0] = 0
        path = folder / f"{name}.tif"
        profile = {
            "driver": "GTiff", "width": 460, "height": 404, "count": 3, "dtype": "uint8",
            "crs": crs, "transform": factor, "nodata": 0,
        }  # fmt: skip
        with rasterio.open(path, "w", **profile) as target:
            target.write(seen)
        dates.append((name, path))
    return dates


@pytest.fixture(scope="session")
def made_tree(two_dates: list[tuple[str, Path]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("places") / "Места"
    plan = PlacesPlan(size_px=64, overlap=0.3, rotation_deg=20, zoom=1.1, nodata=0.05)
    make_places(two_dates, root, plan)
    return root


@pytest.fixture
def tree(made_tree: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(made_tree, tmp_path / "Места"))


@pytest.fixture
def tiny(tree: Path, tmp_path: Path) -> TrainConfig:
    return tiny_config(tree, tmp_path / "run")


def tiny_config(data: Path, out: Path, **other: object) -> TrainConfig:
    values: dict[str, object] = {
        "data": str(data), "out": str(out), "device": "cpu", "size_px": 48, "epochs": 2,
        "steps_per_epoch": 2, "places_per_batch": 3, "views_per_place": 2, "holdout": 0.2,
        "localisation_count": 1,
    }  # fmt: skip
    return config_of(values | other)
