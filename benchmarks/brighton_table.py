"""The 12 usable Brighton photographs as a table for `neurocorrelator evaluate localisation`.

    python benchmarks/brighton_table.py --out results/brighton.csv
    neurocorrelator evaluate localisation results/brighton.csv

A photograph is usable when its centre lies on the orthophoto (`centre_on_ortho`). Truth, GSD and
heading come from `ground_truth.csv`: `gsd_m_at_1000px` is for a width of 1000 px, and `heading_deg`
is from grid north, so meridian convergence is added to get true north. `footprint` is WKT in the
orthophoto's CRS.
"""

from __future__ import annotations

import argparse
import csv
import os
from pathlib import Path

import PIL.Image
from pyproj import Proj, Transformer

COLUMNS = ("scene", "template", "gsd", "heading", "x", "y", "footprint")
CRS = "EPSG:32615"


def rows(folder: Path) -> list[dict[str, str]]:
    """One row a usable photograph; paths absolute."""
    to_lonlat = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)
    projection = Proj(CRS)
    found = []
    with (folder / "ground_truth.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if line["centre_on_ortho"] != "True":
                continue
            photo = folder / "photos" / line["file"]
            with PIL.Image.open(photo) as opened:
                width = opened.width
            east, north = float(line["centre_e"]), float(line["centre_n"])
            convergence = projection.get_factors(*to_lonlat.transform(east, north))
            heading = (float(line["heading_deg"]) + convergence.meridian_convergence) % 360
            gsd = float(line["gsd_m_at_1000px"]) * 1000 / width
            values = (
                str(folder / "brighton_ortho_utm15n.tif"),
                str(photo),
                f"{gsd:.6f}",
                f"{heading:.3f}",
                f"{east:.3f}",
                f"{north:.3f}",
                _footprint(line),
            )
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def _footprint(line: dict[str, str]) -> str:
    """The photograph's corners on the ground as WKT, upper left first, clockwise in it."""
    corners = [f"{float(line[f'c{i}_e']):.3f} {float(line[f'c{i}_n']):.3f}" for i in range(4)]
    return f"POLYGON (({', '.join([*corners, corners[0]])}))"


def main() -> None:
    """Write the table with paths relative to it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("data/brighton_beach"))
    parser.add_argument("--out", type=Path, required=True, help="the table to write")
    arguments = parser.parse_args()
    table = rows(arguments.folder.resolve())
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    base = arguments.out.resolve().parent
    with arguments.out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        for row in table:
            paths = {key: os.path.relpath(row[key], base) for key in ("scene", "template")}
            writer.writerow(row | paths)
    print(f"{len(table)} photographs in {arguments.out}")


if __name__ == "__main__":
    main()
