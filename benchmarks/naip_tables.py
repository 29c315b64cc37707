"""Tables of NAIP crops for `neurocorrelator evaluate localisation`: one date sought in another.

    uv run dvc pull
    uv run python benchmarks/naip_tables.py
    uv run neurocorrelator evaluate localisation benchmarks/naip_96.csv

For each of the 30 ordered pairs of the six dates ten square crops of the first date are sought in
the whole scene of the second. Places are drawn anew for every pair, evenly over the first date's
raster; a crop without nodata is taken as it is, textured or not, if its centre is on valid ground
of the second date. Truth is the crop's centre through the first date's transform (the dates agree
to 0.45 px), GSD and heading come from the same georeference; no EXIF is involved.

The tables of `--seed 0` are committed; the crops are made by this command. Tune on other seeds, or
on other ground and dates than those that are reported:

    uv run python benchmarks/naip_tables.py --ground west --dates tune
    uv run python benchmarks/naip_tables.py --ground east --dates held-out --per-pair 50

`--ground` takes crops that lie wholly in one half of the raster; the whole scene is searched. With
`--halves` each crop is sought in the half of the scene that holds it (`present` 1) and in the other
(`present` 0), a table for absence.
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
import rasterio.windows
from numpy.typing import NDArray
from pyproj import CRS

import neurocorrelator as nc

YEARS = (2010, 2012, 2015, 2016, 2018, 2020)
SIZES = (96, 64)
CROPS_PER_PAIR = 10
COLUMNS = ("scene", "template", "gsd", "heading", "x", "y", "group")
DATES = {"tune": (2010, 2015, 2018), "held-out": (2012, 2016, 2020), "all": YEARS}
GROUNDS = ("west", "east", "all")
HALVES = ("west", "east")

_GUARD_PX = 1  # beside the middle: the origins of the dates differ by less
_MOST_DRAWS = 100_000  # for a pair of dates; a hundred are usual


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

    @property
    def middle(self) -> int:
        """The first column of the eastern half."""
        return int(self.mask.shape[1]) // 2


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
    def half(self) -> str | None:
        """The half that it lies in wholly; None where it reaches over the middle."""
        if self.col + self.size <= self.seen.middle - _GUARD_PX:
            return "west"
        return "east" if self.col >= self.seen.middle + _GUARD_PX else None

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


def draw_crops(
    dates: Sequence[Date],
    size: int,
    seed: int,
    folder: Path,
    *,
    halves: Sequence[str | None] = (*HALVES, None),
    per_pair: int = CROPS_PER_PAIR,
) -> list[Crop]:
    """Crops for each ordered pair of dates.

    Args:
        dates: to cut from and to search in.
        size: side of a crop in pixels.
        seed: of the places.
        folder: where the crops' pictures belong.
        halves: in which of the halves a crop may lie; None stands for over the middle.
        per_pair: how many for each pair of dates; more of them begin with the same ones.

    Raises:
        ValueError: so many cannot be drawn.
    """
    crops: list[Crop] = []
    for seen, scene in itertools.permutations(dates, 2):
        # NumPy promises that this old generator's numbers stay the same (NEP 19)
        generator = np.random.RandomState([seed, size, seen.year, scene.year])
        taken = draws = 0
        while taken < per_pair:
            draws += 1
            if draws > _MOST_DRAWS or size > min(seen.mask.shape):
                raise ValueError(
                    f"no place for {per_pair} crops of {size} px; choose smaller --sizes, or"
                    " --ground all"
                )
            col = int(generator.randint(seen.mask.shape[1] - size + 1))
            row = int(generator.randint(seen.mask.shape[0] - size + 1))
            crop = Crop(seen, scene, taken, size, col, row, folder)
            if crop.half in halves and _is_usable(crop):
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


def absence_text(crops: Sequence[Crop], base: Path, folder: Path) -> str:
    """The table in which every crop is sought in both halves of its scene.

    Args:
        crops: each in one of the halves.
        base: folder of the table; paths are relative to it.
        folder: of the halves.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow((*COLUMNS, "present"))
    place = slice(COLUMNS.index("x"), COLUMNS.index("y") + 1)
    for crop in crops:
        for half in HALVES:
            cells = list(crop.cells(base))
            cells[0] = _relative(half_path(crop.scene, half, folder), base)
            if half != crop.half:
                cells[place] = "", ""
            writer.writerow((*cells, int(half == crop.half)))
    return stream.getvalue()


def half_path(date: Date, half: str, folder: Path) -> Path:
    """Where a half of a date's raster belongs."""
    return folder / f"{date.path.stem}_{half}.tif"


def save_halves(date: Date, folder: Path) -> None:
    """Cut a date's raster in the middle: two GeoTIFFs with all its bands and its nodata."""
    with rasterio.open(date.path) as dataset:
        left = {"west": 0, "east": date.middle}
        width = {"west": date.middle, "east": dataset.width - date.middle}
        for half in HALVES:
            window = rasterio.windows.Window(left[half], 0, width[half], dataset.height)
            profile = dataset.profile | {
                "driver": "GTiff",
                "width": width[half],
                "transform": dataset.window_transform(window),
                "compress": "deflate",
            }
            with rasterio.open(half_path(date, half, folder), "w", **profile) as target:
                target.write(dataset.read(window=window))


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
    parser.add_argument("--ground", choices=GROUNDS, default="all", help="where the crops lie")
    parser.add_argument("--dates", choices=DATES, default="all", help="which are paired")
    parser.add_argument(
        "--per-pair", type=int, default=CROPS_PER_PAIR, metavar="N", help="crops a pair of dates"
    )
    parser.add_argument(
        "--halves", action="store_true", help="seek each crop in both halves of its scene"
    )
    given = parser.parse_args(arguments)
    if not given.rasters.is_dir():
        parser.error(f"{given.rasters}: no such folder; get the data set with: uv run dvc pull")
    dates = [date for date in read_dates(given.rasters) if date.year in DATES[given.dates]]
    halves = (
        (given.ground,) if given.ground != "all" else HALVES if given.halves else (*HALVES, None)
    )
    given.out.mkdir(parents=True, exist_ok=True)
    if given.halves:
        cut = given.crops / "halves"
        cut.mkdir(parents=True, exist_ok=True)
        for date in dates:
            save_halves(date, cut)
    for size in given.sizes:
        name = f"{size}{_suffix(given)}"
        folder = given.crops / name
        folder.mkdir(parents=True, exist_ok=True)
        try:
            crops = draw_crops(
                dates, size, given.seed, folder, halves=halves, per_pair=given.per_pair
            )
        except ValueError as error:
            parser.error(str(error))
        for crop in crops:
            crop.save()
        text = absence_text(crops, given.out, cut) if given.halves else table_text(crops, given.out)
        table = given.out / f"naip_{name}.csv"
        table.write_text(text, encoding="utf-8", newline="\n")
        print(f"{len(crops)} crops of {size} px in {folder}, {table}")


def _suffix(given: argparse.Namespace) -> str:
    """What tells a table from the committed one, such as `_east_held-out_n50_halves_seed1`."""
    parts = [part for part in (given.ground, given.dates) if part != "all"]
    if given.per_pair != CROPS_PER_PAIR:
        parts.append(f"n{given.per_pair}")
    if given.halves:
        parts.append("halves")
    if given.seed != 0:
        parts.append(f"seed{given.seed}")
    return "".join(f"_{part}" for part in parts)


if __name__ == "__main__":
    main()
