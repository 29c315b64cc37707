"""A search of a scene too large for memory: largest resident memory, and time.

    uv run python benchmarks/big_scene.py 4096 --memory 4GiB [--template 256] [--flags "--exact"]

Writes a GeoTIFF of SCENE_PX x SCENE_PX pixels, piece by piece, of the NAIP dates in
`data/naip/rasters` (seeded: any date, turned, mirrored, brighter or darker), with a picture of
other ground in the middle, which nothing else shows; cuts a template out of that, and runs
`neurocorrelator match` in a process of its own: pose told, unless `--flags`
say otherwise, and with an empty cache of features; with `--again` once more, with what the first
run left there. Prints the largest resident memory of that
process, its time whole and for a million pixels, and how far the match is from where the template
was cut.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.windows import Window

PIECE_PX = 512
MIDDLE = Path("data/brighton_beach/brighton_ortho_utm15n.tif")
POSE_TOLD = "--rotations none --scales none"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scene_px", type=int, nargs="+", metavar="SCENE_PX")
    parser.add_argument("--memory", help="as for match; its own default where not given")
    parser.add_argument("--template", type=int, default=256, help="its side in pixels")
    parser.add_argument("--flags", default=POSE_TOLD, help=f"of match; {POSE_TOLD!r}")
    parser.add_argument("--again", action="store_true", help="a second time, with the cache")
    parser.add_argument("--sources", type=Path, default=Path("data/naip/rasters"))
    parser.add_argument("--middle", type=Path, default=MIDDLE, help="raster of the middle")
    given = parser.parse_args()
    sources = sorted(given.sources.glob("*.tif"))
    if not sources:
        raise SystemExit(f"{given.sources}: holds no .tif; uv run dvc pull, or name --sources")
    print(f"{'px':>7}{'memory':>9}{'peak MiB':>10}{'s':>9}{'s / Mpx':>9}{'off px':>8}")
    for side in given.scene_px:
        with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
            scene = Path(folder) / "scene.tif"
            write_scene(scene, side, sources)
            write_middle(scene, side, given.middle)
            flags = shlex.split(given.flags)
            if given.memory:
                flags += ["--memory", given.memory]
            told, first = given.memory or "default", 0.0
            for _ in range(2 if given.again else 1):
                peak, seconds, off = search(scene, side, given.template, flags)
                per = seconds / (side * side / 1e6)
                share = f"{seconds / first:12.2f} of the first" if first else ""
                print(
                    f"{side:7}{told:>9}{peak:10.0f}{seconds:9.1f}{per:9.2f}{off:8.1f}{share}",
                    flush=True,
                )
                first = seconds


def write_scene(path: Path, side: int, sources: list[Path]) -> None:
    """A tiled GeoTIFF, of which no more than a strip is in memory.

    Args:
        path: of the file.
        side: pixels.
        sources: rasters of one ground at several dates.
    """
    pictures = []
    for source in sources:
        with rasterio.open(source) as dataset:
            pictures.append(dataset.read([1, 2, 3]))
    write_mosaic(path, side, pictures)


def write_mosaic(path: Path, side: int, pictures: list[NDArray[np.uint8]]) -> None:
    """As `write_scene`, of pictures [3, H, W]."""
    generator = np.random.default_rng(0)
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "count": 3,
        "dtype": "uint8",
        "photometric": "rgb",
    }
    profile |= {"width": side, "height": side, "crs": "EPSG:32614", "bigtiff": "if_safer"}
    profile |= {"tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "deflate"}
    profile |= {"transform": Affine(1.0, 0, 500_000, 0, -1.0, 4_000_000)}
    with rasterio.open(path, "w", **profile) as target:
        for row in range(0, side, PIECE_PX):
            for col in range(0, side, PIECE_PX):
                piece = _piece(pictures, generator)
                window = Window(col, row, min(PIECE_PX, side - col), min(PIECE_PX, side - row))
                target.write(piece[:, : window.height, : window.width], window=window)


def write_middle(path: Path, side: int, source: Path) -> None:
    """Put the middle of another raster into the middle of a scene."""
    with rasterio.open(source) as dataset:
        wide = min(PIECE_PX, dataset.width, dataset.height, side)
        window = Window((dataset.width - wide) // 2, (dataset.height - wide) // 2, wide, wide)
        pixels = dataset.read([1, 2, 3], window=window)
    first = (side - wide) // 2
    with rasterio.open(path, "r+") as target:
        target.write(pixels, window=Window(first, first, wide, wide))


def _piece(pictures: list[NDArray[np.uint8]], generator: np.random.Generator) -> NDArray[np.uint8]:
    picture = pictures[int(generator.integers(len(pictures)))]
    side = min(PIECE_PX, *picture.shape[1:])
    top = generator.integers(picture.shape[1] - side + 1)
    left = generator.integers(picture.shape[2] - side + 1)
    piece = np.rot90(
        picture[:, top : top + side, left : left + side], int(generator.integers(4)), (1, 2)
    )
    if generator.random() < 0.5:
        piece = piece[:, :, ::-1]
    piece = np.clip(piece * generator.uniform(0.7, 1.2), 0, 255).astype(np.uint8)
    grow = PIECE_PX - side
    return np.pad(piece, ((0, 0), (0, grow), (0, grow)), mode="symmetric")


def search(
    scene: Path, side: int, template_px: int, flags: list[str]
) -> tuple[float, float, float]:
    """Peak of a `match` in MiB, its seconds, and how many pixels its best match is off."""
    first = (side - template_px) // 2
    with rasterio.open(scene) as dataset:
        pixels = dataset.read(window=Window(first, first, template_px, template_px))
    picture = scene.with_name("template.png")
    PIL.Image.fromarray(pixels.transpose(1, 2, 0)).save(picture)
    command = [sys.executable, "-m", "neurocorrelator", "match", str(scene), str(picture)]
    command += ["--out", str(scene.with_name("results")), "--json", *flags]
    cache = str(scene.with_name("cache"))
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=os.environ | {"NEUROCORRELATOR_CACHE": cache}
    ) as process:
        said = b"" if process.stdout is None else process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"match ended with {process.returncode}")
    best = json.loads(said)["matches"][0]
    middle = first + template_px / 2
    return used.ru_maxrss / 1024, seconds, math.hypot(best["col"] - middle, best["row"] - middle)


if __name__ == "__main__":
    main()
