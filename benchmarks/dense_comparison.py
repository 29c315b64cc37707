"""Time and memory of the streamed matcher, of a dense one as the paper has it, and of the floor.

    uv run python benchmarks/dense_comparison.py SCENE [--sizes 512 1024 2048] [--repeat 3] [--json]

SCENE is mirrored until it is large enough; a template of `--template` pixels is cut from the middle
of each size and searched at the scene's own resolution. Each side runs in a process of its own,
the sides in turn:

- streamed: `neurocorrelator.match` at the known pose, without verification and writing.
- dense: QATM (Cheng et al., CVPR 2019) over the same cells, with the full matrices that the
  published torch code makes: cosines, two shifted copies, two softmaxes, the root of their product,
  the best of every scene cell, the mean over the box. 2048 px need 8 GiB.
- floor: what no matcher with these features can leave out: the convolutions of the scene's tiles
  and of the template, two products and two exponentials of every pair; no pooling, no sums.

The medians over `--repeat` are printed. "After" is all of a run that comes after the features,
"peak" the largest resident memory of the whole process, "whole" the run without imports.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.windows import Window

import neurocorrelator as nc

if TYPE_CHECKING:
    import torch

SIDES = ("streamed", "dense", "floor")
ALPHA = 25.0  # the paper's
TOP = 5
TARGETS = (
    "targets at 2048: after/dense at most 0.50, peak at most 1536 MiB, whole/floor at most 1.3"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of one side.

    Attributes:
        features_s: seconds for the cells of scene and template, reading included; the floor's are
            its convolutions alone.
        after_s: seconds for the rest of the run.
        whole_s: seconds in all, weights included, imports not.
        peak_mib: largest resident memory of the process; None where the system does not tell.
        error_px: how far the best match is from where the template was cut; None for the floor.
        threads: threads that torch computed with.
    """

    features_s: float
    after_s: float
    whole_s: float
    peak_mib: float | None
    error_px: float | None
    threads: int


def write_mosaic(scene: Path, size: int, out: Path) -> None:
    """Write the first three bands of a raster, mirrored to `size` x `size`, as GeoTIFF."""
    with rasterio.open(scene) as dataset:
        bands = min(dataset.count, 3)
        window = Window(0, 0, min(size, dataset.width), min(size, dataset.height))
        pixels = dataset.read([*range(1, bands + 1)] if bands == 3 else [1, 1, 1], window=window)
        crs, transform = dataset.crs, dataset.transform
    if pixels.dtype != np.uint8:
        raise SystemExit(f"{scene}: holds {pixels.dtype}; give a raster of bytes")
    while min(pixels.shape[1:]) < size:  # np.pad mirrors more than once, but slowly
        grow = [(0, min(side, max(0, size - side))) for side in pixels.shape[1:]]
        pixels = np.pad(pixels, ((0, 0), *grow), mode="symmetric")
    write_square(pixels, crs, transform, out)


def write_square(pixels: NDArray[np.uint8], crs: CRS, transform: Affine, out: Path) -> None:
    """Write [3, size, size] as a tiled GeoTIFF of red, green and blue."""
    size = pixels.shape[1]
    profile = {"driver": "GTiff", "count": 3, "dtype": "uint8", "photometric": "rgb"}
    profile |= {"width": size, "height": size, "crs": crs, "transform": transform}
    with rasterio.open(out, "w", tiled=True, blockxsize=256, blockysize=256, **profile) as target:
        target.write(pixels)


def cut_template(scene: nc.Raster, side: int) -> tuple[nc.Template, float]:
    """A square from the middle of a square scene, and the pixel where its centre lies."""
    first = (scene.width - side) // 2
    image = scene.read(nc.Window(first, first, side, side))
    return nc.Template("middle", image.rgb, image.mask), first + side / 2


def run_streamed(path: Path, template_px: int) -> Measured:
    """One `nc.match`; its own clock tells the features from the rest."""
    import torch

    begun: list[float] = []

    def watch(progress: nc.Progress) -> None:
        if not begun:
            begun.append(time.perf_counter())  # weights are loaded and the network is built

    with nc.Raster.open(path) as scene:
        template, centre = cut_template(scene, template_px)
        config = nc.MatchConfig(
            device="cpu", reduce=1, top=TOP, rotations="none", scales="none", verify=0, cache_gib=0
        )
        started = time.perf_counter()
        result = nc.match(scene, [template], config, progress=watch)
        whole = time.perf_counter() - started
        loading = begun[0] - started
    seconds = result.run["seconds"]
    features = seconds["statistics"] + seconds["templates"]
    col, row = result.matches[0].centre
    return Measured(
        features_s=features,
        after_s=whole - loading - features,
        whole_s=whole,
        peak_mib=_peak_mib(),
        error_px=max(abs(col - centre), abs(row - centre)),
        threads=torch.get_num_threads(),
    )


def run_dense(path: Path, template_px: int) -> Measured:
    """The same cells, then the paper's matrices in full."""
    import torch

    from neurocorrelator.features.scene_features import SceneFeatures
    from neurocorrelator.features.template_features import template_cells
    from neurocorrelator.features.vgg import STRIDE, TEMPLATE_PAD_PX, VggCells
    from neurocorrelator.features.weights import load_weights
    from neurocorrelator.rasters.working_grid import WorkingGrid

    with nc.Raster.open(path) as raster:
        template, centre = cut_template(raster, template_px)
        started = time.perf_counter()
        network = VggCells(
            load_weights("imagenet"), torch.device("cpu"), nc.MatchConfig().layer_weights
        )
        loaded = time.perf_counter()
        scene = SceneFeatures(WorkingGrid(raster), network, memory_mib=2**20)
        scene.prepare()
        rows, cols = scene.grid.cells
        pad = ((TEMPLATE_PAD_PX, TEMPLATE_PAD_PX), (TEMPLATE_PAD_PX, TEMPLATE_PAD_PX), (0, 0))
        padded = np.pad(template.rgb, pad, mode="reflect")
        own = template_cells(network, scene.standardiser, padded, template.mask)
        cells = torch.empty(rows, cols, own.cells.shape[1])
        for tile in scene.tiles():
            height, width = tile.valid.shape
            cells[tile.row : tile.row + height, tile.col : tile.col + width] = tile.cells
        del scene, tile
        ready = time.perf_counter()
        best = dense_qatm(cells.flatten(0, 1), own.cells, ALPHA)
        peaks = _best_boxes(best.view(rows, cols).numpy(), own.shape)
        ended = time.perf_counter()
    row, col = (STRIDE * place for place in peaks[0])
    return Measured(
        features_s=ready - loaded,
        after_s=ended - ready,
        whole_s=ended - started,
        peak_mib=_peak_mib(),
        error_px=max(abs(col - centre), abs(row - centre)),
        threads=torch.get_num_threads(),
    )


def dense_qatm(scene: torch.Tensor, template: torch.Tensor, alpha: float) -> torch.Tensor:
    """The quality of the best template cell for every scene cell, by full matrices.

    Args:
        scene: [N_s, C] cells of unit length.
        template: [N_t, C] cells of unit length.
        alpha: temperature.

    Returns:
        [N_s], max over t of sqrt(p(s|t) p(t|s)).
    """
    import torch

    with torch.no_grad():
        cosine = torch.einsum("sc,tc->st", scene, template)
        over_scene = cosine - cosine.max(dim=0, keepdim=True)[0]
        over_template = cosine - cosine.max(dim=1, keepdim=True)[0]
        quality = torch.sqrt(
            torch.softmax(alpha * over_scene, dim=0) * torch.softmax(alpha * over_template, dim=1)
        )
        return torch.topk(quality, 1, dim=1)[0][:, 0]


def _best_boxes(best: np.ndarray, shape: tuple[int, int]) -> list[tuple[float, float]]:
    """Centres (row, col) in cells of the boxes with the highest mean logarithm, apart by a half."""
    import cv2

    rows, cols = shape
    score = cv2.boxFilter(np.log(best), -1, (cols, rows), borderType=cv2.BORDER_REFLECT_101)
    top, left = rows // 2, cols // 2  # OpenCV's anchor of a box: cells above and left of it
    inside = np.zeros(score.shape, dtype=np.bool_)
    inside[top : len(score) - rows + top + 1, left : score.shape[1] - cols + left + 1] = True
    score[~inside] = -np.inf
    found = []
    for _ in range(TOP):
        row, col = (int(v) for v in np.unravel_index(np.argmax(score), score.shape))
        found.append((row - top + rows / 2, col - left + cols / 2))
        above, before = max(0, row - rows // 2), max(0, col - cols // 2)
        score[above : row + rows // 2 + 1, before : col + cols // 2 + 1] = -np.inf
    return found


def run_floor(path: Path, template_px: int) -> Measured:
    """The arithmetic that cannot be left out, and nothing else: only that is on the clock."""
    import torch

    from neurocorrelator.features.vgg import (
        HALO_PX,
        STRIDE,
        TEMPLATE_PAD_PX,
        VggCells,
    )
    from neurocorrelator.features.weights import load_weights
    from neurocorrelator.rasters.working_grid import WorkingGrid

    network = VggCells(
        load_weights("imagenet"), torch.device("cpu"), nc.MatchConfig().layer_weights
    )
    convolutions, pairs = 0.0, 0.0
    with nc.Raster.open(path) as raster, torch.no_grad():
        grid = WorkingGrid(raster)
        tiles = grid.tiles(nc.MatchConfig().tile_px, HALO_PX)
        side = template_px + 2 * TEMPLATE_PAD_PX
        first = (raster.width - side) // 2
        windows = [tile.pixels for tile in tiles] + [nc.Window(first, first, side, side)]
        for window in windows:
            picture = torch.from_numpy(grid.read(window)[0]).permute(2, 0, 1)[None] / 255.0 - 0.5
            values = picture.contiguous(memory_format=torch.channels_last)
            for layer in network.features:
                started = time.perf_counter()
                values = layer(values)
                if isinstance(layer, torch.nn.Conv2d):
                    convolutions += time.perf_counter() - started
        generator = torch.Generator().manual_seed(0)
        own = torch.randn((template_px // STRIDE) ** 2, network.channels, generator=generator)
        own /= own.norm(dim=1, keepdim=True)
        largest = max(tile.rows * tile.cols for tile in tiles)
        buffer = torch.zeros(len(own), largest)  # zeros: its pages are there before the clock runs
        scene = torch.randn(largest, network.channels, generator=generator)
        scene /= scene.norm(dim=1, keepdim=True)
        for tile in tiles * 2:  # two readings: sums first, then scores
            count = tile.rows * tile.cols
            block = buffer.view(-1)[: len(own) * count].view(len(own), count)
            started = time.perf_counter()
            torch.mm(own, scene[:count].T, out=block)
            block.exp_()
            pairs += time.perf_counter() - started
    return Measured(
        features_s=convolutions,
        after_s=pairs,
        whole_s=convolutions + pairs,
        peak_mib=_peak_mib(),
        error_px=None,
        threads=torch.get_num_threads(),
    )


def _peak_mib() -> float | None:
    """Largest resident memory of this process so far."""
    status = Path("/proc/self/status")
    if status.exists():  # not getrusage: that remembers the process before exec
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return None


def measure(side: str, path: Path, template_px: int) -> Measured:
    """One run of one side in a process of its own."""
    command = [sys.executable, __file__, str(path), "--side", side, "--template", str(template_px)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{side} failed ({done.returncode}):\n{done.stderr}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def compare(
    scene: Path, size: int, template_px: int, sides: list[str], repeat: int
) -> dict[str, list[Measured]]:
    """All runs at one size, the sides in turn so that a busy minute falls on all of them."""
    runs: dict[str, list[Measured]] = {side: [] for side in sides}
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        path = Path(folder) / "mosaic.tif"
        write_mosaic(scene, size, path)
        for _ in range(repeat):
            for side in sides:
                runs[side].append(measure(side, path, template_px))
    return runs


def _median(runs: list[Measured], name: str) -> float | None:
    values = [getattr(run, name) for run in runs]
    return None if not values or values[0] is None else statistics.median(values)


def summary(runs: dict[str, list[Measured]]) -> dict[str, dict[str, float | None]]:
    """The medians of every side."""
    return {
        side: {name: _median(own, name) for name in Measured.__dataclass_fields__}
        for side, own in runs.items()
    }


def ratios(medians: dict[str, dict[str, float | None]]) -> dict[str, float | None]:
    """What the targets are about."""

    def ratio(name: str, other: str) -> float | None:
        one, two = (medians.get(side, {}).get(name) for side in ("streamed", other))
        return None if one is None or not two else one / two

    return {
        "after_to_dense": ratio("after_s", "dense"),
        "whole_to_floor": ratio("whole_s", "floor"),
    }


def _table(size: int, medians: dict[str, dict[str, float | None]]) -> list[str]:
    def cell(value: float | None, width: int, digits: int) -> str:
        return f"{'-' if value is None else format(value, f'.{digits}f'):>{width}}"

    lines = []
    for side, own in medians.items():
        lines.append(
            f"{size:5d} | {side:8} | {cell(own['features_s'], 10, 2)} |"
            f" {cell(own['after_s'], 8, 2)} | {cell(own['whole_s'], 8, 2)} |"
            f" {cell(own['peak_mib'], 8, 0)} | {cell(own['error_px'], 8, 1)}"
        )
    told = ratios(medians)
    lines.append(
        f"{size:5d} | after / dense {cell(told['after_to_dense'], 5, 2)}"
        f" | whole / floor {cell(told['whole_to_floor'], 5, 2)}"
    )
    return lines


def main() -> None:
    """Run all sides at all sizes and print the table, or run one side and print its numbers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene", type=Path, help="a raster of bytes, such as a NAIP date")
    parser.add_argument("--sizes", type=int, nargs="+", default=(512, 1024, 2048))
    parser.add_argument("--template", type=int, default=128, help="its side in pixels")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=SIDES)
    parser.add_argument("--json", action="store_true", help="print every run as one object")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)  # in a child process
    arguments = parser.parse_args()
    if arguments.side:
        run = {"streamed": run_streamed, "dense": run_dense, "floor": run_floor}[arguments.side]
        print(json.dumps(asdict(run(arguments.scene, arguments.template))))
        return
    if not arguments.json:
        print(" size | side     | features s |  after s |  whole s | peak MiB | error px")
    told = []
    for size in arguments.sizes:
        runs = compare(
            arguments.scene, size, arguments.template, [*arguments.sides], arguments.repeat
        )
        medians = summary(runs)
        if arguments.json:
            every = {side: [asdict(run) for run in own] for side, own in runs.items()}
            told.append({"size": size, "medians": medians, "runs": every} | ratios(medians))
        else:
            print("\n".join(_table(size, medians)), flush=True)
    print(json.dumps({"template_px": arguments.template, "sizes": told}) if told else TARGETS)


if __name__ == "__main__":
    main()
