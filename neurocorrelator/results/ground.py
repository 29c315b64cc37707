"""Where matches lie on the ground, in the CRS that the results are in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pyproj import CRS

from neurocorrelator.geo.crs_change import CrsChange, label_of_crs
from neurocorrelator.geo.georeference import Georeference
from neurocorrelator.results.lonlat_ring import rfc7946_rings

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, eq=False)
class Ground:
    """From pixels of the scene to the coordinates of the results.

    Attributes:
        georeference: the scene's.
        change: the way to another CRS; None where the results are in the scene's own.
    """

    georeference: Georeference
    change: CrsChange | None = None

    @property
    def crs(self) -> CRS | None:
        """The CRS of the results; None where the scene has none."""
        return self.georeference.crs if self.change is None else self.change.crs

    @property
    def crs_name(self) -> str:
        """Short name of that CRS: `EPSG:32615`."""
        if self.change is None:
            return self.georeference.crs_name
        return label_of_crs(self.change.crs)

    def xy(self, point: Point) -> Point | None:
        """Coordinates of a pixel position; None where the CRS cannot express it."""
        return self._places([point])[0]

    def _places(self, points: Sequence[Point]) -> list[Point | None]:
        cols, rows = zip(*points, strict=True)
        x, y = (self.change or self.georeference).xy(cols, rows)
        return [
            place if all(map(math.isfinite, place)) else None
            for place in zip(x.tolist(), y.tolist(), strict=True)
        ]

    def rings(self, corners: Sequence[Point]) -> list[Ring]:
        """Closed rings of a polygon's corners; none where the CRS cannot express a corner.

        One ring, but several where another CRS of degrees cuts the polygon at the antimeridian. In
        the scene's own CRS the ring lies where the scene lies, past 180 degrees if need be.
        """
        places = [place for place in self._places(corners) if place is not None]
        if len(places) < len(corners):
            return []
        if self.change is not None and self._is_cut(places):
            return rfc7946_rings(places)
        return [[*places, places[0]]]

    def wkt(self, corners: Sequence[Point]) -> str | None:
        """The polygon as Well-Known Text; None where the CRS cannot express a corner."""
        texts = [
            "((" + ", ".join(f"{x!r} {y!r}" for x, y in ring) + "))" for ring in self.rings(corners)
        ]
        if not texts:
            return None
        return f"POLYGON {texts[0]}" if len(texts) == 1 else f"MULTIPOLYGON ({', '.join(texts)})"

    def _is_cut(self, places: Sequence[Point]) -> bool:
        if self.crs is None or not self.crs.is_geographic:
            return False
        lons = [x for x, _ in places]
        return max(lons) - min(lons) > 180
