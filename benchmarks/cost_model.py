"""The constants of the cost model in docs/scaling.md, and what large areas would cost by it.

    uv run python benchmarks/cost_model.py data/naip/rasters/naip_2016.tif [--repeat 3]

SCENE is mirrored to 1024 and 2048 px; templates of 96 and 128 px are cut from its middle and
searched with pose told, without features on disk. The seconds of each stage give what a megapixel
of convolutions, a billion pairs of cells, and a verified candidate cost. Times of other machines
than this one are the stated assumptions, not measurements.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
from dense_comparison import cut_template, write_mosaic

import neurocorrelator as nc
from neurocorrelator.features.vgg import vgg_layers

SIZES, SIDES = (1024, 2048), (96, 128)
STRIDE = 4
BYTES_PER_CELL = 2 * 256  # float16
SCENES = {  # working pixels
    "city, 1 000 km² at 0.3 m": 1_000e6 / 0.3**2,
    "country, 350 000 km² at 0.3 m": 350_000e6 / 0.3**2,
    "land surface, 149 million km² at 10 m": 149e12 / 10**2,
}
TEMPLATE_CELLS = 32 * 32  # 128 working pixels a side


@dataclass(frozen=True)
class Constants:
    """Seconds of this machine.

    Attributes:
        megapixel: reading, convolutions and statistics of a million working pixels.
        pairs: likelihoods and scores of a billion pairs of cells.
        candidate: verification of one.
    """

    megapixel: float
    pairs: float
    candidate: float

    def search(self, pixels: float) -> float:
        """Of a scene for one template of `TEMPLATE_CELLS` at one pose."""
        return self.features(pixels) + self.pairs * pixels / STRIDE**2 * TEMPLATE_CELLS / 1e9

    def features(self, pixels: float) -> float:
        """Of a scene."""
        return self.megapixel * pixels / 1e6


def main() -> None:
    """Print constants and tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene", type=Path, help="a raster of bytes, such as a NAIP date")
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    own = measured(given.scene, given.repeat)
    flop = flop_per_pixel()
    print(f"convolutions          {flop / 1e3:.0f} kFLOP a pixel")
    print(f"a megapixel           {own.megapixel:.2f} s ({torch.get_num_threads()} threads)")
    print(f"of that, at most      {flop * 1e6 / own.megapixel / 1e9:.0f} GFLOP/s of convolutions")
    print(f"a billion pairs       {own.pairs:.2f} s")
    print(f"a verified candidate  {own.candidate:.3f} s\n")
    print(f"{'':40}{'Mpx':>12}{'features h':>12}{'search h':>12}{'cells TB':>10}")
    for name, pixels in SCENES.items():
        size = pixels / STRIDE**2 * BYTES_PER_CELL / 1e12
        features, search = own.features(pixels) / 3600, own.search(pixels) / 3600
        print(f"{name:40}{pixels / 1e6:12.0f}{features:12.1f}{search:12.1f}{size:10.2f}")


def measured(source: Path, repeat: int) -> Constants:
    """Medians over sizes, templates and repetitions."""
    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.tif"
            write_mosaic(source, size, path)
            with nc.Raster.open(path) as scene:
                for side in [side for _ in range(repeat) for side in SIDES]:
                    template, _ = cut_template(scene, side)
                    config = nc.MatchConfig(
                        rotations="none", scales="none", cache_gib=0, device="cpu", reduce=1
                    )
                    seconds = nc.match(scene, [template], config).run["seconds"]
                    pairs = (size / STRIDE) ** 2 * (side / STRIDE) ** 2
                    passes = seconds["likelihoods"] + seconds["scores"]
                    found["megapixel"].append(seconds["statistics"] / (size * size / 1e6))
                    found["pairs"].append(passes / (pairs / 1e9))
                    found["candidate"].append(seconds["verification"] / config.verify)
    return Constants(**{name: statistics.median(values) for name, values in found.items()})


def flop_per_pixel() -> float:
    """Multiplications and additions of all convolutions, for a pixel of the picture."""
    flop, area = 0.0, 1.0
    for layer in vgg_layers():
        if isinstance(layer, torch.nn.Conv2d):
            flop += 2 * layer.weight.numel() * area
        elif isinstance(layer, torch.nn.MaxPool2d):
            area /= 4
    return flop


if __name__ == "__main__":
    main()
