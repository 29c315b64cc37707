"""What a large scene's coarse search misses: found finely only around what it found, against all.

    uv run python benchmarks/pruning.py 9000 [--count 64] [--absent 0] [--template 128] [--seed 0]

Writes a GeoTIFF of SCENE_PX x SCENE_PX pixels of the west of the NAIP rasters (`big_scene.py`) and
puts squares of their east into it, each once: one date, one of the eight ways to turn and mirror
it, at seeded places. Searches each square as another date shows it, pose told: finely only around
what a coarse search finds, as is done from 64 million working pixels on, and where that does not
find the place first, all of it at the working resolution (`exact`). Prints which share is right,
and which share of what `exact` has right is missed, with a 95 % interval (Wilson). With `--absent`
every other square of the east stays out of the scene, and so many pictures of these are sought as
well: none should be found. With `--times` so many are searched `exact` in any case, for the time of
one against the other. Two cores take ten seconds to a minute for a square, and one to two minutes
more for each that is searched `exact`.
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
    """A square of the east: the template, and where its middle is in the scene, (col, row)."""

    template: nc.Template
    centre: tuple[float, float] | None


@dataclass(frozen=True)
class Found:
    """What a search said of a square."""

    is_right: bool
    verdict: str
    confidence: float
    seconds: float


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene_px", type=int, metavar="SCENE_PX")
    parser.add_argument("--count", type=int, default=64, help="at most; the east has room for few")
    parser.add_argument("--absent", type=int, default=0, help="pictures that are not in the scene")
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
        squares = Squares(dates, given.template, given.seed)
        hidden = squares.hide(path, given.count, every=2 if given.absent else 1)
        absent = squares.absent(given.absent) if given.absent else []
        with nc.Raster.open(path) as scene:
            report(scene, hidden, given.times)
            report_absent(scene, absent)


def report(scene: nc.Raster, hidden: list[Hidden], times: int) -> None:
    """Search what is there, and print."""
    search(scene, hidden[0], exact=False)  # features on disk for both
    found = [_told(scene, own) for own in hidden]
    right = sum(own.is_right for own in found)
    wrong = [own for own, its in zip(hidden, found, strict=True) if not its.is_right]
    missed = sum(search(scene, own, exact=True).is_right for own in wrong)
    possible = right + missed
    low, high = wilson(missed, possible)
    print(f"coarse first  {right / len(hidden):.3f} right of {len(hidden)}")
    print(f"missed {missed} of the {possible} that exact has ({low:.3f} to {high:.3f})")
    sure = [own for own in found if own.verdict == "found"]
    print(f"found {len(sure)}, {sum(not own.is_right for own in sure)} of them wrong")
    if times:
        exact = [search(scene, own, exact=True).seconds for own in hidden[:times]]
        share = statistics.median(own.seconds for own in found[:times]) / statistics.median(exact)
        print(f"time / exact  {share:.2f}, features on disk, {times} templates")


def report_absent(scene: nc.Raster, absent: list[Hidden]) -> None:
    """Search what is not there, and print."""
    if absent:
        verdicts = [_told(scene, own).verdict for own in absent]
        print(f"absent: found {verdicts.count('found')} of {len(absent)}")


def _told(scene: nc.Raster, own: Hidden) -> Found:
    found = search(scene, own, exact=False)
    is_right = "absent" if own.centre is None else "right" if found.is_right else "wrong"
    print(
        f"{own.template.name:14}{is_right:8}{found.verdict:14}{found.confidence:5.2f}"
        f"{found.seconds:7.1f} s",
        flush=True,
    )
    return found


def _pixels(path: Path) -> NDArray[np.uint8]:
    with rasterio.open(path) as dataset:
        return np.asarray(dataset.read([1, 2, 3]), np.uint8)


class Squares:
    """Squares of the east, each to be shown as one date has it and sought as another has it."""

    def __init__(self, dates: list[NDArray[np.uint8]], side: int, seed: int) -> None:
        self._dates = dates
        self._side = side
        self._wide = side + 2 * BORDER_PX
        self._generator = np.random.default_rng(seed)
        height, width = (min(date.shape[axis] for date in dates) for axis in (1, 2))
        tops = range(0, height - self._wide + 1, self._wide)
        lefts = range(WEST_PX, width - self._wide + 1, self._wide)
        self._corners = list(product(tops, lefts))

    def hide(self, scene: Path, count: int, every: int) -> list[Hidden]:
        """Put so many into a scene, apart from each other; with `every` 2 of every other square."""
        ways = self._ways(self._corners[::every], count)
        found: list[Hidden] = []
        with rasterio.open(scene, "r+") as target:
            step = 2 * self._wide  # no two touch
            cells = target.width // step
            spots = self._generator.permutation(cells * cells)[: len(ways)]
            for way, spot in zip(ways, spots.tolist(), strict=True):
                col, row = (step * (spot % cells), step * (spot // cells))
                shown, later = self._two_dates(*way)
                target.write(shown, window=Window(col, row, self._wide, self._wide))
                centre = col + self._wide / 2, row + self._wide / 2
                found.append(Hidden(self._template(f"{col} {row}", later), centre))
        return found

    def absent(self, count: int) -> list[Hidden]:
        """Pictures of the squares that `hide` leaves out with `every=2`."""
        ways = self._ways(self._corners[1::2], count)
        return [
            Hidden(self._template(f"absent {number}", self._two_dates(*way)[1]), None)
            for number, way in enumerate(ways)
        ]

    def _ways(
        self, corners: list[tuple[int, int]], count: int
    ) -> list[tuple[tuple[int, int], int, bool]]:
        ways = list(product(corners, range(4), (False, True)))
        return [ways[index] for index in self._generator.permutation(len(ways))[:count].tolist()]

    def _two_dates(
        self, corner: tuple[int, int], turns: int, mirrored: bool
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        top, left = corner
        first, second = self._generator.permutation(len(self._dates))[:2].tolist()
        shown, later = (
            _turned(
                self._dates[date][:, top : top + self._wide, left : left + self._wide],
                turns,
                mirrored,
            )
            for date in (first, second)
        )
        return shown, later

    def _template(self, name: str, pixels: NDArray[np.uint8]) -> nc.Template:
        inner = slice(BORDER_PX, BORDER_PX + self._side)
        rgb = np.ascontiguousarray(pixels[:, inner, inner].transpose(1, 2, 0))
        return nc.Template(name, rgb, np.ones((self._side, self._side), np.bool_))


def _turned(pixels: NDArray[np.uint8], turns: int, mirrored: bool) -> NDArray[np.uint8]:
    turned = np.rot90(pixels, turns, (1, 2))
    return np.ascontiguousarray(turned[:, :, ::-1] if mirrored else turned)


def search(scene: nc.Raster, hidden: Hidden, *, exact: bool) -> Found:
    """What is found; right is a place within a quarter of the template's side."""
    config = nc.MatchConfig(rotations="none", scales="none", exact=exact)
    began = time.perf_counter()
    result = nc.match(scene, [hidden.template], config)
    seconds = time.perf_counter() - began
    if not exact and not result.run["focused"]:
        least = math.ceil(math.sqrt(plan.LARGE_PX))
        raise SystemExit(f"the scene is searched whole; take more than {least} working pixels")
    best = result.matches[0]
    off = math.inf if hidden.centre is None else math.dist(best.centre, hidden.centre)
    is_right = off <= hidden.template.width / 4
    verdict = str(result.verdicts[hidden.template.name])
    return Found(is_right, verdict, best.confidence or 0.0, seconds)


def wilson(count: int, of: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson, 1927)."""
    z, share = 1.96, count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), middle + half


if __name__ == "__main__":
    main()
