"""What a large scene's coarse search misses: found finely only around what it found, against all.

    uv run python benchmarks/pruning.py 9000 --count 64 [--template 128] [--seed 0]

Writes a GeoTIFF of SCENE_PX x SCENE_PX pixels of the west of the NAIP rasters (`big_scene.py`) and
puts squares of their east into it, each once: one date, one of the eight ways to turn and mirror
it, at seeded places. Searches each square as another date shows it, pose told: finely only around
what a coarse search finds, as is done from 64 million working pixels on, and where that does not
find the place first, all of it at the working resolution (`exact`). Prints which share is right,
and which share of what `exact` has right is missed, with a 95 % interval (Wilson). With `--times`
so many are searched `exact` in any case, for the time of one against the other. Two cores take half
a minute to two minutes for a square, and two minutes more for each that is searched `exact`.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import rasterio
from big_scene import write_mosaic
from numpy.typing import NDArray
from rasterio.windows import Window

import neurocorrelator as nc
from neurocorrelator.matching import plan

WEST_PX = 600  # columns of the rasters that the scene is made of
BORDER_PX = 16  # around a template, of its own ground


@dataclass(frozen=True)
class Hidden:
    """A square of the east in the scene: the template, and where its middle is, (col, row)."""

    template: nc.Template
    centre: tuple[float, float]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene_px", type=int, metavar="SCENE_PX")
    parser.add_argument("--count", type=int, default=64, help="at most; the east has room for few")
    parser.add_argument("--template", type=int, default=128, help="its side in pixels")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--times", type=int, default=2, help="templates whose times are compared")
    parser.add_argument("--sources", type=Path, default=Path("data/naip/rasters"))
    given = parser.parse_args()
    sources = sorted(given.sources.glob("*.tif"))
    if not sources:
        raise SystemExit(f"{given.sources}: holds no .tif; uv run dvc pull, or name --sources")
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        os.environ["NEUROCORRELATOR_CACHE"] = str(Path(folder) / "cache")
        path = Path(folder) / "scene.tif"
        dates = [_pixels(source) for source in sources]
        write_mosaic(path, given.scene_px, [date[:, :, :WEST_PX] for date in dates])
        hidden = hide(path, dates, given.template, given.count, given.seed)
        with nc.Raster.open(path) as scene:
            report(scene, hidden, given.times)


def report(scene: nc.Raster, hidden: list[Hidden], times: int) -> None:
    """Search and print."""
    search(scene, hidden[0], exact=False)  # features on disk for both
    found: list[tuple[bool, float]] = []
    for own in hidden:
        is_right, seconds = search(scene, own, exact=False)
        found.append((is_right, seconds))
        name, said = own.template.name, "right" if is_right else "wrong"
        print(f"{name:14}{said:6}{seconds:7.1f} s", flush=True)
    coarse, whole = zip(*found, strict=True)
    right = np.array(coarse)
    wrong = [own for own, found in zip(hidden, right, strict=True) if not found]
    missed = sum(search(scene, own, exact=True)[0] for own in wrong)
    possible = int(right.sum()) + missed
    low, high = wilson(missed, possible)
    print(f"coarse first  {right.mean():.3f} right of {len(hidden)}")
    print(f"missed {missed} of the {possible} that exact has ({low:.3f} to {high:.3f})")
    if times:
        exact = [search(scene, own, exact=True)[1] for own in hidden[:times]]
        share = statistics.median(whole[:times]) / statistics.median(exact)
        print(f"time / exact  {share:.2f}, features on disk, {times} templates")


def _pixels(path: Path) -> NDArray[np.uint8]:
    with rasterio.open(path) as dataset:
        return np.asarray(dataset.read([1, 2, 3]), np.uint8)


def hide(
    scene: Path, dates: list[NDArray[np.uint8]], side: int, count: int, seed: int
) -> list[Hidden]:
    """Put squares of the east into a scene; each looks as one date shows it, its template later."""
    generator = np.random.default_rng(seed)
    wide = side + 2 * BORDER_PX
    height, width = (min(date.shape[axis] for date in dates) for axis in (1, 2))
    tops, lefts = range(0, height - wide + 1, wide), range(WEST_PX, width - wide + 1, wide)
    ways = list(product(tops, lefts, range(4), (False, True)))
    chosen = generator.permutation(len(ways))[:count]
    found: list[Hidden] = []
    with rasterio.open(scene, "r+") as target:
        step = 2 * wide  # no two touch
        cells = target.width // step
        spots = generator.permutation(cells * cells)[: len(chosen)]
        for way, spot in zip(chosen.tolist(), spots.tolist(), strict=True):
            top, left, turns, mirrored = ways[way]
            first, second = generator.permutation(len(dates))[:2].tolist()
            col, row = (step * (spot % cells), step * (spot // cells))
            shown, later = (
                _turned(dates[date][:, top : top + wide, left : left + wide], turns, mirrored)
                for date in (first, second)
            )
            target.write(shown, window=Window(col, row, wide, wide))
            inner = slice(BORDER_PX, BORDER_PX + side)
            rgb = np.ascontiguousarray(later[:, inner, inner].transpose(1, 2, 0))
            template = nc.Template(f"{col} {row}", rgb, np.ones((side, side), np.bool_))
            found.append(Hidden(template, (col + wide / 2, row + wide / 2)))
    return found


def _turned(pixels: NDArray[np.uint8], turns: int, mirrored: bool) -> NDArray[np.uint8]:
    turned = np.rot90(pixels, turns, (1, 2))
    return np.ascontiguousarray(turned[:, :, ::-1] if mirrored else turned)


def search(scene: nc.Raster, hidden: Hidden, *, exact: bool) -> tuple[bool, float]:
    """Whether the place is found first, within a quarter of the template's side; seconds."""
    config = nc.MatchConfig(rotations="none", scales="none", exact=exact)
    began = time.perf_counter()
    result = nc.match(scene, [hidden.template], config)
    seconds = time.perf_counter() - began
    if not exact and not result.run["focused"]:
        least = math.ceil(math.sqrt(plan.LARGE_PX))
        raise SystemExit(f"the scene is searched whole; take more than {least} working pixels")
    off = math.dist(result.matches[0].centre, hidden.centre)
    return off <= hidden.template.width / 4, seconds


def wilson(count: int, of: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson, 1927)."""
    z, share = 1.96, count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), middle + half


if __name__ == "__main__":
    main()
