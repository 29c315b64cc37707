"""What is said of pictures that nobody should be sure of: smooth, mirrored, foreign, repeated.

    uv run python benchmarks/odd_pictures.py data/naip/rasters --foreign PHOTO... [--per-pair 4]

On the held-out NAIP dates and the eastern half, unless told otherwise. `smooth`: of many crops
those of least texture (water, fields), sought in another date. `smooth, elsewhere`: the same in the
western half, where they are not. `mirrored`: crops of any kind, flipped, in the other date's half.
`foreign`: squares of photographs of another country. `repeated`: crops whose place occurs at three
more places of the scene. Told is GSD and heading; `--auto` tells nothing, which takes many times as
long. For each kind: how many, how many are found (confidence from .9) right and wrong, and the
confidences.
"""

from __future__ import annotations

import argparse
import itertools
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import PIL.Image
import rasterio
from naip_tables import DATES, Crop, draw_crops, half_path, read_dates, save_halves

import neurocorrelator as nc

FOUND = 0.9
_POOL = 60  # crops of a pair of dates, of which the smoothest are taken
_APART_PX = 48
_COPIES = 3


@dataclass(frozen=True, eq=False)
class Sought:
    """A picture, where it is sought, and where it is (pixels of the scene; empty: nowhere)."""

    kind: str
    template: nc.Template
    scene: Path
    places: tuple[tuple[float, float], ...] = ()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rasters", type=Path, help="folder of the NAIP dates")
    parser.add_argument("--foreign", type=Path, nargs="*", default=[], help="photographs")
    parser.add_argument("--dates", choices=DATES, default="held-out")
    parser.add_argument("--half", choices=("west", "east"), default="east")
    parser.add_argument("--per-pair", type=int, default=4)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--auto", action="store_true", help="heading and GSD are not told")
    given = parser.parse_args()
    config = nc.MatchConfig(device="cpu")
    if not given.auto:
        config = nc.MatchConfig(device="cpu", rotations="none", scales="none")
    told: dict[str, list[tuple[bool, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="neurocorrelator-") as name:
        for one in pictures(given, Path(name)):
            with nc.Raster.open(one.scene) as scene:
                best = nc.match(scene, [one.template], config).matches[0]
            near = one.template.width / 4
            right = any(math.dist(best.centre, place) <= near for place in one.places)
            told.setdefault(one.kind, []).append((right, best.confidence or 0.0))
    print(f"{'':18} {'n':>4} {'right':>6} {'wrong':>6} {'median':>7} {'most of the wrong':>18}")
    for kind, seen in told.items():
        found = [right for right, confidence in seen if confidence >= FOUND]
        wrong = [confidence for right, confidence in seen if not right]
        print(
            f"{kind:18} {len(seen):4} {sum(found):6} {len(found) - sum(found):6}"
            f" {np.median([c for _, c in seen]):7.2f} {max(wrong, default=0.0):18.2f}"
        )


def pictures(given: argparse.Namespace, folder: Path) -> Iterator[Sought]:
    """All of them; scenes are written to a folder."""
    dates = [date for date in read_dates(given.rasters) if date.year in DATES[given.dates]]
    for date in dates:
        save_halves(date, folder)
    other = "west" if given.half == "east" else "east"
    drawn = draw_crops(dates, given.size, given.seed, folder, halves=(given.half,), per_pair=_POOL)
    for _, group in itertools.groupby(drawn, key=lambda crop: crop.group):
        crops = list(group)
        for crop in _smoothest(crops, given.per_pair):
            template = _template(crop)
            yield Sought("smooth", template, half_path(crop.scene, given.half, folder), _at(crop))
            yield Sought("smooth, elsewhere", template, half_path(crop.scene, other, folder))
        for crop in crops[: given.per_pair]:
            scene, template = half_path(crop.scene, given.half, folder), _template(crop)
            flipped = np.ascontiguousarray(template.rgb[:, ::-1])
            yield Sought("mirrored", replace(template, rgb=flipped), scene)
        repeated = crops[0]
        yield Sought("repeated", _template(repeated), *_with_copies(repeated, folder, given.half))
    scenes = itertools.cycle(half_path(date, given.half, folder) for date in dates)
    for path, scene in zip(given.foreign, scenes, strict=False):
        yield Sought("foreign", _square(path, given.size), scene)


def _texture(crop: Crop) -> float:
    pixels = crop.seen.rgb[crop.row : crop.row + crop.size, crop.col : crop.col + crop.size]
    grey = pixels.mean(axis=2)
    return float(np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean())


def _smoothest(crops: list[Crop], count: int) -> list[Crop]:
    taken: list[Crop] = []
    for crop in sorted(crops, key=_texture):
        apart = all(math.dist(crop.centre, own.centre) >= _APART_PX for own in taken)
        if apart and len(taken) < count:
            taken.append(crop)
    return taken


def _template(crop: Crop) -> nc.Template:
    rgb = crop.seen.rgb[crop.row : crop.row + crop.size, crop.col : crop.col + crop.size]
    return nc.Template("crop", np.ascontiguousarray(rgb), np.ones(rgb.shape[:2], np.bool_))


def _at(crop: Crop) -> tuple[tuple[float, float], ...]:
    """In pixels of the half's file, by the ground: the dates' grids differ by parts of a pixel."""
    x, y = crop.seen.georeference.xy(*crop.centre)
    with rasterio.open(half_path(crop.scene, crop.half or "", crop.folder)) as dataset:
        col, row = ~dataset.transform * (float(x), float(y))
    return ((float(col), float(row)),)


def _with_copies(
    crop: Crop, folder: Path, half: str
) -> tuple[Path, tuple[tuple[float, float], ...]]:
    """A scene in which the place of a crop is pasted three times more, and all four places."""
    source = half_path(crop.scene, half, folder)
    ((col, row),) = _at(crop)
    with rasterio.open(source) as dataset:
        pixels, profile = dataset.read(), dataset.profile
    left, top, side = round(col - crop.size / 2), round(row - crop.size / 2), crop.size
    piece = pixels[:, top : top + side, left : left + side].copy()
    places = [(col, row)]
    generator = np.random.default_rng(crop.number)
    while len(places) <= _COPIES:
        to_left = int(generator.integers(pixels.shape[2] - side))
        to_top = int(generator.integers(pixels.shape[1] - side))
        place = (col + to_left - left, row + to_top - top)
        if all(max(abs(place[0] - x), abs(place[1] - y)) > side for x, y in places):
            pixels[:, to_top : to_top + side, to_left : to_left + side] = piece
            places.append(place)
    path = folder / f"repeated_{crop.group}.tif"
    with rasterio.open(path, "w", **profile) as target:
        target.write(pixels)
    return path, tuple(places)


def _square(path: Path, side: int) -> nc.Template:
    """The middle of a photograph, shrunk to the side of a crop."""
    with PIL.Image.open(path) as opened:
        image = opened.convert("RGB")
    least = min(image.size)
    left, top = (image.width - least) // 2, (image.height - least) // 2
    square = image.crop((left, top, left + least, top + least)).resize((side, side))
    rgb = np.asarray(square, np.uint8)
    return nc.Template(path.name, rgb, np.ones(rgb.shape[:2], np.bool_))


if __name__ == "__main__":
    main()
