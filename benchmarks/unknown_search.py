"""What it costs not to know heading and scale: time of `match` told both, one, and neither.

    uv run python benchmarks/unknown_search.py SCENE [--absent OTHER] [--size 2048] [--template 256]

SCENE is enlarged until it is large enough (mirrored, turned templates would occur twice), and the
template is cut from its middle. The searches
run in turn in one process: the known pose, heading untold, heading and scale untold. With
`--absent` a picture is cut from the middle of a raster of other ground and sought with nothing
told: it is not there, so the search goes on to the wide round. Medians, ratios to the known search,
and to the floor: the convolutions of all that has to be read, two products and two exponentials of
every pair of cells.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import rasterio
import torch
from affine import Affine
from dense_comparison import cut_template, write_square
from rasterio.enums import Resampling
from rasterio.windows import Window

import neurocorrelator as nc
from neurocorrelator.features.vgg import HALO_PX, STRIDE, VggCells
from neurocorrelator.features.weights import load_weights
from neurocorrelator.matching.plan import Search, plan_fine, plan_searches
from neurocorrelator.rasters.working_grid import WorkingGrid

KNOWN, NEITHER = "known", "both untold"
TOLD = {
    KNOWN: nc.MatchConfig(rotations="none", scales="none", device="cpu"),
    "heading untold": nc.MatchConfig(rotations="auto", scales="none", device="cpu"),
    NEITHER: nc.MatchConfig(rotations="auto", scales="auto", device="cpu"),
}
ABSENT = "not there"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene", type=Path, help="a raster of bytes, such as a NAIP date")
    parser.add_argument("--absent", type=Path, help="a raster of bytes of other ground")
    parser.add_argument("--size", type=int, default=2048)
    parser.add_argument("--template", type=int, default=256)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    seconds: dict[str, list[float]] = defaultdict(list)
    floors: dict[str, list[float]] = defaultdict(list)
    told: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        path = Path(folder) / "mosaic.tif"
        _write_enlarged(given.scene, given.size, path)
        with nc.Raster.open(path) as scene:
            template, centre = cut_template(scene, given.template)
            sought = [(name, template, config) for name, config in TOLD.items()]
            if given.absent is not None:
                sought.append((ABSENT, _middle_of(given.absent, given.template), TOLD[NEITHER]))
            nc.match(scene, [template], TOLD[KNOWN])  # loads torch and the weights
            for _ in range(given.repeat):
                for name, picture, config in sought:
                    started = time.perf_counter()
                    result = nc.match(scene, [picture], config)
                    seconds[name].append(time.perf_counter() - started)
                    floors[name].append(floor_s(scene, picture, config, wide=name == ABSENT))
                    told[name] = _told(result, centre)
    known = statistics.median(seconds[KNOWN])
    for name, own in seconds.items():
        spent, least = statistics.median(own), statistics.median(floors[name])
        print(
            f"{name:16} {spent:6.1f} s  ratio {spent / known:5.2f}  floor {least:5.1f} s"
            f"  {spent / least:5.2f} times  {told[name]}"
        )


def _write_enlarged(scene: Path, size: int, out: Path) -> None:
    """Write the first three bands of a raster as a square of `size` px; its long sides are cut."""
    with rasterio.open(scene) as dataset:
        side = min(dataset.width, dataset.height)
        window = Window((dataset.width - side) // 2, (dataset.height - side) // 2, side, side)
        shape = (3, size, size)
        pixels = dataset.read(
            [1, 2, 3], window=window, out_shape=shape, resampling=Resampling.cubic
        )
        transform = dataset.window_transform(window) @ Affine.scale(side / size)
        crs = dataset.crs
    write_square(pixels, crs, transform, out)


def _middle_of(path: Path, side: int) -> nc.Template:
    with nc.Raster.open(path) as raster:
        first_col, first_row = (raster.width - side) // 2, (raster.height - side) // 2
        image = raster.read(nc.Window(first_col, first_row, side, side))
    return nc.Template("elsewhere", image.rgb, image.mask)


def _told(result: nc.MatchResult, centre: float) -> str:
    best = result.matches[0]
    parts = " ".join(f"{stage} {took:.1f}" for stage, took in result.run["seconds"].items())
    error = max(abs(place - centre) for place in best.centre)
    return f"error {error:.1f} px  confidence {best.confidence:.2f}  {parts}"


def floor_s(
    scene: nc.Raster, template: nc.Template, config: nc.MatchConfig, *, wide: bool
) -> float:
    """Seconds of the arithmetic that the searches of a template cannot leave out.

    Of what is searched again finely, one variant is counted.
    """
    network = VggCells(load_weights("imagenet"), torch.device("cpu"), config.layer_weights)
    searches = [*_rounds(scene, template, config, wide=wide)]
    read: set[float] = set()
    spent = 0.0
    for search in searches:
        for reduce in sorted({variant.reduce for variant in search.variants}):
            grid = WorkingGrid(scene, reduce)
            if reduce not in read:
                spent += _convolutions_s(network, grid, config.tile_px)
                read.add(reduce)
            for variant in search.variants:
                if variant.reduce == reduce:
                    cells = (variant.width // STRIDE) * (variant.height // STRIDE)
                    spent += _pairs_s(grid.cells[0] * grid.cells[1], cells, network.channels)
    return spent


def _rounds(
    scene: nc.Raster, template: nc.Template, config: nc.MatchConfig, *, wide: bool
) -> Iterator[Search]:
    for widened in (False, True) if wide else (False,):
        searches = plan_searches(
            scene,
            [template],
            config,
            area=None,
            wide=widened,
            failures=[],
            notes=[],
        )
        yield from searches
        coarse = [search for search in searches if search.coarse]
        poses = {search.template.name: [search.variants[0].pose] for search in coarse}
        yield from plan_fine(scene, poses, coarse, config)


def _convolutions_s(network: VggCells, grid: WorkingGrid, tile_px: int) -> float:
    spent = 0.0
    with torch.no_grad():
        for tile in grid.tiles(tile_px, HALO_PX):
            picture = torch.from_numpy(grid.read(tile.pixels)[0]).permute(2, 0, 1)[None] / 255 - 0.5
            values = picture.contiguous(memory_format=torch.channels_last)
            for layer in network.features:
                started = time.perf_counter()
                values = layer(values)
                if isinstance(layer, torch.nn.Conv2d):
                    spent += time.perf_counter() - started
    return spent


def _pairs_s(scene_cells: int, own_cells: int, channels: int) -> float:
    """Two products and two exponentials of every pair, by blocks that stay in the cache."""
    block = min(scene_cells, 65_536)
    own, scene = torch.randn(own_cells, channels), torch.randn(block, channels)
    out = torch.zeros(own_cells, block)
    started = time.perf_counter()
    torch.mm(own, scene.T, out=out)
    out.exp_()
    return 2 * (time.perf_counter() - started) * scene_cells / block


if __name__ == "__main__":
    main()
