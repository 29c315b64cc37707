"""Tables of pictures and the places where they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.geo.polygons import Ring
from neurocorrelator.rasters.template_table import TableRow, TemplateRow, read_rows, template_row

_TRUTHS = (("lon", "lat"), ("x", "y"), ("col", "row"))
_POLYGON = re.compile(r"POLYGON\s*\(\(([^()]*)\)\)", re.IGNORECASE)
_YES, _NO = {"", "1", "yes", "true"}, {"0", "no", "false"}


@dataclass(frozen=True, eq=False)
class Truth:
    """One row of the table.

    Attributes:
        picture: the template, not opened yet.
        scene: the raster to search in.
        present: False where it is known not to be in the scene.
        place: where it is: which columns tell, `lon`, `x` or `col`, and the two values.
        group: what it belongs to in the bootstrap; None where the table does not tell.
        gsd_m: true ground sample distance in metres per pixel; the told one where the table does
            not tell of another.
        heading_deg: true-north bearing of the picture's up direction; the told one likewise.
        footprint: [N, 2] true outline of the picture in the scene's CRS, not closed.
    """

    picture: TemplateRow
    scene: Path
    present: bool
    place: tuple[str, float, float] | None
    group: str | None
    gsd_m: float | None = None
    heading_deg: float | None = None
    footprint: Ring | None = None

    def colrow(self, georeference: Georeference) -> tuple[float, float] | None:
        """The place as scene pixels (col, row); None for an absent one without a place.

        Raises:
            RasterError: the place lies outside of what the scene's CRS can express.
        """
        if self.place is None:
            return None
        column, a, b = self.place
        if column == "col":
            return a, b
        to_pixels = georeference.colrow_from_lonlat if column == "lon" else georeference.colrow
        col, row = to_pixels(a, b)
        return float(col), float(row)


def read_truths(table: Path) -> list[Truth]:
    """All rows of a table; pictures and scenes are not opened.

    Columns: see `localisation.evaluate_localisation`.

    Raises:
        TableError: the table cannot be read, or a row lacks its truth.
    """
    return [_truth(row) for row in read_rows(table, required=("scene", "template"))]


def _truth(row: TableRow) -> Truth:
    scene = row.path("scene")
    if scene is None:
        raise row.error("scene is empty")
    said = row.cells.get("present", "").lower()
    if said not in _YES | _NO:
        raise row.error(f"present must be 1 or 0, not {said!r}")
    present = said in _YES
    place = _place(row)
    if present and place is None:
        raise row.error("no truth: fill lon and lat, x and y, or col and row, or present = 0")
    picture = template_row(row)
    gsd_m, heading_deg = row.number("true_gsd"), row.number("true_heading")
    if gsd_m is not None and gsd_m <= 0:
        raise row.error(f"true_gsd must be above 0 metres per pixel, not {row.cells['true_gsd']}")
    return Truth(
        picture,
        scene,
        present,
        place,
        row.cells.get("group") or None,
        picture.gsd_m if gsd_m is None else gsd_m,
        picture.heading_deg if heading_deg is None else heading_deg,
        _footprint(row),
    )


def _footprint(row: TableRow) -> Ring | None:
    text = row.cells.get("footprint", "")
    if not text:
        return None
    written = _POLYGON.fullmatch(text.strip())
    try:
        points = [
            tuple(float(number) for number in point.split())
            for point in (written[1].split(",") if written else ())
        ]
        ring = np.array(points, np.float64).reshape(len(points), 2)
    except ValueError:
        ring = np.empty((0, 2))
    if len(ring) > 1 and np.array_equal(ring[0], ring[-1]):
        ring = ring[:-1]
    if len(ring) < 3 or not np.isfinite(ring).all():
        raise row.error(f"footprint must be POLYGON ((x y, x y, ...)), not {text[:40]!r}")
    return ring


def _place(row: TableRow) -> tuple[str, float, float] | None:
    for first, second in _TRUTHS:
        a, b = row.number(first), row.number(second)
        if a is not None and b is not None:
            return first, a, b
        if (a is None) != (b is None):
            raise row.error(f"{first} and {second} go together; one of them is empty")
    return None
