"""The comparison with the dense matcher, at a size at which it takes seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import rasterio
import torch

from benchmarks.dense_comparison import dense_qatm, write_mosaic
from neurocorrelator.features.scene_features import SceneTile
from neurocorrelator.features.template_features import TemplateCells
from neurocorrelator.matching.similarity import likelihood_sums, pair_quality

PROGRAM = Path(__file__).parents[2] / "benchmarks/dense_comparison.py"


def _cells(rows: int, cols: int, seed: int) -> torch.Tensor:
    cells = torch.randn(rows, cols, 16, generator=torch.Generator().manual_seed(seed))
    return cells / cells.norm(dim=2, keepdim=True)


def test_both_sides_compute_the_same_quality() -> None:
    scene, own = _cells(12, 15, seed=0), _cells(5, 4, seed=1)
    template = TemplateCells(own.flatten(0, 1), np.argwhere(np.ones((5, 4), bool)), (5, 4))
    tile = SceneTile(0, 0, scene, *(torch.ones(2, 12, 15, dtype=torch.bool)))
    (sums,) = likelihood_sums([tile], [template], 25.0, (12, 15))
    streamed = pair_quality(tile, template, sums.likelihood, 25.0)
    dense = dense_qatm(scene.flatten(0, 1), own.flatten(0, 1), 25.0)
    torch.testing.assert_close(streamed.amax(dim=0), dense, rtol=1e-4, atol=1e-7)


def test_a_raster_is_mirrored_until_it_is_large_enough(rasters_dir, tmp_path) -> None:
    source = rasters_dir / "rio_tiler" / "cog_rgb.tif"
    with rasterio.open(source) as dataset:
        pixels, height, width = dataset.read([1, 2, 3]), dataset.height, dataset.width
    size = 2 * max(height, width) + 30
    write_mosaic(source, size, tmp_path / "mosaic.tif")
    with rasterio.open(tmp_path / "mosaic.tif") as dataset:
        mosaic = dataset.read()
    assert mosaic.shape == (3, size, size)
    assert (mosaic[:, :height, :width] == pixels).all()
    below = mosaic[:, height : 2 * height, :width]
    assert (below == pixels[:, ::-1]).all()


def test_it_prints_every_run(rasters_dir) -> None:
    command = [sys.executable, PROGRAM, rasters_dir / "rio_tiler" / "cog_rgb.tif", "--json"]
    command += ["--sizes", "192", "--template", "64", "--repeat", "1"]
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    (at_192,) = json.loads(done.stdout)["sizes"]
    assert set(at_192["runs"]) == {"streamed", "dense", "floor"}
    for side, (run,) in at_192["runs"].items():
        assert run["features_s"] > 0, side
        assert run["after_s"] > 0, side
        assert run["whole_s"] >= run["features_s"] + run["after_s"] - 1e-6, side
        if side != "floor":
            assert run["error_px"] <= 4, side
    medians = at_192["medians"]
    expected = medians["streamed"]["after_s"] / medians["dense"]["after_s"]
    assert at_192["after_to_dense"] == expected
