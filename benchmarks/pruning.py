"""What a large scene's coarse search misses: found finely only around what it found, against all.

    uv run python benchmarks/pruning.py 4096 --count 40 [--template 256] [--seed 0]

Writes two GeoTIFFs of SCENE_PX x SCENE_PX pixels that show one ground, everywhere at another date
(`big_scene.py`), cuts seeded templates out of one and searches each in the other, with pose told:
all of it at the working resolution (`exact`), and finely only around what a coarse search finds, as
is done from 64 million working pixels on. Prints which share is right either way, which share of
what `exact` has right is missed, and the time of one against the other.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from big_scene import write_scene
from rasterio.windows import Window

import neurocorrelator as nc
from neurocorrelator.matching import plan


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene_px", type=int, metavar="SCENE_PX")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--template", type=int, default=256, help="its side in pixels")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sources", type=Path, default=Path("data/naip/rasters"))
    given = parser.parse_args()
    sources = sorted(given.sources.glob("*.tif"))
    if not sources:
        raise SystemExit(f"{given.sources}: holds no .tif; uv run dvc pull, or name --sources")
    generator = np.random.default_rng(given.seed)
    places = generator.integers(0, given.scene_px - given.template, (given.count, 2))
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        scene, later = Path(folder) / "scene.tif", Path(folder) / "later.tif"
        write_scene(scene, given.scene_px, sources)
        write_scene(later, given.scene_px, sources, later=1)
        templates = cut(later, places, given.template)
        runs = {exact: search(scene, templates, places, exact=exact) for exact in (True, False)}
    exact, coarse = runs[True][0], runs[False][0]
    for name, right in (("exact", exact), ("coarse first", coarse)):
        print(f"{name:14}{np.mean(right):.3f} right, {runs[name == 'exact'][1]:.1f} s a template")
    missed = int(np.sum(exact & ~coarse))
    print(f"missed {missed} of {int(exact.sum())}, gained {int(np.sum(coarse & ~exact))}")
    print(f"time / exact  {runs[False][1] / runs[True][1]:.2f}")


def cut(scene: Path, places: np.ndarray, side: int) -> list[nc.Template]:
    """Templates with their first pixel at these places (col, row), pose told."""
    templates = []
    with rasterio.open(scene) as dataset:
        for col, row in places.tolist():
            pixels = dataset.read(window=Window(col, row, side, side)).transpose(1, 2, 0)
            mask = np.ones((side, side), np.bool_)
            rgb = np.ascontiguousarray(pixels)
            templates.append(nc.Template(f"{col} {row}", rgb, mask))
    return templates


def search(
    scene: Path, templates: list[nc.Template], places: np.ndarray, *, exact: bool
) -> tuple[np.ndarray, float]:
    """Which templates are found first, within a quarter of their side, and seconds of each."""
    plan.LARGE_PX = 0  # as if it were large; `exact` searches all of it
    config = nc.MatchConfig(rotations="none", scales="none", exact=exact, cache_gib=0)
    began, right = time.perf_counter(), []
    with nc.Raster.open(scene) as raster:
        for template, (col, row) in zip(templates, places.tolist(), strict=True):
            best = nc.match(raster, [template], config).matches[0]
            half = template.width / 2
            off = math.dist(best.centre, (col + half, row + half))
            right.append(off <= template.width / 4)
    return np.array(right), (time.perf_counter() - began) / len(templates)


if __name__ == "__main__":
    main()
