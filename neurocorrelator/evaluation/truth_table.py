"""Tables of pictures and the places where they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.rasters.template_table import TableRow, TemplateRow, read_rows, template_row

_TRUTHS = (("lon", "lat"), ("x", "y"), ("col", "row"))
_YES, _NO = {"", "1", "yes", "true"}, {"0", "no", "false"}


@dataclass(frozen=True, slots=True)
class Truth:
    """One row of the table.

    Attributes:
        picture: the template, not opened yet.
        scene: the raster to search in.
        present: False where it is known not to be in the scene.
        place: where it is: which columns tell, `lon`, `x` or `col`, and the two values.
        group: what it belongs to in the bootstrap; None where the table does not tell.
    """

    picture: TemplateRow
    scene: Path
    present: bool
    place: tuple[str, float, float] | None
    group: str | None

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
    return Truth(picture, scene, present, place, row.cells.get("group") or None)


def _place(row: TableRow) -> tuple[str, float, float] | None:
    for first, second in _TRUTHS:
        a, b = row.number(first), row.number(second)
        if a is not None and b is not None:
            return first, a, b
        if (a is None) != (b is None):
            raise row.error(f"{first} and {second} go together; one of them is empty")
    return None
