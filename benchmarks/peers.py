"""Accuracy and time beside two common ways: OpenCV's matchTemplate, and embeddings of tiles.

    uv run python benchmarks/peers.py benchmarks/naip_96.csv [--every 5]

Every picture of the table (as `evaluate localisation` reads it; north-up crops at the scene's GSD,
such as those of `naip_tables.py`) is sought in its scene, pose told, by

- this program: the default, verified;
- `cv2.matchTemplate` on grey values, TM_CCOEFF_NORMED;
- embeddings of tiles: conv3_4 of the same weights, standardised, its mean over each tile of the
  template's size at a quarter of it as a step, ranked by cosine.

A picture is found where the centre is within 40 m, and found nearly within half of the picture's
side, which is as near as tiles can tell. Seconds are those of one picture, with everything of the
scene that could be kept (decoded pixels, cells on disk, tiles' embeddings) computed before and told
beside.
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812 (the name that everybody uses)

import neurocorrelator as nc
from neurocorrelator.evaluation.truth_table import Truth, read_truths
from neurocorrelator.features.vgg import DEVIATION, MEAN, STRIDE, vgg_layers

WITHIN_M = 40
Point = tuple[float, float]
Locate = Callable[[nc.Template], Point]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--every", type=int, default=5, help="of the rows, one of so many")
    given = parser.parse_args()
    truths = read_truths(given.table)[:: given.every]
    ways = {"neurocorrelator": by_match, "matchTemplate": by_opencv, "tiles": by_tiles}
    print(f"{'':18}{'n':>5}{'hit@40m':>9}{'half a side':>13}{'s each':>9}{'s a scene':>11}")
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as folder:
        os.environ["NEUROCORRELATOR_CACHE"] = folder
        for name, prepare in ways.items():
            errors, each, before = run(truths, prepare)
            exact = np.mean([error <= WITHIN_M for error, _ in errors])
            near = np.mean([error <= side / 2 for error, side in errors])
            print(f"{name:18}{len(errors):5}{exact:9.3f}{near:13.3f}{each:9.3f}{before:11.2f}")


def run(
    truths: list[Truth], prepare: Callable[[nc.Raster, int], Locate]
) -> tuple[list[tuple[float, float]], float, float]:
    """Metres off and the picture's side of each; seconds of a picture and of a scene."""
    errors: list[tuple[float, float]] = []
    each = before = 0.0
    scenes = {truth.scene for truth in truths}
    for path in sorted(scenes):
        with nc.Raster.open(path) as scene:
            own = [truth for truth in truths if truth.scene == path]
            pictures = [_picture(truth) for truth in own]
            began = time.perf_counter()
            locate = prepare(scene, pictures[0].width)
            before += time.perf_counter() - began
            for truth, picture in zip(own, pictures, strict=True):
                began = time.perf_counter()
                col, row = locate(picture)
                each += time.perf_counter() - began
                place = truth.colrow(scene.georeference)
                if place is None or picture.gsd_m is None:
                    raise SystemExit(f"{picture.name}: its place or GSD is not known")
                off = math.dist((col, row), place) * picture.gsd_m
                errors.append((off, picture.width * picture.gsd_m))
    return errors, each / len(errors), before / len(scenes)


def _picture(truth: Truth) -> nc.Template:
    told = truth.picture
    return nc.Template.open(
        told.path, gsd_m=told.gsd_m, heading_deg=told.heading_deg, metadata=False
    )


def by_match(scene: nc.Raster, side: int) -> Locate:
    """This program; the scene's cells are on disk after a first search."""
    config = nc.MatchConfig(rotations="none", scales="none", device="cpu")
    image = scene.read(nc.Window(0, 0, side, side))
    nc.match(scene, [nc.Template("first", image.rgb, image.mask)], config)
    return lambda picture: nc.match(scene, [picture], config).matches[0].centre


def by_opencv(scene: nc.Raster, side: int) -> Locate:
    """Normalised correlation of grey values."""
    del side
    grey = cv2.cvtColor(scene.read().rgb, cv2.COLOR_RGB2GRAY)

    def locate(picture: nc.Template) -> Point:
        sought = cv2.cvtColor(picture.rgb, cv2.COLOR_RGB2GRAY)
        *_, (col, row) = cv2.minMaxLoc(cv2.matchTemplate(grey, sought, cv2.TM_CCOEFF_NORMED))
        return col + picture.width / 2, row + picture.height / 2

    return locate


def by_tiles(scene: nc.Raster, side: int) -> Locate:
    """One vector for each tile."""
    network = _network()
    cells = _cells(network, scene.read().rgb)
    mean, deviation = (f(cells, dim=(1, 2), keepdim=True) for f in (torch.mean, torch.std))
    tile = side // STRIDE
    step = max(1, tile // 4)
    pooled = F.avg_pool2d(((cells - mean) / deviation)[None], tile, step)[0]
    unit = F.normalize(pooled.flatten(1), dim=0)
    width = pooled.shape[2]

    def locate(picture: nc.Template) -> Point:
        own = ((_cells(network, picture.rgb) - mean) / deviation).mean(dim=(1, 2))
        row, col = divmod(int((F.normalize(own, dim=0) @ unit).argmax()), width)
        return (col * step + tile / 2) * STRIDE, (row * step + tile / 2) * STRIDE

    return locate


def _network() -> torch.nn.Module:
    network = vgg_layers().eval()
    tensors = nc.load_weights("imagenet").tensors
    network.load_state_dict(
        {name.removeprefix("features."): value.float() for name, value in tensors.items()}
    )
    return network


def _cells(network: torch.nn.Module, rgb: np.ndarray) -> torch.Tensor:
    planes = torch.from_numpy(rgb.copy()).permute(2, 0, 1).float() / 255
    shift, scale = (torch.tensor(v)[:, None, None] for v in (MEAN, DEVIATION))
    with torch.no_grad():
        for layer in network.children():
            planes = layer(planes if planes.dim() == 4 else ((planes - shift) / scale)[None])
    return planes[0]


if __name__ == "__main__":
    main()
