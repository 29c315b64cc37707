"""Self-location: crops of a scene must come back where they were cut.

    uv run python benchmarks/self_location.py SCENE [--count 200] [--sizes 32 300] [--seed 0]

Seeded crops of textured ground without nodata, of any offset, odd, even, not square, are searched
in the scene that they come from, as they are and ranked by the score. A crop is found if its centre
comes back within one cell (4 px) in both axes. Prints a table by size of the shorter side,
the share found, and the time.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

import neurocorrelator as nc

CELL_PX = 4
MIN_DEVIATION = 8.0  # grey levels: below it ground counts as untextured
BINS = (12, 16, 24, 32, 48, 64, 128, 192, 256, 100_000)


@dataclass(frozen=True)
class Crop:
    """A template and where it was cut: its first pixel."""

    template: nc.Template
    col: int
    row: int


def cut_crops(
    scene: nc.Raster, count: int, sizes: tuple[int, int], seed: int, multiple: int = 1
) -> list[Crop]:
    """Seeded crops of textured ground without nodata.

    Args:
        scene: to cut from.
        count: how many.
        sizes: smallest and largest side in pixels.
        seed: of the random numbers.
        multiple: offsets are multiples of it.
    """
    image = scene.read()
    generator = np.random.default_rng(seed)
    largest = min(sizes[1], scene.width - 1, scene.height - 1)
    crops: list[Crop] = []
    for _ in range(1000 * count):
        if len(crops) == count:
            break
        width, height = (int(v) for v in generator.integers(sizes[0], largest + 1, 2))
        col = int(generator.integers(0, (scene.width - width) // multiple + 1)) * multiple
        row = int(generator.integers(0, (scene.height - height) // multiple + 1)) * multiple
        window = slice(row, row + height), slice(col, col + width)
        rgb, mask = image.rgb[window], image.mask[window]
        if mask.all() and rgb.mean(axis=2).std() >= MIN_DEVIATION:
            crops.append(
                Crop(nc.Template(f"{len(crops)}: {width}x{height}", rgb.copy(), mask), col, row)
            )
    return crops


def errors_px(scene: nc.Raster, crops: list[Crop], config: nc.MatchConfig) -> list[float]:
    """For each crop the larger of the centre's errors along columns and rows, in pixels."""
    result = nc.match(scene, [crop.template for crop in crops], config)
    best = {match.template: match.centre for match in result.matches if match.rank == 1}
    errors = []
    for crop in crops:
        col, row = best.get(crop.template.name, (np.inf, np.inf))
        truth = crop.col + crop.template.width / 2, crop.row + crop.template.height / 2
        errors.append(max(abs(col - truth[0]), abs(row - truth[1])))
    return errors


def main() -> None:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--sizes", type=int, nargs=2, default=(32, 300))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--multiple", type=int, default=1, help="offsets are multiples of it")
    arguments = parser.parse_args()
    with nc.Raster.open(arguments.scene) as scene:
        sizes = arguments.sizes[0], arguments.sizes[1]
        crops = cut_crops(scene, arguments.count, sizes, arguments.seed, arguments.multiple)
        started = time.perf_counter()
        config = nc.MatchConfig(top=1, rotations="none", scales="none", verify=0)
        errors = errors_px(scene, crops, config)
        seconds = time.perf_counter() - started
    by_size: dict[int, list[float]] = defaultdict(list)
    for crop, error in zip(crops, errors, strict=True):
        shorter = min(crop.template.width, crop.template.height)
        by_size[max(edge for edge in BINS if edge <= shorter)].append(error)
    print("shorter side from | crops | within one cell | median error px | worst px")
    for edge, group in sorted(by_size.items()):
        share = np.mean(np.array(group) <= CELL_PX)
        print(
            f"{edge:17d} | {len(group):5d} | {share:15.3f} | {np.median(group):15.2f}"
            f" | {max(group):8.2f}"
        )
    share = np.mean(np.array(errors) <= CELL_PX)
    print(f"all: {len(errors)} crops, {share:.4f} within one cell, {seconds:.1f} s")
    for crop, error in zip(crops, errors, strict=True):
        if error > CELL_PX:
            print(f"missed: {crop.template.name} at {crop.col},{crop.row}: {error:.1f} px")


if __name__ == "__main__":
    main()
