"""Where places lie: the ground of each side, and the grid of places on it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from neurocorrelator.errors import PlacesError
from neurocorrelator.geo.georeference import WGS84
from neurocorrelator.geo.polygons import Bounds, Polygon, bounds_of
from neurocorrelator.places.ground_area import GroundArea, common_part, overlap
from neurocorrelator.places.room import Room
from neurocorrelator.rasters.raster import Raster

Side = Literal["east", "west", "north", "south"]
Line = NDArray[np.float64]
Shift = tuple[float, float]
_MOST_PLACES = 200_000
_INTERPOLATED_PX = 2.5  # of a raster, that cubic interpolation looks at beside a picture
_BLURRED_PX = 1.2  # of a picture, that the blur before shrinking looks at beside it
_SHIFTS = 4  # of the grid in a drawn area, along each axis, to find room for the most places
_MOST_TRIED = 1 << 22  # pairs of a place and an edge; above it the grid is only centred


@dataclass(frozen=True)
class PlacesPlan:
    """How places are cut.

    Attributes:
        size_px: side of a picture.
        gsd_m: metres a pixel; None for that of the first raster.
        overlap: share of a place's side that it has in common with its neighbour.
        rotation_deg: the other views are turned by up to so much to either side.
        zoom: the other views are enlarged or reduced by up to this factor.
        nodata: largest share of nodata in a picture.
        test_side: which side of the common ground is for testing; None: no test side.
        test_share: of the common ground.
        gap_m: ground between the sides that no picture shows. It is never less than what
            interpolation looks at beside a picture, so that no pixel of one side is in the other.
        test_area: ground to test on; replaces `test_side`.
        train_area: ground to train on; replaces `test_side`. None: where a test area is told, all
            the ground beside it. What it has within the gap around the test area is left out.
        seed: of turns and zooms.
    """

    size_px: int = 192
    gsd_m: float | None = None
    overlap: float = 0.0
    rotation_deg: float = 180.0
    zoom: float = 1.15
    nodata: float = 0.02
    test_side: Side | None = "east"
    test_share: float = 0.4
    gap_m: float = 0.0
    test_area: GroundArea | None = None
    train_area: GroundArea | None = None
    seed: int = 0


@dataclass(frozen=True)
class Spot:
    """A place.

    Attributes:
        east: of its centre on the plane, metres.
        north: likewise.
        side: `train` or `test`.
    """

    east: float
    north: float
    side: str


@dataclass(frozen=True, eq=False)
class PlannedPlaces:
    """Places before they are cut; those with much nodata are left out then.

    Attributes:
        train: [N, 4, 2] longitude and latitude of the corners of each place's first picture, from
            the upper left one on, clockwise.
        test: likewise.
    """

    train: NDArray[np.float64]
    test: NDArray[np.float64]

    @property
    def count(self) -> dict[str, int]:
        """How many there are by side, `train` and `test`."""
        return {"train": len(self.train), "test": len(self.test)}


def plan_places(
    rasters: Sequence[tuple[str, Path]], plan: PlacesPlan | None = None
) -> PlannedPlaces:
    """Where the places of each side would lie, before nodata is looked at.

    Raises:
        AreaError, PlacesError, RasterError: as `make_places`.
    """
    settings = plan or PlacesPlan()
    opened = [Raster.open(path, stretch="none") for _, path in rasters]  # no pixel is read
    try:
        frame = Frame(list(zip((v for v, _ in rasters), opened, strict=True)), settings)
        spots = frame.spots()
    finally:
        for raster in opened:
            raster.close()
    return PlannedPlaces(
        *(frame.squares([s for s in spots if s.side == side]) for side in ("train", "test"))
    )


def count_places(
    rasters: Sequence[tuple[str, Path]], plan: PlacesPlan | None = None
) -> dict[str, int]:
    """How many places of the grid each side would have, before nodata is looked at.

    Raises:
        AreaError, PlacesError, RasterError: as `make_places`.
    """
    return plan_places(rasters, plan).count


class Frame:
    """The plane that all rasters share, and the places on it.

    Attributes:
        plane: metres east and north of the middle of the first raster.
        gsd: metres a pixel of a picture.
        side: of a picture, metres.
    """

    def __init__(self, rasters: Sequence[tuple[str, Raster]], plan: PlacesPlan) -> None:
        for _, raster in rasters:
            if not raster.georeference.is_geographic:
                raise PlacesError(
                    f"{raster.path}: has no CRS; places are cut from georeferenced rasters"
                )
        reference = rasters[0][1]
        lon, lat = reference.georeference.lonlat(reference.width / 2, reference.height / 2)
        self.plan = plan
        self.plane = CRS.from_proj4(
            f"+proj=aeqd +lat_0={float(lat):.9f} +lon_0={float(lon):.9f} +datum=WGS84 +units=m"
        )
        self._to_lonlat = Transformer.from_crs(self.plane, WGS84, always_xy=True)
        self._to_plane = Transformer.from_crs(WGS84, self.plane, always_xy=True)
        self.reference = reference
        self.rasters = rasters
        gsd = reference.georeference.gsd_m(reference.width / 2, reference.height / 2)
        self.gsd = plan.gsd_m or math.sqrt(math.prod(float(side) for side in gsd))
        self.side = plan.size_px * self.gsd

    def lonlat(self, east: float, north: float) -> tuple[float, float]:
        """Longitude and latitude of a point of the plane."""
        lon, lat = self._to_lonlat.transform(east, north)
        return float(lon), float(lat)

    def to_pixels(self, raster: Raster, east: float, north: float) -> Affine:
        """Plane to corner pixels around a place; of pictures the plane is flat enough."""
        step = self.side / 2
        points = np.array([(east, north), (east + step, north), (east, north + step)])
        lon, lat = self._to_lonlat.transform(points[:, 0], points[:, 1])
        col, row = raster.georeference.colrow_from_lonlat(lon, lat)
        pixels = np.column_stack([col, row])
        (a, d), (b, e) = ((pixels[1:] - pixels[0]) / step).tolist()
        around = Affine(a, b, float(pixels[0, 0]), d, e, float(pixels[0, 1]))
        return around * Affine.translation(-east, -north)

    def squares(self, spots: Sequence[Spot]) -> NDArray[np.float64]:
        """[N, 4, 2] longitude and latitude of the corners of places, see `PlannedPlaces`."""
        half = self.side / 2
        corners = np.array([(-half, half), (half, half), (half, -half), (-half, -half)])
        centres = np.array([(s.east, s.north) for s in spots], np.float64).reshape(-1, 1, 2)
        east, north = np.moveaxis(centres + corners, -1, 0)
        return np.stack(self._to_lonlat.transform(east, north), axis=-1)

    def spots(self) -> list[Spot]:
        """Centres of the places of each side."""
        common, found = self._common(), dict[str, NDArray[np.float64]]()
        if self.plan.test_area is not None or self.plan.train_area is not None:
            found = self._drawn(common)
        else:
            for side, bounds in self._sides(common).items():
                found[side] = _grid(*self._lines(bounds))
        count = sum(map(len, found.values()))
        if not count:
            raise PlacesError(
                f"no place of {self.plan.size_px} px at {self.gsd:.3g} m fits into the common"
                " ground; choose a smaller size or a smaller gap"
            )
        if count > _MOST_PLACES:
            raise PlacesError(f"{count} places are too many; choose less overlap")
        return [Spot(float(e), float(n), side) for side, at in found.items() for e, n in at]

    @property
    def room(self) -> Room:
        """What the pictures of a place take, however they are turned and zoomed."""
        turned = self.plan.rotation_deg > 0
        half = self.side / 2 * max(1.0, self.plan.zoom * (math.sqrt(2) if turned else 1))
        return Room(half, turned)

    @property
    def gap(self) -> float:
        """Metres between the sides, see `PlacesPlan.gap_m`."""
        coarsest = max(
            float(side)
            for _, raster in self.rasters
            for side in raster.georeference.gsd_m(raster.width / 2, raster.height / 2)
        )
        beside = _INTERPOLATED_PX * coarsest + _BLURRED_PX * self.gsd * self.plan.zoom
        return max(self.plan.gap_m, 2 * beside)

    def _lines(self, bounds: Bounds, shift: Shift | None = None) -> tuple[Line, Line]:
        """Easts and norths of a grid of places in a box, from south to north.

        Args:
            bounds: of the box.
            shift: how far the grid begins from the lower left, shares of its step; None: centred.
        """
        widest, step = self.room.half, self.side * (1 - self.plan.overlap)
        lines: list[Line] = []
        for axis in (0, 1):
            low, high = bounds[axis], bounds[axis + 2]
            room = high - low - 2 * widest
            beside = 0.0 if shift is None else shift[axis] * step
            count = max(0, math.floor((room - beside) / step) + 1)
            start = beside if shift is not None else (room - (count - 1) * step) / 2
            lines.append(low + widest + start + step * np.arange(count, dtype=np.float64))
        return lines[0], lines[1]

    def _sides(self, common: Bounds) -> dict[str, Bounds]:
        plan = self.plan
        if plan.test_side is None or plan.test_share <= 0:
            return {"train": common}
        return _cut(common, plan.test_side, plan.test_share, self.gap)

    def _drawn(self, common: Bounds) -> dict[str, NDArray[np.float64]]:
        """Places in the areas that were drawn, those to train on clear of the ones to test on."""
        plan, room, around = self.plan, self.room, self.room.wider(self.gap)
        train, test = (
            self._part(area, common) if area is not None else None
            for area in (plan.train_area, plan.test_area)
        )
        if train is not None and test is not None and overlap(train, test):
            raise PlacesError("the areas to train and to test on overlap; move one of them")
        found: dict[str, NDArray[np.float64]] = {}

        def to_train(at: NDArray[np.float64]) -> NDArray[np.bool_]:
            fits = np.ones(len(at), np.bool_) if train is None else room.inside(at, train)
            return fits if test is None else fits & around.clear_of(at, test)

        edges = sum(len(ring) for polygon in (*(train or ()), *(test or ())) for ring in polygon)
        found["train"] = self._most(_within(common, train), to_train, edges)
        if test is not None:
            found["test"] = self._most(
                _within(common, test), lambda at: room.inside(at, test), edges
            )
        for side, area in (("train", plan.train_area), ("test", plan.test_area)):
            if area is not None and not len(found[side]):
                raise PlacesError(self._too_small(area, alone=side == "test" or test is None))
        if not len(found["train"]):
            raise PlacesError(
                "no place to train on is left beside the area to test on; draw that one smaller, or"
                " choose a smaller gap"
            )
        return found

    def _part(self, area: GroundArea, common: Bounds) -> tuple[Polygon, ...]:
        polygons = area.on_plane(self.plane, self.reference.georeference.crs)
        return common_part(polygons, common, area.description)

    def _too_small(self, area: GroundArea, *, alone: bool) -> str:
        what, plan, needs = area.description, self.plan, f"{2 * self.room.half:.4g}"
        if alone:
            return (
                f"{what}: no place of {plan.size_px} px at {self.gsd:.3g} m fits into the area, one"
                f" needs {needs} m of ground; draw it larger, or choose a smaller size"
            )
        return (
            f"{what}: no place of {plan.size_px} px at {self.gsd:.3g} m fits into the area, one"
            f" needs {needs} m of ground and {self.gap:.4g} m up to the area to test on; draw it"
            " larger or elsewhere, or choose a smaller size"
        )

    def _most(
        self, bounds: Bounds, fits: Callable[[NDArray[np.float64]], NDArray[np.bool_]], edges: int
    ) -> NDArray[np.float64]:
        """[N, 2], those places of a grid that fit: of the grid that has the most of them.

        Raises:
            PlacesError: the grid is too fine.
        """
        easts, norths = self._lines(bounds)
        count = len(easts) * len(norths)
        if count > _MOST_PLACES:
            raise PlacesError(f"{count} places are too many; choose less overlap")
        shares = [step / _SHIFTS for step in range(_SHIFTS)]
        shifts: list[Shift | None] = [None]
        if count * edges <= _MOST_TRIED:
            shifts += [(across, down) for across in shares for down in shares]
        best = np.zeros((0, 2))
        for shift in shifts:
            grid = _grid(*self._lines(bounds, shift))
            fitting = grid[fits(grid)]
            if len(fitting) > len(best):
                best = fitting
        return best

    def _common(self) -> Bounds:
        bounds = [self._bounds(raster) for _, raster in self.rasters]
        low = np.max([b[:2] for b in bounds], axis=0)
        high = np.min([b[2:] for b in bounds], axis=0)
        if (high <= low).any():
            raise PlacesError("the rasters have no ground in common; check their CRS")
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def _bounds(self, raster: Raster) -> Bounds:
        cols = np.array([0, raster.width, raster.width, 0], np.float64)
        rows = np.array([0, 0, raster.height, raster.height], np.float64)
        return self._inside(*raster.georeference.lonlat(cols, rows))

    def _inside(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Bounds:
        """The box within four corners in turn: nothing beside the raster is in it."""
        east, north = self._to_plane.transform(lon, lat)
        easts, norths = np.sort(east), np.sort(north)
        return float(easts[1]), float(norths[1]), float(easts[2]), float(norths[2])


def _cut(common: Bounds, side: Side, share: float, gap: float) -> dict[str, Bounds]:
    """The ground to train on and that to test on, a gap between them."""
    axis = 0 if side in ("east", "west") else 1
    low, high = common[axis], common[axis + 2]
    above = side in ("east", "north")  # where the test is
    line = high - share * (high - low) if above else low + share * (high - low)
    lower = _ranged(common, axis, low, line - gap / 2)
    upper = _ranged(common, axis, line + gap / 2, high)
    return {"train": lower, "test": upper} if above else {"train": upper, "test": lower}


def _ranged(bounds: Bounds, axis: int, low: float, high: float) -> Bounds:
    ranged = list(bounds)
    ranged[axis], ranged[axis + 2] = low, high
    return ranged[0], ranged[1], ranged[2], ranged[3]


def _within(common: Bounds, area: Sequence[Polygon] | None) -> Bounds:
    """The part of the common ground in which an area lies; they touch."""
    if area is None:
        return common
    box = bounds_of(area)
    low = [max(a, b) for a, b in zip(common[:2], box[:2], strict=True)]
    high = [min(a, b) for a, b in zip(common[2:], box[2:], strict=True)]
    return low[0], low[1], high[0], high[1]


def _grid(easts: Line, norths: Line) -> NDArray[np.float64]:
    """[N, 2], line by line from the north."""
    north, east = np.meshgrid(norths[::-1], easts, indexing="ij")
    return np.stack([east.ravel(), north.ravel()], axis=1)
