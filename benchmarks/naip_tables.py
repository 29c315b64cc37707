"""Tables of NAIP crops for `neurocorrelator evaluate localisation`: one date sought in another.

    uv run dvc pull
    uv run python benchmarks/naip_tables.py
    uv run neurocorrelator evaluate localisation benchmarks/naip_96.csv

For each of the 30 ordered pairs of the six dates ten square crops of the first date are sought in
the whole scene of the second. Places are drawn anew for every pair, evenly over the first date's
raster; a crop without nodata is taken as it is, textured or not, if its centre is on valid ground
of the second date. Truth is the crop's centre through the first date's transform (the dates agree
to 0.45 px), GSD and heading come from the same georeference; no EXIF is involved.

The tables of `--seed 0` are committed; the crops are made by this command. Tune on other seeds.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
import rasterio
from numpy.typing import NDArray
from pyproj import CRS

import neurocorrelator as nc

YEARS = (2010, 2012, 2015, 2016, 2018, 2020)
SIZES = (96, 64)
CROPS_PER_PAIR = 10
COLUMNS = ("scene", "template", "gsd", "heading", "x", "y", "group")


@dataclass(frozen=True, eq=False)
class Date:
    """One date's picture of the place.

    Attributes:
        year: of the flight.
        path: the raster.
        rgb: [H, W, 3] uint8.
        mask: [H, W], True where there is no nodata.
        georeference: of the raster.
    """

    year: int
    path: Path
    rgb: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    georeference: nc.Georeference


@dataclass(frozen=True)
class Crop:
    """A square of one date that is sought in another: its first pixel and its picture's file."""

    seen: Date
    scene: Date
    number: int
    size: int
    col: int
    row: int
    folder: Path

    @property
    def centre(self) -> tuple[float, float]:
        """Pixel position (col, row) of the crop's centre in its own date."""
        return self.col + self.size / 2, self.row + self.size / 2

    @property
    def group(self) -> str:
        """The pair of dates."""
        return f"{self.seen.year}-{self.scene.year}"

    @property
    def path(self) -> Path:
        """Where the crop's picture belongs."""
        return self.folder / f"{self.group}_{self.number:02d}.png"

    def save(self) -> None:
        """Write the crop's picture."""
        window = slice(self.row, self.row + self.size), slice(self.col, self.col + self.size)
        PIL.Image.fromarray(self.seen.rgb[window]).save(self.path)

    def cells(self, base: Path) -> tuple[str, ...]:
        """The crop's line of a table in a folder, in the order of `COLUMNS`."""
        georeference = self.seen.georeference
        (east_right, east_down), (north_right, north_down) = georeference.jacobian_m(*self.centre)
        gsd = math.sqrt(abs(east_right * north_down - east_down * north_right))
        heading = math.degrees(math.atan2(-east_down, -north_down)) % 360
        x, y = georeference.xy(*self.centre)
        return (
            _relative(self.scene.path, base),
            _relative(self.path, base),
            f"{gsd:.6f}",
            f"{heading:.4f}",
            f"{x:.3f}",
            f"{y:.3f}",
            self.group,
        )


def read_dates(folder: Path) -> list[Date]:
    """The six dates, in order."""
    return [_read_date(year, folder / f"naip_{year}.tif") for year in YEARS]


def draw_crops(dates: Sequence[Date], size: int, seed: int, folder: Path) -> list[Crop]:
    """Ten crops for each ordered pair of dates.

    Args:
        dates: to cut from and to search in.
        size: side of a crop in pixels.
        seed: of the places.
        folder: where the crops' pictures belong.
    """
    crops: list[Crop] = []
    for seen, scene in itertools.permutations(dates, 2):
        # NumPy promises that this old generator's numbers stay the same (NEP 19)
        generator = np.random.RandomState([seed, size, seen.year, scene.year])
        taken = 0
        while taken < CROPS_PER_PAIR:
            col = int(generator.randint(seen.mask.shape[1] - size + 1))
            row = int(generator.randint(seen.mask.shape[0] - size + 1))
            crop = Crop(seen, scene, taken, size, col, row, folder)
            if _is_usable(crop):
                crops.append(crop)
                taken += 1
    return crops


def table_text(crops: Sequence[Crop], base: Path) -> str:
    """The table as it is written into the folder `base`; paths are relative to it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(crop.cells(base) for crop in crops)
    return stream.getvalue()


def _read_date(year: int, path: Path) -> Date:
    with rasterio.open(path) as dataset:
        rgb = dataset.read([1, 2, 3]).transpose(1, 2, 0)
        mask = dataset.dataset_mask() > 0
        crs = CRS.from_wkt(dataset.crs.to_wkt())
        return Date(year, path, rgb, mask, nc.Georeference(dataset.transform, crs))


def _is_usable(crop: Crop) -> bool:
    """No nodata in it, and its centre on valid ground of the scene."""
    window = slice(crop.row, crop.row + crop.size), slice(crop.col, crop.col + crop.size)
    if not crop.seen.mask[window].all():
        return False
    place = crop.scene.georeference.colrow(*crop.seen.georeference.xy(*crop.centre))
    col, row = (math.floor(float(value)) for value in place)
    rows, cols = crop.scene.mask.shape
    return 0 <= col < cols and 0 <= row < rows and bool(crop.scene.mask[row, col])


def _relative(path: Path, base: Path) -> str:
    return Path(os.path.relpath(path, base)).as_posix()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write tables and crops."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rasters", type=Path, nargs="?", default=Path("data/naip/rasters"))
    parser.add_argument("--out", type=Path, default=Path("benchmarks"), help="folder of the tables")
    parser.add_argument("--crops", type=Path, default=Path("results/naip"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="PX")
    parser.add_argument("--seed", type=int, default=0, help="0 is the committed one")
    given = parser.parse_args(arguments)
    if not given.rasters.is_dir():
        parser.error(f"{given.rasters}: no such folder; get the data set with: uv run dvc pull")
    dates = read_dates(given.rasters)
    suffix = "" if given.seed == 0 else f"_seed{given.seed}"
    for size in given.sizes:
        folder = given.crops / f"{size}{suffix}"
        crops = draw_crops(dates, size, given.seed, folder)
        for place in (folder, given.out):
            place.mkdir(parents=True, exist_ok=True)
        for crop in crops:
            crop.save()
        table = given.out / f"naip_{size}{suffix}.csv"
        table.write_text(table_text(crops, given.out), encoding="utf-8", newline="\n")
        print(f"{len(crops)} crops of {size} px in {folder}, {table}")


if __name__ == "__main__":
    main()
